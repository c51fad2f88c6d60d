using PatentFunctions.Notifications;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>Where no SMS service is configured, as under <c>func start</c>: messages go into the outbox that the desk shows.</summary>
internal sealed class OutboxSmsGateway(IRecordStore records, TimeProvider time) : ISmsGateway
{
    /// <inheritdoc />
    public async Task<GatewayAnswer> SendAsync(SmsMessage message, CancellationToken cancellation)
    {
        await OutboxRecords.AddAsync(records, OutboxLetter.Of(message, time.GetUtcNow()), cancellation);
        return new GatewayAccepted("outbox-" + NewId.Derived("o", message.OperationId));
    }
}

/// <summary>Where no mail service is configured.</summary>
internal sealed class OutboxMailGateway(IRecordStore records, TimeProvider time) : IMailGateway
{
    /// <inheritdoc />
    public async Task<GatewayAnswer> SendAsync(MailMessage message, CancellationToken cancellation)
    {
        await OutboxRecords.AddAsync(records, OutboxLetter.Of(message, time.GetUtcNow()), cancellation);
        return new GatewayAccepted("outbox-" + NewId.Derived("o", message.OperationId));
    }
}
