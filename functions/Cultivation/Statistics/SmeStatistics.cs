using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.Statistics;

/// <summary>A figure that is added up.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Unit">单位.</param>
/// <param name="Of">What a report adds; null where it does not say.</param>
internal sealed record SmeMeasure(string Code, string Name, string Unit, Func<ReportFigures, decimal?> Of)
{
    /// <summary>Every measure.</summary>
    public static IReadOnlyList<SmeMeasure> All { get; } =
    [
        new("employees", "职工总数", "人", f => f.Employees),
        new("researchers", "科研人员数量", "人", f => f.Researchers),
        new("revenue", "年营业收入", "万元", f => f.Revenue),
        new("profit", "年利润", "万元", f => f.Profit),
        new("rdInvestment", "科研投入", "万元", f => f.RdInvestment),
        new("ipInvestment", "知识产权投入", "万元", f => f.IpInvestment),
        new("licencesOut", "专利许可数量", "件", f => f.LicencesOut),
        new("licencesOutAmount", "专利许可总金额", "万元", f => f.LicencesOutAmount),
        new("validInventions", "有效发明专利数量", "件", f => f.ValidInventions),
        new("filedProducts", "备案的专利产品数量", "件", f => f.FiledProducts),
    ];
}

/// <summary>What the enterprises are divided by.</summary>
/// <param name="Code">Code in addresses.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Of">The groups of a report: several where it has several honours, none where it has none.</param>
/// <param name="NameOf">Chinese name of a group; null where it has none.</param>
internal sealed record SmeDimension(string Code, string Name, Func<ReportLine, IEnumerable<string>> Of, Func<string, string?> NameOf)
{
    /// <summary>Every dimension; the honours are those of the form of the year.</summary>
    public static IReadOnlyList<SmeDimension> All(SmeFormDefinition form)
    {
        var honours = form.Find("honours")?.Choosable.ToDictionary(o => o.Value, o => o.Label, StringComparer.Ordinal) ?? [];
        var sizes = form.Find("size")?.Choosable.ToDictionary(o => o.Value, o => o.Label, StringComparer.Ordinal) ?? [];
        return
        [
            new("province", "省份", l => [l.Province], AdministrativeDivisions.FullNameOf),
            new("section", "行业门类", l => l.Industry is { } industry && NationalEconomyIndustries.SectionOf(industry) is { } section ? [section] : [], IndustryName),
            new("division", "行业大类", l => l.Industry is { Length: >= 2 } industry ? [industry[..2]] : [], IndustryName),
            new("honour", "企业称号", l => l.Honours.Distinct(), honours.GetValueOrDefault),
            new("size", "企业规模", l => l.Size is { } size ? [size] : [], sizes.GetValueOrDefault),
        ];
    }

    private static string? IndustryName(string code) => NationalEconomyIndustries.Catalog.Find(code)?.Name;
}

/// <summary>A figure of one year beside that of the year before.</summary>
/// <param name="Code">Which figure.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Unit">单位.</param>
/// <param name="Now">The year asked for.</param>
/// <param name="Before">The year before.</param>
/// <param name="Growth">同比增长, %; absent where the year before has nothing.</param>
public sealed record SmeFigure(string Code, string Name, string Unit, decimal Now, decimal Before, decimal? Growth)
{
    internal static SmeFigure Of(string code, string name, string unit, decimal now, decimal before) =>
        new(code, name, unit, now, before, before == 0 ? null : Math.Round(100m * (now - before) / Math.Abs(before), 2, MidpointRounding.AwayFromZero));
}

/// <summary>The figures of one group.</summary>
/// <param name="Value">Code of the group; absent for all together.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Figures">已上报 and 审核通过 in 家, then sums over the enterprises that passed.</param>
public sealed record SmeStatisticsLine(string? Value, string Name, IReadOnlyList<SmeFigure> Figures);

/// <summary>企业数据统计 (SME-10).</summary>
/// <param name="Year">上报年度.</param>
/// <param name="By">What the enterprises are divided by.</param>
/// <param name="Name">The same in Chinese.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Total">All together; by honours it is not the sum of the lines, as an enterprise may have several.</param>
/// <param name="Lines">One for each group with any enterprise in either year, in order of their codes.</param>
public sealed record SmeStatisticsAnswer(int Year, string By, string Name, DateTimeOffset At, SmeStatisticsLine Total, IReadOnlyList<SmeStatisticsLine> Lines);

/// <summary>Adds up reports as they are read: what it keeps grows with the groups, not with the reports.</summary>
internal sealed class SmeStatisticsSum(SmeDimension by)
{
    private const int Reported = 0;
    private const int Passed = 1;
    private const int FirstMeasure = 2;
    private readonly SortedDictionary<string, decimal[][]> groups = new(StringComparer.Ordinal);
    private readonly decimal[][] total = Empty();

    /// <summary>Adds a report.</summary>
    /// <param name="line">The report.</param>
    /// <param name="before">True where it is of the year before.</param>
    public void Add(ReportLine line, bool before)
    {
        if (line.Round == 0) return;
        var at = before ? 1 : 0;
        Add(total[at], line);
        foreach (var group in by.Of(line))
        {
            if (!groups.TryGetValue(group, out var sums)) groups[group] = sums = Empty();
            Add(sums[at], line);
        }
    }

    /// <summary>The figures so far.</summary>
    public SmeStatisticsAnswer Answer(int year, DateTimeOffset at) =>
        new(year, by.Code, by.Name, at, new SmeStatisticsLine(null, "合计", Figures(total)), [.. groups.Select(g => new SmeStatisticsLine(g.Key, by.NameOf(g.Key) ?? g.Key, Figures(g.Value)))]);

    private static void Add(decimal[] sums, ReportLine line)
    {
        sums[Reported]++;
        if (line.State != ReportState.Passed) return;
        sums[Passed]++;
        if (line.Figures is not { } figures) return;
        for (var i = 0; i < SmeMeasure.All.Count; i++) sums[FirstMeasure + i] += SmeMeasure.All[i].Of(figures) ?? 0;
    }

    private static IReadOnlyList<SmeFigure> Figures(decimal[][] sums) =>
    [
        SmeFigure.Of("reported", "已上报企业", "家", sums[0][Reported], sums[1][Reported]),
        SmeFigure.Of("passed", "审核通过企业", "家", sums[0][Passed], sums[1][Passed]),
        .. SmeMeasure.All.Select((m, i) => SmeFigure.Of(m.Code, m.Name, m.Unit, sums[0][FirstMeasure + i], sums[1][FirstMeasure + i])),
    ];

    private static decimal[][] Empty() => [new decimal[FirstMeasure + SmeMeasure.All.Count], new decimal[FirstMeasure + SmeMeasure.All.Count]];
}
