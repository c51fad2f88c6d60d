using System.Security.Cryptography;
using System.Text;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Http;

/// <summary>If-Match is missing.</summary>
public sealed record IfMatchRequired() : PreconditionRequired("if-match-required", "缺少 If-Match", "请先读取最新内容，并在请求头 If-Match 中带上读取时返回的 ETag。");

/// <summary>Idempotency-Key is missing or unusable.</summary>
public sealed record IdempotencyKeyRequired() : Malformed("idempotency-key-required", "缺少 Idempotency-Key", "新建操作须在请求头 Idempotency-Key 中带上 8 至 128 个可见 ASCII 字符，重试时保持不变。");

/// <summary>The same Idempotency-Key came with another body.</summary>
public sealed record IdempotencyKeyReused() : Invalid("idempotency-key-reused", "Idempotency-Key 已被使用", "该 Idempotency-Key 已用于内容不同的请求，请为新的请求更换 Idempotency-Key。");

/// <summary>ETags of resources (COM-05).</summary>
public static class ETags
{
    /// <summary>The ETag a client sees for a stored record: opaque, strong, the same in every store.</summary>
    public static string Of(string storeETag) => '"' + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storeETag)).AsSpan(0, 12)) + '"';

    /// <summary>Sets the ETag of the answer.</summary>
    public static void SetETag(this HttpRequest request, string storeETag) => request.HttpContext.Response.Headers.ETag = Of(storeETag);

    /// <summary>Throws the refusal (428, 412) unless If-Match names this version of the record.</summary>
    public static Stored<T> Matching<T>(this HttpRequest request, Stored<T> read)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0) throw new RefusedException(new IfMatchRequired());
        var expected = Of(read.ETag);
        return header.Split(',').Any(t => t.Trim() == expected) ? read : throw new RefusedException(new RecordChanged());
    }
}

/// <summary>What a creation was answered, kept with what it created.</summary>
/// <param name="BodySha256">Hash of the body, hex.</param>
public sealed record OnceRecord(string BodySha256);

/// <summary>
/// Creations take effect once for each Idempotency-Key (COM-05): the id of the new thing is derived from account and key, and the key is
/// stored in the very batch that creates it, so a repetition meets it and nothing is stored before or apart from the work.
/// </summary>
public static class Idempotency
{
    /// <summary>The key of the request; throws the refusal where there is none.</summary>
    public static string IdempotencyKey(this HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString().Trim('"');
        return key.Length is >= 8 and <= 128 && key.All(c => c is > ' ' and < '\u007f') ? key : throw new RefusedException(new IdempotencyKeyRequired());
    }

    /// <summary>The id of the thing that this request creates: the same whenever it is repeated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="prefix">Prefix of the id.</param>
    public static string DeriveId(this HttpRequest request, string prefix) =>
        NewId.Derived(prefix, request.CallerOrNull()?.Account.Value ?? "public", request.Path.Value ?? "", request.IdempotencyKey());

    /// <summary>Stores key and body with the creation.</summary>
    public static CaseWrite Once<T>(this CaseWrite write, HttpRequest request, T body) =>
        write.Insert(Row(request), new OnceRecord(Hash(body)));

    /// <summary>
    /// True where this request was carried out before with the same body: the caller answers what it then created, read after this question, since
    /// the same request may have been carried out a moment ago. Throws the refusal where the body differs.
    /// </summary>
    public static async Task<bool> WasDoneAsync<T>(this CaseStore cases, CaseAddress address, HttpRequest request, T body, CancellationToken cancellation)
    {
        var done = await cases.FindAsync<OnceRecord>(address, Row(request), cancellation);
        if (done is null) return false;
        return done.Value.BodySha256 == Hash(body) ? true : throw new RefusedException(new IdempotencyKeyReused());
    }

    // Of the caller's own: several may create something in one case, and their keys are nobody else's business.
    private static string Row(HttpRequest request) =>
        CaseRows.Idempotency + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.CallerOrNull()?.Account.Value}|{request.IdempotencyKey()}")).AsSpan(0, 16));

    private static string Hash<T>(T body) => Convert.ToHexStringLower(SHA256.HashData(TypedRecords.ToDocument(body)));
}
