namespace PatentFunctions.Catalogs;

/// <summary>The table of the catalogs that come with the project; <c>data/README.md</c> says where each is from.</summary>
internal static class BuiltInCatalogs
{
    public static readonly IReadOnlyList<(CatalogInfo Info, Func<IReadOnlyList<CatalogRow>> Rows)> Definitions =
    [
        (new(CatalogIds.NationalEconomy, "国民经济行业分类", "2017-xg1", new DateOnly(2019, 3, 29),
            "GB/T 4754-2017《国民经济行业分类》及第1号修改单"),
            () => EmbeddedData.CatalogRows("gb4754.tsv")),
        (new(CatalogIds.Products, "统计用产品分类", "interim-2023", null,
            "暂用目录：由 GB/T 4754-2017 小类和《工业战略性新兴产业分类目录（2023）》产品组成，可由运维人员以《统计用产品分类目录》替换"),
            StatisticalProducts.InterimRows),
        (new(CatalogIds.PatentIntensive, "知识产权（专利）密集型产业统计分类", "2019", new DateOnly(2019, 4, 1),
            "国家统计局令第25号《知识产权（专利）密集型产业统计分类（2019）》"),
            () => EmbeddedData.CatalogRows("patent-intensive.tsv")),
        (new(CatalogIds.Strategic2018, "战略性新兴产业分类", "2018", new DateOnly(2018, 11, 7),
            "国家统计局令第23号《战略性新兴产业分类（2018）》"),
            () => EmbeddedData.CatalogRows("sei2018.tsv")),
        (new(CatalogIds.StrategicIndustry2023, "工业战略性新兴产业分类目录", "2023", null,
            "国家统计局《工业战略性新兴产业分类目录（2023）》"),
            () => EmbeddedData.CatalogRows("sei-industry2023.tsv")),
        (new(CatalogIds.Divisions, "行政区划", "2023-06-30", new DateOnly(2023, 6, 30),
            "国家统计局2023年统计用区划代码（省、市、县三级）"),
            () => EmbeddedData.CatalogRows("divisions.tsv")),
        (new(CatalogIds.ExportDestinations, "出口地", "iso3166-cldr47", null,
            "ISO 3166-1 国家和地区代码；按大洲分组"),
            () => EmbeddedData.CatalogRows("export-destinations.tsv")),
        (new(CatalogIds.FilingPurposes, "备案目的", "1", null,
            "平台自定；手册未列出选项"),
            () => EmbeddedData.CatalogRows("filing-purposes.tsv")),
        (new(CatalogIds.UnitTypes, "备案单位类型", "1", null,
            "专利产品备案手册：企业、高校院所、新型研发机构、社会组织等具有独立法人资格的单位"),
            () => EmbeddedData.CatalogRows("unit-types.tsv")),
        (new(CatalogIds.EnterpriseTypes, "企业类型", "2011", null,
            "国统字〔2011〕86号《关于划分企业登记注册类型的规定》"),
            () => EmbeddedData.CatalogRows("enterprise-types.tsv")),
        (new(CatalogIds.EnterpriseSizes, "企业规模", "2017", null,
            "《统计上大中小微型企业划分办法（2017）》"),
            () => EmbeddedData.CatalogRows("enterprise-sizes.tsv")),
    ];
}
