using PatentFunctions.Notifications;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Local;

/// <summary>Numbers and addresses that behave badly on purpose, so that every outcome can be tried.</summary>
internal static class ReservedRecipients
{
    public const string NumberDoesNotExist = "+8619900000001";
    public const string NumberFailsTwice = "+8619900000002";
    public const string NumberNeverAnswers = "+8619900000003";
    public const string NumberNotDelivered = "+8619900000004";
    public const string NumberDelivered = "+8619900000005";
    public const string MailFails = "fail@test.invalid";
    public const string MailFailsTwice = "twice@test.invalid";
    public const string MailBounces = "bounce@test.invalid";
}

/// <summary>Puts text messages into the local outbox, for every number range.</summary>
internal sealed class LocalSmsGateway(LocalPost post) : ISmsGateway
{
    public Task<GatewayAnswer> SendAsync(SmsMessage message, CancellationToken cancellation) =>
        post.SendAsync(message.OperationId, message.Phone, at => OutboxLetter.Of(message, at), cancellation);
}

/// <summary>Puts mails into the local outbox.</summary>
internal sealed class LocalMailGateway(LocalPost post) : IMailGateway
{
    public Task<GatewayAnswer> SendAsync(MailMessage message, CancellationToken cancellation) =>
        post.SendAsync(message.OperationId, message.To, at => OutboxLetter.Of(message, at), cancellation);
}

/// <summary>What both local gateways do: the outbox, the reserved recipients, and receipts for two of them.</summary>
internal sealed class LocalPost(IRecordStore records, TimeProvider time) : IReceiptSource
{
    private const string Attempts = "attempts";
    private const string Receipts = "receipts";

    public async Task<GatewayAnswer> SendAsync(string operationId, string to, Func<DateTimeOffset, OutboxLetter> letter, CancellationToken cancellation)
    {
        switch (to)
        {
            case ReservedRecipients.NumberDoesNotExist:
                return new GatewayRejected("空号", AddressIsBad: true);
            case ReservedRecipients.MailFails:
                return new GatewayRejected("邮箱不存在", AddressIsBad: true);
            case ReservedRecipients.NumberNeverAnswers:
                return new GatewayUnreachable("网关超时");
            case ReservedRecipients.NumberFailsTwice or ReservedRecipients.MailFailsTwice when await CountAttemptAsync(operationId, cancellation) <= 2:
                return new GatewayUnreachable("网关繁忙");
            case ReservedRecipients.NumberNotDelivered:
                await AddReceiptAsync(new DeliveryReceipt(operationId, false, "关机或停机"), cancellation);
                break;
            case ReservedRecipients.MailBounces:
                await AddReceiptAsync(new DeliveryReceipt(operationId, false, "邮件被退回", AddressIsBad: true), cancellation);
                break;
            case ReservedRecipients.NumberDelivered:
                await AddReceiptAsync(new DeliveryReceipt(operationId, true), cancellation);
                break;
            default:
                break;
        }
        await OutboxRecords.AddAsync(records, letter(time.GetUtcNow()), cancellation);
        return new GatewayAccepted("local-" + NewId.Derived("o", operationId));
    }

    public async IAsyncEnumerable<DeliveryReceipt> PendingAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var receipt in records.AllAsync<DeliveryReceipt>(OutboxRecords.Table, new RecordQuery { Partition = Receipts }, cancellation)) yield return receipt.Value;
    }

    public async Task AcknowledgeAsync(DeliveryReceipt receipt, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(OutboxRecords.Table, Receipts, [new DeleteRecord(Key(receipt.OperationId))], cancellation);
        }
        catch (StoreConflictException)
        {
            // Another run of the timer took it.
        }
    }

    private static string Key(string operationId) => NewId.Derived("o", operationId);

    private async Task AddReceiptAsync(DeliveryReceipt receipt, CancellationToken cancellation) =>
        await records.CommitAsync(OutboxRecords.Table, Receipts, [new UpsertRecord(Key(receipt.OperationId)) { Document = TypedRecords.ToDocument(receipt) }], cancellation);

    private async Task<int> CountAttemptAsync(string operationId, CancellationToken cancellation)
    {
        var row = Key(operationId);
        var count = ((await records.FindAsync<int>(OutboxRecords.Table, Attempts, row, cancellation))?.Value ?? 0) + 1;
        await records.CommitAsync(OutboxRecords.Table, Attempts, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(count) }], cancellation);
        return count;
    }
}
