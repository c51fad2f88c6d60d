namespace PatentFunctions.Filing;

/// <summary>The tabs of 产品备案管理 (manual figure 5), by the code that <c>?state=</c> takes.</summary>
public static class FilingTabs
{
    /// <summary>The codes, for the OpenAPI document.</summary>
    internal const string Codes = "draft,under-review,filed,returned,withdrawn";

    /// <summary>Code, Chinese name and states of each tab, in the manual's order.</summary>
    public static IReadOnlyList<(string Code, string Name, IReadOnlyList<FilingState> States)> All { get; } =
    [
        ("draft", "未提交", [FilingState.Draft]),
        ("under-review", "审核中", [FilingState.UnderReview, FilingState.Approved]),
        ("filed", "已备案", [FilingState.Filed, FilingState.WithdrawalUnderReview]),
        ("returned", "不通过", [FilingState.Returned]),
        ("withdrawn", "撤销备案", [FilingState.Withdrawn, FilingState.Revoked]),
    ];

    /// <summary>The tab a state is listed under.</summary>
    public static string Of(FilingState state) => All.First(t => t.States.Contains(state)).Code;
}
