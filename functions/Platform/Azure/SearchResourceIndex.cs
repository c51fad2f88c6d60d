using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// 专利转化资源库's index in Azure AI Search, by its REST interface (learn.microsoft.com, "Azure AI Search REST API reference"): texts are taken apart
/// before they are sent, by the same rules as in the local build, and analyzed at blanks only; ranking is BM25 with the same weights.
/// </summary>
/// <param name="credential">The identity of the app.</param>
/// <param name="endpoint">Address of the service, <c>https://{name}.search.windows.net</c>.</param>
internal sealed class SearchResourceIndex(TokenCredential credential, Uri endpoint) : IResourceSearch, IDisposable
{
    private const string Version = "2024-07-01";
    private const string Index = "resources";
    private const string Weighted = "weights";
    private const int DocumentsAtOnce = 500;
    private const int MostFacetValues = 3000;

    // The service answers no deeper page by relevance; by time and evaluation there is no end.
    private const int DeepestHit = 100_000;

    private static readonly string[] Texts = ["title", "keywords", "university", "body", "numbers"];

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly SemaphoreSlim making = new(1, 1);
    private bool made;

    /// <inheritdoc />
    public async Task<ResourcePage> FindAsync(ResourceQuery query, CancellationToken cancellation)
    {
        var words = SearchWords.Parse(query.Text);
        if (words.Count == 0 && !string.IsNullOrWhiteSpace(query.Text)) return new ResourcePage([], null, query.WithTotal ? 0 : null, query.WithFacets ? [] : null);
        var order = query.Sort == ResourceSort.Relevance && words.Count == 0 ? ResourceSort.Newest : query.Sort;
        var body = Question(query, words, order);
        var answer = (await SendAsync(HttpMethod.Post, $"indexes('{Index}')/docs/search.post.search", body, cancellation))!;
        var found = answer["value"]!.AsArray().Select(v => (Document: DocumentOf(v!), Score: v!["@search.score"]?.GetValue<double>())).ToList();
        var hits = found.Take(query.Take).Select(f => new ResourceHit(f.Document, order == ResourceSort.Relevance ? f.Score : null, ResourceHighlighter.Of(f.Document, words))).ToList();
        var next = found.Count > query.Take ? Continuation(order, hits[^1].Document, body["skip"]?.GetValue<int>() + query.Take) : null;
        return new ResourcePage(hits, next, query.WithTotal ? answer["@odata.count"]!.GetValue<long>() : null, query.WithFacets ? Facets(answer["@search.facets"]?["facets"]?.AsArray() ?? []) : null);
    }

    /// <inheritdoc />
    public async Task PutAsync(IReadOnlyList<ResourceDocument> documents, CancellationToken cancellation)
    {
        foreach (var batch in documents.Chunk(DocumentsAtOnce)) await WriteAsync(batch.Select(Entry), cancellation);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(IReadOnlyList<ResourceId> resources, CancellationToken cancellation)
    {
        foreach (var batch in resources.Chunk(DocumentsAtOnce)) await WriteAsync(batch.Select(r => new JsonObject { ["@search.action"] = "delete", ["id"] = r.Value }), cancellation);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ResourceId> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = ""; ;)
        {
            var body = new JsonObject { ["search"] = "*", ["filter"] = $"id gt {Literal(after)}", ["orderby"] = "id", ["select"] = "id", ["top"] = 1000 };
            var page = (await SendAsync(HttpMethod.Post, $"indexes('{Index}')/docs/search.post.search", body, cancellation))!["value"]!.AsArray();
            foreach (var entry in page) yield return new ResourceId(after = entry!["id"]!.GetValue<string>());
            if (page.Count == 0) yield break;
        }
    }

