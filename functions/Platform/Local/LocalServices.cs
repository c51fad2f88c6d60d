using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Platform.Local;

internal static class LocalServices
{
    /// <summary>Adapters of the local build: records, file contents and outgoing messages in the folder <c>LocalHost:DataFolder</c>.</summary>
    public static IServiceCollection AddLocalPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = DataFolder(configuration);
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys")));
        services.AddSingleton<ICertificateKeys>(_ => new FolderCertificateKeys(CertificateKeysFolder(configuration)));
        services.AddSingleton<IRecordStore>(_ => new SqliteRecordStore(Path.Combine(folder, "records.db")));
        services.AddSingleton<IResourceSearch>(_ => new SqliteResourceSearch(Path.Combine(folder, "resource-search.db")));
        services.AddLocalFiles(folder);
        services.AddSingleton<LocalPost>();
        services.AddSingleton<IReceiptSource>(s => s.GetRequiredService<LocalPost>());
        services.AddSingleton<IMailGateway, LocalMailGateway>();
        services.AddKeyedSingleton<ISmsGateway, LocalSmsGateway>(SmsRouting.Mainland);
        services.AddKeyedSingleton<ISmsGateway, LocalSmsGateway>(SmsRouting.International);
        services.AddSingleton(new LocalDeskDefault(true));
        return services;
    }

    /// <summary>What files need of the build: their contents and their quarantine in folders, and the stand-in for a scanner.</summary>
    public static IServiceCollection AddLocalFiles(this IServiceCollection services, string folder)
    {
        services.AddSingleton<IFileContents>(_ => new FolderFileContents(Path.Combine(folder, "files")));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<FolderQuarantine>(s, Path.Combine(folder, "quarantine")));
        services.AddSingleton<IQuarantine>(s => s.GetRequiredService<FolderQuarantine>());
        services.AddSingleton<IQuarantineInbox>(s => s.GetRequiredService<FolderQuarantine>());
        services.AddSingleton<IMalwareScanner, LocalMalwareScanner>();
        return services;
    }

    /// <summary>Where the keys lie that certificates are signed with.</summary>
    public static string CertificateKeysFolder(IConfiguration configuration) => Path.Combine(DataFolder(configuration), "certificate-keys");

    /// <summary>Where everything of this machine lies.</summary>
    public static string DataFolder(IConfiguration configuration) =>
        configuration["LocalHost:DataFolder"] is { Length: > 0 } given ? given : "local-data";
}
