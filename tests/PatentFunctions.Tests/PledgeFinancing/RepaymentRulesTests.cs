using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Repayments;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-02")]
public sealed class RepaymentRulesTests
{
    private static readonly DateOnly Today = new(2024, 3, 15);

    // The manual's loan.
    private static readonly LoanRecord Loan = LoanSample.Record(LoanSample.Form with
    {
        Amount = 1000m, CreditLine = 1000m, Drawn = 1000m, DrawnOn = new DateOnly(2023, 3, 13), DueOn = new DateOnly(2024, 3, 12), YearlyRate = 3.65m,
    });

    private static readonly RepaymentForm Form = new()
    {
        Principal = 1000m, Interest = 355_875.00m, RepaidOn = new DateOnly(2024, 2, 27), Performance = LoanPerformance.FulfilledEarly, Material = new FileId("f-1"),
    };

    public static TheoryData<string, string, string, Severity> Mistakes => new()
    {
        { "principal missing", "repayment.principal-missing", "/principal", Severity.Blocks },
        { "principal negative", "repayment.principal-invalid", "/principal", Severity.Blocks },
        { "principal of 厘", "repayment.principal-invalid", "/principal", Severity.Blocks },
        { "principal above the loan", "repayment.principal-above-loan", "/principal", Severity.Blocks },
        { "principal short", "repayment.principal-short", "/principal", Severity.Blocks },
        { "interest missing", "repayment.interest-missing", "/interest", Severity.Blocks },
        { "interest of 厘", "repayment.interest-invalid", "/interest", Severity.Blocks },
        { "day missing", "repayment.repaid-on-missing", "/repaidOn", Severity.Blocks },
        { "day before the loan", "repayment.repaid-before-drawn", "/repaidOn", Severity.Blocks },
        { "day in the future", "repayment.repaid-on-future", "/repaidOn", Severity.Blocks },
        { "performance missing", "repayment.performance-missing", "/performance", Severity.Blocks },
        { "material missing", "repayment.material-missing", "/material", Severity.Blocks },
        { "at term, but early", "repayment.term-not-reached", "/performance", Severity.Warns },
        { "early, but at term", "repayment.term-reached", "/performance", Severity.Warns },
        { "interest too high", "repayment.interest-implausible", "/interest", Severity.Warns },
        { "interest too low", "repayment.interest-implausible", "/interest", Severity.Warns },
    };

    [Fact]
    public void Check_TheManualsCase_FindsNothing() => Assert.Empty(RepaymentRules.Check(Loan, Form, Today));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_OneMistake_IsToldAtItsField(string mistake, string code, string pointer, Severity severity)
    {
        var finding = Assert.Single(RepaymentRules.Check(Loan, With(mistake), Today));
        Assert.Equal((code, pointer, severity), (finding.Code, finding.Pointer, finding.Severity));
    }

    [Fact]
    public void Check_AnEmptyForm_TellsEverythingAtOnce() =>
        Assert.Equal(["/interest", "/material", "/performance", "/principal", "/repaidOn"], RepaymentRules.Check(Loan, new RepaymentForm(), Today).Select(f => f.Pointer).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("315900.00", true)] // 351 days on 365, less 10 %
    [InlineData("315899.99", false)]
    [InlineData("391462.50", true)] // 351 days on 360, 10 % more
    [InlineData("391462.51", false)]
    public void Check_Interest_WarnsBeyondTenPercentOfWhatFollowsFromRateAndDays(string interest, bool plausible)
    {
        var findings = RepaymentRules.Check(Loan, Form with { Interest = decimal.Parse(interest, System.Globalization.CultureInfo.InvariantCulture) }, Today);
        Assert.Equal(plausible, findings.Count == 0);
        if (!plausible) Assert.Contains("351天计算，利息约为355875.00元", Assert.Single(findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_APartOfTheLoan_IsPossibleWhileTheContractGoesOn()
    {
        Assert.Empty(RepaymentRules.Check(Loan, Form with { Principal = 400m, Performance = LoanPerformance.InProgress }, Today));
        Assert.Empty(RepaymentRules.Check(Loan, Form with { Principal = 0m, Performance = LoanPerformance.Defaulted }, Today));
    }

    [Fact]
    public void Check_LessThanTheBankConfirmedBefore_Warns()
    {
        var loan = Loan with { Confirmed = new Repayment(500m, 360_000m, new DateOnly(2024, 3, 1), LoanPerformance.InProgress, new FileId("f-0"), default) };
        var findings = RepaymentRules.Check(loan, Form with { Principal = 400m, Performance = LoanPerformance.InProgress }, Today);
        Assert.Equal(["repayment.principal-less", "repayment.interest-less", "repayment.repaid-on-earlier"], findings.Select(f => f.Code));
        Assert.All(findings, f => Assert.Equal(Severity.Warns, f.Severity));
    }

    private static RepaymentForm With(string mistake) => mistake switch
    {
        "principal missing" => Form with { Principal = null },
        "principal negative" => Form with { Principal = -1m, Performance = LoanPerformance.InProgress },
        "principal of 厘" => Form with { Principal = 999.9999999m, Performance = LoanPerformance.InProgress },
        "principal above the loan" => Form with { Principal = 1000.01m },
        "principal short" => Form with { Principal = 999.99m },
        "interest missing" => Form with { Interest = null },
        "interest of 厘" => Form with { Interest = 355_875.001m },
        "day missing" => Form with { RepaidOn = null },
        "day before the loan" => Form with { RepaidOn = new DateOnly(2023, 3, 12) },
        "day in the future" => Form with { RepaidOn = new DateOnly(2024, 3, 16), Interest = 374_125m, Performance = LoanPerformance.FulfilledAtTerm },
        "performance missing" => Form with { Performance = null },
        "material missing" => Form with { Material = null },
        "at term, but early" => Form with { Performance = LoanPerformance.FulfilledAtTerm },
        "early, but at term" => Form with { RepaidOn = new DateOnly(2024, 3, 12) },
        "interest too high" => Form with { Interest = 3_558_750.00m },
        "interest too low" => Form with { Interest = 35.59m },
        _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, null),
    };
}
