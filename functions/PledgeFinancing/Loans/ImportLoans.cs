using Microsoft.AspNetCore.WebUtilities;
using PatentFunctions.Accounts;
using PatentFunctions.Catalogs;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>导入结果.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Recorded">Loans that are new.</param>
/// <param name="Corrected">Loans on record whose content was replaced.</param>
/// <param name="Unchanged">Loans on record as they are.</param>
/// <param name="Refused">Rows that were not taken.</param>
/// <param name="Findings">Everything wrong with those, in order of lines.</param>
public sealed record LoanImportReport(int Rows, int Recorded, int Corrected, int Unchanged, int Refused, IReadOnlyList<LoanRowFinding> Findings);

/// <summary>导入质押贷款 (LOA-01).</summary>
public sealed class ImportLoans(LoanDesk desk, TimeProvider time)
{
    /// <summary>Rows of one file: each is an act of its own with its audit entry, and the whole must fit into one request.</summary>
    internal const int MostRows = 1000;

    private const int MostBytes = 5 * 1024 * 1024;
    private const int HeldBytes = 64 * 1024;

    /// <summary>
    /// 银行导入本行的质押贷款（CSV，UTF-8，列见模板，每次至多 1000 行）：逐行给出未导入的原因，有误的行不影响其他行；
    /// 重复导入同一文件不会重复录入，内容有变化的按更正处理。
    /// </summary>
    [Function("ImportLoans")]
    [Allow(Role.Bank)]
    [AcceptsRaw("text/csv"), Answers(200, typeof(LoanImportReport)), Refuses(typeof(NotCsv), typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bank-loans/imports")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var bank = LoanDesk.BankOf(request.Caller());
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true) return new NotCsv(request.ContentType ?? "");
        if (request.ContentLength > MostBytes) return new BodyTooLarge(MostBytes);
        // The reader of rows is synchronous: what is beyond a few pages waits on the disk.
        await using var file = new FileBufferingReadStream(request.Body, HeldBytes, MostBytes, Path.GetTempPath());
        try
        {
            await file.DrainAsync(cancellation);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return new BodyTooLarge(MostBytes);
        }
        if (file.Length == 0) return new BodyMissing();
        file.Position = 0;
        return Results.Json(await TakeAsync(file, request.Stamp(time, "ImportLoans"), bank, durable, cancellation), PlatformJson.Options);
    }

    private async Task<LoanImportReport> TakeAsync(Stream file, ActStamp stamp, string bank, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (read, refused, entries) = (0, 0, new Dictionary<LoanEntry, int>());
        var findings = new List<LoanRowFinding>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        using var rows = new CsvRows(file);
        foreach (var row in LoanCsv.Read(rows, ChinaTime.DateOf(stamp.When)))
        {
            if (++read > MostRows)
            {
                findings.Add(new LoanRowFinding(row.Line, "", "too-many-rows", $"一次最多导入{MostRows}行，从本行起未导入，请另存为新文件后导入。"));
                break;
            }
            var wrong = row.Findings.Count > 0 ? row.Findings : await TakeRowAsync(row, stamp, bank, lines, entries, durable, cancellation);
            if (wrong.Count > 0) refused++;
            findings.AddRange(wrong);
        }
        return new LoanImportReport(
            Math.Min(read, MostRows), entries.GetValueOrDefault(LoanEntry.Recorded), entries.GetValueOrDefault(LoanEntry.Corrected), entries.GetValueOrDefault(LoanEntry.Unchanged), refused, findings);
    }

    private async Task<IReadOnlyList<LoanRowFinding>> TakeRowAsync(
        LoanRow row, ActStamp stamp, string bank, Dictionary<string, int> lines, Dictionary<LoanEntry, int> entries, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!lines.TryAdd(row.Form.Number!, row.Line)) return [new LoanRowFinding(row.Line, LoanCsv.FieldOf("/number"), "loan.number-repeated", $"编号与第 {lines[row.Form.Number!]} 行重复。")];
        try
        {
            var outcome = await desk.PutAsync(stamp, row.Form, bank, durable, cancellation);
            if (outcome.Refusal is { } refusal)
                return refusal.Findings.Count > 0
                    ? [.. refusal.Findings.Select(f => new LoanRowFinding(row.Line, LoanCsv.FieldOf(f.Pointer), f.Code, f.Text))]
                    : [new LoanRowFinding(row.Line, "", refusal.Code, refusal.Detail)];
            entries[outcome.Value] = entries.GetValueOrDefault(outcome.Value) + 1;
            return [];
        }
        catch (StoreConflictException)
        {
            var changed = new RecordChanged();
            return [new LoanRowFinding(row.Line, "", changed.Code, "该贷款正在被其他操作修改，请稍后重新导入。")];
        }
    }
}

/// <summary>质押贷款导入模板.</summary>
public static class DownloadLoanTemplate
{
    /// <summary>下载质押贷款导入模板（Excel 或 CSV），含一行示例；导入时请另存为 CSV（UTF-8）。</summary>
    [Function("DownloadLoanTemplate")]
    [Allow(Role.Bank)]
    [QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true)]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv"), Refuses(typeof(UnknownExportFormat))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bank-loans/import-template")] HttpRequest request, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        return Results.Stream(
            output => SheetExport.WriteAsync(format, output, "质押贷款", LoanCsv.Template, Enumerable.Range(1, 1).ToAsyncEnumerable(), cancellation),
            SheetExport.ContentType(format), "质押贷款导入模板" + SheetExport.Extension(format));
    }
}
