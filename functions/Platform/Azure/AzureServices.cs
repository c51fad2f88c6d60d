using Azure.Communication.Sms;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Mainland;
using PatentFunctions.Operations;
using PatentFunctions.Platform.OnAzure.Desk;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Revitalization.Search;
using SendGrid;

namespace PatentFunctions.Platform.OnAzure;

internal static class AzureServices
{
    private const long LargestBodyOfTheHost = 100 << 20;
    private const string FilesContainer = "files";
    private const string QuarantineContainer = "quarantine";
    private const string KeysContainer = "keys";

    /// <summary>
    /// Adapters of the Azure build. Storage is the account that the host itself uses: by identity where <c>AzureWebJobsStorage:accountName</c>
    /// (or <c>Storage:Account</c>) names one, else by the connection string <c>AzureWebJobsStorage</c>, as with Azurite.
    /// </summary>
    public static IServiceCollection AddAzurePlatform(this IServiceCollection services, IConfiguration configuration)
    {
        var credential = Credential(configuration);
        var (tables, blobs) = Storage(configuration, credential);
        // What the Functions host lets through, so that a refusal of a body that is too large can be told (RequestMiddleware).
        services.Configure<KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = LargestBodyOfTheHost);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IRecordStore>(_ => new TablesRecordStore(tables));
        services.AddSingleton(_ => new BlobFileContents(blobs.GetBlobContainerClient(FilesContainer)));
        services.AddSingleton<IFileContents>(s => s.GetRequiredService<BlobFileContents>());
        services.AddSingleton<IBlobSigner>(s => Signer(configuration, credential, blobs, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<BlobQuarantine>(s, blobs.GetBlobContainerClient(QuarantineContainer)));
        services.AddSingleton<IQuarantine>(s => s.GetRequiredService<BlobQuarantine>());
        if (IsEmulated(configuration) || configuration["Files:MalwareScan"] is "None") services.AddSingleton<IMalwareScanner, NoMalwareScanner>();
        else services.AddSingleton<IMalwareScanner, DefenderMalwareScanner>();
        services.AddDataProtection();
        var wrapper = configuration["DataProtection:KeyId"] is { Length: > 0 } key ? new KeyVaultKeyWrapper(credential, new Uri(key)) : null;
        if (wrapper is not null) services.AddSingleton<IKeyWrapper>(wrapper);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(new ConfigureOptions<KeyManagementOptions>(o =>
        {
            o.XmlRepository = new BlobKeyRepository(blobs.GetBlobContainerClient(KeysContainer));
            if (wrapper is not null) o.XmlEncryptor = new WrappedKeyEncryptor(wrapper);
        }));
        AddCertificateKeys(services, configuration, credential);
        services.AddTelemetryExport(configuration);
        AddGateways(services, configuration, credential);
        AddSearch(services, configuration, credential);
        return services;
    }

