using System.Text.Json;

namespace PatentFunctions.Platform.Cases;

/// <summary>Messages that start workflows and raise their events.</summary>
public static class WorkflowMessages
{
    /// <summary>Kind of <see cref="Start"/>.</summary>
    public const string StartKind = "workflow.start";

    /// <summary>Kind of <see cref="Raise"/>.</summary>
    public const string RaiseKind = "workflow.raise";

    /// <summary>Starts an orchestration once; an instance of that id that exists already is success.</summary>
    /// <param name="orchestrator">Name of the orchestrator.</param>
    /// <param name="instanceId">Business id and round.</param>
    /// <param name="input">The id that the orchestrator works on.</param>
    public static OutboxMessage Start(string orchestrator, string instanceId, string input) => OutboxMessage.Of(StartKind, new StartWorkflow(orchestrator, instanceId, input));

    /// <summary>Raises an event: a hint to look at the records again. An instance that is gone needs no hint.</summary>
    public static OutboxMessage Raise(string instanceId, string eventName, string hint) => OutboxMessage.Of(RaiseKind, new RaiseWorkflowEvent(instanceId, eventName, hint));

    /// <summary>Starts an orchestration unless another caller was faster.</summary>
    /// <returns>True where this call started it.</returns>
    internal static async Task<bool> StartOnceAsync(DurableTaskClient durable, string orchestrator, string instanceId, string input, CancellationToken cancellation)
    {
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), cancellation);
            return true;
        }
        catch (Exception e) when (e.GetType().Name.Contains("AlreadyExists", StringComparison.Ordinal))
        {
            // Another started it between the look and the start; the type's home differs between versions of the extension.
            return false;
        }
    }

    /// <summary>
    /// Gives a case that waits a running workflow, for the reconcilers: one that runs is left alone, one that has ended or failed is thrown away.
    /// The instance is read first and the case second: what has ended in between has left its mark on the case.
    /// </summary>
    /// <param name="durable">Durable client.</param>
    /// <param name="orchestrator">Name of the orchestrator.</param>
    /// <param name="instanceId">Business id and round.</param>
    /// <param name="input">The id that the orchestrator works on.</param>
    /// <param name="waits">Whether the case still waits.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>True where it was started.</returns>
    internal static async Task<bool> RestartAsync(DurableTaskClient durable, string orchestrator, string instanceId, string input, Func<Task<bool>> waits, CancellationToken cancellation)
    {
        var instance = await durable.GetInstanceAsync(instanceId, cancellation);
        if (instance is { IsCompleted: false } || !await waits()) return false;
        if (instance is not null) await durable.PurgeInstanceAsync(instanceId, cancellation);
        return await StartOnceAsync(durable, orchestrator, instanceId, input, cancellation);
    }

    internal sealed record StartWorkflow(string Orchestrator, string InstanceId, string Input);

    internal sealed record RaiseWorkflowEvent(string InstanceId, string EventName, string Hint);
}

/// <summary>Starts orchestrations; starting twice is harmless (design 5 and 11).</summary>
internal sealed class StartWorkflowHandler : IOutboxHandler
{
    public string Kind => WorkflowMessages.StartKind;

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var start = delivery.Read<WorkflowMessages.StartWorkflow>();
        if (await durable.GetInstanceAsync(start.InstanceId, cancellation) is not null) return;
        await WorkflowMessages.StartOnceAsync(durable, start.Orchestrator, start.InstanceId, start.Input, cancellation);
    }
}

/// <summary>Raises events of running orchestrations.</summary>
internal sealed class RaiseEventHandler : IOutboxHandler
{
    public string Kind => WorkflowMessages.RaiseKind;

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var raise = delivery.Read<WorkflowMessages.RaiseWorkflowEvent>();
        if (await durable.GetInstanceAsync(raise.InstanceId, cancellation) is not { IsCompleted: false }) return;
        await durable.RaiseEventAsync(raise.InstanceId, raise.EventName, raise.Hint, cancellation);
    }
}
