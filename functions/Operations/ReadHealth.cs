using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations;

/// <summary>健康状态 (COM-12).</summary>
/// <param name="State">ready or unavailable.</param>
/// <param name="Checks">Each dependency by name: ok or unavailable; why is in the logs.</param>
public sealed record HealthAnswer(string State, IReadOnlyDictionary<string, string> Checks);

/// <summary>The process answers.</summary>
public sealed class ReadLiveness
{
    /// <summary>进程存活。</summary>
    [Function("ReadLiveness")]
    [Allow(Role.Public)]
    [Answers(200, typeof(HealthAnswer))]
#pragma warning disable CA1822 // the host calls functions on an instance
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Results.Json(new HealthAnswer("live", new Dictionary<string, string>()), PlatformJson.Options);
#pragma warning restore CA1822
}

/// <summary>Everything that a request needs answers.</summary>
public sealed class ReadReadiness(IRecordStore records, Files.IFileContents files, ILogger<ReadReadiness> log)
{
    /// <summary>就绪：逐项检查记录、文件、工作流；有一项不可用即 503。</summary>
    [Function("ReadReadiness")]
    [Allow(Role.Public)]
    [Answers(200, typeof(HealthAnswer)), Answers(503, typeof(HealthAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var checks = new Dictionary<string, string>
        {
            ["records"] = await CheckAsync("records", () => records.FindAsync(OutboxDispatcher.Table, "00", "none", cancellation)),
            ["files"] = await CheckAsync("files", async () => { await using var none = await files.OpenAsync("none", cancellation); }),
            ["workflows"] = await CheckAsync("workflows", () => durable.GetInstanceAsync("none", cancellation)),
        };
        var ready = checks.Values.All(v => v == "ok");
        return Results.Json(new HealthAnswer(ready ? "ready" : "unavailable", checks), PlatformJson.Options, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<string> CheckAsync(string what, Func<Task> check)
    {
        try
        {
            await check();
            return "ok";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "{Dependency} is not available", what);
            return "unavailable";
        }
    }
}
