using System.Globalization;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Catalogs;

/// <summary>An imported catalog: what it is and where its entries lie.</summary>
/// <param name="Info">Title, edition and source.</param>
/// <param name="ContentHash">Names the slices; entries of an earlier import keep theirs until the new ones are in force.</param>
/// <param name="Slices">How many.</param>
internal sealed record ImportedCatalog(CatalogInfo Info, string ContentHash, int Slices);

/// <summary>
/// The catalogs that hold now (COM-15): what an operator has imported, or the built-in ones. Read anew at most once a minute.
/// </summary>
public sealed class CatalogsInForce(IRecordStore records, TimeProvider time)
{
    /// <summary>Table of the imported catalogs.</summary>
    internal const string Table = "Catalogs";

    /// <summary>Partition that says which imports are in force, one row a catalog.</summary>
    internal const string Partition = "in-force";

    // A slice is one record: 900 entries of at most 364 characters (code, name, parent), three bytes each, stay below an entity's 1 MiB.
    private const int SliceEntries = 900;

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private (DateTimeOffset ReadAt, CatalogRegistry Registry)? cached;
    private Dictionary<string, Catalog> loaded = [];

    /// <summary>The catalogs that hold now.</summary>
    public async Task<CatalogRegistry> CurrentAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (cached is { } fresh && now - fresh.ReadAt < Freshness) return fresh.Registry;
        var registry = CatalogRegistry.BuiltIn;
        var kept = new Dictionary<string, Catalog>(StringComparer.Ordinal);
        await foreach (var row in records.AllAsync<ImportedCatalog>(Table, new RecordQuery { Partition = Partition, RowPrefix = RowPrefix }, cancellation))
        {
            var key = SlicesOf(row.Value.Info.Id, row.Value.ContentHash) + row.Value.Info.Version;
            var catalog = loaded.GetValueOrDefault(key) ?? await LoadAsync(row.Value, cancellation);
            kept[key] = catalog;
            registry = registry.With(catalog);
        }
        loaded = kept;
        cached = (now, registry);
        return registry;
    }

    /// <summary>Forgets what was read, after an import.</summary>
    internal void Forget() => cached = null;

    /// <summary>Row of a catalog in <see cref="Partition"/>.</summary>
    internal static string RowOf(string id) => RowPrefix + id;

    /// <summary>Writes the entries of an import; they hold only once the row in <see cref="Partition"/> says so.</summary>
    internal async Task<ImportedCatalog> StoreAsync(Catalog catalog, IReadOnlyList<CatalogRow> rows, CancellationToken cancellation)
    {
        var slices = rows.Chunk(SliceEntries).ToList();
        for (var i = 0; i < slices.Count; i++)
            await records.CommitAsync(Table, SlicesOf(catalog.Id, catalog.ContentHash), [new UpsertRecord(SliceRow(i)) { Document = TypedRecords.ToDocument(slices[i]) }], cancellation);
        return new ImportedCatalog(catalog.Info, catalog.ContentHash, slices.Count);
    }

    /// <summary>Removes the entries of an import that holds no longer.</summary>
    internal async Task RemoveAsync(ImportedCatalog gone, CancellationToken cancellation)
    {
        for (var i = 0; i < gone.Slices; i++)
        {
            try
            {
                await records.CommitAsync(Table, SlicesOf(gone.Info.Id, gone.ContentHash), [new DeleteRecord(SliceRow(i))], cancellation);
            }
            catch (StoreConflictException)
            {
                // Gone already.
            }
        }
    }

    private const string RowPrefix = "catalog-";

    private static string SlicesOf(string id, string hash) => $"{id}-{hash}";

    private static string SliceRow(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private async Task<Catalog> LoadAsync(ImportedCatalog imported, CancellationToken cancellation)
    {
        var rows = new List<CatalogRow>();
        await foreach (var slice in records.AllAsync<IReadOnlyList<CatalogRow>>(Table, new RecordQuery { Partition = SlicesOf(imported.Info.Id, imported.ContentHash), Take = 10 }, cancellation))
            rows.AddRange(slice.Value);
        return Catalog.Create(imported.Info, rows);
    }
}
