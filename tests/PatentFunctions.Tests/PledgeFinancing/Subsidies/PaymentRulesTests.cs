using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-07")]
public sealed class PaymentRulesTests
{
    private static readonly SubsidyCalculation Calculation = SubsidyAmount.Calculate(SubsidySample.Terms with { GrantNumerator = 5, GrantDenominator = 6, GrantRounding = GrantRounding.WholeYuan }, 411_933.30m, 0);
    private static readonly SubsidyGrant Grant = new(171_638m, null, Actor.System, TestApp.China("2026-10-20T10:00"));
    private static readonly DateOnly Today = new(2026, 10, 28);

    [Theory]
    [InlineData("171638", null, "")]
    [InlineData("171638.00", "", "")]
    [InlineData("205966.65", "市级配套", "")]
    [InlineData("205966.65", null, "/reason")]
    [InlineData("100000", " ", "/reason")]
    [InlineData("205966.66", "多给", "/amount")]
    [InlineData("0", "没有", "/amount")]
    [InlineData("171638.001", null, "/amount /reason")]
    public void CheckProposal_OfAnAmount_NeedsAReasonWhereItIsAnother(string amount, string? reason, string pointers) =>
        Assert.Equal(pointers, string.Join(' ', PaymentRules.CheckProposal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), reason, Calculation).Select(f => f.Pointer)));

    [Theory]
    [InlineData(null, null, "2026-10-28", "")]
    [InlineData("171638", null, "2026-10-20", "")]
    [InlineData("171600", "扣除手续费", "2026-10-28", "")]
    [InlineData("171600", null, "2026-10-28", "/reason")]
    [InlineData("171639", "多付", "2026-10-28", "/amount")]
    [InlineData(null, null, "2026-10-29", "/paidOn")]
    [InlineData(null, null, "2026-10-19", "/paidOn")]
    [InlineData(null, null, null, "/paidOn")]
    public void CheckPayment_OfAPayment_KeepsItWithinTheGrant(string? amount, string? reason, string? day, string pointers)
    {
        var payment = new RecordPaymentRequest
        {
            Amount = amount is null ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture),
            Reason = reason,
            PaidOn = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
        };
        Assert.Equal(pointers, string.Join(' ', PaymentRules.CheckPayment(payment, Grant, Today).Select(f => f.Pointer)));
    }
}
