using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace PatentFunctions.Tests.Platform.OpenApi.Conformance;

/// <summary>An exchange as it went over the wire.</summary>
/// <param name="Request">The request.</param>
/// <param name="RequestBody">Its body where that is JSON.</param>
/// <param name="Response">The answer.</param>
/// <param name="ResponseBody">Its body where that is JSON.</param>
internal sealed record Exchange(HttpRequestMessage Request, byte[]? RequestBody, HttpResponseMessage Response, byte[]? ResponseBody);

/// <summary>What is expected of a client.</summary>
internal enum ClientManners
{
    /// <summary>What it asks wrongly must be refused.</summary>
    Usual,

    /// <summary>It asks nothing wrongly.</summary>
    Faultless,

    /// <summary>It asks for nonsense on purpose, which may be taken or not; only the answers count.</summary>
    Careless,
}

/// <summary>
/// Compares exchanges with the document. What the app does must be declared. What a client sends may be wrong, many tests do it on purpose;
/// then the app must have refused it, and what the app calls misshapen the document must call so too.
/// </summary>
/// <param name="document">The document.</param>
internal sealed class ExchangeCheck(RecordedDocument document)
{
    private const string Problem = "application/problem+json";
    private static readonly string[] DeclaredHeaders = ["ETag", "Location", "Retry-After", "Content-Disposition", "Content-Range", "WWW-Authenticate"];

