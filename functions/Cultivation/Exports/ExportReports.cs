using System.Runtime.CompilerServices;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Exports;

/// <summary>Reads what is exported, a few reports ahead of the writer and never more: memory does not grow with their number.</summary>
internal sealed class ReportRows(ReportsByProvince list, AnnualReports reports)
{
    private const int Ahead = 16;

    /// <summary>The submitted reports of a year, of one province or (null) of all, in the order of the list.</summary>
    public async IAsyncEnumerable<ReportRow> OfAsync(int year, string? province, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reading = new Queue<Task<ReportRow?>>(Ahead);
        await foreach (var line in list.OfAsync(year, province, cancellation))
        {
            if (line.Round == 0) continue;
            reading.Enqueue(ReadAsync(line, cancellation));
            if (reading.Count == Ahead && await reading.Dequeue() is { } row) yield return row;
        }
        while (reading.TryDequeue(out var last))
            if (await last is { } row) yield return row;
    }

    private async Task<ReportRow?> ReadAsync(ReportLine line, CancellationToken cancellation) =>
        await reports.ContentAsync(line.Id, cancellation) is { } content ? new ReportRow(line, content) : null;
}

/// <summary>导出 all fields of the reports of a year (SME-10).</summary>
public sealed class ExportReports(ReportsByProvince list, AnnualReports reports, ReportingNotices notices, SmeForms forms, CaseStore cases, TimeProvider time)
{
    /// <summary>导出某年度已提交的企业数据（全部填报项和官方数据）为 Excel 或 CSV；省级部门只导出本省。含联系人和电话，每次导出均有审计记录。</summary>
    [Function("ExportSmeReports")]
    [Allow(Role.National, Role.Provincial)]
    [QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true), QueryParameter("province", "省级行政区划代码；不填为全部，省级部门只导出本省", Pattern = SmeScope.ProvinceForm)]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv")]
    [Refuses(typeof(UnknownExportFormat), typeof(NoReportingNotice))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-exports/{year:int}")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        var province = SmeScope.Province(request.Caller(), request.Query["province"].ToString()).Value;
        var notice = (await notices.GetAsync(year, cancellation)).Value;
        var audited = new CaseWrite(PersonalDataReads.Of("sme-export-" + ReportsByProvince.PartitionOf(year, province ?? "all")), request.Stamp(time, "ExportSmeReports"));
        await cases.CommitAsync(audited, durable, cancellation);
        var columns = ReportColumns.Of(forms.Get(notice.FormVersion), year);
        var rows = new ReportRows(list, reports).OfAsync(year, province, cancellation);
        var name = $"{year}年度企业数据{(province is null ? "" : "-" + province)}-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, $"{year}年度企业数据", columns, rows, cancellation), SheetExport.ContentType(format), name);
    }
}
