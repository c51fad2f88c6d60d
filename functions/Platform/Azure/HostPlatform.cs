using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.OnAzure;

namespace PatentFunctions;

/// <summary>What depends on the host that the app was built for; this is the Functions host, on Azure or under <c>func start</c>.</summary>
internal static class HostPlatform
{
    /// <summary>What holds under <c>func start</c> with emulated storage unless configured otherwise: the same first look as the local build.</summary>
    private static readonly Dictionary<string, string?> DevelopmentDefaults = new()
    {
        ["Accounts:FixedCaptchaAnswer"] = "2026",
        ["SampleData:Enabled"] = "true",
        ["SampleData:Password"] = "Sample#2026",
        ["Desk:Enabled"] = "true",
    };

    /// <summary>Records in Azure Tables, files in Blob storage, messages by the services that are configured.</summary>
    public static void Add(IServiceCollection services, ConfigurationManager configuration)
    {
        var development = string.Equals(configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);
        if (development && AzureServices.IsEmulated(configuration))
            configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = DevelopmentDefaults });
        services.AddAzurePlatform(configuration);
    }

    /// <summary>Runs the app; commands are the local build's.</summary>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var host = App.Build(args);
        await host.RunAsync();
        return 0;
    }
}
