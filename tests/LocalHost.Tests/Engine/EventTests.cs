using Microsoft.AspNetCore.Http;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class SmokeTests
{
    [Fact]
    public async Task Orchestration_WithEventAndTimer_Ends()
    {
        await using var host = await Host.StartAsync(typeof(Smoke));
        var id = await host.RunAsync("Greet", "a");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.SeeAsync(id)).RuntimeStatus);
        await host.RaiseAsync(id, "go", 5);
        await host.Clock.AdvanceAsync(TimeSpan.FromDays(2));
        var end = await host.SeeAsync(id);
        Assert.True(end.IsCompleted, end.ToString());
        Assert.Equal("Hello a 5 2026-03-03", end.ReadOutputAs<string>());
        using var client = host.CreateClient();
        Assert.Equal("7", await client.GetStringAsync(new Uri("api/double/3?more=1", UriKind.Relative)));
    }
}

public static class Smoke
{
    [Function("Double")]
    public static IResult Twice([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "double/{n:int}")] HttpRequest request, int n, int? more) =>
        Results.Json((n * 2) + (more ?? 0));

    [Function("Greet")]
    public static async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context, string name)
    {
        var text = await context.CallActivityAsync<string>("Hello", name);
        var number = await context.WaitForExternalEvent<int>("go");
        await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        return $"{text} {number} {context.CurrentUtcDateTime:yyyy-MM-dd}";
    }

    [Function("Hello")]
    public static string Hello([ActivityTrigger] string name) => $"Hello {name}";
}
