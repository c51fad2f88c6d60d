using PatentFunctions.Catalogs;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>A choice of a form.</summary>
/// <param name="Code">Code to send.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Parent">Code of the group it stands in.</param>
public sealed record Choice(string Code, string Name, string? Parent = null);

/// <summary>What the form offers.</summary>
/// <param name="DataYear">Year the figures must be of.</param>
/// <param name="Purposes">备案目的.</param>
/// <param name="Destinations">出口地; groups are those that others name as parent.</param>
/// <param name="Methods">专利市场贡献指数的体现方式.</param>
/// <param name="LicenceRates">许可费率参考表.</param>
/// <param name="LicenceRatesSource">Whose table it is.</param>
/// <param name="Limits">Lengths and numbers that the form may not exceed.</param>
public sealed record FilingOptionsAnswer(int DataYear, IReadOnlyList<Choice> Purposes, IReadOnlyList<Choice> Destinations, IReadOnlyList<Choice> Methods, IReadOnlyList<LicenceRate> LicenceRates, string LicenceRatesSource, FilingLimits Limits);

/// <summary>Limits of the form.</summary>
/// <param name="Introduction">产品简介, characters.</param>
/// <param name="ModelReason">陈述理由, characters.</param>
/// <param name="Patents">关联专利, number.</param>
public sealed record FilingLimits(int Introduction = 500, int ModelReason = 500, int Patents = Rules.LinkedPatents.Most);

/// <summary>Lists that the form offers.</summary>
public sealed class GetFilingOptions(TimeProvider time)
{
    /// <summary>填报选项：备案目的、出口地、专利市场贡献指数的体现方式、许可费率参考表和各项限制。</summary>
    [Function("GetFilingOptions")]
    [Allow(Role.UnitAdmin, Role.Examiner)]
    [Answers(200, typeof(FilingOptionsAnswer))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/options")] HttpRequest request)
    {
        List<Choice> methods =
        [
            new("investmentShare", "专利投入在产品中所占比值：（产品知识产权总投入/产品年度总成本）×K"),
            new("marketShareAndProfit", "专利所带来的产品市场份额的增加比例和利润的增量比例综合考虑"),
            new("licenceRate", "许可费率"),
            new("ownCalculation", "自行测算"),
        ];
        var answer = new FilingOptionsAnswer(
            ChinaTime.Today(time).Year - 1, ChoicesOf(ChoiceLists.FilingPurposes), ChoicesOf(ChoiceLists.ExportDestinations), methods, LicenceRates.All, LicenceRates.Source, new FilingLimits());
        return Results.Json(answer, PlatformJson.Options);
    }

    private static List<Choice> ChoicesOf(Catalog catalog) => [.. catalog.Entries.Select(e => new Choice(e.Code, e.Name, e.Parent))];
}

/// <summary>许可费率参考表 as a file.</summary>
public static class DownloadLicenceRates
{
    private static readonly IReadOnlyList<SheetColumn<LicenceRate>> Columns =
    [
        new("国民经济行业大类", r => string.Join('、', r.Divisions), 24),
        new("行业", r => r.Name, 32),
        new("下限（%）", r => r.Low),
        new("常用（%）", r => r.Usual),
        new("上限（%）", r => r.High),
        new("说明", _ => LicenceRates.Source, 60),
    ];

    /// <summary>下载许可费率参考表（Excel）。</summary>
    [Function("DownloadLicenceRates")]
    [Allow(Role.Public)]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/licence-rates")] HttpRequest request, CancellationToken cancellation) =>
        Results.Stream(
            output => SheetExport.WriteAsync(SheetFormat.Xlsx, output, "许可费率参考表", Columns, LicenceRates.All.ToAsyncEnumerable(), cancellation),
            SheetExport.ContentType(SheetFormat.Xlsx), "许可费率参考表.xlsx");
}

/// <summary>匹配结果 of an industry.</summary>
/// <param name="Industry">Code as asked.</param>
/// <param name="IndustryName">Its name.</param>
/// <param name="IsPatentIntensive">专利密集型产业 or not.</param>
/// <param name="Match">Where it stands in the classification.</param>
/// <param name="Note">Chinese note.</param>
public sealed record PatentIntensiveAnswer(string Industry, string IndustryName, bool IsPatentIntensive, PatentIntensiveMatch? Match, string Note);

/// <summary>?industry= is no class of GB/T 4754-2017.</summary>
public sealed record UnknownIndustry() : Invalid("industry-unknown", "行业代码无效", "industry 应为《国民经济行业分类》（GB/T 4754-2017）的四位小类代码。");

/// <summary>专利密集型产业匹配 (FIL-09).</summary>
public static class MatchPatentIntensive
{
    /// <summary>按行业小类匹配《知识产权（专利）密集型产业统计分类（2019）》；结果不影响产品备案。</summary>
    [Function("MatchPatentIntensive")]
    [Allow(Role.Public)]
    [QueryParameter("industry", "国民经济行业小类，四位代码", Pattern = "^[0-9]{4}$", Required = true)]
    [Answers(200, typeof(PatentIntensiveAnswer)), Refuses(typeof(UnknownIndustry))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/match-patent-intensive")] HttpRequest request)
    {
        if (NationalEconomyIndustries.FindClass(request.Query["industry"].ToString()) is not { } industry) return new UnknownIndustry();
        var match = PatentIntensiveIndustries.Match(industry.Code);
        return Results.Json(new PatentIntensiveAnswer(industry.Code, industry.Name, match is not null, match, "匹配结果不影响产品备案。"), PlatformJson.Options);
    }
}
