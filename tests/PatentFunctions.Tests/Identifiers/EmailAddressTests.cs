using System.Text.Json;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Identifiers;

[Trait("Spec", "UNI-03")]
public class EmailAddressTests
{
    [Theory]
    [InlineData("zlcp@ppac.org.cn", "zlcp@ppac.org.cn")]
    [InlineData(" Zhang.San+patent@Example.COM ", "zhang.san+patent@example.com")]
    [InlineData("lisi＠１６３．com", "lisi@163.com")]
    [InlineData("a@xn--fiqs8s.xn--fiqs8s", "a@xn--fiqs8s.xn--fiqs8s")]
    [InlineData("123456789@qq.com", "123456789@qq.com")]
    public void TryParse_WhenUsual_GivesLowerCase(string typed, string canonical)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address, out _));
        Assert.Equal(canonical, address.ToString());
        Assert.StartsWith(canonical[..1] + "***@", address.Masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  ", "email.missing")]
    [InlineData("zhangsan.example.com", "email.at")]
    [InlineData("zhang@san@example.com", "email.at")]
    [InlineData("@example.com", "email.local-part")]
    [InlineData(".a@example.com", "email.local-part")]
    [InlineData("a..b@example.com", "email.local-part")]
    [InlineData("zhang san@example.com", "email.local-part")]
    [InlineData("张三@example.com", "email.local-part")]
    [InlineData("a@example", "email.domain")]
    [InlineData("a@-example.com", "email.domain")]
    [InlineData("a@example..com", "email.domain")]
    [InlineData("a@127.0.0.1", "email.domain")]
    [InlineData("a@example.com\n.cn", "email.domain")]
    public void TryParse_WhenRuleIsBroken_NamesIt(string typed, string code)
    {
        Assert.False(EmailAddress.TryParse(typed, out _, out var problem));
        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public void TryParse_WhenTooLong_NamesIt()
    {
        Assert.False(EmailAddress.TryParse(new string('a', 65) + "@example.com", out _, out var problem));
        Assert.Equal("email.length", problem.Code);
    }

    [Fact]
    public void Json_WhenRoundTripped_WritesCanonicalString() =>
        Assert.Equal("\"a@b.cn\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<EmailAddress>("\"A@b.cn\"")));
}
