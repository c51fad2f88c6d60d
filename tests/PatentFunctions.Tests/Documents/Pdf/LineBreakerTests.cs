using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Documents.Pdf;

namespace PatentFunctions.Tests.Documents.Pdf;

public class LineBreakerTests
{
    [Theory]
    [InlineData("专利密集型产品备案", 40, "专利密集|型产品备|案")]
    // No closing mark at the start of a line, no opening mark at its end.
    [InlineData("专利密集，产品", 40, "专利密|集，产品")]
    [InlineData("专利密集”，产品", 40, "专利密|集”，产|品")]
    [InlineData("单位名（全称）", 40, "单位名|（全称）")]
    [InlineData("截至……止", 30, "截|至……|止")]
    [InlineData("占比百分50%以上", 50, "占比百分|50%以上")]
    // Latin words and numbers stay whole where a line can hold them.
    [InlineData("使用HTTP协议", 35, "使用|HTTP协|议")]
    [InlineData("power 190 kW motor", 45, "power 190|kW motor")]
    [InlineData("温度 -5 ℃", 30, "温度|-5 ℃")]
    [InlineData("ABCDEFGHIJKL", 25, "ABCDE|FGHIJ|KL")]
    // Line feeds separate paragraphs; blanks at the end of a line are not drawn; other controls are blanks.
    [InlineData("甲乙\r\n丙", 40, "甲乙|丙")]
    [InlineData("甲\n\n乙", 40, "甲||乙")]
    [InlineData("甲\t乙\u0007丙", 40, "甲 乙 丙")]
    [InlineData("甲乙丙丁   戊", 40, "甲乙丙丁|戊")]
    [InlineData("日期：　　", 50, "日期：　　")]
    // A sign and its variation selector are one.
    [InlineData("甲乙葛\U000E0100", 30, "甲乙葛\U000E0100")]
    [InlineData("", 40, "")]
    [InlineData("宽", 5, "宽")]
    public void Wrap_WhenTheTextIsWiderThanTheLine_BreaksWhereChineseAllows(string text, double width, string expected) =>
        Assert.Equal(expected, string.Join('|', LineBreaker.Wrap(text, Width, width).Select(line => line.Text)));

    [Fact]
    public void Wrap_WhenTheFirstLineIsIndented_LeavesLessRoomThereOnly() =>
        Assert.Equal(["甲乙", "丙丁戊己", "庚"], LineBreaker.Wrap("甲乙丙丁戊己庚", Width, 40, indent: 20).Select(line => line.Text));

    [Fact]
    public void Wrap_WhateverTheText_LosesOnlyBlanks()
    {
        var signs = Gen.Elements("专", "利", "，", "（", "”", "a", "1", " ", "\n", "𠮷", "%", "…").ListOf().Select(string.Concat);

        Prop.ForAll(signs.ToArbitrary(), text =>
            string.Concat(LineBreaker.Wrap(text, Width, 35).Select(line => line.Text)).Replace(" ", "", StringComparison.Ordinal)
                == text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)).QuickCheckThrowOnFailure();
    }

    private static double Width(System.Text.Rune character) => character.Value switch
    {
        0xE0100 => 0,
        < 0x2000 => 5,
        _ => 10,
    };
}
