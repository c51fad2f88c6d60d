using Microsoft.Extensions.Configuration;

namespace PatentFunctions.Operations.Workflows;

/// <summary>
/// Removes the histories of workflows that ended well, after a retention time (COM-13, <c>Workflows:RetentionDays</c>, 90 by default). Failed ones
/// stay until an operator has seen to them.
/// </summary>
public sealed class PurgeWorkflows(TimeProvider time, IConfiguration configuration, ILogger<PurgeWorkflows> log)
{
    private const int DefaultDays = 90;

    // Before any instance there can be; the storage provider wants a beginning.
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every night at 03:30 in Asia/Shanghai.</summary>
    [Function("PurgeWorkflows")]
    public async Task RunAsync([TimerTrigger("0 30 19 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var days = configuration.GetValue("Workflows:RetentionDays", DefaultDays);
        var filter = new PurgeInstancesFilter(Beginning, time.GetUtcNow().AddDays(-days), [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated]);
        var purged = await durable.PurgeAllInstancesAsync(filter, cancellation);
        log.LogInformation("Purged the histories of {Count} workflows older than {Days} days", purged.PurgedInstanceCount, days);
    }
}
