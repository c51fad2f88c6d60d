using PatentFunctions.Catalogs;

namespace PatentFunctions.Tests.Catalogs;

[Trait("Spec", "COM-15")]
public sealed class CatalogDataTests
{
    [Fact]
    public void Parse_WhenParentsComeLaterAndColumnsAreSwapped_ReadsTheTree()
    {
        var import = CatalogData.Parse("\uFEFFparent,Code,name\r\n36,3601,\"乘用车, 轿车\"\r\n,36,汽车\r\n");

        Assert.Empty(import.Findings);
        Assert.Equal([new CatalogRow("3601", "乘用车, 轿车", "36"), new CatalogRow("36", "汽车", null)], import.Rows);
    }

    [Theory]
    [InlineData("1,甲,", "duplicate-code")]
    [InlineData("2,乙,9", "unknown-parent")]
    [InlineData("2,乙,2", "cycle")]
    [InlineData(",乙,1", "missing-code")]
    [InlineData("2,,1", "missing-name")]
    [InlineData("二,乙,1", "bad-code")]
    [InlineData("2 2,乙,1", "bad-code")]
    [InlineData("123456789012345678901234567890123,乙,1", "bad-code")]
    [InlineData("2,\"乙\n丙\",1", "bad-name")]
    public void Parse_WhenARowIsWrong_NamesItsLine(string row, string code)
    {
        var import = CatalogData.Parse($"code,name,parent\n1,甲,\n{row}\n4,丁,1\n");

        var finding = Assert.Single(import.Findings);
        Assert.Equal((3, code), (finding.Line, finding.Code));
    }

    [Fact]
    public void Parse_WhenRowsFormACycle_NamesThoseOnItAndNotThoseBelow()
    {
        var import = CatalogData.Parse("code,name,parent\na,甲,c\nb,乙,a\nc,丙,b\nd,丁,c\ne,戊,\n");

        Assert.Equal([(2, "cycle"), (3, "cycle"), (4, "cycle")], import.Findings.Select(finding => (finding.Line, finding.Code)));
    }

    [Fact]
    public void Parse_WhenSeveralRowsAreWrong_ReportsAllInLineOrder()
    {
        var import = CatalogData.Parse("code,name,parent\n1,甲,9\n\n1,乙,\n2,,\n\"3\n");

        Assert.Equal(
            [(2, "unknown-parent"), (4, "duplicate-code"), (5, "missing-name"), (6, "bad-code"), (6, "missing-name")],
            import.Findings.Select(finding => (finding.Line, finding.Code)));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("code;name;parent\n1;甲;\n", 3)]
    [InlineData("code,name\n1,甲\n", 1)]
    public void Parse_WhenTheHeaderLacksColumns_NamesEach(string csv, int missing)
    {
        var findings = CatalogData.Parse(csv).Findings;

        Assert.Equal(missing, findings.Count);
        Assert.All(findings, finding => Assert.Equal((1, "missing-column"), (finding.Line, finding.Code)));
    }

    [Fact]
    public void Parse_WhenASpreadsheetSavedItInGbk_AsksForUtf8()
    {
        // 轴承 in GBK
        byte[] csv = [.. "code,name,parent\n1,"u8, 0xD6, 0xE1, 0xB3, 0xD0, .. ",\n"u8];

        var finding = Assert.Single(CatalogData.Parse(new MemoryStream(csv)).Findings);

        Assert.Equal((2, "bad-encoding"), (finding.Line, finding.Code));
    }

    [Fact]
    public void Parse_WhenThereIsOnlyAHeader_SaysTheFileIsEmpty() =>
        Assert.Equal("empty-file", Assert.Single(CatalogData.Parse("code,name,parent\n").Findings).Code);
}
