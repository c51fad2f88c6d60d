using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Cultivation.Adjustments;

/// <summary>
/// Compares what the library waits for with what runs: submissions of lists and halves of a yearly adjustment whose workflow is missing, failed or was
/// ended by hand get a new one, which goes on from the records. Reviews have their own reconciler.
/// </summary>
public sealed class ReconcileLibrary(RecommendationLists lists, AdjustmentRuns runs, TimeProvider time, ILogger<ReconcileLibrary> log)
{
    /// <summary>Every hour.</summary>
    [Function("ReconcileLibrary")]
    public async Task RunAsync([TimerTrigger("0 29 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var restarted = 0;
        var thisYear = ChinaTime.Today(time).Year;
        for (var year = thisYear - 1; year <= thisYear + 1; year++)
        {
            await foreach (var list in lists.AllAsync(year, cancellation))
                if (list.Delivered < list.Submissions.Count && await RestartAsync(list, durable, cancellation)) restarted++;
            if (await runs.LastAsync(year, cancellation) is { Value: var run } && await RestartAsync(run, durable, cancellation)) restarted++;
        }
        if (restarted > 0) log.LogWarning("{Restarted} submissions and adjustments of the library had no running workflow and were given one", restarted);
    }

    private Task<bool> RestartAsync(RecommendationList list, DurableTaskClient durable, CancellationToken cancellation) => WorkflowMessages.RestartAsync(
        durable, SmeListSubmission.Name, SmeListSubmission.InstanceId(list.Year, list.Province, list.Submissions.Count), SmeListSubmission.InputOf(list),
        async () => await lists.FindAsync(list.Year, list.Province, cancellation) is { Value: var now } && now.Delivered < now.Submissions.Count,
        cancellation);

    private async Task<bool> RestartAsync(AdjustmentRun run, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (name, instance) = run.State == AdjustmentState.Computing
            ? (LibraryAdjustment.Name, AdjustmentRun.ComputeInstance(run.Year, run.Number))
            : (LibraryRemoval.Name, AdjustmentRun.RemovalInstance(run.Year, run.Number));
        return run.State is AdjustmentState.Computing or AdjustmentState.Confirming && await WorkflowMessages.RestartAsync(
            durable, name, instance, SlicedRun.InputOf(run.Key, run.Slices),
            async () => await runs.FindAsync(run.Year, run.Number, cancellation) is { Value: var now } && now.State == run.State,
            cancellation);
    }
}
