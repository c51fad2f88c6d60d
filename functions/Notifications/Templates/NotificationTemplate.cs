using System.Net;
using System.Text.RegularExpressions;

namespace PatentFunctions.Notifications.Templates;

/// <summary>What a notification is about; an account can switch off the optional kinds (ACC-12).</summary>
public enum NotificationKind
{
    /// <summary>审核结果: mandatory.</summary>
    Result,

    /// <summary>账号安全: mandatory.</summary>
    Security,

    /// <summary>到期提醒.</summary>
    Reminder,

    /// <summary>每周推送.</summary>
    Weekly,

    /// <summary>通知公告.</summary>
    Notice,
}

/// <summary>How a notification reaches somebody.</summary>
public enum NotificationChannel
{
    /// <summary>短信.</summary>
    Sms,

    /// <summary>邮件.</summary>
    Mail,

    /// <summary>站内信.</summary>
    InApp,
}

/// <summary>A named parameter of a template.</summary>
/// <param name="Name">Its name as it stands between braces.</param>
/// <param name="Example">A value for previews.</param>
public sealed record TemplateParameter(string Name, string Example)
{
    /// <summary>Characters that a text message holds of it at most; a longer value is cut there and ends with …. Null: as it is.</summary>
    public int? SmsLength { get; init; }

    /// <summary>True where the value is HTML that the program has made; every other value is escaped in the HTML of a mail.</summary>
    public bool Html { get; init; }

    /// <summary>True for codes and passwords: shown to nobody and forgotten once delivered.</summary>
    public bool Secret { get; init; }
}

/// <summary>
/// 通知模板: text for each channel that it uses, with <c>{name}</c> placeholders. Results and security notices reach everybody; the other
/// kinds follow the recipient's preferences.
/// </summary>
/// <param name="Code">Stable code, e.g. <c>filing.approved</c>.</param>
/// <param name="Kind">What it is about.</param>
public sealed partial record NotificationTemplate(string Code, NotificationKind Kind)
{
    /// <summary>Chinese name for lists.</summary>
    public required string Title { get; init; }

    /// <summary>Every placeholder that the texts use.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init; } = [];

    /// <summary>True where a text message may leave in quiet hours (21:00–08:00 Asia/Shanghai): codes and security.</summary>
    public bool Urgent { get; init; }

    /// <summary>After this time it is of no use any more and is given up, e.g. a code that has expired.</summary>
    public TimeSpan? UsefulFor { get; init; }

    /// <summary>短信, without signature; null where none is sent.</summary>
    public string? Sms { get; init; }

    /// <summary>Subject of the mail.</summary>
    public string? MailSubject { get; init; }

    /// <summary>Text of the mail; null where none is sent.</summary>
    public string? MailText { get; init; }

    /// <summary>The mail as HTML; null where it is sent as text alone.</summary>
    public string? MailHtml { get; init; }

    /// <summary>Name of the parameter that holds the recipient's own link for leaving the list (RFC 8058); null where it is no list.</summary>
    public string? UnsubscribeLink { get; init; }

    /// <summary>站内信; null where none is written.</summary>
    public string? InApp { get; init; }

    /// <summary>短信签名 as approved by the mainland gateway; null: the one of the configuration.</summary>
    public string? SignName { get; init; }

    /// <summary>Code of the template that the mainland gateway approved (审核通过的短信模板CODE); null: the one of the configuration.</summary>
    public string? ProviderTemplate { get; init; }

    /// <summary>True for the kinds that nobody can switch off.</summary>
    public bool IsMandatory => IsMandatoryKind(Kind);

    /// <summary>True for the kinds that nobody can switch off (ACC-12).</summary>
    public static bool IsMandatoryKind(NotificationKind kind) => kind is NotificationKind.Result or NotificationKind.Security;

    /// <summary>The channels it uses.</summary>
    public IEnumerable<NotificationChannel> Channels
    {
        get
        {
            if (Sms is not null) yield return NotificationChannel.Sms;
            if (MailText is not null) yield return NotificationChannel.Mail;
            if (InApp is not null) yield return NotificationChannel.InApp;
        }
    }

