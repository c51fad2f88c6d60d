using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>附件 as its owner sees it.</summary>
/// <param name="Id">The file.</param>
/// <param name="Purpose">Code of its purpose.</param>
/// <param name="PurposeName">Chinese name of its purpose.</param>
/// <param name="Kind">Kind by content.</param>
/// <param name="Name">Name for display.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash, hex.</param>
/// <param name="UploadedAt">The instant.</param>
/// <param name="Scan">Result of the malware scan.</param>
/// <param name="ExpiresAt">When it expires unless a case refers to it by then; absent once one does.</param>
public sealed record FileAnswer(FileId Id, string Purpose, string PurposeName, FileKind Kind, string Name, long Bytes, string Sha256, DateTimeOffset UploadedAt, ScanState Scan, DateTimeOffset? ExpiresAt)
{
    internal static FileAnswer Of(FileRecord file) => new(
        file.Id,
        file.Purpose,
        FilePurposes.Get(file.Purpose).Name,
        file.Kind,
        file.Name,
        file.Bytes,
        file.Sha256,
        file.UploadedAt,
        file.Scan,
        file.KeptBy.Count > 0 ? null : file.UploadedAt + FileRecords.UsableFor);
}

/// <summary>上传附件 (COM-08).</summary>
public sealed class UploadFile(CaseStore cases, IFileContents contents, TimeProvider time)
{
    /// <summary>
    /// Takes one file as the raw body or as the only file of a multipart form. The content is recognized by its bytes and refused at the
    /// first byte too many; a repetition with the same Idempotency-Key answers what the first one made.
    /// </summary>
    [Function("UploadFile")]
    [Allow(Role.UnitAdmin, Role.University, Role.Bank, Role.FinanceOfficer)]
    [QueryParameter("purpose", "附件用途，如 business-licence（营业执照）、product-image（产品图片）", Required = true)]
    [QueryParameter("name", "文件名，仅用于显示")]
    [AcceptsRaw("application/octet-stream", "multipart/form-data")]
    [Answers(201, typeof(FileAnswer), Location = true)]
    [Refuses(typeof(UnknownPurpose), typeof(PurposeNotAllowed), typeof(FileEmpty), typeof(FileTooLarge), typeof(FileKindRefused), typeof(FileDamaged), typeof(UploadForm), typeof(IdempotencyKeyReused))]
    [Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "files")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (FilePurposes.Find(request.Query["purpose"].ToString()) is not { } purpose) return new UnknownPurpose();
        if (!purpose.UploadedBy.Contains(caller.Role)) return new PurposeNotAllowed(purpose.Name);
        return await StoreAsync(request, FileRecords.OwnerOf(caller), purpose, durable, cancellation);
    }

    /// <summary>The upload itself, for endpoints of other areas that let the public upload too.</summary>
    internal async Task<IResult> StoreAsync(HttpRequest request, string owner, FilePurpose purpose, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new FileId(request.DeriveId("f"));
        await using var upload = await contents.BeginAsync(cancellation);
        var arrived = await ReadAsync(request, purpose, upload, cancellation);
        if (!arrived.TryGet(out var file, out var refusal)) return refusal;

        var address = FileRecords.Address(id);
        var body = new UploadedBody(owner, purpose.Code, file.Received.Sha256);
        if (!await cases.WasDoneAsync(address, request, body, cancellation))
        {
            var now = time.GetUtcNow();
            var name = FileRecords.ContentName(id, file.Received.Sha256);
            await new DueIndex(cases.Records, FileRecords.ExpiryTable).AddAsync(now + FileRecords.RemovedAfter, name, cancellation);
            await upload.CompleteAsync(name, cancellation);
            var record = new FileRecord(id, owner, purpose.Code, file.Received.Kind, FileName.Clean(file.Name, file.Received.Kind), file.Received.Bytes, file.Received.Sha256, now, ScanState.Pending, []);
            var write = new CaseWrite(address, request.Stamp(time, "UploadFile"));
            write.Insert(CaseRows.Record, record).Once(request, body).Send(ScanFile.Message);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // A twin of this request was faster; with another body it would have been refused by what it stored.
                await cases.WasDoneAsync(address, request, body, cancellation);
            }
        }
        var stored = await FileRecords.FindAsync(cases.Records, id, cancellation);
        if (stored is null) return new NothingHere();
        request.HttpContext.Response.Headers.Location = $"/api/files/{id.Value}";
        return Results.Json(FileAnswer.Of(stored.Value), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Outcome<Arrived>> ReadAsync(HttpRequest request, FilePurpose purpose, IContentUpload upload, CancellationToken cancellation)
    {
        var name = request.Query["name"].ToString();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            if (request.ContentLength > purpose.MaxBytes) return new FileTooLarge(purpose.Name, purpose.MaxBytes);
            return (await FileIntake.ReceiveAsync(request.Body, purpose, upload, cancellation)).TryGet(out var raw, out var no) ? new Arrived(name, raw) : no;
        }
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > 70) return new UploadForm("multipart/form-data 缺少有效的 boundary。");
        try
        {
            return await ReadFormAsync(new MultipartReader(boundary.ToString(), request.Body), name, purpose, upload, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            return new UploadForm("multipart/form-data 的内容不完整，请重新上传。");
        }
    }

    private static async Task<Outcome<Arrived>> ReadFormAsync(MultipartReader reader, string name, FilePurpose purpose, IContentUpload upload, CancellationToken cancellation)
    {
        Arrived? arrived = null;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition()) continue;
            if (arrived is not null) return new UploadForm("一次只能上传一个文件。");
            var received = await FileIntake.ReceiveAsync(section.Body, purpose, upload, cancellation);
            if (!received.TryGet(out var file, out var refusal)) return refusal;
            var given = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
            arrived = new Arrived(name.Length > 0 ? name : HeaderUtilities.RemoveQuotes(given).ToString(), file);
        }
        return arrived is null ? new UploadForm("multipart/form-data 中没有文件。") : arrived;
    }

    private sealed record Arrived(string Name, ReceivedFile Received);

    private sealed record UploadedBody(string Owner, string Purpose, string Sha256);
}
