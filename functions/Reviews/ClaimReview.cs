using System.ComponentModel.DataAnnotations;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Reviews;

/// <summary>Takes a case, so that two do not work on the same one.</summary>
public sealed class ClaimReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>领取（再次领取即续期）。</summary>
    [Function("ClaimReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer), ETag = true), Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(ClaimedByAnother)), Needs(IfMatch = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/claim")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        desk.ActAsync(request, kind, id, "ClaimReview", (k, r, _) => ReviewRules.Claim(k, r, request.Caller().AsActor(), time.GetUtcNow()), durable, cancellation);
}

/// <summary>Puts a case back.</summary>
public sealed class ReleaseReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>放回队列。</summary>
    [Function("ReleaseReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer), ETag = true), Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(ClaimedByAnother)), Needs(IfMatch = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/release")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        desk.ActAsync(request, kind, id, "ReleaseReview", (k, r, _) => ReviewRules.Release(k, r, request.Caller().AsActor(), time.GetUtcNow()), durable, cancellation);
}

/// <summary>To whom a case is handed.</summary>
/// <param name="Colleague">Account of another reviewer of the same role.</param>
/// <param name="Note">What the colleague should know.</param>
public sealed record HandOverRequest(AccountId Colleague, [property: MaxLength(500)] string? Note = null);

/// <summary>The colleague is not a reviewer of this kind.</summary>
public sealed record ColleagueNotReviewer() : Invalid("review-colleague-not-reviewer", "不能转交给该账号", "只能转交给同一类审核事项的其他审核员。");

/// <summary>Hands a case to a colleague.</summary>
public sealed class HandOverReview(ReviewDesk desk, IContactBook contacts, TimeProvider time)
{
    /// <summary>转交给同事。</summary>
    [Function("HandOverReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(HandOverRequest)), Answers(200, typeof(ReviewAnswer), ETag = true)]
    [Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(ClaimedByAnother), typeof(ColleagueNotReviewer)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/hand-over")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var body = await request.ReadBodyAsync<HandOverRequest>(cancellation);
        var colleagues = await contacts.RoleAsync(caller.Role, caller.Scope, cancellation);
        if (body.Colleague == caller.Account || colleagues.All(c => c.Account != body.Colleague)) return new ColleagueNotReviewer();
        var colleague = new Actor(body.Colleague, caller.Role, caller.Office);
        return await desk.ActAsync(
            request, kind, id, "HandOverReview", (k, r, _) => ReviewRules.HandOver(k, r, caller.AsActor(), colleague, time.GetUtcNow()), durable, cancellation,
            (write, _, round) => write.Send(Notify.Account(ReviewMessages.HandedOver, body.Colleague, ReviewMessages.Values(ReviewMessages.HandedOver, round))), body.Note);
    }
}

/// <summary>Why a case is held.</summary>
/// <param name="Reason">What the unit must do.</param>
public sealed record HoldRequest([property: MaxLength(500)] string? Reason);

/// <summary>Stops the clock while the applicant must act.</summary>
public sealed class HoldReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>挂起：须写明需要单位处理什么，期间不计入审核期限。</summary>
    [Function("HoldReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(HoldRequest)), Answers(200, typeof(ReviewAnswer), ETag = true)]
    [Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible), typeof(ClaimedByAnother)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/hold")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<HoldRequest>(cancellation);
        return await desk.ActAsync(
            request, kind, id, "HoldReview", (k, r, _) => ReviewRules.Hold(k, r, request.Caller().AsActor(), body.Reason, time.GetUtcNow()), durable, cancellation,
            (write, k, round) =>
            {
                if (!k.FromOffice)
                {
                    write.Timeline(k.Code + ".held", "审核挂起，请贵单位处理", round.Hold!.Reason)
                        .Send(ReviewMessages.ToApplicant(k, k.WithinUnit ? ReviewMessages.OnHoldWithinUnit : ReviewMessages.OnHold, round));
                }
                write.Send(WorkflowMessages.Raise(ReviewSubmission.InstanceId(k, round.Case, round.Round), ReviewClock.Changed, "hold"));
            }, body.Reason);
    }
}

/// <summary>Lets the clock run again.</summary>
public sealed class ResumeReview(ReviewDesk desk, TimeProvider time)
{
    /// <summary>恢复审核：应办日期顺延挂起的工作日数。</summary>
    [Function("ResumeReview")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewAnswer), ETag = true), Refuses(typeof(MustAbstain), typeof(ReviewActNotPossible)), Needs(IfMatch = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{kind}/{id}/resume")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        desk.ActAsync(
            request, kind, id, "ResumeReview", (k, r, calendar) => ReviewRules.Resume(k, r, request.Caller().AsActor(), calendar, time.GetUtcNow()), durable, cancellation,
            (write, k, round) =>
            {
                if (!k.FromOffice) write.Timeline(k.Code + ".resumed", "审核恢复");
                write.Send(WorkflowMessages.Raise(ReviewSubmission.InstanceId(k, round.Case, round.Round), ReviewClock.Changed, "resume"));
            });
}
