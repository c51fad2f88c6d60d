using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Diagnostics.Metrics;

namespace PatentFunctions.LocalHost;

/// <summary>Begins an app.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with configuration, logging and services of a Functions app.</summary>
    /// <param name="args">The command line.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}

/// <summary>Puts a Functions app together.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _servesHttp;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _web = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, EnvironmentName = EnvironmentOf(args) });
        LocalSettings.AddTo(_web);
        if (InProcessStart.Current is { } start)
            _web.Configuration.AddInMemoryCollection(start.Settings);
        _web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        LocalHostServices.Add(this);
    }

    /// <summary>Anything that extensions of the builder keep.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <summary>The configuration.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Content root and environment; Development unless said otherwise.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Logging.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Metrics.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => _web.Services;

    internal WebApplicationBuilder Web => _web;

    /// <summary>Adds a link to the pipeline around every function.</summary>
    /// <param name="middleware">Makes the link from the rest of the pipeline.</param>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Replaces the service container.</summary>
    /// <typeparam name="TContainerBuilder">The container's builder.</typeparam>
    /// <param name="factory">Makes it.</param>
    /// <param name="configure">Sets it up.</param>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>The app, ready to run.</summary>
    /// <exception cref="LocalHostStartupException">Its functions are not as they must be.</exception>
    public IHost Build()
    {
        var start = InProcessStart.Current;
        start?.Configure?.Invoke(this);
        var options = _web.Configuration.GetSection("LocalHost").Get<LocalHostOptions>() ?? new LocalHostOptions();
        var assembly = start?.Program ?? (options.FunctionsAssembly is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly()!);
        var catalog = FunctionCatalog.Of(start?.Types ?? assembly.GetTypes(), _web.Configuration, options.InspectOrchestrators);
        var host = start?.HostJson is { } json ? HostJson.Parse(json) : HostJson.Read(Path.GetDirectoryName(assembly.Location)!, _web.Environment.ContentRootPath);
        options.DataFolder = Path.GetFullPath(Path.Combine(_web.Environment.ContentRootPath, options.DataFolder));
        Directory.CreateDirectory(options.DataFolder);
        Services.AddSingleton(options);
        Services.AddSingleton(catalog);
        Services.AddSingleton(host);
        Services.AddSingleton(services => new FunctionRunner(services, catalog, host, Pipeline()));
        var app = _web.Build();
        if (_servesHttp)
            HttpFunctions.Map(app, catalog, app.Services.GetRequiredService<FunctionRunner>(), host.RoutePrefix, LocalSettings.HasCors(_web.Configuration));
        if (start is null)
            if (options.ListFunctions)
            app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(HttpFunctions.List(catalog, host.RoutePrefix, app.Urls)));
        start?.Built(app);
        return app;
    }

    internal void ServeHttp() => _servesHttp = true;

    private FunctionExecutionDelegate Pipeline()
    {
        FunctionExecutionDelegate pipeline = context => ((Invocation)context).RunAsync();
        foreach (var link in Enumerable.Reverse(_middleware))
            pipeline = link(pipeline);
        return pipeline;
    }

    private static string? EnvironmentOf(string[] args)
    {
        var said = new ConfigurationBuilder().AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables("AZURE_FUNCTIONS_").AddCommandLine(args).Build();
        return said["ENVIRONMENT"] ?? Environments.Development;
    }
}

/// <summary>Switches HTTP on.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Serves the app's HTTP functions.</summary>
    /// <param name="builder">The app.</param>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ServeHttp();
        return builder;
    }
}
