using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Identifiers;

[Trait("Spec", "PAT-02")]
public class PatentNumberTests
{
    [Theory]
    [InlineData("200410009081.8", PatentType.Invention, 2004)]
    [InlineData("99117225.6", PatentType.Invention, 1999)]
    [InlineData("03121504.1", PatentType.Invention, 2003)]
    [InlineData("00114081.7", PatentType.Invention, 2000)]
    [InlineData("03101340.6", PatentType.Invention, 2003)]
    [InlineData("200410074061.9", PatentType.Invention, 2004)]
    [InlineData("201080027129.1", PatentType.Invention, 2010)]
    [InlineData("200910307183.0", PatentType.Invention, 2009)]
    [InlineData("201310438970.5", PatentType.Invention, 2013)]
    [InlineData("200910005664.6", PatentType.Invention, 2009)]
    [InlineData("201710117081.7", PatentType.Invention, 2017)]
    [InlineData("201510958772.0", PatentType.Invention, 2015)]
    [InlineData("200510096239.4", PatentType.Invention, 2005)]
    [InlineData("201811564288.X", PatentType.Invention, 2018)]
    [InlineData("201910603565.1", PatentType.Invention, 2019)]
    [InlineData("201910699568.X", PatentType.Invention, 2019)]
    [InlineData("202011100067.4", PatentType.Invention, 2020)]
    [InlineData("201420577511.5", PatentType.UtilityModel, 2014)]
    public void TryParse_WhenCheckDigitHolds_ReadsTypeAndYear(string typed, PatentType type, int year)
    {
        Assert.True(PatentNumber.TryParse(typed, out var number, out _));
        Assert.Equal((typed, type, year), (number.Value, number.Type, number.Year));
    }

    [Theory]
    [InlineData("ZL201811564288.X")]
    [InlineData("zl201811564288x")]
    [InlineData("CN201811564288.x")]
    [InlineData("ZL 2018 1 1564288.X")]
    [InlineData("ＺＬ２０１８１１５６４２８８．Ｘ")]
    [InlineData("ZL.201811564288.X")]
    [InlineData("201811564288。X")]
    [InlineData("201811564288X")]
    public void TryParse_WhenTypedInAnyUsualWay_GivesOneCanonicalForm(string typed)
    {
        Assert.True(PatentNumber.TryParse(typed, out var number, out _));
        Assert.Equal("201811564288.X", number.ToString());
        Assert.Equal("ZL201811564288.X", number.Granted);
    }

    [Theory]
    [InlineData(null, "patent-number.missing")]
    [InlineData("CN112244877A", "patent-number.publication-number")]
    [InlineData("CN1534936A", "patent-number.publication-number")]
    [InlineData("CN204104194U", "patent-number.publication-number")]
    [InlineData("ZL", "patent-number.character")]
    [InlineData("US201811564288.X", "patent-number.character")]
    [InlineData("20181156428八.X", "patent-number.character")]
    [InlineData("201811564288", "patent-number.check-digit-missing")]
    [InlineData("ZL99117225", "patent-number.check-digit-missing")]
    [InlineData("2018115642.X", "patent-number.length")]
    [InlineData("200011564288.1", "patent-number.year")]
    [InlineData("50117225.6", "patent-number.year")]
    [InlineData("201841564288.1", "patent-number.type")]
    [InlineData("99417225.6", "patent-number.type")]
    [InlineData("CN200410009048.6", "patent-number.check-digit")]
    public void TryParse_WhenRuleIsBroken_NamesIt(string? typed, string code)
    {
        Assert.False(PatentNumber.TryParse(typed, out _, out var problem));
        Assert.Equal(code, problem.Code);
    }

    [Theory]
    [InlineData('1', PatentType.Invention, false)]
    [InlineData('2', PatentType.UtilityModel, false)]
    [InlineData('3', PatentType.Design, false)]
    [InlineData('8', PatentType.Invention, true)]
    [InlineData('9', PatentType.UtilityModel, true)]
    public void TryParse_WhenTypeDigitIs_GivesType(char digit, PatentType type, bool pct)
    {
        foreach (var body in new[] { $"2020{digit}1234567", $"99{digit}12345" })
        {
            Assert.True(PatentNumber.TryParse(WithCheck(body), out var number, out _));
            Assert.Equal((type, pct), (number.Type, number.IsPct));
        }
    }

    [Fact]
    public void TryParse_WhenAnyBody_ExactlyOneCheckDigitPasses() =>
        Prop.ForAll(Bodies().ToArbitrary(), body => "0123456789X".Count(check => Passes($"{body}.{check}")) == 1).QuickCheckThrowOnFailure();

    /// <summary>11 is prime and no weight is a multiple of it; the weights of neighbours differ, so swaps are found too.</summary>
    [Fact]
    public void TryParse_WhenOneCharacterOrTwoNeighboursAreWrong_Refuses() =>
        Prop.ForAll(Bodies().Select(WithCheck).ToArbitrary(), number => !Typo.Substitutions(number, "0123456789").Concat(Typo.Transpositions(number)).Any(Passes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_WhenRoundTripped_WritesCanonicalString() =>
        Assert.Equal("\"202011100067.4\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<PatentNumber>("\"ZL2020111000674\"")));

    private static Gen<string> Bodies() => Gen.OneOf(
        from year in Gen.Choose(2003, 2040) from type in Gen.Elements('1', '2', '3', '8', '9') from serial in Typo.Text("0123456789", 7) select $"{year}{type}{serial}",
        from year in Gen.Elements("85", "92", "99", "00", "03") from type in Gen.Elements('1', '2', '3', '8', '9') from serial in Typo.Text("0123456789", 5) select $"{year}{type}{serial}");

    private static string WithCheck(string body) => "0123456789X".Select(check => $"{body}.{check}").Single(Passes);

    private static bool Passes(string typed) => PatentNumber.TryParse(typed, out _, out _);
}
