using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PublicSite;

/// <summary>
/// The index itself: for each term and block of numbers one row that tells which filings have the term. A term is read with one query of a few
/// rows, however many filings there are; sets are then intersected in memory, which gives exact totals too.
/// </summary>
public sealed class Postings(IRecordStore records)
{
    /// <summary>Its table; another way of taking texts apart needs another table and a rebuild.</summary>
    public const string Table = "PublicIndex";

    private const char Separator = '|';
    private const int Attempts = 200;

    /// <summary>Everything that has a term.</summary>
    internal async Task<FilingSet> ReadAsync(Term term, CancellationToken cancellation) =>
        await ReadAsync(term.Partition, term.Value + Separator, cancellation);

    /// <summary>Everything that has a term of the partition whose value begins so.</summary>
    internal async Task<FilingSet> ReadBeginningAsync(Term beginning, CancellationToken cancellation) =>
        await ReadAsync(beginning.Partition, beginning.Value, cancellation);

    /// <summary>Every value of a partition with its filings.</summary>
    internal async Task<SortedDictionary<string, FilingSet>> ReadValuesAsync(string partition, CancellationToken cancellation)
    {
        var values = new SortedDictionary<string, FilingSet>(StringComparer.Ordinal);
        await foreach (var row in records.AllAsync(Table, new RecordQuery { Partition = partition, Take = RecordLimits.PageRecords }, cancellation))
        {
            var (value, block) = Split(row.Row);
            if (!values.TryGetValue(value, out var set)) values[value] = set = new FilingSet();
            BlockBits.AddTo(set.BitsOf(block), row.As<byte[]>().Value);
        }
        return values;
    }

    /// <summary>Brings the bits of one block up to date, whoever else writes to the same rows.</summary>
    /// <param name="block">The block.</param>
    /// <param name="changes">For each term the bits to change and their new values.</param>
    /// <param name="cancellation">Ends waiting.</param>
    internal async Task ApplyAsync(NumberBlock block, IEnumerable<(Term Term, ulong[] Change, ulong[] Value)> changes, CancellationToken cancellation)
    {
        var batches = changes.GroupBy(c => c.Term.Partition, StringComparer.Ordinal).SelectMany(g => g.Chunk(RecordLimits.BatchOperations));
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (batch, token) => await ApplyAsync(block, batch, token));
    }

    private async Task ApplyAsync(NumberBlock block, (Term Term, ulong[] Change, ulong[] Value)[] batch, CancellationToken cancellation)
    {
        var partition = batch[0].Term.Partition;
        for (var attempt = 1; ; attempt++)
        {
            var operations = new List<RecordOperation>();
            foreach (var (term, change, value) in batch)
            {
                var row = term.Value + Separator + block.Key;
                var stored = await records.FindAsync<byte[]>(Table, partition, row, cancellation);
                if (Operation(row, stored, change, value) is { } operation) operations.Add(operation);
            }
            if (operations.Count == 0) return;
            try
            {
                await records.CommitAsync(Table, partition, operations, cancellation);
                return;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(1, Math.Min(100, 4 * attempt)), cancellation);
            }
        }
    }

    private static RecordOperation? Operation(string row, Stored<byte[]>? stored, ulong[] change, ulong[] value)
    {
        var bits = BlockBits.FromBytes(stored?.Value ?? []);
        for (var i = 0; i < bits.Length; i++) bits[i] = (bits[i] & ~change[i]) | (value[i] & change[i]);
        var bytes = BlockBits.ToBytes(bits);
        if (bytes.AsSpan().SequenceEqual(stored?.Value ?? [])) return null;
        return stored is null ? new InsertRecord(row) { Document = TypedRecords.ToDocument(bytes) }
            : bytes.Length == 0 ? new DeleteRecord(row, stored.ETag)
            : new ReplaceRecord(row, stored.ETag) { Document = TypedRecords.ToDocument(bytes) };
    }

    private async Task<FilingSet> ReadAsync(string partition, string prefix, CancellationToken cancellation)
    {
        var set = new FilingSet();
        var query = new RecordQuery { Partition = partition, RowPrefix = prefix.Length == 0 ? null : prefix, Take = RecordLimits.PageRecords };
        await foreach (var row in records.AllAsync(Table, query, cancellation)) BlockBits.AddTo(set.BitsOf(Split(row.Row).Block), row.As<byte[]>().Value);
        return set;
    }

    private static (string Value, NumberBlock Block) Split(string row) =>
        (row[..^(NumberBlock.KeyLength + 1)], NumberBlock.Parse(row.AsSpan(row.Length - NumberBlock.KeyLength)));
}
