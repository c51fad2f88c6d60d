using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>What can be done with a loan.</summary>
public enum LoanAct
{
    /// <summary>更正 by the bank.</summary>
    Correct,

    /// <summary>填写还款完成申请.</summary>
    SaveDraft,

    /// <summary>提交还款完成申请.</summary>
    Apply,

    /// <summary>银行退回.</summary>
    Refuse,

    /// <summary>银行确认 01 or 02: 履行完毕.</summary>
    ConfirmFulfilled,

    /// <summary>银行确认 03: 违约终止.</summary>
    ConfirmDefault,

    /// <summary>银行确认 04: 正在履行中.</summary>
    ConfirmInProgress,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record LoanTransition(LoanState From, LoanAct Act, Role Who, LoanState To, string Recorded, string Sent);

/// <summary>The loan's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview")]
public sealed record LoanActRefused(LoanState State, LoanAct Act) : Conflict(
    "loan-act-refused", "当前状态不允许此操作", $"该贷款当前为“{LoanStates.NameOf(State)}”，不能{LoanStates.NameOf(Act)}。");

/// <summary>The life of a loan (LOA-01 – LOA-03) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class LoanStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<LoanTransition> Table { get; } =
    [
        new(LoanState.Repaying, LoanAct.Correct, Role.Bank, LoanState.Repaying, "case, timeline", "loan.corrected: in-app to the unit"),
        new(LoanState.Repaying, LoanAct.SaveDraft, Role.UnitAdmin, LoanState.Repaying, "draft", "—"),
        new(LoanState.Repaying, LoanAct.Apply, Role.UnitAdmin, LoanState.AwaitingBank, "case, round, timeline", "start of RepaymentConfirmation; repayment.applied: SMS and mail to the bank"),
        new(LoanState.AwaitingBank, LoanAct.Refuse, Role.Bank, LoanState.Repaying, "case, round with reasons, timeline", "repayment.refused: SMS and mail to the unit"),
        new(LoanState.AwaitingBank, LoanAct.ConfirmFulfilled, Role.Bank, LoanState.Settled, "case with the repayment, round, timeline", "repayment.confirmed: SMS and mail to the unit"),
        new(LoanState.AwaitingBank, LoanAct.ConfirmDefault, Role.Bank, LoanState.Defaulted, "case with the repayment, round, timeline", "repayment.confirmed: SMS and mail to the unit"),
        new(LoanState.AwaitingBank, LoanAct.ConfirmInProgress, Role.Bank, LoanState.Repaying, "case with the repayment so far, round, timeline", "repayment.confirmed: SMS and mail to the unit"),
        new(LoanState.Repaying, LoanAct.ConfirmFulfilled, Role.Bank, LoanState.Settled, "as above, by an upheld appeal", "repayment.confirmed; the appeal's result"),
        new(LoanState.Repaying, LoanAct.ConfirmDefault, Role.Bank, LoanState.Defaulted, "as above, by an upheld appeal", "repayment.confirmed; the appeal's result"),
        new(LoanState.Repaying, LoanAct.ConfirmInProgress, Role.Bank, LoanState.Repaying, "as above, by an upheld appeal", "repayment.confirmed; the appeal's result"),
        new(LoanState.Settled, LoanAct.Correct, Role.Bank, LoanState.Settled, "case, timeline", "loan.corrected: in-app to the unit"),
        new(LoanState.Defaulted, LoanAct.Correct, Role.Bank, LoanState.Defaulted, "case, timeline", "loan.corrected: in-app to the unit"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<LoanTransition> Find(LoanState state, LoanAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new LoanActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(LoanState state, LoanAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static LoanRecord After(this LoanRecord loan, LoanAct act) => loan with { State = Find(loan.State, act).Value.To };

    /// <summary>What a confirmation does, by 贷款合同履行情况.</summary>
    public static LoanAct ConfirmationOf(LoanPerformance performance) => performance switch
    {
        LoanPerformance.Defaulted => LoanAct.ConfirmDefault,
        LoanPerformance.InProgress => LoanAct.ConfirmInProgress,
        _ => LoanAct.ConfirmFulfilled,
    };

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(LoanState state) => state switch
    {
        LoanState.Repaying => "还款中",
        LoanState.AwaitingBank => "待银行确认",
        LoanState.Settled => "已结清",
        _ => "违约",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(LoanAct act) => act switch
    {
        LoanAct.Correct => "更正贷款信息",
        LoanAct.SaveDraft => "填写还款完成申请",
        LoanAct.Apply => "提交还款完成申请",
        LoanAct.Refuse => "退回还款完成申请",
        LoanAct.ConfirmFulfilled => "确认履行完毕",
        LoanAct.ConfirmDefault => "确认违约终止",
        _ => "确认正在履行中",
    };

    /// <summary>贷款合同履行情况 as on the form.</summary>
    public static string NameOf(LoanPerformance performance) => performance switch
    {
        LoanPerformance.FulfilledAtTerm => "01.履行完毕、到期终止",
        LoanPerformance.FulfilledEarly => "02.履行完毕、提前终止",
        LoanPerformance.Defaulted => "03.违约终止",
        _ => "04.正在履行中",
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
