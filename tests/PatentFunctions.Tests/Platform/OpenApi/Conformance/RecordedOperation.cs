using System.Text.Json.Nodes;

namespace PatentFunctions.Tests.Platform.OpenApi.Conformance;

/// <summary>One operation of the recorded document.</summary>
/// <param name="Verb">HTTP method, upper case.</param>
/// <param name="Path">Path with its parameters in braces.</param>
/// <param name="Json">The operation.</param>
internal sealed record RecordedOperation(string Verb, string Path, JsonObject Json)
{
    private readonly string[] segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public string Id => Json["operationId"]!.GetValue<string>();

    public IReadOnlyList<JsonObject> Parameters { get; } = [.. (Json["parameters"]?.AsArray() ?? []).Select(p => p!.AsObject())];

    /// <summary>Content of the body that is taken, by media type; null where none is.</summary>
    public JsonObject? Takes => Json["requestBody"]?["content"]?.AsObject();

    /// <summary>Every body that is taken or answered.</summary>
    public IEnumerable<JsonObject> Contents =>
        Json["responses"]!.AsObject().Select(r => r.Value!["content"]).Append(Takes).OfType<JsonObject>().SelectMany(c => c).Select(c => c.Value!.AsObject());

    /// <summary>The answer of a status; null where it is not declared.</summary>
    public JsonObject? Answer(int status) => Json["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)]?.AsObject();

    /// <summary>Values of the path's parameters; null where the path is another.</summary>
    public Dictionary<string, string>? Match(string[] asked)
    {
        if (asked.Length != segments.Length) return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Length; i++)
        {
            if (IsParameter(segments[i])) values[segments[i][1..^1]] = Uri.UnescapeDataString(asked[i]);
            else if (!segments[i].Equals(asked[i], StringComparison.OrdinalIgnoreCase)) return null;
        }
        return values;
    }

    /// <summary>Which of two operations that match is meant: the one whose words come first, as routing does it.</summary>
    public string Precedence => string.Concat(segments.Select(s => IsParameter(s) ? '1' : '0'));

    public override string ToString() => $"{Verb} {Path}";

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
