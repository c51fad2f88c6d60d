using System.Collections.Frozen;

namespace PatentFunctions.Catalogs;

/// <summary>A product or service named by a classification of strategic emerging industries (重点产品和服务).</summary>
/// <param name="SeiCode">Entry of the classification it stands under.</param>
/// <param name="Gb4754Codes">Classes of GB/T 4754-2017 it belongs to, at least one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">Seven-digit product code (2023); null in the edition of 2018, which gives none.</param>
public sealed record StrategicProduct(string SeiCode, IReadOnlyList<string> Gb4754Codes, string Name, string? Code)
{
    /// <summary>Whether the line says that every product of the class counts (该行业全部产品都算作战略性新兴产业产品), so that it names no product.</summary>
    public bool IsWholeClass => Name.StartsWith("该行业全部产品", StringComparison.Ordinal);
}

/// <summary>A link from an industry class to an entry of strategic emerging industries.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Gb4754Code">Code of GB/T 4754-2017: a class, in a few cases a group or division.</param>
/// <param name="Partial">Only part of the class belongs to it (marked * in the classification).</param>
public sealed record StrategicMatch(CatalogEntry Entry, string Gb4754Code, bool Partial);

/// <summary>
/// 战略性新兴产业 in one edition: the tree, its links to GB/T 4754-2017 and its products. Read when first used.
/// </summary>
public sealed class StrategicIndustries
{
    private readonly string _catalogId;
    private readonly Lazy<IReadOnlyList<StrategicProduct>> _products;
    private readonly Lazy<FrozenDictionary<string, StrategicMatch[]>> _links;
    private readonly Lazy<ILookup<string, StrategicProduct>> _productsBySei;

    private StrategicIndustries(
        string catalogId, Func<IEnumerable<StrategicProduct>> products, Func<IEnumerable<(string Sei, string Gb, bool Partial)>> links)
    {
        _catalogId = catalogId;
        _products = new(() => [.. products()]);
        _productsBySei = new(() => Products.ToLookup(product => product.SeiCode, StringComparer.Ordinal));
        _links = new(() => links()
            .Select(link => new StrategicMatch(Catalog.Find(link.Sei)!, link.Gb, link.Partial))
            .GroupBy(link => link.Gb4754Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal));
    }

    /// <summary>战略性新兴产业分类（2018）: 9 / 40 / 189 / 166 entries, services included.</summary>
    public static StrategicIndustries Edition2018 { get; } = new(
        CatalogIds.Strategic2018,
        () => EmbeddedData.Rows("sei2018-products.tsv")
            .Select(fields => new StrategicProduct(fields[0], fields[1].Split(';'), fields[2], Code: null)),
        () => EmbeddedData.Rows("sei2018-industries.tsv").Select(fields => (fields[0], fields[1], fields[2] == "1")));

    /// <summary>工业战略性新兴产业分类目录（2023）: 9 / 38 / 145 / 163 entries, industry only, products with codes.</summary>
    public static StrategicIndustries Industry2023 { get; } = new(
        CatalogIds.StrategicIndustry2023,
        () => EmbeddedData.Rows("sei-industry2023-products.tsv")
            .Select(fields => new StrategicProduct(fields[0], [fields[1]], fields[2], fields[3])),
        () => EmbeddedData.Rows("sei-industry2023-products.tsv")
            .Select(fields => (fields[0], fields[1], fields[4] == "1"))
            .Distinct());

    /// <summary>The tree.</summary>
    public Catalog Catalog => CatalogRegistry.BuiltIn.Get(_catalogId);

    /// <summary>All products and services, in the order of the source.</summary>
    public IReadOnlyList<StrategicProduct> Products => _products.Value;

    /// <summary>Products and services that stand directly under an entry.</summary>
    public IEnumerable<StrategicProduct> ProductsOf(string seiCode) => _productsBySei.Value[seiCode];

    /// <summary>
    /// The entries an industry class belongs to, those that take the whole class first. A link to a group or division
    /// holds for every class below it. Empty when there is none.
    /// </summary>
    public IReadOnlyList<StrategicMatch> Match(string? gb4754Class)
    {
        var links = new List<StrategicMatch>();
        for (var code = gb4754Class ?? ""; code.Length >= 2; code = code[..^1])
            if (_links.Value.TryGetValue(code, out var found))
                links.AddRange(found);
        return [.. links.OrderBy(link => link.Partial)];
    }
}
