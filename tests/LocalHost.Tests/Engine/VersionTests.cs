using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class VersionTests
{
    [Fact]
    public async Task Version_IsFixedAtTheStart_AndAnotherHostsDefaultDoesNotChangeIt()
    {
        using var folder = new TemporaryFolder();
        await using (var host = await StartAsync(folder, "1.0"))
            await host.RunAsync("Versioned", id: "old");
        await using (var host = await StartAsync(folder, "2.0"))
        {
            await host.RunAsync("Versioned", id: "new");
            await host.RaiseAsync("old", "go");
            await host.RaiseAsync("new", "go");
            Assert.Equal("1.0 is before 2", await host.OutputAsync<string>("old"));
            Assert.Equal("2.0 is not before 2, child 2.0", await host.OutputAsync<string>("new"));
        }
    }

    [Fact]
    public async Task Version_AboveTheHosts_IsLeftAloneUntilANewerHostComes()
    {
        using var folder = new TemporaryFolder();
        await using (var host = await StartAsync(folder, "1.0"))
        {
            await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Versioned", new StartOrchestrationOptions("x") { Version = "2.0" });
            await host.Clock.WhenIdleAsync();
            Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.SeeAsync("x")).RuntimeStatus);
        }

        await using (var host = await StartAsync(folder, "2.0"))
        {
            await host.RaiseAsync("x", "go");
            Assert.StartsWith("2.0", await host.OutputAsync<string>("x"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Version_AboveTheHosts_WhenTheStrategyIsFail_Fails()
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, "1.0", "Fail");
        await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Versioned", new StartOrchestrationOptions("x") { Version = "1.1" });
        await host.Clock.WhenIdleAsync();

        Assert.Contains("version \"1.1\" is not accepted", await host.FailureAsync("x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", null, 1)]
    [InlineData("b", "A", 1)]
    [InlineData("2.0", "2.0", 0)]
    public void CompareVersions_ComparesNumbersAsNumbers(string one, string? other, int sign) =>
        Assert.Equal(sign, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(one, other)));

    private static Task<LocalHostServer> StartAsync(TemporaryFolder folder, string version, string failure = "Reject")
    {
        var options = Host.With(typeof(VersionFunctions));
        options.DataFolder = folder.Path;
        options.HostJson = $$"""
            { "extensions": { "durableTask": {
                "defaultVersion": "{{version}}", "versionMatchStrategy": "CurrentOrOlder", "versionFailureStrategy": "{{failure}}" } } }
            """;
        return Host.StartAsync(options);
    }
}

public static class VersionFunctions
{
    [Function("Versioned")]
    public static async Task<string> Versioned([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.WaitForExternalEvent<object>("go");
        return context.CompareVersionTo("2") < 0
            ? $"{context.Version} is before 2"
            : $"{context.Version} is not before 2, child {await context.CallSubOrchestratorAsync<string>("Child")}";
    }

    [Function("Child")]
    public static string Child([OrchestrationTrigger] TaskOrchestrationContext context) => context.Version;
}
