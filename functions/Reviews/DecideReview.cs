using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews;

/// <summary>Approves a case.</summary>
public sealed class ApproveReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>审核通过：审核要点须逐项确认；须复核的事项由另一名审核员确认后生效。</summary>
    [Function("ApproveReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(Verdict)), Answers(200, typeof(ReviewAnswer), ETag = true)]
    [Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(ClaimedByAnother)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/approve")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var verdict = await request.ReadBodyAsync<Verdict>(cancellation);
        return await Deciding.RunAsync(desk, request, kind, id, "ApproveReview", (k, r) => ReviewRules.Approve(k, r, request.Caller().AsActor(), verdict, time.GetUtcNow()), time, durable, cancellation);
    }
}

/// <summary>Returns a case with reasons.</summary>
public sealed class ReturnReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>审核不通过：至少选择一条理由目录中的理由，可补充说明。</summary>
    [Function("ReturnReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(Verdict)), Answers(200, typeof(ReviewAnswer), ETag = true)]
    [Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(ClaimedByAnother)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/return")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var verdict = await request.ReadBodyAsync<Verdict>(cancellation);
        return await Deciding.RunAsync(desk, request, kind, id, "ReturnReview", (k, r) => ReviewRules.Return(k, r, request.Caller().AsActor(), verdict, time.GetUtcNow()), time, durable, cancellation);
    }
}

/// <summary>Confirms a colleague's proposal (four eyes).</summary>
public sealed class ConfirmReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>复核通过：须由提出审核意见以外的审核员办理。</summary>
    [Function("ConfirmReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer), ETag = true), Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(SamePerson)), Needs(IfMatch = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/confirm")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        Deciding.RunAsync(desk, request, kind, id, "ConfirmReview", (k, r) => ReviewRules.Confirm(k, r, request.Caller().AsActor(), time.GetUtcNow()), time, durable, cancellation);
}

/// <summary>Why a proposal is sent back.</summary>
/// <param name="Reason">For the colleague.</param>
public sealed record SendBackRequest([property: System.ComponentModel.DataAnnotations.MaxLength(500)] string Reason);

/// <summary>Sends a colleague's proposal back (four eyes).</summary>
public sealed class SendBackReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>复核退回：审核意见不予确认，事项回到队列。</summary>
    [Function("SendBackReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(SendBackRequest)), Answers(200, typeof(ReviewAnswer), ETag = true)]
    [Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(SamePerson)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/send-back")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<SendBackRequest>(cancellation);
        return await desk.ActAsync(request, kind, id, "SendBackReview", (k, r, _) => ReviewRules.SendBack(k, r, request.Caller().AsActor(), time.GetUtcNow()), durable, cancellation, why: body.Reason);
    }
}

/// <summary>Takes one's own proposal back within the hour (COM-17).</summary>
public sealed class RollBackReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>撤回本人的审核意见：一小时内、复核之前。</summary>
    [Function("RollBackReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer), ETag = true)]
    [Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(NotOwnProposal), typeof(RollBackTooLate)), Needs(IfMatch = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/roll-back")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        desk.ActAsync(request, kind, id, "RollBackReview", (k, r, _) => ReviewRules.RollBack(k, r, request.Caller().AsActor(), time.GetUtcNow()), durable, cancellation);
}

internal static class Deciding
{
    public static async Task<IResult> RunAsync(
        ReviewDesk desk, HttpRequest request, string kind, string id, string act, Func<ReviewKind, ReviewRound, Outcome<ReviewRound>> rule, TimeProvider time,
        DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (area, round) = await desk.FindAsync(kind, id, caller, cancellation);
        if (!rule(area.Kind, round.Value).TryGet(out var next, out var refusal)) return refusal;
        request.Matching(round);
        return await desk.DecideAsync(request.Stamp(time, act), area, round, next, durable, cancellation) is { } refused
            ? refused
            : await desk.AnswerAsync(request, kind, id, caller, cancellation);
    }

    /// <summary>Decides each case of a batch as if it stood alone.</summary>
    public static async Task<IResult> EachAsync(
        ReviewDesk desk, HttpRequest request, string kind, IReadOnlyList<BatchItem> items, string act, Func<ReviewKind, ReviewRound, Outcome<ReviewRound>> rule, TimeProvider time,
        DurableTaskClient durable, CancellationToken cancellation)
    {
        if (items.Count == 0) return new NothingSelected();
        if (items.Count > 50) return new TooManySelected();
        var outcomes = new List<BatchOutcome>();
        foreach (var item in items)
        {
            var refusal = await OneAsync(item);
            outcomes.Add(refusal is null ? new BatchOutcome(item.Case, true) : new BatchOutcome(item.Case, false, refusal.Code, refusal.Detail, refusal.Findings.Count == 0 ? null : refusal.Findings));
        }
        return Results.Json<IReadOnlyList<BatchOutcome>>(outcomes, PlatformJson.Options);

        async Task<Refusal?> OneAsync(BatchItem item)
        {
            try
            {
                var (area, round) = await desk.FindAsync(kind, item.Case, request.Caller(), cancellation);
                if (!rule(area.Kind, round.Value).TryGet(out var next, out var refusal)) return refusal;
                if (ETags.Of(round.ETag) != item.ETag) return new RecordChanged();
                return await desk.DecideAsync(request.Stamp(time, act), area, round, next, durable, cancellation);
            }
            catch (RefusedException refused)
            {
                return refused.Refusal;
            }
        }
    }
}

/// <summary>One case of a batch.</summary>
/// <param name="Case">The case, as the queue gives its id.</param>
/// <param name="ETag">Its ETag as read in the detail.</param>
public sealed record BatchItem(string Case, string ETag);

/// <summary>批量审核.</summary>
/// <param name="Items">1 to 50 cases.</param>
/// <param name="Approve">True to approve, false to return.</param>
/// <param name="Verdict">What is said of all of them.</param>
public sealed record BatchRequest(IReadOnlyList<BatchItem> Items, bool Approve, Verdict Verdict);

/// <summary>What became of one case of a batch.</summary>
/// <param name="Case">The case.</param>
/// <param name="Done">Whether it was decided.</param>
/// <param name="Code">Code of the refusal, where it was not.</param>
/// <param name="Detail">Chinese text of the refusal.</param>
/// <param name="Errors">Findings of the refusal.</param>
public sealed record BatchOutcome(string Case, bool Done, string? Code = null, string? Detail = null, IReadOnlyList<Finding>? Errors = null);

/// <summary>Nothing was selected.</summary>
public sealed record NothingSelected() : Invalid("review-nothing-selected", "未选择事项", "请至少选择一条待审核的事项。");

/// <summary>Too many were selected.</summary>
public sealed record TooManySelected() : Invalid("review-too-many-selected", "选择的事项过多", "每次最多选择 50 条事项。");

/// <summary>批量复核.</summary>
/// <param name="Items">1 to 50 cases whose proposals are confirmed.</param>
public sealed record BatchConfirmRequest(IReadOnlyList<BatchItem> Items);

/// <summary>Decides many cases; each stands for itself.</summary>
public sealed class DecideReviews(ReviewDesk desk, TimeProvider time)
{
    /// <summary>批量审核：逐条给出结果，一条不能办理不影响其他各条。</summary>
    [Function("DecideReviews")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(BatchRequest)), Answers(200, typeof(IReadOnlyList<BatchOutcome>)), Refuses(typeof(NothingSelected), typeof(TooManySelected))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/decisions")] HttpRequest request, string kind,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var by = request.Caller().AsActor();
        desk.Kinds.Area(kind, request.Caller());
        var body = await request.ReadBodyAsync<BatchRequest>(cancellation);
        return await Deciding.EachAsync(
            desk, request, kind, body.Items, body.Approve ? "ApproveReview" : "ReturnReview",
            (k, r) => body.Approve ? ReviewRules.Approve(k, r, by, body.Verdict, time.GetUtcNow()) : ReviewRules.Return(k, r, by, body.Verdict, time.GetUtcNow()),
            time, durable, cancellation);
    }
}

/// <summary>Confirms many proposals of colleagues (four eyes); each stands for itself.</summary>
public sealed class ConfirmReviews(ReviewDesk desk, TimeProvider time)
{
    /// <summary>批量复核通过：逐条给出结果；本人提出的审核意见须由另一名审核员复核。</summary>
    [Function("ConfirmReviews")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(BatchConfirmRequest)), Answers(200, typeof(IReadOnlyList<BatchOutcome>)), Refuses(typeof(NothingSelected), typeof(TooManySelected))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/confirmations")] HttpRequest request, string kind,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var by = request.Caller().AsActor();
        desk.Kinds.Area(kind, request.Caller());
        var body = await request.ReadBodyAsync<BatchConfirmRequest>(cancellation);
        return await Deciding.EachAsync(desk, request, kind, body.Items, "ConfirmReview", (k, r) => ReviewRules.Confirm(k, r, by, time.GetUtcNow()), time, durable, cancellation);
    }
}
