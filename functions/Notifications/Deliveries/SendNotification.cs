using PatentFunctions.Notifications.Inbox;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>
/// Takes a case's notification apart into deliveries: whom, on which channels, against which preferences. Every delivery is a row whose key
/// follows from the message, the recipient and the channel, so a repetition of the message finds it and sends nothing again.
/// </summary>
internal sealed class SendNotification(IRecordStore records, IContactBook contacts, DeliverySender sender, AddressBounces bounces, TimeProvider time) : IOutboxHandler
{
    /// <summary>So many are sent at once, within the request; the others by the timer within a minute.</summary>
    private const int SentAtOnce = 5;

    private readonly DueIndex due = new(records, DeliveryId.DueTable);

    public string Kind => Notify.Kind;

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var request = delivery.Read<NotificationRequest>();
        var template = TemplateCatalog.Get(request.Template);
        var created = new List<(DeliveryId Id, NotificationChannel Channel)>();
        var seen = new HashSet<(NotificationChannel, string)>();
        foreach (var target in await TargetsAsync(request.To, cancellation))
        {
            foreach (var channel in template.Channels)
            {
                if (target.Contact is null && target.AddressOf(channel) is null) continue;
                if (target.AddressOf(channel) is { } address && !seen.Add((channel, address))) continue;
                var id = new DeliveryId(target.Partition, DeliveryId.RowOf(delivery.Stamp.When, delivery.OperationId, target.Recipient, channel));
                var row = new Delivery(template.Code, channel, target.AddressOf(channel), target.Contact?.Account, request.Values, DeliveryState.Queued, delivery.Stamp.When, delivery.Case.ToString()) { Trace = delivery.Stamp.TraceId };
                if (await CreateAsync(id, row, target, template, cancellation)) created.Add((id, channel));
            }
        }
        foreach (var (id, channel) in created.Skip(SentAtOnce)) await due.AddAsync(time.GetUtcNow(), id.Waiting(channel), cancellation);
        foreach (var (id, _) in created.Take(SentAtOnce)) await sender.AttemptAsync(id, cancellation);
    }

    private async Task<bool> CreateAsync(DeliveryId id, Delivery row, Target target, NotificationTemplate template, CancellationToken cancellation)
    {
        var suppressed = await SuppressedAsync(row, target, template, cancellation);
        if (suppressed is not null)
        {
            row = row with { State = DeliveryState.Suppressed, Reason = suppressed, Values = template.WithoutSecrets(row.Values) };
        }
        else if (row.Channel == NotificationChannel.InApp)
        {
            await InboxRecords.AddAsync(records, target.Contact!.Account, id.Row, new InboxEntry(template.Code, template.Kind, template.Title, template.Render(row.Values).InApp!, row.QueuedAt), cancellation);
            row = row with { State = DeliveryState.Delivered, SentAt = time.GetUtcNow(), Values = template.WithoutSecrets(row.Values) };
        }
        else
        {
            // For the crash after the row: a later instant, so that the timer does not take the entry before the row is there.
            await due.AddAsync(time.GetUtcNow() + DeliverySender.Claim, id.ToString(), cancellation);
        }
        try
        {
            await records.CommitAsync(DeliveryId.Table, id.Partition, [new InsertRecord(id.Row) { Document = TypedRecords.ToDocument(row) }], cancellation);
            return !row.IsSettled;
        }
        catch (StoreConflictException)
        {
            // The message came before: its delivery goes its own way.
            return false;
        }
    }

    private async Task<string?> SuppressedAsync(Delivery row, Target target, NotificationTemplate template, CancellationToken cancellation)
    {
        if (!template.IsMandatory && target.Contact?.Refused.Contains(NotificationPreferences.Key(template.Kind, row.Channel)) == true) return "收件人已关闭此类通知";
        if (row.Channel == NotificationChannel.InApp) return null;
        if (row.Address is null) return row.Channel == NotificationChannel.Sms ? "收件人未绑定手机号" : "收件人未填写邮箱";
        return !template.Urgent && await bounces.IsBouncedAsync(row.Address, cancellation) ? "此号码或邮箱此前无法送达" : null;
    }

    private async Task<IReadOnlyList<Target>> TargetsAsync(Recipient to, CancellationToken cancellation) => to switch
    {
        { Unit: { } unit } => [.. (await contacts.UnitAsync(unit, cancellation)).Select(c => Target.Of(unit.Value, c))],
        { Account: { } account } => await contacts.AccountAsync(account, cancellation) is { } contact ? [Target.Of(account.Value, contact)] : [],
        { Role: { } role } => [.. (await contacts.RoleAsync(role, to.Scope, cancellation)).Select(c => Target.Of(c.Account.Value, c))],
        { Phone: { } phone } => [new Target(NewId.Derived("p", phone), phone, null, phone, null)],
        { Mail: { } mail } => [new Target(NewId.Derived("m", mail), mail, null, null, mail)],
        _ => throw new InvalidOperationException("a notification without a recipient"),
    };

    private sealed record Target(string Partition, string Recipient, Contact? Contact, string? Phone, string? Mail)
    {
        public static Target Of(string partition, Contact contact) => new(partition, contact.Account.Value, contact, contact.Phone, contact.Mail);

        public string? AddressOf(NotificationChannel channel) => channel switch
        {
            NotificationChannel.Sms => Phone,
            NotificationChannel.Mail => Mail,
            _ => null,
        };
    }
}
