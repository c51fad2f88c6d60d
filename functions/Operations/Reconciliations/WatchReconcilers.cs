using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Operations.Reconciliations;

/// <summary>Counts the reconcilers that have not ended well for too long, for metrics and alerts (COM-12).</summary>
public sealed class WatchReconcilers(ReconcilerLog runs, TimeProvider time, ILogger<WatchReconcilers> log)
{
    /// <summary>Every quarter of an hour.</summary>
    [Function("WatchReconcilers")]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var (now, late) = (time.GetUtcNow(), 0L);
        foreach (var reconciler in runs.All)
        {
            if (await runs.StateAsync(reconciler.Name, cancellation) is not { } state || !state.IsLate(reconciler, now)) continue;
            late++;
            log.LogWarning("{Reconciler} has not ended well since {WellAt}", reconciler.Name, state.WellAt ?? state.FirstAt);
        }
        Telemetry.ReconcilersAreLate(late);
    }
}
