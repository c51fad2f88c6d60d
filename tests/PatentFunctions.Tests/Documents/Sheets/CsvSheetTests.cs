using System.Text;
using CsvHelper;
using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Tests.Documents.Sheets;

[Trait("Spec", "FIL-13")]
public class CsvSheetTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+86 21 5077982", "'+86 21 5077982")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠SUM(A1)", "'＠SUM(A1)")]
    [InlineData(" =1+1", "' =1+1")]
    [InlineData("\u3000=1+1", "'\u3000=1+1")]
    [InlineData("\u00A0@A1", "'\u00A0@A1")]
    [InlineData("a=b", "a=b")]
    [InlineData("一种-电机", "一种-电机")]
    [InlineData("引\"号,逗号\r\n两行", "引\"号,逗号\r\n两行")]
    [InlineData("𠮷䶮", "𠮷䶮")]
    [InlineData("001", "001")]
    public async Task WriteAsync_WhenATextCouldBeAFormula_ItIsReadBackAsText(string text, string expected) => Assert.Equal(expected, (await ReadAsync(new SheetRow(text)))[0][0]);

    [Fact]
    public async Task WriteAsync_WhenCellsHaveTypes_NumbersStayNumbersAndDatesAreIso()
    {
        var row = (await ReadAsync(new SheetRow("甲", -3, -1_234.5m, new DateOnly(2026, 11, 20), new DateTimeOffset(2026, 11, 20, 4, 0, 5, TimeSpan.Zero), false, -0.25, 7)))[0];

        Assert.Equal(["甲", "-3", "-1234.50", "2026-11-20", "2026-11-20 12:00:05", "否", "-0.25", "7"], row);
    }

    [Fact]
    public async Task WriteAsync_WhenOpenedInExcel_TheMarkAndLineEndsAreRight()
    {
        var file = await WriteAsync(new SheetRow("甲"), new SheetRow("乙"));

        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal("产品名称,专利数,销售额（万元）,备案日期,下载时间,公开,份额,编号\r\n甲,0,,,,否,0,0\r\n乙,0,,,,否,0,0\r\n", Encoding.UTF8.GetString(file[3..]));
    }

    [Fact]
    public async Task WriteAsync_WhenThereAreManyRows_WritesThemAsTheyCome()
    {
        var output = new ForwardStream();
        var early = 0L;

        await CsvSheet.WriteAsync(output, SheetRow.Columns, Watched(), CancellationToken.None);

        Assert.True(early > 0 && early < output.Written);
        Assert.Equal(5_001, Encoding.UTF8.GetString(output.ToArray()).Count(character => character == '\n'));

        async IAsyncEnumerable<SheetRow> Watched()
        {
            await foreach (var row in XlsxSheetTests.Rows(5_000))
            {
                if (row.Patents == 2_500)
                    early = output.Written;
                yield return row;
            }
        }
    }

    private static async Task<byte[]> WriteAsync(params SheetRow[] rows)
    {
        var output = new ForwardStream();
        await SheetExport.WriteAsync(SheetFormat.Csv, output, "备案产品", SheetRow.Columns, rows.ToAsyncEnumerable(), CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<List<string[]>> ReadAsync(params SheetRow[] rows)
    {
        using var reader = CsvReader.Create(await WriteAsync(rows));
        var read = new List<string[]>();
        while (reader.Read())
            read.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return read;
    }
}
