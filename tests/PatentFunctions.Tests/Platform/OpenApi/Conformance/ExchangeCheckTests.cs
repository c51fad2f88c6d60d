using System.Net;
using System.Text;

namespace PatentFunctions.Tests.Platform.OpenApi.Conformance;

/// <summary>The judge itself: what it finds, and what it lets pass.</summary>
[Trait("Spec", "COM-11")]
public class ExchangeCheckTests
{
    private const string Captcha = """{"id":"c-1","image":"data:image/png;base64,AA==","expiresAt":"2026-11-27T01:05:00+00:00"}""";
    private static readonly ExchangeCheck Check = new(RecordedDocument.Ours);

    [Fact]
    public void Exchange_AsDeclared_HasNoDifferences() => Assert.Empty(Differences(HttpMethod.Post, "/api/captchas", null, 200, Captcha));

    [Theory]
    [InlineData(202, Captcha, "the status is not declared")]
    [InlineData(200, """{"id":"c-1","image":"data:image/png;base64,AA=="}""", "expiresAt")]
    [InlineData(200, """{"id":"c-1","image":"","expiresAt":"2026-11-27T01:05:00+00:00","hidden":1}""", "/hidden")]
    [InlineData(200, """{"id":7,"image":"","expiresAt":"2026-11-27T01:05:00+00:00"}""", "/id")]
    [InlineData(200, """{"id":"c-1","image":"","expiresAt":"tomorrow"}""", "/expiresAt")]
    [InlineData(200, null, "the body is missing")]
    public void Answer_ThatIsNotDeclared_IsFound(int status, string? body, string difference) =>
        Assert.Contains(Differences(HttpMethod.Post, "/api/captchas", null, status, body), d => d.Contains(difference, StringComparison.Ordinal));

    [Fact]
    public void Request_ThatIsNotDeclaredAndTaken_IsFound()
    {
        var found = Differences(HttpMethod.Post, "/api/local/clock?fast=1", """{"dayz":1}""", 200, """{"now":"2026-11-27T01:05:00+00:00","china":"2026年11月27日"}""");
        Assert.Contains(found, d => d.Contains("query fast", StringComparison.Ordinal));
        Assert.Contains(found, d => d.Contains("/dayz", StringComparison.Ordinal));
    }

    [Fact]
    public void Answer_WithoutTheHeaderThatIsDeclared_IsFound() =>
        Assert.Contains(Differences(HttpMethod.Post, "/api/filings", null, 201, """{"id":"p-1"}"""), d => d.Contains("header ETag is missing", StringComparison.Ordinal));

    [Fact]
    public void Refusal_OfABodyThatTheDocumentTakes_IsFound()
    {
        const string problem = """{"type":"/api/problems/body-shape","title":"","status":400,"detail":"","instance":"/api/local/clock","traceId":"1"}""";
        Assert.Contains(Differences(HttpMethod.Post, "/api/local/clock", """{"days":1}""", 400, problem), d => d.Contains("misshapen", StringComparison.Ordinal));
        Assert.Empty(Differences(HttpMethod.Post, "/api/local/clock", """{"dayz":1}""", 400, problem));
    }

    [Fact]
    public void Path_ThatStandsNowhere_MayOnlyBeNotFound()
    {
        Assert.Empty(Differences(HttpMethod.Get, "/api/nowhere", null, 404, null));
        Assert.NotEmpty(Differences(HttpMethod.Get, "/api/nowhere", null, 200, null));
    }

    private static IReadOnlyList<string> Differences(HttpMethod method, string path, string? sent, int status, string? received)
    {
        using var request = new HttpRequestMessage(method, "http://localhost" + path);
        if (sent is not null) request.Content = new StringContent(sent, Encoding.UTF8, "application/json");
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        if (received is not null) response.Content = new StringContent(received, Encoding.UTF8, status < 400 ? "application/json" : "application/problem+json");
        return Check.Differences(new Exchange(request, Bytes(sent), response, Bytes(received)), ClientManners.Usual, out _);
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
