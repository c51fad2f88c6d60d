using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AzureBuild.Tests.Worker;

/// <summary>The ingestion endpoint of Application Insights, as far as an exporter sees it: takes what is sent and keeps it.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonNode> items = new();
    private readonly WebApplication app;

    private TelemetrySink(WebApplication app)
    {
        this.app = app;
        app.MapPost("{**path}", (Delegate)TakeAsync);
    }

    /// <summary>How an app is told of it.</summary>
    public string ConnectionString
    {
        get
        {
            var address = Loopback.AddressOf(app);
            return $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={address};LiveEndpoint={address}";
        }
    }

    /// <summary>Everything that has come.</summary>
    public IReadOnlyList<JsonNode> Items => [.. items];

    /// <summary>What has come of one kind, e.g. <c>MetricData</c>: the data themselves.</summary>
    public IEnumerable<JsonNode> Of(string kind) => Items.Where(i => i["data"]?["baseType"]?.GetValue<string>() == kind);

    /// <summary>Listens on a free port of this machine.</summary>
    public static async Task<TelemetrySink> ListenAsync()
    {
        var sink = new TelemetrySink(Loopback.Build());
        await sink.app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var zipped = context.Request.Headers.ContentEncoding == "gzip";
        using var reader = new StreamReader(zipped ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body, Encoding.UTF8);
        var taken = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0) continue;
            items.Enqueue(JsonNode.Parse(line)!);
            taken++;
        }
        return Results.Json(new { itemsReceived = taken, itemsAccepted = taken, errors = Array.Empty<string>() });
    }
}
