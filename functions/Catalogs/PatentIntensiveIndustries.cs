using System.Collections.Frozen;

namespace PatentFunctions.Catalogs;

/// <summary>Where an industry class stands in the classification of patent-intensive industries (专利密集型产业).</summary>
/// <param name="Gb4754Code">Class of GB/T 4754-2017, four digits.</param>
/// <param name="Gb4754Name">Its name.</param>
/// <param name="GroupCode">中类 of the classification, four digits.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="SectorCode">大类 of the classification, two digits.</param>
/// <param name="SectorName">Its name.</param>
public sealed record PatentIntensiveMatch(
    string Gb4754Code, string Gb4754Name, string GroupCode, string GroupName, string SectorCode, string SectorName);

/// <summary>
/// 知识产权（专利）密集型产业统计分类（2019）: 7 sectors, 31 groups, 188 classes of GB/T 4754-2017. Every entry covers its class
/// as a whole; the classification marks none as a part.
/// </summary>
public static class PatentIntensiveIndustries
{
    private static readonly Lazy<FrozenDictionary<string, PatentIntensiveMatch>> ByClass = new(Load);

    /// <summary>The catalog; its third level is coded group.class, such as <c>0107.3962</c>, since the classification gives it no code of its own.</summary>
    public static Catalog Catalog => CatalogRegistry.BuiltIn.Get(CatalogIds.PatentIntensive);

    /// <summary>All matches, one for each class.</summary>
    public static IReadOnlyCollection<PatentIntensiveMatch> All => ByClass.Value.Values;

    /// <summary>
    /// 专利密集型产业匹配 (FIL-09): the entry of an industry class, or null when the class is not patent-intensive.
    /// Shown to unit and examiner; it decides nothing.
    /// </summary>
    public static PatentIntensiveMatch? Match(string? gb4754Class) =>
        gb4754Class is null ? null : ByClass.Value.GetValueOrDefault(gb4754Class);

    private static FrozenDictionary<string, PatentIntensiveMatch> Load()
    {
        var catalog = Catalog;
        return EmbeddedData.Rows("patent-intensive.tsv")
            .Where(fields => fields[3].Length > 0)
            .Select(fields =>
            {
                var group = catalog.Find(fields[2])!;
                var sector = catalog.Find(group.Parent)!;
                return new PatentIntensiveMatch(fields[3], fields[1], group.Code, group.Name, sector.Code, sector.Name);
            })
            .ToFrozenDictionary(match => match.Gb4754Code, StringComparer.Ordinal);
    }
}
