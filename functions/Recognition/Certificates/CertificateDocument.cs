using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;
using PatentFunctions.Documents.Qr;
using PatentFunctions.Filing;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>认定证书 on paper: the sealed PDF and the 标识二维码. Both show what was signed at issue, nothing that changed since.</summary>
public sealed class CertificateDocument(ICertificateKeys keys, IOptions<FilingOptions> options)
{
    /// <summary>Edge of the printed 标识二维码, quiet zone included, in millimetres.</summary>
    public const int PrintMillimetres = 30;

    private const string TokenProperty = "CertificateToken";
    private const string Note = "本证书自发证日起一年内有效。扫描二维码可核验证书并查询产品和专利信息；认定状态（有效、到期、撤销）以“国家专利密集型产品备案认定试点平台”查询结果为准。二维码和证书文件均带有电子签名，可离线核验，任何改动都会使核验不通过。";

    /// <summary>The PDF, sealed. Same facts, same bytes, but for the signature of the seal.</summary>
    public async Task<byte[]> RenderAsync(RecognitionCertificate certificate, CancellationToken cancellation)
    {
        var pdf = CertificateLayout.Render(ContentOf(certificate), DocumentFont.NotoSansSc);
        var key = (await keys.PublicAsync(cancellation))[0].Id;
        return CertificateSeal.Append(pdf, key, await keys.SignAsync(key, pdf, cancellation));
    }

    /// <summary>The code that leads to the check page: scheme and host in capitals, which a QR code packs closer; path and token are capitals anyway.</summary>
    public string AddressOf(RecognitionCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var site = new Uri(options.Value.PublicBaseUrl);
        return $"{site.GetLeftPart(UriPartial.Authority).ToUpperInvariant()}{site.AbsolutePath.TrimEnd('/')}/API/C/{certificate.Token}";
    }

    /// <summary>The token that a certificate's PDF names in its properties; null where it names none.</summary>
    public static string? TokenOf(byte[] pdf)
    {
        var start = pdf.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes($"/{TokenProperty} ("));
        if (start < 0) return null;
        var token = pdf.AsSpan(start + TokenProperty.Length + 3);
        var end = token.IndexOf((byte)')');
        return end < 0 ? null : Encoding.Latin1.GetString(token[..end]);
    }

    /// <summary>标识二维码.</summary>
    internal QrSymbol CodeOf(RecognitionCertificate certificate) => QrSymbol.EncodeForPrint(AddressOf(certificate));

    /// <summary>Every word of the certificate.</summary>
    internal CertificateContent ContentOf(RecognitionCertificate certificate)
    {
        var facts = certificate.Facts;
        return new CertificateContent
        {
            Issuer = "国家专利密集型产品备案认定试点平台",
            Title = "专利密集型产品认定证书",
            Reference = $"证书编号：{facts.Number}",
            Fields =
            [
                new("证书编号", facts.Number),
                new("产品名称", facts.Product),
                new("规格型号", facts.Model ?? "—"),
                new("备案单位", facts.UnitName),
                new("认定年度", facts.Year.ToString(CultureInfo.InvariantCulture)),
                new("认定有效期", $"{ChinaTime.FullDate(facts.IssuedOn)}至{ChinaTime.FullDate(facts.ValidUntil)}"),
                new("专利总数", $"{facts.Patents.ToString(CultureInfo.InvariantCulture)} 件"),
                new("发证日期", ChinaTime.FullDate(facts.IssuedOn)),
            ],
            Note = Note,
            Code = CodeOf(certificate),
            CodeCaption = "扫码核验证书",
            CreatedAt = ChinaTime.StartOfDay(facts.IssuedOn),
            Properties = [(TokenProperty, certificate.Token)],
        };
    }
}
