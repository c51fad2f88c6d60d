using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Removes captchas and counters of past hours.</summary>
public sealed class SweepSignInLeftovers(IRecordStore records, TimeProvider time, ILogger<SweepSignInLeftovers> log)
{
    /// <summary>Every hour.</summary>
    [Function("SweepSignInLeftovers")]
    public async Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var removed = 0;
        foreach (var table in new[] { AccountTables.Captchas, AccountTables.Limits })
            removed += await HourlyRows.SweepAsync(records, table, time.GetUtcNow(), cancellation);
        if (removed > 0) log.LogInformation("Removed {Rows} captchas and counters", removed);
    }
}
