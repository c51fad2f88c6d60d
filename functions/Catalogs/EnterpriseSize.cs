namespace PatentFunctions.Catalogs;

/// <summary>企业规模 by the statistical rule.</summary>
public enum EnterpriseSize
{
    /// <summary>大型.</summary>
    Large,

    /// <summary>中型.</summary>
    Medium,

    /// <summary>小型.</summary>
    Small,

    /// <summary>微型.</summary>
    Micro,
}

/// <summary>The figures sizes are told by.</summary>
public enum SizeIndicator
{
    /// <summary>从业人员, persons.</summary>
    Employees,

    /// <summary>营业收入, 万元.</summary>
    Revenue,

    /// <summary>资产总额, 万元.</summary>
    TotalAssets,
}

/// <summary>The answer of the size rule.</summary>
/// <param name="Size">The size; null when the industry is outside the rule or a figure is missing.</param>
/// <param name="Sector">Chinese name of the rule's line; null when the industry is outside the rule (finance, education, railways and others).</param>
/// <param name="Missing">Figures the line needs and which were not given.</param>
public sealed record EnterpriseSizeResult(EnterpriseSize? Size, string? Sector, IReadOnlyList<SizeIndicator> Missing);

/// <summary>
/// 统计上大中小微型企业划分办法（2017）: a large, medium or small enterprise reaches all lower bounds of its line, else it
/// falls one class down; what is not even small is micro.
/// </summary>
public static class EnterpriseSizes
{
    // Industries by prefixes of GB/T 4754-2017 codes; figures in persons and 万元.
    private static readonly Line[] Lines =
    [
        new("农、林、牧、渔业", Range(1, 5), new Bound(SizeIndicator.Revenue, 20_000, 500, 50)),
        new("工业", Range(6, 46), new(SizeIndicator.Employees, 1_000, 300, 20), new(SizeIndicator.Revenue, 40_000, 2_000, 300)),
        new("建筑业", Range(47, 50), new(SizeIndicator.Revenue, 80_000, 6_000, 300), new(SizeIndicator.TotalAssets, 80_000, 5_000, 300)),
        new("批发业", ["51"], new(SizeIndicator.Employees, 200, 20, 5), new(SizeIndicator.Revenue, 40_000, 5_000, 1_000)),
        new("零售业", ["52"], new(SizeIndicator.Employees, 300, 50, 10), new(SizeIndicator.Revenue, 20_000, 500, 100)),
        new("交通运输业", [.. Range(54, 58), "591"], new(SizeIndicator.Employees, 1_000, 300, 20), new(SizeIndicator.Revenue, 30_000, 3_000, 200)),
        new("仓储业", Range(592, 599), new(SizeIndicator.Employees, 200, 100, 20), new(SizeIndicator.Revenue, 30_000, 1_000, 100)),
        new("邮政业", ["60"], new(SizeIndicator.Employees, 1_000, 300, 20), new(SizeIndicator.Revenue, 30_000, 2_000, 100)),
        new("住宿业", ["61"], new(SizeIndicator.Employees, 300, 100, 10), new(SizeIndicator.Revenue, 10_000, 2_000, 100)),
        new("餐饮业", ["62"], new(SizeIndicator.Employees, 300, 100, 10), new(SizeIndicator.Revenue, 10_000, 2_000, 100)),
        new("信息传输业", ["63", "64"], new(SizeIndicator.Employees, 2_000, 100, 10), new(SizeIndicator.Revenue, 100_000, 1_000, 100)),
        new("软件和信息技术服务业", ["65"], new(SizeIndicator.Employees, 300, 100, 10), new(SizeIndicator.Revenue, 10_000, 1_000, 50)),
        new("房地产开发经营", ["701"], new(SizeIndicator.Revenue, 200_000, 1_000, 100), new(SizeIndicator.TotalAssets, 10_000, 5_000, 2_000)),
        new("物业管理", ["702"], new(SizeIndicator.Employees, 1_000, 300, 100), new(SizeIndicator.Revenue, 5_000, 1_000, 500)),
        new("租赁和商务服务业", ["71", "72"], new(SizeIndicator.Employees, 300, 100, 10), new(SizeIndicator.TotalAssets, 120_000, 8_000, 100)),
        new("其他未列明行业", [.. Range(73, 82), "85", .. Range(86, 90), "703", "709"], new Bound(SizeIndicator.Employees, 300, 100, 10)),
    ];

    /// <summary>The size of an enterprise.</summary>
    /// <param name="industryCode">GB/T 4754-2017 code of two to four digits; the lines that split a division need three.</param>
    /// <param name="employees">从业人员, persons.</param>
    /// <param name="revenue">营业收入 of the year, 万元.</param>
    /// <param name="totalAssets">资产总额 at the year's end, 万元.</param>
    public static EnterpriseSizeResult Classify(string? industryCode, int? employees, decimal? revenue, decimal? totalAssets)
    {
        var line = Array.Find(Lines, candidate => candidate.Covers(industryCode));
        if (line is null)
            return new EnterpriseSizeResult(null, null, []);

        decimal? Figure(Bound bound) => bound.Indicator switch
        {
            SizeIndicator.Employees => employees,
            SizeIndicator.Revenue => revenue,
            _ => totalAssets,
        };

        var missing = line.Bounds.Where(bound => Figure(bound) is null).Select(bound => bound.Indicator).ToList();
        if (missing.Count > 0)
            return new EnterpriseSizeResult(null, line.Sector, missing);

        var size = true switch
        {
            _ when Array.TrueForAll(line.Bounds, bound => Figure(bound) >= bound.Large) => EnterpriseSize.Large,
            _ when Array.TrueForAll(line.Bounds, bound => Figure(bound) >= bound.Medium) => EnterpriseSize.Medium,
            _ when Array.TrueForAll(line.Bounds, bound => Figure(bound) >= bound.Small) => EnterpriseSize.Small,
            _ => EnterpriseSize.Micro,
        };
        return new EnterpriseSizeResult(size, line.Sector, []);
    }

    /// <summary>The code of a size in the catalog <see cref="CatalogIds.EnterpriseSizes"/>.</summary>
    public static string CodeOf(EnterpriseSize size) => size switch
    {
        EnterpriseSize.Large => "large",
        EnterpriseSize.Medium => "medium",
        EnterpriseSize.Small => "small",
        _ => "micro",
    };

    private static string[] Range(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(code => code.ToString("00", System.Globalization.CultureInfo.InvariantCulture))];

    private sealed record Bound(SizeIndicator Indicator, decimal Large, decimal Medium, decimal Small);

    private sealed record Line(string Sector, string[] Prefixes, params Bound[] Bounds)
    {
        public bool Covers(string? code) =>
            code is not null && Array.Exists(Prefixes, prefix => code.StartsWith(prefix, StringComparison.Ordinal));
    }
}
