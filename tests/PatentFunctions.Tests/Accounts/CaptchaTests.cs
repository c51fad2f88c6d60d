using PatentFunctions.Accounts.Captchas;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Accounts;

public sealed class CaptchaTests
{
    [Fact]
    [Trait("Spec", "ACC-03")]
    public async Task Issue_Always_AnswersAPictureAndNeverTheText()
    {
        await using var host = await AccountsHost.StartAsync(("Accounts:FixedCaptchaAnswer", null));
        var issued = await host.PostAsync("captchas");
        Assert.Equal(200, issued.Status);
        Assert.True(issued.Raw.Headers.CacheControl!.NoStore);
        var png = Convert.FromBase64String(issued.Text("image")["data:image/png;base64,".Length..]);
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png.AsSpan(0, 8)));
        var (partition, row) = (issued.Text("id").Split('.')[0], issued.Text("id").Split('.')[1]);
        var waiting = await host.Get<IRecordStore>().FindAsync<WaitingCaptcha>("Captchas", partition, row);
        Assert.Equal(5, waiting!.Value.Answer.Length);
        Assert.All(waiting.Value.Answer, c => Assert.Contains(c, CaptchaGlyphs.Alphabet));
        Assert.Equal(["expiresAt", "id", "image"], issued.Body.EnumerateObject().Select(p => p.Name).Order());
        Assert.DoesNotContain(waiting.Value.Answer, issued.Text("id"), StringComparison.OrdinalIgnoreCase);
        Assert.True(await host.Get<CaptchaDesk>().TryUseAsync(issued.Text("id"), ' ' + waiting.Value.Answer.ToLowerInvariant() + ' ', CancellationToken.None));
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    public async Task TryUse_RightOrWrong_IsUsedUp()
    {
        await using var host = await AccountsHost.StartAsync();
        var desk = host.Get<CaptchaDesk>();
        var (right, wrong) = (await host.CaptchaIdAsync(), await host.CaptchaIdAsync());
        Assert.True(await desk.TryUseAsync(right, AccountsHost.Captcha, CancellationToken.None));
        Assert.False(await desk.TryUseAsync(right, AccountsHost.Captcha, CancellationToken.None));
        Assert.False(await desk.TryUseAsync(wrong, "WRONG", CancellationToken.None));
        Assert.False(await desk.TryUseAsync(wrong, AccountsHost.Captcha, CancellationToken.None));
        Assert.False(await desk.TryUseAsync("../x.y#", AccountsHost.Captcha, CancellationToken.None));
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    public async Task TryUse_ManyAtOnce_OneCounts()
    {
        await using var host = await AccountsHost.StartAsync();
        var id = await host.CaptchaIdAsync();
        var uses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.Get<CaptchaDesk>().TryUseAsync(id, AccountsHost.Captcha, CancellationToken.None))));
        Assert.Equal(1, uses.Count(u => u));
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    public async Task TryUse_AfterFiveMinutes_IsTooLateAndTheSweepRemovesIt()
    {
        await using var host = await AccountsHost.StartAsync();
        var id = await host.CaptchaIdAsync();
        var forgotten = await host.CaptchaIdAsync();
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.False(await host.Get<CaptchaDesk>().TryUseAsync(id, AccountsHost.Captcha, CancellationToken.None));
        Assert.NotNull(await RowAsync(host, forgotten));
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Null(await RowAsync(host, forgotten));
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    public async Task Issue_TooOftenFromOneAddress_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync(("Accounts:CaptchasPerAddressPerHour", "2"), ("Accounts:BehindFrontEnd", "true"));
        async Task<Answer> AskAsync(string address) => await host.SendAsync(HttpMethod.Post, "captchas", forwardedFor: address);
        Assert.Equal(200, (await AskAsync("203.0.113.5:1234")).Status);
        Assert.Equal(200, (await AskAsync("9.9.9.9, 203.0.113.5:4321")).Status);
        var refused = await AskAsync("8.8.8.8, 203.0.113.5");
        Assert.Equal((429, "address-too-many"), (refused.Status, refused.Type));
        Assert.Equal(3600, refused.Raw.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(200, (await AskAsync("203.0.113.6:1")).Status);
        Assert.Equal(200, (await AskAsync("[2001:db8:1:2::1]:5")).Status);
        Assert.Equal(200, (await AskAsync("2001:db8:1:2:ffff::2")).Status);
        Assert.Equal(429, (await AskAsync("2001:db8:1:2::3")).Status);
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(200, (await AskAsync("203.0.113.5:1234")).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-03")]
    public void Draw_EveryCharacter_LeavesInkOfItsOwn()
    {
        var pictures = CaptchaGlyphs.Alphabet.Select(c => Convert.ToBase64String(CaptchaImage.Draw(c.ToString(), new Random(1)))).ToList();
        Assert.Equal(CaptchaGlyphs.Alphabet.Length, pictures.Distinct().Count());
        if (Environment.GetEnvironmentVariable("CAPTCHA_SAMPLES") is { } folder)
        {
            for (var i = 0; i < 4; i++) File.WriteAllBytes(Path.Combine(folder, $"captcha{i}.png"), CaptchaImage.Draw(CaptchaGlyphs.Alphabet.Substring(i * 5 % 15, 5), new Random(i)));
        }
    }

    private static Task<StoredRecord?> RowAsync(AccountsHost host, string id) => host.Get<IRecordStore>().FindAsync("Captchas", id.Split('.')[0], id.Split('.')[1]);
}
