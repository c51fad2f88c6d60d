using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace AzureBuild.Tests.Search;

/// <summary>What the index asks Azure AI Search, held against its REST reference (2024-07-01), and what it makes of the answers.</summary>
public sealed class SearchResourceIndexTests : IAsyncLifetime, IDisposable
{
    private readonly Identity identity = new();
    private SearchService service = null!;
    private SearchResourceIndex index = null!;

    public async Task InitializeAsync()
    {
        service = await SearchService.ListenAsync();
        index = new SearchResourceIndex(identity, service.Address);
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => index.Dispose();

    [Fact]
    public async Task FirstCall_MakesTheIndexOnce_ByIdentity()
    {
        await index.FindAsync(new ResourceQuery { Text = "轴承" }, CancellationToken.None);
        await index.FindAsync(new ResourceQuery { Text = "芯片" }, CancellationToken.None);
        var made = Assert.Single(service.Calls, c => c.Method == "PUT");
        Assert.Equal("/indexes('resources')?api-version=2024-07-01", Uri.UnescapeDataString(made.Path));
        Assert.All(service.Calls, c => Assert.Equal("Bearer of-the-app", c.Authorization));
        Assert.Equal(["https://search.azure.com/.default"], identity.Audiences.Distinct());
        var fields = made.Body["fields"]!.AsArray().ToDictionary(f => f!["name"]!.GetValue<string>(), f => f!);
        Assert.Equal("id", Assert.Single(fields, f => f.Value["key"]!.GetValue<bool>()).Key);
        // Texts come taken apart: no analyzer may take them apart again, and none of them is shown.
        string[] texts = ["title", "keywords", "university", "body", "numbers"];
        Assert.Equal(texts, fields.Where(f => f.Value["searchable"]!.GetValue<bool>()).Select(f => f.Key));
        Assert.All(texts, t => Assert.Equal("whitespace", fields[t]["analyzer"]!.GetValue<string>()));
        Assert.Equal(texts, made.Body["scoringProfiles"]![0]!["text"]!["weights"]!.AsObject().Select(w => w.Key));
    }

    public static TheoryData<string, string, string?, string?> Questions() => new()
    {
        { "轴承", "(\"轴承\")", null, null },
        { "保持架", "(\"保持 持架\")", null, null },
        { "轴", "(轴*)", null, null },
        { "ZL2020199001", "(2020199001*)", null, null },
        { "", "*", null, "registered desc,id" },
        { "\" OR 1=1) *", "(\"or\") AND (\"1 1\")", null, null },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Find_ByWords_AsksForTheirTokens(string text, string search, string? filter, string? order)
    {
        await index.FindAsync(new ResourceQuery { Text = text }, CancellationToken.None);
        var body = service.Calls[^1].Body;
        Assert.Equal("/indexes('resources')/docs/search.post.search?api-version=2024-07-01", Uri.UnescapeDataString(service.Calls[^1].Path));
        Assert.Equal((search, filter, order, "full"), (body["search"]!.GetValue<string>(), body["filter"]?.GetValue<string>(), body["orderby"]?.GetValue<string>(), body["queryType"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Find_ByConditions_NarrowsByFacetsAndDays()
    {
        await index.FindAsync(
            new ResourceQuery { Kind = ResourceKind.Single, Provinces = ["43", "61"], RegisteredFrom = new DateOnly(2026, 11, 1), RegisteredTo = new DateOnly(2026, 11, 2), Sort = ResourceSort.Rating }, CancellationToken.None);
        Assert.Equal(
            "(facets/any(f: f eq 'kind:single')) and (facets/any(f: f eq 'province:43') or facets/any(f: f eq 'province:61')) and registered ge 2026-10-31T16:00:00.0000000Z and registered lt 2026-11-02T16:00:00.0000000Z",
            service.Calls[^1].Body["filter"]!.GetValue<string>());
        Assert.Equal("stars desc,registered desc,id", service.Calls[^1].Body["orderby"]!.GetValue<string>());
    }

    [Fact]
    public async Task Find_MoreThanAPage_GoesOnBehindTheLast()
    {
        service.Answer = new JsonObject
        {
            ["@odata.count"] = 3,
            ["@search.facets"] = new JsonObject { ["facets"] = new JsonArray(Count("way:licence", 1), Count("way:equity", 2), Count("kind:single", 3)) },
            ["value"] = new JsonArray(Hit("rs-1", 1), Hit("rs-2", 2), Hit("rs-3", 3)),
        };
        var page = await index.FindAsync(new ResourceQuery { Sort = ResourceSort.Newest, Take = 2, WithTotal = true, WithFacets = true }, CancellationToken.None);
        Assert.Equal(3, service.Calls[^1].Body["top"]!.GetValue<int>());
        Assert.Equal(["rs-1", "rs-2"], page.Hits.Select(h => h.Document.Id.Value));
        Assert.Equal(3, page.Total);
        Assert.Equal([new FacetCount("equity", 2), new FacetCount("licence", 1)], page.Facets!.Single(f => f.Name == "way").Values);
        await index.FindAsync(new ResourceQuery { Sort = ResourceSort.Newest, Take = 2, Continuation = page.Continuation }, CancellationToken.None);
        Assert.Equal("(registered lt 2026-11-02T00:00:00.0000000Z or (registered eq 2026-11-02T00:00:00.0000000Z and id gt 'rs-2'))", service.Calls[^1].Body["filter"]!.GetValue<string>());
    }

    [Fact]
    public async Task Put_OfMany_GoesInBatches_AndARefusedOneIsAnError()
    {
        await index.PutAsync([.. Enumerable.Range(0, 501).Select(i => Document($"rs-{i}", 1))], CancellationToken.None);
        Assert.Equal([500, 1], service.Calls.Where(c => c.Method == "POST").Select(c => c.Body["value"]!.AsArray().Count));
        var entry = service.Calls[^1].Body["value"]![0]!;
        Assert.Equal(("upload", "rs-500", "一种 种轴 轴承 承"), (entry["@search.action"]!.GetValue<string>(), entry["id"]!.GetValue<string>(), entry["title"]!.GetValue<string>()));
        service.Answer = new JsonObject { ["value"] = new JsonArray(new JsonObject { ["key"] = "rs-1", ["status"] = false, ["errorMessage"] = "too large" }) };
        Assert.Contains("rs-1", (await Assert.ThrowsAsync<HttpRequestException>(() => index.PutAsync([Document("rs-1", 1)], CancellationToken.None))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => index.RemoveAsync([new ResourceId("rs-1")], CancellationToken.None));
        Assert.Equal("delete", service.Calls[^1].Body["value"]![0]!["@search.action"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Find_WhileTheServiceHasNoTime_IsRefusedForNow(HttpStatusCode status)
    {
        service.Status = status;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => index.FindAsync(new ResourceQuery { Text = "轴承" }, CancellationToken.None));
        Assert.IsType<SearchUnavailable>(refused.Refusal);
    }

    private static PatentNumber Number => PatentNumber.TryParse("202019900101.7", out var number, out _) ? number : throw new InvalidOperationException("the number's check digit is wrong");

    private static JsonObject Count(string value, int count) => new() { ["value"] = value, ["count"] = count };

    private static JsonObject Hit(string id, int day) => new() { ["@search.score"] = 1.0, ["document"] = JsonSerializer.Serialize(Document(id, day), PlatformJson.Stored) };

    private static ResourceDocument Document(string id, int day) => new(
        new ResourceId(id), new UnitId("u-1"), "示例理工大学", "43", ResourceKind.Single, "一种轴承", [new TransferablePatent(Number, "一种轴承")],
        new ResourceDossier { TechnicalField = "31", Maturity = TechnicalMaturity.Laboratory, Ways = [TransferWay.Licence], ApplicationField = "机械" },
        new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero), true, null);

    private sealed class Identity : TokenCredential
    {
        public List<string> Audiences { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Audiences.AddRange(requestContext.Scopes);
            return new(new AccessToken("of-the-app", DateTimeOffset.MaxValue));
        }
    }
}
