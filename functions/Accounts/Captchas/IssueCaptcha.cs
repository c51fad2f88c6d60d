using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts.Captchas;

/// <summary>图形验证码.</summary>
/// <param name="Id">To be sent back with the answer.</param>
/// <param name="Image">PNG as a data URL.</param>
/// <param name="ExpiresAt">End of its life.</param>
public sealed record CaptchaAnswer(string Id, string Image, DateTimeOffset ExpiresAt);

/// <summary>获取图形验证码 (ACC-03).</summary>
public sealed class IssueCaptcha(CaptchaDesk captchas, ClientLimits limits)
{
    /// <summary>Draws a captcha, needed before a sign-in and before an SMS code.</summary>
    [Function("IssueCaptcha")]
    [Allow(Role.Public)]
    [Answers(200, typeof(CaptchaAnswer)), Refuses(typeof(AddressTooMany))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "captchas")] HttpRequest request, CancellationToken cancellation)
    {
        if (await limits.CountCaptchaAsync(request, cancellation) is { } refusal) return refusal;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(await captchas.IssueAsync(cancellation), PlatformJson.Options);
    }
}
