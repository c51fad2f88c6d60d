using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.Local;

namespace PatentFunctions;

/// <summary>What depends on the host that the app was built for; this is the local one.</summary>
internal static class HostPlatform
{
    /// <summary>What holds on one's own machine unless configured otherwise.</summary>
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Accounts:FixedCaptchaAnswer"] = "2026",
        ["SampleData:Enabled"] = "true",
        ["SampleData:Password"] = "Sample#2026",
        ["Desk:Enabled"] = "true",
        // Keys of a developer's machine lie in its data folder in the clear; saying so at every start helps nobody.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
    };

    /// <summary>Records in SQLite, files in a folder, messages in an outbox that can be read in the browser.</summary>
    public static void Add(IServiceCollection services, ConfigurationManager configuration)
    {
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = Defaults });
        services.AddLocalPlatform(configuration);
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(LocalServices.DataFolder(configuration), "keys")));
    }

    /// <summary>Runs a command, or the app.</summary>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["openapi"]:
                await using (var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false))) Platform.OpenApi.OpenApiDocument.Write(output);
                return 0;
            default:
                using (var host = App.Build(args)) await host.RunAsync();
                return 0;
        }
    }
}
