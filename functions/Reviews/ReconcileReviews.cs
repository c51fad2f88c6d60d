using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews;

/// <summary>
/// Compares open rounds with their clocks: the rounds are the truth, and a clock that is missing, failed or was ended by hand is started
/// again. It goes on from the dates of the round.
/// </summary>
public sealed class ReconcileReviews(ReviewKinds kinds, IRecordStore records, ILogger<ReconcileReviews> log)
{
    /// <summary>Every hour.</summary>
    [Function("ReconcileReviews")]
    public async Task RunAsync([TimerTrigger("0 23 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (open, restarted) = (0, 0);
        await foreach (var entry in records.AllAsync<QueueEntry>(ReviewQueueProjection.QueueTable, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            open++;
            if (await RestartAsync(entry.Value, durable, cancellation)) restarted++;
        }
        if (restarted > 0) log.LogWarning("{Restarted} of {Open} open reviews had no running clock and were given one", restarted, open);
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
