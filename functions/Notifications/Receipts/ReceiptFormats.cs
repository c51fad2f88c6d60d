using System.Text.Json;

namespace PatentFunctions.Notifications.Receipts;

/// <summary>What the gateways report, in their own words, as receipts of ours. Whatever a report says besides is ignored.</summary>
public static class ReceiptFormats
{
    /// <summary>Event by which Event Grid asks whether the address is wanted.</summary>
    public const string SubscriptionValidation = "Microsoft.EventGrid.SubscriptionValidationEvent";

    private const string SmsReport = "Microsoft.Communication.SMSDeliveryReportReceived";

    /// <summary>Receipt of an Event Grid event of Azure Communication Services; null for any other event, and while it is still trying.</summary>
    public static DeliveryReceipt? OfEventGrid(JsonElement reported)
    {
        if (Text(reported, "eventType") != SmsReport || Member(reported, "data") is not { ValueKind: JsonValueKind.Object } data || Text(data, "tag") is not { Length: > 0 } operation) return null;
        return Text(data, "deliveryStatus") switch
        {
            "Delivered" => new DeliveryReceipt(operation, true),
            "Failed" => new DeliveryReceipt(operation, false, Text(data, "deliveryStatusDetails") is { Length: > 0 } why ? why : "未送达"),
            _ => null,
        };
    }

    /// <summary>Receipt of Alibaba Cloud SMS (SmsReport).</summary>
    public static DeliveryReceipt? OfMainlandSms(JsonElement reported)
    {
        if (Text(reported, "out_id") is not { Length: > 0 } operation) return null;
        var code = Text(reported, "err_code");
        return Member(reported, "success")?.ValueKind switch
        {
            JsonValueKind.True => new DeliveryReceipt(operation, true),
            JsonValueKind.False => new DeliveryReceipt(operation, false, code ?? "未送达", code is "MOBILE_NOT_ON_SERVICE" or "MK:0001" or "isv.MOBILE_NUMBER_ILLEGAL"),
            _ => null,
        };
    }

    /// <summary>Receipt of a SendGrid event; null for events that settle nothing (processed, deferred, open, click …).</summary>
    public static DeliveryReceipt? OfSendGrid(JsonElement reported)
    {
        if (Text(reported, "operation") is not { Length: > 0 } operation) return null;
        var reason = Text(reported, "reason");
        return Text(reported, "event") switch
        {
            "delivered" => new DeliveryReceipt(operation, true),
            // A block is the receiving server's refusal of this mail, not of the address.
            "bounce" => new DeliveryReceipt(operation, false, reason ?? "退信", Text(reported, "type") != "blocked"),
            "dropped" => new DeliveryReceipt(operation, false, reason ?? "未发送", reason is "Bounced Address" or "Invalid"),
            _ => null,
        };
    }

    /// <summary>Address of whoever calls our mails unwanted; null for any other event.</summary>
    public static string? SpamReportOf(JsonElement reported) => Text(reported, "event") == "spamreport" ? Text(reported, "email") : null;

    /// <summary>A text member; null where there is none.</summary>
    internal static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member; null where there is none.</summary>
    internal static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
