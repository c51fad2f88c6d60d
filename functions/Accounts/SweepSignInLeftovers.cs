using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Removes captchas and counters of past hours.</summary>
public sealed class SweepSignInLeftovers(IRecordStore records, TimeProvider time, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("SweepSignInLeftovers", "过期的图形验证码和访问次数");

    /// <summary>Every hour.</summary>
    [Function("SweepSignInLeftovers")]
    public Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => SweepAsync(tally, cancellation), cancellation);

    private async Task SweepAsync(ReconcilerTally tally, CancellationToken cancellation)
    {
        foreach (var table in new[] { AccountTables.Captchas, AccountTables.Limits })
            tally.Removed += await HourlyRows.SweepAsync(records, table, time.GetUtcNow(), cancellation);
    }
}
