using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Files.DirectUploads;

/// <summary>The folder with the endpoint that takes its bytes: the contract that blobs with signed addresses keep too.</summary>
public sealed class FolderQuarantineTests : QuarantineContract, IDisposable
{
    private readonly TestPlatform platform = new((services, test) => services.AddLocalFiles(test.Folder));

    internal override IQuarantine Quarantine => platform.Get<IQuarantine>();

    internal override IFileContents Contents => platform.Get<IFileContents>();

    protected override DateTimeOffset Now => platform.Clock.GetUtcNow();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Receive_WhatBreaksOff_KeepsTheBytesBefore()
    {
        await PutAsync([1, 2, 3]);
        var before = await Quarantine.FindAsync("f-0001", CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(() => platform.Get<IQuarantineInbox>().ReceiveAsync("f-0001", new BrokenBody(), CancellationToken.None));
        Assert.Equal(before, await Quarantine.FindAsync("f-0001", CancellationToken.None));
        Assert.Single(Directory.GetFiles(Path.Combine(platform.Folder, "quarantine"), "*", SearchOption.AllDirectories));
    }

    protected override async Task<int> SendAsync(HttpMethod method, Uri address, byte[]? bytes, bool withBlobType = true)
    {
        // The embedded host answers so where no function takes the method.
        if (method != HttpMethod.Put) return 404;
        var name = address.Segments[^1];
        var upload = new DirectUpload(new FileId(name), "u-1", FilePurposes.ProductImage, "a.png", bytes!.Length, Now);
        await platform.Records.CommitAsync(FileRecords.Table, name, [new UpsertRecord(DirectUploadRecords.Row) { Document = TypedRecords.ToDocument(upload) }]);
        var request = platform.Request("PUT", address.PathAndQuery, body: new MemoryStream(bytes), contentType: "application/octet-stream");
        if (withBlobType) request.Headers["x-ms-blob-type"] = "BlockBlob";
        return (await TestPlatform.ExecuteAsync(request, await platform.Create<ReceiveDirectUpload>().RunAsync(request, name, CancellationToken.None))).Status;
    }

    private sealed class BrokenBody : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("connection reset");
    }
}
