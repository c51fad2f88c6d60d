using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using PatentFunctions.Platform.OpenApi;

namespace PatentFunctions.Tests.Platform.OpenApi;

[Trait("Spec", "COM-11")]
public class SchemaSetTests
{
    private sealed record Inner(DateOnly Day, Severity Severity);

    private sealed record Body([property: MaxLength(30)] string Name, string? Note, decimal Amount, IReadOnlyList<Inner> Items, UnitId Unit, int Count = 3);

    private sealed record Tree(string Name, IReadOnlyList<Tree> Below);

    private static JsonObject Of(Type[] requests, Type[] answers) =>
        new SchemaSet(requests, answers, XmlSummaries.Of(typeof(SchemaSetTests).Assembly)).Components();

    [Fact]
    public void RequestBody_WhenDescribed_SaysWhatTheStrictReaderChecks()
    {
        var body = Of([typeof(Body)], [])["SchemaSetTestsBody"]!.AsObject();
        Assert.Equal(["name", "amount", "items", "unit"], body["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.False(body["additionalProperties"]!.GetValue<bool>());
        Assert.Equal(30, body["properties"]!["name"]!["maxLength"]!.GetValue<int>());
        Assert.Equal("""["string","null"]""", body["properties"]!["note"]!["type"]!.ToJsonString());
        Assert.Equal("string", body["properties"]!["unit"]!["type"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/SchemaSetTestsInner", body["properties"]!["items"]!["items"]!["$ref"]!.GetValue<string>());
    }

    [Fact]
    public void Enum_WhenDescribed_HasTheNamesThatAreSent()
    {
        var components = Of([typeof(Body)], []);
        Assert.Equal("""["blocks","warns"]""", components["Severity"]!["enum"]!.ToJsonString());
        Assert.Equal("date", components["SchemaSetTestsInner"]!["properties"]!["day"]!["format"]!.GetValue<string>());
    }

    [Fact]
    public void RecursiveType_WhenDescribed_RefersToItself()
    {
        var schemas = new SchemaSet([], [typeof(Tree)], XmlSummaries.Of(typeof(SchemaSetTests).Assembly));
        Assert.Equal("#/components/schemas/SchemaSetTestsTree", schemas.Components()["SchemaSetTestsTree"]!["properties"]!["below"]!["items"]!["$ref"]!.GetValue<string>());
        Assert.NotNull(schemas.ExampleOf(typeof(Tree)));
    }

    [Fact]
    public void Answer_WhenDescribed_AllThatIsNeverAbsentIsRequired()
    {
        var body = Of([], [typeof(Body)])["SchemaSetTestsBody"]!.AsObject();
        Assert.Equal(["name", "amount", "items", "unit", "count"], body["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.Equal("string", body["properties"]!["note"]!["type"]!.GetValue<string>());
    }
}
