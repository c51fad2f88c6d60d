namespace PatentFunctions.Catalogs;

/// <summary>Whether a classification entry is about things, works or services.</summary>
public enum ProductNature
{
    /// <summary>实物类.</summary>
    Goods,

    /// <summary>建筑工程: neither goods nor a service in the sense of the filing rules.</summary>
    Works,

    /// <summary>服务类.</summary>
    Service,
}

/// <summary>国民经济行业分类 (GB/T 4754-2017 with amendment No. 1): 20 sections, 97 divisions, 473 groups, 1382 classes.</summary>
public static class NationalEconomyIndustries
{
    /// <summary>Level of the sections 门类 (one letter).</summary>
    public const int SectionLevel = 1;

    /// <summary>Level of the divisions 大类 (two digits).</summary>
    public const int DivisionLevel = 2;

    /// <summary>Level of the groups 中类 (three digits).</summary>
    public const int GroupLevel = 3;

    /// <summary>Level of the classes 小类 (four digits), the ones a unit or a product is filed under.</summary>
    public const int ClassLevel = 4;

    // Divisions that serve farming, mining and repair from within sections A to C.
    private static readonly string[] ServiceDivisions = ["05", "11", "43"];

    /// <summary>The catalog.</summary>
    public static Catalog Catalog => CatalogRegistry.BuiltIn.Get(CatalogIds.NationalEconomy);

    /// <summary>A class by its four digits; null for anything else, groups included.</summary>
    public static CatalogEntry? FindClass(string? code) => Catalog.Find(code) is { Level: ClassLevel } entry ? entry : null;

    /// <summary>The section letter of a code of two to four digits; null when the code is unknown.</summary>
    public static string? SectionOf(string? code) => Catalog.Find(code)?.AtLevel(SectionLevel)?.Code;

    /// <summary>
    /// Goods, works or service, from the first two digits of a code: 01–46 goods except 05, 11 and 43, 47–50 works, above
    /// that services. Null when the code starts otherwise.
    /// </summary>
    internal static ProductNature? NatureOf(string? code)
    {
        if (code is null || code.Length < 2 || !char.IsAsciiDigit(code[0]) || !char.IsAsciiDigit(code[1]))
            return null;
        var division = ((code[0] - '0') * 10) + (code[1] - '0');
        return division switch
        {
            0 or > 97 => null,
            _ when Array.Exists(ServiceDivisions, service => code.StartsWith(service, StringComparison.Ordinal)) => ProductNature.Service,
            <= 46 => ProductNature.Goods,
            <= 50 => ProductNature.Works,
            _ => ProductNature.Service,
        };
    }
}
