using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.Recognition.Certificates;

namespace PatentFunctions;

/// <summary>What depends on the host that the app was built for; this is the Functions host, on Azure or under <c>func start</c>.</summary>
internal static class HostPlatform
{
    /// <summary>What holds with emulated storage, as under <c>func start</c>, unless configured otherwise: the same first look as the local build.</summary>
    private static readonly Dictionary<string, string?> DevelopmentDefaults = new()
    {
        ["Accounts:FixedCaptchaAnswer"] = SampleData.SampleDataOptions.DefaultCaptchaAnswer,
        ["SampleData:Enabled"] = "true",
        ["SampleData:Password"] = SampleData.SampleDataOptions.DefaultPassword,
        ["Desk:Enabled"] = "true",
    };

    /// <summary>What holds on Azure: its front end appends the client's address to X-Forwarded-For.</summary>
    private static readonly Dictionary<string, string?> Defaults = new() { ["Accounts:BehindFrontEnd"] = "true" };

    /// <summary>Records in Azure Tables, files in Blob storage, messages by the services that are configured.</summary>
    public static void Add(IServiceCollection services, ConfigurationManager configuration)
    {
        var emulated = AzureServices.IsEmulated(configuration);
        var environment = services.Select(s => s.ImplementationInstance).OfType<IHostEnvironment>().First();
        // func start says Development; a bare host beside an emulator says nothing, and nobody's production is kept in an emulator.
        if (emulated && string.IsNullOrEmpty(configuration["AZURE_FUNCTIONS_ENVIRONMENT"])) environment.EnvironmentName = Environments.Development;
        if (!emulated || environment.IsDevelopment())
            configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = emulated ? DevelopmentDefaults : Defaults });
        services.AddAzurePlatform(configuration);
        if (HasMovableClock(configuration, environment)) services.AddDeskClock();
    }

    /// <summary>
    /// Whether the clock can be moved, which nothing but emulated storage on a developer's machine allows: Development alone is a setting that
    /// an app on Azure could be given by mistake.
    /// </summary>
    internal static bool HasMovableClock(IConfiguration configuration, IHostEnvironment environment) =>
        AzureServices.IsEmulated(configuration) && environment.IsDevelopment() && configuration["WEBSITE_INSTANCE_ID"] is not { Length: > 0 };

    /// <summary>Runs the app, or checks a certificate; the other commands are the local build's.</summary>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["verify", .. var rest]) return VerifyCommand.Run(rest, () => [], ChinaTime.Today(TimeProvider.System), Console.Out);
        using var host = App.Build(args);
        await host.RunAsync();
        return 0;
    }
}
