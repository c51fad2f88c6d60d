using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>Makes addresses of blobs that need no sign-in until they expire.</summary>
internal interface IBlobSigner
{
    /// <summary>The address of one blob with these permissions and no others.</summary>
    Task<Uri> SignAsync(BlobClient blob, BlobSasPermissions permissions, DateTimeOffset expires, CancellationToken cancellation);
}

/// <summary>
/// Signs by a user delegation key: the identity of the app asks for it, no account key exists. The key is kept for most of its day, so that
/// an address costs no call.
/// </summary>
internal sealed class UserDelegationSigner(BlobServiceClient service, TimeProvider time) : IBlobSigner, IDisposable
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(1);

    // A clock of the storage that is behind would refuse a key that begins now.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1);
    private UserDelegationKey? key;

    /// <inheritdoc />
    public async Task<Uri> SignAsync(BlobClient blob, BlobSasPermissions permissions, DateTimeOffset expires, CancellationToken cancellation)
    {
        var signature = new BlobSasBuilder(permissions, expires) { Protocol = SasProtocol.Https, BlobContainerName = blob.BlobContainerName, BlobName = blob.Name, Resource = "b" };
        return blob.GenerateUserDelegationSasUri(signature, await KeyAsync(expires, cancellation));
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private async Task<UserDelegationKey> KeyAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (key is null || key.SignedExpiresOn < until)
            {
                var now = time.GetUtcNow();
                key = await service.GetUserDelegationKeyAsync(new BlobGetUserDelegationKeyOptions(now + KeyLife) { StartsOn = now - Skew }, cancellation);
            }
            return key;
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>Signs by the key of the emulator, which everybody knows; an emulator over http has no identities.</summary>
internal sealed class EmulatorSigner : IBlobSigner
{
    /// <inheritdoc />
    public Task<Uri> SignAsync(BlobClient blob, BlobSasPermissions permissions, DateTimeOffset expires, CancellationToken cancellation) =>
        Task.FromResult(blob.GenerateSasUri(new BlobSasBuilder(permissions, expires) { BlobContainerName = blob.BlobContainerName, BlobName = blob.Name, Resource = "b" }));
}
