using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests;

/// <summary>Starts hosts for tests: clock standing still, functions of the given classes only, a journal of what they did.</summary>
internal static class Host
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public static Task<LocalHostServer> StartAsync(params Type[] types) => StartAsync(With(types));

    public static Task<LocalHostServer> StartAsync(LocalHostServerOptions options, Action<FunctionsApplicationBuilder>? configure = null)
    {
        options.Start ??= Monday;
        return LocalHostServer.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<Journal>();
                configure?.Invoke(builder);
            },
            options);
    }

    public static LocalHostServerOptions With(params Type[] types) => new() { FunctionTypes = types };

    /// <summary>Starts an orchestration and lets everything that can happen at once happen.</summary>
    public static async Task<string> RunAsync(this LocalHostServer host, string name, object? input = null, string? id = null)
    {
        var instance = await host.Workflows.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));
        await host.Clock.WhenIdleAsync();
        return instance;
    }

    public static async Task<OrchestrationMetadata> SeeAsync(this LocalHostServer host, string id) =>
        await host.Workflows.GetInstanceAsync(id, true) ?? throw new InvalidOperationException($"no {id}");

    public static async Task RaiseAsync(this LocalHostServer host, string id, string name, object? payload = null)
    {
        await host.Workflows.RaiseEventAsync(id, name, payload);
        await host.Clock.WhenIdleAsync();
    }

    public static async Task<T?> OutputAsync<T>(this LocalHostServer host, string id)
    {
        var end = await host.SeeAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, end.ToString());
        return end.ReadOutputAs<T>();
    }

    public static async Task<string> FailureAsync(this LocalHostServer host, string id)
    {
        var end = await host.SeeAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Failed, end.ToString());
        return end.FailureDetails!.ErrorMessage;
    }

    public static DurableEngine Engine(this LocalHostServer host) => host.Services.GetRequiredService<DurableEngine>();

    public static Journal Journal(this LocalHostServer host) => host.Services.GetRequiredService<Journal>();
}

/// <summary>What functions did, in order.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Write(string line) => _lines.Enqueue(line);
}
