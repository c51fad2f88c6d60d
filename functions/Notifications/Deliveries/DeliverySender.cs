using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>
/// One step of a delivery. It is claimed before it is handed to the gateway and its outcome is recorded afterwards; a crash between leaves
/// it claimed, and once the claim has run out it is handed over again under the same operation id.
/// </summary>
internal sealed class DeliverySender(IRecordStore records, IServiceProvider gateways, SmsRouting routing, IMailGateway mail, AddressBounces bounces, TimeProvider time, ILogger<DeliverySender> log)
{
    /// <summary>After so many attempts a delivery has failed.</summary>
    public const int MaxAttempts = 6;

    /// <summary>After so long without an outcome an attempt counts as broken off.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    private readonly DueIndex due = new(records, DeliveryId.DueTable);

    /// <summary>Tries a delivery that is due; does nothing where it is not, or where another is at it.</summary>
    public async Task AttemptAsync(DeliveryId id, CancellationToken cancellation)
    {
        var stored = await records.FindAsync<Delivery>(DeliveryId.Table, id.Partition, id.Row, cancellation);
        var now = time.GetUtcNow();
        if (stored is null || stored.Value.IsSettled || stored.Value.NextAt > now) return;
        var delivery = stored.Value;
        var template = TemplateCatalog.Get(delivery.Template);
        if (template.UsefulFor is { } useful && now >= delivery.QueuedAt + useful)
        {
            await FailAsync(id, stored, template, "已过有效期，不再发送", cancellation);
            return;
        }
        if (delivery.Channel == NotificationChannel.Sms && !template.Urgent && QuietHours.HeldUntil(now) is { } morning && delivery.State != DeliveryState.Sending)
        {
            await due.AddAsync(morning, id.Waiting(delivery.Channel), cancellation);
            await WriteAsync(id, stored, delivery.To(DeliveryState.Held) with { NextAt = morning, Reason = "免打扰时段，8:00 发送" }, cancellation);
            return;
        }
        var repeated = delivery.State == DeliveryState.Sending;
        if (repeated && delivery.Attempts >= MaxAttempts)
        {
            await FailAsync(id, stored, template, "多次发送均未得到答复", cancellation);
            return;
        }
        using var span = Telemetry.Continue("delivery " + delivery.Channel, delivery.Trace, delivery.Case);
        await due.AddAsync(now + Claim, id.ToString(), cancellation);
        var claimed = await WriteAsync(id, stored, delivery.To(DeliveryState.Sending) with { NextAt = now + Claim, Attempts = delivery.Attempts + 1, Reason = null }, cancellation);
        if (claimed is null) return;
        await RecordAsync(id, claimed, template, await HandOverAsync(id, claimed.Value, template, repeated, cancellation), cancellation);
    }

    private async Task<GatewayAnswer> HandOverAsync(DeliveryId id, Delivery delivery, NotificationTemplate template, bool repeated, CancellationToken cancellation)
    {
        var operation = delivery.Resends == 0 ? id.ToString() : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{delivery.Resends}");
        var text = template.Render(delivery.Values);
        try
        {
            if (delivery.Channel == NotificationChannel.Mail)
                return await mail.SendAsync(new MailMessage(operation, delivery.Address!, text.MailSubject!, text.MailText!) { Html = text.MailHtml, Headers = text.MailHeaders }, cancellation);
            var number = SmsRouting.ToInternational(delivery.Address!);
            var gateway = gateways.GetRequiredKeyedService<ISmsGateway>(routing.GatewayOf(number));
            return await gateway.SendAsync(new SmsMessage(operation, number, text.Sms!, template.Code, template.SmsValues(delivery.Values), repeated, delivery.QueuedAt), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Only the type: messages of HTTP clients may name addresses.
            log.LogWarning("Delivery {Delivery} by {Channel} failed: {Failure}", id.Row, delivery.Channel, e.GetType().Name);
            return new GatewayUnreachable(e.GetType().Name);
        }
    }

    private async Task RecordAsync(DeliveryId id, Stored<Delivery> claimed, NotificationTemplate template, GatewayAnswer answer, CancellationToken cancellation)
    {
        var delivery = claimed.Value;
        var now = time.GetUtcNow();
        switch (answer)
        {
            case GatewayAccepted accepted:
                await WriteAsync(id, claimed, delivery.To(DeliveryState.Sent) with { ProviderId = accepted.ProviderId, SentAt = now, NextAt = null, Values = template.WithoutSecrets(delivery.Values) }, cancellation);
                break;
            case GatewayRejected rejected:
                if (rejected.AddressIsBad) await bounces.RememberAsync(delivery.Address!, rejected.Reason, cancellation);
                await FailAsync(id, claimed, template, rejected.Reason, cancellation);
                break;
            case GatewayUnreachable unreachable when delivery.Attempts >= MaxAttempts:
                await FailAsync(id, claimed, template, unreachable.Reason, cancellation);
                break;
            case GatewayUnreachable unreachable:
                var next = now + Pauses[delivery.Attempts - 1];
                await due.AddAsync(next, id.Waiting(delivery.Channel), cancellation);
                await WriteAsync(id, claimed, delivery.To(DeliveryState.Queued) with { NextAt = next, Reason = unreachable.Reason }, cancellation);
                break;
            default:
                throw new InvalidOperationException(answer.GetType().Name);
        }
    }

    private async Task FailAsync(DeliveryId id, Stored<Delivery> stored, NotificationTemplate template, string reason, CancellationToken cancellation)
    {
        await FailedDeliveries.AddAsync(records, id, cancellation);
        await WriteAsync(id, stored, stored.Value.To(DeliveryState.Failed) with { NextAt = null, Reason = reason, Values = template.WithoutSecrets(stored.Value.Values) }, cancellation);
    }

    // Null where another wrote in between: a receipt that came before the answer, or a second sender that was faster.
    private async Task<Stored<Delivery>?> WriteAsync(DeliveryId id, Stored<Delivery> read, Delivery next, CancellationToken cancellation)
    {
        try
        {
            var etags = await records.CommitAsync(DeliveryId.Table, id.Partition, [new ReplaceRecord(id.Row, read.ETag) { Document = TypedRecords.ToDocument(next) }], cancellation);
            if (next.IsSettled) Telemetry.Delivered(next.Channel.ToString(), next.State.ToString());
            return read with { ETag = etags[0], Value = next };
        }
        catch (StoreConflictException)
        {
            return null;
        }
    }
}
