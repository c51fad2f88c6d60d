using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PatentFunctions.SampleData.Walk;

/// <summary>An answer that the story did not expect; the walk ends with it.</summary>
internal sealed class WalkException(string message) : Exception(message);

/// <summary>An answer, read whole.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ETag">ETag as sent.</param>
/// <param name="Body">The body.</param>
internal sealed record WalkAnswer(int Status, string? ETag, byte[] Body)
{
    public JsonElement Json { get; } = Body.Length > 0 && Body[0] is (byte)'{' or (byte)'[' ? JsonDocument.Parse(Body).RootElement.Clone() : default;

    public string Text(string name) => Json.GetProperty(name).ToString();
}

/// <summary>Somebody at a front end: sends requests, fails loudly on an answer that the story does not expect.</summary>
internal sealed class WalkClient(Uri address, string who, HttpMessageHandler through) : IDisposable
{
    private readonly HttpClient http = new(through) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };

    public string Who { get; } = who;

    public Task<WalkAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<WalkAnswer> PostAsync(string path, object? body = null, string? etag = null, bool once = false, int expect = 0) =>
        SendAsync(HttpMethod.Post, path, body, etag, once, expect);

    public Task<WalkAnswer> PutAsync(string path, object body, string? etag = null) => SendAsync(HttpMethod.Put, path, body, etag);

    /// <summary>Uploads a file; <paramref name="to"/> is where those without an account upload.</summary>
    public async Task<string> UploadAsync(string purpose, byte[] image, string name, string to = "files")
    {
        using var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return (await SendAsync(HttpMethod.Post, $"{to}?purpose={purpose}&name={Uri.EscapeDataString(name)}", content, once: true)).Text("id");
    }

    public Task<WalkAnswer> PostCsvAsync(string path, string csv) => SendAsync(HttpMethod.Post, path, new StringContent(csv, Encoding.UTF8, "text/csv"), null, true);

    public async Task SignInAsync(string name, string password)
    {
        var captcha = await PostAsync("captchas");
        var signedIn = await PostAsync("accounts/login", new { name, password, captchaId = captcha.Text("id"), captchaAnswer = SampleDataOptions.DefaultCaptchaAnswer });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Text("accessToken"));
    }

    /// <summary>Sends a header with every request from now on.</summary>
    public void Carry(string header, string value) => http.DefaultRequestHeaders.Add(header, value);

    /// <summary>What an officer does at the workbench: claims, goes through the checklist, approves.</summary>
    public async Task<WalkAnswer> ApproveAsync(string kind, string id, string opinion = "材料齐全，符合要求。")
    {
        var claimed = await ClaimAsync(kind, id);
        var checklist = claimed.Json.GetProperty("checklist").EnumerateArray().ToDictionary(c => c.GetProperty("code").GetString()!, _ => true);
        return await PostAsync($"reviews/{kind}/{id}/approve", new { opinion, checklist }, claimed.ETag);
    }

    /// <summary>Claims a case of the workbench.</summary>
    public async Task<WalkAnswer> ClaimAsync(string kind, string id) => await PostAsync($"reviews/{kind}/{id}/claim", etag: (await GetAsync($"reviews/{kind}/{id}")).ETag);

    /// <summary>An act of an officer on a product of a campaign.</summary>
    public async Task<WalkAnswer> ActAsync(string product, string act, object? parameters = null, string? why = null) =>
        await PostAsync($"recognitions/{product}/acts/{act}", new { parameters, why }, (await GetAsync($"recognitions/{product}")).ETag);

    public void Dispose() => http.Dispose();

    private async Task<WalkAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? etag = null, bool once = false, int expect = 0)
    {
        using var request = new HttpRequestMessage(method, new Uri("api/" + path, UriKind.Relative));
        if (body is not null) request.Content = body as HttpContent ?? new StringContent(JsonSerializer.Serialize(body, PlatformJson.Options), Encoding.UTF8, "application/json");
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (once) request.Headers.TryAddWithoutValidation("Idempotency-Key", NewId.Random("walk"));
        using var response = await http.SendAsync(request);
        var answer = new WalkAnswer((int)response.StatusCode, response.Headers.ETag?.ToString(), await response.Content.ReadAsByteArrayAsync());
        var right = expect == 0 ? response.IsSuccessStatusCode : answer.Status == expect;
        return right ? answer : throw new WalkException(string.Create(CultureInfo.InvariantCulture, $"{Who}: {method} {path} 的回答是 {answer.Status}：{Encoding.UTF8.GetString(answer.Body)}"));
    }
}
