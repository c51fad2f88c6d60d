using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using PatentFunctions.Files.DirectUploads;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// The quarantine as blobs of a private container of its own; a version is an ETag, which every write changes and a tag of the malware scan
/// does not. Pages put bytes there by a shared access signature that creates and writes one blob, and neither reads, lists, deletes nor tags.
/// </summary>
internal sealed class BlobQuarantine(BlobContainerClient container, BlobFileContents contents, IBlobSigner signer, TimeProvider time) : IQuarantine
{
    // What the storage takes to fetch the source of a copy.
    private static readonly TimeSpan CopyLife = TimeSpan.FromMinutes(5);

    private readonly ContentContainer container = new(container);

    /// <inheritdoc />
    public async Task<Uri> AddressAsync(string name, DateTimeOffset expires, Uri app, CancellationToken cancellation)
    {
        var blob = BlobOf(name);
        await container.EnsureAsync(cancellation);
        return await signer.SignAsync(blob, BlobSasPermissions.Create | BlobSasPermissions.Write, expires, cancellation);
    }

    /// <inheritdoc />
    public async Task<QuarantinedContent?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var found = (await BlobOf(name).GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return found.BlobType == BlobType.Block ? new QuarantinedContent(found.ETag.ToString(), found.ContentLength) : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string name, string version, CancellationToken cancellation)
    {
        try
        {
            return (await BlobOf(name).DownloadStreamingAsync(new BlobDownloadOptions { Conditions = Matching(version) }, cancellation)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<bool> ReleaseAsync(string name, string version, string contentName, CancellationToken cancellation)
    {
        var source = await signer.SignAsync(BlobOf(name), BlobSasPermissions.Read, time.GetUtcNow() + CopyLife, cancellation);
        try
        {
            await contents.CopyFromAsync(contentName, source, Matching(version), cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var blob = BlobOf(name);
        try
        {
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Whoever may write may also lease the blob, which must not keep it.
            await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Neither the blob nor its container is there.
        }
    }

    /// <summary>The blob of a content.</summary>
    internal BlobClient BlobOf(string name) => container.BlobOf(name);

    private static BlobRequestConditions Matching(string version) => new() { IfMatch = new ETag(version) };
}
