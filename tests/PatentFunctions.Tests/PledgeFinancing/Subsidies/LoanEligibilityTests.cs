using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-01")]
public sealed class LoanEligibilityTests
{
    /// <summary>One thing wrong each, and the days that just qualify.</summary>
    public static TheoryData<string, SubsidyLoan, string[]> Cases => new()
    {
        { "in order", SubsidySample.Loan, [] },
        { "drawn on the last day", SubsidySample.Loan with { DrawnOn = new DateOnly(2023, 3, 19) }, [] },
        { "drawn a day too late", SubsidySample.Loan with { DrawnOn = new DateOnly(2023, 3, 20) }, ["loan.drawn-too-late"] },
        { "repaid on the first day", SubsidySample.Loan with { RepaidOn = new DateOnly(2024, 2, 1) }, [] },
        { "repaid a day too early", SubsidySample.Loan with { RepaidOn = new DateOnly(2024, 1, 31) }, ["loan.repaid-too-early"] },
        { "not settled", SubsidySample.Loan with { State = LoanState.Repaying }, ["loan.not-settled"] },
        { "before the bank", SubsidySample.Loan with { State = LoanState.AwaitingBank }, ["loan.not-confirmed"] },
        { "defaulted", SubsidySample.Loan with { State = LoanState.Defaulted }, ["loan.defaulted"] },
        { "another unit's", SubsidySample.Loan with { Uscc = SampleUnit.Medical.Uscc }, ["loan.other-unit"] },
        { "no interest", SubsidySample.Loan with { Interest = 0 }, ["loan.no-interest"] },
        { "nothing pledged", SubsidySample.Loan with { Pledged = [] }, ["loan.no-ip"] },
        {
            "all at once",
            SubsidySample.Loan with { Uscc = SampleUnit.Medical.Uscc, State = LoanState.Defaulted, DrawnOn = new DateOnly(2023, 4, 1), RepaidOn = new DateOnly(2023, 12, 1) },
            ["loan.other-unit", "loan.defaulted", "loan.drawn-too-late", "loan.repaid-too-early"]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_OfALoan_NamesEveryConditionNotMet(string what, SubsidyLoan loan, string[] codes)
    {
        var findings = LoanEligibility.Check(SubsidySample.Campaign, SampleUnit.Bearing.Uscc, loan, new HashSet<string>(), new HashSet<string>());
        Assert.True(codes.SequenceEqual(findings.Select(f => f.Code)), $"{what}: {string.Join(", ", findings.Select(f => f.Code))}");
        Assert.All(findings, f => Assert.True(f is { Severity: Severity.Blocks, Pointer: "/loan" } && f.Text.Length > 5 && f.Clause is not null));
    }

    [Fact]
    public void Check_OfTheManualsLoanUnderTheConditionsOf2025_SaysThatItWasRepaidTooEarly()
    {
        // The manual's own sample was repaid on 27 February 2024, two days before its own notice begins.
        var campaign = SubsidySample.Campaign with { Terms = SubsidySample.Terms with { RepaidOnOrAfter = new DateOnly(2024, 3, 1) } };
        var finding = Assert.Single(LoanEligibility.Check(campaign, SampleUnit.Bearing.Uscc, SubsidySample.Loan, new HashSet<string>(), new HashSet<string>()));
        Assert.Equal("实际还款日期2024年2月27日，早于申报要求的2024年3月1日", finding.Text);
    }

    [Fact]
    [Trait("Spec", "SUB-03")]
    public void Check_WhereLoanAndPropertyAreClaimed_NamesEach()
    {
        var loan = SubsidySample.Loan with { Pledged = [SubsidySample.Patent, SubsidySample.TradeMark, SubsidySample.Patent] };
        var keys = LoanEligibility.ClaimKeys(loan);
        Assert.Equal(["loan-l-1", "ip-Patent-2018199000017", "ip-TradeMark-12345678"], keys);
        var findings = LoanEligibility.Check(SubsidySample.Campaign, SampleUnit.Bearing.Uscc, loan, keys.ToHashSet(), new HashSet<string>());
        Assert.Equal(["loan.subsidized", "loan.ip-used", "loan.ip-used"], findings.Select(f => f.Code));
        var onlyIp = LoanEligibility.Check(SubsidySample.Campaign, SampleUnit.Bearing.Uscc, loan, new HashSet<string> { keys[2] }, new HashSet<string>());
        Assert.Contains("“示例”（12345678）", Assert.Single(onlyIp).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfLicensedProperty_BlocksOnlyWhereTheCampaignAsksForOwn()
    {
        var licensed = new HashSet<string> { SubsidySample.Invention };
        Assert.Equal(["loan.ip-not-own"], LoanEligibility.Check(SubsidySample.Campaign, SampleUnit.Bearing.Uscc, SubsidySample.Loan, new HashSet<string>(), licensed).Select(f => f.Code));
        var any = SubsidySample.Campaign with { Terms = SubsidySample.Terms with { OwnIpOnly = false } };
        Assert.Empty(LoanEligibility.Check(any, SampleUnit.Bearing.Uscc, SubsidySample.Loan, new HashSet<string>(), licensed));
    }

    [Fact]
    public void ClaimKeys_OfTheSameNumberWrittenDifferently_AreTheSame()
    {
        var spelled = SubsidySample.Loan with { Pledged = [SubsidySample.TradeMark with { Number = "G 1234-a" }] };
        var same = SubsidySample.Loan with { Pledged = [SubsidySample.TradeMark with { Number = "g1234A" }] };
        Assert.Equal(LoanEligibility.ClaimKeys(spelled), LoanEligibility.ClaimKeys(same));
    }
}
