using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Platform.OpenApi;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Platform.OpenApi;

[Trait("Spec", "COM-11")]
public class OpenApiDocumentTests
{
    private static readonly JsonObject Document = OpenApiDocument.Build(typeof(OpenApiDocument).Assembly);

    private static IEnumerable<(string Path, string Verb, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!.AsObject());

    [Fact]
    public void Document_WhenTheCodeChanged_TheRecordedOneIsRefreshed()
    {
        var writer = new StringWriter();
        OpenApiDocument.Write(writer);
        var recorded = Path.Combine(RepositoryFolder.Path, "docs", "openapi.json");
        Assert.True(
            File.Exists(recorded) && File.ReadAllText(recorded) == writer.ToString(),
            "docs/openapi.json is not what the code says now; refresh it: dotnet run --project functions -- openapi > docs/openapi.json");
    }

    [Fact]
    public void Document_WhenReadByTheOpenApiLibrary_HasNoErrors()
    {
        var read = Microsoft.OpenApi.OpenApiDocument.Parse(Encoding.UTF8.GetString(OpenApiDocument.Utf8.Span), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal(Document["paths"]!.AsObject().Count, read.Document!.Paths.Count);
    }

    [Fact]
    public void Document_WhenBuiltTwice_IsTheSame() =>
        Assert.Equal(Document.ToJsonString(), OpenApiDocument.Build(typeof(OpenApiDocument).Assembly).ToJsonString());

    [Fact]
    public void Document_EveryReference_LeadsToAComponent()
    {
        var components = Document["components"]!["schemas"]!.AsObject();
        var missing = References(Document).Where(r => !components.ContainsKey(r.Split('/')[^1])).Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void Document_EveryOperation_SaysWhatItDoesWhoMayCallAndWhatItAnswers()
    {
        foreach (var (path, verb, operation) in Operations)
        {
            var at = $"{verb} {path}";
            Assert.True(operation["summary"]!.GetValue<string>() != operation["operationId"]!.GetValue<string>(), at + " has no summary");
            Assert.True(operation["x-roles"]!.AsArray().Count > 0, at + " names no role");
            Assert.True(operation["responses"]!.AsObject().Any(r => r.Key[0] is '2' or '3'), at + " answers nothing");
        }
    }

    [Fact]
    public void Document_EveryOperationId_IsUnique() =>
        Assert.Empty(Operations.GroupBy(o => o.Operation["operationId"]!.GetValue<string>()).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Document_AnOperationThatNeedsSignIn_ListsItsRefusals()
    {
        var (_, _, operation) = Operations.First(o => o.Operation["security"]!.AsArray().Count > 0);
        Assert.NotNull(operation["responses"]!["401"]!["content"]!["application/problem+json"]!["examples"]!["sign-in-required"]);
        Assert.NotNull(operation["responses"]!["403"]);
    }

    [Fact]
    public void Document_EveryJsonBodyThatIsTaken_HasAnExample()
    {
        foreach (var (path, verb, operation) in Operations)
        {
            if (operation["requestBody"]?["content"]?["application/json"] is { } json) Assert.True(json["example"] is not null, $"{verb} {path}");
        }
    }

    [Fact]
    public void Document_EverySchema_IsNeededAndDescribesItselfAndItsMembers()
    {
        var components = Document["components"]!["schemas"]!.AsObject();
        var needed = References(Document).Select(r => r.Split('/')[^1]).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(components, c => !needed.Contains(c.Key));
        Assert.Empty(components.Where(c => c.Value!["description"] is null).Select(c => c.Key));
        var silent = from component in components
                     where component.Value!["x-sections"] is null
                     from member in component.Value!["properties"]?.AsObject() ?? []
                     where member.Value!["description"] is null
                     select $"{component.Key}.{member.Key}";
        Assert.Empty(silent);
    }

    [Fact]
    public void Document_EveryRefusal_IsAProblem()
    {
        foreach (var (path, verb, operation) in Operations)
        {
            Assert.NotNull(operation["security"]);
            // A report, such as that of health, is no refusal.
            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(r => r.Key[0] is '4' or '5' && r.Value!["content"]?["application/json"] is null))
                Assert.True(answer!["content"]?["application/problem+json"]?["examples"]?.AsObject().Count > 0, $"{verb} {path} {status}");
        }
    }

    [Fact]
    public void Document_EveryRefusalThatThereIs_StandsAtAnOperation()
    {
        var declared = from operation in Operations
                       from answer in operation.Operation["responses"]!.AsObject()
                       from example in answer.Value!["content"]?["application/problem+json"]?["examples"]?.AsObject() ?? []
                       select example.Key;
        Assert.Empty(RefusalCatalog.All.Select(r => r.Code).Except(declared.ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public void Document_EveryExample_IsWhatItsSchemaSays()
    {
        var judge = RecordedDocument.Of(Document);
        var wrong = from operation in judge.Operations
                    from content in operation.Contents
                    where content["schema"] is not null
                    from example in ExamplesOf(content)
                    from difference in judge.Differences(content["schema"]!, JsonSerializer.SerializeToElement(example))
                    select $"{operation}: {difference}";
        Assert.Empty(wrong);
    }

    private static IEnumerable<JsonNode> ExamplesOf(JsonObject content) =>
        (content["examples"]?.AsObject() ?? []).Select(e => e.Value!["value"]!).Concat(content["example"] is { } only ? [only] : []);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
