using Microsoft.AspNetCore.Http;
using PatentFunctions.LocalHost;

namespace LocalHost.TestApp;

/// <summary>Many small workflows that can be killed at any moment: activity, event, timer, sub-orchestration, activity.</summary>
public sealed class Journeys(Effects effects)
{
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(10)));

    [Function("Journey")]
    public static async Task<string> Journey([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Apply", $"{context.InstanceId}/set out", Patiently);
        var stops = await context.WaitForExternalEvent<int>("go");
        await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        var left = await context.CallSubOrchestratorAsync<int>(
            "Stops", stops, new TaskOptions().WithInstanceId($"{context.InstanceId}-stops"));
        await context.CallActivityAsync("Apply", $"{context.InstanceId}/arrive", Patiently);
        return $"{left} left";
    }

    [Function("Stops")]
    public static async Task<int> Stops([OrchestrationTrigger] TaskOrchestrationContext context, int left)
    {
        await context.CallActivityAsync("Apply", $"{context.InstanceId}/{left}", Patiently);
        if (left > 1)
            context.ContinueAsNew(left - 1);
        return left - 1;
    }

    [Function("Apply")]
    public void Apply([ActivityTrigger] string operation) => effects.Apply(operation);

    [Function("StartJourneys")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "journeys/{count:int}")] HttpRequest request, [DurableClient] DurableTaskClient client, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await Task.WhenAll(chunk.Select(async i =>
            {
                try
                {
                    await client.ScheduleNewOrchestrationInstanceAsync("Journey", new StartOrchestrationOptions($"journey-{i}"));
                }
                catch (OrchestrationAlreadyExistsException)
                {
                    // Started before the host was killed.
                }
            }));
        }

        return Results.Ok();
    }

    [Function("Go")]
    public static async Task<IResult> Go(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "journeys/{count:int}/go")] HttpRequest request, [DurableClient] DurableTaskClient client, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
            await Task.WhenAll(chunk.Select(i => client.RaiseEventAsync($"journey-{i}", "go", 2)));
        return Results.Ok();
    }

    [Function("Count")]
    public static async Task<IResult> Count(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "journeys")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var counts = new Dictionary<string, int>();
        await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "journey-", PageSize: 1000)))
            counts[instance.RuntimeStatus.ToString()] = counts.GetValueOrDefault(instance.RuntimeStatus.ToString()) + 1;
        return Results.Json(counts);
    }
}
