using PatentFunctions.Accounts;
using PatentFunctions.Accounts.Rules;

namespace PatentFunctions.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [Trait("Spec", "ACC-02")]
    [InlineData("Abcdef1!", "")]
    [InlineData("Abcdefghijklmno1!x", "")]
    [InlineData("Abcde1!", "password.length")]
    [InlineData("Abcdefghijklmno1!xy", "password.length")]
    [InlineData("abcdef1!", "password.upper-case")]
    [InlineData("ABCDEF1!", "password.lower-case")]
    [InlineData("Abcdefg!", "password.digit")]
    [InlineData("Abcdefg1", "password.special")]
    [InlineData("Abcd ef1!", "password.character")]
    [InlineData("Abcd密码1!", "password.character")]
    [InlineData("xQiYe9!Ab", "password.contains-username")]
    [InlineData("", "password.missing")]
    [InlineData(null, "password.missing")]
    [InlineData("qiye9", "password.length,password.upper-case,password.special,password.contains-username")]
    public void Check_EveryRule_IsFoundAtOnce(string? password, string codes) =>
        Assert.Equal(codes, string.Join(',', PasswordRules.Check(password, "qiye9").Select(f => f.Code)));

    [Theory]
    [Trait("Spec", "ACC-01")]
    [InlineData("Abcdef1!", "Abcdef1!", "")]
    [InlineData("Abcdef1!", "Abcdef1?", "password-again.different")]
    [InlineData("Abcdef1!", null, "password-again.missing")]
    public void CheckAgain_WhenTypedTwice_MustBeEqual(string password, string? again, string codes) =>
        Assert.Equal(codes, string.Join(',', PasswordRules.Check(password, again, "somebody").Select(f => f.Code)));

    [Fact]
    [Trait("Spec", "ACC-09")]
    public void NewInitial_Always_MeetsTheRules()
    {
        var made = Enumerable.Range(0, 200).Select(_ => Passwords.NewInitial()).ToList();
        Assert.All(made, p => Assert.Empty(PasswordRules.Check(p, null)));
        Assert.Equal(made.Count, made.Distinct().Count());
    }
}
