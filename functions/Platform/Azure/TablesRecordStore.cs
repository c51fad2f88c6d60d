using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Records in Azure Tables. A batch is one entity group transaction; the document lies in binary properties Doc00, Doc01 … of 64 KiB each, since
/// no property may be larger.
/// </summary>
internal sealed class TablesRecordStore(TableServiceClient service) : IRecordStore
{
    private const string DocumentPrefix = "Doc";

    private readonly ConcurrentDictionary<string, TableClient> tables = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task<StoredRecord?> FindAsync(string table, string partition, string row, CancellationToken cancellation = default)
    {
        // A key from outside that no record can have would otherwise be an error of the service.
        if (!RecordLimits.IsKey(partition) || !RecordLimits.IsKey(row)) return null;
        var client = await TableAsync(table, cancellation);
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <inheritdoc />
    public async Task<RecordPage> QueryAsync(string table, RecordQuery query, CancellationToken cancellation = default)
    {
        if (query.Take is < 1 or > RecordLimits.PageRecords) throw new RecordLimitException($"a page holds 1 to {RecordLimits.PageRecords} records");
        var client = await TableAsync(table, cancellation);
        var filter = FilterOf(query);
        var records = new List<StoredRecord>();
        string? token = null;
        // The service ends a page early at the borders of its partitions, even without any record.
        do
        {
            var left = query.Take - records.Count;
            var page = await FirstPageAsync(client.QueryAsync<TableEntity>(filter, left, cancellationToken: cancellation), token, left, cancellation);
            if (page is null) return new RecordPage(records, null);
            records.AddRange(page.Values.Select(Read));
            token = string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken;
        }
        while (token is not null && records.Count < query.Take);
        return new RecordPage(records, token is null ? null : RecordContinuation.After(records[^1]));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CommitAsync(string table, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation = default)
    {
        RecordLimits.CheckBatch(table, partition, operations);
        var client = await TableAsync(table, cancellation);
        try
        {
            var answer = await client.SubmitTransactionAsync([.. operations.Select(o => ActionOf(partition, o))], cancellation);
            var etags = new string[operations.Count];
            for (var i = 0; i < etags.Length; i++)
                etags[i] = operations[i] is DeleteRecord ? "" : answer.Value[i].Headers.ETag?.ToString() ?? throw new InvalidOperationException("the service answered no ETag");
            return etags;
        }
        catch (RequestFailedException e) when (ConflictOf(e) is { } conflict)
        {
            var index = (e as TableTransactionFailedException)?.FailedTransactionActionIndex ?? await IndexOfConflictAsync(client, partition, operations, cancellation);
            throw new StoreConflictException(index, operations[index].Row, conflict);
        }
    }

    private static async Task<Azure.Page<TableEntity>?> FirstPageAsync(Azure.AsyncPageable<TableEntity> query, string? token, int take, CancellationToken cancellation)
    {
        await foreach (var page in query.AsPages(token, take).WithCancellation(cancellation)) return page;
        return null;
    }

    private static TableTransactionAction ActionOf(string partition, RecordOperation operation)
    {
        var entity = new TableEntity(partition, operation.Row);
        var document = operation.Document;
        for (var part = 0; part * RecordLimits.PropertyBytes < document.Length; part++)
        {
            var from = part * RecordLimits.PropertyBytes;
            entity[DocumentPrefix + part.ToString("D2", CultureInfo.InvariantCulture)] = document.Slice(from, Math.Min(RecordLimits.PropertyBytes, document.Length - from)).ToArray();
        }
        // Filters compare with 64-bit literals, and the service compares only what is of one type.
        foreach (var (name, value) in operation.Properties) entity[name] = value is int small ? (long)small : value;
        return operation switch
        {
            InsertRecord => new TableTransactionAction(TableTransactionActionType.Add, entity),
            ReplaceRecord replace => new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, new ETag(replace.ETag)),
            UpsertRecord => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity),
            DeleteRecord delete => new TableTransactionAction(TableTransactionActionType.Delete, entity, delete.ETag is { } etag ? new ETag(etag) : ETag.All),
            _ => throw new InvalidOperationException(operation.GetType().Name),
        };
    }

