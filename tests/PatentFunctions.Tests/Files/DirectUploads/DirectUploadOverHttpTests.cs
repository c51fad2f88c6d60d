using System.Net.Http.Headers;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Files.DirectUploads;

/// <summary>A large file as a page sends it: straight into the storage, then read in parts and removed.</summary>
[Trait("Spec", "COM-08")]
public sealed class DirectUploadOverHttpTests
{
    [Fact]
    public async Task File_PutStraightIntoTheStorage_IsReadInPartsAndRemoved()
    {
        await using var app = await TestApp.StartAsync();
        var unit = await app.SignInAsync("software");
        var content = SampleFiles.Png();
        var begun = await unit.PostAsync("direct-uploads", new { purpose = "product-image", name = "主图.png", bytes = content.Length }, key: "direct-upload-1");
        Assert.Equal((201, "PUT"), (begun.Status, begun.Text("method")));
        var id = begun.Text("id");
        Assert.Equal("direct-upload-not-received", (await unit.PostAsync($"direct-uploads/{id}/completion")).Problem);
        Assert.Equal(404, (await unit.GetAsync("files/" + id)).Status);

        using var storage = ConformanceHandler.ClientOf(app.Server);
        using var put = new HttpRequestMessage(HttpMethod.Put, begun.Text("address")) { Content = new ByteArrayContent(content) };
        foreach (var header in begun.At("headers").EnumerateArray())
        {
            var (name, value) = (header.GetProperty("name").GetString()!, header.GetProperty("value").GetString()!);
            if (name == "Content-Type") put.Content.Headers.ContentType = new MediaTypeHeaderValue(value);
            else put.Headers.Add(name, value);
        }
        Assert.Equal(201, (int)(await storage.SendAsync(put)).StatusCode);
        Assert.Equal(201, (await unit.PostAsync($"direct-uploads/{id}/completion")).Status);

        var whole = await unit.GetAsync("files/" + id);
        Assert.Equal(content, whole.Bytes);
        var part = await RangeAsync(unit, id, 4, 7);
        Assert.Equal(206, part.Status);
        Assert.Equal(content[4..8], part.Bytes);
        var beyond = await RangeAsync(unit, id, content.Length, null);
        Assert.Equal((416, "range-not-satisfiable"), (beyond.Status, beyond.Problem));

        Assert.Equal(404, (await (await app.SignInAsync("agri")).SendAsync(HttpMethod.Delete, "files/" + id)).Status);
        Assert.Equal(204, (await unit.SendAsync(HttpMethod.Delete, "files/" + id)).Status);
        Assert.Equal(404, (await unit.GetAsync("files/" + id)).Status);
    }

    private static async Task<TestAnswer> RangeAsync(TestClient client, string id, long from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/files/" + id);
        request.Headers.Range = new RangeHeaderValue(from, to);
        using var response = await client.Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }
}
