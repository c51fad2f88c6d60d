using System.Globalization;
using System.Text;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>推荐名单状态.</summary>
public enum RecommendationListState
{
    /// <summary>推荐中: it holds, or may hold, entries that were not handed in.</summary>
    Open,

    /// <summary>已上报: all of its entries were handed in.</summary>
    Submitted,
}

/// <summary>What can be done with a list.</summary>
public enum RecommendationListAct
{
    /// <summary>下达名额.</summary>
    SetQuota,

    /// <summary>推荐.</summary>
    Recommend,

    /// <summary>撤回推荐.</summary>
    Withdraw,

    /// <summary>调整推荐顺序.</summary>
    Reorder,

    /// <summary>上报.</summary>
    Submit,
}

/// <summary>One line of the state machine of a list.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record RecommendationListTransition(RecommendationListState From, RecommendationListAct Act, Role Who, RecommendationListState To, string Recorded, string Sent);

/// <summary>The list's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
public sealed record RecommendationListActRefused(RecommendationListState State, RecommendationListAct Act) : Conflict(
    "sme-recommendation-act-refused", "当前状态不允许此操作", $"推荐名单当前为“{RecommendationListStates.NameOf(State)}”，不能{RecommendationListStates.NameOf(Act)}；未作任何改动。");

/// <summary>The life of a province's list (SME-08) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class RecommendationListStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<RecommendationListTransition> Table { get; } =
    [
        new(RecommendationListState.Open, RecommendationListAct.SetQuota, Role.National, RecommendationListState.Open, "quota", "sme-recommendation.quota: in-app and mail to the province"),
        new(RecommendationListState.Open, RecommendationListAct.Recommend, Role.Provincial, RecommendationListState.Open, "entry with the last rank", "message to the candidate"),
        new(RecommendationListState.Open, RecommendationListAct.Withdraw, Role.Provincial, RecommendationListState.Open, "entry removed, the ranks behind it move up", "message to the candidate"),
        new(RecommendationListState.Open, RecommendationListAct.Reorder, Role.Provincial, RecommendationListState.Open, "order of what was not handed in", "—"),
        new(RecommendationListState.Open, RecommendationListAct.Submit, Role.Provincial, RecommendationListState.Submitted, "submission, its entries fixed", "start of SmeListSubmission"),
        new(RecommendationListState.Submitted, RecommendationListAct.SetQuota, Role.National, RecommendationListState.Submitted, "quota", "sme-recommendation.quota: in-app and mail to the province"),
        new(RecommendationListState.Submitted, RecommendationListAct.Recommend, Role.Provincial, RecommendationListState.Open, "entry with the last rank", "message to the candidate"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<RecommendationListTransition> Find(RecommendationListState state, RecommendationListAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new RecommendationListActRefused(state, act);

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(RecommendationListState state) => state == RecommendationListState.Open ? "推荐中" : "已上报";

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(RecommendationListAct act) => act switch
    {
        RecommendationListAct.SetQuota => "下达名额",
        RecommendationListAct.Recommend => "推荐",
        RecommendationListAct.Withdraw => "撤回推荐",
        RecommendationListAct.Reorder => "调整推荐顺序",
        _ => "上报",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
