using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Identifiers;

[Trait("Spec", "UNI-03")]
public class UnifiedSocialCreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("914403001922038216")]
    [InlineData("9144030071526726XG")]
    [InlineData("91330100799655058B")]
    [InlineData("91110108551385082Q")]
    [InlineData("91110000802100433B")]
    [InlineData("91310115398635562J")]
    [InlineData("91350100m000100y43", "91350100M000100Y43")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43")]
    [InlineData(" 9135 0100 M000 100Y 43\u00A0", "91350100M000100Y43")]
    public void TryParse_WhenCheckDigitHolds_GivesCanonicalCode(string typed, string? canonical = null)
    {
        Assert.True(UnifiedSocialCreditCode.TryParse(typed, out var code, out var problem));
        Assert.Null(problem);
        Assert.Equal(canonical ?? typed, code.ToString());
    }

    [Theory]
    [InlineData(null, "uscc.missing")]
    [InlineData("　", "uscc.missing")]
    [InlineData("9135010M000100Y43", "uscc.length")]
    [InlineData("91350100M000100Y433", "uscc.length")]
    [InlineData("91350100M0O0100Y43", "uscc.character")]
    [InlineData("91350100S000100Y43", "uscc.character")]
    [InlineData("91350100-000100Y43", "uscc.character")]
    [InlineData("914403001922038215", "uscc.check-digit")]
    public void TryParse_WhenRuleIsBroken_NamesIt(string? typed, string code)
    {
        Assert.False(UnifiedSocialCreditCode.TryParse(typed, out var value, out var problem));
        Assert.Null(value);
        Assert.Equal(code, problem.Code);
        Assert.NotEmpty(problem.Text);
    }

    [Fact]
    public void TryParse_WhenAnySeventeenCharacters_ExactlyOneCheckCharacterPasses() =>
        Prop.ForAll(Typo.Text(Alphabet, 17).ToArbitrary(), body => Alphabet.Count(check => Passes(body + check)) == 1).QuickCheckThrowOnFailure();

    /// <summary>31 is prime and no weight is a multiple of it, so every single error and every swap of neighbours is found.</summary>
    [Fact]
    public void TryParse_WhenOneCharacterOrTwoNeighboursAreWrong_Refuses() =>
        Prop.ForAll(Valid().ToArbitrary(), code => !Typo.Substitutions(code, Alphabet).Concat(Typo.Transpositions(code)).Any(Passes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_WhenRoundTripped_WritesCanonicalString()
    {
        var code = JsonSerializer.Deserialize<UnifiedSocialCreditCode>("\"91350100m000100y43\"");
        Assert.Equal("\"91350100M000100Y43\"", JsonSerializer.Serialize(code));
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UnifiedSocialCreditCode>("\"914403001922038215\""));
        Assert.Contains("校验码", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UnifiedSocialCreditCode>("914403001922038216"));
    }

    private static Gen<string> Valid() => Typo.Text(Alphabet, 17).Select(body => body + Alphabet.Single(check => Passes(body + check)));

    private static bool Passes(string typed) => UnifiedSocialCreditCode.TryParse(typed, out _, out _);
}
