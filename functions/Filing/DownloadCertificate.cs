using PatentFunctions.Documents;
using PatentFunctions.Documents.Qr;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>Only a filing in force has a certificate.</summary>
public sealed record NoCertificate(string StateName) : Conflict("filing-certificate-unavailable", "暂无备案证明", $"该产品备案当前为“{StateName}”，只有已备案的产品可下载备案证明。");

/// <summary>备案证明 (manual 十（二）, figure 16).</summary>
public sealed class DownloadCertificate(FilingRecords filings, Microsoft.Extensions.Options.IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>The manual's note, word for word.</summary>
    public const string Note = "本备案证明具有时效性，仅用于证明下载本备案证明时该产品已备案。若该产品由于复核不通过、公众异议、关联专利失效、企业主动撤回等情况导致备案状态发生变化，则本备案证明将自动失去证明效力。该产品最终备案状态应以“国家专利密集型产品备案认定试点平台”查询结果为准。";

    /// <summary>下载备案证明（PDF）：含备案号、产品、单位、备案年度、更新年度、关联专利（不区分核心和其他）、下载时间和核验二维码。</summary>
    [Function("DownloadFilingCertificate")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, MediaType = "application/pdf"), Refuses(typeof(NoCertificate))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}/certificate")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var filing = (await filings.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (!FilingStates.IsInForce(filing.State)) return new NoCertificate(FilingStates.NameOf(filing.State));
        var pdf = CertificateLayout.Render(ContentOf(filing, options.Value.PublicBaseUrl, time.GetUtcNow()), DocumentFont.NotoSansSc);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.File(pdf, "application/pdf", $"备案证明-{filing.Number}.pdf");
    }

    /// <summary>Every word of the certificate.</summary>
    internal static CertificateContent ContentOf(FilingRecord filing, string publicBaseUrl, DateTimeOffset now)
    {
        var content = filing.Content!;
        return new CertificateContent
        {
            Issuer = "国家专利密集型产品备案认定试点平台",
            Title = "备案证明",
            Reference = $"产品备案号：{filing.Number}",
            Fields =
            [
                new("产品备案号", filing.Number!),
                new("产品名称", content.Product.Name ?? ""),
                new("单位名称", filing.UnitName),
                new("备案年度", filing.FilingYear?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""),
                new("更新年度", filing.UpdateYear?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "暂无"),
            ],
            ListLabel = "关联专利",
            List = PublicFilings.PublishesPatents(filing) ? [.. PublicFilings.PatentsOf(content).Select(p => $"{p.Number} {p.Title}")] : ["企业请求不公开关联专利。"],
            Closing = [new("下载时间", ChinaTime.FullDateTime(now))],
            Note = Note,
            Code = QrSymbol.Encode($"{publicBaseUrl.TrimEnd('/')}/check/{filing.Number}"),
            CodeCaption = "扫码查询备案状态",
            CreatedAt = now,
        };
    }
}
