using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.Local;

namespace PatentFunctions;

/// <summary>What depends on the host that the app was built for; this is the local one.</summary>
internal static class HostPlatform
{
    /// <summary>Records in SQLite, files in a folder, messages in an outbox that can be read in the browser.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddLocalPlatform(configuration);

    /// <summary>Runs a command, or the app.</summary>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            default:
                using (var host = App.Build(args)) await host.RunAsync();
                return 0;
        }
    }
}
