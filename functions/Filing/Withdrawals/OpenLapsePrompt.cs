using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>What Filing makes of the nightly look at the patent register: a message that opens the prompt, another that closes it.</summary>
public sealed class LapseObserver : IPatentStatusObserver
{
    internal const string LapsedKind = "filing.patents-lapsed";
    internal const string RestoredKind = "filing.patents-restored";

    /// <inheritdoc />
    public OutboxMessage WhenAllLapsed(UnitId unit, LinkedProduct product) => OutboxMessage.Of(LapsedKind, new FilingId(product.Filing));

    /// <inheritdoc />
    public OutboxMessage WhenRestored(UnitId unit, LinkedProduct product) => OutboxMessage.Of(RestoredKind, new FilingId(product.Filing));
}

/// <summary>Asks the unit to confirm the withdrawal of a filing none of whose patents is left (WDR-02).</summary>
public sealed class OpenLapsePrompt(CaseStore cases, FilingRecords filings, LapsedLinks links, CalendarInForce calendars, TimeProvider time) : IOutboxHandler
{
    /// <inheritdoc />
    public string Kind => LapseObserver.LapsedKind;

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = delivery.Read<FilingId>();
        while (await filings.FindAsync(id, cancellation) is { } filing && FilingStates.IsInForce(filing.Value.State))
        {
            var before = await LapsePrompts.FindAsync(cases, id, cancellation);
            if (before is not null && (before.Value.State != LapsePromptState.Closed || before.Value.Operation == delivery.OperationId)) return;
            if (await links.FindAsync(filing.Value, cancellation) is not { } lapsed) return;
            var prompt = LapseTerms.Open((before?.Value.Number ?? 0) + 1, time.GetUtcNow(), lapsed, delivery.OperationId, await calendars.CurrentAsync(cancellation));
            var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(time, "OpenLapsePrompt"));
            if (before is null) write.Insert(LapsePrompt.Row, prompt);
            else write.Replace(before, prompt);
            var (product, numbers) = (filing.Value.Content?.Product.Name ?? "", string.Join("、", lapsed.Select(p => p.Number)));
            write
                .Timeline("filing.lapse-prompted", $"关联专利已全部失效或转让，请于{ChinaTime.FullDate(prompt.DueOn)}前确认是否撤销备案", string.Join('\n', lapsed.Select(p => $"{p.Number} {p.Title}（{p.Status}）")))
                .Send(Notify.Unit("filing.lapse-prompt", filing.Value.Unit, ("product", product), ("patents", numbers), ("due", ChinaTime.FullDate(prompt.DueOn))))
                .Send(WorkflowMessages.Start(LapsedPatentsPrompt.Name, LapsePrompts.InstanceId(id, prompt.Number), LapsePrompts.InputOf(id, prompt.Number)));
            FilingLists.RefreshAll(write);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // Something else was written to the filing meanwhile: look again.
            }
        }
    }
}

/// <summary>Ends the prompt once a linked patent is in force again or the filing links others (an update).</summary>
public sealed class CloseLapsePrompt(CaseStore cases, FilingRecords filings, LapsedLinks links, LapseLift lift, TimeProvider time) : IOutboxHandler
{
    /// <inheritdoc />
    public string Kind => LapseObserver.RestoredKind;

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = delivery.Read<FilingId>();
        while (await filings.FindAsync(id, cancellation) is { } filing && await LapsePrompts.FindAsync(cases, id, cancellation) is { Value.State: not LapsePromptState.Closed } prompt)
        {
            if (await links.FindAsync(filing.Value, cancellation) is not null) return;
            var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(time, "CloseLapsePrompt"));
            await lift.AddToAsync(write, filing, prompt, cancellation);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // Something else was written to the filing meanwhile: look again.
            }
        }
    }
}

/// <summary>A lapse that is none any more: the prompt closes, and a review that it led to ends with the filing in force.</summary>
public sealed class LapseLift(CaseStore cases)
{
    /// <summary>Adds it to the write of the act that found out.</summary>
    public async Task AddToAsync(CaseWrite write, Stored<FilingRecord> filing, Stored<LapsePrompt> prompt, CancellationToken cancellation)
    {
        LapsePrompts.Close(write, prompt, LapsePromptOutcome.Restored);
        var rounds = await FilingWithdrawalKind.RoundsAsync(cases, filing.Value.Id, cancellation);
        if (prompt.Value.State == LapsePromptState.Referred && rounds.Count > 0 && rounds[^1].Value.IsOpen && FilingStates.Refuse(filing.Value.State, FilingAct.LiftLapse) is null)
        {
            write.Replace(filing, filing.Value.After(FilingAct.LiftLapse));
            ReviewSubmission.End(write, FilingWithdrawalKind.Kind, rounds[^1], "产品已有维持有效的关联专利");
        }
        write
            .Timeline("filing.lapse-closed", "产品已有维持有效的关联专利，无须确认撤销备案")
            .Send(Notify.Unit("filing.lapse-closed", filing.Value.Unit, ("product", filing.Value.Content?.Product.Name ?? "")));
        FilingLists.RefreshAll(write);
    }
}
