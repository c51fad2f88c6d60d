using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.LocalOutbox;

/// <summary>A message that would have left the house.</summary>
/// <param name="Channel">Text message or mail.</param>
/// <param name="To">Number in E.164 or mail address.</param>
/// <param name="Subject">Subject of a mail.</param>
/// <param name="Text">Text.</param>
/// <param name="Template">Code of the template, for text messages.</param>
/// <param name="SentAt">The instant.</param>
/// <param name="OperationId">The delivery.</param>
public sealed record OutboxLetter(NotificationChannel Channel, string To, string? Subject, string Text, string? Template, DateTimeOffset SentAt, string OperationId)
{
    /// <summary>The mail as HTML, where it has one.</summary>
    public string? Html { get; init; }

    /// <summary>Further headers of the mail.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>What stands in the places of a text message's template, such as its code.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>A text message.</summary>
    public static OutboxLetter Of(SmsMessage message, DateTimeOffset sentAt) => new(NotificationChannel.Sms, message.Phone, null, message.Text, message.Template, sentAt, message.OperationId)
    {
        Values = message.Values.Count == 0 ? null : message.Values,
    };

    /// <summary>A mail.</summary>
    public static OutboxLetter Of(MailMessage mail, DateTimeOffset sentAt) => new(NotificationChannel.Mail, mail.To, mail.Subject, mail.Text, null, sentAt, mail.OperationId)
    {
        Html = mail.Html,
        Headers = mail.Headers.Count == 0 ? null : mail.Headers,
    };
}

/// <summary>Where the local build's gateways put messages: one partition, newest first, each operation id once.</summary>
internal static class OutboxRecords
{
    public const string Table = "LocalOutbox";
    public const string Partition = "letters";

    private const string Seen = "~seen-";

    /// <summary>Puts a message there; false where its operation id was there already.</summary>
    public static async Task<bool> AddAsync(IRecordStore records, OutboxLetter letter, CancellationToken cancellation)
    {
        var key = NewId.Derived("o", letter.OperationId);
        try
        {
            await records.CommitAsync(
                Table,
                Partition,
                [
                    new InsertRecord(Seen + key) { Document = TypedRecords.ToDocument(letter.OperationId) },
                    new InsertRecord(DeliveryId.NewestFirst(letter.SentAt) + "-" + key) { Document = TypedRecords.ToDocument(letter) },
                ],
                cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    /// <summary>Messages, newest first.</summary>
    /// <param name="records">Where.</param>
    /// <param name="to">Part of the number or address; null for all.</param>
    /// <param name="since">Only later ones.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public static async Task<IReadOnlyList<OutboxLetter>> ListAsync(IRecordStore records, string? to, DateTimeOffset? since, int take, CancellationToken cancellation)
    {
        var letters = new List<OutboxLetter>();
        var query = new RecordQuery { Partition = Partition, RowBefore = since is { } after ? DeliveryId.NewestFirst(after) : "~" };
        await foreach (var letter in records.AllAsync<OutboxLetter>(Table, query, cancellation))
        {
            if (to is { Length: > 0 } && !letter.Value.To.Contains(to, StringComparison.OrdinalIgnoreCase)) continue;
            letters.Add(letter.Value);
            if (letters.Count == take) break;
        }
        return letters;
    }
}
