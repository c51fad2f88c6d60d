using System.Globalization;

namespace PatentFunctions.Platform.Storage;

/// <summary>Something to look at from an instant on.</summary>
/// <param name="Partition">Partition of the entry.</param>
/// <param name="Row">Row of the entry.</param>
/// <param name="Key">What to look at.</param>
public sealed record DueEntry(string Partition, string Row, string Key);

/// <summary>
/// Technical index: what a timer has to look at, by time. An entry is a hint written before the record it names is written or changed, so a
/// crash leaves an entry too many, never one too few; whoever takes it reads the record for the truth.
/// </summary>
/// <param name="records">Where it is kept.</param>
/// <param name="table">Its table.</param>
public sealed class DueIndex(IRecordStore records, string table)
{
    private const int Shards = 8;

    /// <summary>Adds an entry; the same instant and key are one entry.</summary>
    /// <param name="due">From when on.</param>
    /// <param name="key">What to look at, at most 400 characters that keys may hold.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task AddAsync(DateTimeOffset due, string key, CancellationToken cancellation)
    {
        var row = Ticks(due) + "-" + key;
        await records.CommitAsync(table, Shard(key.Sum(c => c) % Shards), [new UpsertRecord(row) { Document = TypedRecords.ToDocument(key) }], cancellation);
    }

    /// <summary>Everything that is due, oldest first within each shard.</summary>
    public async IAsyncEnumerable<DueEntry> DueAsync(DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            var query = new RecordQuery { Partition = Shard(shard), RowBefore = Ticks(now.AddTicks(1)) };
            await foreach (var entry in records.AllAsync<string>(table, query, cancellation)) yield return new DueEntry(entry.Partition, entry.Row, entry.Value);
        }
    }

    /// <summary>Removes an entry; one that is gone already is no mistake.</summary>
    public async Task RemoveAsync(DueEntry entry, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(table, entry.Partition, [new DeleteRecord(entry.Row)], cancellation);
        }
        catch (StoreConflictException)
        {
            // Another run of the timer took it.
        }
    }

    private static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private static string Shard(int number) => number.ToString("D2", CultureInfo.InvariantCulture);
}
