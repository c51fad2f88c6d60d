using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Cultivation.Reports;

/// <summary>异常数据核对 as a table of cases that an official can check.</summary>
[Trait("Spec", "SME-07")]
public sealed class CrossChecksTests
{
    public static TheoryData<string, string, string[]> Cases => new()
    {
        // field, value, the warnings it leads to
        { "researchers", "96", [] },
        { "researchers", "97", ["sme-check.part.researchers"] },
        { "researchers", "3", ["sme-check.part.researchLeaders"] },
        { "researchLeaders", "25", ["sme-check.part.researchLeaders"] },
        { "researchTeams", "25", ["sme-check.part.researchTeams"] },
        { "ipFullTime", "97", ["sme-check.part.ipFullTime"] },
        { "ipPartTime", "97", ["sme-check.part.ipPartTime"] },
        { "overseasGrants", "5", ["sme-check.part.overseasGrants"] },
        { "profit", """{"2023":-120.5,"2024":500,"2025":8600}""", ["sme-check.jump.profit.2025"] },
        { "profit", """{"2023":800,"2024":900,"2025":8600.01}""", ["sme-check.part.profit.2025"] },
        { "rdInvestment", """{"2023":6100,"2024":7300,"2025":8600}""", [] },
        { "rdInvestment", """{"2023":6100,"2024":7300.01,"2025":8600}""", ["sme-check.part.rdInvestment.2024"] },
        { "ipInvestment", """{"2023":200,"2024":250,"2025":8601}""", ["sme-check.jump.ipInvestment.2025", "sme-check.part.ipInvestment.2025"] },
        { "revenue", """{"2023":860,"2024":8600,"2025":8600}""", [] },
        { "revenue", """{"2023":859.99,"2024":8600,"2025":8600}""", ["sme-check.jump.revenue.2024"] },
        { "revenue", """{"2023":61000,"2024":86000.01,"2025":8600}""", ["sme-check.jump.revenue.2025"] },
        { "revenue", """{"2023":6100,"2024":7300,"2025":86000000}""", ["sme-check.jump.revenue.2025", "sme-check.money-unit.revenue.2025"] },
        { "revenue", """{"2023":61000000,"2024":73000000,"2025":86000000}""", ["sme-check.money-unit.revenue.2025"] },
        { "revenue", """{"2023":6100,"2024":7300,"2025":8599999.99}""", ["sme-check.jump.revenue.2025"] },
        { "ipInvestment", """{"2023":0.03,"2024":0.03,"2025":0.03}""", ["sme-check.money-unit.ipInvestment.2025"] },
        { "profit", """{"2023":0,"2024":0,"2025":820}""", [] },
        { "profit", """{"2023":-820,"2024":820,"2025":-820}""", [] },
        { "licencesOut", """{"2023":1,"2024":10,"2025":100}""", [] },
        { "licencesOut", """{"2023":1,"2024":11,"2025":100}""", ["sme-check.jump.licencesOut.2024"] },
        { "licencesOutAmount", """{"2023":5,"2024":20,"2025":45}""", ["sme-check.amount-without-count.licencesOutAmount.2023"] },
        { "assignmentsAmount", """{"2023":0,"2024":0,"2025":0.01}""", ["sme-check.amount-without-count.assignmentsAmount.2025"] },
        { "securitizedAmount", """{"2025":50}""", ["sme-check.amount-without-count.securitizedAmount.2025"] },
    };

    private static readonly CrossCheckFacts Facts = new() { Assets = new Dictionary<int, AssetFigures> { [2025] = new() { Revenue = 8600m, NetProfit = 820m, IpInvestment = 310m } } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_OneChange_LeadsToTheseWarnings(string field, string value, string[] codes)
    {
        var values = SmeSample.With(v => v[field] = JsonNode.Parse(value));
        var warnings = CrossChecks.Check(SmeSample.Form, SmeSample.Year, values, Facts);
        Assert.Equal(codes.Order(StringComparer.Ordinal), warnings.Select(w => w.Code).Order(StringComparer.Ordinal));
        Assert.All(warnings, w => Assert.Equal(Severity.Warns, w.Severity));
        Assert.All(warnings, w => Assert.Matches(@"请核对", w.Text));
        Assert.Empty(FormRules.Check(SmeSample.Form, SmeSample.Year, values));
    }

    [Fact]
    public void Check_SampleForm_WarnsOfNothing() => Assert.Empty(CrossChecks.Check(SmeSample.Form, SmeSample.Year, SmeSample.With(), Facts));

    [Theory]
    [InlineData("employees", "960", null)]
    [InlineData("employees", "9", "sme-check.last-year.employees")]
    [InlineData("overseasApplications", "41", "sme-check.last-year.overseasApplications")]
    [InlineData("revenue", """{"2022":5000,"2023":610,"2024":7300}""", null)]
    [InlineData("revenue", """{"2022":5000,"2023":609.99,"2024":7300}""", "sme-check.last-year.revenue.2023")]
    public void Check_AgainstLastYearsReport_WarnsBeyondTenTimes(string field, string lastYear, string? code)
    {
        var before = SmeSample.With(v => v[field] = JsonNode.Parse(lastYear), SmeSample.Year - 1);
        var steady = SmeSample.With(v =>
        {
            foreach (var f in SmeSample.Form.Fields.Where(f => f is { Type: FieldType.Years, IsOfficial: false } && f.Id != field)) v.Remove(f.Id);
        });
        var warnings = CrossChecks.Check(SmeSample.Form, SmeSample.Year, steady, new CrossCheckFacts { LastYear = before });
        Assert.Equal(code is null ? [] : [code], warnings.Select(w => w.Code));
    }

    [Fact]
    public void Check_OfAHalfFilledOrMisshapenDraft_DoesNotFail()
    {
        Assert.Empty(CrossChecks.Check(SmeSample.Form, SmeSample.Year, ReportValues.Empty, Facts));
        Assert.Empty(CrossChecks.Check(SmeSample.Form, SmeSample.Year, SmeSample.Of("""{"employees":"96","revenue":5,"profit":{"2025":"x"},"researchers":97}"""), Facts));
    }

    [Fact]
    public void Unconfirmed_AreThoseWhoseVeryCodeIsNotNamed()
    {
        var warnings = CrossChecks.Check(SmeSample.Form, SmeSample.Year, SmeSample.With(v => v["licencesOut"] = JsonNode.Parse("""{"2023":1,"2024":11,"2025":200}""")), Facts);
        Assert.Equal(2, warnings.Count);
        Assert.Equal(["sme-check.jump.licencesOut.2025"], CrossChecks.Unconfirmed(warnings, ["sme-check.jump.licencesOut.2024", "sme-check.jump", "other"]).Select(w => w.Code));
    }
}
