using System.Globalization;
using System.Text.Json;
using PatentFunctions.Accounts;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.WeeklyMail;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Revitalization.Focus;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Journeys;

/// <summary>The mail of a week to many units, the app killed five times on the way. PATENTFUNCTIONS_WEEKLY_MAIL gives another number of units, e.g. 20000.</summary>
public sealed class WeeklyMailCrash(ITestOutputHelper output)
{
    private const string Start = "2026-11-23T08:00";
    private const string Monday = "2026-11-23T09:00:30";
    private const int Kills = 5;

    private readonly Random random = new(Environment.TickCount);

    [Fact]
    [Trait("Spec", "MAI-01")]
    [Trait("Spec", "COM-02")]
    public async Task Kill_WhileTheWeekIsMailed_EachUnitGetsItsMailOnce()
    {
        var units = int.Parse(Environment.GetEnvironmentVariable("PATENTFUNCTIONS_WEEKLY_MAIL") ?? "300", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("weekly-mail-crash-");
        try
        {
            await using (var server = await StartAsync(folder.FullName)) await SeedAsync(server, units);
            var kills = 0;
            var watch = System.Diagnostics.Stopwatch.StartNew();
            while (true)
            {
                using var app = await ChildApp.StartAsync(folder.FullName, Start);
                try
                {
                    var @operator = await app.SignInAsync("operator");
                    if (kills < Kills) app.KillAfter(TimeSpan.FromMilliseconds(random.Next(100, 600 + (units * 2))));
                    await MoveAsync(@operator, TestApp.China(Monday));
                    if (!app.WillBeKilled) break;
                    await app.WhenKilledAsync();
                }
                catch (Exception e) when (app.WillBeKilled && e is HttpRequestException or IOException or JsonException)
                {
                    await app.WhenKilledAsync();
                }
                kills++;
            }
            await using var after = await StartAsync(folder.FullName);
            await after.Clock.AdvanceToAsync(TestApp.China("2026-11-23T12:00"));
            await AssertAsync(after, units);
            output.WriteLine($"{units} units, killed {kills} times, {watch.Elapsed.TotalSeconds:N0} s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<LocalHostServer> StartAsync(string folder)
    {
        var options = new LocalHostServerOptions { DataFolder = folder, Start = TestApp.China(Start) };
        options.Settings["LocalHost:Synchronous"] = "NORMAL";
        options.Settings["Accounts:PasswordIterations"] = "1000";
        return await LocalHostServer.StartAsync(typeof(App).Assembly, options);
    }

    // Accounts and settings as their acts would have left them.
    private static async Task SeedAsync(LocalHostServer server, int units)
    {
        var (cases, accounts) = (Service<CaseStore>(server), Service<AccountStore>(server));
        var sample = (await accounts.FindAsync(SampleAccounts.IdOf("software"), default))!.Value;
        var stamp = ActStamp.BySystem(Service<TimeProvider>(server), "Seed");
        for (var i = 0; i < units; i++)
        {
            var name = NameOf(i);
            var account = sample with { Id = new AccountId(NewId.Derived("a", "mail", name)), Username = name, Phone = string.Create(CultureInfo.InvariantCulture, $"138{i:00000000}"), Mail = MailOf(i), Unit = UnitOf(i) };
            Assert.Empty(await accounts.CreateAsync(account, new CaseWrite(new CaseAddress("Accounts", account.Id.Value), stamp), null, default));
            var form = new FocusForm { Keywords = ["滚动轴承"], StrategicIndustries = [i % 2 == 0 ? "2.1" : "2.1.5"] };
            var write = new CaseWrite(FocusRecords.AddressOf(UnitOf(i)), stamp).Insert(CaseRows.Record, new FocusRecord(UnitOf(i), form, stamp.When)).Send(ProjectionMessages.Refresh(FocusUnits.ProjectionName));
            await cases.CommitAsync(write, server.Workflows);
        }
        for (var i = 0; i < 25; i++) await FocusBench.RegisterAsync(server, $"一种滚动轴承{i}", "2026-11-20T10:00", new UnitId($"u-university-{i % 9}"));
    }

    private static async Task MoveAsync(TestClient @operator, DateTimeOffset to)
    {
        if ((await @operator.GetAsync("local/clock")).Expect(200).At("now").GetDateTimeOffset() < to) (await @operator.PostAsync("local/clock", new { to })).Expect(200);
    }

    private static async Task AssertAsync(LocalHostServer server, int units)
    {
        var records = Service<IRecordStore>(server);
        Assert.NotNull(await records.FindAsync(WeeklyMailRun.FinishedTable, "runs", "2026-W48", default));
        var mails = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var letter in records.AllAsync<OutboxLetter>(OutboxRecords.Table, new RecordQuery { Partition = OutboxRecords.Partition, RowBefore = "~", Take = RecordLimits.PageRecords }))
        {
            if (letter.Value.Headers?.ContainsKey("List-Unsubscribe") != true) continue;
            mails[letter.Value.To] = mails.GetValueOrDefault(letter.Value.To) + 1;
            Assert.Equal(20, letter.Value.Html!.Split("<li").Length - 1);
        }
        Assert.Equal(units, mails.Count);
        Assert.All(mails, m => Assert.Equal(1, m.Value));
        Assert.Empty((await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery())).Records);
        for (var i = 0; i < units; i += Math.Max(1, units / 50)) Assert.Empty(await Service<CaseStore>(server).VerifyAuditAsync(FocusRecords.AddressOf(UnitOf(i))));
    }

    private static string NameOf(int unit) => string.Create(CultureInfo.InvariantCulture, $"mail{unit:00000}");

    private static string MailOf(int unit) => NameOf(unit) + "@example.com";

    private static UnitId UnitOf(int unit) => new(NewId.Derived("u", "mail", NameOf(unit)));

    private static T Service<T>(LocalHostServer server)
        where T : notnull => (T)server.Services.GetService(typeof(T))!;
}
