using System.Text;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization;

/// <summary>专利转化资源库 over HTTP with the sample data, by every role of the manual's table of permissions.</summary>
[Trait("Spec", "RES-01")]
[Trait("Spec", "RES-02")]
[Trait("Spec", "RES-03")]
public sealed class ResourceJourney
{
    [Fact]
    [Trait("Spec", "ACC-11")]
    public async Task Library_ByRole_ShowsWhatTheTableOfPermissionsSays()
    {
        await using var app = await TestApp.StartAsync();
        var (enterprise, university, national) = (await app.SignInAsync("bearing"), await app.SignInAsync("university"), await app.SignInAsync("national"));
        var page = await enterprise.GetAsync("resources?q=轴承&facets=yes");
        Assert.Equal(200, page.Status);
        Assert.True(page.At("total").GetInt32() >= 3, page.ToString());
        var id = page.At("items")[0].GetProperty("id").GetString()!;

        // The contact is whole for the university itself only.
        var detail = await enterprise.GetAsync("resources/" + id);
        Assert.Equal(("周**", "199****0071"), (detail.Text("contact.name"), detail.Text("contact.phone")));
        var own = await university.GetAsync("university/resources/" + id);
        Assert.Equal("19910000071", own.Text("contact.phone"));
        foreach (var client in new[] { enterprise, national, university })
        {
            var everything = (await client.GetAsync("resources?take=200")).ToString() + await client.GetAsync("resources/" + id) + Encoding.UTF8.GetString((await client.GetAsync("resources/export?content=dossier&format=csv")).Bytes);
            Assert.DoesNotContain("19910000071", everything, StringComparison.Ordinal);
            Assert.DoesNotContain("周示例", everything, StringComparison.Ordinal);
        }

        Assert.Equal(401, (await app.Anybody().GetAsync("resources")).Status);
        Assert.Equal(403, (await (await app.SignInAsync("bank1")).GetAsync("resources")).Status);
        Assert.Equal(403, (await enterprise.GetAsync("university/resources")).Status);
        Assert.Equal(403, (await enterprise.PostAsync("university/resources", new { }, key: "enterprise-tries")).Status);
        Assert.Equal(35, (await app.Anybody().GetAsync("technical-fields")).Json.GetArrayLength());
        Assert.Equal(404, (await enterprise.GetAsync("resources/r-nothing")).Status);
    }

    [Fact]
    public async Task Import_ByTheUniversity_RunsInTheBackgroundAndIsFound()
    {
        await using var app = await TestApp.StartAsync();
        var university = await app.SignInAsync("university");
        var template = (await university.GetAsync("university/resource-import-template")).Bytes;
        using var body = new ByteArrayContent(template);
        body.Headers.ContentType = new("text/csv");
        var sent = await university.SendAsync(HttpMethod.Post, "university/resource-imports", body, key: "import-the-template");
        Assert.Equal(202, sent.Status);
        await app.Server.Clock.WhenIdleAsync();
        var done = await university.GetAsync("university/resource-imports/" + sent.Text("id"));
        // The template's patents are those of an enterprise in the register: each is refused for its owner, by its line.
        Assert.True(done.At("finished").GetBoolean());
        Assert.Equal(2, done.At("refused").GetInt32());
        var report = Encoding.UTF8.GetString((await university.GetAsync($"university/resource-imports/{sent.Text("id")}/report")).Bytes);
        Assert.Contains("\r\n2,resource-patent.other-owner,", report, StringComparison.Ordinal);
        Assert.Contains("\r\n4,resource-patent.other-owner,", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_OfItsUniversity_IsRegisteredEditedSuspendedResumedAndRemoved()
    {
        await using var app = await TestApp.StartAsync();
        var (university, enterprise) = (await app.SignInAsync("university"), await app.SignInAsync("bearing"));
        var registered = await university.PostAsync("university/resources", ResourceBench.Form(), key: "register-by-hand");
        Assert.True(registered.Status == 201, registered.ToString());
        var (id, path) = (registered.Text("id"), "university/resources/" + registered.Text("id"));
        Assert.Equal(200, (await enterprise.GetAsync("resources/" + id)).Status);

        var edited = await university.PutAsync(path, ResourceBench.Form() with { ExpectedPrice = 99m }, registered.ETag);
        Assert.Equal((200, 99m), (edited.Status, edited.At("dossier.expectedPrice").GetDecimal()));
        Assert.Equal(412, (await university.PostAsync(path + "/suspension", etag: registered.ETag)).Status);
        var suspended = await university.PostAsync(path + "/suspension", etag: edited.ETag);
        Assert.Equal((200, "suspended"), (suspended.Status, suspended.Text("state")));
        Assert.Equal(404, (await enterprise.GetAsync("resources/" + id)).Status);
        var resumed = await university.PostAsync(path + "/resumption", etag: suspended.ETag);
        Assert.Equal((200, "offered"), (resumed.Status, resumed.Text("state")));
        Assert.Equal(200, (await enterprise.GetAsync("resources/" + id)).Status);
        var removed = await university.PostAsync(path + "/removal", etag: resumed.ETag);
        Assert.Equal((200, "removed"), (removed.Status, removed.Text("state")));
        Assert.Equal(404, (await enterprise.GetAsync("resources/" + id)).Status);
        Assert.Equal("resource-act-refused", (await university.PostAsync(path + "/resumption", etag: removed.ETag)).Problem);
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Rebuild_ByTheOperator_KeepsTheLibrary()
    {
        await using var app = await TestApp.StartAsync();
        var (enterprise, operators) = (await app.SignInAsync("bearing"), await app.SignInAsync("operator"));
        var before = (await enterprise.GetAsync("resources")).At("total").GetInt32();
        Assert.Equal(36, before);
        Assert.Equal(202, (await operators.PostAsync("operations/projections/resource-search/rebuild", new { reason = "检查" }, key: "rebuild-the-library")).Status);
        Assert.Equal(before, (await enterprise.GetAsync("resources")).At("total").GetInt32());
        var newest = (await enterprise.GetAsync("resources?sort=newest&take=200")).At("items").EnumerateArray().Select(i => i.GetProperty("registeredAt").GetDateTimeOffset()).ToList();
        Assert.Equal(newest.OrderDescending(), newest);
    }
}
