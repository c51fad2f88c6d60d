using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Hosting;

public sealed class HttpTests
{
    private const string Id = "0a1b2c3d-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("GET", "api/bind/word/5/" + Id + "/2026-05-01?page=2&flag=true", 200, "word 5 " + Id + " 2026-05-01 2 True none")]
    [InlineData("GET", "api/bind/word/5/" + Id + "/2026-05-01?text=a%20b", 200, "word 5 " + Id + " 2026-05-01 1  a b")]
    [InlineData("GET", "api/bind/word/five/" + Id + "/2026-05-01", 404, "")]
    [InlineData("GET", "api/bind/word/5/no-guid/2026-05-01", 404, "")]
    [InlineData("GET", "api/bind/word/5/" + Id + "/2026-05-40", 500, "")]
    [InlineData("GET", "api/json", 200, "{\"name\":\"样品\",\"kind\":\"Second\"}")]
    [InlineData("GET", "api/plain", 200, "{\"name\":\"plain\",\"kind\":\"First\"}")]
    [InlineData("GET", "api/text", 200, "text")]
    [InlineData("GET", "api/action", 418, "teapot")]
    [InlineData("GET", "api/object", 202, "{\"name\":\"object\",\"kind\":1}")]
    [InlineData("GET", "api/nothing", 200, "")]
    [InlineData("GET", "api/Instance", 200, "from a class")]
    [InlineData("PUT", "api/Instance", 200, "from a class")]
    [InlineData("GET", "api/throws", 500, "")]
    [InlineData("POST", "api/json", 404, "")]
    [InlineData("HEAD", "api/json", 404, "")]
    [InlineData("OPTIONS", "api/json", 404, "")]
    [InlineData("GET", "api/nowhere", 404, "")]
    [InlineData("GET", "json", 404, "")]
    public async Task Request_IsRoutedBoundAndAnswered(string method, string path, int status, string body)
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Request_WithSameRouteAndAnotherMethod_GoesToTheOtherFunction()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        using var response = await client.DeleteAsync(new Uri("api/text", UriKind.Relative));

        Assert.Equal("deleted", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(20_000_000, 200, "20000000")]
    [InlineData(30_000_000, 200, "30000000")]
    [InlineData(30_000_001, 413, "too large")]
    public async Task Body_StreamsUpToThirtyMillionBytes(int length, int status, string answer)
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var body = new StreamContent(new MemoryStream(new byte[length]));
        using var response = await client.PostAsync(new Uri("api/upload", UriKind.Relative), body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task DurableClient_IsHandedIn()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        using var started = await client.PostAsync(new Uri("api/start/x", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("x", await host.OutputAsync<string>((await host.Workflows.WaitForInstanceCompletionAsync("x")).InstanceId));
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example")]
    [InlineData("https://other.example", null)]
    public async Task Cors_FollowsLocalSettings(string origin, string? allowed)
    {
        var folder = Directory.CreateTempSubdirectory("cors-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "local.settings.json"),
            """{ "Values": { "Greeting__Text": "from settings" }, "Host": { "CORS": "https://app.example" } }""");
        var options = Host.With(typeof(HttpFunctionsUnderTest));
        options.Arguments = ["--contentRoot", folder];
        await using var host = await Host.StartAsync(options);
        using var client = host.CreateClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "api/json");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var response = await client.SendAsync(preflight);

        Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
        Assert.Equal("from settings", host.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Greeting:Text"]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task RoutePrefix_ComesFromHostJson()
    {
        var options = Host.With(typeof(HttpFunctionsUnderTest));
        options.HostJson = """{ "extensions": { "http": { "routePrefix": "" } } }""";
        await using var host = await Host.StartAsync(options);
        using var client = host.CreateClient();

        Assert.Equal("text", await client.GetStringAsync(new Uri("text", UriKind.Relative)));
    }

    private static Task<LocalHostServer> StartAsync() => Host.StartAsync(
        Host.With(typeof(HttpFunctionsUnderTest)),
        builder => builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        }));
}

public enum Kind
{
    First,
    Second,
}

public sealed record Sample(string Name, Kind Kind);

public sealed class HttpFunctionsUnderTest(Journal journal)
{
    [Function("Bind")]
    public static string Bind(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bind/{word}/{number:int}/{id:guid}/{day}")] HttpRequest request,
        string word, int number, Guid id, DateOnly day, bool? flag, string? text,
        FunctionContext context, long page = 1, CancellationToken cancellationToken = default)
    {
        Assert.False(cancellationToken.IsCancellationRequested);
        Assert.Same(request.HttpContext, context.GetHttpContext());
        Assert.Equal(word, context.BindingContext.BindingData["word"]);
        return $"{word} {number} {id} {day:yyyy-MM-dd} {page} {flag} {text ?? "none"}";
    }

    [Function("json")]
    public static IResult Json([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Json(new Sample("样品", Kind.Second));

    [Function("plain")]
    public static async Task<Sample> Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        return new Sample("plain", Kind.First);
    }

    [Function("text")]
    public static Task<string> Text([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult("text");

    [Function("delete")]
    public static ValueTask<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "text")] HttpRequest request) =>
        ValueTask.FromResult(Results.Text("deleted"));

    [Function("action")]
    public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new ContentResult { Content = "teapot", StatusCode = 418 };

    [Function("object")]
    public static IActionResult Object([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new ObjectResult(new Sample("object", Kind.Second)) { StatusCode = 202 };

    [Function("nothing")]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.CompletedTask;

    [Function("Instance")]
    public string Instance([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
    {
        journal.Write(request.Method);
        return "from a class";
    }

    [Function("throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("bug");

    [Function("upload")]
    public static async Task<IResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        var buffer = new byte[65536];
        var length = 0;
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer)) > 0;)
                length += read;
            return Results.Text($"{length}");
        }
        catch (BadHttpRequestException e)
        {
            return Results.Text("too large", statusCode: e.StatusCode);
        }
    }

    [Function("start")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        Results.Accepted(value: await client.ScheduleNewOrchestrationInstanceAsync("Name", new StartOrchestrationOptions(id)));

    [Function("Name")]
    public static string Name([OrchestrationTrigger] TaskOrchestrationContext context) => context.InstanceId;
}
