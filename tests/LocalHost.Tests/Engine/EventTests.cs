using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class EventTests
{
    [Fact]
    public async Task RaiseEvent_WhenNobodyWaitsYet_IsKeptInOrder()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("WaitLater");
        await host.RaiseAsync(id, "Word", "first");
        await host.RaiseAsync(id, "word", "second");
        await host.RaiseAsync(id, "open");

        Assert.Equal("first second", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task RaiseEvent_WhenTheStartIsStillAhead_IsKept()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.Workflows.ScheduleNewOrchestrationInstanceAsync(
            "WaitLater", new StartOrchestrationOptions("later", Host.Monday.AddHours(1)));
        foreach (var word in new[] { "open", "word", "word" })
            await host.RaiseAsync(id, word, word);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.SeeAsync(id)).RuntimeStatus);
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("word word", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenTwoWait_BothGetOneAndTheLatestWaiterTheFirst()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("TwoWaiters");
        await host.RaiseAsync(id, "word", "one");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.SeeAsync(id)).RuntimeStatus);
        await host.RaiseAsync(id, "word", "two");

        Assert.Equal("older: two, newer: one", await host.OutputAsync<string>(id));
    }

    [Theory]
    [InlineData(true, "event")]
    [InlineData(false, "timer")]
    public async Task WhenAny_WhenEventAndTimerComeInOneTick_TheFirstWins(bool eventFirst, string expected)
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("EventOrTimer");
        await host.Workflows.SuspendInstanceAsync(id);
        await host.Clock.WhenIdleAsync();
        if (eventFirst)
            await host.RaiseAsync(id, "word", "x");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        if (!eventFirst)
            await host.RaiseAsync(id, "word", "x");
        await host.Workflows.ResumeInstanceAsync(id);
        await host.Clock.WhenIdleAsync();

        Assert.Equal(expected, await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenKeptAndRacedAgainstTimers_LosesNothing()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("KeptWait");
        await host.Clock.AdvanceAsync(TimeSpan.FromDays(3));
        await host.RaiseAsync(id, "word", "late");

        Assert.Equal("3 reminders, late", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenAnEarlierWaitTimedOut_IsRefusedWithTheRule()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("WaitAgain");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        var failure = await host.FailureAsync(id);
        Assert.Contains("'word' is waited for again", failure, StringComparison.Ordinal);
        Assert.Contains("number the event's name by round", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForExternalEvent_WithTimeout_TakesTheEventOrIsCancelled()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var taken = await host.RunAsync("WaitOnce");
        var missed = await host.RunAsync("WaitOnce");
        await host.RaiseAsync(taken, "word", "here");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("here", await host.OutputAsync<string>(taken));
        Assert.Equal("nothing", await host.OutputAsync<string>(missed));
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_Arrives()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var waiting = await host.RunAsync("WaitOnce");
        await host.RunAsync("Tell", waiting);

        Assert.Equal("told", await host.OutputAsync<string>(waiting));
    }
}

public static class EventFunctions
{
    [Function("WaitLater")]
    public static async Task<string> WaitLater([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.WaitForExternalEvent<string>("open");
        return $"{await context.WaitForExternalEvent<string>("word")} {await context.WaitForExternalEvent<string>("word")}";
    }

    [Function("TwoWaiters")]
    public static async Task<string> TwoWaiters([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var older = context.WaitForExternalEvent<string>("word");
        var newer = context.WaitForExternalEvent<string>("word");
        await Task.WhenAll(older, newer);
        return $"older: {older.Result}, newer: {newer.Result}";
    }

    [Function("EventOrTimer")]
    public static async Task<string> EventOrTimer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = context.WaitForExternalEvent<string>("word");
        var timer = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        return await Task.WhenAny(word, timer) == word ? "event" : "timer";
    }

    [Function("KeptWait")]
    public static async Task<string> KeptWait([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = context.WaitForExternalEvent<string>("word");
        for (var reminders = 0; ; reminders++)
        {
            using var givenUp = new CancellationTokenSource();
            if (await Task.WhenAny(word, context.CreateTimer(TimeSpan.FromDays(1), givenUp.Token)) == word)
            {
#pragma warning disable CA1849 // CancelAsync is what an orchestrator must not do.
                givenUp.Cancel();
#pragma warning restore CA1849
                return $"{reminders} reminders, {await word}";
            }
        }
    }

    [Function("WaitAgain")]
    public static async Task<string> WaitAgain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        while (true)
        {
            try
            {
                return await context.WaitForExternalEvent<string>("word", TimeSpan.FromMinutes(1));
            }
            catch (OperationCanceledException)
            {
                context.SetCustomStatus("once more");
            }
        }
    }

    [Function("WaitOnce")]
    public static async Task<string> WaitOnce([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("word", TimeSpan.FromMinutes(1));
        }
        catch (OperationCanceledException)
        {
            return "nothing";
        }
    }

    [Function("Tell")]
    public static void Tell([OrchestrationTrigger] TaskOrchestrationContext context, string other) => context.SendEvent(other, "word", "told");
}
