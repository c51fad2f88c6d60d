using PatentFunctions.Accounts.Captchas;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>单位登录.</summary>
/// <param name="Name">手机号、用户名或邮箱.</param>
/// <param name="Password">密码.</param>
/// <param name="CaptchaId">Id of the captcha.</param>
/// <param name="CaptchaAnswer">Its answer.</param>
public sealed record LoginRequest(string Name, string Password, string CaptchaId, string CaptchaAnswer);

/// <summary>登录 (ACC-05; manual of the pilot platform, 二、单位登录).</summary>
public sealed class Login(CaptchaDesk captchas, ClientLimits limits, SignInDesk signIn, TimeProvider time)
{
    /// <summary>Signs in by phone, username or mail. An account that still has to do something gets tokens that are good for that alone.</summary>
    [Function("Login")]
    [Allow(Role.Public)]
    [Accepts(typeof(LoginRequest)), Answers(200, typeof(SignedIn))]
    [Refuses(typeof(CaptchaWrong), typeof(LoginFailed), typeof(LoginLocked), typeof(AccountDisabled), typeof(AddressTooMany))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/login")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<LoginRequest>(cancellation);
        if (await limits.CountLoginAsync(request, cancellation) is { } tooMany) return tooMany;
        if (!await captchas.TryUseAsync(body.CaptchaId, body.CaptchaAnswer, cancellation)) return new CaptchaWrong();
        var stamp = request.Stamp(time, "Login");
        if (!(await signIn.CheckPasswordAsync(body.Name, body.Password, stamp, durable, cancellation)).TryGet(out var password, out var refusal)) return refusal;
        stamp = stamp with { Who = new Actor(password.Account.Id, password.Account.Role, password.Account.Office, password.Account.Unit) };
        var agent = request.Headers.UserAgent.ToString();
        if (!(await signIn.BeginAsync(password, agent.Length <= 200 ? agent : agent[..200], stamp, durable, cancellation)).TryGet(out var signedIn, out refusal)) return refusal;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(signedIn, PlatformJson.Options);
    }
}
