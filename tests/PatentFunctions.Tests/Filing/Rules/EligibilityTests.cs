using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Tests.Filing.Rules;

public sealed class EligibilityTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("0.00", true)]
    [InlineData("0.000001", false)]
    [InlineData("1200.5", false)]
    [Trait("Spec", "FIL-04")]
    public void Check_WhenSalesOfLastYearAreNotAboveZero_RefusesWithTheRulesText(string sales, bool refused)
    {
        var product = FilingSample.Draft.Product with { Figures = FilingSample.Figures with { Sales = decimal.Parse(sales, System.Globalization.CultureInfo.InvariantCulture) } };
        var findings = Eligibility.Check(product).ToList();
        Assert.Equal(refused, findings.AnyBlocks());
        if (!refused) return;
        Assert.Equal("/product/figures/sales", findings[0].Pointer);
        Assert.Contains("备案产品条件为“已取得较好的市场经济效益”", findings[0].Text, StringComparison.Ordinal);
        Assert.Contains("国知办函运字〔2022〕985号", findings[0].Clause, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "FIL-04")]
    public void Check_WhenSalesAreMissing_LeavesThatToTheForm() => Assert.Empty(Eligibility.Check(new ProductForm()));
}
