namespace PatentFunctions.Notifications;

/// <summary>短信 on its way out.</summary>
/// <param name="OperationId">The same at every repetition: a gateway that has seen it sends nothing again.</param>
/// <param name="Phone">E.164, e.g. +8613800000000.</param>
/// <param name="Text">Text without signature.</param>
/// <param name="Template">Code of our template.</param>
/// <param name="Values">Its values, for gateways that fill in approved templates themselves.</param>
/// <param name="Repeated">True where an earlier attempt may have got through without its answer.</param>
/// <param name="Since">When the first attempt was made.</param>
public sealed record SmsMessage(string OperationId, string Phone, string Text, string Template, IReadOnlyDictionary<string, string> Values, bool Repeated, DateTimeOffset Since);

/// <summary>邮件 on its way out.</summary>
/// <param name="OperationId">The same at every repetition.</param>
/// <param name="To">Address.</param>
/// <param name="Subject">Subject, one line.</param>
/// <param name="Text">Plain text.</param>
public sealed record MailMessage(string OperationId, string To, string Subject, string Text)
{
    /// <summary>The same as HTML; null where there is only text.</summary>
    public string? Html { get; init; }

    /// <summary>Further headers, e.g. List-Unsubscribe.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}

/// <summary>What a gateway answered. An exception counts as <see cref="GatewayUnreachable"/>.</summary>
public abstract record GatewayAnswer;

/// <summary>It will send.</summary>
/// <param name="ProviderId">Its own id.</param>
public sealed record GatewayAccepted(string ProviderId) : GatewayAnswer;

/// <summary>It will never send this.</summary>
/// <param name="Reason">Why, for the operator.</param>
/// <param name="AddressIsBad">True where the number or address does not exist: nothing optional is sent there for a while.</param>
public sealed record GatewayRejected(string Reason, bool AddressIsBad) : GatewayAnswer;

/// <summary>Not now: try again later.</summary>
/// <param name="Reason">Why, for the operator.</param>
public sealed record GatewayUnreachable(string Reason) : GatewayAnswer;

/// <summary>Sends text messages. Registered by name of gateway: <see cref="SmsRouting.Mainland"/>, <see cref="SmsRouting.International"/>.</summary>
public interface ISmsGateway
{
    /// <summary>Hands one message over.</summary>
    Task<GatewayAnswer> SendAsync(SmsMessage message, CancellationToken cancellation);
}

/// <summary>Sends mails.</summary>
public interface IMailGateway
{
    /// <summary>Hands one mail over.</summary>
    Task<GatewayAnswer> SendAsync(MailMessage message, CancellationToken cancellation);
}

/// <summary>What became of a message that a gateway had accepted.</summary>
/// <param name="OperationId">The message.</param>
/// <param name="Delivered">True where it arrived.</param>
/// <param name="Reason">Why not.</param>
/// <param name="AddressIsBad">True where the number or address does not exist.</param>
public sealed record DeliveryReceipt(string OperationId, bool Delivered, string? Reason = null, bool AddressIsBad = false);

/// <summary>Receipts that have to be fetched; gateways that call back need none.</summary>
public interface IReceiptSource
{
    /// <summary>Takes the receipts that have come in; one that is not acknowledged comes again.</summary>
    IAsyncEnumerable<DeliveryReceipt> PendingAsync(CancellationToken cancellation);

    /// <summary>The receipt was applied.</summary>
    Task AcknowledgeAsync(DeliveryReceipt receipt, CancellationToken cancellation);
}
