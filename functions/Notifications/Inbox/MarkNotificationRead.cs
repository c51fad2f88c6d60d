using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Inbox;

/// <summary>标记站内信为已读.</summary>
public sealed class MarkNotificationRead(IRecordStore records, TimeProvider time)
{
    /// <summary>Marks one of the caller's own; a second time changes nothing.</summary>
    [Function("MarkNotificationRead")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(204)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notifications/{id}/read")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        await InboxRecords.MarkReadAsync(records, request.Caller().Account, id, time.GetUtcNow(), cancellation) ? Results.NoContent() : new NothingHere();
}
