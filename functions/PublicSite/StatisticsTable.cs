using System.Globalization;
using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PublicSite;

/// <summary>What is counted, in 件 (products): a product that was updated in two years counts once in all years together and once in each.</summary>
/// <param name="Code">Code in addresses.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Facet">Where its years are listed.</param>
internal sealed record Measure(string Code, string Name, string Facet)
{
    /// <summary>备案 by 备案年度, 更新 by 更新年度, 认定 by 认定年度, 撤销 by the year of the end.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("filed", "备案", PublicTerms.Filed),
        new("updated", "更新", PublicTerms.Updated),
        new("recognized", "认定", PublicTerms.Recognized),
        new("withdrawn", "单位撤销备案", PublicTerms.Withdrawn),
        new("revoked", "平台撤销备案", PublicTerms.Revoked),
    ];

    /// <summary>The products that it counts.</summary>
    /// <param name="year">One year; null for all.</param>
    public Outcome<Condition> ConditionOf(string? year) =>
        year is null ? new HasBeginning(new Term(Facet, "")) : PublicFilter.OfYear("年度", Facet, year);
}

/// <summary>What the products are divided by.</summary>
/// <param name="Code">Code in addresses.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Facet">Where its values are listed.</param>
/// <param name="Group">The group of a value: a part of it.</param>
/// <param name="Beginning">The beginning that all values of a group have and no others.</param>
/// <param name="NameOf">Chinese name of a group; null where it has none.</param>
internal sealed record Dimension(string Code, string Name, string Facet, Func<string, string> Group, Func<string, string> Beginning, Func<string, string?> NameOf)
{
    private const string NotKnown = "未知";

    /// <summary>Every dimension besides the year, which each measure has its own of.</summary>
    public static IReadOnlyList<Dimension> All { get; } =
    [
        new("province", "省份", PublicTerms.Province, v => v, g => g, g => AdministrativeDivisions.Find(g)?.Name),
        new("section", "行业门类", PublicTerms.Industry, v => Known(v, 0, 1), g => g, IndustryName),
        new("division", "行业大类", PublicTerms.Industry, v => Known(v, 1, 3), SectionAnd, IndustryName),
        new("class", "行业小类", PublicTerms.Industry, v => Known(v, 1, 5), SectionAnd, IndustryName),
        new("intensive", "专利密集型产业", PublicTerms.Intensive, v => v, g => g, g => g == PublicFacts.None ? "非专利密集型产业" : PatentIntensiveIndustries.Catalog.Find(g)?.Name),
        new("sector", "专利密集型产业大类", PublicTerms.Intensive, v => v == PublicFacts.None ? v : v[..2], g => g, g => g == PublicFacts.None ? "非专利密集型产业" : PatentIntensiveIndustries.Catalog.Find(g)?.Name),
        new("category", "产品分类", PublicTerms.Category, v => v[..Math.Min(2, v.Length)], g => g, g => CatalogRegistry.BuiltIn.Get(CatalogIds.Products).Find(g)?.Name),
        new("state", "状态", PublicTerms.State, v => v, g => g, g => PublicStates.Parse(g) is { } state ? PublicStates.NameOf(state) : null),
    ];

    /// <summary>The products of a group.</summary>
    public Condition ConditionOf(string group) => new HasBeginning(new Term(Facet, Beginning(group)));

    /// <summary>Chinese name of a group, its code where it has none.</summary>
    public string Label(string group) => NameOf(group) ?? (group == PublicFacts.Unknown ? NotKnown : group);

    private static string Known(string value, int from, int to) => value == PublicFacts.Unknown ? value : value[from..to];

    private static string SectionAnd(string code) => code == PublicFacts.Unknown ? code : NationalEconomyIndustries.SectionOf(code) + code;

    private static string? IndustryName(string code) => NationalEconomyIndustries.Catalog.Find(code)?.Name;
}

/// <summary>One figure.</summary>
/// <param name="Measure">filed, updated, recognized, withdrawn or revoked.</param>
/// <param name="Name">The same in Chinese.</param>
/// <param name="Count">件.</param>
/// <param name="List">Address of the list that holds exactly these products.</param>
public sealed record StatisticsFigure(string Measure, string Name, int Count, string List);

/// <summary>The figures of one group.</summary>
/// <param name="Value">Code of the group; absent for all together.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Figures">Its figures.</param>
public sealed record StatisticsLine(string? Value, string Name, IReadOnlyList<StatisticsFigure> Figures);

/// <summary>备案认定统计 (PUB-02).</summary>
/// <param name="By">What the products are divided by.</param>
/// <param name="Name">The same in Chinese.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Total">All together; not the sum of years, as a product may be updated and recognized in several.</param>
/// <param name="Lines">One for each group with any product, in order of their codes.</param>
public sealed record StatisticsAnswer(string By, string Name, DateTimeOffset At, StatisticsLine Total, IReadOnlyList<StatisticsLine> Lines);

/// <summary>What a statistics request asks: the same words make the figures and the list behind each of them.</summary>
/// <param name="Filter">What it is narrowed to.</param>
/// <param name="Year">The one year that is counted; null for all.</param>
internal sealed record StatisticsScope(PublicFilter Filter, string? Year)
{
    /// <summary>The year as a dimension: each measure has its own.</summary>
    public const string ByYear = "year";

