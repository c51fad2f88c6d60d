using System.Text.Json.Nodes;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Platform.OpenApi;

/// <summary>
/// What the document says of query parameters is what the app reads: every word of a choice and every value of a type is taken, anything else
/// is refused, or ignored where the document says so.
/// </summary>
[Trait("Spec", "COM-11")]
public sealed class QueryParametersTests
{
    private const string Wrong = "no-such-word";
    private const string Ignored = "；其他值视为不填";

    private static readonly Dictionary<string, string> Accounts = new(StringComparer.Ordinal)
    {
        ["operator"] = "operator", ["examiner"] = "examiner1", ["national"] = "national", ["provincial"] = "hunan", ["bank"] = "bank1", ["finance-officer"] = "finance",
        ["unit-admin"] = "software", ["university"] = "university", ["expert"] = "expert1",
    };

    [Fact]
    public async Task Parameter_OfAChoiceOrType_IsReadAsDeclared()
    {
        ConformanceHandler.AllowNonsense();
        await using var app = await TestApp.StartAsync();
        var clients = new Dictionary<string, TestClient>(StringComparer.Ordinal) { ["public"] = app.Anybody() };
        foreach (var (role, username) in Accounts) clients[role] = await app.SignInAsync(username);
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var operation in RecordedDocument.Ours.Operations.Where(o => o.Verb == "GET"))
        {
            var client = clients[operation.Json["x-roles"]![0]!["role"]!.GetValue<string>()];
            var queries = operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "query").ToList();
            foreach (var parameter in queries)
            {
                if (ValuesOf(parameter["schema"]!) is not { Count: > 0 } values) continue;
                var name = parameter["name"]!.GetValue<string>();
                var others = queries.Where(q => q != parameter && (q["required"] is not null || q["name"]!.GetValue<string>() == "value")).Select(q => $"&{q["name"]}={ValuesOf(q["schema"]!).FirstOrDefault("43")}");
                var path = $"{PathOf(operation)}?{string.Concat(others).TrimStart('&')}&{name}=";
                foreach (var value in values)
                {
                    asked++;
                    var answer = await client.GetAsync(path + value);
                    if (answer.Status is 400 or 422) wrong.Add($"{operation} {name}={value} is refused: {answer}");
                }
                var (ignored, refused) = (parameter["description"]!.GetValue<string>().EndsWith(Ignored, StringComparison.Ordinal), await client.GetAsync(path + Wrong));
                // What belongs to nothing is not found before anything else of it is read.
                if (refused.Status == 404 && operation.Path.Contains('{', StringComparison.Ordinal)) continue;
                if (ignored == refused.Status is 400 or 422) wrong.Add($"{operation} {name}={Wrong}: {refused}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 200, $"only {asked} values were asked");
    }

    private static string PathOf(RecordedOperation operation) =>
        operation.Parameters.Where(p => p["in"]!.GetValue<string>() == "path").Aggregate(
            operation.Path.TrimStart('/'),
            (path, p) => path.Replace("{" + p["name"] + "}", p["schema"]!["type"]?.GetValue<string>() == "integer" ? "2026" : "nothing", StringComparison.Ordinal));

    // Values that the schema takes; none for text.
    private static IReadOnlyList<string> ValuesOf(JsonNode schema)
    {
        if (schema["items"] is { } items) return ValuesOf(items) is { Count: > 1 } several ? [.. several, string.Join(',', several)] : ValuesOf(items);
        if (schema["$ref"] is { } reference) return ValuesOf(RecordedDocument.Ours.Json["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!);
        if (schema["enum"] is JsonArray words) return [.. words.Select(w => w!.GetValue<string>())];
        return (schema["type"]?.GetValue<string>(), schema["format"]?.GetValue<string>()) switch
        {
            ("integer", _) => schema["maximum"] is { } most ? [schema["minimum"]!.ToString(), most.ToString()] : ["2026"],
            ("number", _) => ["0", "12.5"],
            ("boolean", _) => ["true", "false"],
            (_, "date") => ["2026-01-31"],
            (_, "date-time") => ["2026-01-31T08:00:00Z"],
            _ => [],
        };
    }
}
