using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Inbox;

/// <summary>站内信.</summary>
/// <param name="Template">Code of the template.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Text">Chinese text.</param>
/// <param name="SentAt">When the act happened.</param>
/// <param name="ReadAt">When the account read it.</param>
public sealed record InboxEntry(string Template, NotificationKind Kind, string Title, string Text, DateTimeOffset SentAt, DateTimeOffset? ReadAt = null);

/// <summary>Where in-app messages lie: a partition an account, newest first.</summary>
internal static class InboxRecords
{
    public const string Table = "Inbox";

    private const string Unread = "Unread";

    /// <summary>Writes an entry once.</summary>
    public static async Task AddAsync(IRecordStore records, AccountId account, string row, InboxEntry entry, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(Table, account.Value, [new InsertRecord(row) { Document = TypedRecords.ToDocument(entry), Properties = Properties(entry) }], cancellation);
        }
        catch (StoreConflictException)
        {
            // A repetition of the message: it is there, and may have been read.
        }
    }

    /// <summary>One page of an account's entries.</summary>
    public static Task<RecordPage> PageAsync(IRecordStore records, AccountId account, bool unreadOnly, int take, string? continuation, CancellationToken cancellation) =>
        records.QueryAsync(
            Table,
            new RecordQuery { Partition = account.Value, RowBefore = DeliveryId.RowsBefore, Filter = unreadOnly ? RecordFilter.Equal(Unread, true) : null, Take = take, Continuation = continuation },
            cancellation);

    /// <summary>How many are unread, counted up to a limit.</summary>
    public static async Task<int> CountUnreadAsync(IRecordStore records, AccountId account, int limit, CancellationToken cancellation) =>
        (await PageAsync(records, account, true, limit, null, cancellation)).Records.Count;

    /// <summary>Marks an entry as read; false where there is none.</summary>
    public static async Task<bool> MarkReadAsync(IRecordStore records, AccountId account, string row, DateTimeOffset when, CancellationToken cancellation)
    {
        if (!RecordLimits.IsKey(row)) return false;
        while (await records.FindAsync<InboxEntry>(Table, account.Value, row, cancellation) is { } stored)
        {
            if (stored.Value.ReadAt is not null) return true;
            var read = stored.Value with { ReadAt = when };
            try
            {
                await records.CommitAsync(Table, account.Value, [new ReplaceRecord(row, stored.ETag) { Document = TypedRecords.ToDocument(read), Properties = Properties(read) }], cancellation);
                return true;
            }
            catch (StoreConflictException)
            {
                // A second click was faster.
            }
        }
        return false;
    }

    /// <summary>站内信 are kept for two years (COM-20).</summary>
    public static IRetainedData Retained(IRecordStore records) => new RetainedRows(
        new RetentionRule("inbox", "站内信", 730, "发送", "一个年度更新和认定周期之后仍可查阅上一年度的通知", "StartRetention"),
        records,
        Table,
        DeliveryId.OlderThan);

    private static Dictionary<string, object> Properties(InboxEntry entry) => new() { [Unread] = entry.ReadAt is null };
}