    private static StoredRecord Read(TableEntity entity)
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var name in entity.Keys)
        {
            if (name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" || !entity.TryGetValue(name, out var value) || value is null) continue;
            if (value is byte[] bytes) parts[name] = bytes;
            else properties[name] = value is int small ? (long)small : value is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero) : value;
        }
        var document = parts.Count == 1 ? parts.Values.First() : [.. parts.Values.SelectMany(p => p)];
        return new StoredRecord(entity.PartitionKey, entity.RowKey, entity.ETag.ToString(), document, properties);
    }

    private static string? FilterOf(RecordQuery query)
    {
        var conditions = new List<RecordFilter>();
        if (query.Partition is { } partition) conditions.Add(RecordFilter.Equal("PartitionKey", partition));
        if (query.RowPrefix is { Length: > 0 } prefix)
        {
            conditions.Add(RecordFilter.Where("RowKey", Comparison.GreaterOrEqual, prefix));
            conditions.Add(RecordFilter.Where("RowKey", Comparison.Less, prefix[..^1] + (char)(prefix[^1] + 1)));
        }
        if (query.RowFrom is { } from) conditions.Add(RecordFilter.Where("RowKey", Comparison.GreaterOrEqual, from));
        if (query.RowBefore is { } before) conditions.Add(RecordFilter.Where("RowKey", Comparison.Less, before));
        if (query.Continuation is { } continuation)
        {
            var (lastPartition, lastRow) = RecordContinuation.Read(continuation);
            conditions.Add(RecordFilter.Where("PartitionKey", Comparison.GreaterOrEqual, lastPartition));
            conditions.Add(RecordFilter.Any(RecordFilter.Where("PartitionKey", Comparison.Greater, lastPartition), RecordFilter.Where("RowKey", Comparison.Greater, lastRow)));
        }
        if (query.Filter is { } filter) conditions.Add(filter);
        return conditions.Count == 0 ? null : RecordFilter.All(conditions).ToOData();
    }

    private static StoreConflict? ConflictOf(RequestFailedException e) => e.ErrorCode switch
    {
        "EntityAlreadyExists" => StoreConflict.Exists,
        "UpdateConditionNotSatisfied" or "ConditionNotMet" => StoreConflict.Stale,
        "ResourceNotFound" or "EntityNotFound" => StoreConflict.Missing,
        null or "" => e.Status switch { 409 => StoreConflict.Exists, 412 => StoreConflict.Stale, 404 => StoreConflict.Missing, _ => null },
        _ => null,
    };

    // The service names the operation in its text; an emulator may not, so the records are asked.
    private static async Task<int> IndexOfConflictAsync(TableClient client, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation)
    {
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is UpsertRecord) continue;
            var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, operations[i].Row, ["PartitionKey", "RowKey"], cancellation);
            var etag = found.HasValue ? found.Value!.ETag.ToString() : null;
            var met = operations[i] switch
            {
                InsertRecord => etag is null,
                ReplaceRecord replace => etag == replace.ETag,
                DeleteRecord { ETag: { } expected } => etag == expected,
                _ => etag is not null,
            };
            if (!met) return i;
        }
        // What was in the way has gone again: the shared rows at the end of a batch are written anew at every attempt.
        return operations.Count - 1;
    }

    private async ValueTask<TableClient> TableAsync(string table, CancellationToken cancellation)
    {
        if (tables.TryGetValue(table, out var known)) return known;
        RecordLimits.CheckTable(table);
        var client = service.GetTableClient(table);
        await client.CreateIfNotExistsAsync(cancellation);
        return tables.GetOrAdd(table, client);
    }
}
