using System.Diagnostics.Metrics;

namespace PatentFunctions.Tests.Platform;

[Trait("Spec", "COM-12")]
public class TelemetryTests
{
    [Fact]
    public void Measurements_ReachAListenerWithTheirLabels()
    {
        var seen = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Name == Telemetry.MeterName) l.EnableMeasurementEvents(i); } };
        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (seen) seen.Add($"{instrument.Name}={value} {string.Join(',', tags.ToArray().Select(t => t.Value))}".Trim());
        }
        listener.SetMeasurementEventCallback<long>((i, v, t, _) => Note(i, v, t));
        listener.SetMeasurementEventCallback<double>((i, v, t, _) => Note(i, v, t));
        listener.Start();
        Telemetry.ReviewDecided("trial-kind", 4, overdue: true);
        Telemetry.Delivered("trial-channel", "Failed");
        Assert.Contains("reviews.duration=4 trial-kind", seen);
        Assert.Contains("reviews.overdue=1 trial-kind", seen);
        Assert.Contains("notifications.deliveries=1 trial-channel,Failed", seen);
        Telemetry.WorkflowsNeedCare(7_001, 7_002);
        Assert.Contains("workflows.failed=7001", seen);
        Assert.Contains("workflows.stuck=7002", seen);
    }
}
