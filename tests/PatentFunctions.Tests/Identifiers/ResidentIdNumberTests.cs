using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Identifiers;

[Trait("Spec", "UNI-03")]
public class ResidentIdNumberTests
{
    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", "110105********002X")]
    [InlineData("11010519491231002x", "1949-12-31", "110105********002X")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", "1949-12-31", "110105********002X")]
    [InlineData("440524188001010014", "1880-01-01", "440524********0014")]
    [InlineData("110101198707070007", "1987-07-07", "110101********0007")]
    public void TryParse_WhenCheckDigitHolds_GivesBirthDateAndMask(string typed, string birthDate, string masked)
    {
        Assert.True(ResidentIdNumber.TryParse(typed, out var number, out _));
        Assert.Equal(DateOnly.ParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture), number.BirthDate);
        Assert.Equal(masked, number.Masked);
    }

    [Theory]
    [InlineData("", "resident-id.missing")]
    [InlineData("110105491231002", "resident-id.length")]
    [InlineData("1101051949123100２3X", "resident-id.length")]
    [InlineData("1101051949A231002X", "resident-id.character")]
    [InlineData("11010519491231002A", "resident-id.character")]
    [InlineData("110105194902300026", "resident-id.birth-date")]
    [InlineData("110105190002290022", "resident-id.birth-date")]
    [InlineData("110105000001010022", "resident-id.birth-date")]
    [InlineData("110101198001010001", "resident-id.check-digit")]
    [InlineData("110101198502020002", "resident-id.check-digit")]
    [InlineData("110101198808080008", "resident-id.check-digit")]
    public void TryParse_WhenRuleIsBroken_NamesIt(string typed, string code)
    {
        Assert.False(ResidentIdNumber.TryParse(typed, out _, out var problem));
        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public void TryParse_WhenAnySeventeenDigits_ExactlyOneCheckCharacterPasses() =>
        Prop.ForAll(Bodies().ToArbitrary(), body => "0123456789X".Count(check => Passes(body + check)) == 1).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_WhenOneCharacterOrTwoNeighboursAreWrong_Refuses() =>
        Prop.ForAll(
            Bodies().Select(body => body + "0123456789X".Single(check => Passes(body + check))).ToArbitrary(),
            number => !Typo.Substitutions(number, "0123456789X").Concat(Typo.Transpositions(number)).Any(Passes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_WhenRoundTripped_WritesCanonicalString() =>
        Assert.Equal("\"11010519491231002X\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<ResidentIdNumber>("\"11010519491231002x\"")));

    private static Gen<string> Bodies() =>
        from region in Typo.Text("0123456789", 6)
        from day in Gen.Choose(0, 45000)
        from sequence in Typo.Text("0123456789", 3)
        select region + new DateOnly(1900, 1, 1).AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + sequence;

    private static bool Passes(string typed) => ResidentIdNumber.TryParse(typed, out _, out _);
}
