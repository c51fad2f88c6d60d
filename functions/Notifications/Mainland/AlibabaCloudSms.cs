using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Notifications.Mainland;

/// <summary>
/// Text messages to the mainland through Alibaba Cloud SMS (dysmsapi 2017-05-25). The gateway takes only templates that it has approved and
/// fills them in itself. It does not recognize repetitions, so before one it is asked whether the first got through.
/// </summary>
internal sealed class AlibabaCloudSms(HttpClient http, MainlandSmsOptions options, TimeProvider time) : ISmsGateway
{
    private const string Version = "2017-05-25";

    // The gateway's codes that no repetition helps against (help.aliyun.com "API错误码"); any other is tried again.
    private static readonly HashSet<string> BadNumber = ["isv.MOBILE_NUMBER_ILLEGAL", "MOBILE_NOT_ON_SERVICE", "InvalidParameter.PhoneNumbers"];
    private static readonly HashSet<string> Hopeless = ["isv.SMS_TEMPLATE_ILLEGAL", "isv.SMS_SIGNATURE_ILLEGAL", "isv.SMS_SIGN_ILLEGAL", "isv.TEMPLATE_MISSING_PARAMETERS", "isv.INVALID_PARAMETERS", "isv.INVALID_JSON_PARAM", "isv.BLACK_KEY_CONTROL_LIMIT", "isv.PARAM_LENGTH_LIMIT", "isv.MOBILE_COUNT_OVER_LIMIT"];

    public async Task<GatewayAnswer> SendAsync(SmsMessage message, CancellationToken cancellation)
    {
        var template = TemplateCatalog.Get(message.Template);
        var code = template.ProviderTemplate ?? options.Templates.GetValueOrDefault(template.Code);
        if (string.IsNullOrEmpty(code)) return new GatewayRejected($"模板 {template.Code} 尚无审核通过的短信模板CODE", AddressIsBad: false);
        var number = message.Phone.StartsWith("+86", StringComparison.Ordinal) ? message.Phone[3..] : message.Phone.TrimStart('+');
        if (message.Repeated && await WasSentAsync(number, message, cancellation)) return new GatewayAccepted(message.OperationId);

        // Only what the text message itself uses: the approved template knows no other variable.
        var used = message.Values.Where(v => template.Sms!.Contains("{" + v.Key + "}", StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value);
        var answer = await CallAsync("SendSms", new Dictionary<string, string>
        {
            ["PhoneNumbers"] = number,
            ["SignName"] = template.SignName ?? options.SignName,
            ["TemplateCode"] = code,
            ["TemplateParam"] = JsonSerializer.Serialize(used, PlatformJson.Options),
            ["OutId"] = message.OperationId,
        }, cancellation);
        return answer["Code"]?.GetValue<string>() switch
        {
            "OK" => new GatewayAccepted(answer["BizId"]?.GetValue<string>() ?? message.OperationId),
            { } bad when BadNumber.Contains(bad) => new GatewayRejected(bad, AddressIsBad: true),
            { } hopeless when Hopeless.Contains(hopeless) => new GatewayRejected(hopeless, AddressIsBad: false),
            var later => new GatewayUnreachable(later ?? "no code in the answer"),
        };
    }

    private async Task<bool> WasSentAsync(string number, SmsMessage message, CancellationToken cancellation)
    {
        // A repetition after midnight has to look at the day before too.
        for (var day = ChinaTime.DateOf(message.Since); day <= ChinaTime.Today(time); day = day.AddDays(1))
        {
            var answer = await CallAsync("QuerySendDetails", new Dictionary<string, string>
            {
                ["PhoneNumber"] = number,
                ["SendDate"] = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                ["PageSize"] = "50",
                ["CurrentPage"] = "1",
            }, cancellation);
            if (answer["SmsSendDetailDTOs"]?["SmsSendDetailDTO"] is JsonArray sent && sent.Any(s => s?["OutId"]?.GetValue<string>() == message.OperationId)) return true;
        }
        return false;
    }

    private async Task<JsonNode> CallAsync(string action, Dictionary<string, string> parameters, CancellationToken cancellation)
    {
        var query = AlibabaCloudSignature.CanonicalQuery(parameters);
        var bodyHash = AlibabaCloudSignature.Hex(SHA256.HashData([]));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = options.Endpoint,
            ["x-acs-action"] = action,
            ["x-acs-content-sha256"] = bodyHash,
            ["x-acs-date"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = Guid.NewGuid().ToString("N"),
            ["x-acs-version"] = Version,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"https://{options.Endpoint}/?{query}"));
        foreach (var (name, value) in headers.Where(h => h.Key != "host")) request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", AlibabaCloudSignature.Authorization("POST", query, headers, bodyHash, options.AccessKeyId, options.AccessKeySecret));
        using var response = await http.SendAsync(request, cancellation);
        return await response.Content.ReadFromJsonAsync<JsonNode>(cancellation) ?? throw new HttpRequestException("empty answer");
    }
}
