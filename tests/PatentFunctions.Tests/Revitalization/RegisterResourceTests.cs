using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Filing;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-01")]
public sealed class RegisterResourceTests : IDisposable
{
    private readonly ResourceBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Register_OfASinglePatent_IsFoundAndListedAtOnce()
    {
        var (status, body, headers) = await bench.RegisterAsync(ResourceBench.Form());
        Assert.Equal((201, "13812345678"), (status, body.GetProperty("contact").GetProperty("phone").GetString()));
        Assert.NotEmpty(headers.ETag.ToString());
        Assert.Equal("一种高速静音滚动轴承", await bench.FoundAsync("q=轴承"));
        var own = await ListAsync("");
        Assert.Equal(("一种高速静音滚动轴承", ResourceState.Offered), (Assert.Single(own.Items).Title, own.Items[0].State));
        Assert.Empty((await ListAsync("", ResourceBench.B)).Items);
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Register_RepeatedWithItsKey_IsOnceAndOtherwiseRefused()
    {
        var first = await bench.RegisterAsync(ResourceBench.Form(), key: "key-repeated");
        var again = await bench.RegisterAsync(ResourceBench.Form(), key: "key-repeated");
        Assert.Equal((201, first.Body.GetProperty("id").GetString()), (again.Status, again.Body.GetProperty("id").GetString()));
        Assert.Equal(422, (await bench.RegisterAsync(ResourceBench.Form() with { ApplicationField = "别的" }, key: "key-repeated")).Status);
        Assert.Equal(409, (await bench.RegisterAsync(ResourceBench.Form(), key: "another-key")).Status);
        Assert.Single((await ListAsync("")).Items);
    }

    [Fact]
    public async Task Register_WithMistakes_NamesAllOfThemAndWritesNothing()
    {
        var (status, body, _) = await bench.RegisterAsync(new ResourceForm());
        Assert.Equal(422, status);
        Assert.True(body.GetProperty("errors").GetArrayLength() >= 8, body.ToString());
        Assert.Empty((await ListAsync("")).Items);
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Edit_NeedsTheVersionThatWasRead_AndKeepsWhatTellsTheResource()
    {
        var id = await bench.RegisteredAsync(ResourceBench.Form());
        var before = await bench.RecordAsync(id);
        bench.Platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(428, (await bench.ActAsync("edit", id, form: ResourceBench.Form(), ifMatch: null)).Status);
        Assert.Equal(412, (await bench.ActAsync("edit", id, form: ResourceBench.Form(), ifMatch: "\"old\"")).Status);
        Assert.Equal(200, (await bench.ActAsync("edit", id, form: ResourceBench.Form() with { Keywords = ["磁悬浮"] })).Status);
        var after = await bench.RecordAsync(id);
        Assert.Equal((before.RegisteredAt, before.RegisteredAt + TimeSpan.FromHours(1)), (after.RegisteredAt, after.ChangedAt));
        Assert.Equal("一种高速静音滚动轴承", await bench.FoundAsync("q=磁悬浮"));
        Assert.Equal("", await bench.FoundAsync("q=静音轴承"));
        var other = await bench.ActAsync("edit", id, form: ResourceBench.Form("202019900999"));
        Assert.Equal((422, "resource-patent.fixed"), (other.Status, other.Body.GetProperty("errors")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task SuspendResumeRemove_MoveItOutOfTheLibraryAndBack()
    {
        var id = await bench.RegisteredAsync(ResourceBench.Form());
        Assert.Equal(200, (await bench.ActAsync("suspend", id)).Status);
        Assert.Equal("", await bench.FoundAsync("q=轴承"));
        Assert.Equal(409, (await bench.ActAsync("suspend", id)).Status);
        Assert.Equal(200, (await bench.ActAsync("resume", id)).Status);
        Assert.Equal("一种高速静音滚动轴承", await bench.FoundAsync("q=轴承"));
        Assert.Equal(200, (await bench.ActAsync("remove", id)).Status);
        Assert.Equal("", await bench.FoundAsync(""));
        Assert.Equal(409, (await bench.ActAsync("edit", id, form: ResourceBench.Form())).Status);
        bench.Platform.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(id, await bench.RegisteredAsync(ResourceBench.Form()));
        Assert.Equal(bench.Platform.Clock.GetUtcNow(), (await bench.RecordAsync(id)).RegisteredAt);
        Assert.Equal("offered", Assert.Single((await ListAsync("state=offered")).Items).State.ToString().ToLowerInvariant());
        Assert.Empty((await ListAsync("state=removed")).Items);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("remove")]
    [Trait("Spec", "ACC-11")]
    public async Task Change_OfAnotherUniversitysResource_AnswersNotFound(string act)
    {
        var id = await bench.RegisteredAsync(ResourceBench.Form());
        Assert.Equal(404, (await bench.ActAsync(act, id, ResourceBench.B, act == "edit" ? ResourceBench.Form() : null)).Status);
        var read = await FilingBench.CallAsync(bench.Request("GET", "/", ResourceBench.B), r => bench.Platform.Create<ReadOwnResources>().RunAsync(r, id.Value, default));
        Assert.Equal(404, read.Status);
    }

    [Fact]
    public async Task Register_BySeveralUniversities_KeepsTheirResourcesApart()
    {
        var one = await bench.RegisteredAsync(ResourceBench.Form());
        var other = await bench.RegisteredAsync(ResourceBench.Form(), ResourceBench.B);
        Assert.NotEqual(one, other);
        Assert.Equal(2, (await bench.SearchAsync("q=轴承")).GetProperty("total").GetInt32());
    }

    [Fact]
    [Trait("Spec", "COM-04")]
    public async Task EveryAct_StandsInTheAuditChainAndTheTimeline()
    {
        var id = await bench.RegisteredAsync(ResourceBench.Form());
        await bench.ActAsync("suspend", id);
        Assert.Empty(await bench.Platform.Cases.VerifyAuditAsync(ResourceRecords.AddressOf(id)));
        Assert.Equal(["resource.registered", "resource.suspended"], (await bench.Platform.Cases.TimelineAsync(ResourceRecords.AddressOf(id))).Select(t => t.Code));
    }

    private async Task<PageAnswer<ResourceLine>> ListAsync(string query, Caller? caller = null)
    {
        var request = bench.Request("GET", "/api/university/resources?" + query, caller ?? ResourceBench.A);
        return await PatentFunctions.Tests.Platform.TestPlatform.ReadAsync<PageAnswer<ResourceLine>>(request, await bench.Platform.Create<ReadOwnResources>().ListAsync(request, default));
    }
}
