using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>诚信承诺书 (UNI-05): the template with a watermark and the unit's name, to be stamped, scanned and uploaded unaltered.</summary>
internal static class IntegrityPledge
{
    private static readonly string[] Promises =
    [
        "一、本单位为具有独立法人资格的单位，在国家专利密集型产品备案认定试点平台填报的单位信息、资产信息、专利信息和产品信息真实、准确、完整、合法。",
        "二、本单位提交的营业执照、财务报表、经济效益证明等全部材料与原件一致，不存在伪造、变造、隐瞒等情形。",
        "三、本单位对备案产品及其关联专利依法享有相应权利，不侵犯他人合法权益，不重复备案。",
        "四、单位信息、专利法律状态或产品情况发生变化时，本单位及时在平台更新。",
        "五、本单位自愿接受知识产权管理部门和社会公众的监督；如有违反上述承诺的行为，自愿承担相应的法律责任，并接受撤销备案、撤销认定等处理。",
    ];

    /// <summary>The template as a PDF file.</summary>
    public static byte[] Render(string unitName, string? uscc, DateTimeOffset at)
    {
        var body = new TextStyle(12, Align: TextAlign.Justify, LineHeight: 1.9) { Indent = 24 };
        var closing = new TextStyle(12, LineHeight: 2.2);
        var document = PdfDocument.Create("诚信承诺书", DocumentFont.NotoSansSc, new PdfSetup { CreatedAt = at, Footer = unitName });
        document.Watermark("专利产品备案诚信承诺书 " + unitName).Heading("诚信承诺书").Space(12).Paragraph("国家专利密集型产品备案认定试点平台：", closing);
        document.Paragraph($"{unitName}{(string.IsNullOrWhiteSpace(uscc) ? "" : $"（统一社会信用代码：{uscc}）")}郑重承诺：", body);
        foreach (var promise in Promises) document.Paragraph(promise, body);
        document.Space(36).Keep(160);
        document.Paragraph("承诺单位（盖章）：" + unitName, closing).Paragraph("法定代表人（签字）：", closing).Paragraph("日期：        年    月    日", closing);
        document.Space(24).Paragraph("请勿更改本承诺书的内容和格式，并保留水印；加盖公章后，上传清晰彩色原件扫描件或数码照（png、bmp、jpg，不超过5M）。", new TextStyle(9) { Color = PdfColor.Muted });
        return document.ToArray();
    }
}

/// <summary>The unit's name is not known yet.</summary>
public sealed record UnitNameMissing() : Conflict("unit-name-missing", "请先填写单位名称", "诚信承诺书模板带有单位名称，请先在实名认证信息中填写并保存单位名称。");

/// <summary>Gives the template.</summary>
public sealed class ReadIntegrityPledgeTemplate(UnitDesk desk, TimeProvider time)
{
    /// <summary>下载诚信承诺书模板（PDF，带水印和单位名称）；变更单位信息时使用变更后的名称。</summary>
    [Function("ReadIntegrityPledgeTemplate")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, MediaType = "application/pdf"), Refuses(typeof(UnitNameMissing))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me/integrity-pledge-template")] HttpRequest request, CancellationToken cancellation)
    {
        var (unit, _) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        var form = unit.IsVerified
            ? (UnitForm?)(await desk.FindFormAsync<UnitChangeDraft>(unit.Id, UnitTables.ChangeDraftRow, cancellation))?.Value
            : (await desk.FindFormAsync<RealnameDraft>(unit.Id, UnitTables.DraftRow, cancellation))?.Value;
        var name = string.IsNullOrWhiteSpace(form?.Name) ? unit.InForce?.Name : form.Name.Trim();
        if (name is null) return new UnitNameMissing();
        return Results.File(IntegrityPledge.Render(name, form?.Uscc ?? unit.InForce?.Uscc.Value, time.GetUtcNow()), "application/pdf", "诚信承诺书.pdf");
    }
}
