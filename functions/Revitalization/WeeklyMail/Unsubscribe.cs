using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using PatentFunctions.Accounts;
using PatentFunctions.Filing;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Revitalization.WeeklyMail;

/// <summary>退订链接: signed and encrypted, for one account and nothing but leaving the list; it does not expire, since old mails are kept.</summary>
public sealed class UnsubscribeTokens(IDataProtectionProvider protection, IOptions<FilingOptions> site)
{
    private readonly IDataProtector protector = protection.CreateProtector("WeeklyMail.Unsubscribe.v1");

    /// <summary>The link of an account.</summary>
    public string LinkOf(AccountId account) => $"{site.Value.PublicBaseUrl.TrimEnd('/')}/api/public/weekly-mail/{Base64Url.EncodeToString(protector.Protect(Encoding.UTF8.GetBytes(account.Value)))}";

    /// <summary>The account of a link's token; null where it was changed or is none.</summary>
    public AccountId? Read(string token)
    {
        try
        {
            return new AccountId(Encoding.UTF8.GetString(protector.Unprotect(Base64Url.DecodeFromChars(token))));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>退订每周推送邮件, without signing in (RFC 8058): looking never unsubscribes, since mail scanners look at every link.</summary>
public sealed class Unsubscribe(UnsubscribeTokens tokens, AccountStore accounts, TimeProvider time)
{
    private static readonly NotificationSwitch Off = new(NotificationKind.Weekly, NotificationChannel.Mail, On: false);

    /// <summary>退订页面：说明退订的内容，点击按钮后才退订。</summary>
    [Function("ShowUnsubscribe")]
    [Allow(Role.Public)]
    [Answers(200, MediaType = "text/html")]
    public async Task<IResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/weekly-mail/{token}")] HttpRequest request, string token, CancellationToken cancellation)
    {
        if (tokens.Read(token) is not { } account || await accounts.FindAsync(account, cancellation) is not { } found) return new NothingHere();
        return Page(request, found.Value.Refused.Contains(Off.Key)
            ? "<p>已退订每周推送邮件，您不会再收到。需要恢复时，请登录后在“通知偏好”中打开“每周推送”的邮件。</p>"
            : "<p>退订后不再向您的邮箱发送每周推送的匹配专利；审核结果等其他通知不受影响。</p><form method=\"post\"><button name=\"List-Unsubscribe\" value=\"One-Click\">退订每周推送邮件</button></form>");
    }

    /// <summary>退订：由页面上的按钮或邮箱的一键退订提交；重复提交无妨。</summary>
    [Function("Unsubscribe")]
    [Allow(Role.Public)]
    [AcceptsRaw("application/x-www-form-urlencoded", Optional = true), Answers(200, MediaType = "text/html")]
    public async Task<IResult> LeaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/weekly-mail/{token}")] HttpRequest request, string token,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (tokens.Read(token) is not { } account || await accounts.FindAsync(account, cancellation) is not { } found) return new NothingHere();
        if (!found.Value.Refused.Contains(Off.Key))
        {
            var changed = await accounts.ChangeAsync(account, request.Stamp(time, "Unsubscribe"), durable, a => new AccountChange(a with { Refused = NotificationSwitches.Apply(a.Refused, [Off]) }), cancellation);
            if (changed.Refusal is { } refusal) return refusal;
        }
        return Page(request, "<p>已退订每周推送邮件，您不会再收到。需要恢复时，请登录后在“通知偏好”中打开“每周推送”的邮件。</p>");
    }

    private static IResult Page(HttpRequest request, string body)
    {
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.ContentSecurityPolicy) = ("no-store", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        return Results.Content(
            "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>退订每周推送邮件</title>"
            + "<style>body{font:16px/1.7 sans-serif;max-width:40em;margin:auto;padding:1em}button{font:inherit;padding:.5em 1em}</style></head><body><h1>每周推送邮件</h1>" + body + "</body></html>",
            "text/html; charset=utf-8");
    }
}
