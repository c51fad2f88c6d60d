using PatentFunctions.Accounts;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.WeeklyMail;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Revitalization.Focus;

namespace PatentFunctions.Tests.Revitalization.WeeklyMail;

/// <summary>The weekly mail on the embedded host, Mondays passing.</summary>
[Trait("Spec", "MAI-01")]
public sealed class WeeklyMailTests
{
    private static readonly object Bearings = new { strategicIndustries = new[] { "2.1.5" }, keywords = new[] { "滚动轴承" } };

    [Theory]
    [InlineData("2026-11-23T09:00", "2026-W48", "2026-11-23T09:00")]
    [InlineData("2026-11-23T08:59", "2026-W47", "2026-11-16T09:00")]
    [InlineData("2026-11-29T23:00", "2026-W48", "2026-11-23T09:00")]
    [InlineData("2026-12-28T09:00", "2026-W53", "2026-12-28T09:00")]
    [InlineData("2027-01-03T12:00", "2026-W53", "2026-12-28T09:00")]
    [InlineData("2027-01-04T09:00", "2027-W01", "2027-01-04T09:00")]
    public void Week_IsThatOfIsoAndBelongsToItsMonday(string now, string run, string until)
    {
        var week = MailWeek.Due(TestApp.China(now));
        Assert.Equal((run, "weekly-mail-" + run, TestApp.China(until)), (week.Run, week.InstanceId, week.Until));
        Assert.Equal(week, MailWeek.Parse(run));
    }

    [Theory]
    [InlineData(null, "2026-11-16T09:00")]
    [InlineData("2026-11-16T09:00", "2026-11-16T09:00")]
    [InlineData("2026-11-02T09:00", "2026-11-02T09:00")]
    [InlineData("2026-01-05T09:00", "2026-09-28T09:00")]
    public void Since_IsTheLastMail_AWeekAtFirst_NeverLongerThanTheWindow(string? told, string since) =>
        Assert.Equal(TestApp.China(since), UnitMails.SinceOf(told is null ? null : new ToldUntil(TestApp.China(told)), new MailWeek(2026, 48)));

