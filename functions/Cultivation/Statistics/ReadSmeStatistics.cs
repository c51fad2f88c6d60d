using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Statistics;

/// <summary>?by= or ?format= is none.</summary>
/// <param name="What">What may be asked.</param>
public sealed record BadSmeStatistics(string What) : Malformed("sme-statistics-invalid", "统计条件无效", What);

/// <summary>企业数据统计 for the offices (SME-10).</summary>
public sealed class ReadSmeStatistics(ReportsByProvince reports, SmeForms forms, TimeProvider time)
{
    /// <summary>某年度上报企业的家数和主要指标，按省份、行业、称号或规模分列，并与上一年度比较；省级部门只看本省。</summary>
    [Function("ReadSmeStatistics")]
    [Allow(Role.National, Role.Provincial)]
    [QueryParameter("by", "province 省份（不填即是）、section 行业门类、division 行业大类、honour 企业称号、size 企业规模"), QueryParameter("province", "省级行政区划代码；省级部门只看本省", Pattern = SmeScope.ProvinceForm), QueryParameter("format", "csv 为表格文件；不填为 JSON", Values = "json,csv")]
    [Answers(200, typeof(SmeStatisticsAnswer)), Answers(200, MediaType = "text/csv"), Refuses(typeof(BadSmeStatistics))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-statistics/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var dimensions = SmeDimension.All(forms.ForYear(year));
        var (asked, format) = (request.Query["by"].ToString(), request.Query["format"].ToString());
        if (dimensions.FirstOrDefault(d => d.Code == (asked.Length == 0 ? "province" : asked)) is not { } by) return new BadSmeStatistics($"by 应为{string.Join('、', dimensions.Select(d => d.Code))}之一。");
        if (format is not ("" or "json" or "csv")) return new BadSmeStatistics("format 应为 json 或 csv。");
        var province = SmeScope.Province(request.Caller(), request.Query["province"].ToString()).Value;
        var sum = new SmeStatisticsSum(by);
        await foreach (var line in reports.OfAsync(year, province, cancellation)) sum.Add(line, before: false);
        await foreach (var line in reports.OfAsync(year - 1, province, cancellation)) sum.Add(line, before: true);
        var answer = sum.Answer(year, time.GetUtcNow());
        return format == "csv" ? Csv(answer) : Results.Json(answer, PlatformJson.Options);
    }

    private static IResult Csv(SmeStatisticsAnswer answer)
    {
        var columns = new List<SheetColumn<SmeStatisticsLine>> { new("代码", l => l.Value), new(answer.Name, l => l.Name) };
        for (var i = 0; i < answer.Total.Figures.Count; i++)
        {
            var (at, figure) = (i, answer.Total.Figures[i]);
            columns.Add(new SheetColumn<SmeStatisticsLine>($"{figure.Name}（{figure.Unit}）", l => l.Figures[at].Now));
            columns.Add(new SheetColumn<SmeStatisticsLine>($"{figure.Name}，上一年度（{figure.Unit}）", l => l.Figures[at].Before));
            columns.Add(new SheetColumn<SmeStatisticsLine>($"{figure.Name}，同比增长（%）", l => l.Figures[at].Growth));
        }
        var rows = answer.Lines.Append(answer.Total).ToAsyncEnumerable();
        var name = $"{answer.Year}年度企业数据统计-{answer.Name}{SheetExport.Extension(SheetFormat.Csv)}";
        return Results.Stream(output => SheetExport.WriteAsync(SheetFormat.Csv, output, "企业数据统计", columns, rows, CancellationToken.None), SheetExport.ContentType(SheetFormat.Csv), name);
    }
}