    /// <inheritdoc />
    public Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        http.Dispose();
        making.Dispose();
    }

    private static JsonObject Question(ResourceQuery query, IReadOnlyList<SearchWord> words, ResourceSort order)
    {
        var filters = ResourceFacets.Of(query).Select(c => "(" + string.Join(" or ", c.Values.Select(v => $"facets/any(f: f eq {Literal($"{c.Facet}:{v}")})")) + ")").ToList();
        if (query.RegisteredFrom is { } from) filters.Add("registered ge " + Instant(ChinaTime.StartOfDay(from)));
        if (query.RegisteredTo is { } to) filters.Add("registered lt " + Instant(ChinaTime.EndOfDay(to)));
        var skip = 0;
        if (query.Continuation is { } continuation)
        {
            var (after, skipped) = After(continuation, order);
            if (after is not null) filters.Add(after);
            skip = skipped;
        }
        var body = new JsonObject
        {
            ["search"] = Words(words, query.AnyWord),
            ["queryType"] = "full",
            ["searchMode"] = "all",
            ["searchFields"] = string.Join(',', Texts),
            ["scoringProfile"] = Weighted,
            ["select"] = "document",
            ["count"] = query.WithTotal,
            ["top"] = query.Take + 1,
            ["skip"] = skip,
        };
        if (filters.Count > 0) body["filter"] = string.Join(" and ", filters);
        if (order == ResourceSort.Newest) body["orderby"] = "registered desc,id";
        if (order == ResourceSort.Rating) body["orderby"] = "stars desc,registered desc,id";
        if (query.WithFacets) body["facets"] = new JsonArray("facets,count:" + MostFacetValues.ToString(CultureInfo.InvariantCulture));
        return body;
    }

    // Tokens hold letters and digits only and are in lower case: nothing of theirs is an operator.
    private static string Words(IReadOnlyList<SearchWord> words, bool any) => words.Count == 0
        ? "*"
        : string.Join(any ? " OR " : " AND ", words.Select(w => "(" + string.Join(" OR ", w.Alternatives.Select(Phrase)) + ")"));

    private static string Phrase(SearchPhrase phrase)
    {
        if (!phrase.IsPrefix) return '"' + string.Join(' ', phrase.Tokens) + '"';
        // A phrase cannot end in a beginning: what stands before it is asked for by itself.
        var before = phrase.Tokens.SkipLast(1).ToList();
        return before.Count == 0 ? phrase.Tokens[^1] + "*" : $"(\"{string.Join(' ', before)}\" AND {phrase.Tokens[^1]}*)";
    }

    private static (string? Filter, int Skip) After(string continuation, ResourceSort order)
    {
        var parts = continuation.Split('|');
        if (parts[0] != order.ToString()) throw new BadContinuationException();
        if (order == ResourceSort.Relevance && parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var skip) && skip <= DeepestHit) return (null, skip);
        if (parts.Length == 4 && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var ticks) && RecordLimits.IsKey(parts[3]) && ticks is > 0 and < 3_155_378_975_999_999_999)
        {
            var registered = Instant(new DateTimeOffset(ticks, TimeSpan.Zero));
            var behind = $"(registered lt {registered} or (registered eq {registered} and id gt {Literal(parts[3])}))";
            if (order == ResourceSort.Newest) return (behind, 0);
            if (parts[1].Length == 0) return ($"(stars eq null and {behind})", 0);
            if (double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var stars))
                return (string.Create(CultureInfo.InvariantCulture, $"(stars lt {stars:R} or stars eq null or (stars eq {stars:R} and {behind}))"), 0);
        }
        throw new BadContinuationException();
    }

    private static string? Continuation(ResourceSort order, ResourceDocument last, int? skip) => order == ResourceSort.Relevance
        ? skip <= DeepestHit ? string.Create(CultureInfo.InvariantCulture, $"{order}|{skip}") : null
        : string.Create(CultureInfo.InvariantCulture, $"{order}|{(double?)last.Rating?.Average:R}|{last.RegisteredAt.UtcTicks}|{last.Id}");

    private static JsonObject Entry(ResourceDocument document)
    {
        var terms = ResourceTerms.Of(document);
        return new JsonObject
        {
            ["@search.action"] = "upload",
            ["id"] = document.Id.Value,
            ["title"] = terms.Title,
            ["keywords"] = terms.Keywords,
            ["university"] = terms.University,
            ["body"] = terms.Body,
            ["numbers"] = terms.Numbers,
            ["facets"] = new JsonArray([.. ResourceFacets.Of(document).Select(f => (JsonNode)JsonValue.Create($"{f.Facet}:{f.Value}"))]),
            ["registered"] = document.RegisteredAt.UtcDateTime,
            ["stars"] = (double?)document.Rating?.Average,
            ["document"] = JsonSerializer.Serialize(document, PlatformJson.Stored),
        };
    }

    private static ResourceDocument DocumentOf(JsonNode hit) => JsonSerializer.Deserialize<ResourceDocument>(hit["document"]!.GetValue<string>(), PlatformJson.Stored)!;

    private static IReadOnlyList<ResourceFacet> Facets(JsonArray values)
    {
        var counts = values.Select(v => (Text: v!["value"]!.GetValue<string>().Split(':', 2), Count: v["count"]!.GetValue<long>())).ToList();
        return [.. ResourceFacets.Names.Select(name => new ResourceFacet(name, [.. counts
            .Where(c => c.Text[0] == name).Select(c => new FacetCount(c.Text[1], c.Count))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal)]))];
    }

    private async Task WriteAsync(IEnumerable<JsonObject> entries, CancellationToken cancellation)
    {
        var body = new JsonObject { ["value"] = new JsonArray([.. entries]) };
        var answer = (await SendAsync(HttpMethod.Post, $"indexes('{Index}')/docs/search.index", body, cancellation))!;
        // The service takes what it can and says of each whether it did.
        if (answer["value"]!.AsArray().FirstOrDefault(v => !v!["status"]!.GetValue<bool>()) is { } failed)
            throw new HttpRequestException($"the index refused {failed["key"]}: {failed["errorMessage"]}");
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancellation)
    {
        await MakeAsync(cancellation);
        return await CallAsync(method, path, body, cancellation);
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        if (made) return;
        await making.WaitAsync(cancellation);
        try
        {
            if (!made) await CallAsync(HttpMethod.Put, $"indexes('{Index}')", Definition(), cancellation);
            made = true;
        }
        finally
        {
            making.Release();
        }
    }

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancellation)
    {
        // https://{name}.search.windows.net: the audience of its tokens is https://search.azure.com in the public cloud, https://search.azure.cn in China.
        var audience = endpoint.Host.EndsWith(".cn", StringComparison.Ordinal) ? "https://search.azure.cn/.default" : "https://search.azure.com/.default";
        var token = await credential.GetTokenAsync(new TokenRequestContext([audience]), cancellation);
        using var request = new HttpRequestMessage(method, new Uri(endpoint, $"{path}?api-version={Version}")) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        using var response = await http.SendAsync(request, cancellation);
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) throw new RefusedException(new SearchUnavailable());
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation));
    }

    private static JsonObject Definition()
    {
        static JsonObject Field(string name, string type, bool searchable = false, bool filterable = false, bool sortable = false, bool facetable = false, bool retrievable = false, bool key = false)
        {
            var field = new JsonObject { ["name"] = name, ["type"] = type, ["searchable"] = searchable, ["filterable"] = filterable, ["sortable"] = sortable, ["facetable"] = facetable, ["retrievable"] = retrievable, ["key"] = key };
            if (searchable) field["analyzer"] = "whitespace";
            return field;
        }

        var weights = new JsonObject();
        for (var i = 0; i < Texts.Length; i++) weights[Texts[i]] = ResourceTerms.Weights[i];
        return new JsonObject
        {
            ["name"] = Index,
            ["fields"] = new JsonArray(
            [
                Field("id", "Edm.String", filterable: true, sortable: true, retrievable: true, key: true),
                .. Texts.Select(t => (JsonNode)Field(t, "Edm.String", searchable: true)),
                Field("facets", "Collection(Edm.String)", filterable: true, facetable: true),
                Field("registered", "Edm.DateTimeOffset", filterable: true, sortable: true),
                Field("stars", "Edm.Double", filterable: true, sortable: true),
                Field("document", "Edm.String", retrievable: true),
            ]),
            ["scoringProfiles"] = new JsonArray(new JsonObject { ["name"] = Weighted, ["text"] = new JsonObject { ["weights"] = weights } }),
            ["similarity"] = new JsonObject { ["@odata.type"] = "#Microsoft.Azure.Search.BM25Similarity" },
        };
    }

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}

/// <summary>Beside an emulator, where there is no search service: nothing is kept, and a search says so.</summary>
internal sealed class NoResourceSearch : IResourceSearch
{
    /// <inheritdoc />
    public bool IsThere => false;

    /// <inheritdoc />
    public Task<ResourcePage> FindAsync(ResourceQuery query, CancellationToken cancellation) => throw new RefusedException(new SearchUnavailable());

    /// <inheritdoc />
    public Task PutAsync(IReadOnlyList<ResourceDocument> documents, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public Task RemoveAsync(IReadOnlyList<ResourceId> resources, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public IAsyncEnumerable<ResourceId> AllAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<ResourceId>();

    /// <inheritdoc />
    public Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask;
}
