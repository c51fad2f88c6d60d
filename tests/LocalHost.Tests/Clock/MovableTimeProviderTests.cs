using System.Diagnostics;
using LocalHost.Tests.Engine;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Clock;

public sealed class MovableTimeProviderTests
{
    [Fact]
    public async Task Advance_FiresDurableTimersAndSchedulesInTheOrderOfTheirTimes()
    {
        await using var host = await Host.StartAsync(typeof(Clockwork));
        await host.RunAsync("Sleep", new[] { 90, 35 });
        await host.RunAsync("Sleep", new[] { 61 });
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(150));

        Assert.Equal(
            [
                "timer 02:00 past due: False", "woke after 61 at 02:01", "woke after 90 at 02:30",
                "timer 03:00 past due: False", "woke after 35 at 03:05",
            ],
            host.Journal().Lines);
        Assert.Equal(Host.Monday.AddMinutes(150), host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Advance_OverTenWeeks_TakesMilliseconds()
    {
        await using var host = await Host.StartAsync(typeof(EventFunctions));
        var id = await host.RunAsync("KeptWait");
        var watch = Stopwatch.StartNew();
        await host.Clock.AdvanceAsync(TimeSpan.FromDays(70));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        await host.RaiseAsync(id, "word", "x");

        Assert.Equal("70 reminders, x", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Schedules_MissedWhileTheHostWasDown_LeadToOneLateCall()
    {
        using var folder = new TemporaryFolder();
        await using (await StartAsync(folder, scale: 0))
        {
        }

        // The stored clock runs on while the host is down; here the schedule is moved into the past instead of waiting.
        await using (var host = await StartAsync(folder, scale: 0))
        {
            await host.Engine().Store.WriteAsync(writer =>
            {
                writer.SaveSchedule("Hourly", "0 0 * * * *", 0, Host.Monday.AddHours(-5).UtcTicks, 0);
                return true;
            });
        }

        await using (var host = await StartAsync(folder, scale: 0))
        {
            await host.Clock.AdvanceAsync(TimeSpan.Zero);
            Assert.Equal(["timer 01:00 past due: True"], host.Journal().Lines);
            await host.Clock.AdvanceAsync(TimeSpan.FromHours(1));
            Assert.Equal("timer 02:00 past due: False", host.Journal().Lines[^1]);
        }
    }

    [Fact]
    public async Task Scale_MakesTimersComeSooner()
    {
        await using var host = await Host.StartAsync(new LocalHostServerOptions { FunctionTypes = [typeof(Clockwork)], ClockScale = 100_000 });
        var id = await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Sleep", new[] { 600 });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await host.Workflows.WaitForInstanceCompletionAsync(id, patience.Token);

        Assert.True(host.Clock.GetUtcNow() >= Host.Monday.AddMinutes(600));
    }

    [Fact]
    public async Task DelaysAndTimeouts_FollowTheClock()
    {
        using var clock = new MovableTimeProvider(Host.Monday, scale: 0);
        var delay = Task.Delay(TimeSpan.FromHours(2), clock);
        using var timeout = new CancellationTokenSource(TimeSpan.FromHours(1), clock);
        var ticks = 0;
        await using var timer = clock.CreateTimer(_ => ticks++, null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
        await clock.AdvanceAsync(TimeSpan.FromMinutes(90));

        Assert.False(delay.IsCompleted);
        Assert.True(timeout.IsCancellationRequested);
        Assert.Equal(9, ticks);
        await clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        await delay;
        Assert.Equal(TimeSpan.FromHours(2), clock.GetElapsedTime(Host.Monday.Ticks));
    }

    [Fact]
    public async Task Advance_BackInTime_IsRefused()
    {
        using var clock = new MovableTimeProvider(Host.Monday, scale: 0);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => clock.AdvanceToAsync(Host.Monday.AddSeconds(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => clock.AdvanceAsync(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void Restore_GoesOnWhereTheClockWouldBeAndNeverBack()
    {
        var stored = StoredClock.Write(Host.Monday.AddDays(30), Host.Monday, 10);
        using var later = StoredClock.Restore(stored, Host.Monday.AddHours(1), null, 0);
        using var wallWentBack = StoredClock.Restore(stored, Host.Monday.AddHours(-1), null, 0);

        Assert.Equal(Host.Monday.AddDays(30).AddHours(10), later.GetUtcNow());
        Assert.Equal(Host.Monday.AddDays(30), wallWentBack.GetUtcNow());
    }

    [Fact]
    public async Task Advance_OverDays_RunsTimersRarelyFarFromTheGoalAndDurableTimersToTheMinute()
    {
        await using var host = await Host.StartAsync(typeof(Clockwork), typeof(Ticking));
        await host.RunAsync("Sleep", new[] { 90 });

        await host.Clock.AdvanceAsync(TimeSpan.FromDays(10));

        var lines = host.Journal().Lines;
        Assert.Single(lines, "woke after 90 at 02:30");
        var ticks = lines.Where(l => l.StartsWith("tick", StringComparison.Ordinal)).ToList();
        Assert.Equal(["tick 3 00:00", "tick 4 00:00", "tick 5 00:00"], ticks.Take(3));
        Assert.InRange(ticks.Count(l => l.EndsWith(":00", StringComparison.Ordinal)), 8 + 48, 8 + 72);
        Assert.Equal(["tick 12 00:58", "tick 12 00:59", "tick 12 01:00"], ticks.TakeLast(3));
        Assert.InRange(ticks.Count(l => !l.EndsWith(":00", StringComparison.Ordinal)), 59, 118);
    }

    private static Task<LocalHostServer> StartAsync(TemporaryFolder folder, double scale) => Host.StartAsync(
        new LocalHostServerOptions { FunctionTypes = [typeof(Clockwork)], DataFolder = folder.Path, ClockScale = scale });
}

public sealed class Clockwork(Journal journal, TimeProvider clock)
{
    [Function("Hourly")]
    public void Hourly([TimerTrigger("0 0 * * * *")] TimerInfo timer) =>
        journal.Write($"timer {clock.GetUtcNow():HH:mm} past due: {timer.IsPastDue}");

    [Function("Sleep")]
    public static async Task Sleep([OrchestrationTrigger] TaskOrchestrationContext context, int[] minutes)
    {
        foreach (var span in minutes)
        {
            await context.CreateTimer(TimeSpan.FromMinutes(span), CancellationToken.None);
            await context.CallActivityAsync("Woke", span);
        }
    }

    [Function("Woke")]
    public void Woke([ActivityTrigger] int minutes) => journal.Write($"woke after {minutes} at {clock.GetUtcNow():HH:mm}");
}

public sealed class Ticking(Journal journal, TimeProvider clock)
{
    [Function("Ticking")]
    public void Tick([TimerTrigger("0 * * * * *")] TimerInfo timer) => journal.Write($"tick {clock.GetUtcNow().Day} {clock.GetUtcNow():HH:mm}");
}