    [Fact]
    public async Task Mail_OnMonday_TellsWhatIsNewWithReasonAndLink_NothingNewNoMail_EachThingOnce()
    {
        await using var app = await FocusBench.StartAsync("2026-11-19T10:00");
        (await (await app.SignInAsync("bearing")).PutAsync("focus", Bearings, null)).Expect(200);
        (await (await app.SignInAsync("medical")).PutAsync("focus", new { keywords = new[] { "疫苗" } }, null)).Expect(200);
        await FocusBench.RegisterAsync(app.Server, "上月登记的滚动轴承", "2026-10-20T10:00");
        var id = await FocusBench.RegisterAsync(app.Server, "一种高速滚动轴承 <b>&");

        await app.MoveToAsync("2026-11-23T08:59");
        Assert.Empty(await MailsAsync(app));
        await app.MoveToAsync("2026-11-23T09:10");
        var mail = Assert.Single(await MailsAsync(app));
        Assert.Equal(("bearing@sample.test", "本周新匹配到1件可转化专利"), (mail.To, mail.Subject));
        foreach (var part in new[] { "一种高速滚动轴承", "示例大学", "匹配理由：", "专利名称中有关键词“滚动轴承”" }) Assert.Contains(part, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"http://localhost:7071/resources/{id}", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"http://localhost:7071/resources/{id}\">一种高速滚动轴承 &lt;b&gt;&amp;</a>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("上月登记", mail.Text, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers!["List-Unsubscribe-Post"]);
        Assert.Matches("^<http://localhost:7071/api/public/weekly-mail/[A-Za-z0-9_-]+>$", mail.Headers["List-Unsubscribe"]);

        // A week without anything new brings no mail, and what was told is told once.
        await app.MoveToAsync("2026-11-30T09:10");
        Assert.Single(await MailsAsync(app));
        await FocusBench.RegisterAsync(app.Server, "圆锥滚动轴承");
        await app.MoveToAsync("2026-12-07T09:10");
        var mails = await MailsAsync(app);
        Assert.Equal(2, mails.Count);
        Assert.Contains("圆锥滚动轴承", mails[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("高速", mails[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_TellsOfTwentyAtMost_NoUniversityFillsIt()
    {
        await using var app = await FocusBench.StartAsync("2026-11-19T10:00");
        (await (await app.SignInAsync("bearing")).PutAsync("focus", Bearings, null)).Expect(200);
        for (var i = 0; i < 30; i++) await FocusBench.RegisterAsync(app.Server, $"滚动轴承{i}", university: i < 12 ? null : new UnitId($"u-university-{i}"));
        await app.MoveToAsync("2026-11-23T09:10");
        var mail = Assert.Single(await MailsAsync(app));
        Assert.Equal(20, mail.Html!.Split("<li").Length - 1);
        Assert.Equal(6, mail.Text.Split("示例大学").Length - 1);
    }

    [Fact]
    [Trait("Spec", "ACC-12")]
    public async Task Unsubscribe_ByPostOfItsLinkAlone_EndsTheMail_LookingDoesNot()
    {
        await using var app = await FocusBench.StartAsync("2026-11-19T10:00");
        (await (await app.SignInAsync("bearing")).PutAsync("focus", Bearings, null)).Expect(200);
        await FocusBench.RegisterAsync(app.Server, "一种高速滚动轴承");
        await app.MoveToAsync("2026-11-23T09:10");
        var path = new Uri(Assert.Single(await MailsAsync(app)).Headers!["List-Unsubscribe"].Trim('<', '>')).AbsolutePath["/api/".Length..];
        var anybody = app.Anybody();

        var page = (await anybody.GetAsync(path)).Expect(200);
        Assert.Equal("text/html", page.MediaType);
        Assert.Contains("<form method=\"post\">", System.Text.Encoding.UTF8.GetString(page.Bytes), StringComparison.Ordinal);
        foreach (var forged in new[] { "nothing", path.Split('/')[^1][..^4] + "AAAA" }) Assert.Equal(404, (await anybody.PostAsync("public/weekly-mail/" + forged)).Status);
        Assert.True(await IsOnAsync(app));

        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await anybody.SendAsync(HttpMethod.Post, path, oneClick)).Expect(200);
        using var again = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await anybody.SendAsync(HttpMethod.Post, path, again)).Expect(200);
        Assert.False(await IsOnAsync(app));
        await FocusBench.RegisterAsync(app.Server, "圆锥滚动轴承");
        await app.MoveToAsync("2026-11-30T09:10");
        Assert.Single(await MailsAsync(app));
    }

    [Fact]
    public async Task Mail_ThatBounced_IsNotSentThereAgain()
    {
        await using var app = await FocusBench.StartAsync("2026-11-19T10:00");
        await app.Service<AccountStore>().ChangeAsync(
            SampleAccounts.IdOf("bearing"), ActStamp.BySystem(app.Service<TimeProvider>(), "Test"), app.Server.Workflows,
            a => new AccountChange(a with { Mail = "bounce@test.invalid" }), default);
        (await (await app.SignInAsync("bearing")).PutAsync("focus", Bearings, null)).Expect(200);
        await FocusBench.RegisterAsync(app.Server, "一种高速滚动轴承");
        await app.MoveToAsync("2026-11-23T09:30");
        Assert.Single(await MailsAsync(app));
        await FocusBench.RegisterAsync(app.Server, "圆锥滚动轴承");
        await app.MoveToAsync("2026-11-30T09:30");
        Assert.Single(await MailsAsync(app));
    }

    [Fact]
    public async Task Run_OfAWeek_IsStartedOnce_AMissedMondayIsMadeUpFor()
    {
        await using var app = await FocusBench.StartAsync("2026-11-24T10:00");
        (await (await app.SignInAsync("bearing")).PutAsync("focus", Bearings, null)).Expect(200);
        await FocusBench.RegisterAsync(app.Server, "一种高速滚动轴承", "2026-11-20T10:00");
        await app.MoveToAsync("2026-11-25T09:10");
        Assert.Single(await MailsAsync(app));
        var run = (await app.Service<IRecordStore>().FindAsync<WeeklyMailRun>(WeeklyMailRun.Table, "2026-W48", "case", default))!.Value;
        Assert.Equal((1, 1), (run.Units, run.Slices));
        await app.MoveToAsync("2026-11-29T10:00");
        Assert.Single(await MailsAsync(app));
        Assert.NotNull(await app.Service<IRecordStore>().FindAsync<SentWeeklyMail>(FocusRecords.Table, SampleAccounts.UnitOf("91320102MA9X00011U").Value, "mail-2026-W48", default));
    }

    private static async Task<bool> IsOnAsync(TestApp app)
    {
        var preferences = (await (await app.SignInAsync("bearing")).GetAsync("accounts/me/preferences")).Expect(200);
        return preferences.Items("switches").Single(s => s.GetProperty("kind").GetString() == "weekly" && s.GetProperty("channel").GetString() == "mail").GetProperty("on").GetBoolean();
    }

    private static async Task<IReadOnlyList<OutboxLetter>> MailsAsync(TestApp app) =>
        [.. (await OutboxRecords.ListAsync(app.Service<IRecordStore>(), null, null, 1000, default)).Where(l => l.Headers?.ContainsKey("List-Unsubscribe") == true)];
}
