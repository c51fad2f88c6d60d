using System.Collections.Frozen;

namespace PatentFunctions.Catalogs;

/// <summary>
/// All catalogs by id (COM-15). Immutable: loading an operator's file gives a new registry. A catalog is read from its
/// data only when it is first asked for.
/// </summary>
public sealed class CatalogRegistry
{
    private readonly FrozenDictionary<string, (CatalogInfo Info, Lazy<Catalog> Catalog)> _catalogs;

    private CatalogRegistry(IEnumerable<(CatalogInfo Info, Lazy<Catalog> Catalog)> catalogs) =>
        _catalogs = catalogs.ToFrozenDictionary(item => item.Info.Id, StringComparer.Ordinal);

    /// <summary>The catalogs that come with the project.</summary>
    public static CatalogRegistry BuiltIn { get; } = new(
        BuiltInCatalogs.Definitions.Select(definition => (
            definition.Info,
            new Lazy<Catalog>(() => Catalog.Create(definition.Info, definition.Rows())))));

    /// <summary>What catalogs there are, by id, without reading their data.</summary>
    public IReadOnlyList<CatalogInfo> All => [.. _catalogs.Values.Select(item => item.Info).OrderBy(info => info.Id, StringComparer.Ordinal)];

    /// <summary>A catalog by the id a caller sent; null when there is none.</summary>
    public Catalog? Find(string? id) => id is not null && _catalogs.TryGetValue(id, out var item) ? item.Catalog.Value : null;

    /// <summary>A catalog by one of <see cref="CatalogIds"/>.</summary>
    /// <exception cref="KeyNotFoundException">The id is none of ours.</exception>
    public Catalog Get(string id) => _catalogs[id].Catalog.Value;

    /// <summary>The same registry with one catalog replaced, as after an operator's import.</summary>
    /// <exception cref="ArgumentException">There is no catalog of that id to replace.</exception>
    public CatalogRegistry With(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (!_catalogs.ContainsKey(catalog.Id))
            throw new ArgumentException($"There is no catalog {catalog.Id} to replace.", nameof(catalog));
        return new CatalogRegistry(_catalogs.Values.Select(item =>
            item.Info.Id == catalog.Id ? (catalog.Info, new Lazy<Catalog>(catalog)) : item));
    }
}
