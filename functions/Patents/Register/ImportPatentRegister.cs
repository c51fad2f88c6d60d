using System.IO.Compression;
using System.Security.Cryptography;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Patents;

/// <summary>The operator sends a file of the register (PAT-05).</summary>
public sealed class ImportPatentRegister(CaseStore cases, IFileContents contents, TimeProvider time)
{
    private const long MostUnpackedBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// 导入专利登记信息（CSV，UTF-8，可用 gzip 压缩）：列为 number、title、type、owners（以;分隔）、ipc、applicationDate、grantDate、status、abstract。
    /// 后台分段处理，有误的行按行号报告，不影响其他行。
    /// </summary>
    [Function("ImportPatentRegister")]
    [Allow(Role.Operator)]
    [AcceptsRaw("text/csv")]
    [Answers(202, typeof(RegisterImportAnswer), Location = true), Refuses(typeof(RegisterFileUnreadable), typeof(BodyMissing), typeof(BodyTooLarge)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patents/register/imports")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = request.DeriveId("pri");
        // Named at random: a repetition with another file must not write over the parts of the first.
        await using var parts = new CsvParts(contents, NewId.Random(id));
        if (!(await ReceiveAsync(request, parts, cancellation)).TryGet(out var received, out var refusal))
        {
            await RemoveAsync(parts.Parts);
            return refusal;
        }
        var address = RegisterImportRecord.Address(id);
        var body = new SentRegister(received.Sha256);
        try
        {
            if (await cases.WasDoneAsync(address, request, body, cancellation)) await RemoveAsync(parts.Parts);
            else await StartAsync(request, new RegisterImportRecord(id, received.Sha256, received.Bytes, time.GetUtcNow(), parts.Parts), body, durable, cancellation);
        }
        catch (Exception e) when (e is RefusedException or StoreConflictException)
        {
            await RemoveAsync(parts.Parts);
            // A twin of this request was faster, unless the same key came with another file.
            if (e is RefusedException || !await cases.WasDoneAsync(address, request, body, cancellation)) throw;
        }
        var import = (await cases.FindAsync<RegisterImportRecord>(address, CaseRows.Record, cancellation))!.Value;
        request.HttpContext.Response.Headers.Location = $"/api/patents/register/imports/{id}";
        return Results.Json(await RegisterImportAnswer.OfAsync(import, cases, cancellation), PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task StartAsync(HttpRequest request, RegisterImportRecord import, SentRegister body, DurableTaskClient durable, CancellationToken cancellation)
    {
        var write = new CaseWrite(RegisterImportRecord.Address(import.Id), request.Stamp(time, "ImportPatentRegister"));
        write.Insert(CaseRows.Record, import).Once(request, body);
        write.Send(WorkflowMessages.Start(PatentRegisterImport.Orchestrator, "patent-register-" + import.Id, PatentRegisterImport.InputOf(import.Id, 1)));
        await cases.CommitAsync(write, durable, cancellation);
    }

    private static async Task<Outcome<Received>> ReceiveAsync(HttpRequest request, CsvParts parts, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var packed = request.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase);
        await using var gzip = packed ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
        var source = gzip ?? request.Body;
        var chunk = new byte[64 * 1024];
        var total = 0L;
        try
        {
            int read;
            while ((read = await source.ReadAsync(chunk, cancellation)) > 0)
            {
                total += read;
                if (total > MostUnpackedBytes) return new BodyTooLarge(MostUnpackedBytes);
                hash.AppendData(chunk, 0, read);
                await parts.AppendAsync(chunk.AsMemory(0, read), cancellation);
            }
            if (total == 0) return new BodyMissing();
            await parts.CompleteAsync(cancellation);
            return new Received(Convert.ToHexStringLower(hash.GetHashAndReset()), total);
        }
        catch (InvalidDataException)
        {
            return new RegisterFileUnreadable();
        }
    }

    private async Task RemoveAsync(IReadOnlyList<CsvPart> parts)
    {
        foreach (var part in parts) await contents.DeleteAsync(part.Name, CancellationToken.None);
    }

    private sealed record Received(string Sha256, long Bytes);

    private sealed record SentRegister(string Sha256);
}

/// <summary>Progress of an import.</summary>
public sealed class ReadPatentRegisterImport(CaseStore cases)
{
    /// <summary>专利登记信息导入进度。</summary>
    [Function("ReadPatentRegisterImport")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(RegisterImportAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patents/register/imports/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id) && await cases.FindAsync<RegisterImportRecord>(RegisterImportRecord.Address(id), CaseRows.Record, cancellation) is { } import
            ? Results.Json(await RegisterImportAnswer.OfAsync(import.Value, cases, cancellation), PlatformJson.Options)
            : new NothingHere();
}

/// <summary>The report of an import.</summary>
public sealed class ReadPatentRegisterReport(CaseStore cases, IFileContents contents)
{
    private const string Header = "\uFEFFline,code,text\r\n";

    /// <summary>下载未导入的行及原因（CSV：行号、代码、说明）。</summary>
    [Function("ReadPatentRegisterReport")]
    [Allow(Role.Operator)]
    [Answers(200, MediaType = "text/csv")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patents/register/imports/{id}/report")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if (!RecordLimits.IsKey(id) || await cases.FindAsync<RegisterImportRecord>(RegisterImportRecord.Address(id), CaseRows.Record, cancellation) is null) return new NothingHere();
        return Results.Stream(body => WriteAsync(id, body, cancellation), "text/csv; charset=utf-8", "patent-register-report.csv");
    }

    private async Task WriteAsync(string id, Stream body, CancellationToken cancellation)
    {
        await body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Header), cancellation);
        await foreach (var part in cases.RowsAsync<LoadedPart>(RegisterImportRecord.Address(id), PatentTables.PartRows, cancellation))
        {
            if (part.Value.Report is not { } name || await contents.OpenAsync(name, cancellation) is not { } report) continue;
            await using (report) await report.CopyToAsync(body, cancellation);
        }
    }
}
