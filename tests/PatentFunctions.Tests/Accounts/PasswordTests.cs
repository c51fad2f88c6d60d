using PatentFunctions.Accounts;

namespace PatentFunctions.Tests.Accounts;

public sealed class PasswordTests
{
    private const string Next = "Another1!pw";

    private static object Change(string old, string next, string? again = null) => new { oldPassword = old, password = next, passwordAgain = again ?? next };

    [Fact]
    [Trait("Spec", "ACC-07")]
    public async Task Change_WhenRight_EndsAllOtherSignInsAndSendsANotice()
    {
        await using var host = await AccountsHost.StartAsync();
        var id = new AccountId((await host.RegisterAsync()).Text("account"));
        var (mine, other) = (await host.LoginAsync("qiye2026", AccountsHost.Password), await host.LoginAsync("qiye2026", AccountsHost.Password));
        Assert.Equal(200, (await host.PostAsync("accounts/me/password", Change(AccountsHost.Password, Next), mine.Text("accessToken"))).Status);
        Assert.Equal(200, (await host.GetAsync("accounts/me", mine.Text("accessToken"))).Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", other.Text("accessToken"))).Status);
        Assert.Equal(401, (await host.PostAsync("accounts/tokens", new { refreshToken = other.Text("refreshToken") })).Status);
        Assert.Equal(200, (await host.PostAsync("accounts/tokens", new { refreshToken = mine.Text("refreshToken") })).Status);
        Assert.Single(host.Sent.To(id), r => r.Template == "account.password-changed");
        Assert.Equal(401, (await host.LoginAsync("qiye2026", AccountsHost.Password)).Status);
        Assert.Equal(200, (await host.LoginAsync("qiye2026", Next)).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-02")]
    [Trait("Spec", "ACC-07")]
    public async Task Change_WhenWrong_AnswersEveryFindingAndLocksAfterFiveTries()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var token = await host.TokenAsync("qiye2026");
        Assert.Equal(["password.missing", "password-again.missing", "old-password.missing"], (await host.PostAsync("accounts/me/password", new { }, token)).Codes);
        Assert.Equal(["password.contains-username", "password-again.different", "old-password.wrong"], (await host.PostAsync("accounts/me/password", Change("Wrong0!word", "Xqiye2026!", "other"), token)).Codes);
        for (var i = 2; i <= 4; i++) Assert.Equal(["old-password.wrong"], (await host.PostAsync("accounts/me/password", Change("Wrong0!word", Next), token)).Codes);
        Assert.Equal((429, "login-locked"), await host.PostAsync("accounts/me/password", Change("Wrong0!word", Next), token) is var fifth ? (fifth.Status, fifth.Type) : default);
        Assert.Equal("login-locked", (await host.PostAsync("accounts/me/password", Change(AccountsHost.Password, Next), token)).Type);
    }

    [Fact]
    [Trait("Spec", "ACC-07")]
    public async Task Reset_WhenRight_EndsEverySignInAndALockAndSendsANotice()
    {
        await using var host = await AccountsHost.StartAsync();
        var id = new AccountId((await host.RegisterAsync()).Text("account"));
        var token = await host.TokenAsync("qiye2026");
        for (var i = 0; i < 5; i++) await host.LoginAsync("qiye2026", "Wrong0!word");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var code = await host.CodeAsync("13800000001", "resetPassword");
        var weak = await host.PostAsync("accounts/password-reset", new { phone = "13800000001", smsCode = code, password = "Xqiye2026!", passwordAgain = "Xqiye2026!" });
        Assert.Equal(["password.contains-username"], weak.Codes);
        var form = new { phone = "13800000001", smsCode = code, password = Next, passwordAgain = Next };
        Assert.Equal(204, (await host.PostAsync("accounts/password-reset", form)).Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", token)).Status);
        Assert.Equal(200, (await host.LoginAsync("qiye2026", Next)).Status);
        Assert.Single(host.Sent.To(id), r => r.Template == "account.password-changed");
        Assert.Equal(["sms-code.wrong"], (await host.PostAsync("accounts/password-reset", form)).Codes);
    }

    [Fact]
    [Trait("Spec", "ACC-04")]
    [Trait("Spec", "ACC-07")]
    public async Task Reset_OfANumberWithoutAccount_IsAnsweredLikeAWrongCode()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.AskForCodeAsync("13800000001", "resetPassword");
        await host.AskForCodeAsync("13800000099", "resetPassword");
        for (var i = 0; i < 7; i++)
        {
            var (known, unknown) = (await host.PostAsync("accounts/password-reset", Form("13800000001")), await host.PostAsync("accounts/password-reset", Form("13800000099")));
            Assert.Equal((422, 422), (known.Status, unknown.Status));
            Assert.Equal(["sms-code.wrong"], known.Codes);
            Assert.Equal(known.Body.GetProperty("errors").ToString(), unknown.Body.GetProperty("errors").ToString());
        }

        static object Form(string phone) => new { phone, smsCode = "000006", password = Next, passwordAgain = Next };
    }
}
