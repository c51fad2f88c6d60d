using PatentFunctions.Filing;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Recognition.Criteria;
using PatentFunctions.Tests.Filing;

namespace PatentFunctions.Tests.Recognition.Criteria;

[Trait("Spec", "REC-02")]
public sealed class ScoreRulesTests
{
    [Theory]
    [InlineData(25, 25, 25, 25, 80, 60, 40, 20, 50)]
    [InlineData(40, 30, 20, 10, 80, 60, 40, 20, 60)]
    [InlineData(100, 0, 0, 0, 33.33, 100, 100, 100, 33.33)]
    [InlineData(33.3, 33.3, 33.3, 0.1, 1, 1, 1, 0, 1)]
    public void Total_OfFourCriteria_IsWeighted(decimal w1, decimal w2, decimal w3, decimal w4, decimal a, decimal b, decimal c, decimal d, decimal total) =>
        Assert.Equal(total, ScoreRules.Total(new ScoreWeights(w1, w2, w3, w4), a, b, c, d));

    [Theory]
    [InlineData(1000, 200, 55)] // 20 % is full; a tenth of the sales that count as full
    [InlineData(10_000, 1000, 75)]
    [InlineData(50_000, 10_000, 100)]
    [InlineData(1000, -50, 5)] // a loss counts 0, not less
    public void Suggest_EconomicBenefit_IsHalfProfitRateHalfSales(decimal sales, decimal profit, decimal points) =>
        Assert.Equal(points, ScoreRules.Suggest(Content(f => f with { Sales = sales, Profit = profit })).EconomicBenefit.Points);

    [Theory]
    [InlineData(800, 60, 75)]
    [InlineData(800, 80, 100)]
    [InlineData(800, 400, 100)]
    [InlineData(800, 0, 0)]
    public void Suggest_ValueContribution_IsTheShareOfInvestment(decimal cost, decimal investment, decimal points) =>
        Assert.Equal(points, ScoreRules.Suggest(Content(f => f with { TotalCost = cost, IpInvestment = investment })).ValueContribution.Points);

    [Fact]
    public void Suggest_ProtectionAndDependence_CountPatentsInForceAndCores()
    {
        // Linked: a core utility model, a core invention, another utility model.
        var suggestion = ScoreRules.Suggest(Content(f => f));
        Assert.Equal((8 * 1.5m) + (20 * 1.5m) + 8, suggestion.ProtectionStrength.Points);
        Assert.Equal(66.67m, suggestion.PatentDependence.Points);
        Assert.True(suggestion.IsWhole);
        var lapsed = Content(f => f) with { Facts = FilingSample.Facts with { Patents = [.. FilingSample.Patents.Select(p => p with { InForce = false })] } };
        Assert.Null(ScoreRules.Suggest(lapsed).ProtectionStrength.Points);
    }

    [Fact]
    public void Suggest_WithoutFigures_SuggestsNothingRatherThanZero()
    {
        var suggestion = ScoreRules.Suggest(Content(_ => new ProductFigures()));
        Assert.Null(suggestion.EconomicBenefit.Points);
        Assert.Null(suggestion.ValueContribution.Points);
        Assert.False(suggestion.IsWhole);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(59.95, true)]
    [InlineData(100.01, false)]
    [InlineData(-1, false)]
    [InlineData(50.001, false)]
    public void Check_OfPoints_TakesZeroToAHundredWithTwoDecimals(decimal points, bool right) => Assert.Equal(right, !ScoreRules.Check(points, "/x", "经济效益").Any());

    private static FilingContent Content(Func<ProductFigures, ProductFigures> figures) =>
        new(FilingSample.Draft.Product with { Figures = figures(FilingSample.Figures) }, FilingSample.Draft.Patents, FilingSample.Draft.Proof, FilingSample.Facts);
}
