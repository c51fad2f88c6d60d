using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using PatentFunctions.Notifications;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>短信 through Azure Communication Services, for numbers outside the mainland. It knows a repetition by its operation id.</summary>
/// <param name="client">The service.</param>
/// <param name="from">The number or sender that messages come from.</param>
internal sealed class AcsSmsGateway(SmsClient client, string from) : ISmsGateway
{
    /// <summary>Options of the client, with the policy that makes repetitions known.</summary>
    public static SmsClientOptions Options()
    {
        var options = new SmsClientOptions();
        options.AddPolicy(new RepeatabilityPolicy(), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <inheritdoc />
    public async Task<GatewayAnswer> SendAsync(SmsMessage message, CancellationToken cancellation)
    {
        using var scope = HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [RepeatabilityPolicy.Message] = message });
        try
        {
            var answer = await client.SendAsync(from, message.Phone, message.Text, new SmsSendOptions(enableDeliveryReport: true) { Tag = message.OperationId }, cancellation);
            var result = answer.Value;
            if (result.Successful) return new GatewayAccepted(result.MessageId);
            return result.HttpStatusCode is 400 or 404
                ? new GatewayRejected(result.ErrorMessage ?? "refused", AddressIsBad: true)
                : new GatewayUnreachable($"{result.HttpStatusCode}: {result.ErrorMessage}");
        }
        catch (RequestFailedException e) when (e.Status is 400)
        {
            return new GatewayRejected(e.ErrorCode ?? "refused", AddressIsBad: false);
        }
        catch (RequestFailedException e)
        {
            return new GatewayUnreachable($"{e.Status}: {e.ErrorCode}");
        }
    }

    /// <summary>
    /// The client gives every call a repeatability id of its own, which makes only its own retries known. Ours follows from the operation, so
    /// that a message handed over again after a crash is known too.
    /// </summary>
    private sealed class RepeatabilityPolicy : HttpPipelinePolicy
    {
        public const string Message = "PatentFunctions.SmsMessage";

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (MessageOf(message) is { } sms)
            {
                using var written = new MemoryStream();
                message.Request.Content!.WriteTo(written, message.CancellationToken);
                Rewrite(message, written, sms);
            }
            ProcessNext(message, pipeline);
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (MessageOf(message) is { } sms)
            {
                using var written = new MemoryStream();
                await message.Request.Content!.WriteToAsync(written, message.CancellationToken);
                Rewrite(message, written, sms);
            }
            await ProcessNextAsync(message, pipeline);
        }

        private static SmsMessage? MessageOf(HttpMessage message) =>
            message.Request.Content is not null && message.TryGetProperty(Message, out var value) ? value as SmsMessage : null;

        private static void Rewrite(HttpMessage message, MemoryStream written, SmsMessage sms)
        {
            if (JsonNode.Parse(written.ToArray()) is not JsonObject body || body["smsRecipients"] is not JsonArray recipients) return;
            foreach (var recipient in recipients.OfType<JsonObject>())
            {
                var id = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sms.OperationId + "|" + recipient["to"]));
                recipient["repeatabilityRequestId"] = new Guid(id.AsSpan(0, 16)).ToString();
                recipient["repeatabilityFirstSent"] = sms.Since.ToString("R", CultureInfo.InvariantCulture);
            }
            message.Request.Content = RequestContent.Create(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
        }
    }
}
