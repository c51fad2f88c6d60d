using System.Text.Json;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>A public key as JWK (RFC 7517, RFC 7518 6.2).</summary>
/// <param name="Kty">EC.</param>
/// <param name="Crv">P-256.</param>
/// <param name="X">Coordinate x, base64url.</param>
/// <param name="Y">Coordinate y, base64url.</param>
/// <param name="Kid">密钥编号.</param>
/// <param name="Use">sig.</param>
/// <param name="Alg">ES256.</param>
public sealed record CertificateJwk(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg)
{
    /// <summary>The JWK of a key.</summary>
    public static CertificateJwk Of(CertificateKey key) => new("EC", "P-256", key.X, key.Y, key.Id, "sig", "ES256");
}

/// <summary>JWK Set of the platform.</summary>
/// <param name="Keys">The present key first, then the earlier ones.</param>
public sealed record CertificateJwks(IReadOnlyList<CertificateJwk> Keys);

/// <summary>The public keys that certificates are checked with (REC-06): fetch them once, check offline for ever.</summary>
public sealed class ReadCertificateKeys(ICertificateKeys keys)
{
    /// <summary>认定证书验签公钥（JWK Set）：现用的在前，停用的仍保留，用于核验此前签发的证书。</summary>
    [Function("ReadCertificateKeys")]
    [Allow(Role.Public)]
    [Answers(200, typeof(CertificateJwks))]
    public async Task<IResult> JwksAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/certificate-keys")] HttpRequest request, CancellationToken cancellation)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Json(new CertificateJwks([.. (await keys.PublicAsync(cancellation)).Select(CertificateJwk.Of)]), PlatformJson.Options);
    }

    /// <summary>认定证书验签公钥（PEM），现用的在前。</summary>
    [Function("ReadCertificateKeysAsPem")]
    [Allow(Role.Public)]
    [Answers(200, MediaType = "application/x-pem-file")]
    public async Task<IResult> PemAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/certificate-keys.pem")] HttpRequest request, CancellationToken cancellation)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(string.Concat((await keys.PublicAsync(cancellation)).Select(k => k.ToPem() + "\n")), "application/x-pem-file");
    }
}
