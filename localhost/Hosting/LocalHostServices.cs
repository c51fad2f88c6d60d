namespace PatentFunctions.LocalHost;

/// <summary>The host's own services.</summary>
internal static class LocalHostServices
{
    public static void Add(FunctionsApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddMvcCore();
        services.AddCors();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<LocalHostOptions>();
            return new DurableStore(options.DataFolder, options.Synchronous);
        });
        services.AddSingleton(provider =>
        {
            var clock = provider.GetRequiredService<LocalHostOptions>().Clock;
            var stored = provider.GetRequiredService<DurableStore>().Read(reader => reader.Setting(StoredClock.Name));
            return StoredClock.Restore(stored, TimeProvider.System.GetUtcNow(), clock.Start, clock.Scale);
        });
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<MovableTimeProvider>());
        services.AddSingleton(provider =>
        {
            var runner = provider.GetRequiredService<FunctionRunner>();
            var concurrency = provider.GetRequiredService<HostJson>().ActivityConcurrency ?? 10 * Environment.ProcessorCount;
            return new DurableEngine(
                provider.GetRequiredService<DurableStore>(), provider.GetRequiredService<MovableTimeProvider>(), runner, runner, concurrency,
                provider.GetRequiredService<ILogger<DurableEngine>>());
        });
        services.AddSingleton<CronTimers>();
        services.AddSingleton<DurableTaskClient, LocalDurableTaskClient>();
        services.AddSingleton(provider => new DurableHistory(
            provider.GetRequiredService<DurableStore>(), provider.GetRequiredService<FunctionRunner>()));
        services.AddHostedService<HostLife>();
    }

    /// <summary>Starts workflows before the app's own services, timers after them, and stops in the opposite order.</summary>
    private sealed class HostLife(DurableEngine engine, CronTimers timers) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            engine.Start();
            return Task.CompletedTask;
        }

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            timers.Start();
            return Task.CompletedTask;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => timers.StopAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
