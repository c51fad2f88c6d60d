using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Reconciliations;

/// <summary>核对任务的现状.</summary>
/// <param name="Name">Name of the reconciler.</param>
/// <param name="Title">What it compares.</param>
/// <param name="State">never（尚未运行）、ok（正常）、failed（最近一次失败）或 late（逾时未正常完成）.</param>
/// <param name="LateAfterHours">After so many hours without a run that ended well it is late.</param>
/// <param name="WellAt">When its last run that ended well began.</param>
/// <param name="Last">Its last run.</param>
public sealed record ReconcilerAnswer(string Name, string Title, string State, int LateAfterHours, DateTimeOffset? WellAt, ReconcilerRun? Last);

/// <summary>核对记录: where every reconciler stands, then the runs, newest first.</summary>
/// <param name="Reconcilers">Every reconciler.</param>
/// <param name="Runs">A page of the runs.</param>
/// <param name="Continuation">Token of the next page of runs.</param>
public sealed record ReconciliationsAnswer(IReadOnlyList<ReconcilerAnswer> Reconcilers, IReadOnlyList<ReconcilerRun> Runs, string? Continuation);

/// <summary>核对任务及其执行记录 (COM-13).</summary>
public sealed class ReadReconciliations(ReconcilerLog runs, IRecordStore records, TimeProvider time)
{
    /// <summary>每个核对任务的现状和最近一次执行（查看、重启、修复了多少，用时多久），以及全部执行记录，新的在前。</summary>
    [Function("ReadReconciliations")]
    [Allow(Role.Operator)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(ReconciliationsAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/reconciliations")] HttpRequest request, CancellationToken cancellation)
    {
        var asked = PageRequest.From(request);
        var query = new RecordQuery { Partition = ReconcilerLog.Partition, RowPrefix = ReconcilerLog.RunRows, Take = asked.Take, Continuation = asked.Continuation };
        var page = PageRequest.Answer(await records.QueryAsync(ReconcilerLog.Table, query, cancellation), r => r.As<ReconcilerRun>().Value);
        var reconcilers = await Task.WhenAll(runs.All.Select(r => AnswerAsync(r, cancellation)));
        return Results.Json(new ReconciliationsAnswer(reconcilers, page.Items, page.Continuation), PlatformJson.Options);
    }

    private async Task<ReconcilerAnswer> AnswerAsync(Reconciler reconciler, CancellationToken cancellation)
    {
        var stands = await runs.StateAsync(reconciler.Name, cancellation);
        var state = stands switch
        {
            null => "never",
            _ when stands.IsLate(reconciler, time.GetUtcNow()) => "late",
            { Last.Failure: not null } => "failed",
            _ => "ok",
        };
        return new ReconcilerAnswer(reconciler.Name, reconciler.Title, state, reconciler.LateAfterHours, stands?.WellAt, stands?.Last);
    }
}
