using PatentFunctions.Accounts.Captchas;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>获取短信验证码.</summary>
/// <param name="Phone">手机号.</param>
/// <param name="Purpose">What for.</param>
/// <param name="CaptchaId">Id of the captcha.</param>
/// <param name="CaptchaAnswer">Its answer.</param>
public sealed record SmsCodeRequest(string Phone, SmsPurpose Purpose, string CaptchaId, string CaptchaAnswer);

/// <summary>An SMS is on its way; what it says depends on the number and is told to its owner alone.</summary>
/// <param name="Text">Chinese text.</param>
/// <param name="ValidSeconds">How long a code is good for.</param>
/// <param name="NextAfterSeconds">When another may be asked for.</param>
public sealed record SmsCodeSent(string Text, int ValidSeconds, int NextAfterSeconds);

/// <summary>获取短信验证码 (ACC-04).</summary>
public sealed class SendSmsCode(CaptchaDesk captchas, SmsCodeDesk codes, ClientLimits limits, TimeProvider time)
{
    /// <summary>Sends a code. The answer is the same whether the number is registered or not.</summary>
    [Function("SendSmsCode")]
    [Allow(Role.Public)]
    [Accepts(typeof(SmsCodeRequest)), Answers(202, typeof(SmsCodeSent)), Refuses(typeof(CaptchaWrong), typeof(FieldsInvalid), typeof(SmsCodeTooSoon), typeof(SmsCodesUsedUp), typeof(AddressTooMany))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sms-codes")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<SmsCodeRequest>(cancellation);
        if (!MobileNumber.TryParse(body.Phone, out var phone, out _))
            return new FieldsInvalid { Findings = [.. RegistrationRules.Identifier<MobileNumber>(body.Phone, "/phone")] };
        if (await limits.CountSmsCodeAsync(request, cancellation) is { } tooMany) return tooMany;
        if (!await captchas.TryUseAsync(body.CaptchaId, body.CaptchaAnswer, cancellation)) return new CaptchaWrong();
        if (await codes.SendAsync(phone.Value, body.Purpose, request.Stamp(time, "SendSmsCode"), durable, cancellation) is { } refusal) return refusal;
        var sent = new SmsCodeSent("短信已发送，请注意查收。", (int)SmsCodeRules.Life.TotalSeconds, (int)SmsCodeRules.Pause.TotalSeconds);
        return Results.Json(sent, PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
