using System.Globalization;
using System.Reflection;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Sends the worker's spans, metrics and logs to Application Insights by OpenTelemetry (COM-12); the host sends the requests themselves
/// (<c>telemetryMode</c> in host.json). Only sources of which is known what they say are listened to: those of HTTP clients and servers carry
/// addresses, and addresses may carry personal data.
/// </summary>
internal static class TelemetryExport
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    private const string Sampling = "Telemetry:SamplingRatio";

    /// <summary>Exports where Application Insights is configured; without it, as under <c>func start</c>, nothing leaves.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Connection] is not { Length: > 0 } connection) return services;
        var (credential, ratio) = (Credential(configuration), SamplingRatio(configuration));
        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .ConfigureResource(r => r.AddAttributes([new("service.version", Version)]))
            .WithTracing(t => t.AddSource(Telemetry.MeterName))
            .WithMetrics(m => m.AddMeter(Telemetry.MeterName))
            .UseAzureMonitorExporter(o =>
            {
                o.ConnectionString = connection;
                o.Credential = credential;
                o.SamplingRatio = ratio;
                o.TracesPerSecond = null;
                // An error is found by the trace id of the answer, sampled or not.
                o.EnableTraceBasedLogsSampler = false;
                o.EnableLiveMetrics = false;
            });
        services.AddLogging(l => l
            .AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("System.Net.Http", LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("Azure", LogLevel.Warning));
        return services;
    }

    /// <summary>
    /// Entra only: the identity that <c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c> names, as the host reads it too. Null beside an emulator, where
    /// there is no identity.
    /// </summary>
    internal static TokenCredential? Credential(IConfiguration configuration)
    {
        if (AzureServices.IsEmulated(configuration)) return null;
        var parts = (configuration[Authentication] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[^1], StringComparer.OrdinalIgnoreCase);
        if (!string.Equals(parts.GetValueOrDefault("Authorization"), "AAD", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{Authentication} is not set to 'Authorization=AAD', with 'ClientId=…' of the app's identity: Application Insights takes telemetry by identity only; infra/components/app.bicep sets it");
        return new ManagedIdentityCredential(parts.TryGetValue("ClientId", out var client) ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);
    }

    /// <summary>The share of traces that is sent; everything unless configured. Metrics and logs are always sent whole.</summary>
    internal static float SamplingRatio(IConfiguration configuration)
    {
        if (configuration[Sampling] is not { Length: > 0 } text) return 1;
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : throw new InvalidOperationException($"{Sampling} must be a number from 0 to 1, not '{text}'");
    }

    private static string Version => typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
