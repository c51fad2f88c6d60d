using PatentFunctions.Platform.Http;

namespace PatentFunctions.Operations.Workflows;

/// <summary>流程实例.</summary>
/// <param name="Id">Instance id: business id and round.</param>
/// <param name="Orchestrator">Name of the orchestrator.</param>
/// <param name="State">Its state.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="LastUpdatedAt">When it last made progress.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record WorkflowAnswer(string Id, string Orchestrator, string State, DateTimeOffset CreatedAt, DateTimeOffset LastUpdatedAt, string? Failure);

/// <summary>?state= is none that can be listed.</summary>
public sealed record UnknownWorkflowState() : Malformed("workflow-state-unknown", "流程状态无效", "state 应为 failed（失败）、stuck（停滞）或 running（运行中）。");

/// <summary>失败或停滞的流程 (COM-13).</summary>
public sealed class ListWorkflows(TimeProvider time)
{
    /// <summary>Workflows by state; a page may hold fewer entries than asked for, or none, and still have a next one.</summary>
    [Function("ListWorkflows")]
    [Allow(Role.Operator)]
    [QueryParameter("state", "failed（默认，失败）、stuck（停滞：未启动、已挂起或长期无进展）或 running（运行中）", Values = "failed,stuck,running")]
    [QueryParameter("take", "每页条数，1 至 200")]
    [QueryParameter("continuation", "下一页标记")]
    [Answers(200, typeof(PageAnswer<WorkflowAnswer>))]
    [Refuses(typeof(UnknownWorkflowState))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/workflows")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var asked = PageRequest.From(request);
        var state = request.Query["state"].ToString() is { Length: > 0 } given ? given : "failed";
        OrchestrationRuntimeStatus[]? statuses = state switch
        {
            "failed" => [OrchestrationRuntimeStatus.Failed],
            "stuck" => [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Running],
            "running" => [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Running],
            _ => null,
        };
        if (statuses is null) return new UnknownWorkflowState();
        var query = new OrchestrationQuery(Statuses: statuses, PageSize: asked.Take, FetchInputsAndOutputs: state == "failed");
        await foreach (var page in durable.GetAllInstancesAsync(query).AsPages(asked.Continuation, asked.Take).WithCancellation(cancellation))
        {
            var now = time.GetUtcNow();
            var found = page.Values.Where(i => state != "stuck" || WorkflowCare.IsStuck(i, now)).Select(Answer).ToList();
            return Results.Json(new PageAnswer<WorkflowAnswer>(found, PageRequest.Token(page.ContinuationToken is { Length: > 0 } next ? next : null)), PlatformJson.Options);
        }
        return Results.Json(new PageAnswer<WorkflowAnswer>([], null), PlatformJson.Options);
    }

    private static WorkflowAnswer Answer(OrchestrationMetadata instance) => new(
        instance.InstanceId,
        instance.Name,
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(instance.RuntimeStatus.ToString()),
        instance.CreatedAt,
        instance.LastUpdatedAt,
        instance.FailureDetails is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : null);
}
