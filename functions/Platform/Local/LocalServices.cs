using Microsoft.Extensions.Configuration;
using PatentFunctions.Files;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Local;

internal static class LocalServices
{
    /// <summary>Adapters of the local build: records, file contents and outgoing messages in the folder <c>LocalHost:DataFolder</c>.</summary>
    public static IServiceCollection AddLocalPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = configuration["LocalHost:DataFolder"] is { Length: > 0 } given ? given : "local-data";
        services.AddSingleton<IRecordStore>(_ => new SqliteRecordStore(Path.Combine(folder, "records.db")));
        services.AddSingleton<IFileContents>(_ => new FolderFileContents(Path.Combine(folder, "files")));
        services.AddSingleton<IMalwareScanner, LocalMalwareScanner>();
        return services;
    }
}
