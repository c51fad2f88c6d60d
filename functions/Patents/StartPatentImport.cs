using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Units;

namespace PatentFunctions.Patents;

/// <summary>Progress of an import as the unit sees it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Read">Patents read from the registry so far.</param>
/// <param name="Added">Of these, new on the list.</param>
/// <param name="Updated">Entries of the list that changed.</param>
public sealed record PatentImportAnswer(PatentImportState State, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Read, int Added, int Updated)
{
    internal static PatentImportAnswer Of(PatentImportRun run) => new(run.State, run.StartedAt, run.FinishedAt, run.Read, run.Added, run.Updated);
}

/// <summary>自动导入专利 (PAT-01).</summary>
public sealed class StartPatentImport(UnitRecords units, CaseStore cases, TimeProvider time)
{
    /// <summary>自动导入本单位现用名和曾用名下的全部专利（含共有专利）；正在导入时返回其进度，不重复启动。</summary>
    [Function("StartPatentImport")]
    [Allow(Role.UnitAdmin)]
    [Answers(202, typeof(PatentImportAnswer)), Refuses(typeof(UnitNotVerified))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patents/imports")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        if (await units.VerifiedAsync(unit, cancellation) is null) return new UnitNotVerified();
        var (address, now) = (PatentTables.Address(unit), time.GetUtcNow());
        var latest = await cases.FindAsync<PatentImportRun>(address, PatentTables.ImportRow, cancellation);
        if (latest?.Value.IsRunning(now) == true) return Accepted(latest.Value);

        var runs = (latest?.Value.Runs ?? 0) + 1;
        var run = new PatentImportRun("r" + runs.ToString(CultureInfo.InvariantCulture), PatentImportState.Running, now, 0, 0, 0, 0, null, runs);
        var write = new CaseWrite(address, request.Stamp(time, "StartPatentImport"));
        if (latest is null) write.Insert(PatentTables.ImportRow, run);
        else write.Replace(latest, run);
        write.Send(WorkflowMessages.Start(PatentImport.Orchestrator, $"patent-import-{unit}-{run.Run}", PatentImportCursor.Start(unit, run.Run).ToString()));
        await cases.CommitAsync(write, durable, cancellation);
        return Accepted(run);
    }

    private static IResult Accepted(PatentImportRun run) => Results.Json(PatentImportAnswer.Of(run), PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
}

/// <summary>Progress of the latest import.</summary>
public sealed class ReadPatentImport(CaseStore cases)
{
    /// <summary>最近一次自动导入专利的进度。</summary>
    [Function("ReadPatentImport")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(PatentImportAnswer)), Refuses(typeof(NothingHere))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patents/imports/latest")] HttpRequest request, CancellationToken cancellation) =>
        await cases.FindAsync<PatentImportRun>(PatentTables.Address(request.Caller().RequiredUnit), PatentTables.ImportRow, cancellation) is { } run
            ? Results.Json(PatentImportAnswer.Of(run.Value), PlatformJson.Options)
            : new NothingHere();
}
