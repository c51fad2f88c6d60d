namespace PatentFunctions.Catalogs;

/// <summary>
/// 统计用产品分类 (FIL-03). The official 《统计用产品分类目录》 could not be had as data: the interim tree puts the seven-digit
/// products of 工业战略性新兴产业分类目录（2023） under the classes of GB/T 4754-2017, and the operator replaces it by a CSV.
/// </summary>
public static class StatisticalProducts
{
    /// <summary>
    /// Goods, works or service, by the leading two digits of a product code: for the pre-check's rule that goods are not
    /// filed under a service category and the other way round (FIL-05). Null when the code tells nothing.
    /// </summary>
    public static ProductNature? NatureOf(string? code) => NationalEconomyIndustries.NatureOf(code);

    /// <summary>Whether a product code is a service category (技术服务类).</summary>
    public static bool IsService(string? code) => NatureOf(code) == ProductNature.Service;

    internal static IReadOnlyList<CatalogRow> InterimRows()
    {
        // Sections S and T, public administration and international organizations, make no products.
        var industries = NationalEconomyIndustries.Catalog.Entries
            .Where(entry => entry.AtLevel(NationalEconomyIndustries.SectionLevel)!.Code is not ("S" or "T"))
            .Select(entry => new CatalogRow(entry.Code, entry.Name, entry.Parent));
        var products = StrategicIndustries.Industry2023.Products
            .Where(product => !product.IsWholeClass)
            .Select(product => new CatalogRow(product.Code!, product.Name, product.Gb4754Codes[0]));
        return [.. industries, .. products];
    }
}
