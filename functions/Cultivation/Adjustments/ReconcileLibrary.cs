using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Cultivation.Adjustments;

/// <summary>
/// Compares what the library waits for with what runs: submissions of lists and halves of a yearly adjustment whose workflow is missing, failed or was
/// ended by hand get a new one, which goes on from the records. Reviews have their own reconciler.
/// </summary>
public sealed class ReconcileLibrary(RecommendationLists lists, AdjustmentRuns adjustments, TimeProvider time, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("ReconcileLibrary", "推荐名单报送、在库企业动态调整");

    /// <summary>Every hour.</summary>
    [Function("ReconcileLibrary")]
    public Task RunAsync([TimerTrigger("0 29 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        var thisYear = ChinaTime.Today(time).Year;
        for (var year = thisYear - 1; year <= thisYear + 1; year++)
        {
            await foreach (var list in lists.AllAsync(year, cancellation))
            {
                tally.Looked++;
                if (list.Delivered < list.Submissions.Count && await RestartAsync(list, durable, cancellation)) tally.Restarted++;
            }
            if (await adjustments.LastAsync(year, cancellation) is not { Value: var run }) continue;
            tally.Looked++;
            if (await RestartAsync(run, durable, cancellation)) tally.Restarted++;
        }
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
            async () => await adjustments.FindAsync(run.Year, run.Number, cancellation) is { Value: var now } && now.State == run.State,
            cancellation);
    }
}
