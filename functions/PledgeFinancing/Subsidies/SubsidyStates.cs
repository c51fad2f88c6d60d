using System.Globalization;
using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>审核状态 of an application.</summary>
public enum SubsidyState
{
    /// <summary>未提交.</summary>
    Draft,

    /// <summary>审核中.</summary>
    UnderReview,

    /// <summary>审核不通过: to be modified and submitted again.</summary>
    Returned,

    /// <summary>审核通过，待寄送纸件.</summary>
    AwaitingPaper,

    /// <summary>纸件已寄出.</summary>
    PaperSent,

    /// <summary>纸件复审中.</summary>
    PaperUnderReview,

    /// <summary>纸件复审不通过: to be modified online; only the changed papers are sent again.</summary>
    PaperReturned,

    /// <summary>纸件复审通过，待核定金额.</summary>
    Passed,

    /// <summary>金额待复核: proposed by one officer, to be confirmed by another.</summary>
    PaymentProposed,

    /// <summary>待拨付.</summary>
    ToPay,

    /// <summary>已拨付.</summary>
    Paid,

    /// <summary>已撤销, by the unit.</summary>
    Withdrawn,

    /// <summary>不予补贴.</summary>
    Refused,

    /// <summary>逾期终止.</summary>
    Closed,
}

/// <summary>What can be done with an application.</summary>
public enum SubsidyAct
{
    /// <summary>修改.</summary>
    SaveDraft,

    /// <summary>删除.</summary>
    Discard,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>审核通过.</summary>
    Approve,

    /// <summary>审核不通过.</summary>
    Return,

    /// <summary>不予补贴.</summary>
    Refuse,

    /// <summary>复核成立.</summary>
    UpholdAppeal,

    /// <summary>登记寄送.</summary>
    SendPaper,

    /// <summary>登记收件.</summary>
    RecordArrival,

    /// <summary>纸件复审通过.</summary>
    PassPaper,

    /// <summary>纸件复审不通过.</summary>
    FailPaper,

    /// <summary>提交修改.</summary>
    Correct,

    /// <summary>核定金额.</summary>
    ProposeAmount,

    /// <summary>复核金额.</summary>
    ConfirmAmount,

    /// <summary>退回核定.</summary>
    RejectAmount,

    /// <summary>登记拨付.</summary>
    RecordPayment,

    /// <summary>撤销.</summary>
    Withdraw,

