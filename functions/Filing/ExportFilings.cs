using PatentFunctions.Documents.Sheets;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>?format= is neither xlsx nor csv.</summary>
public sealed record UnknownExportFormat() : Malformed("export-format-unknown", "导出格式无效", "format 应为 xlsx 或 csv。");

/// <summary>导出 one's own filings (FIL-13).</summary>
public sealed class ExportFilings(FilingsByUnit list, TimeProvider time)
{
    private static readonly IReadOnlyList<SheetColumn<FilingLine>> Columns =
    [
        new("备案号", l => l.Number, 14),
        new("产品名称", l => l.Product, 28),
        new("规格型号", l => l.Model, 18),
        new("产品分类", l => l.Category, 24),
        new("产品所属行业", l => l.Industry, 24),
        new("专利密集型产业", l => l.PatentIntensive),
        new("参与专利密集型产品认定", l => l.TakesPartInRecognition, 22),
        new("数据年度", l => l.DataYear),
        new("年度销售额（万元）", l => l.Sales, 20),
        new("关联专利数", l => l.Patents),
        new("备案状态", l => l.StateName),
        new("备案年度", l => l.FilingYear),
        new("更新年度", l => l.UpdateYear),
        new("提交时间", l => l.SubmittedAt, 20),
        new("备案时间", l => l.FiledAt, 20),
        new("撤销时间", l => l.EndedAt, 20),
        new("撤销原因", l => l.EndedWhy, 24),
    ];

    /// <summary>导出本单位的产品备案为 Excel 或 CSV，筛选条件与列表相同。</summary>
    [Function("ExportFilings")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true), QueryParameter("state", "同列表", Values = FilingTabs.Codes), QueryParameter("q", "同列表")]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv")]
    [Refuses(typeof(UnknownExportFormat), typeof(UnknownFilingTab))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/export")] HttpRequest request, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        var (found, tab) = await ListFilings.SelectAsync(list, request, cancellation);
        var rows = found.Where(l => tab.Contains(l.State)).ToAsyncEnumerable();
        var name = $"产品备案-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, "产品备案", Columns, rows, cancellation), SheetExport.ContentType(format), name);
    }
}
