using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PatentFunctions.Platform;

/// <summary>
/// 运行指标与链路 (COM-12): what the platform counts and traces, for OpenTelemetry and <c>dotnet-counters</c>. No measurement and no span carries personal data.
/// </summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the source of spans.</summary>
    public const string MeterName = "PatentFunctions";

    private static readonly ActivitySource Source = new(MeterName);

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("notifications.deliveries", "{delivery}", "Deliveries by channel and final state");
    private static readonly Histogram<double> ReviewTime = Meter.CreateHistogram<double>("reviews.duration", "{working_day}", "Working days from submission to decision");
    private static readonly Counter<long> ReviewsOverdue = Meter.CreateCounter<long>("reviews.overdue", "{review}", "Decisions after their term");

    // Recorded by the timers that look at the rows anyway. Gauges that are observed would go on telling what an instance saw when it last ran a timer,
    // long after the timer has moved to another instance.
    private static readonly Gauge<double> OutboxAge = Meter.CreateGauge<double>("outbox.age", "s", "Age of the oldest message that has not left; 0 where none waits");
    private static readonly Gauge<long> OutboxWaiting = Meter.CreateGauge<long>("outbox.waiting", "{case}", "Cases with messages that have not left");
    private static readonly Gauge<long> WorkflowsFailed = Meter.CreateGauge<long>("workflows.failed", "{workflow}", "Failed workflows");
    private static readonly Gauge<long> WorkflowsStuck = Meter.CreateGauge<long>("workflows.stuck", "{workflow}", "Workflows that make no progress");
    private static readonly Gauge<long> DeliveriesWaiting = Meter.CreateGauge<long>("notifications.waiting", "{delivery}", "Deliveries that wait, held or for another attempt, by channel");
    private static readonly Gauge<long> ReviewsWaiting = Meter.CreateGauge<long>("reviews.waiting", "{review}", "Open reviews by kind");
    private static readonly Gauge<long> ReviewsLate = Meter.CreateGauge<long>("reviews.late", "{review}", "Open reviews past their due day, by kind");
    private static readonly Gauge<long> ReconcilersLate = Meter.CreateGauge<long>("reconcilers.late", "{reconciler}", "Reconcilers that have not ended well for too long");

    /// <summary>
    /// A span of work that an act led to, in the trace of the act itself: what a timer finishes after a crash is found under the request that began
    /// it. Null where nobody listens.
    /// </summary>
    /// <param name="name">What is done.</param>
    /// <param name="traceId">Trace of the act, as its stamp has it.</param>
    /// <param name="caseId">Technical id of the case.</param>
    public static Activity? Continue(string name, string? traceId, string caseId)
    {
        var parent = Activity.Current is { } current && current.TraceId.ToString() == traceId ? current.Context
            : traceId is { Length: 32 } && traceId.All(char.IsAsciiHexDigitLower) && traceId.Trim('0').Length > 0
                ? new ActivityContext(ActivityTraceId.CreateFromString(traceId), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true)
            : default;
        return Source.StartActivity(name, ActivityKind.Internal, parent, [new("case", caseId)]);
    }

    /// <summary>What a sweep of the outbox has left.</summary>
    /// <param name="cases">Cases that still have messages.</param>
    /// <param name="oldest">Age of the oldest of these messages; zero where there is none.</param>
    public static void OutboxWaits(long cases, TimeSpan oldest)
    {
        OutboxWaiting.Record(cases);
        OutboxAge.Record(oldest.TotalSeconds);
    }

    /// <summary>How many workflows an operator should look at.</summary>
    public static void WorkflowsNeedCare(long failed, long stuck)
    {
        WorkflowsFailed.Record(failed);
        WorkflowsStuck.Record(stuck);
    }

    /// <summary>How many reconcilers have not ended well for too long.</summary>
    public static void ReconcilersAreLate(long late) => ReconcilersLate.Record(late);

    /// <summary>How many deliveries of a channel wait.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="waiting">Held, or waiting for another attempt.</param>
    public static void DeliveriesWait(string channel, long waiting) => DeliveriesWaiting.Record(waiting, new KeyValuePair<string, object?>("channel", channel));

    /// <summary>How long the queue of a kind of review is.</summary>
    /// <param name="kind">Kind of review.</param>
    /// <param name="open">Reviews that are open.</param>
    /// <param name="late">Those of them whose due day is past.</param>
    public static void ReviewsWait(string kind, long open, long late)
    {
        ReviewsWaiting.Record(open, new KeyValuePair<string, object?>("kind", kind));
        ReviewsLate.Record(late, new KeyValuePair<string, object?>("kind", kind));
    }

    /// <summary>A delivery reached a final state.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="state">The state.</param>
    public static void Delivered(string channel, string state) => Deliveries.Add(1, new("channel", channel), new("state", state));

    /// <summary>A review was decided.</summary>
    /// <param name="kind">Kind of review.</param>
    /// <param name="workingDays">Working days from submission to decision.</param>
    /// <param name="overdue">Whether its term had passed.</param>
    public static void ReviewDecided(string kind, double workingDays, bool overdue)
    {
        ReviewTime.Record(workingDays, new KeyValuePair<string, object?>("kind", kind));
        if (overdue) ReviewsOverdue.Add(1, new KeyValuePair<string, object?>("kind", kind));
    }
}
