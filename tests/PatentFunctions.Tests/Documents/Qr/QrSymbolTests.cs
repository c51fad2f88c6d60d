using System.Xml.Linq;
using PatentFunctions.Documents.Qr;

namespace PatentFunctions.Tests.Documents.Qr;

[Trait("Spec", "REC-05")]
public class QrSymbolTests
{
    public static TheoryData<string> Texts => ["https://example.gov.cn/check/2026-310115-000123?t=8c1f", "产品备案号：2026310115000123", new string('A', 1_200)];

    [ToolTheory("zbarimg")]
    [MemberData(nameof(Texts))]
    public void ToPng_WhenScanned_GivesTheTextBack(string text)
    {
        var png = QrSymbol.Encode(text).ToPng(4);

        Assert.Equal(text, ExternalTool.With(png, path => ExternalTool.Run("zbarimg", "--raw", "-q", path)).Trim());
    }

    [Fact]
    public void ToSvg_WhenDrawn_HasTheSameDarkModules()
    {
        var symbol = QrSymbol.Encode("https://example.gov.cn/check/1");

        var svg = XDocument.Parse(symbol.ToSvg("扫码查询 <1> & \"2\""));

        var path = svg.Root!.Elements().Last().Attribute("d")!.Value;
        var dark = path.Split('z', StringSplitOptions.RemoveEmptyEntries).Sum(bar => int.Parse(bar.Split('h', 'v')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, symbol.Side * symbol.Side).Count(module => symbol[module / symbol.Side, module % symbol.Side]), dark);
        Assert.Equal("扫码查询 <1> & \"2\"", svg.Root.Elements().First().Value);
    }

    [Fact]
    public void Encode_WhenDrawn_LeavesTheQuietZoneOfFourModules()
    {
        var symbol = QrSymbol.Encode("1");

        Assert.All(symbol.DarkRuns(), run => Assert.True(run.Row >= 4 && run.Column >= 4 && run.Row < symbol.Side - 4 && run.Column + run.Length <= symbol.Side - 4));
        Assert.True(symbol[4, 4]);
    }
}
