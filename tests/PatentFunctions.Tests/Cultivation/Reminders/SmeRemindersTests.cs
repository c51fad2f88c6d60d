using Moq;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reminders;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Reminders;

[Trait("Spec", "SME-11")]
public sealed class SmeRemindersTests
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 6, 1);

    [Theory]
    [InlineData("2026-05-01", null)]
    [InlineData("2026-05-02", "2026-20260601-days30")]
    [InlineData("2026-05-24", "2026-20260601-days30")]
    [InlineData("2026-05-25", "2026-20260601-days7")]
    [InlineData("2026-05-30", "2026-20260601-days7")]
    [InlineData("2026-05-31", "2026-20260601-days1")]
    [InlineData("2026-06-01", "2026-20260601-days1")]
    [InlineData("2026-06-02", null)]
    public async Task Timer_OnADay_StartsTheRunWhoseTimeItIs(string day, string? run)
    {
        using var bench = new LibraryBench();
        await bench.NoticeAsync(First, Last);
        bench.Platform.Clock.Set(TestApp.China(day + "T09:00"));
        Assert.Equal(run is null ? [] : ["sme-reminders-" + run], await StartedAsync(bench));

        // A run that is over is not started again, even when its instance has been purged.
        if (run is null) return;
        Assert.Null(await RunAsync(bench, run + "|"));
        Assert.Empty(await StartedAsync(bench));
    }

    [Theory]
    [InlineData("2026-05-20", "7,1")]
    [InlineData("2026-05-31", "1")]
    [InlineData("2026-06-01", "")]
    public void Reminders_OfAShortPeriod_DoNotPrecedeIt(string first, string days) =>
        Assert.Equal(days, string.Join(',', SmeReminder.Of(Notice(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), Last)).Select(r => r.Days)));

    [Fact]
    public async Task Remind_OnlyThoseThatHaveNotHandedIn_OnceForEachReminder()
    {
        using var bench = new LibraryBench();
        await bench.NoticeAsync(First, Last);
        for (var i = 1; i <= 4; i++) await EnterpriseAsync(bench, i);
        await bench.ReportAsync(1);
        await bench.ReportAsync(2, state: ReportState.Returned);
        await bench.PutAsync(AnnualReports.AddressOf(LibraryBench.ReportOf(3)), CaseRows.Record, new AnnualReport(LibraryBench.ReportOf(3), LibraryBench.Unit(3), "企业", "uscc", LibraryBench.Hunan, 2026, "2024", ReportState.Draft, 0, TestPlatform.Start));
        bench.Platform.Clock.Set(TestApp.China("2026-05-03T09:00"));
        for (var repeat = 0; repeat < 2; repeat++) Assert.Null(await RunAsync(bench, "2026-20260601-days30|"));
        Assert.Equal([("u-0003", "29"), ("u-0004", "29")], Sent(bench));

        await bench.ReportAsync(3);
        bench.Platform.Clock.Set(TestApp.China("2026-05-25T09:00"));
        Assert.Null(await RunAsync(bench, "2026-20260601-days7|"));
        Assert.Equal([("u-0003", "29"), ("u-0004", "29"), ("u-0004", "7")], Sent(bench));
        Assert.Equal([NotificationChannel.Sms, NotificationChannel.Mail, NotificationChannel.InApp], TemplateCatalog.Get("sme-report.ending").Channels);
    }

    [Fact]
    public async Task Run_WhenTheEndOfTheNoticeMoves_StopsAndTheRemindersFollow()
    {
        using var bench = new LibraryBench();
        await bench.NoticeAsync(First, Last);
        await EnterpriseAsync(bench, 1);
        bench.Platform.Clock.Set(TestApp.China("2026-05-25T09:00"));
        Assert.Null(await RunAsync(bench, "2026-20260601-days7|"));
        Assert.Single(Sent(bench));

        await bench.NoticeAsync(First, Last.AddDays(30));
        Assert.Null(await RunAsync(bench, "2026-20260601-days7|"));
        Assert.Single(Sent(bench));
        Assert.Empty(await StartedAsync(bench));
        bench.Platform.Clock.Set(TestApp.China("2026-06-01T09:00"));
        Assert.Equal(["sme-reminders-2026-20260701-days30"], await StartedAsync(bench));
        Assert.Null(await RunAsync(bench, "2026-20260701-days30|"));
        Assert.Equal([("u-0001", "7"), ("u-0001", "30")], Sent(bench));

        // Past the end nothing is sent, however late a run comes.
        bench.Platform.Clock.Set(TestApp.China("2026-07-02T00:00"));
        Assert.Null(await RunAsync(bench, "2026-20260701-days1|"));
        Assert.Equal(2, Sent(bench).Count);
    }

    [Fact]
    public async Task Run_KilledAgainAndAgain_ReachesEveryUnitOnce()
    {
        const int Units = 130;
        DyingStore? dying = null;
        using var bench = new LibraryBench(store => dying = new DyingStore(store));
        await bench.NoticeAsync(First, Last);
        for (var i = 1; i <= Units; i++) await EnterpriseAsync(bench, i);
        bench.Platform.Clock.Set(TestApp.China("2026-05-25T09:00"));
        var random = new Random(20260525);
        var (input, kills, slices) = ((string?)"2026-20260601-days7|", 0, new HashSet<string>());
        while (input is not null)
        {
            slices.Add(input);
            var left = kills < 12 ? random.Next(1, 90) : int.MaxValue;
            dying!.BeforeCommit = (_, _) => dying.Dead |= --left == 0;
            try
            {
                input = await RunAsync(bench, input);
            }
            catch (IOException)
            {
                kills++;
            }
            dying.Dead = false;
            dying.BeforeCommit = null;
        }
        bench.Platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.Platform.SweepAsync();
        Assert.True(kills >= 5, $"{kills} kills are too few to prove anything");
        Assert.Equal(3, slices.Count);
        Assert.Equal(Enumerable.Range(1, Units).Select(i => (LibraryBench.Unit(i).Value, "7")), Sent(bench).Order());
    }

    private static async Task<List<string>> StartedAsync(LibraryBench bench)
    {
        var durable = new Mock<DurableTaskClient>("test");
        await bench.Platform.Create<StartSmeReminders>().RunAsync(null!, durable.Object, default);
        return [.. durable.Invocations.Where(i => i.Method.Name.StartsWith("Schedule", StringComparison.Ordinal)).Select(i => i.Arguments.OfType<StartOrchestrationOptions>().Single().InstanceId!)];
    }

    private static Task<string?> RunAsync(LibraryBench bench, string input) => bench.Platform.Create<RemindSmes>().RunAsync(input, bench.Platform.Durable, default);

    private static List<(string Unit, string Days)> Sent(LibraryBench bench) =>
        [.. bench.Notes.Where(n => n.Template == "sme-report.ending").Select(n => (n.To.Unit!.Value.Value, n.Values["days"]))];

    private static Task EnterpriseAsync(LibraryBench bench, int number) =>
        bench.PutAsync(EnterpriseRecords.AddressOf(LibraryBench.Unit(number)), CaseRows.Record, new EnterpriseRecord(LibraryBench.Unit(number), EnterpriseState.Draft, new EnterpriseForm(), TestPlatform.Start));

    private static ReportingNotice Notice(DateOnly first, DateOnly last) => new(2026, "通知", "正文", first, last, 10, "2024", TestPlatform.Start);
}
