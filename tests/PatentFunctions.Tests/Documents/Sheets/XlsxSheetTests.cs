using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Tests.Documents.Sheets;

[Trait("Spec", "FIL-13")]
public class XlsxSheetTests
{
    [Fact]
    public async Task WriteAsync_WhenCellsHaveTypes_KeepsThem()
    {
        var book = await WriteAsync(new SheetRow("牵引电机", 3, -1_234.5m, new DateOnly(2026, 11, 20), new DateTimeOffset(2026, 11, 20, 4, 0, 0, TimeSpan.Zero), true, 0.25, 20_260_001));

        Assert.Equal("牵引电机", book.Text("A2"));
        Assert.Equal(("3", "General"), book.Number("B2"));
        Assert.Equal(("-1234.50", "#,##0.00##"), book.Number("C2"));
        Assert.Equal(("46346", @"yyyy\-mm\-dd"), book.Number("D2"));
        Assert.Equal(("46346.5", @"yyyy\-mm\-dd\ hh:mm"), book.Number("E2"));
        Assert.Equal("是", book.Text("F2"));
        Assert.Equal(("0.25", "General"), book.Number("G2"));
        Assert.Equal(("20260001", "General"), book.Number("H2"));
    }

    [Fact]
    public async Task WriteAsync_WhenValuesAreMissing_LeavesTheCellsOut()
    {
        var book = await WriteAsync(new SheetRow(""));

        Assert.Null(book.Cell("A2"));
        Assert.Null(book.Cell("C2"));
        Assert.Null(book.Cell("D2"));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://evil\",\"点我\")")]
    [InlineData("+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("a < b & c > \"d\"")]
    [InlineData(" 前后空格 ")]
    [InlineData("两\n行\t和\r回车")]
    [InlineData("\u0001\u0008\u000B\u001F")]
    [InlineData("_x0041_ 原样")]
    [InlineData("_x005F_")]
    [InlineData("𠮷䶮㎡℃")]
    [InlineData("0012")]
    [InlineData("310115199001011234")]
    public async Task WriteAsync_WhenATextIsUnusual_ItIsThatTextAndNothingElse(string text) => Assert.Equal(text, (await WriteAsync(new SheetRow(text))).Text("A2"));

    [Fact]
    public async Task WriteAsync_WhenATextIsBrokenUnicode_TheFileIsStillReadable()
    {
        // Not a table of cases: the test runner replaces half characters in them.
        Assert.Equal("\uFFFDx", (await WriteAsync(new SheetRow("\uD800x"))).Text("A2"));
        Assert.Equal("x\uFFFD", (await WriteAsync(new SheetRow("x\uDC00"))).Text("A2"));
        Assert.Equal("\uFFFE", (await WriteAsync(new SheetRow("\uFFFE"))).Text("A2"));
    }

    [Fact]
    public void AppendText_WhateverTheText_CanBeReadBack() => Prop.ForAll<NonNull<string>>(text =>
    {
        var xml = new System.Text.StringBuilder("<t xml:space=\"preserve\">");
        SpreadsheetXml.AppendText(xml, text.Get);
        var read = System.Xml.Linq.XElement.Parse(xml.Append("</t>").ToString(), System.Xml.Linq.LoadOptions.PreserveWhitespace).Value;
        return System.Text.RegularExpressions.Regex.Replace(read, "_x([0-9A-F]{4})_", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()) == WellFormed(text.Get);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task WriteAsync_WhenATextIsLongerThanACellMayBe_IsCutWithAMark()
    {
        var text = (await WriteAsync(new SheetRow(new string('长', 40_000)))).Text("A2");

        Assert.Equal(32_767, text.Length);
        Assert.EndsWith("长…", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_WhenANumberHasMoreThan15Digits_IsATextSoThatNoneIsLost() =>
        Assert.Equal("1234567890123456789", (await WriteAsync(new SheetRow("甲", Number: 1_234_567_890_123_456_789))).Text("H2"));

    [Fact]
    public async Task WriteAsync_WhenADayIsBeforeMarch1900_IsAText() =>
        Assert.Equal("1900-02-28", (await WriteAsync(new SheetRow("甲", Filed: new DateOnly(1900, 2, 28)))).Text("D2"));

    [Fact]
    public async Task WriteAsync_WhenOpened_HasABoldFrozenHeaderAndWidths()
    {
        var book = await WriteAsync(new SheetRow("甲"));

        Assert.Equal("产品名称", book.Text("A1"));
        Assert.Equal("销售额（万元）", book.Text("C1"));
        var style = book.Part("xl/styles.xml").Root!.Element(Workbook.Main + "cellXfs")!.Elements().ElementAt((int)book.Cell("A1")!.Attribute("s")!);
        Assert.NotNull(book.Part("xl/styles.xml").Root!.Element(Workbook.Main + "fonts")!.Elements().ElementAt((int)style.Attribute("fontId")!).Element(Workbook.Main + "b"));
        var pane = book.Sheet().Descendants(Workbook.Main + "pane").Single();
        Assert.Equal(("1", "A2", "frozen"), (pane.Attribute("ySplit")!.Value, pane.Attribute("topLeftCell")!.Value, pane.Attribute("state")!.Value));
        Assert.Equal(["40", "16"], book.Sheet().Descendants(Workbook.Main + "col").Take(2).Select(column => column.Attribute("width")!.Value));
    }

    [Fact]
    public async Task WriteAsync_WhenASheetIsFull_GoesOnOnTheNextWithTheHeader()
    {
        var output = new ForwardStream();
        await XlsxSheet.WriteAsync(output, "备案产品", SheetRow.Columns, Rows(5), CancellationToken.None, mostRows: 3);

        var book = new Workbook(output.ToArray());
        Assert.Equal(["备案产品", "备案产品 (2)", "备案产品 (3)"], book.SheetNames);
        Assert.Equal([3, 3, 2], Enumerable.Range(1, 3).Select(sheet => book.Rows(sheet).Count));
        Assert.Equal("A2", book.Cell("A2", 3)!.Attribute("r")!.Value);
    }

    [Fact]
    public async Task WriteAsync_WhenTheRowsJustFillASheet_AddsNoEmptyOne()
    {
        var output = new ForwardStream();
        await XlsxSheet.WriteAsync(output, "备案产品", SheetRow.Columns, Rows(2), CancellationToken.None, mostRows: 3);

        Assert.Single(new Workbook(output.ToArray()).SheetNames);
    }

    [Fact]
    public async Task WriteAsync_WhenThereAreNoRows_HasTheHeaderOnly() => Assert.Single((await WriteAsync()).Rows());

    [Fact]
    public async Task WriteAsync_WhenColumnsGoPastZ_NamesThemAsExcelDoes()
    {
        var output = new ForwardStream();
        await XlsxSheet.WriteAsync(output, "宽", [.. Enumerable.Range(1, 703).Select(number => new SheetColumn<SheetRow>($"列{number}", _ => number))], Rows(1), CancellationToken.None);

        var book = new Workbook(output.ToArray());
        Assert.Equal(("列26", "列27", "列52", "列53", "列702", "列703"), (book.Text("Z1"), book.Text("AA1"), book.Text("AZ1"), book.Text("BA1"), book.Text("ZZ1"), book.Text("AAA1")));
    }

    [Fact]
    public async Task WriteAsync_WhenOpenedAsAPackage_AllRelationshipsLeadToParts()
    {
        var output = new ForwardStream();
        await XlsxSheet.WriteAsync(output, "备案产品", SheetRow.Columns, Rows(3), CancellationToken.None, mostRows: 3);

        var book = new Workbook(output.ToArray());
        var parts = book.Part("[Content_Types].xml").Root!.Elements().Where(type => type.Name.LocalName == "Override").Select(type => type.Attribute("PartName")!.Value[1..]);
        var links = book.Part("xl/_rels/workbook.xml.rels").Root!.Elements().ToDictionary(link => link.Attribute("Id")!.Value, link => "xl/" + link.Attribute("Target")!.Value);
        var sheets = book.Part("xl/workbook.xml").Descendants(Workbook.Main + "sheet").Select(sheet => links[sheet.Attributes().Single(id => id.Name.LocalName == "id").Value]);
        Assert.Equal(["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"], sheets);
        Assert.Equal("xl/workbook.xml", book.Part("_rels/.rels").Root!.Elements().Single().Attribute("Target")!.Value);
        Assert.Equal(["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"], parts.Order(StringComparer.Ordinal));
        Assert.Equal(["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", .. parts.Order(StringComparer.Ordinal)], book.Parts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_WhenCancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => XlsxSheet.WriteAsync(new ForwardStream(), "备案产品", SheetRow.Columns, Endless(), cancellation.Token));

        async IAsyncEnumerable<SheetRow> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            for (var number = 0; ; number++)
            {
                if (number == 1_000)
                    await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
                yield return new SheetRow("甲");
            }
        }
    }

    [Theory]
    [InlineData("备案产品", 1, "备案产品")]
    [InlineData("2026/11:产品*[甲]?\\", 1, "2026_11_产品__甲___")]
    [InlineData("'引号'", 1, "引号")]
    [InlineData("", 1, "Sheet")]
    [InlineData("   ", 2, "Sheet (2)")]
    [InlineData("history", 1, "Sheet")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三", 1, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三", 2, "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)")]
    public void SheetName_WhenExcelWouldRefuseIt_IsMadeValid(string wish, int number, string expected) => Assert.Equal(expected, SpreadsheetXml.SheetName(wish, number));

    [Fact]
    public void Of_WhenAColumnHoldsAnotherType_IsRefused() => Assert.Throws<ArgumentException>(() => SheetCell.Of(SheetFormat.Csv));

    internal static async IAsyncEnumerable<SheetRow> Rows(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            if (number % 1_000 == 0)
                await Task.Yield();
            yield return new SheetRow($"第{number}种产品", number, number * 1.25m, new DateOnly(2026, 1, 1).AddDays(number % 365));
        }
    }

    private static async Task<Workbook> WriteAsync(params SheetRow[] rows)
    {
        var output = new ForwardStream();
        await SheetExport.WriteAsync(SheetFormat.Xlsx, output, "备案产品", SheetRow.Columns, rows.ToAsyncEnumerable(), CancellationToken.None);
        return new Workbook(output.ToArray());
    }

    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
