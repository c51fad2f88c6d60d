using PatentFunctions.Filing;
using PatentFunctions.Recognition.Campaigns;

namespace PatentFunctions.Recognition.Criteria;

/// <summary>A criterion as the system suggests it.</summary>
/// <param name="Points">0 to 100; null where the filing has no figures for it.</param>
/// <param name="Basis">依据: which figures it comes from, Chinese.</param>
public sealed record SuggestedPoints(decimal? Points, string Basis);

/// <summary>初筛建议分: what the filed figures say about the four criteria. The officer decides.</summary>
/// <param name="EconomicBenefit">经济效益.</param>
/// <param name="ProtectionStrength">专利保护强度.</param>
/// <param name="ValueContribution">专利价值贡献.</param>
/// <param name="PatentDependence">产品竞争力对专利的依赖度.</param>
public sealed record ScoreSuggestion(SuggestedPoints EconomicBenefit, SuggestedPoints ProtectionStrength, SuggestedPoints ValueContribution, SuggestedPoints PatentDependence)
{
    /// <summary>True where every criterion has a suggestion.</summary>
    public bool IsWhole => EconomicBenefit.Points is not null && ProtectionStrength.Points is not null && ValueContribution.Points is not null && PatentDependence.Points is not null;
}

/// <summary>
/// Points of the preliminary screening (初筛, REC-02) as pure rules. The suggestion is the platform's own yardstick, not a regulation:
/// <list type="bullet">
/// <item>经济效益: half the profit rate (利润 ÷ 销售额; 20 % and more is 100), half the sales (10,000 万元 and more is 100, in proportion below).</item>
/// <item>专利保护强度: for each linked patent in force 20 points for an invention, 8 for another; a core patent counts one and a half times; at most 100.</item>
/// <item>专利价值贡献: 知识产权累计投入 ÷ 总成本; 10 % and more is 100.</item>
/// <item>依赖度: half the share of core patents among the linked ones, half the number of core patents (three and more is 100).</item>
/// </list>
/// </summary>
public static class ScoreRules
{
    /// <summary>The suggestion for a filed product.</summary>
    public static ScoreSuggestion Suggest(FilingContent content)
    {
        var figures = content.Product.Figures;
        var links = content.Patents.Links ?? [];
        var core = links.Count(l => l.Weight == PatentWeight.Core);
        return new ScoreSuggestion(Economic(figures), Protection(content, links), Value(figures), Dependence(links.Count, core));
    }

    /// <summary>Weighted total, two decimals.</summary>
    public static decimal Total(ScoreWeights weights, decimal economicBenefit, decimal protectionStrength, decimal valueContribution, decimal patentDependence) =>
        Math.Round(
            ((economicBenefit * weights.EconomicBenefit) + (protectionStrength * weights.ProtectionStrength) + (valueContribution * weights.ValueContribution) + (patentDependence * weights.PatentDependence)) / 100,
            2,
            MidpointRounding.AwayFromZero);

    /// <summary>What is wrong with points: each criterion is 0 to 100 with at most two decimals.</summary>
    public static IEnumerable<Finding> Check(decimal? points, string pointer, string name)
    {
        if (points is null) yield return Finding.Blocks("score.missing", pointer, $"请填写“{name}”的分数，或采用系统建议分");
        else if (points is < 0 or > 100 || decimal.Round(points.Value, 2) != points) yield return Finding.Blocks("score.range", pointer, $"“{name}”的分数应为 0 至 100，最多两位小数");
    }

    private static SuggestedPoints Economic(ProductFigures? figures)
    {
        if (figures is not { Sales: > 0 and var sales, Profit: { } profit }) return new SuggestedPoints(null, "没有销售额或利润数据");
        var rate = 100 * profit / sales;
        return new SuggestedPoints(Points((Share(rate, 20) + Share(sales, 10_000)) / 2), $"利润率 {rate:0.##}%，销售额 {sales:0.##} 万元");
    }

    private static SuggestedPoints Protection(FilingContent content, IReadOnlyList<PatentLink> links)
    {
        var known = content.Facts.Patents.Where(p => p.InForce).ToList();
        if (known.Count == 0) return new SuggestedPoints(null, "没有关联专利数据");
        var cores = links.Where(l => l.Weight == PatentWeight.Core).Select(l => Digits(l.Number)).ToHashSet(StringComparer.Ordinal);
        var points = known.Sum(p => (p.Type == "发明" ? 20m : 8m) * (cores.Contains(Digits(p.Number)) ? 1.5m : 1m));
        return new SuggestedPoints(Points(Math.Min(100, points)), $"维持有效的关联专利 {known.Count} 件，其中发明 {known.Count(p => p.Type == "发明")} 件");
    }

    private static SuggestedPoints Value(ProductFigures? figures)
    {
        if (figures is not { TotalCost: > 0 and var cost, IpInvestment: { } investment }) return new SuggestedPoints(null, "没有总成本或知识产权累计投入数据");
        var share = 100 * investment / cost;
        return new SuggestedPoints(Points(Share(share, 10)), $"知识产权累计投入占总成本 {share:0.##}%");
    }

    private static SuggestedPoints Dependence(int linked, int core) =>
        linked == 0
            ? new SuggestedPoints(null, "没有关联专利数据")
            : new SuggestedPoints(Points(((100m * core / linked) + Share(core, 3)) / 2), $"核心专利 {core} 件，占关联专利的 {100m * core / linked:0.##}%");

    // Of a figure against what counts as full: 0 to 100.
    private static decimal Share(decimal figure, decimal full) => Math.Clamp(100 * figure / full, 0, 100);

    private static decimal Points(decimal points) => Math.Round(points, 2, MidpointRounding.AwayFromZero);

    private static string Digits(string? number) => string.Concat((number ?? "").Where(c => char.IsAsciiLetterOrDigit(c) && c is not ('Z' or 'L' or 'z' or 'l')));
}
