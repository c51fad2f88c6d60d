using System.Security.Cryptography;
using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>接口说明 (COM-11): the document for machines and a page for people.</summary>
public static class ReadApiDescription
{
    private static readonly Lazy<(byte[] Page, string Policy)> Page = new(LoadPage);

    /// <summary>OpenAPI 3.1 接口文档.</summary>
    [Function("ReadOpenApi")]
    [Allow(Role.Public)]
    [Answers(200, MediaType = "application/json")]
    public static IResult Document([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=60";
        return Results.Bytes(OpenApiDocument.Utf8, "application/json; charset=utf-8");
    }

    /// <summary>可浏览、可试用的接口页面, without anything from another site.</summary>
    [Function("BrowseApi")]
    [Allow(Role.Public)]
    [Answers(200, MediaType = "text/html")]
    public static IResult Browse([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.ContentSecurityPolicy = Page.Value.Policy;
        return Results.Bytes(Page.Value.Page, "text/html; charset=utf-8");
    }

    // Script and style stand in the page; the policy names their hashes, so that nothing else runs there.
    private static (byte[] Page, string Policy) LoadPage()
    {
        using var stream = typeof(ReadApiDescription).Assembly.GetManifestResourceStream("Platform/OpenApi/data/docs.html")
            ?? throw new FileNotFoundException("The assembly holds no page of the interface.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var html = Encoding.UTF8.GetString(buffer.ToArray());
        return (buffer.ToArray(), $"default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src '{HashOf(html, "script")}'; style-src '{HashOf(html, "style")}'");
    }

    private static string HashOf(string html, string tag)
    {
        var from = html.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        var to = html.IndexOf($"</{tag}>", from, StringComparison.Ordinal);
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[from..to])));
    }
}
