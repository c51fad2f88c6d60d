using System.Security.Cryptography;
using System.Text;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Patents;

/// <summary>
/// The patent register that the operator has loaded (PAT-05). Patents and the index of owners are spread over 256 partitions each by hash, so
/// that a load fills whole batches and no partition is hot. The index is a hint: an owner that a later load took off a patent stays in it, so
/// the patent itself is asked.
/// </summary>
public sealed class PatentRegister(IRecordStore records) : IPatentRegistry
{
    private const int Parallel = 8;

    /// <inheritdoc />
    public async Task<RegisterPatent?> FindAsync(PatentNumber number, CancellationToken cancellation) =>
        (await records.FindAsync<RegisterPatent>(PatentTables.Register, Hash(PatentTables.RowOf(number))[..2], PatentTables.RowOf(number), cancellation))?.Value;

    /// <inheritdoc />
    public async Task<OwnedPatents> OwnedByAsync(string name, string? page, int take, CancellationToken cancellation)
    {
        var owner = OwnerNames.Normalize(name);
        var hash = Hash(owner);
        var query = new RecordQuery { Partition = hash[..2], RowPrefix = hash + "-", Take = take, Continuation = page };
        var found = await records.QueryAsync(PatentTables.Owners, query, cancellation);
        var patents = await Task.WhenAll(found.Records.Select(r => FindAsync(r.As<PatentNumber>().Value, cancellation)));
        var names = new HashSet<string>(StringComparer.Ordinal) { owner };
        return new OwnedPatents([.. patents.OfType<RegisterPatent>().Where(p => p.IsOwnedBy(names))], found.Continuation);
    }

    /// <summary>Adds patents or brings them up to date; of two with the same number the later one holds.</summary>
    public async Task WriteAsync(IReadOnlyList<RegisterPatent> patents, CancellationToken cancellation)
    {
        var latest = new Dictionary<string, RegisterPatent>(patents.Count, StringComparer.Ordinal);
        foreach (var patent in patents) latest[PatentTables.RowOf(patent.Number)] = patent;
        var owners = latest
            .SelectMany(p => p.Value.Owners.Select(o => (Hash: Hash(OwnerNames.Normalize(o)), p.Value.Number, Row: p.Key)))
            .DistinctBy(o => (o.Hash, o.Row))
            .Select(o => (Bucket: o.Hash[..2], Operation: (RecordOperation)new UpsertRecord($"{o.Hash}-{o.Row}") { Document = TypedRecords.ToDocument(o.Number) }));
        var register = latest.Select(p => (Bucket: Hash(p.Key)[..2], Operation: (RecordOperation)new UpsertRecord(p.Key) { Document = TypedRecords.ToDocument(p.Value) }));
        // The index first: an entry without its patent is ignored, a patent without its entry would be missed.
        await WriteAsync(PatentTables.Owners, owners, cancellation);
        await WriteAsync(PatentTables.Register, register, cancellation);
    }

    private Task WriteAsync(string table, IEnumerable<(string Bucket, RecordOperation Operation)> operations, CancellationToken cancellation)
    {
        var batches = operations.GroupBy(o => o.Bucket).SelectMany(g => g.Select(o => o.Operation).Chunk(RecordLimits.BatchOperations).Select(batch => (g.Key, Batch: batch)));
        return System.Threading.Tasks.Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (batch, token) => await records.CommitAsync(table, batch.Key, batch.Batch, token));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
