using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using PatentFunctions.Files;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Contents as blobs of one private container. A content is kept in a temporary file until it has its name, as a blob cannot be renamed; then
/// it appears whole or not at all.
/// </summary>
internal sealed class BlobFileContents(BlobContainerClient container) : IFileContents
{
    private readonly ContentContainer container = new(container);

    /// <inheritdoc />
    public Task<IContentUpload> BeginAsync(CancellationToken cancellation) => Task.FromResult<IContentUpload>(new Upload(this));

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await BlobOf(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await BlobOf(name).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Neither the blob nor its container is there.
        }
    }

    /// <summary>The blob of a content.</summary>
    internal BlobClient BlobOf(string name) => container.BlobOf(name);

    /// <summary>Lets the storage itself copy a blob of the account, of up to 256 MiB, if it still meets the conditions.</summary>
    internal async Task CopyFromAsync(string name, Uri source, BlobRequestConditions conditions, CancellationToken cancellation)
    {
        var blob = BlobOf(name);
        await container.EnsureAsync(cancellation);
        await blob.SyncCopyFromUriAsync(source, new BlobCopyFromUriOptions { SourceConditions = conditions }, cancellation);
    }

    private async Task StoreAsync(string name, Stream content, CancellationToken cancellation)
    {
        await container.EnsureAsync(cancellation);
        await BlobOf(name).UploadAsync(content, overwrite: true, cancellation);
    }

    private sealed class Upload(BlobFileContents contents) : IContentUpload
    {
        private readonly FileStream file = new(
            Path.Combine(Path.GetTempPath(), "upload-" + Guid.NewGuid().ToString("N")),
            FileMode.CreateNew,
            System.IO.FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => file.WriteAsync(bytes, cancellation);

        public async Task CompleteAsync(string name, CancellationToken cancellation)
        {
            await file.FlushAsync(cancellation);
            file.Position = 0;
            await contents.StoreAsync(name, file, cancellation);
        }

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
