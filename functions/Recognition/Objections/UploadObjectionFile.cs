using PatentFunctions.Accounts;
using PatentFunctions.Files;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition.Objections;

/// <summary>上传异议材料 (REC-04): by somebody without an account whose phone was verified.</summary>
public sealed class UploadObjectionFile(UploadFile upload, ObjectorSessions sessions, ObjectionLimits limits, ClientLimits addresses, TimeProvider time)
{
    /// <summary>上传异议书（加盖公章）、身份证明或证明材料；须先验证手机号，在请求头 X-Objector-Session 中带上会话。只有审核该异议的审核员可以查看。</summary>
    [Function("UploadObjectionFile")]
    [Allow(Role.Public)]
    [QueryParameter("purpose", "附件用途：objection-statement（异议书，加盖公章）、objector-identity（身份证明）、objection-evidence（异议证明材料）", Values = "objection-statement,objector-identity,objection-evidence", Required = true)]
    [QueryParameter("name", "文件名，仅用于显示")]
    [AcceptsRaw("application/octet-stream", "multipart/form-data")]
    [Answers(201, typeof(FileAnswer), Location = true)]
    [Refuses(typeof(ObjectorSessionRequired), typeof(UnknownPurpose), typeof(ObjectionsUsedUp), typeof(AddressTooMany), typeof(FileEmpty), typeof(FileTooLarge), typeof(FileKindRefused), typeof(FileDamaged), typeof(UploadForm), typeof(IdempotencyKeyReused))]
    [Needs(IdempotencyKey = true), RequestHeader(ObjectorSessions.Header, ObjectorSessions.HeaderIs, ObjectorSessions.HeaderLooksLike, Required = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/objection-files")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (sessions.Of(request) is not { } session) return new ObjectorSessionRequired();
        var purpose = FilePurposes.Find(request.Query["purpose"].ToString());
        if (purpose?.Code is not (FilePurposes.ObjectionStatement or FilePurposes.ObjectorIdentity or FilePurposes.ObjectionEvidence)) return new UnknownPurpose();
        if (await addresses.CountPublicUploadAsync(request, cancellation) is { } busy) return busy;
        if (await limits.CountUploadAsync(session.Phone, time.GetUtcNow(), cancellation) is { } tooMany) return tooMany;
        return await upload.StoreAsync(request, session.Id, purpose, durable, cancellation);
    }
}
