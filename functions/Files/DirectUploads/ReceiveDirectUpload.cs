using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files.DirectUploads;

/// <summary>
/// Takes the bytes of a direct upload where no Blob storage does, with the same headers and statuses, so that a page works the same way on
/// one's own machine. Answers 404 in the build for Azure.
/// </summary>
public sealed class ReceiveDirectUpload(IRecordStore records, IEnumerable<IQuarantineInbox> inboxes)
{
    /// <summary>本机的上传地址：与 Blob 存储相同的 PUT；上传完成之前可以重复提交，以最后一次为准。</summary>
    [Function("ReceiveDirectUpload")]
    [Allow(Role.Public)]
    [QueryParameter("signature", "上传地址的签名，发起直传时获得", Required = true)]
    [RequestHeader(BeginDirectUpload.BlobTypeName, "Blob 的类型，见发起直传的回答", BeginDirectUpload.BlobTypeValue, Required = true)]
    [AcceptsRaw("application/octet-stream")]
    [Answers(201)]
    [Refuses(typeof(BlobTypeRequired), typeof(DirectUploadAddressRefused), typeof(DirectUploadOver))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "local/direct-uploads/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if (inboxes.FirstOrDefault() is not { } inbox) return new NothingHere();
        if (!inbox.Opens(id, request.Query["signature"].ToString())) return new DirectUploadAddressRefused();
        if (request.Headers[BeginDirectUpload.BlobType.Name] != BeginDirectUpload.BlobType.Value) return new BlobTypeRequired();
        if (await DirectUploadRecords.FindAsync(records, new FileId(id), cancellation) is not { Value.Rejection: null }) return new DirectUploadOver();
        await inbox.ReceiveAsync(id, request.Body, cancellation);
        return Results.StatusCode(StatusCodes.Status201Created);
    }
}
