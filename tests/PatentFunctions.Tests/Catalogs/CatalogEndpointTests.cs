using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Tests.Catalogs;

[Trait("Spec", "COM-15")]
public sealed class CatalogEndpointTests : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    private static ByteArrayContent Csv(string text) => new(Encoding.UTF8.GetBytes(text)) { Headers = { { "Content-Type", "text/csv" } } };

    [Theory]
    [InlineData("keyword=%E6%BB%9A%E5%8A%A8%E8%BD%B4%E6%89%BF", "3451")]
    [InlineData("code=3451", "3451")]
    [InlineData("parent=345", "3451")]
    [InlineData("", "A")]
    public async Task Read_ByKeywordCodeOrParent_FindsTheEntry(string query, string first)
    {
        var answer = await app.Anybody().GetAsync("catalogs/gb4754?" + query);
        Assert.Equal(first, answer.At("entries")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Read_WhenTheClientHasItAlready_AnswersNotModified()
    {
        var client = app.Anybody();
        var first = await client.GetAsync("catalogs/gb4754?code=3451");
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", first.ETag);
        var second = await client.GetAsync("catalogs/gb4754?code=3451");
        Assert.Equal(304, second.Status);
        Assert.Empty(second.Bytes);
    }

    [Theory]
    [InlineData("catalogs/nothing", "not-found")]
    [InlineData("catalogs/gb4754?take=0", "catalog-take-invalid")]
    public async Task Read_WhenAskedForWhatThereIsNot_Refuses(string path, string problem) =>
        Assert.Equal(problem, (await app.Anybody().GetAsync(path)).Problem);

    [Fact]
    public async Task List_NamesEveryCatalogWithItsEdition()
    {
        var all = (await app.Anybody().GetAsync("catalogs")).Json;
        Assert.Equal(CatalogRegistry.BuiltIn.All.Select(c => c.Id), all.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Import_WhenTheFileIsSound_TheNewEditionHolds()
    {
        var client = await app.SignInAsync("operator");
        var before = await client.GetAsync("catalogs/filing-purposes");
        var rows = new StringBuilder("code,name,parent\n");
        for (var i = 0; i < 2500; i++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"p{i},目的{i},\n");
        Assert.Equal(428, (await client.PostAsync("catalogs/filing-purposes?version=2", Csv(rows.ToString()))).Status);
        var imported = await client.PostAsync("catalogs/filing-purposes?version=2&effectiveFrom=2026-10-01", Csv(rows.ToString()), before.ETag);
        Assert.True(imported.Status == 200, imported.ToString());
        var after = await app.Anybody().GetAsync("catalogs/filing-purposes?code=p2499");
        Assert.Equal("目的2499", after.At("entries")[0].GetProperty("name").GetString());
        Assert.Equal("2", after.Text("version"));
        Assert.Equal(imported.ETag, after.ETag);

        Assert.Equal("record-changed", (await client.PostAsync("catalogs/filing-purposes?version=3", Csv("code,name,parent\na,甲,\n"), before.ETag)).Problem);
        Assert.Equal(200, (await client.PostAsync("catalogs/filing-purposes?version=3", Csv("code,name,parent\na,甲,\n"), after.ETag)).Status);
        Assert.Single((await app.Anybody().GetAsync("catalogs/filing-purposes")).At("entries").EnumerateArray());
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Import_WhenLinesAreWrong_NamesEachAndLoadsNothing()
    {
        var client = await app.SignInAsync("operator");
        var before = await client.GetAsync("catalogs/filing-purposes");
        var answer = await client.PostAsync("catalogs/filing-purposes?version=2", Csv("code,name,parent\na,甲,x\na,乙,\n"), before.ETag);
        Assert.Equal("rows-invalid", answer.Problem);
        Assert.Equal(["/lines/2", "/lines/3"], answer.Pointers);
        Assert.Equal(before.ETag, (await client.GetAsync("catalogs/filing-purposes")).ETag);
        Assert.Equal("catalog-edition-invalid", (await client.PostAsync("catalogs/filing-purposes", Csv("code,name,parent\na,甲,\n"), before.ETag)).Problem);
    }
}
