using System.Globalization;
using System.Security.Cryptography;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>批量登记: an import of a university, the main record of the partition named by its id.</summary>
/// <param name="Id">登记批次.</param>
/// <param name="Stamp">Who sent it and when: the acts on the resources are theirs.</param>
/// <param name="Content">Name of the stored file.</param>
/// <param name="Sha256">Hash of the file, hex.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="FinishedAt">When all of it was taken in.</param>
public sealed record ResourceImportRecord(string Id, ActStamp Stamp, string Content, string Sha256, long Bytes, DateTimeOffset? FinishedAt = null)
{
    internal const string Table = "ResourceImports";
    internal const string SliceRows = "slice-";

    internal static CaseAddress Address(string id) => new(Table, id);

    internal static string SliceRow(int slice) => SliceRows + slice.ToString("D6", CultureInfo.InvariantCulture);
}

/// <summary>One line of the report.</summary>
/// <param name="Line">Line of the file, from 1, the header included.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">What is wrong, Chinese.</param>
public sealed record ImportFault(int Line, string Code, string Text);

/// <summary>What became of a slice of the file.</summary>
/// <param name="Slice">Number, from 1.</param>
/// <param name="Registered">新登记, 件.</param>
/// <param name="Changed">更新, 件.</param>
/// <param name="Unchanged">无变化, 件.</param>
/// <param name="Refused">有误, 件.</param>
/// <param name="Faults">Why.</param>
internal sealed record ImportedSlice(int Slice, int Registered, int Changed, int Unchanged, int Refused, IReadOnlyList<ImportFault> Faults);

/// <summary>Progress of an import.</summary>
/// <param name="Id">登记批次.</param>
/// <param name="Finished">True once all of it was taken in.</param>
/// <param name="Registered">新登记, 件.</param>
/// <param name="Changed">更新, 件.</param>
/// <param name="Unchanged">无变化, 件.</param>
/// <param name="Refused">有误, 件; the report names each with its line.</param>
/// <param name="StartedAt">When it arrived.</param>
/// <param name="FinishedAt">When all of it was taken in.</param>
public sealed record ResourceImportAnswer(string Id, bool Finished, int Registered, int Changed, int Unchanged, int Refused, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    internal static async Task<ResourceImportAnswer> OfAsync(ResourceImportRecord import, CaseStore cases, CancellationToken cancellation)
    {
        var answer = new ResourceImportAnswer(import.Id, import.FinishedAt is not null, 0, 0, 0, 0, import.Stamp.When, import.FinishedAt);
        await foreach (var slice in cases.RowsAsync<ImportedSlice>(ResourceImportRecord.Address(import.Id), ResourceImportRecord.SliceRows, cancellation))
        {
            answer = answer with
            {
                Registered = answer.Registered + slice.Value.Registered,
                Changed = answer.Changed + slice.Value.Changed,
                Unchanged = answer.Unchanged + slice.Value.Unchanged,
                Refused = answer.Refused + slice.Value.Refused,
            };
        }
        return answer;
    }
}

/// <summary>批量登记 by CSV (RES-01).</summary>
public sealed class ImportResources(CaseStore cases, IFileContents contents, TimeProvider time)
{
    private const long MostBytes = 20 * 1024 * 1024;

