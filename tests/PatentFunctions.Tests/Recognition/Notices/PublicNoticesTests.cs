using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Recognition.Notices;

/// <summary>What the public sees of a notice: list, detail, feed.</summary>
[Trait("Spec", "REC-03")]
public sealed class PublicNoticesTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    [Trait("Spec", "COM-07")]
    public async Task List_OfManyProducts_PagesFiltersAndNamesTheAnnouncements()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        var (first, second) = (await bench.AnnounceAsync("第1批"), await bench.AnnounceAsync("第2批"));
        for (var i = 1; i <= 25; i++) await bench.InNoticeAsync(i, i <= 20 ? first : second);
        await bench.ProposedAsync(99);

        var seen = await PagesAsync(bench.Anybody, "public/notices?take=7");
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
        var page = (await bench.Anybody.GetAsync("public/notices?take=7")).Expect(200);
        Assert.Equal([second, first], page.Items("announcements").Select(a => a.GetProperty("id").GetString()));
        Assert.Equal(Enumerable.Range(21, 5).Select(Number), await PagesAsync(bench.Anybody, $"public/notices?take=2&announcement={second}"));
        Assert.Equal([Number(12)], await PagesAsync(bench.Anybody, "public/notices?product=" + Uri.EscapeDataString("轴承12")));
        Assert.Equal(25, (await PagesAsync(bench.Anybody, "public/notices?take=10&unit=" + Uri.EscapeDataString("示例精密"))).Count);
        Assert.Empty(await PagesAsync(bench.Anybody, "public/notices?unit=" + Uri.EscapeDataString("没有这家")));
        (await bench.Anybody.GetAsync("public/notices?announcement=g-none")).Expect(404);
        (await bench.Anybody.GetAsync("public/notices?continuation=AAAA")).Expect(400);
        Assert.Equal("现将拟认定产品予以公示。", (await bench.Anybody.GetAsync($"notice-announcements/{first}")).Expect(200).Text("text"));
    }

    [Fact]
    [Trait("Spec", "FIL-06")]
    public async Task Detail_TellsWhatIsPublicAndNothingElse()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        var announcement = await bench.AnnounceAsync();
        var (secret, open, proposed) = (await bench.InNoticeAsync(1, announcement), await bench.InNoticeAsync(2, announcement, publish: true), await bench.ProposedAsync(3));
        await bench.ObjectionsAsync(secret, RecognitionAct.FileObjection, 3);
        (await bench.Anybody.GetAsync($"public/notices/{proposed}")).Expect(404);
        (await bench.Anybody.GetAsync("public/notices/r2026-p-none")).Expect(404);

        var shown = (await bench.Anybody.GetAsync($"public/notices/{secret}")).Expect(200);
        Assert.Equal(("2026-11-23", "2026-12-07", true), (shown.Text("notice.beganOn"), shown.Text("notice.endsOn"), shown.At("notice.takesObjections").GetBoolean()));
        Assert.Equal((3, "家用制冷电器具制造"), (shown.At("notice.patents").GetInt32(), shown.Text("category")));
        Assert.False(shown.Json.TryGetProperty("linkedPatents", out _));
        Assert.DoesNotContain("bjections\":3", System.Text.Encoding.UTF8.GetString(shown.Bytes), StringComparison.Ordinal);
        Assert.Equal(3, (await bench.Anybody.GetAsync($"public/notices/{open}")).Items("linkedPatents").Count);

        await bench.ObjectionsAsync(secret, RecognitionAct.RejectObjection, -3);
        await bench.MoveToAsync("2026-12-08T09:00");
        var recognized = (await bench.Anybody.GetAsync($"public/notices/{secret}")).Expect(200);
        Assert.Equal(("已认定", 3), (recognized.Text("notice.status"), recognized.Items("linkedPatents").Count));
    }

    [Fact]
    public async Task Feed_IsAtomThatReadersCanPollAndPage()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        using var http = ConformanceHandler.ClientOf(bench.Server);
        var empty = await FeedAsync(http, "api/public/notices/feed");
        Assert.Empty(empty.Document.Root!.Elements(Atom + "entry"));
        var announcement = await bench.AnnounceAsync();
        await bench.InNoticeAsync(1, announcement);
        var one = await FeedAsync(http, "api/public/notices/feed");
        Assert.True(one.LastModified > empty.LastModified);
        await bench.MoveToAsync("2026-11-24T10:00");
        for (var i = 2; i <= 105; i++) await bench.InNoticeAsync(i, announcement);

        var (feed, tag, modified) = await FeedAsync(http, "api/public/notices/feed");
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(http, r => r.Headers.IfNoneMatch.Add(tag)));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(http, r => r.Headers.IfModifiedSince = modified));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, r => r.Headers.IfNoneMatch.Add(one.Tag)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, r => r.Headers.IfModifiedSince = one.LastModified));

        var entries = feed.Root!.Elements(Atom + "entry").ToList();
        Assert.Equal(NoticeFeed.PageEntries, entries.Count);
        Assert.Equal(one.Document.Root!.Element(Atom + "id")!.Value, feed.Root.Element(Atom + "id")!.Value);
        Assert.EndsWith("/api/public/notices/feed", Link(feed, "self"), StringComparison.Ordinal);
        var next = await FeedAsync(http, new Uri(Link(feed, "next")!).PathAndQuery.TrimStart('/'));
        Assert.Equal(Link(feed, "next"), Link(next.Document, "self"));
        Assert.Null(Link(next.Document, "next"));
        var all = entries.Concat(next.Document.Root!.Elements(Atom + "entry")).ToList();
        Assert.Equal(105, all.Select(e => e.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.All(all, e =>
        {
            Assert.True(Uri.TryCreate(e.Element(Atom + "id")!.Value, UriKind.Absolute, out _));
            Assert.True(DateTimeOffset.TryParse(e.Element(Atom + "updated")!.Value, CultureInfo.InvariantCulture, out _));
            Assert.Contains("公示期：2026年11月2", e.Element(Atom + "summary")!.Value, StringComparison.Ordinal);
        });
        // The oldest comes last, and is the same entry as it was before.
        Assert.Equal(one.Document.Root.Element(Atom + "entry")!.Element(Atom + "id")!.Value, all[^1].Element(Atom + "id")!.Value);
        Assert.Equal("深沟球轴承1（6001）", all[^1].Element(Atom + "title")!.Value);

        // What leaves the feed changes it.
        await bench.MoveToAsync("2026-12-08T09:00");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, r => r.Headers.IfModifiedSince = modified));
        await bench.MoveToAsync("2026-12-09T09:00");
        Assert.Empty((await FeedAsync(http, "api/public/notices/feed")).Document.Root!.Elements(Atom + "entry"));
    }

    [Fact]
    public async Task StartNotice_OutOfPlace_IsRefusedAndChangesNothing()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        var announcement = await bench.AnnounceAsync();
        var id = await bench.ProposedAsync(1);
        Assert.Equal("announcement-unknown", (await bench.StartNoticeAsync(id, "g-none")).Expect(422).Problem);
        (await bench.StartNoticeAsync(id, announcement)).Expect(200);
        Assert.Equal("recognition-act-refused", (await bench.StartNoticeAsync(id, announcement)).Expect(409).Problem);
        Assert.Single((await bench.RecordAsync(id)).Steps, s => s.Act == RecognitionAct.StartNotice);

        var national = await bench.SignInAsync("national");
        var form = new { year = 2026, number = "第1批", title = "另一份", text = "另一份" };
        Assert.Equal("announcement-number-taken", (await national.PostAsync("notice-announcements", form, key: "announce-another")).Expect(409).Problem);
        Assert.Equal(["/year", "/number", "/title", "/text"], (await national.PostAsync("notice-announcements", new { year = 26, number = " ", title = "", text = "" }, key: "announce-empty")).Expect(422).Pointers.OrderBy(p => Array.IndexOf(["/year", "/number", "/title", "/text"], p)));
        var read = await national.GetAsync($"notice-announcements/{announcement}");
        (await national.PutAsync($"notice-announcements/{announcement}", new { title = "更正", text = "更正后的正文" }, read.ETag)).Expect(200);
        (await national.PutAsync($"notice-announcements/{announcement}", new { title = "再更正", text = "正文" }, read.ETag)).Expect(412);
        Assert.Equal("更正", (await bench.Anybody.GetAsync("public/notices")).Items("announcements")[0].GetProperty("title").GetString());
    }

    private static string Number(int product) => string.Create(CultureInfo.InvariantCulture, $"2026{product:D6}");

    private static async Task<List<string>> PagesAsync(TestClient client, string path)
    {
        var seen = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = (await client.GetAsync(token.Length == 0 ? path : $"{path}&continuation={token}")).Expect(200);
            seen.AddRange(page.Items().Select(i => i.GetProperty("filingNumber").GetString()!));
            token = page.Json.TryGetProperty("continuation", out var next) ? next.GetString() : null;
        }
        return seen;
    }

    private static async Task<(XDocument Document, EntityTagHeaderValue Tag, DateTimeOffset LastModified)> FeedAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/atom+xml"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return (XDocument.Parse(await response.Content.ReadAsStringAsync()), response.Headers.ETag!, response.Content.Headers.LastModified!.Value);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, Action<HttpRequestMessage> condition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/public/notices/feed", UriKind.Relative));
        condition(request);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static string? Link(XDocument feed, string rel) => feed.Root!.Elements(Atom + "link").SingleOrDefault(l => l.Attribute("rel")!.Value == rel)?.Attribute("href")!.Value;
}
