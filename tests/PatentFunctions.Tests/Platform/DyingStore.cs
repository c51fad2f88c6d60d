using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Platform;

/// <summary>A store that can be cut off, as when the process dies: nothing is written any more, what was written stays.</summary>
public sealed class DyingStore(IRecordStore inner) : IRecordStore
{
    /// <summary>Nothing is read or written any more.</summary>
    public bool Dead { get; set; }

    /// <summary>Called before each batch; may set <see cref="Dead"/>.</summary>
    public Action<string, IReadOnlyList<RecordOperation>>? BeforeCommit { get; set; }

    public Task<StoredRecord?> FindAsync(string table, string partition, string row, CancellationToken cancellation = default) => Alive().FindAsync(table, partition, row, cancellation);

    public Task<RecordPage> QueryAsync(string table, RecordQuery query, CancellationToken cancellation = default) => Alive().QueryAsync(table, query, cancellation);

    public Task<IReadOnlyList<string>> CommitAsync(string table, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation = default)
    {
        BeforeCommit?.Invoke(table, operations);
        return Alive().CommitAsync(table, partition, operations, cancellation);
    }

    private IRecordStore Alive() => Dead ? throw new IOException("the process died here") : inner;
}
