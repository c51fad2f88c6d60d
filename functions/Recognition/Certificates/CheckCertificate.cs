using System.ComponentModel.DataAnnotations;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>What was scanned or typed.</summary>
/// <param name="Content">The content of the QR code, or the token alone.</param>
public sealed record ScannedCertificate([property: MaxLength(4000)] string Content);

/// <summary>认定证书核验: where the QR code leads, and by number.</summary>
public sealed class CheckCertificate(CertificateRegister register, ICertificateKeys keys, TimeProvider time)
{
    /// <summary>扫码核验：签名是否有效、证书所载内容、发证时和现在的状态、与登记的差异；浏览器打开为网页。</summary>
    [Function("CheckScannedCertificate")]
    [Allow(Role.Public)]
    [Answers(200, typeof(CertificateCheck)), Answers(200, MediaType = "text/html")]
    public async Task<IResult> ScanAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "c/{token}")] HttpRequest request, string token, CancellationToken cancellation)
    {
        var check = await OfTokenAsync(token, cancellation);
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) return Answer(request, check);
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.Vary, headers.ContentSecurityPolicy) = ("no-store", "Accept", "default-src 'none'; style-src 'unsafe-inline'");
        return Results.Content(CertificateCheckPage.Html(check), "text/html; charset=utf-8");
    }

    /// <summary>核验扫描到的内容：整个网址或其中的核验码均可；被改动的给出明确的否定结论。</summary>
    [Function("CheckCertificateContent")]
    [Allow(Role.Public)]
    [Accepts(typeof(ScannedCertificate)), Answers(200, typeof(CertificateCheck))]
    public async Task<IResult> ContentAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/certificate-checks")] HttpRequest request, CancellationToken cancellation) =>
        Answer(request, await OfTokenAsync((await request.ReadBodyAsync<ScannedCertificate>(cancellation)).Content.Trim(), cancellation));

    /// <summary>按证书编号核验：以此处结果为准，可能与证书所载不同。</summary>
    [Function("CheckCertificateNumber")]
    [Allow(Role.Public)]
    [Answers(200, typeof(CertificateCheck))]
    public async Task<IResult> NumberAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/certificates/{number}")] HttpRequest request, string number, CancellationToken cancellation) =>
        Answer(request, CertificateChecks.OfNumber(await register.FindAsync(number, cancellation), time.GetUtcNow()));

    private async Task<CertificateCheck> OfTokenAsync(string content, CancellationToken cancellation)
    {
        var token = CertificateToken.Parse(content);
        var isSigned = token is not null && token.IsSignedBy(await keys.PublicAsync(cancellation));
        return CertificateChecks.OfToken(token, isSigned, isSigned ? await register.FindAsync(token!.Facts.Number, cancellation) : null, time.GetUtcNow());
    }

    private static IResult Answer(HttpRequest request, CertificateCheck check)
    {
        (request.HttpContext.Response.Headers.CacheControl, request.HttpContext.Response.Headers.Vary) = ("no-store", "Accept");
        return Results.Json(check, PlatformJson.Options);
    }
}
