using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Tests.Filing.Rules;

[Trait("Spec", "FIL-03")]
public sealed class ProductInformationTests
{
    private static readonly ProductForm Good = FilingSample.Draft.Product;
    private static readonly ProductFigures Figures = FilingSample.Figures;

    public static TheoryData<string, ProductForm, string> Wrong => new()
    {
        { "barcode's check digit", Good with { Barcode = "6901234567893" }, "barcode.check-digit /product/barcode" },
        { "no model", Good with { Model = " " }, "product.model-missing /product/model" },
        { "no category", Good with { Category = null }, "product.category-missing /product/category" },
        { "no industry", Good with { Industry = "" }, "product.industry-missing /product/industry" },
        { "unknown purpose", Good with { Purposes = ["policy", "fun"] }, "product.purpose-unknown /product/purposes/1" },
        { "purpose twice", Good with { Purposes = ["policy", "policy"] }, "product.purpose-twice /product/purposes/1" },
        { "other purpose without text", Good with { Purposes = ["other"] }, "product.other-text-missing /product/otherPurpose" },
        { "text without other purpose", Good with { OtherPurpose = "展会" }, "product.other-text-unused /product/otherPurpose" },
        { "recognition not said", Good with { TakesPartInRecognition = null }, "product.recognition-missing /product/takesPartInRecognition" },
        { "export not said", Good with { Exported = null }, "product.exported-missing /product/exported" },
        { "exported nowhere", Good with { Destinations = null, OtherDestination = null }, "product.destinations-missing /product/destinations" },
        { "unknown destination", Good with { Destinations = ["other", "Mars"] }, "product.destination-unknown /product/destinations/1" },
        { "destination twice", Good with { Destinations = ["other", "other"] }, "product.destination-twice /product/destinations/1" },
        { "other destination without text", Good with { OtherDestination = "" }, "product.other-text-missing /product/otherDestination" },
        { "not exported, yet destinations", Good with { Exported = false, Figures = Figures with { ExportValue = 0 } }, "product.destinations-without-export /product/destinations" },
        { "not exported, yet export value", Good with { Exported = false, Destinations = null, OtherDestination = null }, "product.export-value-without-export /product/figures/exportValue" },
        { "figures of another year", Good with { Figures = Figures with { Year = 2024 } }, "figures.year /product/figures/year" },
        { "no sales", Good with { Figures = Figures with { Sales = null } }, "figures.sales-missing /product/figures/sales" },
        { "negative cost", Good with { Figures = Figures with { TotalCost = -1 } }, "figures.negative /product/figures/totalCost" },
        { "typed in 元", Good with { Figures = Figures with { Sales = 12_000_000_000m } }, "figures.too-large /product/figures/sales" },
        { "finer than 分", Good with { Figures = Figures with { Sales = 1200.1234567m } }, "figures.decimals /product/figures/sales" },
        { "exports above sales", Good with { Figures = Figures with { ExportValue = 1200.51m } }, "figures.export-above-sales /product/figures/exportValue" },
        { "profit above sales", Good with { Figures = Figures with { Profit = 1201 } }, "figures.profit-above-sales /product/figures/profit" },
        { "market share above 100", Good with { Figures = Figures with { MarketShare = 100.01m } }, "figures.market-share /product/figures/marketShare" },
        { "no method", Good with { Contribution = null }, "contribution.method-missing /product/contribution/method" },
        { "no K", Good with { Contribution = Good.Contribution! with { K = null } }, "contribution.k /product/contribution/k" },
        { "index not as computed", Good with { Contribution = Good.Contribution! with { Value = 7.6m } }, "contribution.investment-share /product/contribution/value" },
        { "investment share without cost", Good with { Figures = Figures with { TotalCost = null } }, "contribution.cost-missing /product/figures/totalCost" },
        { "investment share without investment", Good with { Figures = Figures with { IpInvestment = null } }, "contribution.investment-missing /product/figures/ipInvestment" },
        { "increments missing", Good with { Contribution = new() { Method = ContributionMethod.MarketShareAndProfit, Value = 5, ProfitIncrement = 5 } }, "contribution.market-share-increment-missing /product/contribution/marketShareIncrement" },
        { "outside the increments", Good with { Contribution = new() { Method = ContributionMethod.MarketShareAndProfit, Value = 9, MarketShareIncrement = 4, ProfitIncrement = 8 } }, "contribution.outside-increments /product/contribution/value" },
        { "rate missing", Good with { Contribution = new() { Method = ContributionMethod.LicenceRate, Value = 4 } }, "contribution.licence-rate /product/contribution/licenceRate" },
        { "index is not the rate", Good with { Contribution = new() { Method = ContributionMethod.LicenceRate, LicenceRate = 4, Value = 5 } }, "contribution.licence-rate-value /product/contribution/value" },
        { "unusual rate", Good with { Contribution = new() { Method = ContributionMethod.LicenceRate, LicenceRate = 40, Value = 40 } }, "contribution.licence-rate-unusual /product/contribution/licenceRate" },
        { "own calculation unexplained", Good with { Contribution = new() { Method = ContributionMethod.OwnCalculation, Value = 5 } }, "contribution.explanation-missing /product/contribution/explanation" },
        { "no index", Good with { Contribution = new() { Method = ContributionMethod.OwnCalculation, Explanation = "x" } }, "contribution.value-missing /product/contribution/value" },
        { "negative index", Good with { Contribution = new() { Method = ContributionMethod.OwnCalculation, Explanation = "x", Value = -1 } }, "contribution.value /product/contribution/value" },
        { "no recognition wanted", Good with { TakesPartInRecognition = false }, "product.recognition-declined /product/takesPartInRecognition" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WhenOneThingIsWrong_FindsExactlyThat(string what, ProductForm product, string finding)
    {
        _ = what;
        Assert.Equal([finding], FilingSample.Codes(FilingSample.Check(product)));
    }

    [Fact]
    public void Check_WhenAllIsRight_FindsNothing() => Assert.Empty(FilingSample.Check(Good));

    [Fact]
    public void Check_WhenTheFormIsEmpty_FindsEverythingAtOnce() =>
        Assert.Equal(
            ["product.model-missing", "product.category-missing", "product.industry-missing", "product.recognition-missing", "product.exported-missing", "figures.year", "figures.sales-missing", "contribution.method-missing"],
            FilingSample.Check(new ProductForm()).Select(f => f.Code));

    [Fact]
    public void Check_WhenCodesAreInNoCatalog_SaysSo() =>
        Assert.Equal(
            ["product.category-unknown /product/category", "product.industry-unknown /product/industry"],
            FilingSample.Codes(ProductInformation.Check(Good, FilingSample.Facts with { CategoryName = null, IndustryName = null })));

    [Theory]
    [InlineData("60", "800", "100", "7.5")]
    [InlineData("1", "3", "1", "0.3333")]
    [InlineData("2", "3", "1", "0.6667")]
    [InlineData("0", "3", "1", "0")]
    [InlineData("1", "0", "1", null)]
    [InlineData("1", null, "1", null)]
    public void InvestmentShare_IsInvestmentOverCostTimesK(string? investment, string? cost, string? k, string? index)
    {
        var product = Good with { Figures = Figures with { IpInvestment = Number(investment), TotalCost = Number(cost) }, Contribution = Good.Contribution! with { K = Number(k) } };
        Assert.Equal(Number(index), ProductInformation.InvestmentShare(product));
    }

    [Theory]
    [InlineData("0.33")]
    [InlineData("0.333")]
    [InlineData("0.3333")]
    public void Check_WhenTheIndexIsRounded_AcceptsIt(string typed)
    {
        var product = Good with { Figures = Figures with { IpInvestment = 1, TotalCost = 3 }, Contribution = Good.Contribution! with { K = 1, Value = Number(typed) } };
        Assert.Empty(FilingSample.Check(product));
    }

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
