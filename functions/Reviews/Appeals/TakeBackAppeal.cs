using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>There is no appeal that could be taken back.</summary>
public sealed record NoOpenAppeal() : Conflict("appeal-none-open", "没有可撤回的复核申请", "没有正在复核的申请，或复核已办结；未作任何改动。");

/// <summary>撤回复核申请, while it is undecided.</summary>
public sealed class TakeBackAppeal(AppealDesk desk, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Why the appeal ended, as everybody reads it.</summary>
    internal const string Why = "贵单位撤回复核申请";

    /// <summary>撤回复核申请：复核结论作出之前；撤回后不能对同一结论再次申请。If-Match 为读取复核申请时的 ETag。</summary>
    [Function("TakeBackAppeal")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(AppealAnswer), ETag = true), Refuses(typeof(NoOpenAppeal)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appeals/{kind}/{id}/take-back")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var found = await desk.OwnAsync(kind, id, request.Caller(), cancellation);
        if (found.Appeals is not [.., { Value.IsOpen: true } appeal]) return new NoOpenAppeal();
        request.Matching(appeal);
        var write = new CaseWrite(found.Address, request.Stamp(time, "TakeBackAppeal"));
        ReviewSubmission.End(write, found.Appealing, appeal, Why);
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            return await cases.FindAsync<ReviewRound>(found.Address, appeal.Row, cancellation) is { Value.IsOpen: true } ? new RecordChanged() : new NoOpenAppeal();
        }
        return ReadAppeal.Answer(request, await desk.OwnAsync(kind, id, request.Caller(), cancellation), await calendars.CurrentAsync(cancellation), time.GetUtcNow());
    }
}
