using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>申请入库, for the first time, corrected, or with changes of what the pool holds.</summary>
public sealed class ApplyForPool(CaseStore cases, PoolExperts experts, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>申请入库：检查专家信息并提交本单位企业管理员审核，给出回执；重复点击只申请一次。If-Match 为专家信息的 ETag。</summary>
    [Function("ApplyForExpertPool")]
    [Allow(Role.Expert)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(PoolExpertActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "experts/me/application")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = request.Caller().Account;
        // The draft is read before the record: a twin of this request that applies in between then shows as its receipt.
        var (draft, stored) = await experts.DraftAsync(id, cancellation);
        var expert = await experts.FindAsync(id, cancellation);
        if (await RepeatedAsync(request, expert?.Value, cancellation) is { } same) return same;
        if (PoolExpertStates.Refuse(expert?.Value.State ?? PoolExpertState.Draft, PoolExpertAct.Apply) is { } refusal) return refusal;
        var findings = PoolProfileRules.Check(draft.Profile, draft.ProtectedIdNumber is null ? null : draft.Profile.IdNumber, ChinaTime.Today(time));
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        if (expert is null || stored is null) return new PoolExpertActRefused(PoolExpertState.Draft, PoolExpertAct.Apply);
        request.Matching(stored);

        var round = expert.Value.Round + 1;
        var next = expert.Value.After(PoolExpertAct.Apply) with
        {
            UnitName = request.Caller().Office,
            Round = round,
            Pending = draft.Profile,
            PendingIdNumber = draft.ProtectedIdNumber,
            SubmittedFrom = ETags.Of(stored.ETag),
        };
        // The draft is written again as it is: a save that read it before the application meets a new ETag.
        var write = new CaseWrite(PoolExperts.AddressOf(id), request.Stamp(time, "ApplyForExpertPool")).Replace(expert, next).Replace(stored, draft);
        var submission = new Submission(draft.Profile.Name!, next.Unit, next.UnitName, JsonSerializer.SerializeToElement(draft.Profile, PlatformJson.Stored), [], next.Unit.Value);
        var receipt = ReviewSubmission.Open(write, ExpertAdmissionKind.Kind, round, submission, await calendars.CurrentAsync(cancellation));
        write.Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, (await experts.FindAsync(id, cancellation))?.Value, cancellation) ?? new RecordChanged();
        }
    }

    private async Task<IResult?> RepeatedAsync(HttpRequest request, PoolExpert? expert, CancellationToken cancellation)
    {
        if (expert is not { Pending: not null, SubmittedFrom: { } from } || !request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        var round = (await experts.RoundsAsync(expert.Id, cancellation))[^1].Value;
        return Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options);
    }
}

/// <summary>撤回 an application that nobody has decided yet.</summary>
public sealed class TakeBackApplication(CaseStore cases, PoolExperts experts, TimeProvider time)
{
    /// <summary>撤回尚未审核的入库申请，可修改后重新申请。</summary>
    [Function("TakeBackExpertApplication")]
    [Allow(Role.Expert)]
    [Answers(200, typeof(ExpertProfileAnswer), ETag = true), Refuses(typeof(PoolExpertActRefused))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "experts/me/application")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = request.Caller().Account;
        if (await experts.FindAsync(id, cancellation) is not { } expert) return new PoolExpertActRefused(PoolExpertState.Draft, PoolExpertAct.TakeBack);
        if (PoolExpertStates.Refuse(expert.Value.State, PoolExpertAct.TakeBack) is { } refusal) return refusal;
        var write = new CaseWrite(PoolExperts.AddressOf(id), request.Stamp(time, "TakeBackExpertApplication"))
            .Replace(expert, expert.Value.After(PoolExpertAct.TakeBack) with { Pending = null, PendingIdNumber = null, SubmittedFrom = null });
        ReviewSubmission.End(write, ExpertAdmissionKind.Kind, (await experts.RoundsAsync(id, cancellation))[^1], "专家已撤回申请");
        write.Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await ReadExpertProfile.AnswerAsync(request, cases, experts, cancellation);
    }
}
