using LocalHost.TestApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Hosting;

public sealed class LifetimeTests
{
    [Fact]
    public async Task Start_OfAWholeProgram_RunsItsOwnEntryPointOnAFreePort()
    {
        var options = new LocalHostServerOptions { Start = Host.Monday };
        options.Settings["Greeting"] = "hello";
        string folder;
        await using (var host = await LocalHostServer.StartAsync(typeof(Journeys).Assembly, options))
        {
            using var client = host.CreateClient();
            Assert.Equal("{}", await client.GetStringAsync(new Uri("api/journeys", UriKind.Relative)));
            Assert.Equal(Host.Monday, host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            Assert.Equal("hello", host.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Greeting"]);
            Assert.True(host.Services.GetRequiredService<IHostEnvironment>().IsDevelopment());
            Assert.Equal(host.DataFolder, host.Services.GetRequiredService<LocalHostOptions>().DataFolder);
            folder = host.DataFolder;
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Stop_WhileAnActivityRuns_LetsItGiveUpAndRunsItAgainAfterTheNextStart()
    {
        using var folder = new TemporaryFolder();
        await using (var host = await StartAsync(folder))
        {
            await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Long", new StartOrchestrationOptions("x"));
            while (host.Journal().Lines.Count == 0)
                await Task.Yield();
        }

        await using (var host = await StartAsync(folder))
        {
            LongFunctions.MayEnd.SetResult();
            await host.Workflows.WaitForInstanceCompletionAsync("x");
            Assert.Equal("done", await host.OutputAsync<string>("x"));
            Assert.Single(host.Journal().Lines);
        }
    }

    private static Task<LocalHostServer> StartAsync(TemporaryFolder folder) => Host.StartAsync(
        new LocalHostServerOptions { FunctionTypes = [typeof(LongFunctions)], DataFolder = folder.Path },
        builder => builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200)));
}

public sealed class LongFunctions(Journal journal)
{
    internal static TaskCompletionSource MayEnd { get; } = new();

    [Function("Long")]
    public static Task<string> Long([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Work");

    [Function("Work")]
    public async Task<string> Work([ActivityTrigger] object? input, CancellationToken cancellationToken)
    {
        journal.Write("begun");
        await MayEnd.Task.WaitAsync(cancellationToken);
        return "done";
    }
}
