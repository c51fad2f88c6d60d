using System.Text.Json;
using Microsoft.Extensions.Options;
using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Notifications.Receipts;

/// <summary>Answer to the question whether an address is wanted, and to reports.</summary>
/// <param name="ValidationResponse">The code that came with the question; absent for reports.</param>
public sealed record SubscriptionValidated(string? ValidationResponse);

/// <summary>Answer that the mainland gateway expects.</summary>
/// <param name="Code">0: taken.</param>
/// <param name="Msg">Text.</param>
public sealed record MainlandReceiptTaken(int Code, string Msg);

/// <summary>发送回执 (COM-09): what gateways report of messages that they had accepted. Repetitions and reports of unknown messages change nothing.</summary>
public sealed class TakeReceipts
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly DeliveryReceipts receipts;
    private readonly AddressBounces bounces;
    private readonly ReceiptOptions options;
    private readonly ILogger<TakeReceipts> log;

    /// <summary>Made by the host.</summary>
    public TakeReceipts(IServiceProvider services, IOptions<ReceiptOptions> options, ILogger<TakeReceipts> log)
    {
        receipts = services.GetRequiredService<DeliveryReceipts>();
        bounces = services.GetRequiredService<AddressBounces>();
        this.options = options.Value;
        this.log = log;
    }

    /// <summary>短信回执（Azure Communication Services，经 Event Grid）：地址中的 key 为约定的密钥；首次订阅的验证事件原样答复验证码。</summary>
    [Function("TakeSmsReceipts")]
    [Allow(Role.Public)]
    [QueryParameter(ReceiptKeys.Parameter, "约定的密钥（Receipts:SmsKey）")]
    [AcceptsRaw("application/json", Example = """[{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"tag":"u-1.0639.d-1","deliveryStatus":"Delivered"}}]""")]
    [Answers(200, typeof(SubscriptionValidated))]
    [Refuses(typeof(NothingHere), typeof(ReceiptNotProven), typeof(ReceiptsUnreadable), typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> SmsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/sms")] HttpRequest request, CancellationToken cancellation)
    {
        if (ReceiptKeys.Refuse(request, options.SmsKey) is { } refusal) return refusal;
        using var events = await ReadAsync(request, cancellation);
        foreach (var reported in events.RootElement.EnumerateArray())
        {
            if (ReceiptFormats.Text(reported, "eventType") == ReceiptFormats.SubscriptionValidation && ReceiptFormats.Member(reported, "data") is { } data)
                return Results.Json(new SubscriptionValidated(ReceiptFormats.Text(data, "validationCode") ?? ""), PlatformJson.Options);
        }
        await ApplyAsync(events.RootElement, ReceiptFormats.OfEventGrid, cancellation);
        return Results.Json(new SubscriptionValidated(null), PlatformJson.Options);
    }

    /// <summary>短信回执（阿里云短信 SmsReport 推送）：地址中的 key 为约定的密钥。</summary>
    [Function("TakeMainlandSmsReceipts")]
    [Allow(Role.Public)]
    [QueryParameter(ReceiptKeys.Parameter, "约定的密钥（Receipts:MainlandSmsKey）")]
    [AcceptsRaw("application/json", Example = """[{"out_id":"u-1.0639.d-1","success":true,"err_code":"DELIVERED"}]"""), Answers(200, typeof(MainlandReceiptTaken))]
    [Refuses(typeof(NothingHere), typeof(ReceiptNotProven), typeof(ReceiptsUnreadable), typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> MainlandSmsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/mainland-sms")] HttpRequest request, CancellationToken cancellation)
    {
        if (ReceiptKeys.Refuse(request, options.MainlandSmsKey) is { } refusal) return refusal;
        using var reports = await ReadAsync(request, cancellation);
        await ApplyAsync(reports.RootElement, ReceiptFormats.OfMainlandSms, cancellation);
        return Results.Json(new MainlandReceiptTaken(0, "成功"), PlatformJson.Options);
    }

    /// <summary>邮件事件（SendGrid 签名事件推送）：送达、退信、举报；签名须与配置的公钥（Receipts:MailPublicKey）相符。</summary>
    [Function("TakeMailEvents")]
    [Allow(Role.Public)]
    [RequestHeader(MailSignature.SignatureHeader, "对时间戳和内容的签名（ECDSA，DER，Base64）", "MEUCIQDq1V0C", Required = true)]
    [RequestHeader(MailSignature.TimestampHeader, "签名的时间戳", "1796000000", Required = true)]
    [AcceptsRaw("application/json", Example = """[{"event":"delivered","operation":"u-1.0639.d-1","email":"a@example.cn"}]"""), Answers(200)]
    [Refuses(typeof(NothingHere), typeof(ReceiptNotProven), typeof(ReceiptsUnreadable), typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> MailAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/mail")] HttpRequest request, CancellationToken cancellation)
    {
        if (options.MailPublicKey is not { Length: > 0 } key) return new NothingHere();
        using var body = await request.ReadRawAsync(MostBytes, cancellation);
        if (!MailSignature.IsValid(key, request.Headers[MailSignature.TimestampHeader].ToString(), request.Headers[MailSignature.SignatureHeader].ToString(), body.ToArray())) return new ReceiptNotProven();
        using var events = Parse(body);
        await ApplyAsync(events.RootElement, ReceiptFormats.OfSendGrid, cancellation);
        foreach (var reported in events.RootElement.EnumerateArray())
        {
            if (ReceiptFormats.SpamReportOf(reported) is { } address) await bounces.RememberAsync(address, "收件人将邮件举报为垃圾邮件", cancellation);
        }
        return Results.Ok();
    }

    private static async Task<JsonDocument> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = await request.ReadRawAsync(MostBytes, cancellation);
        return Parse(body);
    }

    private static JsonDocument Parse(MemoryStream body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Array) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Answered below, like JSON that is no list.
        }
        throw new RefusedException(new ReceiptsUnreadable());
    }

    private async Task ApplyAsync(JsonElement reports, Func<JsonElement, DeliveryReceipt?> format, CancellationToken cancellation)
    {
        var applied = 0;
        foreach (var reported in reports.EnumerateArray())
        {
            if (format(reported) is not { } receipt) continue;
            await receipts.ApplyAsync(receipt, cancellation);
            applied++;
        }
        log.LogInformation("Took {Receipts} receipts of {Reports} reports", applied, reports.GetArrayLength());
    }
}

/// <summary>The reports are no JSON list.</summary>
public sealed record ReceiptsUnreadable() : Malformed("receipts-unreadable", "回执无法识别", "回执应为 JSON 数组。");
