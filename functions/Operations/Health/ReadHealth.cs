using System.Diagnostics;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Health;

/// <summary>One thing the platform depends on.</summary>
/// <param name="Name">records, files, workflows or outbox.</param>
/// <param name="Up">Whether it answers as it should.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record DependencyHealth(string Name, bool Up, long Milliseconds);

/// <summary>健康状况.</summary>
/// <param name="Status">up or down.</param>
/// <param name="Dependencies">Each dependency; absent for the live check.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<DependencyHealth>? Dependencies = null);

/// <summary>健康检查 (COM-12). It says what is down, never why: that stands in the logs.</summary>
public sealed class ReadHealth(IRecordStore records, IFileContents files, TimeProvider time, ILogger<ReadHealth> log)
{
    private const string Probe = "health-probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // The timer looks every minute and a failed message waits up to an hour; older markers mean that nothing is being sent.
    private static readonly TimeSpan OldestMarker = TimeSpan.FromHours(3);

    /// <summary>The process answers.</summary>
    [Function("ReadLiveness")]
    [Allow(Role.Public)]
    [Answers(200, typeof(HealthAnswer))]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new HealthAnswer("up"), PlatformJson.Options);
    }

    /// <summary>Everything it depends on answers; 503 where something does not.</summary>
    [Function("ReadReadiness")]
    [Allow(Role.Public)]
    [Answers(200, typeof(HealthAnswer)), Answers(503, typeof(HealthAnswer))]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var checks = await Task.WhenAll(
            CheckAsync("records", async c => { await records.FindAsync("Health", Probe, Probe, c); return true; }, cancellation),
            CheckAsync("files", async c => { await using var nothing = await files.OpenAsync(Probe, c); return true; }, cancellation),
            CheckAsync("workflows", async c => { await durable.GetInstanceAsync(Probe, c); return true; }, cancellation),
            CheckAsync("outbox", IsOutboxMovingAsync, cancellation));
        var up = checks.All(c => c.Up);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new HealthAnswer(up ? "up" : "down", checks), PlatformJson.Options, statusCode: up ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<bool> IsOutboxMovingAsync(CancellationToken cancellation)
    {
        var page = await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery { RowBefore = OutboxDispatcher.RowBefore(time.GetUtcNow() - OldestMarker), Take = 1 }, cancellation);
        return page.Records.Count == 0;
    }

    private async Task<DependencyHealth> CheckAsync(string name, Func<CancellationToken, Task<bool>> check, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var up = false;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            up = await check(patience.Token).WaitAsync(Patience, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "Dependency {Name} is down", name);
        }
        return new DependencyHealth(name, up, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
