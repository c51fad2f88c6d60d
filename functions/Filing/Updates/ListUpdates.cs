using System.Globalization;
using Microsoft.Extensions.Options;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing.Updates;

/// <summary>?state= is no tab.</summary>
public sealed record UnknownUpdateTab() : Malformed("filing-update-tab-unknown", "更新状态无效", $"state 应为下列之一：{string.Join("、", UpdateTabs.All.Select(t => t.Code))}。");

/// <summary>?year= is no year of updates.</summary>
public sealed record UnknownUpdateYear(int Year) : Malformed("filing-update-year-unknown", "更新年度无效", $"year 应为 {PublicFilings.FirstYear} 至 {Year} 的年份。");

/// <summary>The tabs of 产品备案信息更新 (manual 六, figure 10), by the code that <c>?state=</c> takes.</summary>
public static class UpdateTabs
{
    /// <summary>Code and state of each tab, in the manual's order.</summary>
    public static IReadOnlyList<(string Code, UpdateState State)> All { get; } =
    [
        ("not-updated", UpdateState.NotUpdated),
        ("under-review", UpdateState.UnderReview),
        ("returned", UpdateState.Returned),
        ("updated", UpdateState.Updated),
    ];
}

/// <summary>产品备案信息更新: one page and the counts of all tabs.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Continuation">Token of the next page.</param>
/// <param name="Total">How many lines the tab has in all.</param>
/// <param name="Tabs">The tabs.</param>
/// <param name="Year">更新年度.</param>
/// <param name="CountsUntil">Last day on which a submission counts for the recognition of the year, Asia/Shanghai.</param>
public sealed record UpdateList(IReadOnlyList<UpdateLine> Items, string? Continuation, long Total, IReadOnlyList<FilingTab> Tabs, int Year, DateOnly CountsUntil);

/// <summary>产品备案信息更新 of one's own unit.</summary>
public sealed class ListUpdates(UpdatesByUnit list, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>本单位须更新和已更新的产品备案：按未更新、审核中、不通过、已更新分栏并给出各栏数量。</summary>
    [Function("ListFilingUpdates")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("year", "更新年度；不填为本年度", typeof(int))]
    [QueryParameter("state", "not-updated 未更新、under-review 审核中、returned 不通过、updated 已更新；不填为全部", Values = "not-updated,under-review,returned,updated")]
    [QueryParameter("q", "产品名称、规格型号或备案号中的文字")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(UpdateList)), Refuses(typeof(UnknownUpdateTab), typeof(UnknownUpdateYear))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filing-updates")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var (year, thisYear) = (0, ChinaTime.Today(time).Year);
        var asked = request.Query["year"].ToString();
        if (asked.Length == 0) year = thisYear;
        else if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year < PublicFilings.FirstYear || year > thisYear) return new UnknownUpdateYear(thisYear);
        var state = request.Query["state"].ToString();
        if (state.Length > 0 && UpdateTabs.All.All(t => t.Code != state)) return new UnknownUpdateTab();
        var keyword = DoubleFiling.Normal(request.Query["q"].ToString());
        var found = (await list.OfAsync(request.Caller().RequiredUnit, year, cancellation))
            .Where(l => keyword.Length == 0 || DoubleFiling.Normal($"{l.Product}\n{l.Model}\n{l.Number}").Contains(keyword, StringComparison.Ordinal)).ToList();
        var tabs = UpdateTabs.All.Select(t => new FilingTab(t.Code, UpdateStates.NameOf(t.State), found.Count(l => l.State == t.State))).ToList();
        var slice = page.Slice([.. found.Where(l => state.Length == 0 || UpdateTabs.All.Single(t => t.State == l.State).Code == state)], l => l.Filing.Value);
        return Results.Json(new UpdateList(slice.Items, slice.Continuation, slice.Total ?? 0, tabs, year, UpdateWindow.Of(year, options.Value.UpdateWindowEnds).Ends), PlatformJson.Options);
    }
}
