using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests;

/// <summary>Starts hosts for tests: clock standing still, functions of the given classes only.</summary>
internal static class Host
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public static Task<LocalHostServer> StartAsync(params Type[] types) => StartAsync(new LocalHostServerOptions { FunctionTypes = types });

    public static Task<LocalHostServer> StartAsync(LocalHostServerOptions options, Action<FunctionsApplicationBuilder>? configure = null)
    {
        options.Start ??= Monday;
        return LocalHostServer.StartAsync(builder => configure?.Invoke(builder), options);
    }

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

    public static T Get<T>(this LocalHostServer host) where T : notnull => host.Services.GetRequiredService<T>();
}
