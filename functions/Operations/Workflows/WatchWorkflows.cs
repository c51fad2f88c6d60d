namespace PatentFunctions.Operations.Workflows;

/// <summary>Counts the workflows that an operator should look at, for metrics and alerts (COM-12).</summary>
public sealed class WatchWorkflows(TimeProvider time, ILogger<WatchWorkflows> log)
{
    /// <summary>Every quarter of an hour.</summary>
    [Function("WatchWorkflows")]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (failed, stuck) = (0L, 0L);
        var query = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Running]);
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed) failed++;
            else if (WorkflowCare.IsStuck(instance, now)) stuck++;
        }
        Telemetry.WorkflowsNeedCare(failed, stuck);
        if (failed + stuck > 0) log.LogWarning("{Failed} workflows have failed, {Stuck} make no progress", failed, stuck);
    }
}
