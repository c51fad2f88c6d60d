using System.Text.Json;
using PatentFunctions.Files;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.PledgeFinancing.Repayments;

/// <summary>The clock of 还款确认: reminder after every third working day, escalation to the finance-officer after the tenth (LOA-03).</summary>
public static class RepaymentConfirmation
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "RepaymentConfirmation";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>还款确认 as data (LOA-03): the reviewer is the bank of the loan, and no other.</summary>
public static class RepaymentConfirmationKind
{
    private const string Clause = "质押融资平台手册 二、1（2）还款完成申请";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "repayment",
        "还款完成申请确认",
        LoanRecords.Table,
        RepaymentConfirmation.Name,
        Role.Bank,
        "10个工作日",
        RemindAfterDays: 3,
        TermDays: 10,
        Checklist:
        [
            new("figures", "已还款金额、实际支付利息和实际还款日是否与本行记录一致"),
            new("performance", "贷款合同履行情况是否属实"),
            new("material", "质押贷款信息材料是否已由企业和本行在对应名称处盖章，并与贷款合同一致"),
        ],
        Reasons:
        [
            new("principal.differs", "已还款金额（本金）与银行记录不一致", Clause, "/principal"),
            new("interest.differs", "实际支付利息与银行记录不一致", Clause, "/interest"),
            new("repaid-on.differs", "实际还款日与银行记录不一致", Clause, "/repaidOn"),
            new("performance.differs", "贷款合同履行情况与实际不符", Clause, "/performance"),
            new("material.unstamped", "质押贷款信息材料未盖章，或印章与贷款合同上的企业、银行不一致", Clause, "/material"),
            new("material.incomplete", "质押贷款信息材料不完整、不清晰或不是该笔贷款的材料", Clause, "/material"),
            new("other", "其他（见补充说明）", Clause, ""),
        ],
        new ReviewTemplates(null, "repayment.refused", "repayment.reminder", "repayment.escalation"))
    {
        RemindEveryDays = 3,
        EscalateTo = Role.FinanceOfficer,
        Words = new ReviewWords("已提交还款完成申请，等待银行确认", "银行已确认还款完成申请", "银行退回还款完成申请"),
    };

    /// <summary>What a loan is called in the bank's queue and in messages.</summary>
    public static string TitleOf(LoanRecord loan) => $"质押贷款{loan.Number}（{LoanRules.Text(loan.Amount)}万元）";
}

/// <summary>The applications of a loan as rounds of review.</summary>
public static class RepaymentRounds
{
    /// <summary>Row of the draft.</summary>
    public const string DraftRow = "repayment-draft";

    /// <summary>Every round, oldest first; appeals are not among them.</summary>
    public static async Task<IReadOnlyList<ReviewRound>> AllAsync(CaseStore cases, LoanId loan, CancellationToken cancellation)
    {
        var rounds = new List<ReviewRound>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(LoanRecords.AddressOf(loan), ReviewRound.RowPrefix, cancellation))
            if (round.Value.Kind == RepaymentConfirmationKind.Kind.Code) rounds.Add(round.Value);
        return rounds;
    }

    /// <summary>A round, or null.</summary>
    public static async Task<ReviewRound?> FindAsync(CaseStore cases, LoanId loan, int round, CancellationToken cancellation) =>
        (await cases.FindAsync<ReviewRound>(LoanRecords.AddressOf(loan), ReviewRound.RowOf(RepaymentConfirmationKind.Kind.Code, round), cancellation))?.Value;

    /// <summary>The content of a round.</summary>
    public static RepaymentContent ContentOf(ReviewRound round) => round.Content.Deserialize<RepaymentContent>(PlatformJson.Stored)!;

    /// <summary>A round in short.</summary>
    public static RoundSummary Summary(ReviewRound round) =>
        new(round.Round, round.State, round.Submitted.When, round.Sha256, round.IsOpen ? null : DecisionView.Of(round.Decision));
}

/// <summary>What the bank's decision makes of a loan.</summary>
public sealed class RepaymentArea(LoanRecords loans, CaseStore cases) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => RepaymentConfirmationKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (round.Decision is { Approved: true }) return await ConfirmAsync(write, round, cancellation);
        if (await loans.FindAsync(new LoanId(round.Case), cancellation) is not { } loan) return new NothingHere();
        if (LoanStates.Refuse(loan.Value.State, LoanAct.Refuse) is { } refusal) return refusal;
        write.Replace(loan, loan.Value.After(LoanAct.Refuse));
        LoansByBank.RefreshAll(write);
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) =>
        await loans.FindAsync(new LoanId(round.Case), cancellation) is { } loan && loan.Value.Rounds == round.Round ? await ConfirmAsync(write, round, cancellation) : new AppealOvertaken();

    private async Task<Refusal?> ConfirmAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await loans.FindAsync(new LoanId(round.Case), cancellation) is not { } loan) return new NothingHere();
        var content = RepaymentRounds.ContentOf(round);
        var act = LoanStates.ConfirmationOf(content.Performance);
        if (LoanStates.Refuse(loan.Value.State, act) is { } refusal) return refusal;
        var confirmed = loan.Value.After(act) with
        {
            Confirmed = new Repayment(content.Principal, content.Interest, content.RepaidOn, content.Performance, content.Material, write.Stamp.When),
        };
        write.Replace(loan, confirmed)
            .Send(Notify.Unit("repayment.confirmed", round.Unit, ("title", round.Title), ("bank", confirmed.BankName), ("performance", content.PerformanceName), ("state", LoanStates.NameOf(confirmed.State))));
        // The next application, of a loan that is not settled, begins with an empty sheet.
        if (await cases.FindAsync<RepaymentForm>(write.Address, RepaymentRounds.DraftRow, cancellation) is { } spent) write.Delete(spent);
        LoansByBank.RefreshAll(write);
        return null;
    }
}

/// <summary>Lets a bank read the files of its own loans.</summary>
internal sealed class LoanFileReaders(LoanRecords loans) : IFileReaders
{
    public string Table => LoanRecords.Table;

    public async Task<bool> MayReadAsync(Caller caller, CaseAddress address, CancellationToken cancellation) =>
        await loans.FindAsync(new LoanId(address.Partition), cancellation) is { } loan && LoanRecords.MayRead(caller, loan.Value.Bank);
}
