using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>The clock of 撤销备案审核: reminder after the third working day, escalation after the fifth.</summary>
public static class FilingWithdrawalReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "FilingWithdrawalReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>撤销备案审核 as data (WDR-01). The manual names no term; it is that of the filing itself.</summary>
public static class FilingWithdrawalKind
{
    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "filing-withdrawal",
        "撤销备案审核",
        FilingRecords.Table,
        FilingWithdrawalReview.Name,
        Role.Examiner,
        "3–5个工作日",
        RemindAfterDays: 3,
        TermDays: 5,
        Checklist:
        [
            new("reason", "撤销原因是否与产品、专利的实际情况相符"),
            new("recognition", "是否已核对该产品的专利密集型产品认定情况（撤销备案后认定同时撤销）"),
        ],
        Reasons:
        [
            new("reason.not-founded", "撤销原因与实际情况不符", "操作手册 五（三）撤销备案", "/reason"),
            new("proof.insufficient", "说明或证明材料不充分", "操作手册 五（三）撤销备案", "/files"),
            new("patents.in-force", "产品仍有正在使用的有效专利", "操作手册 五（三）撤销备案", "/patents"),
            new("product.disputed", "该产品正在异议处理或核查中，暂不能由单位撤销备案", "操作手册 七 专利密集型产品认定管理", ""),
        ],
        new ReviewTemplates("withdrawal.approved", "withdrawal.refused", "review.reminder", "review.escalation"));

    /// <summary>Every round so far, oldest first.</summary>
    public static async Task<IReadOnlyList<Stored<ReviewRound>>> RoundsAsync(CaseStore cases, FilingId filing, CancellationToken cancellation)
    {
        var rounds = new List<Stored<ReviewRound>>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(FilingRecords.AddressOf(filing), $"{ReviewRound.RowPrefix}{Kind.Code}-", cancellation))
            if (round.Value.Kind == Kind.Code) rounds.Add(round);
        return rounds;
    }

    /// <summary>The last round; null where there was none.</summary>
    public static async Task<ReviewRound?> LastAsync(CaseStore cases, FilingId filing, CancellationToken cancellation) =>
        await RoundsAsync(cases, filing, cancellation) is { Count: > 0 } rounds ? rounds[^1].Value : null;

    /// <summary>Puts a withdrawal before the examiner: the filing's new state and the round, in the write of the act.</summary>
    public static Receipt Open(CaseWrite write, Stored<FilingRecord> filing, FilingAct act, WithdrawalCase content, int round, WorkingDayCalendar calendar)
    {
        var value = filing.Value;
        write.Replace(filing, value.After(act));
        var submission = new Submission(content.Product, value.Unit, value.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), [.. WithdrawalRules.Warnings(value)]);
        var receipt = ReviewSubmission.Open(write, Kind, round, submission, calendar, attempt: 1);
        FilingLists.RefreshAll(write);
        return receipt;
    }
}

/// <summary>What a decision makes of a filing: withdrawn, or in force as before.</summary>
public sealed class FilingWithdrawalArea(CaseStore cases, FilingRecords filings, FilingEnd end) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => FilingWithdrawalKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await filings.FindAsync(new FilingId(round.Case), cancellation) is not { } filing) return new NothingHere();
        if (round.Decision is { Approved: true })
            return await end.AddToAsync(write, filing, FilingAct.ApproveWithdrawal, WithdrawalRules.EndOf(WithdrawalCase.Of(round)), cancellation);
        if (FilingStates.Refuse(filing.Value.State, FilingAct.RefuseWithdrawal) is { } refusal) return refusal;
        write.Replace(filing, filing.Value.After(FilingAct.RefuseWithdrawal));
        // The examiner has looked at it: the unit is not asked about the same lapse again.
        if (await LapsePrompts.FindAsync(cases, filing.Value.Id, cancellation) is { Value.State: not LapsePromptState.Closed } prompt)
            LapsePrompts.Close(write, prompt, LapsePromptOutcome.Kept);
        FilingLists.RefreshAll(write);
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        // Where the unit asked for nothing, nothing was refused to it.
        if (WithdrawalCase.Of(round) is not { Origin: WithdrawalOrigin.Requested } withdrawal) return new NotAppealable(Kind.Name);
        if (await filings.FindAsync(new FilingId(round.Case), cancellation) is not { } filing) return new NothingHere();
        return await end.AddToAsync(write, filing, FilingAct.UpholdWithdrawal, WithdrawalRules.EndOf(withdrawal), cancellation);
    }
}
