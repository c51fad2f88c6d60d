using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-13")]
public sealed class ReconciliationTests
{
    [Fact]
    public async Task Hour_WhenItsTimersHaveRun_LeavesARecordOfEach()
    {
        await using var app = await TestApp.StartAsync("2026-09-24T10:00");
        var client = await app.SignInAsync("operator");
        var fresh = (await client.GetAsync("operations/reconciliations")).Expect(200);
        Assert.All(fresh.Items("reconcilers"), r => Assert.Equal("never", r.GetProperty("state").GetString()));
        Assert.Empty(fresh.Items("runs"));

        await app.MoveToAsync("2026-09-24T12:00");
        var answer = (await (await app.SignInAsync("operator")).GetAsync("operations/reconciliations?take=5")).Expect(200);
        foreach (var reconciler in answer.Items("reconcilers"))
        {
            var daily = reconciler.GetProperty("name").GetString() == "ReconcileCertificates";
            Assert.Equal(daily ? "never" : "ok", reconciler.GetProperty("state").GetString());
            Assert.Equal(daily, !reconciler.TryGetProperty("last", out var last));
            if (!daily) Assert.InRange(last.GetProperty("startedAt").GetDateTimeOffset(), TestApp.China("2026-09-24T11:00"), TestApp.China("2026-09-24T12:00"));
        }
        var runs = answer.Items("runs");
        Assert.Equal(5, runs.Count);
        Assert.Equal("ReconcileRecognitions", runs[0].GetProperty("reconciler").GetString());
        Assert.Equal(runs.Select(r => r.GetProperty("startedAt").GetDateTimeOffset()).OrderDescending(), runs.Select(r => r.GetProperty("startedAt").GetDateTimeOffset()));
        Assert.True(answer.Json.TryGetProperty("continuation", out _));
    }

    [Fact]
    public async Task Run_WhenAClockWasEndedByHand_CountsWhatItStartedAgain()
    {
        await using var units = await VerifiedUnits.StartAsync("2026-09-24T10:00");
        var filing = await SampleUnit.SubmitFilingAsync(units.Bearing, "6204-2RS");
        await units.App.Server.Clock.WhenIdleAsync();
        await units.App.Server.Workflows.TerminateInstanceAsync($"filing-{filing.Id}-r1", CancellationToken.None);
        await units.App.Server.Clock.WhenIdleAsync();
        await units.MoveToAsync("2026-09-24T10:30");
        var answer = (await (await units.App.SignInAsync("operator")).GetAsync("operations/reconciliations")).Expect(200);
        var last = answer.Items("reconcilers").Single(r => r.GetProperty("name").GetString() == "ReconcileReviews").GetProperty("last");
        Assert.Equal((1, 1), (last.GetProperty("looked").GetInt32(), last.GetProperty("restarted").GetInt32()));
    }

    [Fact]
    public async Task Run_ThatFails_IsOnRecordAndLateOnceThreeHoursHavePassedWithoutAGoodOne()
    {
        using var platform = new TestPlatform((services, _) => services.AddSingleton(Trial));
        var log = platform.Get<ReconcilerLog>();
        await log.RunAsync(Trial.Name, tally => { tally.Looked = 7; return Task.CompletedTask; }, default);
        platform.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<IOException>(() => log.RunAsync(Trial.Name, tally => { tally.Mended = 2; throw new IOException("13800000000"); }, default));
        var state = (await log.StateAsync(Trial.Name, default))!;
        Assert.Equal((nameof(IOException), 2, TestPlatform.Start), (state.Last.Failure, state.Last.Mended, state.WellAt));
        Assert.False(state.IsLate(Trial, TestPlatform.Start.AddHours(3)));
        Assert.True(state.IsLate(Trial, TestPlatform.Start.AddHours(3).AddTicks(1)));

        platform.Clock.Advance(TimeSpan.FromHours(3));
        await log.RunAsync(Trial.Name, _ => Task.CompletedTask, default);
        Assert.False((await log.StateAsync(Trial.Name, default))!.IsLate(Trial, platform.Clock.GetUtcNow()));
        var runs = await platform.Records.QueryAsync(ReconcilerLog.Table, new RecordQuery { Partition = ReconcilerLog.Partition, RowPrefix = ReconcilerLog.RunRows });
        Assert.Equal([null, nameof(IOException), null], runs.Records.Select(r => r.As<ReconcilerRun>().Value.Failure));
        Assert.DoesNotContain(runs.Records, r => System.Text.Encoding.UTF8.GetString(r.Document.Span).Contains("13800000000", StringComparison.Ordinal));
        var old = await platform.Records.QueryAsync(ReconcilerLog.Table, ReconcilerLog.OlderThan(TestPlatform.Start.AddHours(1)));
        Assert.Equal(7, Assert.Single(old.Records).As<ReconcilerRun>().Value.Looked);
    }

    [Fact]
    public async Task Run_ThatHasNeverEndedWell_IsLateToo()
    {
        using var platform = new TestPlatform((services, _) => services.AddSingleton(Trial));
        var log = platform.Get<ReconcilerLog>();
        for (var hour = 0; hour < 5; hour++)
        {
            await Assert.ThrowsAsync<IOException>(() => log.RunAsync(Trial.Name, _ => throw new IOException("down"), default));
            Assert.Equal(hour == 4, (await log.StateAsync(Trial.Name, default))!.IsLate(Trial, platform.Clock.GetUtcNow()));
            platform.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task EveryHourlyTimer_IsOnRecord()
    {
        await using var app = await TestApp.StartAsync();
        var hourly = from type in typeof(App).Assembly.GetTypes()
                     from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                     let function = method.GetCustomAttribute<FunctionAttribute>()
                     let timer = method.GetParameters().Select(p => p.GetCustomAttribute<TimerTriggerAttribute>()).FirstOrDefault(t => t is not null)
                     where function is not null && timer is not null
                     where Regex.IsMatch(timer.Schedule, @"^0 \d+ \* \* \* \*$") || function.Name.StartsWith("Reconcile", StringComparison.Ordinal)
                     select function.Name;
        Assert.Equal(hourly.Order(StringComparer.Ordinal), app.Service<ReconcilerLog>().All.Select(r => r.Name));
        Assert.All(app.Service<ReconcilerLog>().All, r => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", r.Title));
    }

    private static Reconciler Trial { get; } = new("Trial", "试验");
}
