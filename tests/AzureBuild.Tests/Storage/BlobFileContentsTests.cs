using AzureBuild.Tests.Azurite;
using PatentFunctions.Files;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.Tests.Files;

namespace AzureBuild.Tests.Storage;

/// <summary>Contents through the real Azure.Storage.Blobs against the emulator: the contract that the local folder keeps too.</summary>
[Collection(EmulatorTests.Name)]
public sealed class BlobFileContentsTests(Emulator emulator) : FileContentsContract, IAsyncLifetime
{
    internal override IFileContents Contents { get; } = new BlobFileContents(emulator.Blobs.GetBlobContainerClient("files"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => emulator.EmptyAsync();
}
