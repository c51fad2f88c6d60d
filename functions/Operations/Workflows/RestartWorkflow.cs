using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Operations.Workflows;

/// <summary>A workflow that has done its work has nothing to begin anew.</summary>
public sealed record WorkflowFinished() : Conflict("workflow-finished", "流程已正常结束", "该流程已正常结束，无需重启。");

/// <summary>
/// 重启流程 (COM-13): throws an instance away and starts one of the same id and input. That loses nothing: the records are the truth, and an
/// orchestration looks at them at every wake.
/// </summary>
public sealed class RestartWorkflow(CaseStore cases, TimeProvider time)
{
    /// <summary>Starts the workflow of an id anew, whether it failed, hangs or still waits.</summary>
    [Function("RestartWorkflow")]
    [Allow(Role.Operator)]
    [Accepts(typeof(OperatorOrder)), Answers(202, typeof(OperatorAct)), Refuses(typeof(WorkflowFinished)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/workflows/{id}/restart")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var order = await request.ReadBodyAsync<OperatorOrder>(cancellation);
        if (await durable.GetInstanceAsync(id, true, cancellation) is not { } instance) return new NothingHere();
        var done = await cases.WasDoneAsync(new CaseAddress(OperatorActs.Table, request.DeriveId("op")), request, order, cancellation);
        if (!done && instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed) return new WorkflowFinished();
        var message = RestartHandler.Message(new WorkflowToRestart(instance.Name, id, JsonSerializer.Deserialize<JsonElement>(instance.SerializedInput ?? "null")));
        return await cases.OrderAsync(request, time, "RestartWorkflow", id, order, message, durable, cancellation);
    }
}

/// <summary>What is needed to start an instance again once it is gone.</summary>
internal sealed record WorkflowToRestart(string Orchestrator, string InstanceId, JsonElement Input);

/// <summary>Carries out the order; an instance younger than the order is its result.</summary>
internal sealed class RestartHandler : IOutboxHandler
{
    private const string RestartKind = "operations.restart";
    private static readonly TimeSpan TerminationTime = TimeSpan.FromSeconds(30);

    public string Kind => RestartKind;

    public static OutboxMessage Message(WorkflowToRestart workflow) => OutboxMessage.Of(RestartKind, workflow);

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var workflow = delivery.Read<WorkflowToRestart>();
        if (await durable.GetInstanceAsync(workflow.InstanceId, cancellation) is { } instance)
        {
            if (instance.CreatedAt >= delivery.Stamp.When) return;
            if (!instance.IsCompleted)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(TerminationTime);
                await durable.TerminateInstanceAsync(workflow.InstanceId, (object?)"restarted by an operator", patience.Token);
                await durable.WaitForInstanceCompletionAsync(workflow.InstanceId, patience.Token);
            }
            await durable.PurgeInstanceAsync(workflow.InstanceId, cancellation);
        }
        await durable.ScheduleNewOrchestrationInstanceAsync(workflow.Orchestrator, workflow.Input, new StartOrchestrationOptions(workflow.InstanceId), cancellation);
    }
}
