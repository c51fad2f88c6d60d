using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>删除草稿.</summary>
public sealed class DiscardDraft(CaseStore cases, FilingRecords filings, TimeProvider time)
{
    /// <summary>删除从未提交过的草稿；已提交过的不能删除。</summary>
    [Function("DiscardFilingDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(204), Refuses(typeof(FilingActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "filings/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = await filings.OwnAsync(id, request.Caller(), cancellation);
        if (FilingStates.Refuse(filing.Value.State, FilingAct.DiscardDraft) is { } refusal) return refusal;
        var draft = request.Matching(await filings.DraftAsync(filing.Value.Id, cancellation));
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), request.Stamp(time, "DiscardFilingDraft"))
            .Delete(filing)
            .Delete(draft)
            .Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName));
        if (SaveDraft.FilesOf(draft.Value) is { Count: > 0 } named) write.Send(FileMessages.Release(write.Address, named));
        await cases.CommitAsync(write, durable, cancellation);
        return Results.NoContent();
    }
}
