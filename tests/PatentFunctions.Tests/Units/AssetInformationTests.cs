using System.Globalization;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

public class AssetInformationTests
{
    [Theory]
    [Trait("Spec", "UNI-09")]
    [InlineData("2026-01-01", new[] { 2024 }, 2025, false)]
    [InlineData("2026-04-30", new[] { 2024 }, 2025, false)]
    [InlineData("2026-05-01", new[] { 2024 }, 2025, true)]
    [InlineData("2026-05-01", new int[0], 2025, true)]
    [InlineData("2026-12-31", new[] { 2024 }, 2025, true)]
    [InlineData("2026-05-01", new[] { 2025 }, null, false)]
    [InlineData("2026-12-31", new[] { 2025 }, null, false)]
    [InlineData("2027-01-01", new[] { 2025 }, 2026, false)]
    [InlineData("2027-01-01", new[] { 2024 }, 2026, false)]
    [InlineData("2027-05-01", new[] { 2025 }, 2026, true)]
    [InlineData("2024-02-29", new[] { 2022 }, 2023, false)]
    public void MissingFor_OnADay_NamesTheYearAndBlocksFromTheFirstOfMay(string today, int[] years, int? missing, bool blocks)
    {
        var found = AssetInformation.MissingFor(DateOnly.Parse(today, CultureInfo.InvariantCulture), years);

        Assert.Equal(missing, found?.Year);
        Assert.Equal(blocks, found?.Blocks ?? false);
    }

    [Fact]
    [Trait("Spec", "UNI-08")]
    public void Check_WithNothingFilledIn_NamesEveryRequiredFieldAtOnce()
    {
        var missing = AssetInformation.Check(new AssetFigures(), "/assets").Select(f => f.Pointer);

        Assert.Equal(["/assets/totalCost", "/assets/ipInvestment", "/assets/netProfit", "/assets/revenue", "/assets/totalProductSales", "/assets/profitStatement"], missing);
    }

    [Fact]
    [Trait("Spec", "UNI-08")]
    public void Check_WithNegativeFigures_AllowsOnlyNetProfit()
    {
        var negative = new AssetFigures
        {
            TotalCost = -1, IpInvestment = -1, NetProfit = -1, Revenue = -1, TotalProductSales = -1, ProfitStatement = new FileId("f-1"), FixedAssets = -1, TotalOutputValue = -1,
            SellingExpenses = -1, AdministrativeExpenses = -1, FinancialExpenses = -1, PatentAssets = -1, TotalAssets = -1, Employees = -1,
        };

        var findings = AssetInformation.Check(negative).Where(f => f.Severity == Severity.Blocks).ToList();

        Assert.Equal(12, findings.Count);
        Assert.All(findings, f => Assert.Equal("assets.negative", f.Code));
        Assert.DoesNotContain(findings, f => f.Pointer == "/netProfit");
    }

    [Theory]
    [Trait("Spec", "UNI-08")]
    [InlineData("1.000001", true)]
    [InlineData("1.0000010", true)]
    [InlineData("1.0000001", false)]
    [InlineData("100000000000", true)]
    [InlineData("100000000001", false)]
    [InlineData("0", true)]
    public void Check_OfAnAmount_TakesFenAndNothingFiner(string amount, bool fine)
    {
        var figures = UnitSamples.Assets with { FixedAssets = decimal.Parse(amount, CultureInfo.InvariantCulture), TotalAssets = null };
        Assert.Equal(fine, !AssetInformation.Check(figures).AnyBlocks());
    }

    [Theory]
    [Trait("Spec", "UNI-08")]
    [InlineData(2025, null)]
    [InlineData(2016, null)]
    [InlineData(2026, "assets.year-not-over")]
    [InlineData(2014, "assets.year-too-old")]
    public void CheckYear_MustBeOver(int year, string? code) =>
        Assert.Equal(code, AssetInformation.CheckYear(year, new DateOnly(2026, 11, 20), "").SingleOrDefault()?.Code);
}
