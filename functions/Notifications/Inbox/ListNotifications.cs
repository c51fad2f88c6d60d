using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Inbox;

/// <summary>站内信 as its reader sees it.</summary>
/// <param name="Id">Names it for <c>notifications/{id}/read</c>.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Text">Chinese text.</param>
/// <param name="SentAt">The instant.</param>
/// <param name="ReadAt">When it was read.</param>
public sealed record NotificationAnswer(string Id, NotificationKind Kind, string Title, string Text, DateTimeOffset SentAt, DateTimeOffset? ReadAt);

/// <summary>One page of the inbox.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Continuation">Token of the next page.</param>
/// <param name="Unread">How many are unread; 100 stands for 100 or more.</param>
public sealed record InboxAnswer(IReadOnlyList<NotificationAnswer> Items, string? Continuation, int Unread);

/// <summary>我的站内信.</summary>
public sealed class ListNotifications(IRecordStore records)
{
    private const int CountedUpTo = 100;

    /// <summary>The caller's inbox, newest first.</summary>
    [Function("ListNotifications")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [QueryParameter("unread", "true 只列未读", typeof(bool), Lenient = true)]
    [QueryParameter("take", "每页条数，1 至 200")]
    [QueryParameter("continuation", "下一页标记")]
    [Answers(200, typeof(InboxAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications")] HttpRequest request,
        CancellationToken cancellation)
    {
        var account = request.Caller().Account;
        var asked = PageRequest.From(request);
        var page = await InboxRecords.PageAsync(records, account, request.Query["unread"] == "true", asked.Take, asked.Continuation, cancellation);
        var answer = PageRequest.Answer(page, r => Answer(r.As<InboxEntry>()));
        return Results.Json(new InboxAnswer(answer.Items, answer.Continuation, await InboxRecords.CountUnreadAsync(records, account, CountedUpTo, cancellation)), PlatformJson.Options);
    }

    private static NotificationAnswer Answer(Stored<InboxEntry> entry) =>
        new(entry.Row, entry.Value.Kind, entry.Value.Title, entry.Value.Text, entry.Value.SentAt, entry.Value.ReadAt);
}
