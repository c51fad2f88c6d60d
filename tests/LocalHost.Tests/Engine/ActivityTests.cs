using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class ActivityTests
{
    [Fact]
    public async Task CallActivity_WithRetries_TriesAgainAfterGrowingPausesOfTheClock()
    {
        await using var host = await Host.StartAsync(typeof(ActivityFunctions));
        var id = await host.RunAsync("Patient", 3);
        Assert.Single(host.Journal().Lines);
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("done at try 4", await host.OutputAsync<string>(id));
        Assert.Equal(["01:00:00", "01:01:00", "01:03:00", "01:07:00"], host.Journal().Lines);
    }

    [Fact]
    public async Task CallActivity_WhenTheLastTryFails_FailsTheInstanceWithItsCause()
    {
        await using var host = await Host.StartAsync(typeof(ActivityFunctions));
        var id = await host.RunAsync("Patient", 9);
        await host.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(4, host.Journal().Lines.Count);
        Assert.Contains("try 4 of 9", await host.FailureAsync(id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Picky", 1)]
    [InlineData("Handled", 2)]
    public async Task CallActivity_WhenPolicyOrHandlerDeclines_DoesNotTryAgain(string name, int tries)
    {
        await using var host = await Host.StartAsync(typeof(ActivityFunctions));
        var id = await host.RunAsync(name);
        await host.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal("InvalidOperationException", await host.OutputAsync<string>(id));
        Assert.Equal(tries, host.Journal().Lines.Count);
    }

    [Fact]
    public async Task CallActivity_InParallel_GivesAllResults()
    {
        await using var host = await Host.StartAsync(typeof(ActivityFunctions));
        var id = await host.RunAsync("Sum", 50);

        Assert.Equal(50 * 51 / 2, await host.OutputAsync<int>(id));
    }

    [Fact]
    public async Task CallActivity_WhenThereIsNone_FailsWithItsName()
    {
        await using var host = await Host.StartAsync(typeof(ActivityFunctions));

        Assert.Contains("no activity named 'Missing'", await host.FailureAsync(await host.RunAsync("CallsMissing")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallActivity_WhenOptionsArePassedAsInput_IsRefused()
    {
        await using var host = await Host.StartAsync(typeof(ActivityFunctions));

        Assert.Contains("options:", await host.FailureAsync(await host.RunAsync("Mistaken")), StringComparison.Ordinal);
    }
}

public sealed class ActivityFunctions(Journal journal, TimeProvider clock)
{
    private static readonly TaskOptions FourTries = TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMinutes(1), 2));

    [Function("Patient")]
    public static Task<string> Patient([OrchestrationTrigger] TaskOrchestrationContext context, int failures) =>
        context.CallActivityAsync<string>("Try", failures, FourTries);

    [Function("Try")]
    public string Try([ActivityTrigger] int failures)
    {
        journal.Write(clock.GetUtcNow().ToString("HH:mm:ss", null));
        var attempt = journal.Lines.Count;
        return attempt > failures ? $"done at try {attempt}" : throw new InvalidOperationException($"try {attempt} of {failures}");
    }

    [Function("Picky")]
    public static Task<string> Picky([OrchestrationTrigger] TaskOrchestrationContext context) => CauseAsync(
        context,
        TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMinutes(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() }));

    [Function("Handled")]
    public static Task<string> Handled([OrchestrationTrigger] TaskOrchestrationContext context) =>
        CauseAsync(context, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 2));

    [Function("Sum")]
    public static async Task<int> Sum([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var numbers = await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallActivityAsync<int>("Echo", n)));
        return numbers.Sum();
    }

    [Function("Echo")]
    public static int Echo([ActivityTrigger] int number) => number;

    [Function("CallsMissing")]
    public static Task CallsMissing([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Missing");

    [Function("Mistaken")]
    public static Task Mistaken([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<int>("Echo", (object)FourTries);

    private static async Task<string> CauseAsync(TaskOrchestrationContext context, TaskOptions options)
    {
        try
        {
            return await context.CallActivityAsync<string>("Try", 9, options);
        }
        catch (TaskFailedException e) when (e.FailureDetails.IsCausedBy<InvalidOperationException>())
        {
            return e.FailureDetails.ErrorType.Split('.')[^1];
        }
    }
}
