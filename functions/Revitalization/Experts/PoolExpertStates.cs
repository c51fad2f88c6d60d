using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>入库状态 of an expert.</summary>
public enum PoolExpertState
{
    /// <summary>未申请.</summary>
    Draft,

    /// <summary>待审核.</summary>
    UnderReview,

    /// <summary>未通过.</summary>
    Returned,

    /// <summary>已入库.</summary>
    Admitted,

    /// <summary>已入库，修改待审核: the pool holds what was admitted before.</summary>
    ChangeUnderReview,

    /// <summary>已暂停: in the pool, but evaluates nothing.</summary>
    Suspended,

    /// <summary>已移出: the personal data is erased.</summary>
    Removed,
}

/// <summary>What can be done with an expert.</summary>
public enum PoolExpertAct
{
    /// <summary>保存.</summary>
    SaveDraft,

    /// <summary>申请入库.</summary>
    Apply,

    /// <summary>撤回申请.</summary>
    TakeBack,

    /// <summary>审核通过.</summary>
    Admit,

    /// <summary>审核不通过.</summary>
    Return,

    /// <summary>管理.</summary>
    Manage,

    /// <summary>暂停.</summary>
    Suspend,

    /// <summary>恢复.</summary>
    Resume,

    /// <summary>删除.</summary>
    Remove,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record PoolExpertTransition(PoolExpertState From, PoolExpertAct Act, Role Who, PoolExpertState To, string Recorded, string Sent);

/// <summary>The expert's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview")]
public sealed record PoolExpertActRefused(PoolExpertState State, PoolExpertAct Act) : Conflict(
    "pool-expert-act-refused", "当前状态不允许此操作", $"该专家当前为“{PoolExpertStates.NameOf(State)}”，不能{PoolExpertStates.NameOf(Act)}。");

/// <summary>The way into the unit's expert pool (EXP-01) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class PoolExpertStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<PoolExpertTransition> Table { get; } =
    [
        new(PoolExpertState.Draft, PoolExpertAct.SaveDraft, Role.Expert, PoolExpertState.Draft, "draft", "—"),
        new(PoolExpertState.Draft, PoolExpertAct.Apply, Role.Expert, PoolExpertState.UnderReview, "case, round, timeline", "start of ExpertAdmission"),
        new(PoolExpertState.Draft, PoolExpertAct.Remove, Role.UnitAdmin, PoolExpertState.Removed, "erasure of the profile", "—"),
        new(PoolExpertState.UnderReview, PoolExpertAct.TakeBack, Role.Expert, PoolExpertState.Draft, "case, round ended, timeline", "event to the clock"),
        new(PoolExpertState.UnderReview, PoolExpertAct.Admit, Role.UnitAdmin, PoolExpertState.Admitted, "case with profile, round, timeline", "expert.admitted: SMS to the expert"),
        new(PoolExpertState.UnderReview, PoolExpertAct.Return, Role.UnitAdmin, PoolExpertState.Returned, "case, round with reasons, timeline", "expert.returned: SMS and mail to the expert"),
        new(PoolExpertState.UnderReview, PoolExpertAct.Remove, Role.UnitAdmin, PoolExpertState.Removed, "round ended, erasure of the profile", "event to the clock"),
        new(PoolExpertState.Returned, PoolExpertAct.SaveDraft, Role.Expert, PoolExpertState.Returned, "draft", "—"),
        new(PoolExpertState.Returned, PoolExpertAct.Apply, Role.Expert, PoolExpertState.UnderReview, "case, next round, timeline", "start of ExpertAdmission"),
        new(PoolExpertState.Returned, PoolExpertAct.Remove, Role.UnitAdmin, PoolExpertState.Removed, "erasure of the profile", "—"),
        new(PoolExpertState.Admitted, PoolExpertAct.SaveDraft, Role.Expert, PoolExpertState.Admitted, "draft", "—"),
        new(PoolExpertState.Admitted, PoolExpertAct.Apply, Role.Expert, PoolExpertState.ChangeUnderReview, "case, next round, timeline", "start of ExpertAdmission"),
        new(PoolExpertState.Admitted, PoolExpertAct.Manage, Role.UnitAdmin, PoolExpertState.Admitted, "case with post, field, industries, keywords", "—"),
        new(PoolExpertState.Admitted, PoolExpertAct.Suspend, Role.UnitAdmin, PoolExpertState.Suspended, "case with the reason, timeline", "—"),
        new(PoolExpertState.Admitted, PoolExpertAct.Remove, Role.UnitAdmin, PoolExpertState.Removed, "erasure of the profile", "—"),
        new(PoolExpertState.ChangeUnderReview, PoolExpertAct.TakeBack, Role.Expert, PoolExpertState.Admitted, "case, round ended, timeline", "event to the clock"),
        new(PoolExpertState.ChangeUnderReview, PoolExpertAct.Admit, Role.UnitAdmin, PoolExpertState.Admitted, "case with the new profile, round, timeline", "expert.admitted: SMS to the expert"),
        new(PoolExpertState.ChangeUnderReview, PoolExpertAct.Return, Role.UnitAdmin, PoolExpertState.Admitted, "case, round with reasons, timeline", "expert.returned: SMS and mail to the expert"),
        new(PoolExpertState.ChangeUnderReview, PoolExpertAct.Remove, Role.UnitAdmin, PoolExpertState.Removed, "round ended, erasure of the profile", "event to the clock"),
        new(PoolExpertState.Suspended, PoolExpertAct.Manage, Role.UnitAdmin, PoolExpertState.Suspended, "case with post, field, industries, keywords", "—"),
        new(PoolExpertState.Suspended, PoolExpertAct.Resume, Role.UnitAdmin, PoolExpertState.Admitted, "case, timeline", "—"),
        new(PoolExpertState.Suspended, PoolExpertAct.Remove, Role.UnitAdmin, PoolExpertState.Removed, "erasure of the profile", "—"),
        new(PoolExpertState.Removed, PoolExpertAct.SaveDraft, Role.Expert, PoolExpertState.Draft, "draft", "—"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<PoolExpertTransition> Find(PoolExpertState state, PoolExpertAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new PoolExpertActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(PoolExpertState state, PoolExpertAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static PoolExpert After(this PoolExpert expert, PoolExpertAct act) => expert with { State = Find(expert.State, act).Value.To };

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(PoolExpertState state) => state switch
    {
        PoolExpertState.Draft => "未申请",
        PoolExpertState.UnderReview => "待审核",
        PoolExpertState.Returned => "未通过",
        PoolExpertState.Admitted => "已入库",
        PoolExpertState.ChangeUnderReview => "已入库（修改待审核）",
        PoolExpertState.Suspended => "已暂停",
        _ => "已移出",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(PoolExpertAct act) => act switch
    {
        PoolExpertAct.SaveDraft => "修改专家信息",
        PoolExpertAct.Apply => "申请入库",
        PoolExpertAct.TakeBack => "撤回申请",
        PoolExpertAct.Admit => "审核通过",
        PoolExpertAct.Return => "审核不通过",
        PoolExpertAct.Manage => "管理",
        PoolExpertAct.Suspend => "暂停",
        PoolExpertAct.Resume => "恢复",
        _ => "移出专家库",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
