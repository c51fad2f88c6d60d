using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Identifiers;

[Trait("Spec", "UNI-03")]
public class MobileNumberTests
{
    [Theory]
    [InlineData("13800000000")]
    [InlineData("+8613800000000")]
    [InlineData("+86 138-0000-0000")]
    [InlineData("0086 138 0000 0000")]
    [InlineData("86-13800000000")]
    [InlineData("(+86)13800000000")]
    [InlineData("１３８００００００００")]
    public void TryParse_WhenTypedInAnyUsualWay_GivesElevenDigits(string typed)
    {
        Assert.True(MobileNumber.TryParse(typed, out var number, out _));
        Assert.Equal(("13800000000", "+8613800000000", "138****0000"), (number.ToString(), number.International, number.Masked));
    }

    [Theory]
    [InlineData("—", "mobile.missing")]
    [InlineData("1380000000a", "mobile.character")]
    [InlineData("1380000000", "mobile.length")]
    [InlineData("138000000000", "mobile.length")]
    [InlineData("12800000000", "mobile.prefix")]
    [InlineData("23800000000", "mobile.prefix")]
    [InlineData("010-62156821", "mobile.prefix")]
    [InlineData("+85291234567", "mobile.character")]
    public void TryParse_WhenRuleIsBroken_NamesIt(string typed, string code)
    {
        Assert.False(MobileNumber.TryParse(typed, out _, out var problem));
        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public void TryParse_WhenAnyMainlandNumber_PassesAndHidesFourDigits() =>
        Prop.ForAll(
            (from second in Gen.Choose(3, 9) from rest in Typo.Text("0123456789", 9) select $"1{second}{rest}").ToArbitrary(),
            typed => MobileNumber.TryParse(typed, out var number, out _) && number.Value == typed && number.Masked == $"{typed[..3]}****{typed[7..]}").QuickCheckThrowOnFailure();

    [Fact]
    public void Json_WhenRoundTripped_WritesCanonicalString() =>
        Assert.Equal("\"13800000000\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<MobileNumber>("\"+86 138 0000 0000\"")));
}