    /// <summary>
    /// 批量登记可转化专利（CSV，UTF-8，不超过 20 MB，列见模板）：后台逐行处理，有误的行按行号报告，不影响其他行；同一文件可重复导入，不会重复登记，内容有变化的更新。
    /// </summary>
    [Function("ImportResources")]
    [Allow(Role.University)]
    [AcceptsRaw("text/csv")]
    [Answers(202, typeof(ResourceImportAnswer), Location = true), Refuses(typeof(BodyMissing), typeof(BodyTooLarge)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "university/resource-imports")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = request.DeriveId("rim");
        var address = ResourceImportRecord.Address(id);
        // Named at random: a repetition with another file must not write over the first.
        var name = NewId.Random(id);
        if (!(await ReceiveAsync(request, name, cancellation)).TryGet(out var received, out var refusal)) return refusal;
        try
        {
            if (await cases.WasDoneAsync(address, request, received, cancellation))
            {
                await contents.DeleteAsync(name, CancellationToken.None);
            }
            else
            {
                var stamp = request.Stamp(time, "ImportResources");
                var write = new CaseWrite(address, stamp).Insert(CaseRows.Record, new ResourceImportRecord(id, stamp, name, received.Sha256, received.Bytes)).Once(request, received);
                write.Send(WorkflowMessages.Start(ResourceImport.Orchestrator, "resource-import-" + id, ResourceImport.InputOf(id, 1)));
                await cases.CommitAsync(write, durable, cancellation);
            }
        }
        catch (Exception e) when (e is RefusedException or StoreConflictException)
        {
            await contents.DeleteAsync(name, CancellationToken.None);
            // A twin of this request was faster, unless the same key came with another file.
            if (e is RefusedException || !await cases.WasDoneAsync(address, request, received, cancellation)) throw;
        }
        var import = (await cases.FindAsync<ResourceImportRecord>(address, CaseRows.Record, cancellation))!.Value;
        request.HttpContext.Response.Headers.Location = $"/api/university/resource-imports/{id}";
        return Results.Json(await ResourceImportAnswer.OfAsync(import, cases, cancellation), PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<Outcome<ReceivedImport>> ReceiveAsync(HttpRequest request, string name, CancellationToken cancellation)
    {
        if (request.ContentLength > MostBytes) return new BodyTooLarge(MostBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var upload = await contents.BeginAsync(cancellation);
        var chunk = new byte[64 * 1024];
        var total = 0L;
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            total += read;
            if (total > MostBytes) return new BodyTooLarge(MostBytes);
            hash.AppendData(chunk, 0, read);
            await upload.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }
        if (total == 0) return new BodyMissing();
        await upload.CompleteAsync(name, cancellation);
        return new ReceivedImport(Convert.ToHexStringLower(hash.GetHashAndReset()), total);
    }

    private sealed record ReceivedImport(string Sha256, long Bytes);
}

/// <summary>Progress, report and template of imports.</summary>
public sealed class ReadResourceImport(CaseStore cases)
{
    private const string Header = "\uFEFF行号,代码,说明\r\n";

    /// <summary>批量登记的进度和结果。</summary>
    [Function("ReadResourceImport")]
    [Allow(Role.University)]
    [Answers(200, typeof(ResourceImportAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/resource-imports/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        Results.Json(await ResourceImportAnswer.OfAsync(await OwnAsync(request, id, cancellation), cases, cancellation), PlatformJson.Options);

    /// <summary>下载未登记的行及原因（CSV：行号、代码、说明）。</summary>
    [Function("ReadResourceImportReport")]
    [Allow(Role.University)]
    [Answers(200, MediaType = "text/csv")]
    public async Task<IResult> ReportAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/resource-imports/{id}/report")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var import = await OwnAsync(request, id, cancellation);
        return Results.Stream(body => WriteAsync(import.Id, body, cancellation), "text/csv; charset=utf-8", "resource-import-report.csv");
    }

    /// <summary>下载批量登记模板（CSV）。</summary>
    [Function("ReadResourceImportTemplate")]
    [Allow(Role.University)]
    [Answers(200, MediaType = "text/csv")]
    public static IResult Template([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/resource-import-template")] HttpRequest request) =>
        Results.File(System.Text.Encoding.UTF8.GetBytes(ResourceRows.Template), "text/csv; charset=utf-8", "resource-import-template.csv");

    private async Task<ResourceImportRecord> OwnAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id) && await cases.FindAsync<ResourceImportRecord>(ResourceImportRecord.Address(id), CaseRows.Record, cancellation) is { } import && import.Value.Stamp.Who.Unit == request.Caller().RequiredUnit
            ? import.Value
            : throw new RefusedException(new NothingHere());

    private async Task WriteAsync(string id, Stream body, CancellationToken cancellation)
    {
        await body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Header), cancellation);
        await foreach (var slice in cases.RowsAsync<ImportedSlice>(ResourceImportRecord.Address(id), ResourceImportRecord.SliceRows, cancellation))
        {
            foreach (var fault in slice.Value.Faults)
            {
                var text = Documents.Sheets.CsvSheet.Defused(fault.Text).Replace("\"", "\"\"", StringComparison.Ordinal);
                await body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fault.Line},{fault.Code},\"{text}\"\r\n")), cancellation);
            }
        }
    }
}
