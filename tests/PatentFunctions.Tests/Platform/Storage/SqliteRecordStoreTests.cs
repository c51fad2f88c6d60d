using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Platform.Storage;

public sealed class SqliteRecordStoreTests : RecordStoreContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("record-store-").FullName;
    private SqliteRecordStore store;

    public SqliteRecordStoreTests() => store = Open();

    protected override IRecordStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    protected override IRecordStore Reopen()
    {
        store.Dispose();
        return store = Open();
    }

    private SqliteRecordStore Open() => new(Path.Combine(folder, "records.db"));
}
