using Azure.Storage.Blobs;
using PatentFunctions.Files;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>A private container of contents, made when it is first needed.</summary>
internal sealed class ContentContainer(BlobContainerClient container)
{
    private volatile bool created;

    /// <summary>The blob of a content.</summary>
    public BlobClient BlobOf(string name) => container.GetBlobClient(ContentName.Checked(name));

    /// <summary>Makes the container unless it is there.</summary>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (created) return;
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        created = true;
    }
}
