using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>备案状态.</summary>
public enum FilingState
{
    /// <summary>未提交.</summary>
    Draft,

    /// <summary>审核中.</summary>
    UnderReview,

    /// <summary>审核通过，正在编号: approved, its number not yet given; lasts moments.</summary>
    Approved,

    /// <summary>已备案.</summary>
    Filed,

    /// <summary>不通过.</summary>
    Returned,

    /// <summary>撤销审核中.</summary>
    WithdrawalUnderReview,

    /// <summary>撤销备案, by the unit.</summary>
    Withdrawn,

    /// <summary>撤销备案, by the platform.</summary>
    Revoked,
}

/// <summary>What can be done with a filing.</summary>
public enum FilingAct
{
    /// <summary>保存.</summary>
    SaveDraft,

    /// <summary>删除草稿.</summary>
    DiscardDraft,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>审核通过.</summary>
    Approve,

    /// <summary>审核不通过.</summary>
    Return,

    /// <summary>复核成立.</summary>
    UpholdAppeal,

    /// <summary>编号.</summary>
    AssignNumber,

    /// <summary>申请撤销.</summary>
    RequestWithdrawal,

    /// <summary>同意撤销.</summary>
    ApproveWithdrawal,

    /// <summary>不同意撤销.</summary>
    RefuseWithdrawal,

    /// <summary>撤回撤销申请.</summary>
    TakeBackWithdrawal,

    /// <summary>确认撤销: all linked patents have lapsed and the unit agrees.</summary>
    ConfirmLapse,

    /// <summary>说明情况: the unit objects to a withdrawal for lapsed patents.</summary>
    ExplainLapse,

    /// <summary>逾期未确认，提交审核.</summary>
    ReferLapse,

    /// <summary>专利恢复，终止撤销审核.</summary>
    LiftLapse,

    /// <summary>复核成立，同意撤销.</summary>
    UpholdWithdrawal,

