using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;

namespace PatentFunctions.Tests.Cultivation.Forms;

/// <summary>One slip each in a form that is right otherwise: field, code, and nothing else.</summary>
[Trait("Spec", "SME-03")]
public sealed class FormRulesTests
{
    public static TheoryData<string, string, string, string> Slips => new()
    {
        // field, value as JSON ("" removes it), pointer, code
        { "size", "", "/values/size", FormRules.Missing },
        { "size", "\"huge\"", "/values/size", FormRules.Option },
        { "size", "1", "/values/size", "body.wrong-type" },
        { "type", "\"1\"", "/values/type", FormRules.Option },
        { "employees", "", "/values/employees", FormRules.Missing },
        { "employees", "null", "/values/employees", FormRules.Missing },
        { "employees", "0", "/values/employees", FormRules.Range },
        { "employees", "96.5", "/values/employees", "body.wrong-type" },
        { "employees", "\"96\"", "/values/employees", "body.wrong-type" },
        { "employees", "1e40", "/values/employees", "body.wrong-type" },
        { "researchers", "-1", "/values/researchers", FormRules.Range },
        { "ipDepartment", "", "/values/ipDepartment", FormRules.Missing },
        { "ipDepartment", "\"是\"", "/values/ipDepartment", "body.wrong-type" },
        { "honours", "[\"high-tech\",\"high-tech\"]", "/values/honours/1", FormRules.Twice },
        { "honours", "[\"knight\"]", "/values/honours/0", FormRules.Option },
        { "honours", "\"high-tech\"", "/values/honours", "body.wrong-type" },
        { "listing", "[]", "/values/listing", FormRules.Missing },
        { "listing", "[\"planned\",\"no-plan\"]", "/values/listing", FormRules.Exclusive },
        { "listing", "[\"neeq\"]", "/values/listingExpectedOn", FormRules.NotAsked },
        { "listingExpectedOn", "", "/values/listingExpectedOn", FormRules.Missing },
        { "listingExpectedOn", "\"明年\"", "/values/listingExpectedOn", "body.wrong-type" },
        { "listingExpectedOn", "\"2027-02-30\"", "/values/listingExpectedOn", "body.wrong-type" },
        { "platforms", "[{}]", "/values/platforms/0/name", FormRules.Missing },
        { "platforms", "[{\"name\":\" \"}]", "/values/platforms/0/name", FormRules.Missing },
        { "platforms", "[\"中心\"]", "/values/platforms/0", "body.wrong-type" },
        { "platforms", "[{\"title\":\"中心\",\"name\":\"中心\"}]", "/values/platforms/0/title", "body.unknown-field" },
        { "projects", "[{\"name\":\"轴承\"}]", "/values/projects/0/introduction", FormRules.Missing },
        { "revenue", "", "/values/revenue/2023", FormRules.Missing },
        { "revenue", "{\"2023\":6100,\"2024\":7300}", "/values/revenue/2025", FormRules.Missing },
        { "revenue", "{\"2023\":6100,\"2024\":7300,\"2025\":8600,\"2022\":1}", "/values/revenue/2022", "body.unknown-field" },
        { "revenue", "{\"2023\":6100,\"2024\":7300,\"2025\":-1}", "/values/revenue/2025", FormRules.Range },
        { "revenue", "{\"2023\":6100,\"2024\":7300,\"2025\":8600.123}", "/values/revenue/2025", FormRules.Decimals },
        { "revenue", "8600", "/values/revenue", "body.wrong-type" },
        { "licencesOut", "{\"2023\":0,\"2024\":1,\"2025\":1.5}", "/values/licencesOut/2025", "body.wrong-type" },
        { "brands", "[{\"name\":\"示例\",\"trademark\":\"1\",\"output\":-3}]", "/values/brands/0/output", FormRules.Range },
        { "exhibits", "[{\"url\":\"www.example.com\"}]", "/values/exhibits/0/url", FormRules.Pattern },
        { "archive", "5", "/values/archive", "body.wrong-type" },
        { "Employees", "96", "/values/Employees", "body.unknown-field" },
        { "surprise/~", "1", "/values/surprise~1~0", "body.unknown-field" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void Check_OneSlip_IsFoundAtItsField(string field, string value, string pointer, string code)
    {
        var values = SmeSample.With(v =>
        {
            if (value.Length == 0) v.Remove(field);
            else v[field] = JsonNode.Parse(value);
            // Without a plan there is no date either.
            if (value == "[]") v.Remove("listingExpectedOn");
        });
        var findings = FormRules.Check(SmeSample.Form, SmeSample.Year, values);
        Assert.Contains((pointer, code), findings.Select(f => (f.Pointer, f.Code)));
        Assert.All(findings, f => Assert.Equal((Severity.Blocks, pointer.Split('/')[2]), (f.Severity, f.Pointer.Split('/')[2])));
        Assert.All(findings, f => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", f.Text));
    }

    [Fact]
    public void Check_FilledInForm_FindsNothing() => Assert.Empty(FormRules.Check(SmeSample.Form, SmeSample.Year, SmeSample.With()));

    [Fact]
    public void Check_EmptyForm_FindsEveryRequiredFieldAtOnce()
    {
        var findings = FormRules.Check(SmeSample.Form, SmeSample.Year, ReportValues.Empty);
        var required = SmeSample.Form.Fields.Where(f => f.Required).Sum(f => f.Type == FieldType.Years ? 3 : 1);
        Assert.Equal(required, findings.Count(f => f.Code == FormRules.Missing));
        Assert.Single(findings, f => f.Code == FormRules.AtLeast);
        Assert.Equal(required + 1, findings.Count);
    }

    [Theory]
    [Trait("Spec", "SME-05")]
    [InlineData("needInformation")]
    [InlineData("needAgency")]
    [InlineData("needCooperation")]
    [InlineData("needPatents")]
    [InlineData("needFinance")]
    [InlineData("needTraining")]
    [InlineData("needPolicy")]
    public void Needs_OneOfSevenWithAtMost200Characters_IsEnough(string need)
    {
        IReadOnlyList<Finding> Check(string? text) => FormRules.Check(SmeSample.Form, SmeSample.Year, SmeSample.With(v =>
        {
            v.Remove("needFinance");
            if (text is not null) v[need] = text;
        }));
        Assert.Empty(Check(new string('需', 200)));
        Assert.Equal([("/values/" + need, "body.too-long")], Check(new string('需', 201)).Select(f => (f.Pointer, f.Code)));
        Assert.Equal([FormRules.AtLeast], Check(null).Select(f => f.Code));
        Assert.Equal([FormRules.AtLeast], Check("  ").Select(f => f.Code));
    }

    [Theory]
    [InlineData("platforms", "name")]
    [InlineData("partners", "name")]
    [InlineData("projects", "introduction")]
    [InlineData("awards", "award")]
    public void Rows_TextsOf200Characters_AreTakenAndLongerOnesAreNot(string field, string column)
    {
        JsonArray Rows(int length, int count)
        {
            var rows = new JsonArray();
            for (var i = 0; i < count; i++)
            {
                var row = new JsonObject();
                foreach (var c in SmeSample.Form.Find(field)!.Fields) row[c.Id] = new string('新', c.Id == column ? length : 2);
                rows.Add((JsonNode)row);
            }
            return rows;
        }

        Assert.Empty(FormRules.Check(SmeSample.Form, SmeSample.Year, SmeSample.With(v => v[field] = Rows(200, 50))));
        Assert.Equal([($"/values/{field}/0/{column}", "body.too-long")], FormRules.Check(SmeSample.Form, SmeSample.Year, SmeSample.With(v => v[field] = Rows(201, 1))).Select(f => (f.Pointer, f.Code)));
        Assert.Equal([FormShape.TooManyRows], FormRules.Check(SmeSample.Form, SmeSample.Year, SmeSample.With(v => v[field] = Rows(2, 51))).Select(f => f.Code));
    }

    [Fact]
    [Trait("Spec", "SME-06")]
    public void Progress_CountsEveryRequiredEntryAndKeepsFindingsBySection()
    {
        var values = SmeSample.With(v =>
        {
            v.Remove("employees");
            v["revenue"] = JsonNode.Parse("""{"2023":6100,"2025":8600}""");
            v.Remove("needFinance");
        });
        var sections = FormProgress.Of(SmeSample.Form, SmeSample.Year, values, FormRules.Check(SmeSample.Form, SmeSample.Year, values)).ToDictionary(s => s.Id);
        Assert.Equal((11, 10), (sections["basics"].Required, sections["basics"].Filled));
        Assert.Equal((12, 11), (sections["operations"].Required, sections["operations"].Filled));
        Assert.Equal((1, 0), (sections["needs"].Required, sections["needs"].Filled));
        Assert.Equal(["/values/employees"], sections["basics"].Findings.Select(f => f.Pointer));
        Assert.Equal(["/values/revenue/2024"], sections["operations"].Findings.Select(f => f.Pointer));
        Assert.Single(sections["needs"].Findings);
        Assert.Empty(sections["licensing"].Findings);
    }
}
