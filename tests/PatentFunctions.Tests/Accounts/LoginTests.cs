using Microsoft.AspNetCore.DataProtection.KeyManagement;
using PatentFunctions.Accounts;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Tests.Accounts;

public sealed class LoginTests
{
    [Fact]
    [Trait("Spec", "ACC-05")]
    public async Task Login_UnknownOrWrongPassword_AnswersTheSameUpToTheLock()
    {
        await using var host = await AccountsHost.StartAsync();
        var registered = await host.RegisterAsync("qiye2026");
        for (var i = 1; i <= 7; i++)
        {
            var (known, unknown) = (await host.LoginAsync("qiye2026", "Wrong0!word"), await host.LoginAsync("nobody99", "Wrong0!word"));
            var expected = i < 5 ? (401, "login-failed") : (429, "login-locked");
            Assert.Equal(expected, (known.Status, known.Type));
            Assert.Equal(expected, (unknown.Status, unknown.Type));
            Assert.Equal(known.Text("detail"), unknown.Text("detail"));
            Assert.Equal(known.Raw.Headers.RetryAfter, unknown.Raw.Headers.RetryAfter);
        }
        Assert.Equal("login-locked", (await host.LoginAsync("13800000001", AccountsHost.Password)).Type);
        Assert.Single(host.Sent.To(new AccountId(registered.Text("account"))), r => r.Template == "account.locked");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await host.LoginAsync("qiye2026", AccountsHost.Password)).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-05")]
    public async Task Login_RightPasswordInBetween_StartsTheCountAnew()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++) Assert.Equal(401, (await host.LoginAsync("qiye2026", "Wrong0!word")).Status);
            Assert.Equal(200, (await host.LoginAsync("qiye2026", AccountsHost.Password)).Status);
        }
    }

    [Fact]
    [Trait("Spec", "ACC-05")]
    public async Task Login_ManyWrongAtOnce_NoMoreThanFiveAreLookedAt()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.LoginAsync("qiye2026", "Wrong0!word")));
        Assert.True(answers.Count(a => a.Status == 401) <= 4);
        Assert.Equal("login-locked", (await host.LoginAsync("qiye2026", AccountsHost.Password)).Type);
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    [Trait("Spec", "ACC-05")]
    public async Task Login_WithoutCaptcha_IsRefusedBeforeThePasswordIsLookedAt()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        for (var i = 0; i < 6; i++)
        {
            var answer = await host.PostAsync("accounts/login", new { name = "qiye2026", password = "Wrong0!word", captchaId = "x.y", captchaAnswer = "z" });
            Assert.Equal((422, "captcha-wrong"), (answer.Status, answer.Type));
        }
        Assert.Equal(200, (await host.LoginAsync("qiye2026", AccountsHost.Password)).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-05")]
    public async Task Login_TooOftenFromOneAddress_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync(("Accounts:LoginsPerAddressPerHour", "2"));
        await host.LoginAsync("nobody01", "x");
        await host.LoginAsync("nobody02", "x");
        Assert.Equal("address-too-many", (await host.LoginAsync("nobody03", "x")).Type);
    }

    [Fact]
    [Trait("Spec", "ACC-02")]
    public async Task Login_WhenTheHashIsWeakerThanConfigured_StoresAStrongerOne()
    {
        await using var host = await AccountsHost.StartAsync(("Accounts:PasswordIterations", "2000"));
        var id = new AccountId((await host.RegisterAsync()).Text("account"));
        var store = host.Get<AccountStore>();
        var weak = new Passwords(Microsoft.Extensions.Options.Options.Create(new AccountsOptions { PasswordIterations = 1000 })).Hash(AccountsHost.Password);
        await store.ChangeAsync(id, ActStamp.BySystem(host.Clock, "Test"), host.Get<PatentFunctions.LocalHost.DurableTaskClient>(), a => new AccountChange(a with { PasswordHash = weak }), CancellationToken.None);
        await host.TokenAsync("qiye2026");
        var stronger = (await store.FindAsync(id, CancellationToken.None))!.Value.PasswordHash;
        Assert.NotEqual(weak, stronger);
        await host.TokenAsync("qiye2026");
        Assert.Equal(stronger, (await store.FindAsync(id, CancellationToken.None))!.Value.PasswordHash);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task AccessToken_AfterFifteenMinutes_IsRefusedAndTheRefreshTokenGivesANewPair()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var first = await host.LoginAsync("qiye2026", AccountsHost.Password);
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(15));
        var late = await host.GetAsync("accounts/me", first.Text("accessToken"));
        Assert.Equal((401, "sign-in-required"), (late.Status, late.Type));
        var second = await host.PostAsync("accounts/tokens", new { refreshToken = first.Text("refreshToken") });
        Assert.Equal(200, second.Status);
        Assert.Equal(200, (await host.GetAsync("accounts/me", second.Text("accessToken"))).Status);
        await host.Clock.AdvanceAsync(TimeSpan.FromDays(14));
        Assert.Equal("refresh-refused", (await host.PostAsync("accounts/tokens", new { refreshToken = second.Text("refreshToken") })).Type);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task RefreshToken_UsedTwice_EndsTheFamilyAndTellsTheOwner()
    {
        await using var host = await AccountsHost.StartAsync();
        var id = new AccountId((await host.RegisterAsync()).Text("account"));
        var first = await host.LoginAsync("qiye2026", AccountsHost.Password);
        var other = await host.LoginAsync("qiye2026", AccountsHost.Password);
        var second = await host.PostAsync("accounts/tokens", new { refreshToken = first.Text("refreshToken") });
        var stolen = await host.PostAsync("accounts/tokens", new { refreshToken = first.Text("refreshToken") });
        Assert.Equal((401, "refresh-refused"), (stolen.Status, stolen.Type));
        Assert.Equal(401, (await host.PostAsync("accounts/tokens", new { refreshToken = second.Text("refreshToken") })).Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", second.Text("accessToken"))).Status);
        Assert.Equal(200, (await host.GetAsync("accounts/me", other.Text("accessToken"))).Status);
        Assert.Single(host.Sent.To(id), r => r.Template == "account.sessions-ended");
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task RefreshToken_ManyAtOnce_NoTwoPairsLiveOn()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var first = await host.LoginAsync("qiye2026", AccountsHost.Password);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.PostAsync("accounts/tokens", new { refreshToken = first.Text("refreshToken") })));
        Assert.True(answers.Count(a => a.Status == 200) <= 1);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal(401, a.Status));
        Assert.Equal(401, (await host.GetAsync("accounts/me", first.Text("accessToken"))).Status);
    }

    [Theory]
    [Trait("Spec", "ACC-08")]
    [InlineData("")]
    [InlineData("not a token")]
    [InlineData("QUFBQQ")]
    public async Task Token_WhenForged_IsRefused(string token)
    {
        await using var host = await AccountsHost.StartAsync();
        Assert.Equal(401, (await host.GetAsync("accounts/me", token.Length == 0 ? null : token)).Status);
        Assert.Equal(401, (await host.PostAsync("accounts/tokens", new { refreshToken = token })).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task Token_OfTheOtherKind_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var signedIn = await host.LoginAsync("qiye2026", AccountsHost.Password);
        Assert.Equal(401, (await host.GetAsync("accounts/me", signedIn.Text("refreshToken"))).Status);
        Assert.Equal(401, (await host.PostAsync("accounts/tokens", new { refreshToken = signedIn.Text("accessToken") })).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task Keys_WhenANewOneSigns_TokensOfTheOldOneStayGood()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var before = await host.LoginAsync("qiye2026", AccountsHost.Password);
        var keys = host.Get<IKeyManager>();
        var old = keys.GetAllKeys().Single();
        keys.CreateNewKey(DateTimeOffset.UtcNow.AddSeconds(-1), DateTimeOffset.UtcNow.AddDays(90));
        var after = await host.LoginAsync("qiye2026", AccountsHost.Password);
        Assert.Equal(2, keys.GetAllKeys().Count);
        Assert.False(old.IsRevoked);
        Assert.Equal(200, (await host.GetAsync("accounts/me", before.Text("accessToken"))).Status);
        Assert.Equal(200, (await host.GetAsync("accounts/me", after.Text("accessToken"))).Status);
        Assert.Equal(200, (await host.PostAsync("accounts/tokens", new { refreshToken = before.Text("refreshToken") })).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task Sessions_ListEndAndLogout_WorkOnOnesOwnOnly()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync("qiye2026", "13800000001");
        await host.RegisterAsync("qiye2027", "13800000002");
        var (mine, lost, others) = (await host.TokenAsync("qiye2026"), await host.TokenAsync("qiye2026"), await host.TokenAsync("qiye2027"));
        var sessions = (await host.GetAsync("accounts/me/sessions", mine)).Body;
        Assert.Equal(2, sessions.GetArrayLength());
        var other = sessions.EnumerateArray().Single(s => !s.GetProperty("isThis").GetBoolean()).GetProperty("id").GetString();
        Assert.Equal(404, (await host.SendAsync(HttpMethod.Delete, $"accounts/me/sessions/{other}", token: others)).Status);
        Assert.Equal(204, (await host.SendAsync(HttpMethod.Delete, $"accounts/me/sessions/{other}", token: mine)).Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", lost)).Status);
        Assert.Equal(204, (await host.PostAsync("accounts/logout", token: mine)).Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", mine)).Status);
        Assert.Equal(200, (await host.GetAsync("accounts/me", others)).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task Sessions_MoreThanTen_TheOldestGivesWay()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var first = await host.TokenAsync("qiye2026");
        for (var i = 0; i < 10; i++)
        {
            await host.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
            await host.TokenAsync("qiye2026");
        }
        Assert.Equal(401, (await host.GetAsync("accounts/me", first)).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-08")]
    public async Task Identify_WhenTheSessionEndsElsewhere_IsNoticedWithinFiveSeconds()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var token = await host.TokenAsync("qiye2026");
        var callers = host.Get<ICallerSource>();
        var caller = (await callers.IdentifyAsync(token, CancellationToken.None)).Value;
        // Another instance ends it: straight in the store, past this instance's memory.
        await host.Get<PatentFunctions.Platform.Storage.IRecordStore>().CommitAsync("Accounts", caller.Account.Value, [new PatentFunctions.Platform.Storage.DeleteRecord("session-" + caller.Session)]);
        Assert.Null((await callers.IdentifyAsync(token, CancellationToken.None)).Refusal);
        await host.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.IsType<SignInRequired>((await callers.IdentifyAsync(token, CancellationToken.None)).Refusal);
    }
}
