using AzureBuild.Tests.Azurite;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform.Storage;

namespace AzureBuild.Tests.Storage;

/// <summary>Records through the real Azure.Data.Tables against the emulator: the contract that the local store keeps too.</summary>
[Collection(EmulatorTests.Name)]
public sealed class TablesRecordStoreTests(Emulator emulator) : RecordStoreContract, IAsyncLifetime
{
    private TablesRecordStore store = new(emulator.Tables);

    protected override IRecordStore Store => store;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => emulator.EmptyAsync();

    protected override IRecordStore Reopen() => store = new TablesRecordStore(emulator.Tables);
}
