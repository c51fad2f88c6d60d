using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>?state= is no tab.</summary>
public sealed record UnknownFilingTab() : Malformed("filing-tab-unknown", "备案状态无效", $"state 应为下列之一：{string.Join("、", FilingTabs.All.Select(t => t.Code))}。");

/// <summary>A tab of 产品备案管理 with its count.</summary>
/// <param name="Code">Value of ?state=.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Count">Number of filings under it that match the keyword.</param>
public sealed record FilingTab(string Code, string Name, int Count);

/// <summary>产品备案管理: one page and the counts of all tabs.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Continuation">Token of the next page.</param>
/// <param name="Total">How many lines the tab has in all.</param>
/// <param name="Tabs">The tabs.</param>
public sealed record FilingList(IReadOnlyList<FilingLine> Items, string? Continuation, long Total, IReadOnlyList<FilingTab> Tabs);

/// <summary>产品备案管理 of one's own unit.</summary>
public sealed class ListFilings(FilingsByUnit list)
{
    /// <summary>本单位的产品备案：按状态分栏并给出各栏数量，可按产品名称、型号、备案号查找，新的在前。</summary>
    [Function("ListFilings")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("state", "draft 未提交、under-review 审核中、filed 已备案、returned 不通过、withdrawn 撤销备案；不填为全部", Values = FilingTabs.Codes)]
    [QueryParameter("q", "产品名称、规格型号或备案号中的文字")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(FilingList)), Refuses(typeof(UnknownFilingTab))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var (found, tab) = await SelectAsync(list, request, cancellation);
        var slice = page.Slice([.. found.Where(l => tab.Contains(l.State))], FilingsByUnit.RowOf, (l, row) => string.CompareOrdinal(FilingsByUnit.RowOf(l), row) > 0);
        var tabs = FilingTabs.All.Select(t => new FilingTab(t.Code, t.Name, found.Count(l => t.States.Contains(l.State)))).ToList();
        return Results.Json(new FilingList(slice.Items, slice.Continuation, slice.Total ?? 0, tabs), PlatformJson.Options);
    }

    /// <summary>The unit's filings that match the keyword, and the states of the tab asked for.</summary>
    internal static async Task<(IReadOnlyList<FilingLine> Found, IReadOnlyList<FilingState> Tab)> SelectAsync(FilingsByUnit list, HttpRequest request, CancellationToken cancellation)
    {
        var state = request.Query["state"].ToString();
        var tab = state.Length == 0 ? Enum.GetValues<FilingState>() : FilingTabs.All.FirstOrDefault(t => t.Code == state).States ?? throw new RefusedException(new UnknownFilingTab());
        var keyword = DoubleFiling.Normal(request.Query["q"].ToString());
        var all = await list.OfAsync(request.Caller().RequiredUnit, cancellation);
        return ([.. all.Where(l => keyword.Length == 0 || DoubleFiling.Normal($"{l.Product}\n{l.Model}\n{l.Number}").Contains(keyword, StringComparison.Ordinal))], tab);
    }
}
