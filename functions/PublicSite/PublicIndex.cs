using System.Globalization;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Units;

namespace PatentFunctions.PublicSite;

/// <summary>
/// Keeps the public site equal to the cases: one row for each number with all that is shown, and the terms it is found by. The row says which
/// terms are not certainly right yet, before they are written and until they are: what a crash leaves behind, the next refresh finishes.
/// </summary>
public sealed class PublicIndex(IRecordStore records, PublicEntries entries, FilingsByUnit byUnit, Postings postings) : IIndexProjection
{
    /// <summary>Table of the entries: a partition for each block of numbers.</summary>
    public const string Table = "PublicFilings";

    private const int Attempts = 100;

    /// <inheritdoc />
    public string Name => PublicFilings.ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FilingRecords.Table;

    /// <summary>Brings up to date what the public sees of a filing, of the filing of a product in a campaign, or of all filings of a unit.</summary>
    public async Task RefreshAsync(CaseAddress address, CancellationToken cancellation)
    {
        switch (address.Table)
        {
            case UnitTables.Units:
                foreach (var line in await byUnit.OfAsync(new UnitId(address.Partition), cancellation)) await RefreshAsync(line.Id, [], cancellation);
                break;
            case RecognitionRecords.Table:
                // r2026-p-…: what follows the year is the filing.
                await RefreshAsync(new FilingId(address.Partition[(address.Partition.IndexOf('-', StringComparison.Ordinal) + 1)..]), [], cancellation);
                break;
            default:
                await RefreshAsync(new FilingId(address.Partition), [], cancellation);
                break;
        }
    }

    /// <summary>Computes everything anew from the cases: rows, terms, and what no filing accounts for goes.</summary>
    /// <returns>How many cases were looked at.</returns>
    public async Task<int> RebuildAsync(CancellationToken cancellation)
    {
        var count = 0;
        var blocks = new HashSet<NumberBlock>();
        var heads = new RecordQuery { RowFrom = CaseRows.Head, RowBefore = CaseRows.Head + "~", Take = RecordLimits.PageRecords };
        await foreach (var head in records.AllAsync(FilingRecords.Table, heads, cancellation))
        {
            count++;
            if (await MarkAsync(new FilingId(head.Partition), cancellation) is { } block) blocks.Add(block);
        }
        foreach (var block in blocks) await WriteBlockAsync(block, cancellation);
        await RemoveStrangersAsync(cancellation);
        return count;
    }

    /// <summary>What is shown of a number; null where there is none.</summary>
    internal async Task<PublicEntry?> FindAsync(string number, CancellationToken cancellation) =>
        FilingNumbers.TryParse(number, out _, out _) && NumberBlock.Of(number) is var (block, serial)
            ? (await records.FindAsync<IndexedEntry>(Table, Partition(block), Row(serial), cancellation))?.Value.Entry
            : null;

    /// <summary>Writes the terms of a block at once, from the rows that are marked, and takes the marks away.</summary>
    internal async Task WriteBlockAsync(NumberBlock block, CancellationToken cancellation)
    {
        var marked = new List<Stored<IndexedEntry>>();
        var query = new RecordQuery { Partition = Partition(block), Take = RecordLimits.PageRecords };
        await foreach (var row in records.AllAsync<IndexedEntry>(Table, query, cancellation))
        {
            if (row.Value.Pending is not null) marked.Add(row);
        }
        var changes = new Dictionary<Term, (ulong[] Change, ulong[] Value)>();
        foreach (var row in marked) Collect(changes, row.Value);
        await postings.ApplyAsync(block, changes.Select(c => (c.Key, c.Value.Change, c.Value.Value)), cancellation);
        foreach (var batch in marked.Chunk(RecordLimits.BatchOperations))
        {
            var settled = batch.Select(RecordOperation (r) => new ReplaceRecord(r.Row, r.ETag) { Document = TypedRecords.ToDocument(r.Value with { Pending = null }) }).ToList();
            try
            {
                await records.CommitAsync(Table, Partition(block), settled, cancellation);
            }
            catch (StoreConflictException)
            {
                // One of them changed meanwhile, and its terms were perhaps overwritten: each is settled by itself.
                foreach (var row in batch) await RefreshAsync(row.Value.Entry.Filing, row.Value.Pending!, cancellation);
            }
        }
    }

    /// <summary>A row whose terms are all to be written; for loading many at once.</summary>
    internal static (string Partition, UpsertRecord Operation) MarkedRow(PublicEntry entry)
    {
        var (block, serial) = NumberBlock.Of(entry.Public.Number);
        return (Partition(block), new UpsertRecord(Row(serial)) { Document = TypedRecords.ToDocument(new IndexedEntry(entry, [.. PublicTerms.Of(entry)])) });
    }

