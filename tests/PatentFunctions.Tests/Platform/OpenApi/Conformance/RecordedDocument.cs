using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace PatentFunctions.Tests.Platform.OpenApi.Conformance;

/// <summary>
/// <c>docs/openapi.json</c> as a judge: which operation a request means, and whether a value is what a schema says. Objects are taken to have
/// no members but those that the document names, in answers too: a reader may ignore what it does not know, the document may not.
/// </summary>
internal sealed class RecordedDocument
{
    private const string Bundle = "https://patent-functions.test/document";
    private const string Components = "#/components/schemas/";
    private static readonly Lazy<RecordedDocument> Recorded = new(() => Of(JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "openapi.json")))!.AsObject()));
    private static readonly EvaluationOptions Judging = new() { OutputFormat = OutputFormat.Hierarchical, RequireFormatValidation = true };

    private readonly BuildOptions building = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 };
    private readonly Dictionary<JsonNode, Lazy<JsonSchema>> schemas = new(ReferenceEqualityComparer.Instance);

    private RecordedDocument(JsonObject json)
    {
        Json = json;
        Operations =
        [
            .. from path in Json["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select new RecordedOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
        ];
        Build();
    }

    /// <summary>The document in <c>docs/</c>.</summary>
    public static RecordedDocument Ours => Recorded.Value;

    /// <summary>A document that is not recorded yet.</summary>
    public static RecordedDocument Of(JsonObject json) => new(json);

    public JsonObject Json { get; }

    public IReadOnlyList<RecordedOperation> Operations { get; }

    /// <summary>The operation that a request means, with the values of its path.</summary>
    /// <param name="verb">HTTP method.</param>
    /// <param name="path">Path as it is sent, below the server's address.</param>
    public (RecordedOperation Operation, Dictionary<string, string> Values)? Find(string verb, string path)
    {
        var asked = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (from operation in Operations
                where operation.Verb == verb
                let values = operation.Match(asked)
                where values is not null
                orderby operation.Precedence
                select ((RecordedOperation, Dictionary<string, string>)?)(operation, values)).FirstOrDefault();
    }

    /// <summary>What about a value is not as its schema says; empty where all is.</summary>
    /// <param name="schema">A schema that stands in the document.</param>
    /// <param name="value">The value.</param>
    public IReadOnlyList<string> Differences(JsonNode schema, JsonElement value)
    {
        var result = schemas[schema].Value.Evaluate(value, Judging);
        return result.IsValid ? [] : [.. Faults(result).Distinct(StringComparer.Ordinal)];
    }

    // A branch that fails within a choice that is fulfilled is no fault.
    private static IEnumerable<string> Faults(EvaluationResults result)
    {
        foreach (var error in result.Errors ?? []) yield return $"{result.InstanceLocation}: {error.Value}";
        foreach (var fault in (result.Details ?? []).Where(d => !d.IsValid).SelectMany(Faults)) yield return fault;
    }

    // Every schema of a body or parameter gets a name beside the components, so that one registered document resolves all references.
    private void Build()
    {
        var definitions = new JsonObject();
        foreach (var (name, schema) in Json["components"]!["schemas"]!.AsObject()) definitions[name] = Closed(schema!);
        foreach (var schema in Operations.SelectMany(SchemasOf))
        {
            var name = "body" + definitions.Count.ToString(CultureInfo.InvariantCulture);
            definitions[name] = Closed(schema);
            schemas[schema] = new Lazy<JsonSchema>(() => JsonSchema.FromText($$"""{"$ref":"{{Bundle}}#/$defs/{{name}}"}""", building));
        }
        foreach (var (name, schema) in Json["components"]!["schemas"]!.AsObject())
            schemas[schema!] = new Lazy<JsonSchema>(() => JsonSchema.FromText($$"""{"$ref":"{{Bundle}}#/$defs/{{name}}"}""", building));
        JsonSchema.FromText(new JsonObject { ["$id"] = Bundle, ["$defs"] = definitions }.ToJsonString(), building);
    }

    private static IEnumerable<JsonNode> SchemasOf(RecordedOperation operation)
    {
        foreach (var parameter in operation.Parameters) yield return parameter["schema"]!;
        foreach (var content in operation.Contents)
        {
            if (content["schema"] is { } schema) yield return schema;
        }
    }

    private static JsonNode Closed(JsonNode node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(i => i is null ? null : Closed(i))]);
            case JsonObject schema:
                var closed = new JsonObject();
                foreach (var (key, value) in schema)
                {
                    closed[key] = value switch
                    {
                        null => null,
                        JsonValue reference when key == "$ref" => reference.GetValue<string>().Replace(Components, "#/$defs/", StringComparison.Ordinal),
                        _ => Closed(value),
                    };
                }
                if (schema["properties"] is JsonObject && schema["type"]?.ToJsonString() == "\"object\"" && !schema.ContainsKey("additionalProperties")) closed["additionalProperties"] = false;
                return closed;
            default:
                return node.DeepClone();
        }
    }
}
