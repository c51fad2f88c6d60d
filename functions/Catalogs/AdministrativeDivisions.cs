namespace PatentFunctions.Catalogs;

/// <summary>行政区划: province (two digits), city (four), district (six).</summary>
public static class AdministrativeDivisions
{
    // Rows of the statistical code list that stand between a province and its districts and are no place of their own.
    private static readonly string[] Placeholders = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

    private static readonly string[] ProvinceEndings = ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"];

    /// <summary>The catalog.</summary>
    public static Catalog Catalog => CatalogRegistry.BuiltIn.Get(CatalogIds.Divisions);

    /// <summary>A division by its code, also in the six-digit form of GB/T 2260 with trailing zeros (320000, 320100); null when unknown.</summary>
    public static CatalogEntry? Find(string? code)
    {
        if (code is null)
            return null;
        if (code.Length == 6 && code.EndsWith("0000", StringComparison.Ordinal))
            return Catalog.Find(code[..2]);
        // 东莞, 中山 and 儋州 have no districts and stand for themselves as 441900 and so on: the full code wins.
        return Catalog.Find(code)
            ?? (code.Length == 6 && code.EndsWith("00", StringComparison.Ordinal) ? Catalog.Find(code[..4]) : null);
    }

    /// <summary>The two-digit code of the province a division lies in; null when the code is unknown.</summary>
    public static string? ProvinceOf(string? code) => Find(code)?.AtLevel(1)?.Code;

    /// <summary>The name as it stands in an address, without placeholders: 江苏省南京市玄武区, 北京市海淀区; null when unknown.</summary>
    public static string? FullNameOf(string? code) =>
        Find(code) is { } entry ? string.Concat(entry.Path.Distinct(StringComparer.Ordinal).Where((name, level) => level != 1 || !Placeholders.Contains(name))) : null;

    /// <summary>
    /// The division that names stand for, as preset accounts give them (ACC-06): the province with or without its ending
    /// (江苏, 江苏省), city and district as far as given. In a municipality the city may be left out or repeat the
    /// province. Null when a name is unknown.
    /// </summary>
    public static CatalogEntry? Resolve(string? province, string? city, string? district)
    {
        var top = Catalog.Children(null).FirstOrDefault(entry => entry.Name == province || Shorten(entry.Name) == province);
        if (top is null)
            return null;

        var cities = Catalog.Children(top.Code);
        IEnumerable<CatalogEntry> within = cities;
        CatalogEntry found = top;
        if (!string.IsNullOrEmpty(city) && city != top.Name && city != Shorten(top.Name))
        {
            var named = cities.FirstOrDefault(entry => entry.Name == city || entry.Name == city + "市");
            if (named is null)
                return null;
            found = named;
            within = [named];
        }

        return string.IsNullOrEmpty(district)
            ? found
            : within.SelectMany(entry => Catalog.Children(entry.Code)).FirstOrDefault(entry => entry.Name == district);
    }

    private static string Shorten(string province)
    {
        foreach (var ending in ProvinceEndings)
            if (province.EndsWith(ending, StringComparison.Ordinal))
                return province[..^ending.Length];
        return province;
    }
}
