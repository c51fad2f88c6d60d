using System.Globalization;
using System.Net;
using System.Text;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.WeeklyMail;

/// <summary>A patent that a mail tells of.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Parts">Why it matches, most points first.</param>
public sealed record MailedPatent(ResourceDocument Resource, IReadOnlyList<MatchPart> Parts);

/// <summary>What a mail says of each patent: title, owner, why, and a link straight to it.</summary>
internal static class WeeklyMailText
{
    private const int Reasons = 2;

    /// <summary>The notification of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="told">The patents, best first.</param>
    /// <param name="site">Address of the site.</param>
    /// <param name="unsubscribe">The account's own link for leaving the list.</param>
    public static OutboxMessage Message(AccountId account, IReadOnlyList<MailedPatent> told, string site, string unsubscribe) => Notify.Account(
        "weekly-mail.matches", account,
        ("count", told.Count.ToString(CultureInfo.InvariantCulture)), ("items", Text(told, site)), ("itemsHtml", Html(told, site)), ("library", site.TrimEnd('/') + "/focus/patents"), ("unsubscribe", unsubscribe));

    /// <summary>Where a patent is looked at.</summary>
    public static string LinkOf(string site, ResourceId resource) => $"{site.TrimEnd('/')}/resources/{resource}";

    /// <summary>Why it matches, in one line; that a way of cooperation was left open is no reason.</summary>
    public static string WhyOf(IReadOnlyList<MatchPart> parts) =>
        string.Join('；', parts.Where(p => p is { Points: > 0, Kind: not MatchPartKind.TransferWay }).Take(Reasons).Select(p => p.Reason));

    private static string Text(IReadOnlyList<MailedPatent> told, string site)
    {
        var text = new StringBuilder();
        for (var i = 0; i < told.Count; i++)
        {
            var (resource, parts) = told[i];
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "\n\n")}{i + 1}. {resource.Title}{Kind(resource)}\n   {resource.UniversityName}\n   匹配理由：{WhyOf(parts)}\n   {LinkOf(site, resource.Id)}");
        }
        return text.ToString();
    }

    private static string Html(IReadOnlyList<MailedPatent> told, string site)
    {
        var html = new StringBuilder("<ol>");
        foreach (var (resource, parts) in told)
            html.Append(CultureInfo.InvariantCulture, $"<li style=\"margin-bottom:1em\"><a href=\"{Escaped(LinkOf(site, resource.Id))}\">{Escaped(resource.Title)}</a>{Kind(resource)}<br>{Escaped(resource.UniversityName)}<br>匹配理由：{Escaped(WhyOf(parts))}</li>");
        return html.Append("</ol>").ToString();
    }

    private static string Kind(ResourceDocument resource) =>
        resource.Kind == ResourceKind.Portfolio ? string.Create(CultureInfo.InvariantCulture, $"（组合专利，{resource.Patents.Count}件）") : "";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
