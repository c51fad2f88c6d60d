using System.Net.Http.Headers;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using AzureBuild.Tests.Azurite;
using Microsoft.AspNetCore.WebUtilities;
using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.Tests.Files.DirectUploads;

namespace AzureBuild.Tests.Storage;

/// <summary>
/// The quarantine through the real Azure.Storage.Blobs, with addresses signed by a user delegation key that the emulator checks: the contract
/// that the local folder keeps too.
/// </summary>
public sealed class BlobQuarantineTests : QuarantineContract, IClassFixture<SecureEmulator>, IDisposable
{
    private readonly SecureEmulator emulator;
    private readonly BlobServiceClient blobs;
    private readonly StoppedClock clock = new();
    private readonly BlobFileContents contents;
    private readonly BlobQuarantine quarantine;
    private readonly UserDelegationSigner signer;

    public BlobQuarantineTests(SecureEmulator emulator)
    {
        this.emulator = emulator;
        blobs = emulator.ByIdentity();
        signer = new UserDelegationSigner(blobs, clock);
        contents = new BlobFileContents(blobs.GetBlobContainerClient("files-" + Guid.NewGuid().ToString("N")));
        quarantine = new BlobQuarantine(blobs.GetBlobContainerClient("quarantine-" + Guid.NewGuid().ToString("N")), contents, signer, clock);
    }

    internal override IQuarantine Quarantine => quarantine;

    internal override IFileContents Contents => contents;

    protected override DateTimeOffset Now => clock.GetUtcNow();

    public void Dispose() => signer.Dispose();

    [Fact]
    public async Task Address_IsOfOneBlobToCreateAndWriteOverHttpsOnly()
    {
        var address = await AddressAsync("f-0001", 30);
        var query = QueryHelpers.ParseQuery(address.Query).ToDictionary(q => q.Key, q => q.Value.ToString());
        Assert.EndsWith("/f-0001", address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(("b", "cw", "https"), (query["sr"], query["sp"], query["spr"]));
        Assert.Equal(clock.GetUtcNow().AddMinutes(30), DateTimeOffset.Parse(query["se"], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(1));

        // Signed by a key of the identity, not of the account.
        Assert.Equal((Guid.Empty.ToString(), Guid.Empty.ToString()), (query["skoid"], query["sktid"]));
    }

    [Fact]
    public async Task Address_ADayLong_CostsOneKey()
    {
        var first = await KeyStartAsync();
        clock.Now += TimeSpan.FromHours(23);
        Assert.Equal(first, await KeyStartAsync());
        clock.Now += TimeSpan.FromHours(1);
        Assert.NotEqual(first, await KeyStartAsync());

        async Task<string> KeyStartAsync() => QueryHelpers.ParseQuery((await AddressAsync("f-0001", 30)).Query)["skt"].ToString();
    }

    [Fact]
    public async Task Delete_ABlobThatItsWriterLeased_RemovesIt()
    {
        await PutAsync([1]);
        await quarantine.BlobOf("f-0001").GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        await quarantine.DeleteAsync("f-0001", CancellationToken.None);
        Assert.Null(await quarantine.FindAsync("f-0001", CancellationToken.None));
    }

    [Theory]
    [InlineData(null, ScanState.Pending)]
    [InlineData("Not Scanned", ScanState.Pending)]
    [InlineData("No threats found", ScanState.Clean)]
    [InlineData("Malicious", ScanState.Infected)]
    public async Task Scan_InQuarantine_IsWhatDefenderTagged(string? tag, ScanState expected)
    {
        var scanner = new DefenderMalwareScanner(contents, quarantine);
        var asked = new ScannedContent(ContentArea.Quarantine, "f-0001", _ => throw new InvalidOperationException("Defender has read it"));
        Assert.Equal(ScanState.Pending, await scanner.ScanAsync(asked, CancellationToken.None));
        await PutAsync([1, 2, 3]);
        var before = (await quarantine.FindAsync("f-0001", CancellationToken.None))!;
        if (tag is not null) await quarantine.BlobOf("f-0001").SetTagsAsync(new Dictionary<string, string> { ["Malware Scanning scan result"] = tag });
        Assert.Equal(expected, await scanner.ScanAsync(asked, CancellationToken.None));

        // The tag leaves the version as it is; other bytes lose it.
        Assert.Equal(before, await quarantine.FindAsync("f-0001", CancellationToken.None));
        await PutAsync([1, 2, 3]);
        Assert.Equal(ScanState.Pending, await scanner.ScanAsync(asked, CancellationToken.None));
    }

    protected override Task<int> SendAsync(HttpMethod method, Uri address, byte[]? bytes, bool withBlobType = true) =>
        PageRequest.SendAsync(emulator.Http, method, address, bytes, withBlobType);
}

/// <summary>The same under <c>func start</c>: an emulator over http, which has no identities.</summary>
[Collection(EmulatorTests.Name)]
public sealed class EmulatedQuarantineTests : QuarantineContract, IAsyncLifetime
{
    private static readonly HttpClient Http = new();

    private readonly Emulator emulator;
    private readonly BlobFileContents contents;
    private readonly BlobQuarantine quarantine;
    private readonly StoppedClock clock = new();

    public EmulatedQuarantineTests(Emulator emulator)
    {
        this.emulator = emulator;
        var blobs = new BlobServiceClient(emulator.ConnectionString, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2021_12_02));
        contents = new BlobFileContents(blobs.GetBlobContainerClient("files"));
        quarantine = new BlobQuarantine(blobs.GetBlobContainerClient("quarantine"), contents, new EmulatorSigner(), clock);
    }

    internal override IQuarantine Quarantine => quarantine;

    internal override IFileContents Contents => contents;

    protected override DateTimeOffset Now => clock.GetUtcNow();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => emulator.EmptyAsync();

    protected override Task<int> SendAsync(HttpMethod method, Uri address, byte[]? bytes, bool withBlobType = true) =>
        PageRequest.SendAsync(Http, method, address, bytes, withBlobType);
}

/// <summary>What a page sends to an address.</summary>
internal static class PageRequest
{
    public static async Task<int> SendAsync(HttpClient http, HttpMethod method, Uri address, byte[]? bytes, bool withBlobType)
    {
        using var request = new HttpRequestMessage(method, address);
        if (bytes is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }
        if (withBlobType) request.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}

/// <summary>The emulator looks at the clock of the machine; this one begins with it and stands still.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => Now;
}
