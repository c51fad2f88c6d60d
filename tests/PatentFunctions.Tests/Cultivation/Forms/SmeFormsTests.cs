using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Tests.Cultivation.Forms;

/// <summary>The form as data: what comes of it, and what is wrong with data that contradicts itself.</summary>
[Trait("Spec", "SME-03")]
public sealed class SmeFormsTests
{
    public static TheoryData<string, string, string> Contradictions => new()
    {
        { "\"id\": \"employees\"", "\"id\": \"researchers\"", "'researchers' occurs twice" },
        { "\"catalog\": \"enterprise-sizes\"", "\"catalog\": \"sizes\"", "no catalog 'sizes'" },
        { "\"purpose\": \"sme-archive\"", "\"purpose\": \"zip\"", "a file without a known purpose" },
        { "\"has\": \"planned\"", "\"has\": \"someday\"", "no option 'someday' of 'listing'" },
        { "\"value\": \"neeq\"", "\"value\": \"beijing\"", "an option occurs twice" },
        { "\"min\": 1,", "\"min\": 20000000,", "the smallest number is above the largest" },
        { "\"atLeast\": 1", "\"atLeast\": 8", "fewer fields than must be filled in" },
        { "\"type\": \"years\", \"of\": \"count\"", "\"type\": \"years\", \"of\": \"text\"", "three years of something that is no number" },
        { "\"official\": \"filings.sales\"", "\"required\": true, \"official\": \"filings.sales\"", "a unit cannot be asked for an official figure" },
        { "\"id\": \"size\"", "\"id\": \"企业规模\"", "an id is a letter, then letters and digits" },
    };

    [Fact]
    public void Form_OfTheManual_HasItsFieldsSectionsAndMarks()
    {
        Assert.Equal(["basics", "operations", "intellectualProperty", "licensing", "industrialization", "attachment", "needs"], SmeSample.Form.Sections.Select(s => s.Id));
        // Every box of the manual's screens: a three-year field has three.
        Assert.InRange(SmeSample.Form.Fields.Sum(f => f.Type == FieldType.Years ? 3 : 1), 78, 90);
        Assert.Equal(7, SmeSample.Form.Sections[^1].Fields.Count);
        Assert.Equal(
            ["validInventions", "validUtilityModels", "validDesigns", "pools", "filedProducts", "filedSales", "intensiveProducts", "intensiveSales", "pledgeLoans", "pledgeRegistered"],
            SmeSample.Form.Fields.Where(f => f.IsOfficial).Select(f => f.Id));
        Assert.All(SmeSample.Form.Fields.Where(f => f.Confidence == Confidence.Low), f => Assert.True(f.Note is not null || f.Id.StartsWith("need", StringComparison.Ordinal)));
    }

    [Fact]
    public void ForYear_IsTheLatestVersionThatHasBegun()
    {
        var forms = new SmeForms([.. SmeForms.BuiltIn.All, SmeSample.Form with { Version = "2027", FromYear = 2027 }]);
        Assert.Equal(["2024", "2024", "2027", "2027"], new[] { 2024, 2026, 2027, 2030 }.Select(y => forms.ForYear(y).Version));
        Assert.Throws<KeyNotFoundException>(() => forms.Get("2099"));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Forms_WithContradictions_AreRefusedByName(string right, string wrong, string mistake)
    {
        var data = Data();
        Assert.Contains(right, data, StringComparison.Ordinal);
        var index = data.IndexOf(right, StringComparison.Ordinal);
        var broken = data[..index] + wrong + data[(index + right.Length)..];
        var error = Assert.Throws<InvalidDataException>(() => new SmeForms([SmeForms.Read(new MemoryStream(Encoding.UTF8.GetBytes(broken)))]));
        Assert.Contains(mistake, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_WithAMemberThatIsNoPartOfAForm_AreNotRead() =>
        Assert.Throws<JsonException>(() => SmeForms.Read(new MemoryStream(Encoding.UTF8.GetBytes(Data().Replace("\"required\"", "\"requierd\"", StringComparison.Ordinal)))));

    [Fact]
    public void Columns_EveryFieldInOrderWithUnitAndYear_ReadWhatWasSubmitted()
    {
        var official = new Dictionary<string, OfficialValue>
        {
            ["validInventions"] = new(JsonSerializer.SerializeToElement(3), "专利登记数据", new DateOnly(2026, 11, 27)),
            ["pledgeLoans"] = new(JsonSerializer.SerializeToElement(new Dictionary<string, decimal> { ["2025"] = 800 }), "质押融资数据", new DateOnly(2026, 11, 27)),
        };
        var content = new ReportContent(SmeSample.Year, "2024", SmeSample.With(), official, new EnterpriseSnapshot("甲", "乙", 1, "320102", "江苏", "3451", "轴承", "丙", "丁"), []);
        var columns = FormColumns.Of(SmeSample.Form, SmeSample.Year);
        Assert.Equal(columns.Count, columns.Select(c => c.Id).Distinct().Count());
        object? Cell(string id) => columns.Single(c => c.Id == id).Read(content);
        Assert.Equal("2025年营业收入（万元）", columns.Single(c => c.Id == "revenue.2025").Header);
        Assert.Equal(8600m, Cell("revenue.2025"));
        Assert.Equal(-120.5m, Cell("profit.2023"));
        Assert.Equal("小型", Cell("size"));
        Assert.Equal("是", Cell("ipDepartment"));
        Assert.Equal("高新技术企业；专精特新中小企业", Cell("honours"));
        Assert.Equal("示例，12345678，3000.55", Cell("brands"));
        Assert.Equal(3m, Cell("validInventions"));
        Assert.Equal(800m, Cell("pledgeLoans.2025"));
        Assert.Null(Cell("pledgeLoans.2024"));
        Assert.Null(Cell("awards"));
        Assert.All(columns, c => Assert.True(c.Read(content) is null or string or decimal));
    }

    [Fact]
    public void Page_OfTheDocumentation_IsWhatTheDataSays()
    {
        foreach (var form in SmeForms.BuiltIn.All) DocumentedTable.Check("docs/sme-form.md", "form-" + form.Version, FormPage.ToMarkdown(form));
    }

    internal static string Data()
    {
        using var reader = new StreamReader(typeof(SmeForms).Assembly.GetManifestResourceStream("Cultivation/data/forms/2024.json")!);
        return reader.ReadToEnd();
    }
}