    private async Task RefreshAsync(FilingId filing, IEnumerable<Term> doubtful, CancellationToken cancellation)
    {
        var touched = new HashSet<Term>(doubtful);
        for (var attempt = 1; ; attempt++)
        {
            if (await entries.ComputeAsync(filing, cancellation) is not { } entry) return;
            var (block, serial) = NumberBlock.Of(entry.Public.Number);
            var row = Row(serial);
            var stored = await records.FindAsync<IndexedEntry>(Table, Partition(block), row, cancellation);
            var terms = PublicTerms.Of(entry);
            var before = stored is null ? [] : PublicTerms.Of(stored.Value.Entry);
            touched.UnionWith(terms.Except(before).Concat(before.Except(terms)).Concat(stored?.Value.Pending ?? []));
            var settled = new IndexedEntry(entry, null);
            if (touched.Count == 0 && stored is not null && Same(stored.Value, settled)) return;
            try
            {
                if (touched.Count == 0)
                {
                    await WriteAsync(block, row, stored?.ETag, settled, cancellation);
                    return;
                }
                var pending = new IndexedEntry(entry, [.. touched]);
                var etag = await WriteAsync(block, row, stored?.ETag, pending, cancellation);
                var changes = new Dictionary<Term, (ulong[] Change, ulong[] Value)>();
                Collect(changes, pending);
                await postings.ApplyAsync(block, changes.Select(c => (c.Key, c.Value.Change, c.Value.Value)), cancellation);
                await WriteAsync(block, row, etag, settled, cancellation);
                return;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Somebody else refreshed the same filing: what either wrote to the terms is looked at again.
                await Task.Delay(Random.Shared.Next(1, Math.Min(100, 4 * attempt)), cancellation);
            }
        }
    }

    private async Task<NumberBlock?> MarkAsync(FilingId filing, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await entries.ComputeAsync(filing, cancellation) is not { } entry) return null;
            var (block, serial) = NumberBlock.Of(entry.Public.Number);
            var stored = await records.FindAsync<IndexedEntry>(Table, Partition(block), Row(serial), cancellation);
            var terms = PublicTerms.Of(entry);
            if (stored is not null) terms.UnionWith(PublicTerms.Of(stored.Value.Entry).Concat(stored.Value.Pending ?? []));
            try
            {
                await WriteAsync(block, Row(serial), stored?.ETag, new IndexedEntry(entry, [.. terms]), cancellation);
                return block;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(1, 20), cancellation);
            }
        }
    }

    // The figures come from the partitions of codes and years: there, what no entry accounts for is looked for and taken out.
    private async Task RemoveStrangersAsync(CancellationToken cancellation)
    {
        var known = new Dictionary<string, HashSet<Term>?>(StringComparer.Ordinal);
        foreach (var facet in PublicTerms.Facets)
        {
            foreach (var (value, set) in await postings.ReadValuesAsync(facet, cancellation))
            {
                foreach (var number in set.Numbers(null))
                {
                    if (!known.TryGetValue(number, out var terms)) known[number] = terms = await FindAsync(number, cancellation) is { } entry ? FacetsOf(entry) : null;
                    var term = new Term(facet, value);
                    if (terms?.Contains(term) == true) continue;
                    if (await FindAsync(number, cancellation) is { } present) await RefreshAsync(present.Filing, [term], cancellation);
                    else await ClearAsync(number, term, cancellation);
                }
            }
        }
    }

    private async Task ClearAsync(string number, Term term, CancellationToken cancellation)
    {
        var (block, serial) = NumberBlock.Of(number);
        var change = BlockBits.Empty();
        BlockBits.Set(change, serial % NumberBlock.Size, true);
        await postings.ApplyAsync(block, [(term, change, BlockBits.Empty())], cancellation);
    }

    private static HashSet<Term> FacetsOf(PublicEntry entry) => [.. PublicTerms.Of(entry).Where(t => PublicTerms.Facets.Contains(t.Partition))];

    private static void Collect(Dictionary<Term, (ulong[] Change, ulong[] Value)> changes, IndexedEntry indexed)
    {
        var place = PlaceOf(indexed.Entry);
        var terms = PublicTerms.Of(indexed.Entry);
        foreach (var term in indexed.Pending!)
        {
            if (!changes.TryGetValue(term, out var bits)) changes[term] = bits = (BlockBits.Empty(), BlockBits.Empty());
            BlockBits.Set(bits.Change, place, true);
            BlockBits.Set(bits.Value, place, terms.Contains(term));
        }
    }

    private async Task<string> WriteAsync(NumberBlock block, string row, string? etag, IndexedEntry entry, CancellationToken cancellation)
    {
        var document = TypedRecords.ToDocument(entry);
        RecordOperation operation = etag is null ? new InsertRecord(row) { Document = document } : new ReplaceRecord(row, etag) { Document = document };
        return (await records.CommitAsync(Table, Partition(block), [operation], cancellation))[0];
    }

    private static bool Same(IndexedEntry one, IndexedEntry other) => TypedRecords.ToDocument(one).AsSpan().SequenceEqual(TypedRecords.ToDocument(other));

    private static int PlaceOf(PublicEntry entry) => NumberBlock.Of(entry.Public.Number).Serial % NumberBlock.Size;

    private static string Partition(NumberBlock block) => string.Create(CultureInfo.InvariantCulture, $"{block.Year:D4}-{block.Number:D3}");

    private static string Row(int serial) => serial.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>An entry as it is stored.</summary>
    /// <param name="Entry">The entry.</param>
    /// <param name="Pending">Terms that are being written; null once all are right.</param>
    internal sealed record IndexedEntry(PublicEntry Entry, IReadOnlyList<Term>? Pending);
}