    /// <summary>Throws unless the values are exactly the declared parameters.</summary>
    /// <exception cref="ArgumentException">A parameter is missing or unknown: a bug of the caller.</exception>
    public void Check(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var declared = Parameters.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var missing = declared.Where(n => !values.ContainsKey(n)).ToList();
        var unknown = values.Keys.Where(n => !declared.Contains(n)).ToList();
        if (missing.Count + unknown.Count > 0)
            throw new ArgumentException($"template '{Code}': missing [{string.Join(", ", missing)}], unknown [{string.Join(", ", unknown)}]", nameof(values));
    }

    /// <summary>The texts with the values put in.</summary>
    public RenderedNotification Render(IReadOnlyDictionary<string, string> values)
    {
        Check(values);
        return new RenderedNotification(Fill(Sms, SmsValues(values)), Fill(MailSubject, values)?.ReplaceLineEndings(" "), Fill(MailText, values), Fill(InApp, values))
        {
            MailHtml = Fill(MailHtml, Parameters.ToDictionary(p => p.Name, p => p.Html ? values[p.Name] : WebUtility.HtmlEncode(values[p.Name]))),
            MailHeaders = UnsubscribeLink is { } link
                ? new Dictionary<string, string> { ["List-Unsubscribe"] = $"<{values[link]}>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click" }
                : System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
        };
    }

    /// <summary>The values as a text message holds them: on one line, long ones cut.</summary>
    public IReadOnlyDictionary<string, string> SmsValues(IReadOnlyDictionary<string, string> values)
    {
        Check(values);
        return Parameters.ToDictionary(p => p.Name, p => Shorten(values[p.Name].ReplaceLineEndings("；"), p.SmsLength), StringComparer.Ordinal);
    }

    /// <summary>The values without the secret ones, for lists and for keeping.</summary>
    public IReadOnlyDictionary<string, string> WithoutSecrets(IReadOnlyDictionary<string, string> values) =>
        Parameters.Where(p => values.ContainsKey(p.Name)).ToDictionary(p => p.Name, p => p.Secret ? "******" : values[p.Name], StringComparer.Ordinal);

    /// <summary>What is wrong with the template itself; empty for a sound one.</summary>
    public IReadOnlyList<string> Faults()
    {
        var used = new[] { Sms, MailSubject, MailText, MailHtml, InApp }.OfType<string>().SelectMany(t => Placeholder().Matches(t)).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var declared = Parameters.Select(p => p.Name).ToList();
        List<string> faults =
        [
            .. used.Except(declared).Select(n => $"{Code}: placeholder {{{n}}} is not declared"),
            .. declared.Except(used).Select(n => $"{Code}: parameter '{n}' is not used"),
            .. declared.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => $"{Code}: parameter '{g.Key}' is declared twice"),
        ];
        if (!Channels.Any()) faults.Add($"{Code}: no text");
        if (MailText is null != MailSubject is null) faults.Add($"{Code}: a mail has a subject and a text");
        if (MailHtml is not null && MailText is null) faults.Add($"{Code}: a mail in HTML has a text too");
        if (UnsubscribeLink is { } link && !declared.Contains(link)) faults.Add($"{Code}: no parameter '{link}' for leaving the list");
        return faults;
    }

    private static string Shorten(string value, int? length) => length is not { } most || value.Length <= most ? value : value[..(most - 1)] + "…";

    // One pass: a value that itself looks like a placeholder stays as it is.
    private static string? Fill(string? text, IReadOnlyDictionary<string, string> values) =>
        text is null ? null : Placeholder().Replace(text, m => values[m.Groups[1].Value]);

    [GeneratedRegex(@"\{([a-zA-Z][a-zA-Z0-9]*)\}")]
    private static partial Regex Placeholder();
}

/// <summary>A notification ready to send.</summary>
/// <param name="Sms">Text message.</param>
/// <param name="MailSubject">Subject of the mail.</param>
/// <param name="MailText">Text of the mail.</param>
/// <param name="InApp">In-app message.</param>
public sealed record RenderedNotification(string? Sms, string? MailSubject, string? MailText, string? InApp)
{
    /// <summary>The mail as HTML.</summary>
    public string? MailHtml { get; init; }

    /// <summary>Further headers of the mail.</summary>
    public IReadOnlyDictionary<string, string> MailHeaders { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}
