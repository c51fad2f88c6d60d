using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PatentFunctions.Platform.Storage;

/// <summary>A record read as a type.</summary>
/// <typeparam name="T">The document's type.</typeparam>
/// <param name="Partition">Partition key.</param>
/// <param name="Row">Row key.</param>
/// <param name="ETag">Version.</param>
/// <param name="Value">The document.</param>
public sealed record Stored<T>(string Partition, string Row, string ETag, T Value);

/// <summary>Reads and builds records of a type.</summary>
public static class TypedRecords
{
    /// <summary>The document as a type.</summary>
    public static Stored<T> As<T>(this StoredRecord record) =>
        new(record.Partition, record.Row, record.ETag, JsonSerializer.Deserialize<T>(record.Document.Span, PlatformJson.Stored)!);

    /// <summary>One record as a type, or null.</summary>
    public static async Task<Stored<T>?> FindAsync<T>(this IRecordStore store, string table, string partition, string row, CancellationToken cancellation = default) =>
        await store.FindAsync(table, partition, row, cancellation) is { } record ? record.As<T>() : null;

    /// <summary>Every record of a query, page after page.</summary>
    public static async IAsyncEnumerable<StoredRecord> AllAsync(this IRecordStore store, string table, RecordQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        do
        {
            var page = await store.QueryAsync(table, query, cancellation);
            foreach (var record in page.Records) yield return record;
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    /// <summary>Every record of a query as a type.</summary>
    public static async IAsyncEnumerable<Stored<T>> AllAsync<T>(this IRecordStore store, string table, RecordQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var record in store.AllAsync(table, query, cancellation)) yield return record.As<T>();
    }

    /// <summary>The UTF-8 JSON of a value as it is stored.</summary>
    public static byte[] ToDocument<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, PlatformJson.Stored);
}
