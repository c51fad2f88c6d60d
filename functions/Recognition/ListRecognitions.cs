using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition;

/// <summary>How many products are at a step.</summary>
/// <param name="State">Where they stand.</param>
/// <param name="StateName">认定状态, Chinese.</param>
/// <param name="Count">Products.</param>
public sealed record StateCount(RecognitionState State, string StateName, int Count);

/// <summary>认定进度: products at each step; the counts add up to the total, because all of them come from one reading of the list.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="Total">Products in the campaign.</param>
/// <param name="States">Every state, in the order of the way.</param>
public sealed record RecognitionCounts(int Year, int Total, IReadOnlyList<StateCount> States);

/// <summary>认定名单 of a campaign: list, counts, export. A provincial office sees its own province.</summary>
public sealed class ListRecognitions(RecognitionsByCampaign campaign, TimeProvider time)
{
    private static readonly IReadOnlyList<SheetColumn<RecognitionLine>> Columns =
    [
        new("备案号", l => l.FilingNumber, 14),
        new("产品名称", l => l.Product, 28),
        new("规格型号", l => l.Model, 18),
        new("备案单位", l => l.UnitName, 30),
        new("所在省份（代码）", l => l.Province, 14),
        new("产品所属行业", l => l.IndustryName, 24),
        new("专利总数", l => l.Patents),
        new("初筛总分", l => l.Score),
        new("认定状态", l => l.StateName, 14),
        new("进入该状态时间", l => l.Since, 20),
        new("补充材料截止日期", l => l.SupplementDueOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), 18),
        new("公示截止日期", l => l.NoticeEndsOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), 14),
        new("证书编号", l => l.Certificate, 20),
        new("未予认定或撤销原因", l => l.Why, 40),
    ];

    /// <summary>某一年度的认定名单：可按状态、省份、行业、初筛总分和关键词筛选，按备案号排序。</summary>
    [Function("ListRecognitions")]
    [Allow(Role.Examiner, Role.Provincial, Role.National)]
    [QueryParameter("state", "认定状态，可填多个并以逗号分隔", typeof(RecognitionState), Several = true), QueryParameter("province", "省份代码，如 430000"), QueryParameter("industry", "行业代码，2 至 4 位"), QueryParameter("q", "产品名称、型号、单位名称或备案号中的文字")]
    [QueryParameter("minScore", "初筛总分不低于", typeof(decimal)), QueryParameter("belowScore", "初筛总分低于", typeof(decimal))]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<RecognitionLine>)), Refuses(typeof(RecognitionQueryInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}/recognitions")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (page.Continuation is { } after && !FilingNumbers.TryParse(after, out _, out _)) throw new Platform.Storage.BadContinuationException();
        var lines = new List<RecognitionLine>();
        await foreach (var line in SelectAsync(request, year, page.Continuation, cancellation))
        {
            if (lines.Count == page.Take) return Results.Json(new PageAnswer<RecognitionLine>(lines, PageRequest.Token(lines[^1].FilingNumber)), PlatformJson.Options);
            lines.Add(line);
        }
        return Results.Json(new PageAnswer<RecognitionLine>(lines, null), PlatformJson.Options);
    }

    /// <summary>某一年度各认定状态的产品数量，合计等于名单总数；筛选条件与名单相同。</summary>
    [Function("CountRecognitions")]
    [Allow(Role.Examiner, Role.Provincial, Role.National)]
    [QueryParameter("province", "同名单"), QueryParameter("industry", "同名单"), QueryParameter("q", "同名单")]
    [Answers(200, typeof(RecognitionCounts)), Refuses(typeof(RecognitionQueryInvalid))]
    public async Task<IResult> CountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}/counts")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var counts = new Dictionary<RecognitionState, int>();
        await foreach (var line in SelectAsync(request, year, null, cancellation)) counts[line.State] = counts.GetValueOrDefault(line.State) + 1;
        var states = Enum.GetValues<RecognitionState>().Select(s => new StateCount(s, RecognitionStates.NameOf(s), counts.GetValueOrDefault(s))).ToList();
        return Results.Json(new RecognitionCounts(year, counts.Values.Sum(), states), PlatformJson.Options);
    }

    /// <summary>导出某一年度的认定名单为 Excel 或 CSV，筛选条件与名单相同。</summary>
    [Function("ExportRecognitions")]
    [Allow(Role.Examiner, Role.Provincial, Role.National)]
    [QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true), QueryParameter("state", "同名单", typeof(RecognitionState), Several = true), QueryParameter("province", "同名单"), QueryParameter("industry", "同名单"), QueryParameter("q", "同名单"), QueryParameter("minScore", "同名单", typeof(decimal)), QueryParameter("belowScore", "同名单", typeof(decimal))]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv")]
    [Refuses(typeof(UnknownExportFormat), typeof(RecognitionQueryInvalid))]
    public IResult Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}/export")] HttpRequest request, int year, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        var rows = SelectAsync(request, year, null, cancellation);
        var name = $"{year}年度认定名单-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, "认定名单", Columns, rows, cancellation), SheetExport.ContentType(format), name);
    }

    private IAsyncEnumerable<RecognitionLine> SelectAsync(HttpRequest request, int year, string? after, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var query = RecognitionQuery.From(request);
        if (caller.Role == Role.Provincial) query = query with { Province = caller.Province };
        return campaign.OfAsync(year, query.Filter(), after, cancellation).Where(query.Matches);
    }
}

