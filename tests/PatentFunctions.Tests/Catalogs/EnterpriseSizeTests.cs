using PatentFunctions.Catalogs;

namespace PatentFunctions.Tests.Catalogs;

[Trait("Spec", "UNI-02")]
public sealed class EnterpriseSizeTests
{
    [Theory]
    // industry: 1,000 persons and 40,000 万元; 300 and 2,000; 20 and 300
    [InlineData("3451", 1000, 40000, null, EnterpriseSize.Large)]
    [InlineData("3451", 999, 40000, null, EnterpriseSize.Medium)]
    [InlineData("3451", 1000, 39999, null, EnterpriseSize.Medium)]
    [InlineData("3451", 5000, 2000, null, EnterpriseSize.Medium)]
    [InlineData("3451", 299, 90000, null, EnterpriseSize.Small)]
    [InlineData("3451", 20, 300, null, EnterpriseSize.Small)]
    [InlineData("3451", 19, 90000, null, EnterpriseSize.Micro)]
    [InlineData("3451", 5000, 299, null, EnterpriseSize.Micro)]
    [InlineData("3451", 0, 0, null, EnterpriseSize.Micro)]
    [InlineData("0610", 1000, 40000, null, EnterpriseSize.Large)]
    [InlineData("4610", 300, 2000, null, EnterpriseSize.Medium)]
    // farming: revenue alone
    [InlineData("0111", null, 20000, null, EnterpriseSize.Large)]
    [InlineData("0511", null, 49, null, EnterpriseSize.Micro)]
    // building: revenue and assets
    [InlineData("4710", null, 80000, 80000, EnterpriseSize.Large)]
    [InlineData("4710", null, 80000, 4999, EnterpriseSize.Small)]
    // trade
    [InlineData("5111", 200, 40000, null, EnterpriseSize.Large)]
    [InlineData("5111", 4, 40000, null, EnterpriseSize.Micro)]
    [InlineData("5211", 300, 20000, null, EnterpriseSize.Large)]
    [InlineData("5211", 50, 500, null, EnterpriseSize.Medium)]
    // transport and storage share division 59
    [InlineData("5411", 1000, 30000, null, EnterpriseSize.Large)]
    [InlineData("5910", 300, 3000, null, EnterpriseSize.Medium)]
    [InlineData("5920", 200, 30000, null, EnterpriseSize.Large)]
    [InlineData("6010", 300, 2000, null, EnterpriseSize.Medium)]
    [InlineData("6110", 300, 10000, null, EnterpriseSize.Large)]
    [InlineData("6210", 10, 100, null, EnterpriseSize.Small)]
    // information
    [InlineData("6311", 2000, 100000, null, EnterpriseSize.Large)]
    [InlineData("6420", 1999, 100000, null, EnterpriseSize.Medium)]
    [InlineData("6513", 300, 10000, null, EnterpriseSize.Large)]
    [InlineData("6513", 10, 49, null, EnterpriseSize.Micro)]
    // real estate splits by group
    [InlineData("7010", null, 200000, 10000, EnterpriseSize.Large)]
    [InlineData("7010", null, 200000, 1999, EnterpriseSize.Micro)]
    [InlineData("7020", 1000, 5000, null, EnterpriseSize.Large)]
    [InlineData("7030", 300, null, null, EnterpriseSize.Large)]
    [InlineData("7212", 300, null, 120000, EnterpriseSize.Large)]
    [InlineData("7212", 300, null, 7999, EnterpriseSize.Small)]
    // all others: persons alone
    [InlineData("7310", 300, null, null, EnterpriseSize.Large)]
    [InlineData("7519", 99, null, null, EnterpriseSize.Small)]
    [InlineData("8510", 9, null, null, EnterpriseSize.Micro)]
    [InlineData("9011", 100, null, null, EnterpriseSize.Medium)]
    public void Classify_NeedsAllLowerBoundsElseOneClassDown(string industry, int? employees, int? revenue, int? assets, EnterpriseSize expected)
    {
        var result = EnterpriseSizes.Classify(industry, employees, revenue, assets);

        Assert.Equal(expected, result.Size);
        Assert.Empty(result.Missing);
    }

    [Theory]
    [InlineData("5310", "railways")]
    [InlineData("6610", "banks")]
    [InlineData("7040", "own real estate")]
    [InlineData("8310", "education")]
    [InlineData("8411", "health")]
    [InlineData("70", "the rule splits the division by groups")]
    [InlineData(null, "no industry")]
    public void Classify_WhenTheIndustryIsOutsideTheRule_GivesNoSize(string? industry, string why)
    {
        var result = EnterpriseSizes.Classify(industry, 10_000, 1_000_000, 1_000_000);

        Assert.True(result is { Size: null, Sector: null }, why);
    }

    [Fact]
    public void Classify_WhenFiguresAreMissing_NamesThem()
    {
        var result = EnterpriseSizes.Classify("3451", null, null, 100);

        Assert.Null(result.Size);
        Assert.Equal("工业", result.Sector);
        Assert.Equal([SizeIndicator.Employees, SizeIndicator.Revenue], result.Missing);
    }

    [Fact]
    public void CodeOf_IsInTheCatalog() =>
        Assert.All(Enum.GetValues<EnterpriseSize>(), size =>
            Assert.NotNull(CatalogRegistry.BuiltIn.Get(CatalogIds.EnterpriseSizes).Find(EnterpriseSizes.CodeOf(size))));
}
