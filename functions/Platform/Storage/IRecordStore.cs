namespace PatentFunctions.Platform.Storage;

/// <summary>
/// Where records live: tables of partitions of rows, with the guarantees and limits of Azure Tables (<see cref="RecordLimits"/>) and no more.
/// Every implementation passes the same contract tests.
/// </summary>
public interface IRecordStore
{
    /// <summary>One record, or null.</summary>
    Task<StoredRecord?> FindAsync(string table, string partition, string row, CancellationToken cancellation = default);

    /// <summary>One page of records, ordered by partition, then row (ordinal).</summary>
    Task<RecordPage> QueryAsync(string table, RecordQuery query, CancellationToken cancellation = default);

    /// <summary>
    /// Writes all operations or none. Throws <see cref="StoreConflictException"/> where one of them does not meet what is stored,
    /// <see cref="RecordLimitException"/> where a limit is broken.
    /// </summary>
    /// <returns>The new ETag of each operation, in order; empty for a deletion.</returns>
    Task<IReadOnlyList<string>> CommitAsync(string table, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation = default);
}

/// <summary>A record as it is stored: a JSON document and a few properties that queries can compare.</summary>
/// <param name="Partition">Partition key.</param>
/// <param name="Row">Row key.</param>
/// <param name="ETag">Changes with every write.</param>
/// <param name="Document">UTF-8 JSON.</param>
/// <param name="Properties">string, long, double, bool or DateTimeOffset each.</param>
public sealed record StoredRecord(string Partition, string Row, string ETag, ReadOnlyMemory<byte> Document, IReadOnlyDictionary<string, object> Properties);

/// <summary>What to read: always within a partition or a range of rows, then narrowed by a filter.</summary>
public sealed record RecordQuery
{
    /// <summary>One partition; null reads across partitions (operators' commands only: it is a scan).</summary>
    public string? Partition { get; init; }

    /// <summary>Rows that begin with this.</summary>
    public string? RowPrefix { get; init; }

    /// <summary>Rows from this on, included.</summary>
    public string? RowFrom { get; init; }

    /// <summary>Rows before this, excluded.</summary>
    public string? RowBefore { get; init; }

    /// <summary>Narrows by properties.</summary>
    public RecordFilter? Filter { get; init; }

    /// <summary>Records a page, 1–1,000.</summary>
    public int Take { get; init; } = 100;

    /// <summary>Where the page before ended.</summary>
    public string? Continuation { get; init; }
}

/// <summary>One page.</summary>
/// <param name="Records">In order of partition and row.</param>
/// <param name="Continuation">Where to go on; null at the end.</param>
public sealed record RecordPage(IReadOnlyList<StoredRecord> Records, string? Continuation);

/// <summary>One write within a batch.</summary>
/// <param name="Row">Row key; a row may occur once in a batch.</param>
public abstract record RecordOperation(string Row)
{
    /// <summary>UTF-8 JSON; empty for a deletion.</summary>
    public ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>Properties that queries can compare: string, long, int, double, bool, DateTimeOffset.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, object>.Empty;
}

/// <summary>The row must not exist.</summary>
public sealed record InsertRecord(string Row) : RecordOperation(Row);

/// <summary>The row must exist with this ETag.</summary>
public sealed record ReplaceRecord(string Row, string ETag) : RecordOperation(Row);

/// <summary>Whatever was there is replaced.</summary>
public sealed record UpsertRecord(string Row) : RecordOperation(Row);

/// <summary>The row must exist, with this ETag where one is given.</summary>
public sealed record DeleteRecord(string Row, string? ETag = null) : RecordOperation(Row);

/// <summary>Why a batch met something other than it expected.</summary>
public enum StoreConflict
{
    /// <summary>An inserted row exists.</summary>
    Exists,

    /// <summary>A row to replace or delete is gone.</summary>
    Missing,

    /// <summary>The ETag is of an earlier version.</summary>
    Stale,
}

/// <summary>A batch was refused whole because one operation did not meet what is stored.</summary>
/// <param name="operationIndex">Which operation.</param>
/// <param name="row">Its row key.</param>
/// <param name="conflict">What it met.</param>
public sealed class StoreConflictException(int operationIndex, string row, StoreConflict conflict)
    : Exception($"operation {operationIndex} on row '{row}': {conflict}")
{
    /// <summary>Index of the refused operation.</summary>
    public int OperationIndex { get; } = operationIndex;

    /// <summary>Row key of the refused operation.</summary>
    public string Row { get; } = row;

    /// <summary>What it met.</summary>
    public StoreConflict Conflict { get; } = conflict;
}
