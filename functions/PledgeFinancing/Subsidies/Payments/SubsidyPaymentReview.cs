using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>The clock of an amount that waits for its second officer.</summary>
public static class SubsidyPaymentReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SubsidyPaymentReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>What the second officer confirms: content of a round of <see cref="SubsidyPaymentReviewKind"/>.</summary>
/// <param name="Number">申请编号.</param>
/// <param name="Applied">申请补贴金额, 元.</param>
/// <param name="Standard">What the campaign's standard grants of it, 元.</param>
/// <param name="Amount">核定补贴金额 as proposed, 元.</param>
/// <param name="Reason">Why it is another than the standard's.</param>
/// <param name="Lines">补贴金额测算.</param>
/// <param name="BankName">开户行.</param>
/// <param name="Account">银行账号, masked.</param>
/// <param name="BudgetLeft">Left of the budget when it was proposed, 元.</param>
public sealed record SubsidyPaymentCase(
    string Number, decimal Applied, decimal Standard, decimal Amount, string? Reason, IReadOnlyList<SubsidyLineOfAmount> Lines, string? BankName, string? Account, decimal BudgetLeft)
{
    /// <summary>The content of a round.</summary>
    public static SubsidyPaymentCase Of(ReviewRound round) => round.Content.Deserialize<SubsidyPaymentCase>(PlatformJson.Stored)!;
}

/// <summary>补贴金额复核 as data (SUB-07): proposed by one officer, confirmed by another. No source names a term; ours is short.</summary>
public static class SubsidyPaymentReviewKind
{
    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "subsidy-payment",
        "补贴金额复核",
        SubsidyRecords.Table,
        SubsidyPaymentReview.Name,
        Role.FinanceOfficer,
        "3个工作日",
        RemindAfterDays: 1,
        TermDays: 3,
        Checklist:
        [
            new("amount", "核定金额是否与测算和申报通知的补贴标准一致；不一致的，理由是否充分"),
            new("account", "收款户名、开户行和账号是否与纸质申请表一致"),
            new("budget", "是否在本批预算之内"),
        ],
        Reasons:
        [
            new("amount.wrong", "核定金额有误", "申报通知 补贴标准", "/amount"),
            new("reason.insufficient", "调整核定金额的理由不充分", "申报通知 补贴标准", "/reason"),
            new("account.wrong", "收款账户信息有误", "申报通知 资金拨付", "/account"),
            new("other", "其他（见补充说明）", "申报通知", ""),
        ],
        new ReviewTemplates(Approved: null, Returned: null, Reminder: "review.reminder", Escalation: "review.escalation"))
    {
        FourEyes = true,
        FromOffice = true,
        Appealable = false,
    };
}

/// <summary>What a confirmed amount makes of an application: a claim on the budget first, then the record, which a crash in between finds again.</summary>
public sealed class SubsidyPaymentArea(SubsidyRecords subsidies, SubsidyBudgets budgets, CalendarInForce calendars) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => SubsidyPaymentReviewKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await subsidies.FindAsync(new SubsidyId(round.Case), cancellation) is not { } stored) return new NothingHere();
        var act = round.Decision!.Approved ? SubsidyAct.ConfirmAmount : SubsidyAct.RejectAmount;
        if (SubsidyStates.Refuse(stored.Value.State, act) is { } refusal) return refusal;
        var amount = stored.Value.Grant!.Amount;
        if (act == SubsidyAct.ConfirmAmount && await budgets.SetAsync(stored.Value, amount, cancellation) is { } over) return over;
        var next = SubsidyMove.Add(write, stored, act, await calendars.CurrentAsync(cancellation), s => act == SubsidyAct.ConfirmAmount ? s : s with { Grant = null });
        if (act == SubsidyAct.RejectAmount) write.Send(SettleBudget.Of(next.Id));
        else
        {
            write
                .Timeline("subsidy.amount-approved", $"已核定补贴金额 {SubsidyAmount.Yuan(amount)} 元，等待拨付", next.Grant!.Reason)
                .Send(Notify.Unit("subsidy.amount-approved", next.Unit, ("number", next.Number), ("amount", SubsidyAmount.Yuan(amount))));
        }
        return null;
    }
}
