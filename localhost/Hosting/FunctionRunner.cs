using Microsoft.AspNetCore.Http;

namespace PatentFunctions.LocalHost;

/// <summary>Runs functions of every kind through the one pipeline of middleware.</summary>
internal sealed class FunctionRunner(IServiceProvider services, FunctionCatalog catalog, HostJson host, FunctionExecutionDelegate pipeline)
    : IOrchestrators, IActivities
{
    public ILoggerFactory Loggers { get; } = services.GetRequiredService<ILoggerFactory>();

    public string? DefaultVersion => host.DefaultVersion;

    public (string Reason, bool Fails)? Refuse(string version) => host.Refuse(version);

    public Func<OrchestrationRun, Task<object?>>? Find(string name) => catalog.Orchestrators.TryGetValue(name, out var function)
        ? run => OrchestrateAsync(function, run)
        : null;

    public async Task<string?> RunAsync(ActivityRow activity, CancellationToken stopping)
    {
        if (!catalog.Activities.TryGetValue(activity.Name, out var function))
            throw new InvalidOperationException($"There is no activity named '{activity.Name}'.");
        return JsonDataConverter.Default.Serialize(await RunScopedAsync(function, activity, stopping));
    }

    public Task RunTimerAsync(FunctionMethod function, TimerInfo info, CancellationToken stopping) => RunScopedAsync(function, info, stopping);

    public async Task<object?> RunHttpAsync(FunctionMethod function, HttpContext http)
    {
        var invocation = new Invocation(function, http.RequestServices, http.RequestAborted) { Http = http };
        await pipeline(invocation);
        return invocation.Result;
    }

    private async Task<object?> RunScopedAsync(FunctionMethod function, object trigger, CancellationToken stopping)
    {
        await using var scope = services.CreateAsyncScope();
        var invocation = new Invocation(function, scope.ServiceProvider, stopping) { TriggerValue = trigger };
        await pipeline(invocation);
        return invocation.Result;
    }

    /// <summary>
    /// The pipeline runs inside the orchestration, as on Azure: from its beginning in every replay, and to its end only when the
    /// orchestrator ends. The scope is left to the collector, because most replays are given up half-way.
    /// </summary>
    private async Task<object?> OrchestrateAsync(FunctionMethod function, OrchestrationRun run)
    {
        using var scope = services.CreateScope();
        var invocation = new Invocation(function, scope.ServiceProvider, CancellationToken.None) { TriggerValue = run };
        await pipeline(invocation);
        return invocation.Result;
    }
}
