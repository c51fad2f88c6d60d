using System.Globalization;
using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Recognition.Certificates;

[Trait("Spec", "REC-05")]
public sealed class CertificateDocumentTests : IDisposable
{
    private const string LongProduct = "用于城市轨道交通车辆牵引系统的高功率密度永磁同步牵引电动机及其配套的水冷变流装置与能量回馈制动单元成套设备（额定功率一百九十千瓦额定电压一千五百伏直流供电防护等级六十七适用于高寒高海拔地区）";
    private static readonly string s_longUnit = string.Concat(Enumerable.Repeat("内蒙古自治区某某轨道交通装备", 4)) + "有限公司";
    private readonly CertificateBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [ToolFact("pdftotext", "qpdf")]
    public async Task Render_ACertificate_ShowsEveryFactAndIsASoundFile()
    {
        var file = await _bench.Document.RenderAsync(await _bench.IssueAsync(), default);

        var text = ExternalTool.Text(file);
        foreach (var words in (string[])
            ["国家专利密集型产品备案认定试点平台", "专利密集型产品认定证书", "证书编号：2026-2025000123", "产品名称：高速数控立式加工中心", "规格型号：VMC-850", "备案单位：湖南某某科技有限公司",
             "认定年度：2026", "认定有效期：2026年11月20日至2027年11月20日", "专利总数：12件", "发证日期：2026年11月20日", "扫码核验证书", "第1页/共1页"])
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", ExternalTool.With(file, path => ExternalTool.Run("qpdf", "--check", path)), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext", "qpdf")]
    public async Task Render_WithLongNames_WrapsThemWhole()
    {
        var file = await _bench.Document.RenderAsync(await _bench.IssueAsync(LongProduct, new string('型', 50), s_longUnit), default);

        var text = ExternalTool.Text(file);
        foreach (var words in (string[])[LongProduct, new string('型', 50), s_longUnit, "第1页/共1页"]) Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", ExternalTool.With(file, path => ExternalTool.Run("qpdf", "--check", path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Twice_DiffersInTheSealOnly()
    {
        var certificate = await _bench.IssueAsync();

        var (one, two) = (await _bench.Document.RenderAsync(certificate, default), await _bench.Document.RenderAsync(certificate, default));

        Assert.Equal(one[..CertificateSeal.Find(one)!.Sealed], two[..CertificateSeal.Find(two)!.Sealed]);
        Assert.Equal(certificate.Token, CertificateDocument.TokenOf(one));
    }

    [ToolTheory("pdftoppm", "zbarimg")]
    [InlineData(false, 150)]
    [InlineData(true, 150)]
    [Trait("Spec", "REC-06")]
    public async Task Render_Printed_CarriesACodeThatScannersRead(bool longNames, int dpi)
    {
        var certificate = longNames ? await _bench.IssueAsync(LongProduct, new string('型', 50), s_longUnit) : await _bench.IssueAsync();

        Assert.Equal(_bench.Document.AddressOf(certificate), Scan(await _bench.Document.RenderAsync(certificate, default), dpi));
    }

    [ToolTheory("pdftoppm", "zbarimg")]
    [InlineData("typical", 65, 300)]
    [InlineData("typical", 65, 150)]
    [InlineData("long", 93, 300)]
    [InlineData("longest", 117, 300)]
    [Trait("Spec", "REC-06")]
    public async Task Code_At3Centimetres_IsRead(string facts, int modules, int dpi)
    {
        var certificate = facts switch
        {
            "typical" => await _bench.IssueAsync(),
            "long" => await _bench.IssueAsync(LongProduct, new string('型', 50), s_longUnit),
            _ => await _bench.IssueAsync(new string('产', 100), new string('型', 200), new string('某', 100)),
        };
        var code = _bench.Document.CodeOf(certificate);
        var page = PdfDocument.Create("码", DocumentFont.NotoSansSc).Qr(code, side: CertificateDocument.PrintMillimetres * 72 / 25.4).ToArray();

        // The table of docs/certificates.md.
        Assert.Equal(modules, code.Side);
        Assert.Equal(_bench.Document.AddressOf(certificate), Scan(page, dpi));
    }

    [Fact]
    [Trait("Spec", "REC-06")]
    public async Task Address_OfTheCode_IsInCapitalsAndLeadsToTheCheck()
    {
        var certificate = await _bench.IssueAsync();

        Assert.Equal("HTTPS://WWW.PATENT-PRODUCTS.EXAMPLE.CN/API/C/" + certificate.Token, _bench.Document.AddressOf(certificate));
    }

    private static string Scan(byte[] pdf, int dpi) => ExternalTool.With(pdf, path =>
    {
        ExternalTool.Run("pdftoppm", "-r", dpi.ToString(CultureInfo.InvariantCulture), "-png", "-singlefile", path, path);
        return ExternalTool.Run("zbarimg", "--raw", "-q", path + ".png").Trim();
    });
}
