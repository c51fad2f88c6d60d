using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Accounts;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition.Objections;

/// <summary>Somebody without an account whose phone was verified.</summary>
/// <param name="Id">Owns the uploads; random, so that stored files do not tell whose they are.</param>
/// <param name="Phone">手机号.</param>
/// <param name="ExpiresAt">End of its life.</param>
public sealed record ObjectorSession(string Id, string Phone, DateTimeOffset ExpiresAt);

/// <summary>The phone was not verified, or too long ago.</summary>
public sealed record ObjectorSessionRequired() : Unauthenticated("objector-session-required", "请先验证手机号", "提出或查询异议前，请先通过短信验证码验证手机号；验证超过 4 小时的，请重新验证。");

/// <summary>Makes and reads the sealed tokens of verified phones.</summary>
public sealed class ObjectorSessions(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Header that carries the token.</summary>
    public const string Header = "X-Objector-Session";

    /// <summary>What the header is, for the OpenAPI document.</summary>
    internal const string HeaderIs = "验证手机号取得的会话，4小时内有效";

    /// <summary>A value of the header, for the OpenAPI document.</summary>
    internal const string HeaderLooksLike = "CfDJ8Mf0aH3bX1kZ";

    /// <summary>How long a verification holds.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(4);

    private readonly IDataProtector protector = protection.CreateProtector("Recognition.ObjectorSession.v1");

    /// <summary>A session for a phone whose code was right.</summary>
    internal (string Token, ObjectorSession Session) Issue(string phone)
    {
        var session = new ObjectorSession(NewId.Random("os"), phone, time.GetUtcNow() + Life);
        return (Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(session, PlatformJson.Stored))), session);
    }

    /// <summary>The session of a request; null where there is none, or it is forged or over.</summary>
    internal ObjectorSession? Of(HttpRequest request)
    {
        if (request.Headers[Header].ToString() is not { Length: > 0 and < 4_000 } token) return null;
        try
        {
            var session = JsonSerializer.Deserialize<ObjectorSession>(protector.Unprotect(Base64Url.DecodeFromChars(token)), PlatformJson.Stored);
            return session?.ExpiresAt > time.GetUtcNow() ? session : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>验证手机号 before an objection is filed or followed.</summary>
/// <param name="Phone">手机号.</param>
/// <param name="SmsCode">短信验证码 of the purpose <c>objection</c>.</param>
public sealed record ObjectorSessionForm(string? Phone, string? SmsCode);

/// <summary>手机号已验证.</summary>
/// <param name="Token">To be sent in the header X-Objector-Session.</param>
/// <param name="ExpiresAt">End of its life.</param>
public sealed record ObjectorSessionOpened(string Token, DateTimeOffset ExpiresAt);

/// <summary>验证手机号 (REC-04): first step of an objection.</summary>
public sealed class OpenObjectorSession(ObjectorSessions sessions, SmsCodeDesk codes)
{
    /// <summary>凭短信验证码（用途 objection）换取 4 小时内有效的会话，用于上传材料、提出和查询异议。</summary>
    [Function("OpenObjectorSession")]
    [Allow(Role.Public)]
    [Accepts(typeof(ObjectorSessionForm)), Answers(201, typeof(ObjectorSessionOpened)), Refuses(typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/objector-sessions")] HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ObjectorSessionForm>(cancellation);
        List<Finding> findings = [.. RegistrationRules.Identifier<MobileNumber>(form.Phone, "/phone"), .. SmsCodeRules.CheckShape(form.SmsCode)];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var phone = RegistrationRules.Checked<MobileNumber>(form.Phone).Value;
        if (!await codes.IsRightAsync(phone, SmsPurpose.Objection, form.SmsCode!, cancellation) || !await codes.TryUseAsync(phone, SmsPurpose.Objection, form.SmsCode!, cancellation))
            return new FieldsInvalid { Findings = [SmsCodeRules.Wrong] };
        var (token, session) = sessions.Issue(phone);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ObjectorSessionOpened(token, session.ExpiresAt), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
