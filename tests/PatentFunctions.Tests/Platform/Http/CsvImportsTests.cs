using System.Net.Http.Headers;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Platform.Http;

/// <summary>Every import of a file: the document says that the file is required.</summary>
[Trait("Spec", "COM-11")]
public sealed class CsvImportsTests
{
    [Fact]
    public async Task Import_WithoutAFile_IsRefusedByEveryOne()
    {
        await using var app = await TestApp.StartAsync();
        var people = new Dictionary<string, TestClient>(StringComparer.Ordinal) { ["operator"] = await app.SignInAsync("operator"), ["bank"] = await app.SignInAsync("bank1"), ["university"] = await app.SignInAsync("university") };
        var imports = RecordedDocument.Ours.Operations.Where(o => o.Takes?.ContainsKey("text/csv") == true).ToList();
        Assert.Equal(8, imports.Count);
        foreach (var import in imports)
        {
            var client = people[import.Json["x-roles"]![0]!["role"]!.GetValue<string>()];
            var path = import.Path.TrimStart('/').Replace("{id}", "gb4754", StringComparison.Ordinal);
            var tag = import.Parameters.Any(p => p["name"]!.GetValue<string>() == "If-Match") ? (await client.GetAsync(path)).ETag : null;
            using var nothing = new ByteArrayContent([]);
            nothing.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            var answer = await client.SendAsync(HttpMethod.Post, path + "?version=1", nothing, tag, "import-of-nothing");
            Assert.True((answer.Status, answer.Problem) == (400, "body-missing"), $"{import}: {answer}");
        }
    }
}
