using System.Globalization;
using System.Net;
using System.Text;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.LocalOutbox;

/// <summary>?since= is no instant.</summary>
public sealed record BadSince() : Malformed("outbox-since-invalid", "时间无效", "since 应为 ISO 8601 时间，如 2026-11-27T02:00:00Z。");

/// <summary>本地发件箱: what the gateways would have sent, in the browser and as JSON. Answers 404 unless the desk is open.</summary>
public sealed class ShowOutbox(IRecordStore records, LocalDesk desk)
{
    private const int Shown = 100;

    /// <summary>The page: newest first, refreshed every three seconds, filtered by ?to=.</summary>
    [Function("ShowLocalOutbox")]
    [Allow(Role.Public)]
    [QueryParameter("to", "手机号或邮箱的一部分")]
    [Answers(200, MediaType = "text/html")]
    public async Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "local/outbox")] HttpRequest request,
        CancellationToken cancellation)
    {
        if (!desk.Enabled) return new NothingHere();
        var to = request.Query["to"].ToString();
        var letters = await OutboxRecords.ListAsync(records, to, null, Shown, cancellation);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'";
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Content(Render(letters, to), "text/html", Encoding.UTF8);
    }

    /// <summary>The same as JSON, for scripts and tests.</summary>
    [Function("ReadLocalOutbox")]
    [Allow(Role.Public)]
    [QueryParameter("to", "手机号或邮箱的一部分")]
    [QueryParameter("since", "只列此时间之后的，ISO 8601", typeof(DateTimeOffset))]
    [Answers(200, typeof(IReadOnlyList<OutboxLetter>))]
    [Refuses(typeof(BadSince))]
    public async Task<IResult> JsonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "local/outbox.json")] HttpRequest request,
        CancellationToken cancellation)
    {
        if (!desk.Enabled) return new NothingHere();
        DateTimeOffset? since = null;
        if (request.Query["since"].ToString() is { Length: > 0 } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return new BadSince();
            since = instant;
        }
        return Results.Json(await OutboxRecords.ListAsync(records, request.Query["to"].ToString(), since, Shown, cancellation), PlatformJson.Options);
    }

    private static string Render(IReadOnlyList<OutboxLetter> letters, string to)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3"><meta name="viewport" content="width=device-width">
            <title>本地发件箱</title><style>
            body{font:16px/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b1f24}
            article{border:1px solid #d0d7de;border-radius:6px;padding:.75rem 1rem;margin:.75rem 0}header{color:#57606a;font-size:.875rem}
            pre{font:inherit;white-space:pre-wrap;margin:.25rem 0 0;overflow-wrap:anywhere}h2{font-size:1rem;margin:.25rem 0 0}
            input,button{font:inherit;padding:.25rem .5rem}</style></head><body><h1>本地发件箱</h1>
            <p>短信和邮件不会真正发出，只保存在这里；本页每 3 秒刷新一次。</p>
            """);
        page.Append(CultureInfo.InvariantCulture, $"<form method=\"get\"><label>手机号或邮箱 <input name=\"to\" value=\"{WebUtility.HtmlEncode(to)}\"></label> <button>筛选</button></form>");
        if (letters.Count == 0) page.Append("<p>没有符合条件的短信或邮件。</p>");
        foreach (var letter in letters)
        {
            page.Append(CultureInfo.InvariantCulture, $"<article><header>{(letter.Channel == NotificationChannel.Sms ? "短信" : "邮件")} · {WebUtility.HtmlEncode(letter.To)} · {ChinaTime.FullDateTime(letter.SentAt)}</header>");
            if (letter.Subject is { } subject) page.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(subject)}</h2>");
            page.Append(CultureInfo.InvariantCulture, $"<pre>{WebUtility.HtmlEncode(letter.Text)}</pre>");
            foreach (var (name, value) in letter.Headers ?? System.Collections.Immutable.ImmutableDictionary<string, string>.Empty)
                page.Append(CultureInfo.InvariantCulture, $"<header>{WebUtility.HtmlEncode(name)}: {WebUtility.HtmlEncode(value)}</header>");
            page.Append("</article>");
        }
        return page.Append("</body></html>").ToString();
    }
}
