using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Costs;

/// <summary>Counts what Azure Tables would charge: each call is one transaction, a batch too. The local outbox is not counted: on Azure messages leave.</summary>
internal sealed class CountingRecordStore(IRecordStore inner) : IRecordStore
{
    private long transactions;

    public IRecordStore Inner => inner;

    public long Transactions => Interlocked.Read(ref transactions);

    public Task<StoredRecord?> FindAsync(string table, string partition, string row, CancellationToken cancellation = default) =>
        Counted(table, () => inner.FindAsync(table, partition, row, cancellation));

    public Task<RecordPage> QueryAsync(string table, RecordQuery query, CancellationToken cancellation = default) =>
        Counted(table, () => inner.QueryAsync(table, query, cancellation));

    public Task<IReadOnlyList<string>> CommitAsync(string table, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation = default) =>
        Counted(table, () => inner.CommitAsync(table, partition, operations, cancellation));

    private T Counted<T>(string table, Func<T> call)
    {
        if (table != OutboxRecords.Table) Interlocked.Increment(ref transactions);
        return call();
    }
}
