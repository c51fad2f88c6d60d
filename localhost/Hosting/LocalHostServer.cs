using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace PatentFunctions.LocalHost;

/// <summary>How an app is started inside a test.</summary>
public sealed class LocalHostServerOptions
{
    /// <summary>Where its data is; a fresh temporary folder, removed at the end, when absent.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Further configuration.</summary>
    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>The time the clock begins at; the wall clock's when absent.</summary>
    public DateTimeOffset? Start { get; set; }

    /// <summary>How fast the clock runs: 1 like the wall clock; 0, the default, stands still until moved.</summary>
    public double ClockScale { get; set; }

    /// <summary>The assembly with the functions; the program's own, or the caller's entry assembly, when absent.</summary>
    public Assembly? FunctionsAssembly { get; set; }

    /// <summary>The only types looked at for functions; all of the assembly when null.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; set; }

    /// <summary>A host.json in place of the app's.</summary>
    public string? HostJson { get; set; }

    /// <summary>Changes the app right before it is built, after its own program has said everything.</summary>
    public Action<FunctionsApplicationBuilder>? Configure { get; set; }

    /// <summary>The program's command line.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];
}

/// <summary>An app running inside a test, on a free port, with its own data folder and clock.</summary>
public sealed class LocalHostServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Task _program;
    private readonly bool _ownsFolder;

    private LocalHostServer(WebApplication app, Task program, string dataFolder, bool ownsFolder)
    {
        (_app, _program, DataFolder, _ownsFolder) = (app, program, dataFolder, ownsFolder);
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Where its data is.</summary>
    public string DataFolder { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Its clock.</summary>
    public MovableTimeProvider Clock => Services.GetRequiredService<MovableTimeProvider>();

    /// <summary>Its workflows.</summary>
    public DurableTaskClient Workflows => Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Runs a program's own entry point.</summary>
    /// <param name="program">The program's assembly.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<LocalHostServer> StartAsync(
        Assembly program, LocalHostServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        return StartAsync(options ?? new(), program, args => RunEntryPoint(program, args), cancellationToken);
    }

    /// <summary>Runs an app put together by the test.</summary>
    /// <param name="configure">Puts it together.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<LocalHostServer> StartAsync(
        Action<FunctionsApplicationBuilder> configure, LocalHostServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return StartAsync(
            options ?? new(),
            null,
            args =>
            {
                var builder = FunctionsApplication.CreateBuilder(args);
                builder.ConfigureFunctionsWebApplication();
                configure(builder);
                return builder.Build().RunAsync();
            },
            cancellationToken);
    }

    /// <summary>A client for its HTTP functions.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = Address };

    /// <summary>Stops it and, if the folder is its own, removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        _app.Lifetime.StopApplication();
        await _program;
        if (_ownsFolder)
            Directory.Delete(DataFolder, recursive: true);
    }

    private static async Task<LocalHostServer> StartAsync(
        LocalHostServerOptions options, Assembly? program, Func<string[], Task> run, CancellationToken cancellationToken)
    {
        var folder = options.DataFolder ?? Directory.CreateTempSubdirectory("patent-functions-").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["LocalHost:DataFolder"] = folder,
            ["LocalHost:Clock:Start"] = options.Start?.ToString("O"),
            ["LocalHost:Clock:Scale"] = options.ClockScale.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in options.Settings)
            settings[key] = value;
        var start = new InProcessStart(
            settings, options.FunctionsAssembly ?? program ?? options.FunctionTypes?.FirstOrDefault()?.Assembly, options.FunctionTypes, options.HostJson, options.Configure);
        var running = Task.Run(() => start.RunAsync(() => run([.. options.Arguments])), cancellationToken);
        var first = await Task.WhenAny(start.Started, running).WaitAsync(cancellationToken);
        if (first == running)
        {
            await running;
            throw new InvalidOperationException("The program ended without starting a host.");
        }

        return new LocalHostServer(await start.Started, running, folder, options.DataFolder is null);
    }

    private static Task RunEntryPoint(Assembly program, string[] args)
    {
        var entry = program.EntryPoint ?? throw new ArgumentException($"{program} has no entry point.", nameof(program));
        // The entry point of an async Main blocks its thread until the program ends.
        return Task.Factory.StartNew(
            () =>
            {
                try
                {
                    entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [args]);
                }
                catch (TargetInvocationException e) when (e.InnerException is not null)
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}

/// <summary>A start from within a test, seen by the builder that the program makes.</summary>
internal sealed class InProcessStart(
    IReadOnlyDictionary<string, string?> settings, Assembly? program, IReadOnlyCollection<Type>? types, string? hostJson, Action<FunctionsApplicationBuilder>? configure)
{
    private static readonly AsyncLocal<InProcessStart?> Ambient = new();

    private readonly TaskCompletionSource<WebApplication> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static InProcessStart? Current => Ambient.Value;

    public IReadOnlyDictionary<string, string?> Settings => settings;

    public Assembly? Program => program;

    public IReadOnlyCollection<Type>? Types => types;

    public string? HostJson => hostJson;

    public Action<FunctionsApplicationBuilder>? Configure => configure;

    public Task<WebApplication> Started => _started.Task;

    public void Built(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() => _started.TrySetResult(app));

    public Task RunAsync(Func<Task> run)
    {
        Ambient.Value = this;
        return run();
    }
}
