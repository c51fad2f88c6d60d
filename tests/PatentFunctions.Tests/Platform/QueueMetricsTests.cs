using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Operations;
using PatentFunctions.Operations.Reconciliations;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Platform;

/// <summary>What the timers say about the queues they look at.</summary>
[Trait("Spec", "COM-12")]
public sealed class QueueMetricsTests
{
    private static readonly AsyncLocal<Dictionary<string, double>?> Mine = new();

    [Fact]
    public async Task OutboxAge_IsThatOfTheOldestMessageThatWaits_AndZeroWithoutAny()
    {
        var failing = new FailingHandler();
        using var platform = new TestPlatform((services, _) => services.AddSingleton<IOutboxHandler>(failing));
        var sweep = platform.Create<SweepOutbox>();
        Assert.Equal((0, 0), Of(await MeasuredAsync(() => sweep.RunAsync(new TimerInfo(), platform.Durable, default)), "outbox.age", "outbox.waiting"));

        await ActAsync(platform, "old");
        platform.Clock.Advance(TimeSpan.FromSeconds(100));
        await ActAsync(platform, "young");
        platform.Clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal((170, 2), Of(await MeasuredAsync(() => sweep.RunAsync(new TimerInfo(), platform.Durable, default)), "outbox.age", "outbox.waiting"));

        failing.Fails = "young";
        platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((3670, 1), Of(await MeasuredAsync(() => sweep.RunAsync(new TimerInfo(), platform.Durable, default)), "outbox.age", "outbox.waiting"));
        failing.Fails = "";
        platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((0, 0), Of(await MeasuredAsync(() => sweep.RunAsync(new TimerInfo(), platform.Durable, default)), "outbox.age", "outbox.waiting"));
    }

    [Fact]
    public async Task Deliveries_ThatAreHeldOverNight_CountByChannelUntilTheyLeave()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T22:00");
        var write = new CaseWrite(new CaseAddress("Trials", "t-1"), ActStamp.BySystem(app.Service<TimeProvider>(), "Try")).Insert(CaseRows.Record, "t").Send(Notify.Unit("realname.approved", SampleUnit.Bearing.Id));
        await app.Service<CaseStore>().CommitAsync(write, app.Server.Workflows);
        var retry = ActivatorUtilities.CreateInstance<RetryDeliveries>(app.Server.Services);
        Assert.Equal((1, 0), Of(await MeasuredAsync(() => retry.RetryAsync(default)), "notifications.waiting Sms", "notifications.waiting Mail"));
        await app.MoveToAsync("2026-11-24T08:10");
        Assert.Equal((0, 0), Of(await MeasuredAsync(() => retry.RetryAsync(default)), "notifications.waiting Sms", "notifications.waiting Mail"));
    }

    [Fact]
    public async Task Reviews_InTheirQueues_CountByKindAndWhatIsLateOfThem()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T10:00");
        var reconcile = ActivatorUtilities.CreateInstance<ReconcileReviews>(app.Server.Services);
        Task<Dictionary<string, double>> RunAsync() => MeasuredAsync(() => reconcile.RunAsync(new TimerInfo(), app.Server.Workflows, default));
        var before = await RunAsync();
        foreach (var kind in app.Service<ReviewKinds>().All) Assert.Contains("reviews.waiting " + kind.Code, before.Keys);

        (string Id, DateOnly DueOn, ReviewState State)[] rounds =
        [
            ("n-1", new DateOnly(2026, 11, 22), ReviewState.Waiting),
            ("n-2", new DateOnly(2026, 11, 23), ReviewState.Waiting),
            ("n-3", new DateOnly(2026, 11, 20), ReviewState.OnHold),
        ];
        foreach (var (id, dueOn, state) in rounds)
        {
            var entry = new QueueEntry("filing", id, 1, state, "轴承", "示例", TestApp.China("2026-11-20T10:00"), dueOn, false, 0, null, null, false);
            await app.Service<IRecordStore>().CommitAsync(ReviewQueueProjection.QueueTable, "filing", [new InsertRecord(ReviewQueueProjection.RowOf(entry)) { Document = TypedRecords.ToDocument(entry) }]);
        }
        var after = await RunAsync();
        Assert.Equal(before["reviews.waiting filing"] + 3, after["reviews.waiting filing"]);
        Assert.Equal(before["reviews.late filing"] + 1, after["reviews.late filing"]);
        Assert.Equal(before["reviews.waiting realname"], after["reviews.waiting realname"]);
    }

    [Fact]
    public async Task Reconcilers_ThatAreLate_Count()
    {
        using var platform = new TestPlatform((services, _) => services.AddSingleton(new Reconciler("Trial", "试验")).AddSingleton(new Reconciler("Idle", "从未运行")));
        var watch = new WatchReconcilers(platform.Get<ReconcilerLog>(), platform.Clock, NullLogger<WatchReconcilers>.Instance);
        await platform.Get<ReconcilerLog>().RunAsync("Trial", _ => Task.CompletedTask, default);
        platform.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, (await MeasuredAsync(() => watch.RunAsync(new TimerInfo(), default)))["reconcilers.late"]);
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await MeasuredAsync(() => watch.RunAsync(new TimerInfo(), default)))["reconcilers.late"]);
    }

    private static (double, double) Of(Dictionary<string, double> measured, string first, string second) => (measured[first], measured[second]);

    private static Task ActAsync(TestPlatform platform, string id) => platform.Cases.CommitAsync(
        new CaseWrite(new CaseAddress("Trials", id), ActStamp.BySystem(platform.Clock, "Try")).Insert(CaseRows.Record, id).Send(OutboxMessage.Of(FailingHandler.Trial, id)), platform.Durable);

    // The meter is one for the whole process, and tests run side by side: only what this flow records counts.
    private static async Task<Dictionary<string, double>> MeasuredAsync(Func<Task> act)
    {
        var mine = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Name == Telemetry.MeterName) l.EnableMeasurementEvents(i); } };
        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (ReferenceEquals(Mine.Value, mine)) mine[tags.Length == 0 ? name : name + " " + tags[0].Value] = value;
        }
        listener.SetMeasurementEventCallback<long>((i, v, t, _) => Note(i.Name, v, t));
        listener.SetMeasurementEventCallback<double>((i, v, t, _) => Note(i.Name, v, t));
        listener.Start();
        Mine.Value = mine;
        try
        {
            await act();
        }
        finally
        {
            Mine.Value = null;
        }
        return mine;
    }

    private sealed class FailingHandler : IOutboxHandler
    {
        public const string Trial = "trial";

        public string Kind => Trial;

        public string Fails { get; set; } = "old young";

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation) =>
            Fails.Contains(delivery.Read<string>(), StringComparison.Ordinal) ? throw new IOException("down") : Task.CompletedTask;
    }
}