    /// <summary>The clock of a developer's machine, in place of the machine's own.</summary>
    public static IServiceCollection AddDeskClock(this IServiceCollection services)
    {
        services.AddSingleton<DeskTime>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<DeskTime>());
        services.AddSingleton<TimeProvider>(s => s.GetRequiredService<DeskTime>());
        services.AddSingleton<IMovableClock, DeskClock>();
        return services;
    }

    /// <summary>Whether storage is the emulator of a developer's machine: never so on Azure, nor where an account is named beside it.</summary>
    public static bool IsEmulated(IConfiguration configuration) =>
        Account(configuration) is null && configuration["AzureWebJobsStorage"] is { } connection && (connection.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase) || connection.Contains("devstoreaccount1", StringComparison.Ordinal));

    // Environment variables write the separator as two underscores; configuration reads them as a colon.
    private static string? Account(IConfiguration configuration) =>
        (configuration["Storage:Account"] ?? configuration["AzureWebJobsStorage:accountName"]) is { Length: > 0 } account ? account : null;

    private static DefaultAzureCredential Credential(IConfiguration configuration) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration["AZURE_CLIENT_ID"] is { Length: > 0 } id ? id : null });

    private static (TableServiceClient Tables, BlobServiceClient Blobs) Storage(IConfiguration configuration, TokenCredential credential)
    {
        if (Account(configuration) is { } account)
        {
            var suffix = configuration["Storage:EndpointSuffix"] is { Length: > 0 } given ? given : "core.windows.net";
            return (new TableServiceClient(new Uri($"https://{account}.table.{suffix}"), credential), new BlobServiceClient(new Uri($"https://{account}.blob.{suffix}"), credential));
        }
        var connection = configuration["AzureWebJobsStorage"] is { Length: > 0 } text ? text : throw new InvalidOperationException("neither AzureWebJobsStorage__accountName nor AzureWebJobsStorage is set");
        // An emulator refuses versions of the service that are younger than itself.
        var options = IsEmulated(configuration) ? new BlobClientOptions(BlobClientOptions.ServiceVersion.V2021_12_02) : new BlobClientOptions();
        return (new TableServiceClient(connection), new BlobServiceClient(connection, options));
    }

    // Even where the app itself was given a connection string, addresses that leave the house are signed by identity.
    private static IBlobSigner Signer(IConfiguration configuration, TokenCredential credential, BlobServiceClient blobs, TimeProvider time) =>
        IsEmulated(configuration) ? new EmulatorSigner() : new UserDelegationSigner(new BlobServiceClient(blobs.Uri, credential), time);

    private static void AddCertificateKeys(IServiceCollection services, IConfiguration configuration, TokenCredential credential)
    {
        if (configuration["Recognition:SigningKeyId"] is { Length: > 0 } key)
            services.AddSingleton<ICertificateKeys>(s => new KeyVaultCertificateKeys(credential, new Uri(key), s.GetRequiredService<TimeProvider>()));
        else if (IsEmulated(configuration))
            services.AddSingleton<ICertificateKeys>(_ => new FolderCertificateKeys(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "patent-functions", "certificate-keys")));
        else
            throw new InvalidOperationException("Recognition__SigningKeyId is not set: the address of the Key Vault key (EC, P-256) that recognition certificates are signed with; infra/components/vault.bicep makes it");
    }

    private static void AddSearch(IServiceCollection services, IConfiguration configuration, TokenCredential credential)
    {
        if (configuration["Search:Endpoint"] is { Length: > 0 } endpoint)
            services.AddSingleton<IResourceSearch>(_ => new SearchResourceIndex(credential, new Uri(endpoint)));
        else if (IsEmulated(configuration))
            services.AddSingleton<IResourceSearch, NoResourceSearch>();
        else
            throw new InvalidOperationException("Search__Endpoint is not set: the address of the Azure AI Search service of 专利转化资源库; infra/components/search.bicep makes it");
    }

    private static void AddGateways(IServiceCollection services, IConfiguration configuration, TokenCredential credential)
    {
        if (configuration["Sms:International:Endpoint"] is { Length: > 0 } endpoint && configuration["Sms:International:From"] is { Length: > 0 } from)
            services.AddKeyedSingleton<ISmsGateway>(SmsRouting.International, (_, _) => new AcsSmsGateway(new SmsClient(new Uri(endpoint), credential, AcsSmsGateway.Options()), from));
        else
            services.AddKeyedSingleton<ISmsGateway, OutboxSmsGateway>(SmsRouting.International);

        if (configuration["Sms:Mainland:AccessKeyId"] is { Length: > 0 })
            services.AddKeyedSingleton<ISmsGateway>(SmsRouting.Mainland, (s, _) => new AlibabaCloudSms(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, MainlandSmsOptions.From(configuration), s.GetRequiredService<TimeProvider>()));
        else
            services.AddKeyedSingleton<ISmsGateway, OutboxSmsGateway>(SmsRouting.Mainland);

        if (configuration["Mail:SendGridKey"] is { Length: > 0 } key && configuration["Mail:From"] is { Length: > 0 } sender)
            services.AddSingleton<IMailGateway>(_ => new SendGridMailGateway(new SendGridClient(key), sender, configuration["Mail:FromName"] ?? "专利产业化服务平台"));
        else
            services.AddSingleton<IMailGateway, OutboxMailGateway>();
    }
}
