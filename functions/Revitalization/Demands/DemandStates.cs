using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>需求状态.</summary>
public enum DemandState
{
    /// <summary>未提交.</summary>
    Draft,

    /// <summary>审核中: not public yet.</summary>
    UnderReview,

    /// <summary>未通过.</summary>
    Returned,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已发布，修改审核中: what was approved before stays public.</summary>
    RevisionUnderReview,

    /// <summary>已撤回.</summary>
    Withdrawn,

    /// <summary>已到期.</summary>
    Expired,
}

/// <summary>What can be done with a demand.</summary>
public enum DemandAct
{
    /// <summary>保存.</summary>
    SaveDraft,

    /// <summary>删除草稿.</summary>
    Discard,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>审核通过.</summary>
    Approve,

    /// <summary>审核不通过.</summary>
    Return,

    /// <summary>复核成立.</summary>
    Uphold,

    /// <summary>答复.</summary>
    Answer,

    /// <summary>撤回.</summary>
    Withdraw,

    /// <summary>到期.</summary>
    Expire,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after; null where the demand is gone.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record DemandTransition(DemandState From, DemandAct Act, Role Who, DemandState? To, string Recorded, string Sent);

/// <summary>The demand's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview")]
public sealed record DemandActRefused(DemandState State, DemandAct Act) : Conflict(
    "demand-act-refused", "当前状态不允许此操作", $"该需求当前为“{DemandStates.NameOf(State)}”，不能{DemandStates.NameOf(Act)}。");

/// <summary>The life of a demand (DEM-01) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class DemandStates
{
    private const string Published = "case, round, timeline; open for answers";
    private const string Approved = "demand.approved: SMS to the unit; start of DemandExpiry";
    private const string Returned = "demand.returned: SMS and mail to the unit";

    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<DemandTransition> Table { get; } =
    [
        new(DemandState.Draft, DemandAct.SaveDraft, Role.UnitAdmin, DemandState.Draft, "draft", "—"),
        new(DemandState.Draft, DemandAct.Discard, Role.UnitAdmin, null, "removal of the case", "release of its files"),
        new(DemandState.Draft, DemandAct.Submit, Role.UnitAdmin, DemandState.UnderReview, "case, round, timeline", "start of DemandModeration"),
        new(DemandState.UnderReview, DemandAct.Approve, Role.Operator, DemandState.Published, Published, Approved),
        new(DemandState.UnderReview, DemandAct.Return, Role.Operator, DemandState.Returned, "case, round with reasons, timeline", Returned),
        new(DemandState.UnderReview, DemandAct.Withdraw, Role.UnitAdmin, DemandState.Withdrawn, "case, round ended, timeline", "event to the clock"),
        new(DemandState.Returned, DemandAct.SaveDraft, Role.UnitAdmin, DemandState.Returned, "draft", "—"),
        new(DemandState.Returned, DemandAct.Submit, Role.UnitAdmin, DemandState.UnderReview, "case, next round, timeline", "start of DemandModeration"),
        new(DemandState.Returned, DemandAct.Uphold, Role.Operator, DemandState.Published, Published, "appeal.upheld: SMS and mail to the unit; start of DemandExpiry"),
        new(DemandState.Returned, DemandAct.Withdraw, Role.UnitAdmin, DemandState.Withdrawn, "case, timeline", "—"),
        new(DemandState.Published, DemandAct.SaveDraft, Role.UnitAdmin, DemandState.Published, "draft; the public text stays", "—"),
        new(DemandState.Published, DemandAct.Submit, Role.UnitAdmin, DemandState.RevisionUnderReview, "case, next round, timeline; the public text stays", "start of DemandModeration"),
        new(DemandState.Published, DemandAct.Uphold, Role.Operator, DemandState.Published, Published, "appeal.upheld: SMS and mail to the unit; start of DemandExpiry"),
        new(DemandState.Published, DemandAct.Answer, Role.University, DemandState.Published, "answer", "demand.answered: SMS and mail to the unit"),
        new(DemandState.Published, DemandAct.Withdraw, Role.UnitAdmin, DemandState.Withdrawn, "case, timeline; closed for answers", "event to the clock"),
        new(DemandState.Published, DemandAct.Expire, Role.System, DemandState.Expired, "case, timeline; closed for answers", "demand.expired: SMS and mail to the unit"),
        new(DemandState.RevisionUnderReview, DemandAct.Approve, Role.Operator, DemandState.Published, Published, Approved),
        new(DemandState.RevisionUnderReview, DemandAct.Return, Role.Operator, DemandState.Published, "case, round with reasons, timeline; the public text stays", Returned),
        new(DemandState.RevisionUnderReview, DemandAct.Answer, Role.University, DemandState.RevisionUnderReview, "answer", "demand.answered: SMS and mail to the unit"),
        new(DemandState.RevisionUnderReview, DemandAct.Withdraw, Role.UnitAdmin, DemandState.Withdrawn, "case, round ended, timeline; closed for answers", "event to both clocks"),
        new(DemandState.RevisionUnderReview, DemandAct.Expire, Role.System, DemandState.UnderReview, "case, timeline; closed for answers, the revision is still moderated", "demand.expired: SMS and mail to the unit"),
        new(DemandState.Withdrawn, DemandAct.SaveDraft, Role.UnitAdmin, DemandState.Withdrawn, "draft", "—"),
        new(DemandState.Withdrawn, DemandAct.Submit, Role.UnitAdmin, DemandState.UnderReview, "case, next round, timeline", "start of DemandModeration"),
        new(DemandState.Expired, DemandAct.SaveDraft, Role.UnitAdmin, DemandState.Expired, "draft", "—"),
        new(DemandState.Expired, DemandAct.Submit, Role.UnitAdmin, DemandState.UnderReview, "case, next round, timeline", "start of DemandModeration"),
        new(DemandState.Expired, DemandAct.Uphold, Role.Operator, DemandState.Published, Published, "appeal.upheld: SMS and mail to the unit; start of DemandExpiry"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<DemandTransition> Find(DemandState state, DemandAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new DemandActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(DemandState state, DemandAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static DemandRecord After(this DemandRecord demand, DemandAct act) =>
        demand with { State = Find(demand.State, act).Value.To ?? throw new InvalidOperationException($"nothing is left of a demand after {act}") };

    /// <summary>True while everybody can see it.</summary>
    public static bool IsPublic(DemandState state) => state is DemandState.Published or DemandState.RevisionUnderReview;

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(DemandState state) => state switch
    {
        DemandState.Draft => "未提交",
        DemandState.UnderReview => "审核中",
        DemandState.Returned => "未通过",
        DemandState.Published => "已发布",
        DemandState.RevisionUnderReview => "已发布（修改审核中）",
        DemandState.Withdrawn => "已撤回",
        _ => "已到期",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(DemandAct act) => act switch
    {
        DemandAct.SaveDraft => "修改",
        DemandAct.Discard => "删除",
        DemandAct.Submit => "提交",
        DemandAct.Approve => "审核通过",
        DemandAct.Return => "审核不通过",
        DemandAct.Uphold => "认定复核成立",
        DemandAct.Answer => "答复",
        DemandAct.Withdraw => "撤回",
        _ => "到期",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
        {
            var next = t.To is { } to ? $"{NameOf(to)} `{to}`" : "(gone)";
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {next} | {t.Recorded} | {t.Sent} |\n");
        }
        return text.ToString();
    }
}
