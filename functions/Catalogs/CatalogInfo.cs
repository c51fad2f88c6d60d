namespace PatentFunctions.Catalogs;

/// <summary>What a catalog is and which edition is in force (分类目录).</summary>
/// <param name="Id">Stable name in addresses and stored records; see <see cref="CatalogIds"/>.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Version">Edition, such as <c>2017-xg1</c>; stored with every choice made from the catalog.</param>
/// <param name="EffectiveFrom">The day from which the edition holds; null when its source names none.</param>
/// <param name="Source">Where the content comes from, in Chinese, as shown to users.</param>
public sealed record CatalogInfo(string Id, string Title, string Version, DateOnly? EffectiveFrom, string Source);

/// <summary>Ids of the catalogs (COM-15).</summary>
public static class CatalogIds
{
    /// <summary>国民经济行业分类 GB/T 4754-2017, amendment No. 1 included.</summary>
    public const string NationalEconomy = "gb4754";

    /// <summary>统计用产品分类.</summary>
    public const string Products = "products";

    /// <summary>知识产权（专利）密集型产业统计分类（2019）.</summary>
    public const string PatentIntensive = "patent-intensive";

    /// <summary>战略性新兴产业分类（2018）.</summary>
    public const string Strategic2018 = "sei2018";

    /// <summary>工业战略性新兴产业分类目录（2023）.</summary>
    public const string StrategicIndustry2023 = "sei-industry2023";

    /// <summary>行政区划: province, city, district.</summary>
    public const string Divisions = "divisions";

    /// <summary>出口地.</summary>
    public const string ExportDestinations = "export-destinations";

    /// <summary>备案目的.</summary>
    public const string FilingPurposes = "filing-purposes";

    /// <summary>备案单位类型 (UNI-02).</summary>
    public const string UnitTypes = "unit-types";

    /// <summary>企业类型 (登记注册类型).</summary>
    public const string EnterpriseTypes = "enterprise-types";

    /// <summary>企业规模.</summary>
    public const string EnterpriseSizes = "enterprise-sizes";
}
