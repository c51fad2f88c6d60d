using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Notices;

/// <summary>A new notice.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Form">What is decided.</param>
public sealed record PublishNoticeRequest(int Year, NoticeForm Form);

/// <summary>上报通知 as it is shown.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Title">标题.</param>
/// <param name="Text">正文.</param>
/// <param name="FirstDay">填报开始日期.</param>
/// <param name="LastDay">填报截止日期.</param>
/// <param name="GraceDays">退回更正期限, calendar days.</param>
/// <param name="FormVersion">Version of the form.</param>
/// <param name="Window">Where the present instant lies to the reporting period.</param>
/// <param name="WindowName">The same, Chinese.</param>
/// <param name="PublishedAt">发布时间.</param>
public sealed record NoticeAnswer(
    int Year, string Title, string Text, DateOnly FirstDay, DateOnly LastDay, int GraceDays, string FormVersion, ReportingWindow Window, string WindowName, DateTimeOffset PublishedAt)
{
    internal static NoticeAnswer Of(ReportingNotice n, DateTimeOffset now) =>
        new(n.Year, n.Title, n.Text, n.FirstDay, n.LastDay, n.GraceDays, n.FormVersion, n.WindowAt(now), NoticeRules.NameOf(n.WindowAt(now)), n.PublishedAt);
}

/// <summary>The year has a notice.</summary>
/// <param name="Year">上报年度.</param>
public sealed record NoticeExists(int Year) : Conflict("sme-notice-exists", "该年度上报通知已发布", $"{Year}年度上报通知已经发布，请直接修改。");

/// <summary>发布和修改上报通知 (SME-02).</summary>
public sealed class EditNotice(CaseStore cases, ReportingNotices notices, SmeForms forms, TimeProvider time)
{
    private const string Publish = "PublishSmeNotice";

    /// <summary>发布年度上报通知：标题、正文、填报起止日期（截止日当天有效）、退回更正期限；每年一份，填报表版本随之确定。</summary>
    [Function(Publish)]
    [Allow(Role.National)]
    [Accepts(typeof(PublishNoticeRequest)), Answers(201, typeof(NoticeAnswer), ETag = true), Refuses(typeof(NoticeExists), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-notices")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<PublishNoticeRequest>(cancellation);
        if (NoticeRules.Check(body.Year, body.Form, ChinaTime.Today(time)) is { Count: > 0 } findings)
            return new FieldsInvalid { Findings = [.. findings.Select(f => f.Pointer == "/year" ? f : f with { Pointer = "/form" + f.Pointer })] };
        var address = ReportingNotices.AddressOf(body.Year);
        if (!await cases.WasDoneAsync(address, request, body, cancellation))
        {
            var stamp = request.Stamp(time, Publish);
            var notice = NoticeRules.Of(body.Year, body.Form, forms.ForYear(body.Year).Version, stamp.When);
            try
            {
                await cases.CommitAsync(new CaseWrite(address, stamp).Insert(CaseRows.Record, notice).Once(request, body).Timeline("sme-notice.published", "已发布"), durable, cancellation);
            }
            catch (StoreConflictException)
            {
                if (!await cases.WasDoneAsync(address, request, body, cancellation)) return new NoticeExists(body.Year);
            }
        }
        return await AnswerAsync(request, body.Year, StatusCodes.Status201Created, cancellation);
    }

    /// <summary>修改上报通知：填报开始后不能改开始日期，截止日期和退回更正期限只能延长。</summary>
    [Function("AmendSmeNotice")]
    [Allow(Role.National)]
    [Accepts(typeof(NoticeForm)), Answers(200, typeof(NoticeAnswer), ETag = true), Refuses(typeof(NoReportingNotice), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> AmendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-notices/{year:int}")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<NoticeForm>(cancellation);
        var stored = request.Matching(await notices.GetAsync(year, cancellation));
        if (NoticeRules.CheckAmendment(stored.Value, form, time.GetUtcNow()) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var write = new CaseWrite(ReportingNotices.AddressOf(year), request.Stamp(time, "AmendSmeNotice"));
        await cases.CommitAsync(write.Replace(stored, NoticeRules.Amended(stored.Value, form)).Timeline("sme-notice.amended", "已修改"), durable, cancellation);
        return await AnswerAsync(request, year, StatusCodes.Status200OK, cancellation);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, int year, int status, CancellationToken cancellation)
    {
        var now = await notices.GetAsync(year, cancellation);
        request.SetETag(now.ETag);
        return Results.Json(NoticeAnswer.Of(now.Value, time.GetUtcNow()), PlatformJson.Options, statusCode: status);
    }
}

/// <summary>Notices for whoever takes part.</summary>
public sealed class ReadNotice(ReportingNotices notices, TimeProvider time)
{
    /// <summary>历年上报通知，新的在前。</summary>
    [Function("ListSmeNotices")]
    [Allow(Role.UnitAdmin, Role.Provincial, Role.National)]
    [Answers(200, typeof(IReadOnlyList<NoticeAnswer>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-notices")] HttpRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var all = await notices.AllAsync(ChinaTime.DateOf(now).Year + 1, cancellation);
        return Results.Json<IReadOnlyList<NoticeAnswer>>([.. all.Select(n => NoticeAnswer.Of(n, now))], PlatformJson.Options);
    }

    /// <summary>某一年度的上报通知全文。</summary>
    [Function("ReadSmeNotice")]
    [Allow(Role.UnitAdmin, Role.Provincial, Role.National)]
    [Answers(200, typeof(NoticeAnswer), ETag = true), Refuses(typeof(NoReportingNotice))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-notices/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var stored = await notices.GetAsync(year, cancellation);
        request.SetETag(stored.ETag);
        return Results.Json(NoticeAnswer.Of(stored.Value, time.GetUtcNow()), PlatformJson.Options);
    }
}