    /// <summary>平台撤销.</summary>
    Revoke,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after; null where the filing is gone.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record Transition(FilingState From, FilingAct Act, Role Who, FilingState? To, string Recorded, string Sent);

/// <summary>The filing's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview", "ConfirmReview")]
public sealed record FilingActRefused(FilingState State, FilingAct Act) : Conflict(
    "filing-act-refused", "当前状态不允许此操作", $"该产品备案当前为“{FilingStates.NameOf(State)}”，不能{FilingStates.NameOf(Act)}。已备案的内容不可修改。");

/// <summary>
/// The life of a filing (FIL-02) as a table: whatever it does not list is refused with 409 and changes nothing. The README of the area
/// prints it.
/// </summary>
public static class FilingStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<Transition> Table { get; } =
    [
        new(FilingState.Draft, FilingAct.SaveDraft, Role.UnitAdmin, FilingState.Draft, "draft", "—"),
        new(FilingState.Draft, FilingAct.DiscardDraft, Role.UnitAdmin, null, "removal of case and draft", "—"),
        new(FilingState.Draft, FilingAct.Submit, Role.UnitAdmin, FilingState.UnderReview, "case, round, timeline", "start of FilingReview"),
        new(FilingState.UnderReview, FilingAct.Approve, Role.Examiner, FilingState.Approved, "case with content, round, timeline", "filing.assign-number"),
        new(FilingState.UnderReview, FilingAct.Return, Role.Examiner, FilingState.Returned, "case, round with reasons, timeline", "filing.returned: SMS and mail to the unit"),
        new(FilingState.Approved, FilingAct.AssignNumber, Role.System, FilingState.Filed, "number, filing year, timeline", "filing.approved: SMS to the unit"),
        new(FilingState.Returned, FilingAct.SaveDraft, Role.UnitAdmin, FilingState.Returned, "draft", "—"),
        new(FilingState.Returned, FilingAct.Submit, Role.UnitAdmin, FilingState.UnderReview, "case, next round, timeline", "start of FilingReview"),
        new(FilingState.Returned, FilingAct.UpholdAppeal, Role.Examiner, FilingState.Approved, "case with content, appeal, timeline", "filing.assign-number; appeal.upheld: SMS and mail to the unit"),
        new(FilingState.Filed, FilingAct.RequestWithdrawal, Role.UnitAdmin, FilingState.WithdrawalUnderReview, "case, round, timeline", "start of FilingWithdrawalReview"),
        new(FilingState.Filed, FilingAct.ConfirmLapse, Role.UnitAdmin, FilingState.Withdrawn, "case, prompt, timeline", "filing.withdrawn: SMS to the unit; filing.ended"),
        new(FilingState.Filed, FilingAct.ExplainLapse, Role.UnitAdmin, FilingState.WithdrawalUnderReview, "case, prompt, round, timeline", "start of FilingWithdrawalReview"),
        new(FilingState.Filed, FilingAct.ReferLapse, Role.System, FilingState.WithdrawalUnderReview, "case, prompt, round, timeline", "filing.lapse-referred: in-app to the unit; start of FilingWithdrawalReview"),
        new(FilingState.Filed, FilingAct.UpholdWithdrawal, Role.Examiner, FilingState.Withdrawn, "case, timeline", "the appeal's result; filing.ended"),
        new(FilingState.Filed, FilingAct.Revoke, Role.Examiner, FilingState.Revoked, "case with the reason, open rounds ended, timeline", "filing.revoked: SMS and mail to the unit; filing.ended"),
        new(FilingState.WithdrawalUnderReview, FilingAct.ApproveWithdrawal, Role.Examiner, FilingState.Withdrawn, "case, round, timeline", "withdrawal.approved: SMS to the unit; filing.ended"),
        new(FilingState.WithdrawalUnderReview, FilingAct.RefuseWithdrawal, Role.Examiner, FilingState.Filed, "case, round with reasons, timeline", "withdrawal.refused: SMS and mail to the unit"),
        new(FilingState.WithdrawalUnderReview, FilingAct.TakeBackWithdrawal, Role.UnitAdmin, FilingState.Filed, "case, round ended, timeline", "—"),
        new(FilingState.WithdrawalUnderReview, FilingAct.LiftLapse, Role.System, FilingState.Filed, "case, prompt, round ended, timeline", "filing.lapse-closed: in-app to the unit"),
        new(FilingState.WithdrawalUnderReview, FilingAct.ConfirmLapse, Role.UnitAdmin, FilingState.Withdrawn, "case, prompt, round ended, timeline", "filing.withdrawn: SMS to the unit; filing.ended"),
        new(FilingState.WithdrawalUnderReview, FilingAct.UpholdWithdrawal, Role.Examiner, FilingState.Withdrawn, "case, open rounds ended, timeline", "the appeal's result; filing.ended"),
        new(FilingState.WithdrawalUnderReview, FilingAct.Revoke, Role.Examiner, FilingState.Revoked, "case with the reason, open rounds ended, timeline", "filing.revoked: SMS and mail to the unit; filing.ended"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<Transition> Find(FilingState state, FilingAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new FilingActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(FilingState state, FilingAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static FilingRecord After(this FilingRecord filing, FilingAct act) =>
        filing with { State = Find(filing.State, act).Value.To ?? throw new InvalidOperationException($"nothing is left of a filing after {act}") };

    /// <summary>True while the draft may be changed.</summary>
    public static bool IsEditable(FilingState state) => Find(state, FilingAct.SaveDraft).Refusal is null;

    /// <summary>True while the filing is in force: certificate, public search, recognition.</summary>
    public static bool IsInForce(FilingState state) => state is FilingState.Filed or FilingState.WithdrawalUnderReview;

    /// <summary>True while the filing stands in the way of another of the same product (FIL-08).</summary>
    public static bool HoldsProduct(FilingState state) => state is not (FilingState.Draft or FilingState.Withdrawn or FilingState.Revoked);

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(FilingState state) => state switch
    {
        FilingState.Draft => "未提交",
        FilingState.UnderReview => "审核中",
        FilingState.Approved => "审核通过",
        FilingState.Filed => "已备案",
        FilingState.Returned => "不通过",
        FilingState.WithdrawalUnderReview => "撤销审核中",
        _ => "撤销备案",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(FilingAct act) => act switch
    {
        FilingAct.SaveDraft => "修改",
        FilingAct.DiscardDraft => "删除",
        FilingAct.Submit => "提交",
        FilingAct.Approve => "审核通过",
        FilingAct.Return => "审核不通过",
        FilingAct.UpholdAppeal => "认定复核成立",
        FilingAct.AssignNumber => "编号",
        FilingAct.RequestWithdrawal => "申请撤销",
        FilingAct.ApproveWithdrawal => "同意撤销",
        FilingAct.RefuseWithdrawal => "不同意撤销",
        FilingAct.TakeBackWithdrawal => "撤回撤销申请",
        FilingAct.ConfirmLapse => "确认撤销",
        FilingAct.ExplainLapse => "说明情况",
        FilingAct.ReferLapse => "提交审核员决定",
        FilingAct.LiftLapse => "终止撤销审核",
        FilingAct.UpholdWithdrawal => "因复核成立撤销",
        _ => "由平台撤销",
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
