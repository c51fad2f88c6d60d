using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class OperatorTests
{
    [Fact]
    public async Task Suspend_HoldsWhatHappensUntilResume()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("WaitOnce");
        await host.Workflows.SuspendInstanceAsync(id, "audit");
        await host.RaiseAsync(id, "word", "held");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.SeeAsync(id)).RuntimeStatus);
        await host.Workflows.ResumeInstanceAsync(id);
        await host.Clock.WhenIdleAsync();

        Assert.Equal("held", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Terminate_EndsWithTheOutputAndDropsTimersAndLaterEvents()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("KeptWait");
        await host.Workflows.TerminateInstanceAsync(id, "withdrawn");
        await host.Clock.WhenIdleAsync();
        await host.RaiseAsync(id, "word", "too late");

        var end = await host.SeeAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("withdrawn", end.ReadOutputAs<string>());
        Assert.Null(host.Engine().Store.Read(reader => reader.NextDue()));
        Assert.Empty(host.Engine().Store.Read(reader => reader.KeysWithMessages()));
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Terminate_Recursively_EndsTheChildrenToo(bool recursive, OrchestrationRuntimeStatus child)
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Parent", "child");
        await host.Workflows.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: recursive));
        await host.Clock.WhenIdleAsync();

        Assert.Equal(child, (await host.SeeAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_OfAChild_FailsItsParent()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var id = await host.RunAsync("Parent", "child");
        await host.Workflows.TerminateInstanceAsync("child");
        await host.Clock.WhenIdleAsync();

        Assert.Contains("'child' was terminated", await host.FailureAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_RemovesEndedInstancesOnly()
    {
        await using var host = await Host.StartAsync(typeof(LifeFunctions));
        var running = await host.RunAsync("Parent", "child");
        var ended = await host.RunAsync("Parent", "child");

        Assert.Equal(0, (await host.Workflows.PurgeInstanceAsync(running)).PurgedInstanceCount);
        Assert.Equal(1, (await host.Workflows.PurgeInstanceAsync(ended)).PurgedInstanceCount);
        Assert.Null(await host.Workflows.GetInstanceAsync(ended));

        await host.RaiseAsync("child", "word", "x");
        var all = await host.Workflows.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]));
        Assert.Equal(2, all.PurgedInstanceCount);
        Assert.Equal(0, host.Engine().Store.Read(reader => reader.Number("SELECT COUNT(*) FROM history")));
    }

    [Fact]
    public async Task Query_FiltersByPrefixStatusAndTimeAndPages()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        for (var i = 0; i < 7; i++)
        {
            await host.RunAsync("WaitOnce", id: $"filing-{i}");
            await host.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await host.RunAsync("WaitOnce", id: "realname-1");
        await host.RaiseAsync("filing-3", "word", "x");

        var pages = new List<int>();
        await foreach (var page in host.Workflows.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "filing-", PageSize: 3)).AsPages())
            pages.Add(page.Values.Count);
        Assert.Equal([3, 3, 1], pages);
        Assert.Equal(["filing-3"], await IdsAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed])));
        Assert.Equal(
            ["filing-5", "filing-6", "realname-1"],
            await IdsAsync(new OrchestrationQuery(CreatedFrom: Host.Monday.AddSeconds(5), Statuses: [OrchestrationRuntimeStatus.Running])));

        async Task<List<string>> IdsAsync(OrchestrationQuery query)
        {
            var ids = new List<string>();
            await foreach (var instance in host.Workflows.GetAllInstancesAsync(query))
                ids.Add(instance.InstanceId);
            return ids;
        }
    }

    [Fact]
    public async Task Start_OfAnIdThatExists_ThrowsUnlessItEndedAndMayBeReplaced()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        await host.RunAsync("WaitOnce", id: "x");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.RunAsync("WaitOnce", id: "x"));
        await host.RaiseAsync("x", "word", "first");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.RunAsync("WaitOnce", id: "x"));

        await host.Workflows.ScheduleNewOrchestrationInstanceAsync(
            "WaitOnce", new StartOrchestrationOptions("x").WithDedupeStatuses(OrchestrationRuntimeStatus.Running));
        await host.Clock.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.SeeAsync("x")).RuntimeStatus);
    }

    [Fact]
    public async Task Start_AndRestart_KeepInputTagsAndCustomStatusReadable()
    {
        await using var host = await Host.StartAsync(typeof(OperatorFunctions));
        var options = new StartOrchestrationOptions("x") { Tags = new Dictionary<string, string> { ["case"] = "17" } };
        await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Report", 5, options);
        await host.Workflows.WaitForInstanceStartAsync("x");
        var waiting = await host.SeeAsync("x");
        Assert.Equal(5, waiting.ReadInputAs<int>());
        Assert.Equal("waiting for 5", waiting.ReadCustomStatusAs<string>());
        Assert.Equal("17", waiting.Tags["case"]);
        Assert.Throws<InvalidOperationException>(() => host.Workflows.GetInstanceAsync("x").Result!.ReadInputAs<int>());

        await host.Workflows.TerminateInstanceAsync("x");
        await host.Workflows.WaitForInstanceCompletionAsync("x");
        await host.Workflows.RestartAsync("x");
        await host.Clock.WhenIdleAsync();
        Assert.Equal("waiting for 5", (await host.SeeAsync("x")).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Start_OfAnUnknownOrchestrator_Throws()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        await Assert.ThrowsAsync<ArgumentException>(() => host.RunAsync("Nobody"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Workflows.WaitForInstanceCompletionAsync("nobody"));
    }
}

public static class OperatorFunctions
{
    [Function("Report")]
    public static Task Report([OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        context.SetCustomStatus($"waiting for {number}");
        return context.WaitForExternalEvent<string>("word");
    }
}
