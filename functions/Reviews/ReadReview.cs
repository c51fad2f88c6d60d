using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews;

/// <summary>The queue of a kind (COM-17).</summary>
public sealed class ListReviews(ReviewKinds kinds, IRecordStore records, TimeProvider time)
{
    /// <summary>审核队列：按应办日期排序，可按状态、本人领取、逾期和关键词筛选。</summary>
    [Function("ListReviews")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [QueryParameter("state", "waiting（待领取）、claimed（审核中）、onHold（挂起）、proposed（待复核）、mine（本人领取）、overdue（已逾期）", Values = "waiting,claimed,onHold,proposed,mine,overdue")]
    [QueryParameter("q", "名称或单位名称关键词")]
    [QueryParameter("take", "每页条数，1–200")]
    [QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<QueueEntry>)), Refuses(typeof(UnknownQueueState))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reviews/{kind}")] HttpRequest request, string kind, CancellationToken cancellation)
    {
        var caller = request.Caller();
        kinds.Area(kind, caller);
        var page = PageRequest.From(request);
        var (state, keyword) = (request.Query["state"].ToString(), request.Query["q"].ToString());
        var partition = ReviewQueueProjection.PartitionOf(kind, caller.Scope);
        var (now, today) = (time.GetUtcNow(), ChinaTime.Today(time));
        var entries = new List<QueueEntry>();
        await foreach (var entry in records.AllAsync<QueueEntry>(ReviewQueueProjection.QueueTable, new RecordQuery { Partition = partition, Take = RecordLimits.PageRecords }, cancellation))
        {
            var e = entry.Value;
            var claimed = e.ClaimedUntil > now;
            var wanted = state switch
            {
                "" => true,
                "mine" => claimed && e.ClaimedBy == caller.Account,
                "overdue" => e.DueOn < today,
                "waiting" => e.State == ReviewState.Waiting || (e.State == ReviewState.Claimed && !claimed),
                "claimed" => e.State == ReviewState.Claimed && claimed,
                "onHold" => e.State == ReviewState.OnHold,
                "proposed" => e.State == ReviewState.Proposed,
                _ => throw new RefusedException(new UnknownQueueState(state)),
            };
            if (wanted && (keyword.Length == 0 || e.Title.Contains(keyword, StringComparison.OrdinalIgnoreCase) || e.UnitName.Contains(keyword, StringComparison.OrdinalIgnoreCase)))
                entries.Add(e);
        }
        return Results.Json(page.Slice(entries, ReviewQueueProjection.RowOf, (e, row) => string.CompareOrdinal(ReviewQueueProjection.RowOf(e), row) > 0), PlatformJson.Options);
    }
}

/// <summary>?state= is none of the queue's.</summary>
public sealed record UnknownQueueState(string State) : Malformed("review-queue-state-unknown", "筛选条件无效", $"没有名为“{State}”的队列状态。");

/// <summary>The detail of a case under review.</summary>
public sealed class ReadReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>审核详情：本轮内容、与上一轮的变化、提示、审核要点、理由目录、办理进度。</summary>
    [Function("ReadReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer), ETag = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reviews/{kind}/{id}")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (area, round) = await desk.FindAsync(kind, id, caller, cancellation);
        if (area.Kind.HoldsPersonalData)
            await desk.Cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(round.Value.Case), request.Stamp(time, "ReadReview")), durable, cancellation);
        return await desk.AnswerAsync(request, kind, id, caller, cancellation);
    }
}

/// <summary>Where looks at unmasked personal data are recorded (ACC-13, COM-20): an audit chain for each case.</summary>
public static class PersonalDataReads
{
    /// <summary>Table of the chains.</summary>
    public const string Table = "PersonalDataReads";

    /// <summary>The chain of a case.</summary>
    public static CaseAddress Of(string caseId) => new(Table, caseId);
}

/// <summary>An earlier round as it was submitted.</summary>
public sealed class ReadReviewRound(ReviewDesk desk)
{
    /// <summary>某一轮提交的完整内容。</summary>
    [Function("ReadReviewRound")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reviews/{kind}/{id}/rounds/{round:int}")] HttpRequest request, string kind, string id, int round, CancellationToken cancellation)
    {
        var (area, latest) = await desk.FindAsync(kind, id, request.Caller(), cancellation);
        var stored = await desk.Cases.FindAsync<ReviewRound>(new CaseAddress(area.Kind.Table, latest.Value.Case), ReviewRound.RowOf(kind, round), cancellation);
        return stored is null || stored.Value.Kind != kind ? new NothingHere() : Results.Json(ReviewAnswer.Of(area.Kind, stored.Value, [], []), PlatformJson.Options);
    }
}
