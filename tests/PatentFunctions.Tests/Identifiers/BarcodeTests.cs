using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Identifiers;

[Trait("Spec", "FIL-03")]
public class BarcodeTests
{
    [Theory]
    [InlineData("6901234567892")]
    [InlineData("4006381333931")]
    [InlineData("5901234123457")]
    [InlineData("690 1234 567892", "6901234567892")]
    [InlineData("６９０１２３４５６７８９２", "6901234567892")]
    public void TryParse_WhenCheckDigitHolds_GivesCanonicalCode(string typed, string? canonical = null)
    {
        Assert.True(Barcode.TryParse(typed, out var code, out _));
        Assert.Equal(canonical ?? typed, code.Value);
    }

    [Theory]
    [InlineData("", "barcode.missing")]
    [InlineData("690123456789A", "barcode.character")]
    [InlineData("96385074", "barcode.length")]
    [InlineData("690123456789", "barcode.length")]
    [InlineData("6901234567891", "barcode.check-digit")]
    public void TryParse_WhenRuleIsBroken_NamesIt(string typed, string code)
    {
        Assert.False(Barcode.TryParse(typed, out _, out var problem));
        Assert.Equal(code, problem.Code);
    }

    /// <summary>The weights 1 and 3 find every single error; of the swaps they miss those of digits that differ by 5.</summary>
    [Fact]
    public void TryParse_WhenOneDigitOrTwoNeighboursAreWrong_RefusesWhatTheAlgorithmCanSee() =>
        Prop.ForAll(Typo.Text("0123456789", 12).Select(body => "0123456789".Select(check => body + check).Single(Passes)).ToArbitrary(), code =>
            !Typo.Substitutions(code, "0123456789").Any(Passes)
            && Enumerable.Range(0, 12).All(i => code[i] == code[i + 1]
                || Passes(code[..i] + code[i + 1] + code[i] + code[(i + 2)..]) == (Math.Abs(code[i] - code[i + 1]) == 5))).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_WhenRoundTripped_WritesCanonicalString() =>
        Assert.Equal("\"6901234567892\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<Barcode>("\" 6901234567892\"")));

    private static bool Passes(string typed) => Barcode.TryParse(typed, out _, out _);
}
