using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Adjustments;

[Trait("Spec", "SME-08")]
public sealed class AdjustmentRuleTests
{
    private static readonly DateOnly Today = new(2026, 12, 10);

    [Theory]
    [InlineData(null, null, AdjustmentVerdict.Remove, "data.missing")]
    [InlineData(ReportState.UnderAudit, null, AdjustmentVerdict.Pending, "data.undecided")]
    [InlineData(ReportState.Returned, "2026-12-10", AdjustmentVerdict.Pending, "data.undecided")]
    [InlineData(ReportState.Returned, "2026-12-09", AdjustmentVerdict.Remove, "data.not-corrected")]
    [InlineData(ReportState.Passed, null, AdjustmentVerdict.Keep, "data.passed,criterion.reached,criterion.reached,criterion.reached")]
    public void Check_ByTheStateOfTheData_Judges(ReportState? state, string? correctBy, AdjustmentVerdict verdict, string codes)
    {
        var reasons = AdjustmentRule.Check(2026, state is { } s ? Report(s, correctBy) : null, state is null ? null : LibraryBench.Content(1), LibraryRules.BuiltIn, Today);
        Assert.Equal(codes, string.Join(',', reasons.Select(r => r.Code)));
        Assert.Equal(verdict, AdjustmentRule.Verdict(reasons));
    }

    // 年营业收入增长率 ≥ -30 %, 科研投入占比 ≥ 3 %, 有效发明专利 ≥ 1 件.
    [Theory]
    [InlineData(1000, 900, 30, 1, AdjustmentVerdict.Keep, "")]
    [InlineData(700, 1000, 21, 1, AdjustmentVerdict.Keep, "")]
    [InlineData(699, 1000, 21, 1, AdjustmentVerdict.Remove, "年营业收入增长率：-30.1 %，低于 -30 %")]
    [InlineData(1000, 900, 29.9, 1, AdjustmentVerdict.Remove, "科研投入占营业收入比重：2.99 %，低于 3 %")]
    [InlineData(1000, 900, 30, 0, AdjustmentVerdict.Remove, "有效发明专利数量：0 件，低于 1 件")]
    [InlineData(100, 900, 1, 0, AdjustmentVerdict.Remove, "有效发明专利数量：0 件，低于 1 件；科研投入占营业收入比重：1 %，低于 3 %；年营业收入增长率：-88.89 %，低于 -30 %")]
    [InlineData(1000, 0, 30, 1, AdjustmentVerdict.Remove, "年营业收入增长率：无法计算，应不低于 -30 %")]
    public void Check_ByTheCriteria_SaysEachThatIsNotReached(decimal revenue, decimal before, decimal rd, int inventions, AdjustmentVerdict verdict, string why)
    {
        var reasons = AdjustmentRule.Check(2026, Report(ReportState.Passed, null), LibraryBench.Content(1, revenue: revenue, before: before, rd: rd, inventions: inventions), LibraryRules.BuiltIn, Today);
        Assert.Equal((verdict, why), (AdjustmentRule.Verdict(reasons), AdjustmentRule.WhyOf(reasons)));
        Assert.Equal(4, reasons.Count);
    }

    [Fact]
    public void Check_WhereAnOfficialFigureIsMissing_LeavesItOpen()
    {
        var reasons = AdjustmentRule.Check(2026, Report(ReportState.Passed, null), LibraryBench.Content(1, inventions: null), LibraryRules.BuiltIn, Today);
        Assert.Equal(AdjustmentVerdict.Pending, AdjustmentRule.Verdict(reasons));
        Assert.Contains(reasons, r => r is { Code: "criterion.unknown", Met: null });
    }

    [Fact]
    public void Check_WithTheRulesOfTheYear_AsksOnlyWhatTheyAsk()
    {
        var rules = LibraryRules.BuiltIn with { Criteria = [new LibraryCriterion("employees", 101)] };
        var reasons = AdjustmentRule.Check(2026, Report(ReportState.Passed, null), LibraryBench.Content(1), rules, Today);
        Assert.Equal("职工总数：100 人，低于 101 人", AdjustmentRule.WhyOf(reasons));
    }

    [Fact]
    public void Indicators_OverACompleteForm_AllHaveAValue()
    {
        var content = LibraryBench.Content(1, change: v =>
        {
            v["profit"] = new System.Text.Json.Nodes.JsonObject { ["2025"] = 100 };
            v["ipInvestment"] = new System.Text.Json.Nodes.JsonObject { ["2025"] = 20 };
            v["licencesOut"] = new System.Text.Json.Nodes.JsonObject { ["2025"] = 2 };
        });
        var official = new Dictionary<string, OfficialValue>(content.Official)
        {
            ["filedProducts"] = content.Official["validInventions"],
            ["intensiveProducts"] = content.Official["validInventions"],
        };
        Assert.All(AdjustmentIndicator.All, i => Assert.True(i.Of(content with { Official = official }) is not null, i.Code));
    }

    [Theory]
    [InlineData("level", "library-rules.no-level")]
    [InlineData("code", "library-rules.code")]
    [InlineData("twice", "library-rules.code-twice")]
    [InlineData("name", "library-rules.name-missing")]
    [InlineData("indicator", "library-rules.indicator-unknown")]
    [InlineData("criterion", "library-rules.indicator-twice")]
    public void Rules_WithAMistake_SayIt(string mistake, string code)
    {
        var rules = LibraryRules.BuiltIn;
        var wrong = mistake switch
        {
            "level" => rules with { Levels = [] },
            "code" => rules with { Levels = [new LibraryLevel("级 别", "级别")] },
            "twice" => rules with { Measures = [.. rules.Measures, rules.Measures[0]] },
            "name" => rules with { Measures = [new MeasureKind("x", " ")] },
            "indicator" => rules with { Criteria = [new LibraryCriterion("happiness", 1)] },
            _ => rules with { Criteria = [.. rules.Criteria, rules.Criteria[0]] },
        };
        Assert.Equal([code], wrong.Check().Select(f => f.Code));
        Assert.Empty(rules.Check());
    }

    [Fact]
    public void Confirmation_KeepingWhatWasNotProposedOrWithoutAReason_IsRefused()
    {
        var proposed = new HashSet<UnitId> { LibraryBench.Unit(1), LibraryBench.Unit(2) };
        var findings = AdjustmentConfirmation.Check(proposed, [new(LibraryBench.Unit(1), "重组"), new(LibraryBench.Unit(1), "重组"), new(LibraryBench.Unit(2), " "), new(LibraryBench.Unit(3), "重组")]);
        Assert.Equal(["/keep/1/unit", "/keep/2/why", "/keep/3/unit"], findings.Select(f => f.Pointer));
    }

    private static AnnualReport Report(ReportState state, string? correctBy) =>
        new(LibraryBench.ReportOf(1), LibraryBench.Unit(1), "企业1", "uscc", LibraryBench.Hunan, 2026, "2024", state, 1, TestPlatform.Start)
        {
            CorrectBy = correctBy is null ? null : DateOnly.Parse(correctBy, System.Globalization.CultureInfo.InvariantCulture),
        };
}
