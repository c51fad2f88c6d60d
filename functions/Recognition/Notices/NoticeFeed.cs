using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.Extensions.Options;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>公示订阅源: products on notice as Atom 1.0 (RFC 4287), in pages (RFC 5005).</summary>
public sealed class NoticeFeed(NoticeList list, IOptions<FilingOptions> options)
{
    /// <summary>Entries of a page.</summary>
    public const int PageEntries = 100;

    private const string MediaType = "application/atom+xml";
    private const int MaxAge = 300;
    private const int Ahead = 25;
    private static readonly DateTimeOffset Beginning = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>公示中的专利密集型产品（Atom 1.0），新的在前，每页 100 件。</summary>
    [Function("ReadNoticeFeed")]
    [Allow(Role.Public)]
    [QueryParameter("continuation", "翻页标记，见上一页的 next 链接")]
    [Answers(200, MediaType = MediaType, ETag = true), Answers(304, ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/notices/feed")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (page.Continuation is not null && !RecordLimits.IsKey(page.Continuation)) return new BadContinuation();
        var entries = new List<NoticeEntry>();
        string? last = null;
        string? next = null;
        await foreach (var entry in list.NowAsync(page.Continuation, Ahead, cancellation))
        {
            if (entries.Count == PageEntries)
            {
                next = last;
                break;
            }
            entries.Add(entry.Value);
            last = entry.Row;
        }
        var updated = await UpdatedAsync(entries, cancellation);
        var document = Write(entries, updated, options.Value.PublicBaseUrl.TrimEnd('/') + "/api/public/notices", PageRequest.Token(page.Continuation), PageRequest.Token(next));

        var headers = request.HttpContext.Response.GetTypedHeaders();
        headers.LastModified = updated;
        if (request.IsUnchanged(Convert.ToHexStringLower(SHA256.HashData(document)), MaxAge) || IsUnchangedSince(request, updated)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Bytes(document, MediaType + "; charset=utf-8");
    }

    // Whatever leaves the feed changes it too: it comes first among what is over.
    private async Task<DateTimeOffset> UpdatedAsync(List<NoticeEntry> entries, CancellationToken cancellation)
    {
        var updated = entries.Select(e => e.ChangedAt).Append(Beginning).Max();
        await foreach (var over in list.OverAsync(null, 1, cancellation))
        {
            if (over.Value.ChangedAt > updated) updated = over.Value.ChangedAt;
            break;
        }
        // HTTP dates have whole seconds: rounded up, so that a reader of the second before is not told that nothing changed.
        return new DateTimeOffset((updated.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    // RFC 9110 13.1.3: only where the client names no ETag.
    private static bool IsUnchangedSince(HttpRequest request, DateTimeOffset updated) =>
        request.Headers.IfNoneMatch.Count == 0 && request.GetTypedHeaders().IfModifiedSince is { } since && updated <= since;

    private static byte[] Write(List<NoticeEntry> entries, DateTimeOffset updated, string address, string? self, string? next)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            const string Atom = "http://www.w3.org/2005/Atom";
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, "zh-CN");
            Element("id", IdOf("feed"));
            Element("title", "专利密集型产品认定公示");
            Element("updated", Instant(updated));
            xml.WriteStartElement("author", Atom);
            Element("name", "国家专利密集型产品备案认定试点平台");
            xml.WriteEndElement();
            Link("self", FeedPage(self), MediaType);
            Link("first", FeedPage(null), MediaType);
            if (next is not null) Link("next", FeedPage(next), MediaType);
            Link("alternate", address, "application/json");
            foreach (var entry in entries)
            {
                xml.WriteStartElement("entry", Atom);
                Element("id", IdOf(entry.Id.Value));
                Element("title", entry.Model is { Length: > 0 } model ? $"{entry.Product}（{model}）" : entry.Product);
                Element("published", Instant(entry.Term.StartedAt));
                Element("updated", Instant(entry.ChangedAt));
                Link("alternate", $"{address}/{Uri.EscapeDataString(entry.Id.Value)}", "application/json");
                xml.WriteStartElement("category", Atom);
                xml.WriteAttributeString("term", entry.Year.ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("label", string.Create(CultureInfo.InvariantCulture, $"{entry.Year}年度认定"));
                xml.WriteEndElement();
                Element("summary", $"备案单位：{entry.UnitName}；备案号：{entry.FilingNumber}；公示期：{ChinaTime.FullDate(ChinaTime.DateOf(entry.Term.StartedAt))}至{NoticeTerms.EndText(entry.Term)}。");
                xml.WriteEndElement();
            }
            xml.WriteEndElement();

            void Element(string name, string text) => xml.WriteElementString(name, Atom, new string([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]));

            void Link(string rel, string href, string type)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", rel);
                xml.WriteAttributeString("type", type);
                xml.WriteAttributeString("href", href);
                xml.WriteEndElement();
            }
        }
        return buffer.ToArray();

        string FeedPage(string? continuation) => continuation is null ? address + "/feed" : $"{address}/feed?continuation={Uri.EscapeDataString(continuation)}";
    }

    // Ids stay the same wherever the site moves (RFC 4287, 4.2.6).
    private static string IdOf(string id) => "urn:uuid:" + new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("notice\n" + id)).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
