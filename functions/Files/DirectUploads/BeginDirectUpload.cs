using Microsoft.Extensions.Options;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files.DirectUploads;

/// <summary>要上传的文件.</summary>
/// <param name="Purpose">附件用途, as of an ordinary upload.</param>
/// <param name="Name">文件名, for display; its ending must be of a kind that the purpose takes.</param>
/// <param name="Bytes">文件大小（字节）.</param>
public sealed record DirectUploadForm(string? Purpose, string? Name, long? Bytes);

/// <summary>A header to send.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record UploadHeader(string Name, string Value);

/// <summary>上传地址.</summary>
/// <param name="Id">The file that it becomes.</param>
/// <param name="Method">Method to send the bytes by.</param>
/// <param name="Address">Where to send them; whoever has the address may, without signing in, until it expires.</param>
/// <param name="Headers">Headers to send with them.</param>
/// <param name="ExpiresAt">When the address expires.</param>
/// <param name="MaxBytes">Largest size that is accepted at completion.</param>
public sealed record DirectUploadBegun(FileId Id, string Method, string Address, IReadOnlyList<UploadHeader> Headers, DateTimeOffset ExpiresAt, long MaxBytes);

/// <summary>发起直传 (COM-08): for files that should not go through the app.</summary>
public sealed class BeginDirectUpload(CaseStore cases, IQuarantine quarantine, IOptions<DirectUploadOptions> options, TimeProvider time)
{
    /// <summary>What Blob storage wants with the bytes; the local twin wants the same.</summary>
    internal const string BlobTypeName = "x-ms-blob-type";
    internal const string BlobTypeValue = "BlockBlob";
    internal static readonly UploadHeader BlobType = new(BlobTypeName, BlobTypeValue);

    private static readonly UploadHeader[] Headers = [BlobType, new("Content-Type", "application/octet-stream")];

    /// <summary>
    /// 申报用途、文件名和大小，换取 30 分钟内有效的上传地址：以 PUT 方式向该地址提交文件内容，再确认完成。以同一 Idempotency-Key 重复调用可换取新的地址。
    /// </summary>
    [Function("BeginDirectUpload")]
    [Allow(Role.UnitAdmin, Role.University, Role.Bank, Role.FinanceOfficer)]
    [Accepts(typeof(DirectUploadForm)), Answers(201, typeof(DirectUploadBegun))]
    [Refuses(typeof(DirectUploadOff), typeof(FieldsInvalid), typeof(PurposeNotAllowed), typeof(IdempotencyKeyReused), typeof(DirectUploadOver))]
    [Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "direct-uploads")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var (caller, form) = (request.Caller(), await request.ReadBodyAsync<DirectUploadForm>(cancellation));
        if (!options.Value.Enabled) return new DirectUploadOff();
        if (DirectUploadRules.Check(form) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var purpose = FilePurposes.Get(form.Purpose!);
        if (!purpose.UploadedBy.Contains(caller.Role)) return new PurposeNotAllowed(purpose.Name);

        var (id, now) = (new FileId(request.DeriveId("f")), time.GetUtcNow());
        if (!await cases.WasDoneAsync(FileRecords.Address(id), request, form, cancellation))
            await ReserveAsync(request, new DirectUpload(id, FileRecords.OwnerOf(caller), purpose.Code, form.Name!, form.Bytes!.Value, now), form, durable, cancellation);
        var stored = await DirectUploadRecords.FindAsync(cases.Records, id, cancellation);
        if (stored is not { Value.Rejection: null } || now >= stored.Value.BegunAt + DirectUploadRecords.OpenFor) return new DirectUploadOver();

        var expires = now + DirectUploadRecords.AddressLife;
        var address = await quarantine.AddressAsync(id.Value, expires, new Uri($"{request.Scheme}://{request.Host}"), cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var begun = new DirectUploadBegun(id, HttpMethods.Put, address.AbsoluteUri, Headers, expires, purpose.MaxBytes);
        return Results.Json(begun, PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private async Task ReserveAsync(HttpRequest request, DirectUpload upload, DirectUploadForm form, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = FileRecords.Address(upload.Id);
        await new DueIndex(cases.Records, DirectUploadRecords.ExpiryTable).AddAsync(upload.BegunAt + DirectUploadRecords.SweptAfter, upload.Id.Value, cancellation);
        try
        {
            var write = new CaseWrite(address, request.Stamp(time, "BeginDirectUpload")).Insert(DirectUploadRecords.Row, upload).Once(request, form);
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // A twin of this request was faster; with another body it is refused here.
            await cases.WasDoneAsync(address, request, form, cancellation);
        }
    }
}