    /// <summary>逾期终止.</summary>
    CloseOnSilence,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after; null where the application is gone.</param>
/// <param name="Recorded">What is recorded besides case, timeline and audit.</param>
/// <param name="Sent">What is sent.</param>
public sealed record SubsidyTransition(SubsidyState From, SubsidyAct Act, Role Who, SubsidyState? To, string Recorded, string Sent);

/// <summary>An act that is possible now: 操作 of the list.</summary>
/// <param name="Code">The act.</param>
/// <param name="Name">Its Chinese name.</param>
public sealed record PossibleAct(SubsidyAct Code, string Name);

/// <summary>The application's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview", "ConfirmReview")]
public sealed record SubsidyActRefused(SubsidyState State, SubsidyAct Act) : Conflict(
    "subsidy-act-refused", "当前状态不允许此操作", $"该补贴申请当前为“{SubsidyStates.NameOf(State)}”，不能进行“{SubsidyStates.NameOf(Act)}”；未作任何改动。");

/// <summary>The life of an application (SUB-04 – SUB-08) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class SubsidyStates
{
    /// <summary>States in which the unit may still take its application back.</summary>
    private static readonly SubsidyState[] Open =
        [SubsidyState.UnderReview, SubsidyState.Returned, SubsidyState.AwaitingPaper, SubsidyState.PaperSent, SubsidyState.PaperUnderReview, SubsidyState.PaperReturned];

    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<SubsidyTransition> Table { get; } =
    [
        new(SubsidyState.Draft, SubsidyAct.SaveDraft, Role.UnitAdmin, SubsidyState.Draft, "draft", "—"),
        new(SubsidyState.Draft, SubsidyAct.Discard, Role.UnitAdmin, null, "removal of case and draft", "—"),
        new(SubsidyState.Draft, SubsidyAct.Submit, Role.UnitAdmin, SubsidyState.UnderReview, "round, claims", "start of SubsidyReview and SubsidyLife"),
        new(SubsidyState.UnderReview, SubsidyAct.Approve, Role.FinanceOfficer, SubsidyState.AwaitingPaper, "round, last day for the papers", "subsidy.approved: SMS and mail to the unit"),
        new(SubsidyState.UnderReview, SubsidyAct.Return, Role.FinanceOfficer, SubsidyState.Returned, "round with reasons, last day for the correction", "subsidy.returned: SMS and mail to the unit"),
        new(SubsidyState.UnderReview, SubsidyAct.Refuse, Role.FinanceOfficer, SubsidyState.Refused, "round with a final reason", "subsidy.refused: SMS and mail to the unit"),
        new(SubsidyState.Returned, SubsidyAct.SaveDraft, Role.UnitAdmin, SubsidyState.Returned, "draft", "—"),
        new(SubsidyState.Returned, SubsidyAct.Submit, Role.UnitAdmin, SubsidyState.UnderReview, "next round, claims", "start of SubsidyReview"),
        new(SubsidyState.Returned, SubsidyAct.UpholdAppeal, Role.FinanceOfficer, SubsidyState.AwaitingPaper, "appeal, last day for the papers", "subsidy.approved; the appeal's result"),
        new(SubsidyState.Returned, SubsidyAct.CloseOnSilence, Role.System, SubsidyState.Closed, "why", "subsidy.closed: SMS and mail to the unit"),
        new(SubsidyState.Refused, SubsidyAct.UpholdAppeal, Role.FinanceOfficer, SubsidyState.AwaitingPaper, "appeal, claims, last day for the papers", "subsidy.approved; the appeal's result; start of SubsidyLife"),
        new(SubsidyState.AwaitingPaper, SubsidyAct.SendPaper, Role.UnitAdmin, SubsidyState.PaperSent, "parcel", "—"),
        new(SubsidyState.AwaitingPaper, SubsidyAct.RecordArrival, Role.FinanceOfficer, SubsidyState.PaperUnderReview, "parcel with its arrival, round", "subsidy.paper-arrived: in-app to the unit; start of SubsidyPaperReview"),
        new(SubsidyState.AwaitingPaper, SubsidyAct.CloseOnSilence, Role.System, SubsidyState.Closed, "why", "subsidy.closed: SMS and mail to the unit"),
        new(SubsidyState.PaperSent, SubsidyAct.SendPaper, Role.UnitAdmin, SubsidyState.PaperSent, "parcel corrected", "—"),
        new(SubsidyState.PaperSent, SubsidyAct.RecordArrival, Role.FinanceOfficer, SubsidyState.PaperUnderReview, "arrival, round", "subsidy.paper-arrived: in-app to the unit; start of SubsidyPaperReview"),
        new(SubsidyState.PaperUnderReview, SubsidyAct.PassPaper, Role.FinanceOfficer, SubsidyState.Passed, "round", "subsidy.paper-passed: in-app to the unit"),
        new(SubsidyState.PaperUnderReview, SubsidyAct.FailPaper, Role.FinanceOfficer, SubsidyState.PaperReturned, "round with reasons and files, last day for the correction", "subsidy.paper-failed: SMS and mail to the unit"),
        new(SubsidyState.PaperReturned, SubsidyAct.SaveDraft, Role.UnitAdmin, SubsidyState.PaperReturned, "draft", "—"),
        new(SubsidyState.PaperReturned, SubsidyAct.Correct, Role.UnitAdmin, SubsidyState.AwaitingPaper, "content, changed papers, last day for the papers", "—"),
        new(SubsidyState.PaperReturned, SubsidyAct.CloseOnSilence, Role.System, SubsidyState.Closed, "why", "subsidy.closed: SMS and mail to the unit"),
        new(SubsidyState.Passed, SubsidyAct.ProposeAmount, Role.FinanceOfficer, SubsidyState.PaymentProposed, "amount, round", "start of SubsidyPaymentReview"),
        new(SubsidyState.PaymentProposed, SubsidyAct.ConfirmAmount, Role.FinanceOfficer, SubsidyState.ToPay, "round, claim on the budget", "subsidy.amount-approved: SMS to the unit"),
        new(SubsidyState.PaymentProposed, SubsidyAct.RejectAmount, Role.FinanceOfficer, SubsidyState.Passed, "round with reasons", "subsidy.budget"),
        new(SubsidyState.ToPay, SubsidyAct.RecordPayment, Role.FinanceOfficer, SubsidyState.Paid, "amount and day of the payment", "subsidy.paid: SMS to the unit; subsidy.budget"),
        .. Open.Select(from => new SubsidyTransition(from, SubsidyAct.Withdraw, Role.UnitAdmin, SubsidyState.Withdrawn, "why; open rounds ended", "event to the workflows")),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<SubsidyTransition> Find(SubsidyState state, SubsidyAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new SubsidyActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(SubsidyState state, SubsidyAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static SubsidyRecord After(this SubsidyRecord subsidy, SubsidyAct act) =>
        subsidy with { State = Find(subsidy.State, act).Value.To ?? throw new InvalidOperationException($"nothing is left of an application after {act}") };

    /// <summary>操作: what somebody in a role may do now.</summary>
    public static IReadOnlyList<PossibleAct> ActsOf(SubsidyState state, Role role) =>
        [.. Table.Where(t => t.From == state && t.Who == role).Select(t => new PossibleAct(t.Act, NameOf(t.Act)))];

    /// <summary>True while the draft may be changed.</summary>
    public static bool IsEditable(SubsidyState state) => Find(state, SubsidyAct.SaveDraft).Refusal is null;

    /// <summary>未重复申领: true while the application keeps its loan and what was pledged from others.</summary>
    public static bool HoldsClaims(SubsidyState state) => state is not (SubsidyState.Draft or SubsidyState.Withdrawn or SubsidyState.Refused or SubsidyState.Closed);

    /// <summary>True once the online review was passed: the 申请表 can be downloaded.</summary>
    public static bool HasForm(SubsidyState state) => HoldsClaims(state) && state is not (SubsidyState.UnderReview or SubsidyState.Returned);

    /// <summary>True once the approved amount counts against the budget.</summary>
    public static bool TakesBudget(SubsidyState state) => state is SubsidyState.ToPay or SubsidyState.Paid;

    /// <summary>True where nobody acts any more; an appeal may still bring a refusal back.</summary>
    public static bool IsFinal(SubsidyState state) => state is SubsidyState.Paid or SubsidyState.Withdrawn or SubsidyState.Refused or SubsidyState.Closed;

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(SubsidyState state) => state switch
    {
        SubsidyState.Draft => "未提交",
        SubsidyState.UnderReview => "审核中",
        SubsidyState.Returned => "审核不通过",
        SubsidyState.AwaitingPaper => "审核通过，待寄送纸件",
        SubsidyState.PaperSent => "纸件已寄出",
        SubsidyState.PaperUnderReview => "纸件复审中",
        SubsidyState.PaperReturned => "纸件复审不通过",
        SubsidyState.Passed => "纸件复审通过",
        SubsidyState.PaymentProposed => "金额待复核",
        SubsidyState.ToPay => "待拨付",
        SubsidyState.Paid => "已拨付",
        SubsidyState.Withdrawn => "已撤销",
        SubsidyState.Refused => "不予补贴",
        _ => "逾期终止",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(SubsidyAct act) => act switch
    {
        SubsidyAct.SaveDraft => "修改",
        SubsidyAct.Discard => "删除",
        SubsidyAct.Submit => "提交",
        SubsidyAct.Approve => "审核通过",
        SubsidyAct.Return => "审核不通过",
        SubsidyAct.Refuse => "不予补贴",
        SubsidyAct.UpholdAppeal => "复核成立",
        SubsidyAct.SendPaper => "登记寄送",
        SubsidyAct.RecordArrival => "登记收件",
        SubsidyAct.PassPaper => "纸件复审通过",
        SubsidyAct.FailPaper => "纸件复审不通过",
        SubsidyAct.Correct => "提交修改",
        SubsidyAct.ProposeAmount => "核定金额",
        SubsidyAct.ConfirmAmount => "复核金额",
        SubsidyAct.RejectAmount => "退回核定",
        SubsidyAct.RecordPayment => "登记拨付",
        SubsidyAct.Withdraw => "撤销",
        _ => "逾期终止",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
        {
            var next = t.To is { } to ? $"{NameOf(to)} `{to}`" : "(gone)";
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {next} | {t.Recorded} | {t.Sent} |\n");
        }
        return text.ToString();
    }
}
