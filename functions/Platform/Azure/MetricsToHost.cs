using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Hands the measurements of <see cref="Telemetry"/> to the Functions host once a minute, which sends them to Application Insights as custom
/// metrics: counts are summed, times averaged, gauges read.
/// </summary>
internal sealed class MetricsToHost(ILogger<MetricsToHost> log, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Name, string Tags), (double Sum, int Count, Dictionary<string, object> Properties)> measured = new();
    private readonly ConcurrentDictionary<string, bool> averaged = new(StringComparer.Ordinal);
    private MeterListener? listener;
    private ITimer? timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name != Telemetry.MeterName) return;
                averaged[instrument.Name] = instrument is Histogram<double>;
                l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();
        timer = time.CreateTimer(_ => Send(), null, Every, Every);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        timer?.Dispose();
        Send();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        timer?.Dispose();
        listener?.Dispose();
    }

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, tag) in tags) properties[key] = tag ?? "";
        measured.AddOrUpdate((name, string.Join('|', properties.Values)), _ => (value, 1, properties), (_, before) => (before.Sum + value, before.Count + 1, properties));
    }

    private void Send()
    {
        listener?.RecordObservableInstruments();
        foreach (var key in measured.Keys)
        {
            if (!measured.TryRemove(key, out var sum)) continue;
            log.LogMetric(key.Name, averaged.GetValueOrDefault(key.Name) ? sum.Sum / sum.Count : sum.Sum, sum.Properties);
        }
    }
}