    /// <summary>Reads the scope; the province of a provincial officer is the own one.</summary>
    public static Outcome<StatisticsScope> From(HttpRequest request)
    {
        // Codes and years only: what is exact in the index, so that a figure and its list agree.
        var asked = PublicFilter.From(request);
        var filter = asked with { Text = null, Product = null, Unit = null, Patent = null, Number = null };
        var caller = request.Caller();
        if (caller.Role == Role.Provincial)
        {
            var own = AdministrativeDivisions.ProvinceOf(caller.Province);
            if (own is null || (filter.Province is { } other && AdministrativeDivisions.Find(other)?.Code != own)) return new OtherProvince();
            filter = filter with { Province = own };
        }
        return new StatisticsScope(filter, request.Query["year"].ToString() is { Length: > 0 } year ? year : null);
    }

    /// <summary>Address of a list: this scope, a measure, a group.</summary>
    public string List(Measure measure, string? by, string? value)
    {
        var query = new StringBuilder("/api/statistics/filings?measure=").Append(measure.Code);
        void Add(string name, string? text)
        {
            if (text is not null) query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(text));
        }

        Add("year", by == ByYear ? value : Year);
        Add("state", Filter.State);
        Add("category", Filter.Category);
        Add("industry", Filter.Industry);
        Add("intensive", Filter.Intensive);
        Add("filingYear", Filter.FilingYear);
        Add("updateYear", Filter.UpdateYear);
        Add("recognitionYear", Filter.RecognitionYear);
        Add("province", Filter.Province);
        if (by != ByYear && value is not null)
        {
            Add("by", by);
            Add("value", value);
        }
        return query.ToString();
    }
}

/// <summary>Counts from the index, without reading a single filing.</summary>
public sealed class StatisticsTable(Postings postings, TimeProvider time)
{
    /// <summary>The figures of a scope, divided.</summary>
    /// <param name="scope">What is counted.</param>
    /// <param name="by">The dimension; null for the year.</param>
    /// <param name="cancellation">Ends reading.</param>
    internal async Task<Outcome<StatisticsAnswer>> ComputeAsync(StatisticsScope scope, Dimension? by, CancellationToken cancellation)
    {
        var filter = scope.Filter.ToCondition();
        if (filter.Refusal is { } refusal) return refusal;
        var within = scope.Filter == new PublicFilter() ? null : await filter.Value.FindAsync(postings, cancellation);
        var counted = new List<(Measure Measure, FilingSet Set)>();
        foreach (var measure in Measure.All)
        {
            var condition = measure.ConditionOf(scope.Year);
            if (condition.Refusal is { } badYear) return badYear;
            var set = await condition.Value.FindAsync(postings, cancellation);
            counted.Add((measure, within is null ? set : set.And(within)));
        }
        var total = new StatisticsLine(null, "合计", [.. counted.Select(c => Figure(scope, c.Measure, c.Set.Count, null, null))]);
        var lines = by is null ? await YearsAsync(scope, counted, cancellation) : await GroupsAsync(scope, by, counted, cancellation);
        return new StatisticsAnswer(by?.Code ?? StatisticsScope.ByYear, by?.Name ?? "年度", time.GetUtcNow(), total, lines);
    }

    private async Task<IReadOnlyList<StatisticsLine>> GroupsAsync(StatisticsScope scope, Dimension by, List<(Measure Measure, FilingSet Set)> counted, CancellationToken cancellation)
    {
        var groups = new SortedDictionary<string, FilingSet>(StringComparer.Ordinal);
        foreach (var (value, set) in await postings.ReadValuesAsync(by.Facet, cancellation))
        {
            var group = by.Group(value);
            groups[group] = groups.TryGetValue(group, out var known) ? known.Add(set) : set;
        }
        return [.. groups
            .Select(g => new StatisticsLine(g.Key, by.Label(g.Key), [.. counted.Select(c => Figure(scope, c.Measure, c.Set.CountBoth(g.Value), by.Code, g.Key))]))
            .Where(line => line.Figures.Any(f => f.Count > 0))];
    }

    private async Task<IReadOnlyList<StatisticsLine>> YearsAsync(StatisticsScope scope, List<(Measure Measure, FilingSet Set)> counted, CancellationToken cancellation)
    {
        var years = new SortedDictionary<string, Dictionary<Measure, int>>(StringComparer.Ordinal);
        foreach (var (measure, within) in counted)
        {
            foreach (var (year, set) in await postings.ReadValuesAsync(measure.Facet, cancellation))
            {
                if (scope.Year is { } only && only != year) continue;
                if (!years.TryGetValue(year, out var counts)) years[year] = counts = [];
                counts[measure] = set.CountBoth(within);
            }
        }
        return [.. years
            .Select(y => new StatisticsLine(y.Key, y.Key + "年", [.. Measure.All.Select(m => Figure(scope, m, y.Value.GetValueOrDefault(m), StatisticsScope.ByYear, y.Key))]))
            .Where(line => line.Figures.Any(f => f.Count > 0))];
    }

    private static StatisticsFigure Figure(StatisticsScope scope, Measure measure, int count, string? by, string? value) =>
        new(measure.Code, measure.Name, count, scope.List(measure, by, value));
}

/// <summary>A provincial officer asks for another province.</summary>
public sealed record OtherProvince() : Forbidden("statistics-other-province", "无权查看", "只能查看本省（自治区、直辖市）的统计。");
