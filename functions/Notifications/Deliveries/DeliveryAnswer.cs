using PatentFunctions.Identifiers;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>One delivery as it may be shown: address masked, codes hidden.</summary>
/// <param name="Id">Names it for a re-send.</param>
/// <param name="Title">Chinese name of the template.</param>
/// <param name="Template">Code of the template.</param>
/// <param name="Channel">How it went.</param>
/// <param name="Address">Masked phone or mail address.</param>
/// <param name="Text">What was sent; a note instead where the template asks for more by now than was stored.</param>
/// <param name="State">Where it stands.</param>
/// <param name="QueuedAt">When the act happened.</param>
/// <param name="SentAt">When the gateway accepted it.</param>
/// <param name="Reason">Why it waits, failed or was not sent.</param>
/// <param name="Attempts">Attempts so far; for operators.</param>
/// <param name="NextAt">Next attempt; for operators.</param>
/// <param name="Case">The case that sent it; for operators.</param>
public sealed record DeliveryAnswer(
    string Id,
    string Title,
    string Template,
    NotificationChannel Channel,
    string? Address,
    string Text,
    DeliveryState State,
    DateTimeOffset QueuedAt,
    DateTimeOffset? SentAt,
    string? Reason,
    int? Attempts,
    DateTimeOffset? NextAt,
    string? Case)
{
    // Sent or failed before the template asked for what it asks now.
    private const string TemplateChanged = "（通知模板已变更，原文无法显示）";

    internal static DeliveryAnswer Of(Stored<Delivery> stored, bool forOperator)
    {
        var delivery = stored.Value;
        var template = TemplateCatalog.Find(delivery.Template);
        var text = template?.Parameters.All(p => delivery.Values.ContainsKey(p.Name)) == true ? template.Render(template.WithoutSecrets(delivery.Values)) : null;
        return new DeliveryAnswer(
            new DeliveryId(stored.Partition, stored.Row).ToString(),
            template?.Title ?? delivery.Template,
            delivery.Template,
            delivery.Channel,
            Mask(delivery),
            delivery.Channel switch { NotificationChannel.Sms => text?.Sms, NotificationChannel.Mail => text?.MailText, _ => text?.InApp } ?? TemplateChanged,
            delivery.State,
            delivery.QueuedAt,
            delivery.SentAt,
            delivery.Reason,
            forOperator ? delivery.Attempts : null,
            forOperator ? delivery.NextAt : null,
            forOperator ? delivery.Case : null);
    }

    private static string? Mask(Delivery delivery) => delivery.Address switch
    {
        null => null,
        var phone when MobileNumber.TryParse(phone, out var mobile, out _) => mobile.Masked,
        var mail when EmailAddress.TryParse(mail, out var address, out _) => address.Masked,
        _ => "***",
    };
}
