using Microsoft.Extensions.Options;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PublicSite;

/// <summary>备案认定统计 for the administrations (PUB-02). The public has no statistics: figures of one product would tell whose it is.</summary>
public sealed class ReadStatistics(StatisticsTable table, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>备案、更新、认定、撤销的件数，按年度、省份、行业、专利密集型产业、产品分类或状态分列；每个数字带其清单的地址。</summary>
    [Function("ReadStatistics")]
    [Allow(Role.National, Role.Provincial, Role.Examiner)]
    [QueryParameter("by", "year 年度（不填即是）、province 省份、section 行业门类、division 行业大类、class 行业小类、intensive 专利密集型产业、sector 专利密集型产业大类、category 产品分类、state 状态", Values = "year,province,section,division,class,intensive,sector,category,state")]
    [QueryParameter("year", "只计一个年度：备案年度、更新年度、认定年度或撤销年度，各按其数", typeof(int)), QueryParameter("state", "同产品查询", typeof(PublicState)), QueryParameter("category", "同产品查询"), QueryParameter("industry", "同产品查询")]
    [QueryParameter("intensive", "同产品查询"), QueryParameter("filingYear", "备案年度", typeof(int)), QueryParameter("updateYear", "更新年度", typeof(int)), QueryParameter("recognitionYear", "认定年度", typeof(int)), QueryParameter("province", "省级行政区划代码；省级部门只看本省", Pattern = "^[0-9]{2}([0-9]{4})?$")]
    [QueryParameter("format", "csv 为表格文件；不填为 JSON", Values = "json,csv")]
    [Answers(200, typeof(StatisticsAnswer)), Answers(200, MediaType = "text/csv"), Refuses(typeof(BadFilter), typeof(OtherProvince))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statistics")] HttpRequest request, CancellationToken cancellation)
    {
        var asked = request.Query["by"].ToString();
        var by = Dimension.All.FirstOrDefault(d => d.Code == asked);
        if (by is null && asked is not ("" or StatisticsScope.ByYear)) return new BadFilter("by", "应为 year、" + string.Join('、', Dimension.All.Select(d => d.Code)) + " 之一。");
        var format = request.Query["format"].ToString();
        if (format is not ("" or "json" or "csv")) return new BadFilter("format", "应为 json 或 csv。");
        var scope = StatisticsScope.From(request);
        if (scope.Refusal is { } refusal) return refusal;
        var outcome = await table.ComputeAsync(scope.Value, by, cancellation);
        if (outcome.Refusal is { } refused) return refused;
        return format == "csv" ? Csv(outcome.Value) : Results.Json(outcome.Value, PlatformJson.Options);
    }

    private IResult Csv(StatisticsAnswer answer)
    {
        var site = options.Value.PublicBaseUrl.TrimEnd('/');
        var columns = new List<SheetColumn<StatisticsLine>> { new("代码", l => l.Value), new(answer.Name, l => l.Name) };
        for (var i = 0; i < answer.Total.Figures.Count; i++)
        {
            var at = i;
            columns.Add(new SheetColumn<StatisticsLine>($"{answer.Total.Figures[i].Name}（件）", l => l.Figures[at].Count));
            columns.Add(new SheetColumn<StatisticsLine>($"{answer.Total.Figures[i].Name}清单", l => site + l.Figures[at].List));
        }
        var rows = answer.Lines.Append(answer.Total).ToAsyncEnumerable();
        var name = $"备案认定统计-{answer.Name}-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(SheetFormat.Csv)}";
        return Results.Stream(output => SheetExport.WriteAsync(SheetFormat.Csv, output, "备案认定统计", columns, rows, CancellationToken.None), SheetExport.ContentType(SheetFormat.Csv), name);
    }
}
