using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AzureBuild.Tests.Search;

/// <summary>A request that came to the search service.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Authorization">Header of that name.</param>
/// <param name="Body">Body.</param>
internal sealed record SearchCall(string Method, string Path, string Authorization, JsonNode Body);

/// <summary>
/// The REST interface of Azure AI Search as far as a client sees it: keeps what is asked and answers what a test says. It searches nothing.
/// </summary>
internal sealed class SearchService : IAsyncDisposable
{
    private readonly ConcurrentQueue<SearchCall> calls = new();
    private readonly WebApplication app;

    private SearchService(WebApplication app)
    {
        this.app = app;
        app.MapPut("{**path}", (Delegate)TakeAsync);
        app.MapPost("{**path}", (Delegate)TakeAsync);
    }

    public Uri Address => Loopback.AddressOf(app);

    public IReadOnlyList<SearchCall> Calls => [.. calls];

    /// <summary>What a POST is answered with.</summary>
    public JsonNode Answer { get; set; } = new JsonObject { ["value"] = new JsonArray() };

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public static async Task<SearchService> ListenAsync()
    {
        var service = new SearchService(Loopback.Build());
        await service.app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        calls.Enqueue(new SearchCall(context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization.ToString(), body));
        if (context.Request.Method == "PUT") return Results.Json(body, statusCode: 201);
        return Status == HttpStatusCode.OK ? Results.Text(Answer.ToJsonString(), "application/json") : Results.StatusCode((int)Status);
    }
}
