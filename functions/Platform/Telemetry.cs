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
    private static long outboxWaiting;
    private static long workflowsFailed;
    private static long workflowsStuck;

    static Telemetry()
    {
        Meter.CreateObservableGauge("outbox.waiting", () => Interlocked.Read(ref outboxWaiting), "{case}", "Cases with messages that have not left");
        Meter.CreateObservableGauge("workflows.failed", () => Interlocked.Read(ref workflowsFailed), "{workflow}", "Failed workflows");
        Meter.CreateObservableGauge("workflows.stuck", () => Interlocked.Read(ref workflowsStuck), "{workflow}", "Workflows that make no progress");
    }

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

    /// <summary>How many cases still have messages after a sweep.</summary>
    public static void OutboxWaits(long cases) => Interlocked.Exchange(ref outboxWaiting, cases);

    /// <summary>How many workflows an operator should look at.</summary>
    public static void WorkflowsNeedCare(long failed, long stuck)
    {
        Interlocked.Exchange(ref workflowsFailed, failed);
        Interlocked.Exchange(ref workflowsStuck, stuck);
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
