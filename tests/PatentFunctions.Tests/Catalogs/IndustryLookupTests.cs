using PatentFunctions.Catalogs;

namespace PatentFunctions.Tests.Catalogs;

public sealed class IndustryLookupTests
{
    [Theory]
    [Trait("Spec", "FIL-09")]
    [InlineData("3962", "0107", "智能消费设备制造", "信息通信技术制造业")]
    [InlineData("3921", "0101", "通信设备、雷达及配套设备制造", "信息通信技术制造业")]
    [InlineData("3973", "0104", "电子器件制造", "信息通信技术制造业")]
    public void Match_WhenTheClassIsPatentIntensive_NamesGroupAndSector(string code, string group, string groupName, string sector)
    {
        var match = PatentIntensiveIndustries.Match(code);

        Assert.NotNull(match);
        Assert.Equal((group, groupName, sector), (match.GroupCode, match.GroupName, match.SectorName));
        Assert.Equal(NationalEconomyIndustries.FindClass(code)!.Name, match.Gb4754Name);
    }

    [Theory]
    [Trait("Spec", "FIL-09")]
    [InlineData("0111")]
    [InlineData("3911")]
    [InlineData("396")]
    [InlineData("C")]
    [InlineData("0107")]
    [InlineData("")]
    [InlineData(null)]
    public void Match_WhenTheCodeIsNoPatentIntensiveClass_IsNull(string? code) => Assert.Null(PatentIntensiveIndustries.Match(code));

    [Fact]
    [Trait("Spec", "FIL-09")]
    public void Match_CoversExactlyTheOfficial188Classes()
    {
        Assert.Equal(188, PatentIntensiveIndustries.All.Count);
        Assert.All(PatentIntensiveIndustries.All, match => Assert.NotNull(NationalEconomyIndustries.FindClass(match.Gb4754Code)));
    }

    [Fact]
    [Trait("Spec", "COM-15")]
    public void Strategic2018_LinksAClassToItsEntries()
    {
        var match = Assert.Single(StrategicIndustries.Edition2018.Match("3962"));

        Assert.Equal("2.3.2", match.Entry.Code);
        Assert.False(match.Partial);
        Assert.Equal(4440, StrategicIndustries.Edition2018.Products.Count);
        Assert.Contains(StrategicIndustries.Edition2018.ProductsOf("1.1.1"), product => product.Name == "高端路由器");
    }

    [Fact]
    [Trait("Spec", "COM-15")]
    public void Strategic2018_WhenAGroupIsLinked_HoldsForItsClasses()
    {
        var matches = StrategicIndustries.Edition2018.Match("8411");

        Assert.Contains(matches, match => match.Gb4754Code == "841" && match.Entry.Code == "4.1.5" && match.Partial);
    }

    [Fact]
    [Trait("Spec", "COM-15")]
    public void StrategicIndustry2023_KnowsWholeClassesAndCodedProducts()
    {
        var whole = StrategicIndustries.Industry2023.Match("3962");
        var partial = StrategicIndustries.Industry2023.Match("3919");

        Assert.Contains(whole, match => match.Entry.Code == "8.2.2" && !match.Partial);
        Assert.Contains(partial, match => match.Entry.Code == "1.1.1" && match.Partial);
        Assert.Equal(3798, StrategicIndustries.Industry2023.Products.Count);
        Assert.Equal(57, StrategicIndustries.Industry2023.Products.Count(product => product.IsWholeClass));
        Assert.Empty(StrategicIndustries.Industry2023.Match("9999"));
    }

    [Theory]
    [Trait("Spec", "FIL-05")]
    [InlineData("3919019", ProductNature.Goods)]
    [InlineData("3451", ProductNature.Goods)]
    [InlineData("0111", ProductNature.Goods)]
    [InlineData("0511", ProductNature.Service)]
    [InlineData("4310", ProductNature.Service)]
    [InlineData("4700", ProductNature.Works)]
    [InlineData("6513", ProductNature.Service)]
    [InlineData("7491", ProductNature.Service)]
    [InlineData("C", null)]
    [InlineData("", null)]
    [InlineData("99", null)]
    [InlineData(null, null)]
    public void NatureOf_FollowsTheLeadingDigits(string? code, ProductNature? expected)
    {
        Assert.Equal(expected, StatisticalProducts.NatureOf(code));
        Assert.Equal(expected == ProductNature.Service, StatisticalProducts.IsService(code));
    }

    [Fact]
    [Trait("Spec", "COM-15")]
    public void Products_StandUnderTheirIndustryClass()
    {
        var router = CatalogRegistry.BuiltIn.Get(CatalogIds.Products).Find("3919019");

        Assert.NotNull(router);
        Assert.Equal(("高端路由器", "3919", 5), (router.Name, router.Parent, router.Level));
    }

    [Theory]
    [Trait("Spec", "COM-15")]
    [InlineData("3451", "C")]
    [InlineData("65", "I")]
    [InlineData("0000", null)]
    public void SectionOf_GivesTheLetter(string code, string? expected) =>
        Assert.Equal(expected, NationalEconomyIndustries.SectionOf(code));

    [Theory]
    [Trait("Spec", "UNI-03")]
    [InlineData("3451", true)]
    [InlineData("345", false)]
    [InlineData("C", false)]
    [InlineData("9999", false)]
    public void FindClass_AcceptsFourDigitClassesOnly(string code, bool found) =>
        Assert.Equal(found, NationalEconomyIndustries.FindClass(code) is not null);

    [Theory]
    [Trait("Spec", "FIL-03")]
    [InlineData("US", true)]
    [InlineData("other", true)]
    [InlineData("asia", false)]
    [InlineData("CN", false)]
    [InlineData(null, false)]
    public void IsDestination_IsACountryARegionOrOther(string? code, bool expected) =>
        Assert.Equal(expected, ChoiceLists.IsDestination(code));

    [Fact]
    [Trait("Spec", "FIL-03")]
    public void FilingPurposes_EndWithOther() => Assert.Equal(ChoiceLists.Other, ChoiceLists.FilingPurposes.Entries[^1].Code);
}
