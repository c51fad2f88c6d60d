using System.Text;
using PatentFunctions.Documents.Qr;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>Only a recognition in force has a certificate and a code.</summary>
/// <param name="State">State as it is.</param>
public sealed record NoRecognitionCertificate(RecognitionState State) : Conflict(
    "recognition-certificate-unavailable", "暂无认定证书", State switch
    {
        RecognitionState.Expired => "该产品的认定已到期，认定证书和标识二维码不再提供下载；此前的证书可在核验页查询。",
        RecognitionState.Revoked => "该产品的认定已撤销，认定证书和标识二维码已失效，不再提供下载。",
        _ => $"该产品当前为“{RecognitionStates.NameOf(State)}”，认定后方可下载认定证书和标识二维码。",
    });

/// <summary>?format= is neither png nor svg.</summary>
public sealed record UnknownCodeFormat() : Malformed("recognition-code-format-unknown", "图片格式无效", "标识二维码的格式（format）为 png 或 svg。");

/// <summary>认定证书 and 标识二维码 for the unit (manual 七, slide 218).</summary>
public sealed class DownloadRecognitionCertificate(RecognitionRecords recognitions, CertificateDocument document)
{
    // 30 mm at 600 dots an inch.
    private const int PixelsOfThePrint = 709;

    /// <summary>下载专利密集型产品认定证书（PDF，带电子封签）：产品名称、规格型号、备案单位、认定年度、有效期、专利总数和二维码。</summary>
    [Function("DownloadRecognitionCertificate")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, MediaType = "application/pdf"), Refuses(typeof(NoRecognitionCertificate))]
    public async Task<IResult> CertificateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}/certificate")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var recognition = (await recognitions.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (recognition is not { State: RecognitionState.Recognized, Certificate: { } certificate }) return new NoRecognitionCertificate(recognition.State);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.File(await document.RenderAsync(certificate, cancellation), "application/pdf", $"专利密集型产品认定证书-{certificate.Facts.Number}.pdf");
    }

    /// <summary>下载标识二维码（印制边长 3 厘米，含空白边）：format=png（默认，600 dpi）或 svg。</summary>
    [Function("DownloadRecognitionCode")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("format", "png 或 svg", Values = "png,svg")]
    [Answers(200, MediaType = "image/png"), Answers(200, MediaType = "image/svg+xml"), Refuses(typeof(NoRecognitionCertificate), typeof(UnknownCodeFormat))]
    public async Task<IResult> CodeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}/qr")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var recognition = (await recognitions.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (recognition is not { State: RecognitionState.Recognized, Certificate: { } certificate }) return new NoRecognitionCertificate(recognition.State);
        var (code, name) = (document.CodeOf(certificate), $"专利密集型产品标识-{certificate.Facts.Number}");
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return request.Query["format"].ToString() switch
        {
            "" or "png" => Results.File(code.ToPng(PixelsPerModule(code)), "image/png", name + ".png"),
            "svg" => Results.File(Encoding.UTF8.GetBytes(code.ToSvg($"专利密集型产品 {certificate.Facts.Number}", CertificateDocument.PrintMillimetres)), "image/svg+xml", name + ".svg"),
            _ => new UnknownCodeFormat(),
        };
    }

    private static int PixelsPerModule(QrSymbol code) => (PixelsOfThePrint + code.Side - 1) / code.Side;
}
