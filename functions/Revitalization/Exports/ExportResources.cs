using System.Globalization;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Exports;

/// <summary>?content= is none.</summary>
public sealed record UnknownExportContent() : Malformed("export-content-unknown", "导出内容无效", "content 应为 basic（基本信息）、portfolio（组合专利信息）或 dossier（建档信息）。");

/// <summary>An export as it is recorded (RES-03).</summary>
/// <param name="Id">The export.</param>
/// <param name="Who">Who exported.</param>
/// <param name="At">When.</param>
/// <param name="Content">basic, portfolio or dossier.</param>
/// <param name="Query">The conditions, as in the address.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Matches">Resources that matched in all.</param>
public sealed record ResourceExportRecord(string Id, Actor Who, DateTimeOffset At, string Content, string Query, int Rows, long Matches)
{
    /// <summary>Table of the exports: a partition for each account, with its audit chain.</summary>
    public const string Table = "ResourceExports";
}

/// <summary>导出 of 专利转化资源库 (RES-03; manual 三 导出).</summary>
public sealed class ExportResources(IResourceSearch search, CaseStore cases, TimeProvider time)
{
    /// <summary>Rows of one export (manual: 限制每次导出最多 1000 条数据).</summary>
    public const int MostRows = 1000;

    /// <summary>
    /// 导出检索结果：基本信息、组合专利信息或建档信息，Excel 或 CSV，条件与检索相同。每次最多 1,000 条；超出时，响应头
    /// X-Export-Left-Out 和表格末行说明未导出的数量及如何缩小范围。每次导出均记录在案。
    /// </summary>
    [Function("ExportResources")]
    [Allow(Role.UnitAdmin, Role.University, Role.National)]
    [QueryParameter("content", "basic 基本信息、portfolio 组合专利信息、dossier 建档信息", Values = "basic,portfolio,dossier", Required = true), QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true), QueryParameter("q", "同检索"), QueryParameter("kind", "同检索", typeof(ResourceKind), Several = true)]
    [QueryParameter("field", "同检索", Several = true), QueryParameter("strategic", "同检索", Several = true), QueryParameter("industry", "同检索", Several = true), QueryParameter("type", "同检索", typeof(PatentType), Several = true), QueryParameter("university", "同检索", Several = true)]
    [QueryParameter("province", "同检索", Several = true), QueryParameter("way", "同检索", typeof(TransferWay), Several = true), QueryParameter("maturity", "同检索", typeof(TechnicalMaturity), Several = true), QueryParameter("from", "同检索", typeof(DateOnly)), QueryParameter("to", "同检索", typeof(DateOnly))]
    [QueryParameter("valid2023", "同检索", Values = "yes,no"), QueryParameter("sort", "同检索", Values = "relevance,newest,rating")]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv")]
    [Refuses(typeof(UnknownExportFormat), typeof(UnknownExportContent), typeof(ResourceFilterInvalid))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/export")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        if (ExportSheet.Find(request.Query["content"].ToString()) is not { } sheet) return new UnknownExportContent();
        if (!ResourceFilter.From(request).TryGet(out var query, out var refusal)) return refusal;
        var found = await search.FindAsync(sheet.Narrow(query) with { Take = MostRows, WithTotal = true }, cancellation);
        var rows = found.Hits.SelectMany(h => sheet.Rows(h.Document)).ToList();
        // Of a portfolio cut in the middle nothing is told twice: rows beyond the limit are left out and counted.
        var leftOut = found.Total!.Value - found.Hits.Count + Math.Max(0, rows.Count - MostRows);
        rows = [.. rows.Take(MostRows)];
        await RecordAsync(request, sheet.Code, rows.Count, found.Total.Value, durable, cancellation);

        var headers = request.HttpContext.Response.Headers;
        headers["X-Export-Limit"] = MostRows.ToString(CultureInfo.InvariantCulture);
        headers["X-Export-Rows"] = rows.Count.ToString(CultureInfo.InvariantCulture);
        headers["X-Export-Left-Out"] = leftOut.ToString(CultureInfo.InvariantCulture);
        headers.CacheControl = "no-store";
        if (leftOut > 0) rows.Add(ExportRow.OfNote($"每次最多导出 {MostRows:N0} 条，另有 {leftOut:N0} 条未导出；请按登记入库日期、省份、产业或专利类型等缩小检索范围后分次导出。"));
        var name = $"{sheet.Name}-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, sheet.Name, sheet.Columns, rows.ToAsyncEnumerable(), cancellation), SheetExport.ContentType(format), name);
    }

    // Before the first byte leaves: nothing is exported that is not on record.
    private async Task RecordAsync(HttpRequest request, string content, int rows, long matches, DurableTaskClient durable, CancellationToken cancellation)
    {
        var asked = Uri.UnescapeDataString(request.QueryString.Value ?? "");
        var stamp = request.Stamp(time, "ExportResources", string.Create(CultureInfo.InvariantCulture, $"{asked}：导出 {rows} 条，符合 {matches} 条"));
        var export = new ResourceExportRecord(NewId.Random("rx"), stamp.Who, stamp.When, content, asked, rows, matches);
        await cases.CommitAsync(new CaseWrite(new CaseAddress(ResourceExportRecord.Table, request.Caller().Account.Value), stamp).Insert(export.Id, export), durable, cancellation);
    }
}
