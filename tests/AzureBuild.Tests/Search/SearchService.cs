using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IReadOnlyList<SearchCall> Calls => [.. calls];

    /// <summary>What a POST is answered with.</summary>
    public JsonNode Answer { get; set; } = new JsonObject { ["value"] = new JsonArray() };

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public static async Task<SearchService> ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var service = new SearchService(builder.Build());
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
