using PatentFunctions.Accounts;

namespace PatentFunctions.Tests.Accounts;

public sealed class SendSmsCodeTests
{
    private const string Known = "13800000001";
    private const string Unknown = "13800000002";

    [Theory]
    [Trait("Spec", "ACC-04")]
    [InlineData("register", "account.phone-registered", "account.sms-code")]
    [InlineData("bindPhone", "account.phone-registered", "account.sms-code")]
    [InlineData("resetPassword", "account.sms-code", "account.phone-unknown")]
    public async Task Send_RegisteredOrNot_AnswersTheSameAndSendsOneSms(string purpose, string toKnown, string toUnknown)
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync("qiye2026", Known);
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var (known, unknown) = (await host.AskForCodeAsync(Known, purpose), await host.AskForCodeAsync(Unknown, purpose));
        Assert.Equal((202, 202), (known.Status, unknown.Status));
        Assert.Equal(known.Body.ToString(), unknown.Body.ToString());
        Assert.Equal(toKnown, host.Sent.To(Known).Last().Template);
        Assert.Equal([toUnknown], host.Sent.To(Unknown).Select(r => r.Template));
        var (soonKnown, soonUnknown) = (await host.AskForCodeAsync(Known, purpose), await host.AskForCodeAsync(Unknown, purpose));
        Assert.Equal((429, "sms-code-too-soon"), (soonKnown.Status, soonKnown.Type));
        Assert.Equal((429, "sms-code-too-soon"), (soonUnknown.Status, soonUnknown.Type));
    }

    [Fact]
    [Trait("Spec", "ACC-04")]
    public async Task Send_EleventhOfTheDay_IsRefusedUntilMidnight()
    {
        await using var host = await AccountsHost.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(202, (await host.AskForCodeAsync(Unknown, "register")).Status);
            await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        }
        var refused = await host.AskForCodeAsync(Unknown, "register");
        Assert.Equal((429, "sms-codes-used-up"), (refused.Status, refused.Type));
        await host.Clock.AdvanceAsync(refused.Raw.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(202, (await host.AskForCodeAsync(Unknown, "register")).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-04")]
    public async Task Send_ManyAtOnceForOneNumber_SendsOne()
    {
        await using var host = await AccountsHost.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.AskForCodeAsync(Unknown, "register")));
        Assert.Equal(1, answers.Count(a => a.Status == 202));
        Assert.Single(host.Sent.To(Unknown));
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    [Trait("Spec", "ACC-04")]
    public async Task Send_WithoutCaptchaOrTooOftenFromOneAddress_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync(("Accounts:SmsCodesPerAddressPerHour", "3"));
        var wrong = await host.PostAsync("sms-codes", new { phone = Unknown, purpose = "register", captchaId = await host.CaptchaIdAsync(), captchaAnswer = "WRONG" });
        Assert.Equal((422, "captcha-wrong"), (wrong.Status, wrong.Type));
        Assert.Equal(["mobile.prefix"], (await host.AskForCodeAsync("12800000001", "register")).Codes);
        Assert.Equal(202, (await host.AskForCodeAsync("13800000011", "register")).Status);
        Assert.Equal(202, (await host.AskForCodeAsync("13800000012", "register")).Status);
        var refused = await host.AskForCodeAsync("13800000013", "register");
        Assert.Equal((429, "address-too-many"), (refused.Status, refused.Type));
        Assert.Empty(host.Sent.To("13800000013"));
    }

    [Fact]
    [Trait("Spec", "ACC-04")]
    public async Task Code_AfterFiveWrongTriesOrFiveMinutesOrAnotherPurpose_IsDead()
    {
        await using var host = await AccountsHost.StartAsync();
        var desk = host.Get<SmsCodeDesk>();
        async Task<bool> RightAsync(string phone, string code, SmsPurpose purpose = SmsPurpose.Register) => await desk.IsRightAsync(phone, purpose, code, CancellationToken.None);

        var code = await host.CodeAsync(Unknown, "register");
        var wrong = code == "000000" ? "000001" : "000000";
        Assert.False(await RightAsync(Unknown, code, SmsPurpose.ResetPassword));
        for (var i = 0; i < 4; i++) Assert.False(await RightAsync(Unknown, wrong));
        Assert.True(await RightAsync(Unknown, code));
        Assert.False(await RightAsync(Unknown, wrong));
        Assert.False(await RightAsync(Unknown, code));

        var second = await host.CodeAsync("13800000003", "register");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.False(await RightAsync("13800000003", second));

        var third = await host.CodeAsync("13800000004", "register");
        var uses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => desk.TryUseAsync("13800000004", SmsPurpose.Register, third, CancellationToken.None))));
        Assert.Equal(1, uses.Count(u => u));
    }
}
