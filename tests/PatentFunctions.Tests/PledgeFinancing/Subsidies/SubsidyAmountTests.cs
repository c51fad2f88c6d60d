using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-03")]
public sealed class SubsidyAmountTests
{
    /// <summary>Cases that an official can check: interest, share, cap, others, what is applied for, what is granted.</summary>
    [Theory]
    [InlineData("355875.00", "50", null, "0", "177937.50", "177937.50")]
    [InlineData("355875.04", "50", null, "0", "177937.52", "177937.52")]
    [InlineData("355875.03", "50", null, "0", "177937.52", "177937.52")]
    [InlineData("0.01", "50", null, "0", "0.01", "0.01")]
    [InlineData("355875.00", "100", null, "0", "355875.00", "355875.00")]
    [InlineData("100.01", "33.33", null, "0", "33.33", "33.33")]
    [InlineData("355875.00", "50", "100000", "0", "100000.00", "100000.00")]
    [InlineData("355875.00", "50", "200000", "50000.01", "149999.99", "149999.99")]
    [InlineData("355875.00", "50", "200000", "200000", "0", "0")]
    [InlineData("355875.00", "50", "200000", "250000", "0", "0")]
    public void Calculate_WithShareAndCap_RoundsHalfUpOnceAtTheEnd(string interest, string share, string? cap, string others, string applied, string granted)
    {
        var terms = SubsidySample.Terms with { Share = D(share), CapPerUnit = cap is null ? null : D(cap) };
        var found = SubsidyAmount.Calculate(terms, D(interest), D(others));
        Assert.Equal((D(applied), D(granted)), (found.Applied, found.Granted));
    }

    /// <summary>What a campaign grants of it is data of the campaign: the manual's own list shows 171,638 of 205,966.65.</summary>
    [Theory]
    [InlineData("205966.65", 5, 6, GrantRounding.WholeYuan, "171638")]
    [InlineData("205966.65", 5, 6, GrantRounding.Cent, "171638.88")]
    [InlineData("177937.50", 1, 1, GrantRounding.WholeYuan, "177937")]
    [InlineData("177937.52", 2, 3, GrantRounding.Cent, "118625.01")]
    [InlineData("0.99", 1, 1, GrantRounding.WholeYuan, "0")]
    public void Grant_ByTheCampaignsRatioAndRounding_IsExact(string applied, int numerator, int denominator, GrantRounding rounding, string granted)
    {
        var terms = SubsidySample.Terms with { GrantNumerator = numerator, GrantDenominator = denominator, GrantRounding = rounding };
        Assert.Equal(D(granted), SubsidyAmount.Grant(terms, D(applied)));
    }

    [Fact]
    public void Calculate_Always_ShowsEveryStep()
    {
        var terms = SubsidySample.Terms with { CapPerUnit = 200_000, GrantNumerator = 5, GrantDenominator = 6, GrantRounding = GrantRounding.WholeYuan };
        var lines = SubsidyAmount.Calculate(terms, 355_875m, 60_000).Lines.Select(l => $"{l.Label}|{l.Expression}|{SubsidyAmount.Yuan(l.Value)}");
        Assert.Equal(
            [
                "实际支付利息|银行确认|355,875.00",
                "按比例计算|355,875.00 × 50%|177,937.50",
                "单个企业补贴上限|不超过 200,000.00 － 本批其他申请 60,000.00|140,000.00",
                "申请补贴金额|四舍五入到分|140,000.00",
                "核定标准|140,000.00 × 5/6，取整到元|116,666.00",
            ],
            lines);
    }

    [Fact]
    public void Lines_WithoutCapAndRatio_AreThree() => Assert.Equal(3, SubsidyAmount.Calculate(SubsidySample.Terms, 355_875m, 0).Lines.Count);

    private static decimal D(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
