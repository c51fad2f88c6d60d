using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("ChangesName", "expected activity 'A' (task 0) with input null, got activity 'B' (task 0) with input null")]
    [InlineData("ChangesInput", "expected activity 'A' (task 0) with input 1, got activity 'A' (task 0) with input 2")]
    [InlineData("DoesMore", "expected nothing, got activity 'A' (task 1) with input null")]
    [InlineData("DoesLess", "expected timer (task 0) due 2026-03-02T02:00:00.0000000Z, got nothing")]
    [InlineData("ChangesTimer", "expected timer (task 0) due 2026-03-02T02:00:00.0000000Z, got timer (task 0) due 2026-03-02T03:00:00.0000000Z")]
    public async Task Replay_WhenTheCodeActsDifferently_FailsWithTheDifference(string name, string difference)
    {
        Fickle.Round = 0;
        await using var host = await Host.StartAsync(Loose(typeof(Fickle)));
        var id = await host.RunAsync(name);
        await host.RaiseAsync(id, "go");

        var failure = await host.FailureAsync(id);
        Assert.Contains(difference, failure, StringComparison.Ordinal);
        Assert.Contains("differs from its history at #", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Delays")]
    [InlineData("DelaysBesideAWait")]
    [InlineData("Yields")]
    [InlineData("RunsElsewhere")]
    [InlineData("CancelsAsync")]
    [InlineData("LeavesTheThread")]
    [InlineData("RacesADelay")]
    public async Task Await_OfSomethingNotDurable_FailsTheInstance(string name)
    {
        await using var host = await Host.StartAsync(Loose(typeof(Impatient)));
        var id = await host.Workflows.ScheduleNewOrchestrationInstanceAsync(name);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await host.Workflows.WaitForInstanceCompletionAsync(id, patience.Token);

        var failure = await host.FailureAsync(id);
        Assert.Contains("durable task", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Middleware_ThatAwaitsAroundAnOrchestrator_FailsTheInstance()
    {
        await using var host = await Host.StartAsync(
            Host.With(typeof(EventFunctions)),
            builder => builder.UseMiddleware(async (_, next) =>
            {
                await Task.Delay(1);
                await next();
            }));

        Assert.Contains("middleware", await host.FailureAsync(await host.RunAsync("WaitOnce")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContinueWith_OverDurableTasks_StaysInTheOrchestrator()
    {
        await using var host = await Host.StartAsync(Loose(typeof(Impatient)));
        var id = await host.RunAsync("Continues");
        await host.RaiseAsync(id, "go", 20);

        Assert.Equal(21, await host.OutputAsync<int>(id));
    }

    [Fact]
    public async Task Replay_OfARecordedHistory_TellsTheFirstDifference()
    {
        await using var host = await Host.StartAsync(Loose(typeof(Fickle)));
        Fickle.Round = 0;
        var id = await host.RunAsync("Steady");
        await host.RaiseAsync(id, "go");
        var history = (DurableHistory)host.Services.GetService(typeof(DurableHistory))!;
        var recording = history.Export(id);

        Assert.Null(history.Replay(recording));
        Assert.Contains(
            "expected activity 'A' (task 0) with input 8, got activity 'A' (task 0) with input 7",
            history.Replay(recording.Replace("\"Payload\": \"7\"", "\"Payload\": \"8\"", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    private static LocalHostServerOptions Loose(Type functions)
    {
        var options = Host.With(functions);
        options.Settings["LocalHost:InspectOrchestrators"] = "false";
        return options;
    }
}

/// <summary>Orchestrators that do something else the second time.</summary>
public static class Fickle
{
    public static int Round { get; set; }

    [Function("ChangesName")]
    public static async Task ChangesName([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(Round++ == 0 ? "A" : "B");
        await context.WaitForExternalEvent<object>("go");
    }

    [Function("ChangesInput")]
    public static async Task ChangesInput([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A", ++Round);
        await context.WaitForExternalEvent<object>("go");
    }

    [Function("DoesMore")]
    public static async Task DoesMore([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = context.CallActivityAsync("A");
        if (Round++ > 0)
            await context.CallActivityAsync("A");
        await first;
        await context.WaitForExternalEvent<object>("go");
    }

    [Function("DoesLess")]
    public static async Task DoesLess([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (Round++ == 0)
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        await context.WaitForExternalEvent<object>("go");
    }

    [Function("ChangesTimer")]
    public static async Task ChangesTimer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var timer = context.CreateTimer(TimeSpan.FromHours(++Round), CancellationToken.None);
        await context.WaitForExternalEvent<object>("go");
        await timer;
    }

    [Function("Steady")]
    public static async Task<int> Steady([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A", 7);
        await context.WaitForExternalEvent<object>("go");
        return 7;
    }

    [Function("A")]
    public static void A([ActivityTrigger] object? input) => _ = input;

    [Function("B")]
    public static void B([ActivityTrigger] object? input) => _ = input;
}

/// <summary>Orchestrators that await what they must not.</summary>
public static class Impatient
{
    [Function("Delays")]
    public static Task Delays([OrchestrationTrigger] TaskOrchestrationContext context) => Task.Delay(TimeSpan.FromMilliseconds(20));

    [Function("DelaysBesideAWait")]
    public static async Task DelaysBesideAWait([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = context.WaitForExternalEvent<string>("word");
        await Task.Delay(TimeSpan.FromMilliseconds(20));
        await word;
    }

    [Function("Yields")]
    public static async Task Yields([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = context.WaitForExternalEvent<string>("word");
        await Task.Yield();
        await Task.Run(() => Thread.Sleep(20));
        await word;
    }

    [Function("RunsElsewhere")]
    public static async Task RunsElsewhere([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        await Task.Run(() => Thread.Sleep(20));
        await timer;
    }

    [Function("CancelsAsync")]
    public static async Task CancelsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using var givenUp = new CancellationTokenSource();
        _ = context.CreateTimer(TimeSpan.FromHours(1), givenUp.Token);
        await givenUp.CancelAsync();
        await context.WaitForExternalEvent<string>("word");
    }

    [Function("LeavesTheThread")]
    public static async Task LeavesTheThread([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Nothing").ConfigureAwait(false);
        await context.WaitForExternalEvent<string>("word");
    }

    [Function("RacesADelay")]
    public static async Task RacesADelay([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await Task.WhenAny(context.WaitForExternalEvent<string>("word"), Task.Delay(TimeSpan.FromMilliseconds(20)));

    [Function("Continues")]
    public static Task<int> Continues([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.WaitForExternalEvent<int>("go").ContinueWith(number => number.Result + 1, TaskScheduler.Current);

    [Function("Nothing")]
    public static void Nothing([ActivityTrigger] object? input) => _ = input;
}