/// <summary>?tab= is none of the unit's.</summary>
public sealed record UnknownRecognitionTab() : Malformed("recognition-tab-unknown", "认定状态无效", $"tab 应为下列之一：{string.Join("、", RecognitionTabs.All.Select(t => t.Code))}。");

/// <summary>A tab of 专利密集型产品认定管理 with its count.</summary>
/// <param name="Code">Value of ?tab=.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Count">Products under it.</param>
public sealed record RecognitionTab(string Code, string Name, int Count);

/// <summary>The tabs of 专利密集型产品认定管理 (manual 七, figure 11).</summary>
public static class RecognitionTabs
{
    /// <summary>Code, Chinese name and states of each tab.</summary>
    public static IReadOnlyList<(string Code, string Name, IReadOnlyList<RecognitionState> States)> All { get; } =
    [
        ("under-way", "进行中", [RecognitionState.Eligible, RecognitionState.Screened, RecognitionState.SupplementRequested, RecognitionState.SupplementOverdue, RecognitionState.UnderExpertReview, RecognitionState.Proposed]),
        ("in-notice", "公示中", [RecognitionState.InNotice]),
        ("recognized", "已认定", [RecognitionState.Recognized]),
        ("not-recognized", "未予认定", [RecognitionState.NotRecognized]),
        ("revoked", "撤销认定", [RecognitionState.Revoked]),
        ("expired", "认定到期", [RecognitionState.Expired]),
    ];
}

/// <summary>专利密集型产品认定管理: one page and the counts of all tabs.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Continuation">Token of the next page.</param>
/// <param name="Total">How many lines the tab has in all.</param>
/// <param name="Tabs">The tabs.</param>
public sealed record OwnRecognitionList(IReadOnlyList<RecognitionLine> Items, string? Continuation, long Total, IReadOnlyList<RecognitionTab> Tabs);

/// <summary>专利密集型产品认定管理 of one's own unit.</summary>
public sealed class ListOwnRecognitions(RecognitionsByUnit list)
{
    /// <summary>本单位的专利密集型产品认定：按状态分栏并给出各栏数量，新的年度在前。</summary>
    [Function("ListOwnRecognitions")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("tab", "under-way 进行中、in-notice 公示中、recognized 已认定、not-recognized 未予认定、revoked 撤销认定、expired 认定到期；不填为全部", Values = "under-way,in-notice,recognized,not-recognized,revoked,expired")]
    [QueryParameter("q", "产品名称、规格型号或备案号中的文字"), QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(OwnRecognitionList)), Refuses(typeof(UnknownRecognitionTab))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var tab = request.Query["tab"].ToString();
        var states = tab.Length == 0 ? Enum.GetValues<RecognitionState>() : RecognitionTabs.All.FirstOrDefault(t => t.Code == tab).States;
        if (states is null) return new UnknownRecognitionTab();
        var query = RecognitionQuery.From(request) with { States = null };
        var found = (await list.OfAsync(request.Caller().RequiredUnit, cancellation)).Where(query.Matches).Select(l => l with { Score = null }).ToList();
        var slice = page.Slice([.. found.Where(l => states.Contains(l.State))], RecognitionsByUnit.RowOf, (l, row) => string.CompareOrdinal(RecognitionsByUnit.RowOf(l), row) > 0);
        var tabs = RecognitionTabs.All.Select(t => new RecognitionTab(t.Code, t.Name, found.Count(l => t.States.Contains(l.State)))).ToList();
        return Results.Json(new OwnRecognitionList(slice.Items, slice.Continuation, slice.Total ?? 0, tabs), PlatformJson.Options);
    }
}
