using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Recognition.Supplements;

namespace PatentFunctions.Recognition;

/// <summary>
/// Compares what a campaign waits for with what runs: terms of supplements, batches and runs over the filings whose workflow is missing, failed
/// or was ended by hand get a new one. It goes on from the records: slices and products that are done are skipped, reminders that left do not
/// leave again. What the outbox starts at the same moment has the same instance id, so there is one of it.
/// </summary>
public sealed class ReconcileRecognitions(
    CampaignRecords campaigns, RecognitionsByCampaign products, RecognitionRecords recognitions, BatchesByYear batches, CaseStore cases, TimeProvider time, ReconcilerLog log)
{
    internal static readonly Reconciler Reconciler = new("ReconcileRecognitions", "认定的补正期限、批次和备案产品纳入");

    /// <summary>Every hour.</summary>
    [Function("ReconcileRecognitions")]
    public Task RunAsync([TimerTrigger("0 53 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        log.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        foreach (var campaign in await UnderWayAsync(cancellation))
        {
            await RestartTermsAsync(campaign.Year, tally, durable, cancellation);
            await RestartBatchesAsync(campaign.Year, tally, durable, cancellation);
            tally.Looked++;
            if (await RestartEntryAsync(campaign, durable, cancellation)) tally.Restarted++;
        }
    }

    // A campaign that was closed goes on with the products in it, into the year after; one that is open may be of any year.
    private async Task<IEnumerable<CampaignRecord>> UnderWayAsync(CancellationToken cancellation)
    {
        var thisYear = ChinaTime.Today(time).Year;
        var all = await campaigns.AllAsync(thisYear + 1, cancellation);
        return all.Where(c => c.State == CampaignState.Open || (c.State == CampaignState.Closed && c.Year >= thisYear - 1));
    }

    private async Task RestartTermsAsync(int year, ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        await foreach (var line in products.OfAsync(year, RecognitionsByCampaign.InState(RecognitionState.SupplementRequested), null, cancellation))
        {
            tally.Looked++;
            if (line.SupplementDueOn is not { } dueOn) continue;
            async Task<bool> WaitsAsync() =>
                await recognitions.FindAsync(line.Id, cancellation) is { Value: { State: RecognitionState.SupplementRequested, Supplement: { } request } } && request.DueOn == dueOn;
            if (await WorkflowMessages.RestartAsync(durable, SupplementDeadline.Name, SupplementDeadline.InstanceId(line.Id, dueOn), SupplementDeadline.InputOf(line.Id, dueOn), WaitsAsync, cancellation)) tally.Restarted++;
        }
    }

    private async Task RestartBatchesAsync(int year, ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        await foreach (var id in batches.OfAsync(year, cancellation))
        {
            tally.Looked++;
            if (await BatchAsync(id, cancellation) is not { FinishedAt: null } batch) continue;
            async Task<bool> WaitsAsync() => await BatchAsync(id, cancellation) is { FinishedAt: null };
            if (await WorkflowMessages.RestartAsync(durable, RecognitionBatch.Name, RecognitionBatch.InstanceId(id), SlicedRun.InputOf(id, batch.Slices), WaitsAsync, cancellation)) tally.Restarted++;
        }
    }

    // Only the last run can be unfinished: another is ordered after it has ended.
    private async Task<bool> RestartEntryAsync(CampaignRecord campaign, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (year, number) = (campaign.Year, campaign.Runs);
        if (await RunAsync(year, number, cancellation) is not { FinishedAt: null } run) return false;
        async Task<bool> WaitsAsync() => await RunAsync(year, number, cancellation) is { FinishedAt: null };
        return await WorkflowMessages.RestartAsync(durable, RecognitionEntry.Name, EntryRun.InstanceId(year, number), SlicedRun.InputOf(EntryRun.KeyOf(year, number), run.Slices), WaitsAsync, cancellation);
    }

    private async Task<BatchRecord?> BatchAsync(string id, CancellationToken cancellation) =>
        (await cases.FindAsync<BatchRecord>(BatchRecord.AddressOf(id), CaseRows.Record, cancellation))?.Value;

    private async Task<EntryRun?> RunAsync(int year, int number, CancellationToken cancellation) =>
        (await cases.FindAsync<EntryRun>(CampaignRecords.AddressOf(year), EntryRun.RowOf(number), cancellation))?.Value;
}