    /// <summary>Every difference; empty where there is none.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="client">What is expected of the client.</param>
    /// <param name="operation">The operation that was meant; null where there is none.</param>
    public IReadOnlyList<string> Differences(Exchange exchange, ClientManners client, out RecordedOperation? operation)
    {
        operation = null;
        var (request, status) = (exchange.Request, (int)exchange.Response.StatusCode);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) || document.Find(request.Method.Method, path["/api".Length..]) is not { } found)
            return status == 404 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{request.Method} {path} is answered with {status} and stands nowhere")];
        operation = found.Operation;
        var (mistakes, misshapen) = OfRequest(exchange, found.Operation, found.Values);
        if (status == 404 && mistakes.Exists(m => m.StartsWith("path ", StringComparison.Ordinal)) && exchange.Response.Content.Headers.ContentType is null) return [];
        var differences = OfResponse(exchange, found.Operation, status).ToList();
        if (client == ClientManners.Faultless || (client == ClientManners.Usual && status < 400)) differences.AddRange(mistakes);
        if (client == ClientManners.Faultless && found.Operation.Takes is null && exchange.Request.Content is { Headers.ContentLength: not 0 }) differences.Add("a body is sent");
        if (status == 400 && !misshapen && TypeOf(exchange) is "body-shape") differences.Add("the app calls the body misshapen, the document does not");
        return [.. differences.Select(d => string.Create(CultureInfo.InvariantCulture, $"{found.Operation} {status}: {d}"))];
    }

    private (List<string> Mistakes, bool Misshapen) OfRequest(Exchange exchange, RecordedOperation operation, Dictionary<string, string> values)
    {
        var (request, mistakes) = (exchange.Request, new List<string>());
        var query = QueryHelpers.ParseQuery(request.RequestUri!.Query);
        foreach (var parameter in operation.Parameters)
        {
            var (name, place) = (parameter["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>());
            var value = place switch
            {
                "path" => values.GetValueOrDefault(name),
                "query" => query.TryGetValue(name, out var given) ? given.ToString() : null,
                _ => request.Headers.TryGetValues(name, out var header) ? string.Join(',', header) : null,
            };
            if (value is null && parameter["required"]?.GetValue<bool>() == true) mistakes.Add($"{place} {name} is missing");
            if (value is not null) mistakes.AddRange(OfParameter(parameter["schema"]!, value).Select(d => $"{place} {name}={value} {d}"));
        }
        var known = operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query").Select(p => p["name"]!.GetValue<string>());
        mistakes.AddRange(query.Keys.Except(known, StringComparer.Ordinal).Select(name => $"query {name} is not declared"));
        var shape = OfRequestBody(exchange, operation).ToList();
        mistakes.AddRange(shape);
        return (mistakes, shape.Count > 0);
    }

    private IEnumerable<string> OfParameter(JsonNode schema, string value) => document.Differences(schema, schema["type"]?.GetValue<string>() switch
    {
        "array" => JsonSerializer.SerializeToElement(value.Split(',')),
        "integer" or "number" when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
        "boolean" when value is "true" or "false" => JsonSerializer.SerializeToElement(value == "true"),
        _ => JsonSerializer.SerializeToElement(value),
    });

    private IEnumerable<string> OfRequestBody(Exchange exchange, RecordedOperation operation)
    {
        var content = exchange.Request.Content;
        if (operation.Takes is not { } takes) return [];
        if (content is null) return operation.Json["requestBody"]!["required"]!.GetValue<bool>() ? ["the body is missing"] : [];
        var type = content.Headers.ContentType?.MediaType ?? "application/octet-stream";
        if (takes[type] is not { } media) return [$"a body of type {type} is sent"];
        return exchange.RequestBody is { } json && media["schema"] is { } schema ? OfJson(schema, json).Select(d => "request " + d) : [];
    }

    private IEnumerable<string> OfResponse(Exchange exchange, RecordedOperation operation, int status)
    {
        if (operation.Answer(status) is not { } answer) return [$"the status is not declared ({TypeOf(exchange)})"];
        return [.. OfHeaders(exchange.Response, answer), .. OfResponseBody(exchange, answer), .. OfProblem(exchange, answer)];
    }

    private static IEnumerable<string> OfHeaders(HttpResponseMessage response, JsonObject answer)
    {
        var declared = answer["headers"]?.AsObject();
        foreach (var name in DeclaredHeaders)
        {
            var sent = response.Headers.TryGetValues(name, out _) || (name.StartsWith("Content", StringComparison.Ordinal) && response.Content.Headers.TryGetValues(name, out _));
            var said = declared?[name];
            if (sent && said is null) yield return $"header {name} is not declared";
            if (!sent && said?["required"]?.GetValue<bool>() == true) yield return $"header {name} is missing";
        }
    }

    private IEnumerable<string> OfResponseBody(Exchange exchange, JsonObject answer)
    {
        var content = exchange.Response.Content;
        var type = content.Headers.ContentType?.MediaType;
        if (type is null && content.Headers.ContentLength is null or 0) return answer["content"] is null ? [] : ["the body is missing"];
        if (type is null || answer["content"]?[type] is not { } media) return [$"a body of type {type} is answered"];
        return exchange.ResponseBody is { Length: > 0 } json && media["schema"] is { } schema ? OfJson(schema, json).Select(d => "answer " + d) : [];
    }

    // A refusal that nobody can look up under its status is as undeclared as a status.
    private static IEnumerable<string> OfProblem(Exchange exchange, JsonObject answer) =>
        TypeOf(exchange) is { } code && answer["content"]?[Problem]?["examples"]?[code] is null ? [$"problem {code} is not declared"] : [];

    private IEnumerable<string> OfJson(JsonNode schema, byte[] json)
    {
        try
        {
            using var body = JsonDocument.Parse(json);
            return document.Differences(schema, body.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair is grammar but no text: it fails only when it is read.
            return ["is no JSON"];
        }
    }

    private static string? TypeOf(Exchange exchange)
    {
        if (exchange.Response.Content.Headers.ContentType?.MediaType != Problem || exchange.ResponseBody is not { } json) return null;
        using var problem = JsonDocument.Parse(json);
        return problem.RootElement.GetProperty("type").GetString()!.Split('/')[^1];
    }

    /// <summary>True where a body is read as JSON.</summary>
    public static bool IsJson(MediaTypeHeaderValue? type) =>
        type?.MediaType is { } name && (name.Equals("application/json", StringComparison.OrdinalIgnoreCase) || name.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
}
