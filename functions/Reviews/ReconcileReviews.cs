using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews;

/// <summary>
/// Compares open rounds with their clocks: the rounds are the truth, and a clock that is missing, failed or was ended by hand is started
/// again. It goes on from the dates of the round. What it looks at are the queues, so it counts them, too.
/// </summary>
public sealed class ReconcileReviews(ReviewKinds kinds, IRecordStore records, ReconcilerLog runs, TimeProvider time)
{
    internal static readonly Reconciler Reconciler = new("ReconcileReviews", "未办结的审核与审核时钟");

    /// <summary>Every hour.</summary>
    [Function("ReconcileReviews")]
    public Task RunAsync([TimerTrigger("0 23 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (today, queues) = (ChinaTime.Today(time), kinds.All.ToDictionary(k => k.Code, _ => (Open: 0, Late: 0), StringComparer.Ordinal));
        await foreach (var entry in records.AllAsync<QueueEntry>(ReviewQueueProjection.QueueTable, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            tally.Looked++;
            var queue = queues[entry.Value.Kind];
            // While one is on hold its clock stands still.
            var late = entry.Value.DueOn < today && entry.Value.State != ReviewState.OnHold;
            queues[entry.Value.Kind] = (queue.Open + 1, queue.Late + (late ? 1 : 0));
            if (await RestartAsync(entry.Value, durable, cancellation)) tally.Restarted++;
        }
        foreach (var (kind, queue) in queues) Telemetry.ReviewsWait(kind, queue.Open, queue.Late);
    }

    /// <summary>Starts the clock of an open round unless it runs.</summary>
    /// <returns>True where it was started.</returns>
    private Task<bool> RestartAsync(QueueEntry entry, DurableTaskClient durable, CancellationToken cancellation)
    {
        var kind = kinds.Area(entry.Kind).Kind;
        return WorkflowMessages.RestartAsync(
            durable, kind.Orchestrator, ReviewSubmission.InstanceId(kind, entry.Case, entry.Round), ReviewSubmission.InputOf(kind, entry.Case, entry.Round),
            async () => await records.FindAsync<ReviewRound>(kind.Table, entry.Case, ReviewRound.RowOf(entry.Kind, entry.Round), cancellation) is { Value.IsOpen: true },
            cancellation);
    }
}
