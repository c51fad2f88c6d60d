using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Files;

/// <summary>删除附件: an own one that no case refers to.</summary>
public sealed class DeleteFile(CaseStore cases, TimeProvider time)
{
    /// <summary>Removes record and content; a record of the removal stays.</summary>
    [Function("DeleteFile")]
    [Allow(Role.UnitAdmin, Role.University, Role.Bank)]
    [Answers(204)]
    [Refuses(typeof(FileInUse))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "files/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var stored = await FileRecords.FindAsync(cases.Records, new FileId(id), cancellation);
        if (stored is null || stored.Value.Owner != FileRecords.OwnerOf(request.Caller()) || !FileRecords.IsUsable(stored.Value, time.GetUtcNow())) return new NothingHere();
        if (stored.Value.KeptBy.Count > 0) return new FileInUse();
        await cases.CommitAsync(FileRemoval.Write(stored, request.Stamp(time, "DeleteFile"), "上传人删除"), durable, cancellation);
        return Results.NoContent();
    }
}
