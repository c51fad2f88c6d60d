using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Retention;

/// <summary>保存期限表和最近的清除: the schedule, and the nights' runs, newest first.</summary>
/// <param name="Rules">Every kind of data with its time.</param>
/// <param name="Runs">A page of the runs.</param>
/// <param name="Continuation">Token of the next page of runs.</param>
public sealed record RetentionAnswer(IReadOnlyList<RetentionRule> Rules, IReadOnlyList<FinishedRetention> Runs, string? Continuation);

/// <summary>数据保存期限 (COM-20).</summary>
public sealed class ReadRetention(CaseStore cases, RetentionSchedule schedule)
{
    /// <summary>每类数据的保存期限、依据和清除方式，以及每晚清除的结果，新的在前。</summary>
    [Function("ReadRetention")]
    [Allow(Role.Operator)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(RetentionAnswer))]
    public async Task<IResult> RunsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/retention")] HttpRequest request, CancellationToken cancellation)
    {
        var asked = PageRequest.From(request);
        var query = new RecordQuery { Partition = RetentionRecords.RunPartition, Take = asked.Take, Continuation = asked.Continuation };
        var page = PageRequest.Answer(await cases.Records.QueryAsync(RetentionRecords.RunTable, query, cancellation), r => r.As<FinishedRetention>().Value);
        return Results.Json(new RetentionAnswer(schedule.All, page.Items, page.Continuation), PlatformJson.Options);
    }

    /// <summary>某一晚（如 2026-11-29）的清除凭证：清除了哪些记录（只有技术编号）、以何时为界。</summary>
    [Function("ReadRetentionEvidence")]
    [Allow(Role.Operator)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<RetentionEvidence>))]
    public async Task<IResult> EvidenceAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/retention/{day}")] HttpRequest request, string day, CancellationToken cancellation)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var night)) return new NothingHere();
        var asked = PageRequest.From(request);
        var query = new RecordQuery { Partition = RetentionRecords.TextOf(night), RowPrefix = RetentionRecords.EvidenceRows, Take = asked.Take, Continuation = asked.Continuation };
        var page = await cases.Records.QueryAsync(RetentionRecords.Table, query, cancellation);
        return Results.Json(PageRequest.Answer(page, r => r.As<RetentionEvidence>().Value), PlatformJson.Options);
    }
}
