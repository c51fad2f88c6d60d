using PatentFunctions.Calendar;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>公示公告 as lists show it.</summary>
/// <param name="Id">The announcement.</param>
/// <param name="Year">认定年度.</param>
/// <param name="Number">公告编号.</param>
/// <param name="Title">标题.</param>
/// <param name="Date">公告日期, Asia/Shanghai.</param>
public sealed record AnnouncementLine(AnnouncementId Id, int Year, string Number, string Title, DateOnly Date);

/// <summary>A product that is or was on public notice.</summary>
/// <param name="Id">认定件.</param>
/// <param name="Year">认定年度.</param>
/// <param name="Announcement">公示公告.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="Patents">专利总数.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Status">公示状态 in words.</param>
/// <param name="BeganOn">公示起始日, Asia/Shanghai.</param>
/// <param name="EndsOn">公示截止日: ends with its 24:00.</param>
/// <param name="Provisional">暂定: the last day is counted anew once the year's 放假安排 is published.</param>
/// <param name="TakesObjections">True while anybody may object.</param>
public sealed record PublicNoticeLine(
    RecognitionId Id, int Year, AnnouncementId Announcement, string FilingNumber, string Product, string? Model, string UnitName, int Patents,
    RecognitionState State, string Status, DateOnly BeganOn, DateOnly EndsOn, bool Provisional, bool TakesObjections)
{
    internal static PublicNoticeLine Of(NoticeEntry entry, WorkingDayCalendar calendar, DateTimeOffset now) => new(
        entry.Id, entry.Year, entry.Announcement, entry.FilingNumber, entry.Product, entry.Model, entry.UnitName, entry.Patents, entry.State,
        NoticeTerms.StatusLine(entry.State, entry.Term, entry.Disputed, calendar, now), ChinaTime.DateOf(entry.Term.StartedAt), entry.Term.EndsOn, entry.Term.Provisional,
        NoticeTerms.TakesObjections(entry.State, entry.Term, calendar, now));
}

/// <summary>通知公告: announcements and products on notice.</summary>
/// <param name="Announcements">The latest announcements, newest first; on the first page only.</param>
/// <param name="Items">Products.</param>
/// <param name="Continuation">Token of the next page; absent at the end.</param>
public sealed record PublicNoticesAnswer(IReadOnlyList<AnnouncementLine>? Announcements, IReadOnlyList<PublicNoticeLine> Items, string? Continuation);

/// <summary>A product on notice in full.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="AnnouncementTitle">Title of the announcement.</param>
/// <param name="Category">Name of 产品分类.</param>
/// <param name="Industry">Name of 产品所属行业.</param>
/// <param name="LinkedPatents">关联专利, without telling which are core; absent while the unit does not publish them and the product is not recognized.</param>
public sealed record PublicNoticeDetail(PublicNoticeLine Notice, string? AnnouncementTitle, string? Category, string? Industry, IReadOnlyList<PublicPatent>? LinkedPatents);

/// <summary>通知公告 for the public (manual 九).</summary>
public sealed class ListPublicNotices(NoticeList list, Announcements announcements, CalendarInForce calendars, TimeProvider time)
{
    private const int ShownAnnouncements = 20;

    /// <summary>公示公告和公示中的产品，新的在前；指定公告时列出该公告的全部产品（含已结束的），按备案号排列。</summary>
    [Function("ListPublicNotices")]
    [Allow(Role.Public)]
    [QueryParameter("announcement", "公示公告"), QueryParameter("product", "产品名称、规格型号或备案号中的文字"), QueryParameter("unit", "单位名称中的文字")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PublicNoticesAnswer)), Refuses(typeof(NothingHere))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/notices")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (page.Continuation is not null && !RecordLimits.IsKey(page.Continuation)) return new BadContinuation();
        var announcement = request.Query["announcement"].ToString();
        if (announcement.Length > 0 && await announcements.FindAsync(new AnnouncementId(announcement), cancellation) is null) return new NothingHere();
        var (product, unit) = (DoubleFiling.Normal(request.Query["product"].ToString()), DoubleFiling.Normal(request.Query["unit"].ToString()));
        var all = product.Length + unit.Length > 0 ? RecordLimits.PageRecords : page.Take + 1;
        var entries = announcement.Length == 0 ? list.NowAsync(page.Continuation, all, cancellation) : list.OfAsync(new AnnouncementId(announcement), page.Continuation, all, cancellation);
        var calendar = await calendars.CurrentAsync(cancellation);
        var now = time.GetUtcNow();
        var items = new List<PublicNoticeLine>();
        string? last = null;
        var more = false;
        await foreach (var entry in entries)
        {
            if (!NoticeList.Matches(entry.Value, product, unit)) continue;
            if (more = items.Count == page.Take) break;
            items.Add(PublicNoticeLine.Of(entry.Value, calendar, now));
            last = entry.Row;
        }
        var shown = page.Continuation is null
            ? (await announcements.NewestAsync(ShownAnnouncements, cancellation)).Select(a => new AnnouncementLine(a.Id, a.Year, a.Number, a.Title, a.Date)).ToList()
            : null;
        return Results.Json(new PublicNoticesAnswer(shown, items, more ? PageRequest.Token(last) : null), PlatformJson.Options);
    }
}

/// <summary>One product on notice.</summary>
public sealed class ReadPublicNotice(RecognitionRecords recognitions, FilingRecords filings, Announcements announcements, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>公示产品详情：产品、单位、专利总数、公示期以及目前可否提出异议。</summary>
    [Function("ReadPublicNotice")]
    [Allow(Role.Public)]
    [Answers(200, typeof(PublicNoticeDetail))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/notices/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var recognition = (await recognitions.AnyAsync(id, cancellation)).Value;
        if (NoticeEntry.Of(recognition) is not { } entry) return new NothingHere();
        var calendar = await calendars.CurrentAsync(cancellation);
        var filing = (await filings.FindAsync(recognition.Filing, cancellation))?.Value;
        var content = filing?.Content;
        var detail = new PublicNoticeDetail(
            PublicNoticeLine.Of(entry, calendar, time.GetUtcNow()),
            (await announcements.FindAsync(entry.Announcement, cancellation))?.Value.Title,
            content?.Facts.CategoryName,
            content?.Facts.IndustryName,
            filing is not null && content is not null && PublicFilings.PublishesPatents(filing) ? PublicFilings.PatentsOf(content) : null);
        return Results.Json(detail, PlatformJson.Options);
    }
}
