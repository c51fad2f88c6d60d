using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;
using PatentFunctions.Documents.Qr;

namespace PatentFunctions.Tests.Documents.Pdf;

public partial class PdfDocumentTests
{
    [ToolTheory("pdftotext")]
    [InlineData("国家知识产权局关于专利密集型产品备案的通知")]
    [InlineData("𠮷 䶮 ㎡ ℃ ① “引号” —— …… ￥1,234.56")]
    [InlineData("ABC abc 0123 (x) <y> \\ / % # é ü Ω")]
    [InlineData("统一社会信用代码 91310115MA1K3XXX0U，注册资本 1,000.50 万元")]
    [InlineData("葛\U000E0100城市")]
    [InlineData("⼀一")]
    public void Paragraph_WhenCopiedFromTheFile_GivesTheTextBack(string text)
    {
        var file = Create().Paragraph(text).ToArray();

        Assert.StartsWith(text.Replace(" ", "", StringComparison.Ordinal), ExternalTool.Text(file), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext", "qpdf", "pdffonts")]
    public void ToArray_WhenEveryPartIsUsed_IsSoundAndEmbedsOneSubset()
    {
        var file = Everything();

        Assert.Contains("No syntax or stream encoding errors", ExternalTool.With(file, path => ExternalTool.Run("qpdf", "--check", path)), StringComparison.Ordinal);
        var fonts = ExternalTool.With(file, path => ExternalTool.Run("pdffonts", path)).Trim().Split('\n');
        Assert.Matches(@"^[A-Z]{6}\+NotoSansSC-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes", Assert.Single(fonts[2..]));
    }

    [ToolFact("pdfinfo")]
    public void ToArray_WhenOpened_TellsTitleAuthorAndTime()
    {
        var file = PdfDocument.Create("诚信承诺书", DocumentFont.NotoSansSc, new PdfSetup { Author = "试点平台", CreatedAt = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(8)) }).ToArray();

        var info = ExternalTool.With(file, path => ExternalTool.Run("pdfinfo", "-isodates", path));
        Assert.Matches(@"Title:\s+诚信承诺书", info);
        Assert.Matches(@"Author:\s+试点平台", info);
        Assert.Matches(@"CreationDate:\s+2026-11-20T00:00:00Z", info);
        Assert.Matches(@"PDF version:\s+1.7", info);
        Assert.Contains("/Lang (zh-CN)", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public void Table_WhenLongerThanAPage_RepeatsItsHeaderAndCountsPages()
    {
        var file = Create().Table(
            [new("序号", 1, TextAlign.Center), new("专利号", 2), new("名称", 4)],
            Enumerable.Range(1, 120).Select(row => (string[])[$"{row}", $"ZL2021{row:D8}.X", $"第{row}种用于轨道交通车辆的永磁同步牵引电机及其控制方法"])).ToArray();

        var pages = ExternalTool.RawText(file, "-layout").Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(pages.Length, 3, 6);
        for (var page = 0; page < pages.Length; page++)
        {
            Assert.Single(Regex.Matches(pages[page], "序号"));
            Assert.Matches($@"第 ?{page + 1} ?页 ?/ ?共 ?{pages.Length} ?页", pages[page]);
        }
        Assert.All(Enumerable.Range(1, 120), row => Assert.Single(Regex.Matches(ExternalTool.Text(file), $"ZL2021{row:D8}.X")));
    }

    [ToolFact("pdftotext")]
    public void Fields_WhenAValueIsLongerThanAPage_RunsOnWithoutLosingText()
    {
        var value = string.Concat(Enumerable.Range(1, 900).Select(number => $"第{number}项。"));
        var file = Create().Fields([new("单位名称", "甲公司"), new("说明", value), new("联系人", "乙")]).ToArray();

        var text = Regex.Replace(ExternalTool.Text(file), @"第\d+页/共\d+页", "").Replace("说明", "", StringComparison.Ordinal);
        Assert.Contains(value, text, StringComparison.Ordinal);
        Assert.EndsWith("联系人乙", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_WhenARowHasTooFewCells_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Create().Table([new("甲"), new("乙")], [["一"]]));

    [ToolFact("pdftotext", "pdftoppm")]
    public void Watermark_WhenSet_StandsOnEveryPageInLightGrey()
    {
        var file = Create().Watermark("上海某某设备有限公司").NewPage().ToArray();

        var pages = ExternalTool.RawText(file).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, pages.Length);
        Assert.All(pages, page => Assert.Contains("上海某某设备有限公司", string.Concat(page.Where(character => !char.IsWhiteSpace(character))), StringComparison.Ordinal));
        // Nothing else stands in the middle of the page: all that is drawn there is light.
        var middle = Pixels(file).Where((_, index) => index / 595 is > 100 and < 700).ToArray();
        Assert.Contains(middle, pixel => pixel < 250);
        Assert.All(middle, pixel => Assert.True(pixel > 200));
    }

    [ToolFact("pdftoppm")]
    public void Paragraph_WhenTheFontLacksACharacter_DrawsAVisibleBox()
    {
        var box = Pixels(Create().Paragraph("\U00020BB7", new TextStyle(60)).ToArray()).Where((_, index) => index / 595 < 700).ToArray();
        var blank = Pixels(Create().Paragraph("　", new TextStyle(60)).ToArray()).Where((_, index) => index / 595 < 700).ToArray();

        Assert.InRange(box.Count(pixel => pixel < 128), 300, 2_000);
        Assert.DoesNotContain(blank, pixel => pixel < 250);
    }

    [ToolFact("pdftotext")]
    public void Paragraph_WhenIndented_MovesItsFirstLineAndFillsTheOthers()
    {
        var style = new TextStyle(10, Align: TextAlign.Justify, Indent: 20);
        var boxes = ExternalTool.RawText(Create().Paragraph(new string('专', 100), style).ToArray(), "-bbox");

        var lines = WordBox().Matches(boxes).Select(match => (Left: Number(match.Groups[1]), Right: Number(match.Groups[2]))).ToArray();
        Assert.Equal([76, 56, 56], lines[..3].Select(line => Math.Round(line.Left)));
        // Full lines end at the right margin; the last one does not.
        Assert.Equal([539, 539], lines[..2].Select(line => Math.Round(line.Right)));
        Assert.InRange(lines[2].Right, 100, 300);

        static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void ToArray_WhenTheTextIsShort_IsSmall() => Assert.InRange(Create().Paragraph("备案证明").ToArray().Length, 1_000, 10_000);

    [Fact]
    public void ToArray_WhenTheMachineHasAnotherCulture_WritesTheSameFile()
    {
        var expected = Everything();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task ToArray_WhenManyAreMadeAtOnce_GivesEachTheSameFile()
    {
        var expected = Everything();

        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Everything)));

        Assert.All(files, file => Assert.Equal(expected, file));
    }

    private static PdfDocument Create() => PdfDocument.Create("测试", DocumentFont.NotoSansSc);

    private static byte[] Everything() => Create()
        .Watermark("内部资料")
        .Heading("产品备案申请表")
        .Heading("一、单位信息", 2)
        .Fields([new("单位名称", "甲公司"), new("信用代码", "91310115MA1K3XXX0U"), new("注册地", "上海市浦东新区")], pairs: 2)
        .Heading("（一）说明", 3)
        .Paragraph("本单位承诺所填内容真实、准确、合法，愿意承担由此产生的法律责任。\n特此承诺。", new TextStyle(Align: TextAlign.Justify, Indent: 21))
        .Rule()
        .Table([new("序号"), new("名称", 5)], [["1", "甲"], ["2", ""]])
        .Qr(QrSymbol.Encode("https://example.gov.cn/check/1"), "扫码查询")
        .NewPage()
        .Paragraph("完", new TextStyle(Align: TextAlign.Right))
        .ToArray();

    [GeneratedRegex("<word xMin=\"([0-9.]+)\" yMin=\"[0-9.]+\" xMax=\"([0-9.]+)\"")]
    private static partial Regex WordBox();

    /// <summary>The grey values of the first page at 72 pixels an inch, 595 in a line.</summary>
    private static byte[] Pixels(byte[] file)
    {
        var image = ExternalTool.With(file, path =>
        {
            ExternalTool.Run("pdftoppm", "-r", "72", "-gray", "-scale-to-x", "595", "-scale-to-y", "842", "-singlefile", path, path);
            return File.ReadAllBytes(path + ".pgm");
        });
        return image[^(595 * 842)..];
    }
}
