using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>
/// JSON schemas (2020-12, as OpenAPI 3.1 takes them) of the types of bodies, from the very contract that reads and writes them, so that the
/// document and the strict reading of <see cref="RequestBody"/> cannot differ. Objects and enums become components by name.
/// </summary>
internal sealed class SchemaSet
{
    private const int DeepestExample = 5;

    private readonly JsonSerializerOptions options = PlatformJson.Options;
    private readonly XmlSummaries summaries;
    private readonly Dictionary<Type, string> names;
    private readonly HashSet<Type> inRequests = [];

    /// <summary>Collects every type that bodies reach.</summary>
    /// <param name="requests">Types of request bodies.</param>
    /// <param name="answers">Types of answers.</param>
    /// <param name="summaries">Descriptions.</param>
    public SchemaSet(IEnumerable<Type> requests, IEnumerable<Type> answers, XmlSummaries summaries)
    {
        this.summaries = summaries;
        foreach (var type in requests) Reach(type, inRequests);
        var all = new HashSet<Type>();
        foreach (var type in inRequests) all.Add(type);
        foreach (var type in answers) Reach(type, all);
        names = [];
        foreach (var group in all.Where(t => !t.IsGenericType).GroupBy(NameOf, StringComparer.Ordinal))
        {
            foreach (var type in group) names[type] = group.Count() == 1 ? group.Key : AreaOf(type) + group.Key;
        }
        foreach (var type in all.Where(t => t.IsGenericType)) names[type] = NameOf(type);
        if (names.Values.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InvalidOperationException($"Two types are called {twice.Key}.");
    }

    /// <summary>The components, by name.</summary>
    public JsonObject Components()
    {
        var components = new JsonObject();
        foreach (var (type, name) in names.OrderBy(n => n.Value, StringComparer.Ordinal)) components[name] = Describe(type);
        return components;
    }

    /// <summary>The schema of a body: a reference, or the schema itself for lists and plain values.</summary>
    public JsonObject Of(Type type)
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        if (names.TryGetValue(info.Type, out var name)) return new JsonObject { ["$ref"] = "#/components/schemas/" + name };
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Of(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(info.ElementType!) },
            _ => Leaf(info),
        };
    }

    /// <summary>A plausible value of a type, for the document's examples.</summary>
    public JsonNode? ExampleOf(Type type) => ExampleOf(type, "", 0);

    private JsonObject Describe(Type type)
    {
        var info = options.GetTypeInfo(type);
        var schema = OwnSchema.Of(type) is { } own ? own : type.IsEnum ? Enumeration(type) : info.PolymorphismOptions is { DerivedTypes.Count: > 0 } choice ? Choice(choice) : Members(info);
        if (summaries.OfType(type) is { } text && !schema.ContainsKey("description")) schema.Insert(0, "description", text);
        return schema;
    }

    private JsonObject Members(JsonTypeInfo info)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in info.Properties.Where(IsMember))
        {
            properties[property.Name] = Member(property, inRequests.Contains(info.Type));
            if (inRequests.Contains(info.Type) ? JsonShape.IsRequired(property) : !JsonShape.AllowsNull(property)) required.Add((JsonNode)property.Name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0) schema["required"] = required;
        if (inRequests.Contains(info.Type)) schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Member(JsonPropertyInfo property, bool inRequest)
    {
        var schema = AnyOf(property) is { } any ? new JsonObject { ["anyOf"] = new JsonArray([.. any.Types().Select(Of)]) } : Of(property.PropertyType);
        if (inRequest && property.PropertyType == typeof(string)) schema["maxLength"] = JsonShape.MaxLength(property);
        if (property.AttributeProvider is MemberInfo member)
        {
            foreach (var range in member.GetCustomAttributes<RangeAttribute>())
            {
                schema["minimum"] = JsonValue.Create(Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture));
                schema["maximum"] = JsonValue.Create(Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
            }
        }
        if (inRequest && JsonShape.AllowsNull(property)) schema = OrNull(schema);
        if (property.AttributeProvider is PropertyInfo declared && summaries.OfProperty(declared) is { } text) schema["description"] = text;
        return schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            return schema;
        }
        if (schema["anyOf"] is JsonArray any)
        {
            any.Add((JsonNode)new JsonObject { ["type"] = "null" });
            return schema;
        }
        return schema.Count == 0 ? schema : new JsonObject { ["oneOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private JsonObject Enumeration(Type type)
    {
        var values = new JsonArray();
        var lines = new List<string>();
        foreach (var value in Enum.GetValues(type))
        {
            var name = JsonSerializer.SerializeToNode(value, type, options)!.GetValue<string>();
            values.Add((JsonNode)name);
            if (summaries.OfField(type, value.ToString()!) is { } text) lines.Add($"{name}: {text}");
        }
        var schema = new JsonObject { ["type"] = "string", ["enum"] = values };
        if (lines.Count > 0) schema["x-enum-descriptions"] = new JsonArray([.. lines.Select(l => (JsonNode)l)]);
        return schema;
    }

    private JsonObject Choice(JsonPolymorphismOptions choice)
    {
        var variants = new JsonArray();
        foreach (var derived in choice.DerivedTypes)
        {
            var tag = new JsonObject { ["const"] = derived.TypeDiscriminator?.ToString() };
            variants.Add((JsonNode)new JsonObject
            {
                ["allOf"] = new JsonArray(Of(derived.DerivedType), new JsonObject { ["properties"] = new JsonObject { [choice.TypeDiscriminatorPropertyName] = tag } }),
            });
        }
        return new JsonObject { ["oneOf"] = variants };
    }

    private JsonObject Leaf(JsonTypeInfo info)
    {
        var type = info.Type;
        if (type == typeof(string)) return new JsonObject { ["type"] = "string" };
        if (IsText(type)) return new JsonObject { ["type"] = "string" };
        if (type == typeof(DateOnly)) return new JsonObject { ["type"] = "string", ["format"] = "date" };
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime)) return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(TimeOnly)) return new JsonObject { ["type"] = "string", ["format"] = "time" };
        if (type == typeof(decimal)) return new JsonObject { ["type"] = "number", ["format"] = "decimal" };
        if (type == typeof(double) || type == typeof(float)) return new JsonObject { ["type"] = "number", ["format"] = "double" };
        if (type == typeof(int)) return new JsonObject { ["type"] = "integer", ["format"] = "int32" };
        if (type == typeof(long)) return new JsonObject { ["type"] = "integer", ["format"] = "int64" };
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(byte[])) return new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" };
        return options.GetJsonSchemaAsNode(type) as JsonObject ?? [];
    }

    private JsonNode? ExampleOf(Type declared, string name, int depth)
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(declared) ?? declared);
        if (depth == 0 && summaries.ExampleOf(info.Type) is { } written) return JsonNode.Parse(written);
        if (info.Type.IsEnum) return JsonSerializer.SerializeToNode(Enum.GetValues(info.Type).GetValue(0), info.Type, options);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when depth > DeepestExample:
                return null;
            case JsonTypeInfoKind.Object when info.PolymorphismOptions is { DerivedTypes: [var first, ..] } choice:
                if (ExampleOf(first.DerivedType, name, depth + 1) is not JsonObject variant) return null;
                variant.Remove(choice.TypeDiscriminatorPropertyName);
                variant.Insert(0, choice.TypeDiscriminatorPropertyName, first.TypeDiscriminator?.ToString());
                return variant;
            case JsonTypeInfoKind.Object:
                var members = new JsonObject();
                foreach (var property in info.Properties.Where(IsMember))
                {
                    if (ExampleOf(AnyOf(property)?.Types().First() ?? property.PropertyType, property.Name, depth + 1) is { } value) members[property.Name] = value;
                    else if (!JsonShape.AllowsNull(property)) return null;
                }
                return members;
            case JsonTypeInfoKind.Enumerable:
                return ExampleOf(info.ElementType!, name, depth + 1) is { } item ? new JsonArray(item) : [];
            case JsonTypeInfoKind.Dictionary:
                return new JsonObject();
            default:
                return ExampleValues.Of(info.Type, name);
        }
    }

    private void Reach(Type declared, HashSet<Type> reached)
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(declared) ?? declared);
        if (info.Type.IsEnum || OwnSchema.Of(info.Type) is not null)
        {
            reached.Add(info.Type);
            return;
        }
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary:
                Reach(info.ElementType!, reached);
                break;
            case JsonTypeInfoKind.Object when reached.Add(info.Type):
                foreach (var property in info.Properties)
                {
                    Reach(property.PropertyType, reached);
                    foreach (var type in AnyOf(property)?.Types() ?? []) Reach(type, reached);
                }
                foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? []) Reach(derived.DerivedType, reached);
                break;
        }
    }

    private static AnyArgumentOfAttribute? AnyOf(JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.GetCustomAttribute<AnyArgumentOfAttribute>();

    // A property that is ignored keeps its place in the contract but is neither read nor written.
    private static bool IsMember(JsonPropertyInfo property) => property.Get is not null || property.Set is not null;

    private static bool IsText(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IStringId<>) || i.GetGenericTypeDefinition() == typeof(IIdentifier<>)));

    private string NameOf(Type type)
    {
        if (names.TryGetValue(type, out var given)) return given;
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType) name += "Of" + string.Concat(type.GetGenericArguments().Select(NameOf));
        return type.DeclaringType is { IsGenericType: false } outer ? NameOf(outer) + name : name;
    }

    private static string AreaOf(Type type) => type.Namespace?.Split('.')[^1] ?? "";
}
