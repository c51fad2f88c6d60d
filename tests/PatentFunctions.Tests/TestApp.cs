using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests;

/// <summary>
/// The whole app on the embedded host: its own program, a free port, a temporary data folder, a clock that stands still until it is moved,
/// the sample accounts.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string Password = "Sample#2026";
    public const string CaptchaAnswer = "2026";

    private TestApp(LocalHostServer server) => Server = server;

    public LocalHostServer Server { get; }

    /// <param name="start">Wall time in Shanghai, e.g. 2026-09-24T10:00.</param>
    /// <param name="settings">Further configuration.</param>
    public static Task<TestApp> StartAsync(string start = "2026-09-24T10:00", params (string Key, string Value)[] settings) => StartAsync(null, start, settings);

    /// <param name="services">Replaces parts of the app, such as a service that is down.</param>
    /// <param name="start">Wall time in Shanghai.</param>
    /// <param name="settings">Further configuration.</param>
    public static async Task<TestApp> StartAsync(Action<IServiceCollection>? services, string start = "2026-09-24T10:00", params (string Key, string Value)[] settings)
    {
        var options = new LocalHostServerOptions { Start = China(start) };
        options.Settings["LocalHost:Synchronous"] = "NORMAL";
        options.Settings["Accounts:PasswordIterations"] = "1000";
        foreach (var (key, value) in settings) options.Settings[key] = value;
        if (services is not null) options.Configure = builder => services(builder.Services);
        return new TestApp(await LocalHostServer.StartAsync(typeof(App).Assembly, options));
    }

    /// <summary>An instant from wall time in Shanghai.</summary>
    public static DateTimeOffset China(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    /// <summary>Moves the clock; everything that falls due on the way happens in its order.</summary>
    public Task MoveToAsync(string china) => Server.Clock.AdvanceToAsync(China(china));

    public T Service<T>()
        where T : notnull => (T)(Server.Services.GetService(typeof(T)) ?? throw new InvalidOperationException(typeof(T).Name));

    /// <summary>Somebody without an account.</summary>
    public TestClient Anybody() => new(ConformanceHandler.ClientOf(Server));

    /// <summary>Signs in with captcha and password.</summary>
    public async Task<TestClient> SignInAsync(string name, string password = Password)
    {
        var client = Anybody();
        var captcha = await client.PostAsync("captchas");
        var signedIn = await client.PostAsync("accounts/login", new { name, password, captchaId = captcha.Text("id"), captchaAnswer = CaptchaAnswer });
        Assert.True(signedIn.Status == 200, signedIn.ToString());
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Text("accessToken"));
        return client;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>A front end as a test needs it.</summary>
public sealed class TestClient(HttpClient http)
{
    public HttpClient Http { get; } = http;

    public Task<TestAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<TestAnswer> PostAsync(string path, object? body = null, string? etag = null, string? key = null) => SendAsync(HttpMethod.Post, path, body, etag, key);

    public Task<TestAnswer> PutAsync(string path, object? body, string? etag) => SendAsync(HttpMethod.Put, path, body, etag);

    /// <summary>Uploads a file and answers its id.</summary>
    public async Task<string> UploadAsync(string purpose, byte[] content, string name)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var answer = await SendAsync(HttpMethod.Post, $"files?purpose={purpose}&name={Uri.EscapeDataString(name)}", body, key: NewId.Random("upload"));
        Assert.True(answer.Status is 200 or 201, answer.ToString());
        return answer.Text("id");
    }

    public async Task<TestAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? etag = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri("api/" + path, UriKind.Relative));
        if (body is not null)
            request.Content = body is HttpContent content ? content : new StringContent(body as string ?? JsonSerializer.Serialize(body, PlatformJson.Options), Encoding.UTF8, "application/json");
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }
}

/// <summary>An answer, read whole.</summary>
public sealed record TestAnswer(int Status, string? ETag, string? MediaType, byte[] Bytes)
{
    private JsonElement? json;

    public JsonElement Json => json ??= JsonDocument.Parse(Bytes).RootElement.Clone();

    /// <summary>Last part of the problem's type.</summary>
    public string? Problem => MediaType == "application/problem+json" ? Text("type").Split('/')[^1] : null;

    /// <summary>Pointers of the findings of a problem.</summary>
    public IReadOnlyList<string> Pointers => Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!)] : [];

    /// <summary>Codes of the findings of a problem.</summary>
    public IReadOnlyList<string> Codes => Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(e => e.GetProperty("code").GetString()!)] : [];

    /// <summary>A text member, by a dotted path.</summary>
    public string Text(string path) => At(path).GetString()!;

    /// <summary>A member, by a dotted path.</summary>
    public JsonElement At(string path) => path.Split('.').Aggregate(Json, (element, name) => element.GetProperty(name));

    public static async Task<TestAnswer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Headers.ETag?.ToString(), response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Bytes)}";
}
