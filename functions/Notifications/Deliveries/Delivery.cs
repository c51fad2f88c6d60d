using System.Text.Json.Serialization;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>发送状态: the life of one notification on one channel to one recipient.</summary>
public enum DeliveryState
{
    /// <summary>待发送, also between two attempts.</summary>
    Queued,

    /// <summary>免打扰时段暂存: leaves at 08:00.</summary>
    Held,

    /// <summary>发送中: handed to the gateway, its answer not recorded yet.</summary>
    Sending,

    /// <summary>已发送: the gateway has accepted it.</summary>
    Sent,

    /// <summary>已送达: a receipt says so.</summary>
    Delivered,

    /// <summary>发送失败, finally.</summary>
    Failed,

    /// <summary>未发送: the recipient does not want it, or cannot be reached there.</summary>
    Suppressed,
}

/// <summary>One notification on one channel to one recipient (COM-09).</summary>
/// <param name="Template">Code of the template.</param>
/// <param name="Channel">How it goes.</param>
/// <param name="Address">Phone or mail address; null for in-app.</param>
/// <param name="Account">Whom it is for, where they have an account.</param>
/// <param name="Values">Values of the template; secret ones are blanked once it is final.</param>
/// <param name="State">Where it stands.</param>
/// <param name="QueuedAt">When the act that sends it happened.</param>
/// <param name="Case">The case that sent it.</param>
/// <param name="NextAt">Earliest next look at it; while sending, when the attempt counts as broken off.</param>
/// <param name="Attempts">Attempts begun.</param>
/// <param name="Resends">How often an operator sent it again; a part of the operation id.</param>
/// <param name="ProviderId">The gateway's id.</param>
/// <param name="SentAt">When the gateway accepted it.</param>
/// <param name="Reason">Why it failed, waits or was suppressed.</param>
public sealed record Delivery(
    string Template,
    NotificationChannel Channel,
    string? Address,
    AccountId? Account,
    IReadOnlyDictionary<string, string> Values,
    DeliveryState State,
    DateTimeOffset QueuedAt,
    string Case,
    DateTimeOffset? NextAt = null,
    int Attempts = 0,
    int Resends = 0,
    string? ProviderId = null,
    DateTimeOffset? SentAt = null,
    string? Reason = null)
{
    /// <summary>Trace of the act that sends it, so that an attempt hours later is found under it.</summary>
    public string? Trace { get; init; }

    /// <summary>Which state may follow which; everything else is a bug.</summary>
    public static IReadOnlyDictionary<DeliveryState, IReadOnlyList<DeliveryState>> Transitions { get; } = new Dictionary<DeliveryState, IReadOnlyList<DeliveryState>>
    {
        [DeliveryState.Queued] = [DeliveryState.Sending, DeliveryState.Held, DeliveryState.Failed],
        [DeliveryState.Held] = [DeliveryState.Sending, DeliveryState.Held, DeliveryState.Failed],
        [DeliveryState.Sending] = [DeliveryState.Sending, DeliveryState.Sent, DeliveryState.Queued, DeliveryState.Delivered, DeliveryState.Failed],
        [DeliveryState.Sent] = [DeliveryState.Delivered, DeliveryState.Failed],
        [DeliveryState.Delivered] = [],
        [DeliveryState.Failed] = [DeliveryState.Queued],
        [DeliveryState.Suppressed] = [],
    };

    /// <summary>True where nothing more will be tried by itself.</summary>
    [JsonIgnore]
    public bool IsSettled => State is DeliveryState.Sent or DeliveryState.Delivered or DeliveryState.Failed or DeliveryState.Suppressed;

    /// <summary>The next state; throws where the table does not have it.</summary>
    public Delivery To(DeliveryState next) =>
        Transitions[State].Contains(next) ? this with { State = next } : throw new InvalidOperationException($"a delivery does not go from {State} to {next}");
}

/// <summary>Where a delivery lies. Its text is the operation id that gateways and receipts know.</summary>
/// <param name="Partition">Unit, account, or a hash of an address without account.</param>
/// <param name="Row">Newest first, then derived from message, recipient and channel: the same one is the same row.</param>
public readonly record struct DeliveryId(string Partition, string Row)
{
    /// <summary>Table of deliveries.</summary>
    public const string Table = "Deliveries";

    /// <summary>Table of what a timer has to look at.</summary>
    public const string DueTable = "DeliveriesDue";

    /// <summary>Table of finally failed ones, for the operator.</summary>
    public const string FailedTable = "DeliveriesFailed";

    /// <summary>Every row before the partition's audit rows.</summary>
    public const string RowsBefore = "~";

    /// <summary>The channels whose deliveries may have to wait.</summary>
    public static IReadOnlyList<NotificationChannel> WaitingChannels { get; } = [NotificationChannel.Sms, NotificationChannel.Mail];

    /// <inheritdoc />
    public override string ToString() => Partition + "." + Row;

    /// <summary>The entry of <see cref="DueTable"/> of a delivery that waits: it names the channel, so that queues are counted without reading deliveries.</summary>
    public string Waiting(NotificationChannel channel) => $"{this}.{channel}";

    /// <summary>Reads the text form; a trailing number of resends or channel is ignored. Null where it is none.</summary>
    public static DeliveryId? Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length is 2 or 3 && parts.All(Platform.Storage.RecordLimits.IsKey) ? new DeliveryId(parts[0], parts[1]) : null;
    }

    /// <summary>The row of one recipient's share of a message on one channel.</summary>
    public static string RowOf(DateTimeOffset sent, string operationId, string recipient, NotificationChannel channel) =>
        NewestFirst(sent) + "-" + NewId.Derived("d", operationId, recipient, channel.ToString());

    /// <summary>Every row of before an instant, in all partitions.</summary>
    public static Platform.Storage.RecordQuery OlderThan(DateTimeOffset instant) => new() { RowFrom = NewestFirst(instant.AddTicks(-1)), RowBefore = RowsBefore };

    /// <summary>An instant as the beginning of a row, newest first.</summary>
    public static string NewestFirst(DateTimeOffset instant) =>
        (DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks).ToString("D19", System.Globalization.CultureInfo.InvariantCulture);
}
