using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class LifeTests
{
    [Fact]
    public async Task ContinueAsNew_WithPendingEvents_TakesThemAlongInOrder()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Collect", new List<string>(), "collect");
        await host.Workflows.SuspendInstanceAsync(id);
        await host.Clock.WhenIdleAsync();
        foreach (var word in new[] { "a", "b", "c" })
            await host.RaiseAsync(id, "word", word);
        await host.Workflows.ResumeInstanceAsync(id);
        await host.Clock.WhenIdleAsync();

        Assert.Equal(["a", "b", "c"], await host.OutputAsync<List<string>>(id));
    }

    [Fact]
    public async Task ContinueAsNew_WhenEventsAreNotPreserved_DropsThem()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Forget", 0);
        await host.RaiseAsync(id, "kept", "lost");
        await host.RaiseAsync(id, "next");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.SeeAsync(id)).RuntimeStatus);
        await host.RaiseAsync(id, "kept", "seen");

        Assert.Equal("seen", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task ContinueAsNew_WhenTheOldGenerationHadATimer_IsNotWokenByIt()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Restless", 0);
        await host.RaiseAsync(id, "next");
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(1.5));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.SeeAsync(id)).RuntimeStatus);
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("1 at 03:00", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task ContinueAsNew_WithoutEverWaiting_Fails()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));

        Assert.Contains("without waiting", await host.FailureAsync(await host.RunAsync("Spin")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallSubOrchestrator_WithInstanceId_RunsUnderItAndAnswers()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Parent", "child-1", "parent-1");
        await host.RaiseAsync("child-1", "word", "hello");

        Assert.Equal("hello for parent-1", await host.OutputAsync<string>(id));
        Assert.Equal("hello for parent-1", await host.OutputAsync<string>("child-1"));
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenItFailsOrItsIdIsTaken_ThrowsInTheParent()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        await host.RunAsync("Parent", "child-1", "parent-1");
        var second = await host.RunAsync("Parent", "child-1", "parent-2");
        Assert.Contains("'child-1' exists", await host.FailureAsync(second), StringComparison.Ordinal);

        await host.RaiseAsync("child-1", "word", "");
        Assert.Contains("no word", await host.FailureAsync("parent-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_WhenCancelled_LeavesNothingBehind()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("KeptWait");
        await host.RaiseAsync(id, "word", "now");

        Assert.Equal("0 reminders, now", await host.OutputAsync<string>(id));
        Assert.Null(host.Engine().Store.Read(reader => reader.NextDue()));
    }

    [Fact]
    public async Task Replay_OfEveryStep_GivesTheSameGuidsAndTimes()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Same");
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(3));

        var seen = await host.OutputAsync<List<string>>(id);
        Assert.Equal(4, seen!.Count);
        Assert.Equal(4, seen.Distinct().Count());
        Assert.Equal(seen, host.Journal().Lines);
    }

    [Fact]
    public async Task Restart_OfTheHost_GoesOnWhereItStood()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var host = await Host.StartAsync(In(folder)))
        {
            id = await host.RunAsync("Collect", new List<string>());
            await host.RaiseAsync(id, "word", "a");
            await host.Clock.AdvanceAsync(TimeSpan.FromDays(10));
        }

        await using (var host = await Host.StartAsync(In(folder)))
        {
            Assert.Equal(Host.Monday.AddDays(10), host.Clock.GetUtcNow());
            await host.RaiseAsync(id, "word", "b");
            await host.RaiseAsync(id, "word", "c");
            Assert.Equal(["a", "b", "c"], await host.OutputAsync<List<string>>(id));
        }

        static LocalHostServerOptions In(TemporaryFolder folder)
        {
            var options = Host.With(typeof(LifeFunctions));
            options.DataFolder = folder.Path;
            return options;
        }
    }

    [Fact]
    public async Task Start_WhenAnotherHostHasTheFolder_IsRefused()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var options = Host.With(typeof(LifeFunctions));
        options.DataFolder = host.DataFolder;

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Host.StartAsync(options));
        Assert.Contains("Another host works on", refusal.Message, StringComparison.Ordinal);
    }
}

public sealed class LifeFunctions(Journal journal)
{
    [Function("Collect")]
    public static async Task<List<string>> Collect([OrchestrationTrigger] TaskOrchestrationContext context, List<string> words)
    {
        words.Add(await context.WaitForExternalEvent<string>("word"));
        if (words.Count < 3)
            context.ContinueAsNew(words);
        return words;
    }

    [Function("Forget")]
    public static async Task<string> Forget([OrchestrationTrigger] TaskOrchestrationContext context, int generation)
    {
        if (generation > 0)
            return await context.WaitForExternalEvent<string>("kept");
        await context.WaitForExternalEvent<string>("next");
        context.ContinueAsNew(1, preserveUnprocessedEvents: false);
        return "";
    }

    [Function("Restless")]
    public static async Task<string> Restless([OrchestrationTrigger] TaskOrchestrationContext context, int generation)
    {
        var timer = context.CreateTimer(TimeSpan.FromHours(1 + generation), CancellationToken.None);
        if (await Task.WhenAny(timer, context.WaitForExternalEvent<object>("next")) != timer)
            context.ContinueAsNew(generation + 1);
        return $"{generation} at {context.CurrentUtcDateTime:HH:mm}";
    }

    [Function("Spin")]
    public static void Spin([OrchestrationTrigger] TaskOrchestrationContext context) => context.ContinueAsNew();

    [Function("Parent")]
    public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context, string child) =>
        context.CallSubOrchestratorAsync<string>("Child", options: new TaskOptions().WithInstanceId(child));

    [Function("Child")]
    public static async Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = await context.WaitForExternalEvent<string>("word");
        return word.Length > 0 ? $"{word} for {context.Parent!.InstanceId}" : throw new InvalidOperationException("no word");
    }

    [Function("Same")]
    public static async Task<List<string>> Same([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var seen = new List<string>();
        for (var i = 0; ; i++)
        {
            seen.Add($"{context.CurrentUtcDateTime:HH:mm} {context.NewGuid()}");
            await context.CallActivityAsync("Note", seen[^1]);
            if (i == 3)
                return seen;
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        }
    }

    [Function("Note")]
    public void Note([ActivityTrigger] string line) => journal.Write(line);
}
