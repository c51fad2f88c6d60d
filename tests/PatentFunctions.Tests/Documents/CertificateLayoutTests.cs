using System.Globalization;
using System.Text.RegularExpressions;

namespace PatentFunctions.Tests.Documents;

[Trait("Spec", "FIL-12")]
public partial class CertificateLayoutTests
{
    [ToolFact("pdftotext")]
    public void Render_WhenPatentsArePublic_ShowsEveryWordOfTheManualsCertificate()
    {
        var text = ExternalTool.Text(CertificateSample.Render(3));

        Assert.Contains("国家专利密集型产品备案认定试点平台备案证明产品备案号：2026310115000123", text, StringComparison.Ordinal);
        Assert.Contains("产品名称：用于城市轨道交通车辆的永磁同步牵引电机（额定功率190kW）单位名称：上海𠮷龑轨道交通设备有限公司", text, StringComparison.Ordinal);
        Assert.Contains("备案年度：2026更新年度：暂无关联专利：共3件ZL202120000001.1ZL202130000002.2ZL202110000003.3下载时间：2026年11月20日", text, StringComparison.Ordinal);
        Assert.Contains("注：" + CertificateSample.Note, text, StringComparison.Ordinal);
        Assert.EndsWith("扫码查询备案状态第1页/共1页", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public void Render_WhenPatentsAreNotPublic_ShowsTheSentenceInstead()
    {
        var text = ExternalTool.Text(CertificateSample.Render(0));

        Assert.Contains("关联专利：企业请求不公开关联专利。下载时间", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ZL", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext", "pdfinfo")]
    public void Render_WhenThereAre200Patents_FlowsToFurtherPagesWithoutLosingOne()
    {
        var file = CertificateSample.Render(200);

        var text = ExternalTool.Text(file);
        var pages = int.Parse(Pages().Match(ExternalTool.With(file, path => ExternalTool.Run("pdfinfo", path))).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(200, CertificateSample.Content(200).List.Count(patent => text.Contains(patent, StringComparison.Ordinal)));
        Assert.InRange(pages, 2, 4);
        Assert.All(Enumerable.Range(1, pages), page => Assert.Contains($"第{page}页/共{pages}页", text, StringComparison.Ordinal));
        Assert.Equal(pages - 1, Regex.Count(text, "备案证明（续）产品备案号：2026310115000123"));
        Assert.Single(Regex.Matches(text, "注："));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(200)]
    public void Render_WhateverTheNumberOfPatents_StaysUnder100Kilobytes(int patents) =>
        Assert.InRange(CertificateSample.Render(patents).Length, 5_000, 100_000);

    [Fact]
    public void Render_WhenTheFactsAreTheSame_GivesTheSameBytes() =>
        Assert.Equal(CertificateSample.Render(6), CertificateSample.Render(6));

    [ToolFact("qpdf")]
    public void Render_WhenCheckedByQpdf_HasNoErrors() => Assert.All([0, 6, 200], patents =>
        Assert.Contains("No syntax or stream encoding errors", ExternalTool.With(CertificateSample.Render(patents), path => ExternalTool.Run("qpdf", "--check", path)), StringComparison.Ordinal));

    [ToolFact("pdftoppm", "zbarimg")]
    public void Render_WhenPrinted_CarriesACodeThatScannersRead()
    {
        var read = ExternalTool.With(CertificateSample.Render(0), path =>
        {
            ExternalTool.Run("pdftoppm", "-r", "150", "-png", "-singlefile", path, path);
            return ExternalTool.Run("zbarimg", "--raw", "-q", path + ".png");
        });

        Assert.Equal(CertificateSample.CheckPage, read.Trim());
    }

    [GeneratedRegex(@"Pages:\s+(\d+)")]
    private static partial Regex Pages();
}
