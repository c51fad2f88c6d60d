using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations;

/// <summary>健康状态 (COM-12).</summary>
/// <param name="State">ready or unavailable.</param>
/// <param name="Checks">Each dependency by name: ok or unavailable; why is in the logs.</param>
public sealed record HealthAnswer(string State, IReadOnlyDictionary<string, string> Checks);

/// <summary>进程存活 (COM-12).</summary>
public static class ReadLiveness
{
    /// <summary>The process answers.</summary>
    [Function("ReadLiveness")]
    [Allow(Role.Public)]
    [Answers(200, typeof(HealthAnswer))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new HealthAnswer("live", new Dictionary<string, string>()), PlatformJson.Options);
    }
}

/// <summary>就绪检查 (COM-12). It says what is down, never why: that stands in the logs.</summary>
public sealed class ReadReadiness(IRecordStore records, Files.IFileContents files, TimeProvider time, ILogger<ReadReadiness> log)
{
    private const string Probe = "health-probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // The timer looks every minute and a message that failed waits up to an hour; older markers mean that nothing is being sent.
    private static readonly TimeSpan OldestMarker = TimeSpan.FromHours(3);

    /// <summary>Everything that a request needs answers: records, files, workflows, and the outbox is being emptied; else 503.</summary>
    [Function("ReadReadiness")]
    [Allow(Role.Public)]
    [Answers(200, typeof(HealthAnswer)), Answers(503, typeof(HealthAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var checks = await Task.WhenAll(
            CheckAsync("records", async c => { await records.FindAsync(OutboxDispatcher.Table, "00", Probe, c); return true; }, cancellation),
            CheckAsync("files", async c => { await using var nothing = await files.OpenAsync(Probe, c); return true; }, cancellation),
            CheckAsync("workflows", async c => { await durable.GetInstanceAsync(Probe, c); return true; }, cancellation),
            CheckAsync("outbox", IsOutboxMovingAsync, cancellation));
        var ready = checks.All(c => c.Up);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var answer = new HealthAnswer(ready ? "ready" : "unavailable", checks.ToDictionary(c => c.Name, c => c.Up ? "ok" : "unavailable"));
        return Results.Json(answer, PlatformJson.Options, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<bool> IsOutboxMovingAsync(CancellationToken cancellation)
    {
        var page = await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery { RowBefore = OutboxDispatcher.RowBefore(time.GetUtcNow() - OldestMarker), Take = 1 }, cancellation);
        return page.Records.Count == 0;
    }

    private async Task<(string Name, bool Up)> CheckAsync(string name, Func<CancellationToken, Task<bool>> check, CancellationToken cancellation)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            return (name, await check(patience.Token).WaitAsync(Patience, cancellation));
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "{Dependency} is not available", name);
            return (name, false);
        }
    }
}
