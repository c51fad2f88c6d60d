using System.Globalization;
using System.Text.Json;

namespace PatentFunctions.Platform.Http;

/// <summary>The body of every refusal: RFC 9457 with findings and a trace id (COM-06).</summary>
/// <param name="Type">Stable address of the cause, <c>/api/problems/{code}</c>.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">Chinese detail.</param>
/// <param name="Instance">Path of the request.</param>
/// <param name="TraceId">Joins the answer to the logs.</param>
/// <param name="Errors">What is wrong at which field.</param>
public sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Instance, string TraceId, IReadOnlyList<Finding>? Errors)
{
    /// <summary>Media type of a problem.</summary>
    public const string MediaType = "application/problem+json";
}

internal static class ProblemDocument
{
    /// <summary>Writes a refusal as problem+json.</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var body = new ProblemBody(
            "/api/problems/" + refusal.Code,
            refusal.Title,
            refusal.Status,
            refusal.Detail,
            context.Request.Path.Value ?? "",
            context.TraceId(),
            refusal.Findings.Count == 0 ? null : refusal.Findings);
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = ProblemBody.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (refusal is Unauthenticated) context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, PlatformJson.Options), context.RequestAborted);
    }
}
