using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;

namespace PatentFunctions.Tests.Cultivation.Forms;

/// <summary>The schema that a front end renders the form from: every word of it is a keyword of JSON Schema 2020-12 or begins with x-.</summary>
[Trait("Spec", "SME-03")]
public sealed class FormSchemaTests
{
    private static readonly string[] Keywords =
    [
        "$schema", "$id", "title", "description", "type", "properties", "required", "additionalProperties", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "const", "items", "contains",
        "minItems", "maxItems", "uniqueItems", "minimum", "maximum", "minLength", "maxLength", "pattern", "format", "readOnly",
    ];

    private static readonly JsonObject Schema = FormSchema.Of(SmeSample.Form, SmeSample.Year);

    [Fact]
    public void Schema_UsesOnlyKeywordsOfTheStandardAndOwnOnes()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema["$schema"]!.GetValue<string>());
        Walk(Schema);

        static void Walk(JsonObject schema)
        {
            foreach (var (key, value) in schema)
            {
                Assert.True(Keywords.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal), key);
                switch (key)
                {
                    case "properties":
                        foreach (var (_, property) in value!.AsObject()) Walk(property!.AsObject());
                        break;
                    case "allOf" or "anyOf" or "oneOf":
                        foreach (var part in value!.AsArray()) Walk(part!.AsObject());
                        break;
                    case "items" or "contains" or "not" or "if" or "then" or "else":
                        Walk(value!.AsObject());
                        break;
                    case "type":
                        Assert.Contains(value!.GetValue<string>(), new[] { "object", "array", "string", "number", "integer", "boolean" });
                        break;
                    case "required":
                        Assert.All(value!.AsArray(), name => name!.GetValue<string>());
                        break;
                }
            }
        }
    }

    [Fact]
    public void Schema_HasEveryFieldOnceInASectionAndSaysWhatItIs()
    {
        var properties = Schema["properties"]!.AsObject();
        var laidOut = Schema["x-sections"]!.AsArray().SelectMany(s => s!["fields"]!.AsArray()).Select(f => f!.GetValue<string>()).ToList();
        Assert.Equal(properties.Select(p => p.Key), laidOut);
        Assert.All(properties, p => Assert.False(string.IsNullOrEmpty(p.Value!["title"]!.GetValue<string>())));
        Assert.Equal("万元", properties["revenue"]!["x-unit"]!.GetValue<string>());
        Assert.Equal(["2023", "2024", "2025"], properties["revenue"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal("无上市计划", properties["listing"]!["items"]!["oneOf"]!.AsArray().Single(o => o!["const"]!.GetValue<string>() == "no-plan")!["title"]!.GetValue<string>());
        Assert.True(properties["validInventions"]!["readOnly"]!.GetValue<bool>());
        Assert.Equal("low", properties["pledgedPatents"]!["x-confidence"]!.GetValue<string>());
        Assert.Equal(SmeSample.Form.Fields.Where(f => f is { Required: true }).Select(f => f.Id), Schema["required"]!.AsArray().Select(r => r!.GetValue<string>()));
    }

    [Fact]
    public void Schema_SaysWhatDependsOnWhat()
    {
        var parts = Schema["allOf"]!.AsArray();
        Assert.Equal(7, parts[0]!["anyOf"]!.AsArray().Count);
        Assert.Equal("planned", parts[1]!["if"]!["properties"]!["listing"]!["contains"]!["const"]!.GetValue<string>());
        Assert.Equal("listingExpectedOn", parts[1]!["then"]!["required"]![0]!.GetValue<string>());
    }
}
