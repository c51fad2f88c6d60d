using System.Text.Json;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Cases;

/// <summary>One row that a case contributes to a list across cases.</summary>
/// <param name="Table">Table of the list.</param>
/// <param name="Partition">Partition of the list.</param>
/// <param name="Row">Row, chosen so that the list's order is the row order.</param>
/// <param name="Document">Content.</param>
/// <param name="Properties">What the list can be filtered by.</param>
public sealed record ProjectedRow(string Table, string Partition, string Row, JsonElement Document, IReadOnlyDictionary<string, object>? Properties = null)
{
    /// <summary>A row with content of a type.</summary>
    public static ProjectedRow Of<T>(string table, string partition, string row, T value, IReadOnlyDictionary<string, object>? properties = null) =>
        new(table, partition, row, JsonSerializer.SerializeToElement(value, PlatformJson.Stored), properties);
}

/// <summary>
/// A list across partitions (queue, public search, statistics), computed from the case as it is now. It is refreshed by a message after
/// every act and can be rebuilt at any time: the cases are the truth.
/// </summary>
public interface IProjection
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>Table of the cases that it is computed from.</summary>
    string SourceTable { get; }

    /// <summary>What the case contributes now; nothing where it does not belong on the list.</summary>
    Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation);
}

/// <summary>
/// A list whose rows many cases share (the public site's index): it writes itself, by the same messages and the same operator's command as
/// any <see cref="IProjection"/>.
/// </summary>
public interface IIndexProjection
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>Table of the cases that it is rebuilt from.</summary>
    string SourceTable { get; }

    /// <summary>Brings what a case contributes up to date; the case may be of another table that it looks at.</summary>
    Task RefreshAsync(CaseAddress address, CancellationToken cancellation);

    /// <summary>Computes everything anew.</summary>
    /// <returns>How many cases were looked at.</returns>
    Task<int> RebuildAsync(CancellationToken cancellation);
}

/// <summary>Messages that refresh projections.</summary>
public static class ProjectionMessages
{
    /// <summary>Kind of <see cref="Refresh"/>.</summary>
    public const string Kind = "projection.refresh";

    /// <summary>Brings what the sending case contributes to a projection up to date.</summary>
    public static OutboxMessage Refresh(string projection) => OutboxMessage.Of(Kind, projection);
}

/// <summary>Keeps projections equal to their cases.</summary>
public sealed class Projector(IRecordStore records, IServiceProvider services) : IOutboxHandler
{
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <inheritdoc />
    public string Kind => ProjectionMessages.Kind;

    /// <inheritdoc />
    public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation) =>
        RefreshAsync(delivery.Read<string>(), delivery.Case, cancellation);

    /// <summary>Recomputes one case's rows: new ones are written, old ones that no longer belong are removed.</summary>
    public async Task RefreshAsync(string name, CaseAddress address, CancellationToken cancellation)
    {
        var index = IndexOf(name);
        var projection = index is null ? services.GetServices<IProjection>().SingleOrDefault(p => p.Name == name) ?? throw new InvalidOperationException($"no projection '{name}'") : null;
        var gate = gates[(uint)$"{name}|{address}".GetHashCode(StringComparison.Ordinal) % (uint)gates.Length];
        await gate.WaitAsync(cancellation);
        try
        {
            await (index?.RefreshAsync(address, cancellation) ?? RefreshAsync(projection!, address, cancellation));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Recomputes every case of a projection's source table: the operator's command.</summary>
    /// <returns>How many cases were looked at.</returns>
    public async Task<int> RebuildAsync(string name, CancellationToken cancellation)
    {
        if (IndexOf(name) is { } index) return await index.RebuildAsync(cancellation);
        var projection = services.GetServices<IProjection>().Single(p => p.Name == name);
        var cases = 0;
        await foreach (var head in records.AllAsync(projection.SourceTable, new RecordQuery { RowFrom = CaseRows.Head, RowBefore = CaseRows.Head + "~", Take = RecordLimits.PageRecords }, cancellation))
        {
            await RefreshAsync(name, new CaseAddress(projection.SourceTable, head.Partition), cancellation);
            cases++;
        }
        return cases;
    }

    private IIndexProjection? IndexOf(string name) => services.GetServices<IIndexProjection>().SingleOrDefault(p => p.Name == name);

    // The list of written keys is widened before rows are written and narrowed after old ones are gone, so that a crash between leaves
    // nothing that the next refresh would not find.
    private async Task RefreshAsync(IProjection projection, CaseAddress address, CancellationToken cancellation)
    {
        var ledgerRow = CaseRows.Projection + projection.Name;
        var ledger = await records.FindAsync<List<ProjectedKey>>(address.Table, address.Partition, ledgerRow, cancellation);
        var rows = await projection.ComputeAsync(address, cancellation);
        var keys = rows.Select(r => new ProjectedKey(r.Table, r.Partition, r.Row)).ToList();
        var known = ledger?.Value ?? [];
        if (keys.Except(known).Any()) await WriteLedgerAsync(address, ledgerRow, [.. known.Union(keys)], cancellation);
        foreach (var row in rows)
        {
            var operation = new UpsertRecord(row.Row)
            {
                Document = JsonSerializer.SerializeToUtf8Bytes(row.Document, PlatformJson.Stored),
                Properties = row.Properties ?? System.Collections.Immutable.ImmutableDictionary<string, object>.Empty,
            };
            await records.CommitAsync(row.Table, row.Partition, [operation], cancellation);
        }
        var gone = known.Except(keys).ToList();
        foreach (var key in gone) await DeleteAsync(key, cancellation);
        if (gone.Count > 0) await WriteLedgerAsync(address, ledgerRow, keys, cancellation);
    }

    private async Task WriteLedgerAsync(CaseAddress address, string row, List<ProjectedKey> keys, CancellationToken cancellation) =>
        await records.CommitAsync(address.Table, address.Partition, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(keys) }], cancellation);

    private async Task DeleteAsync(ProjectedKey key, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(key.Table, key.Partition, [new DeleteRecord(key.Row)], cancellation);
        }
        catch (StoreConflictException)
        {
            // Gone already.
        }
    }

    private sealed record ProjectedKey(string Table, string Partition, string Row);
}
