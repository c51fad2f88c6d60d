using System.Text;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>An expert's way into the unit's pool, over HTTP with a moved clock.</summary>
[Trait("Spec", "EXP-01")]
public sealed class ExpertPoolJourney
{
    private const string IdNumber = "440524188001010014";

    [Fact]
    public async Task Expert_AppliesIsReturnedAdmittedManagedAndRemoved()
    {
        await using var bench = await CooperationBench.StartAsync();
        var expert = await bench.Expert1;
        var admin = await bench.Software;
        var id = CooperationBench.ExpertId("expert1").Value;

        // What the unit typed is there already, the number masked.
        var read = (await expert.GetAsync("experts/me/profile")).Expect(200);
        Assert.Equal(("周专家", "110105********002X", "draft"), (read.Text("profile.name"), read.Text("profile.idNumber"), read.Text("state")));
        Assert.Equal(412, (await expert.PutAsync("experts/me/profile", CooperationBench.Profile(), "\"other\"")).Status);
        Assert.Equal(428, (await expert.PutAsync("experts/me/profile", CooperationBench.Profile(), null)).Status);
        Assert.Equal(["/idNumber"], (await expert.PutAsync("experts/me/profile", CooperationBench.Profile(idNumber: "123"), read.ETag)).Expect(422).Pointers);
        var saved = (await expert.PutAsync("experts/me/profile", CooperationBench.Profile(idNumber: IdNumber, resume: ""), read.ETag)).Expect(200);
        Assert.Equal("440524********0014", saved.Text("profile.idNumber"));
        Assert.Equal(["/resume"], (await expert.PostAsync("experts/me/application", etag: saved.ETag)).Expect(422).Pointers);
        saved = (await expert.PutAsync("experts/me/profile", CooperationBench.Profile(), saved.ETag)).Expect(200);
        var receipt = (await expert.PostAsync("experts/me/application", etag: saved.ETag)).Expect(200);
        Assert.Equal(receipt.Bytes, (await expert.PostAsync("experts/me/application", etag: saved.ETag)).Expect(200).Bytes);
        Assert.Equal("pool-expert-act-refused", (await expert.PutAsync("experts/me/profile", CooperationBench.Profile(), saved.ETag)).Expect(409).Problem);

        // Nobody but this unit audits, and it sees the number masked.
        Assert.Equal(404, (await (await bench.Agri).GetAsync("reviews/expert/" + id)).Status);
        Assert.Empty((await (await bench.Agri).GetAsync("reviews/expert")).Items());
        Assert.Equal(403, (await (await bench.Operator).GetAsync("reviews/expert/" + id)).Status);
        Assert.Equal("周专家", Assert.Single((await admin.GetAsync("reviews/expert")).Items()).GetProperty("title").GetString());
        var review = await admin.ReadAsync("expert", id);
        Assert.Equal("440524********0014", review.Text("content.idNumber"));
        await bench.MoveToAsync("2026-11-26T18:00");
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwareMail), l => l.Subject == "有专家入库申请待审核");
        Assert.Empty(await bench.LettersAsync("agri@sample.test"));
        await bench.MoveToAsync("2026-12-01T09:00");
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwareMail), l => l.Subject == "专家入库申请已超过办理期限");
        Assert.DoesNotContain(await bench.LettersAsync(CooperationBench.OperatorMail), l => l.Subject!.Contains("专家", StringComparison.Ordinal));
        await (await bench.Software).ReadAndReturnAsync("expert", id, "resume.incomplete");
        Assert.Single(await bench.LettersAsync("19910000081", "expert.returned"));
        var returned = (await (await bench.Expert1).GetAsync("experts/me/profile")).Expect(200);
        Assert.Equal(("returned", "请按说明修改"), (returned.Text("state"), returned.Items("returned.reasons")[0].GetProperty("note").GetString()));
        Assert.Equal(403, (await (await bench.Expert1).GetAsync("appeals/expert/" + id)).Status);

        await bench.AdmitAsync("expert1", profile: CooperationBench.Profile(resume: "从事滚动轴承设计二十年，主持国家项目。"));
        Assert.Single(await bench.LettersAsync("19910000081", "expert.admitted"));
        var line = Assert.Single((await (await bench.Software).GetAsync("experts?state=admitted")).Items());
        Assert.Equal(
            ("周专家", "教授级高级工程师", "440524********0014", "北京示例软件技术有限公司", "机械", "已入库", "—"),
            (Text(line, "name"), Text(line, "post"), Text(line, "idNumber"), Text(line, "unitName"), Text(line, "field"), Text(line, "stateName"), Text(line, "progressName")));
        Assert.Equal(2, (await (await bench.Software).GetAsync("experts")).At("total").GetInt32());
        Assert.Equal("郑专家", Text(Assert.Single((await (await bench.Agri).GetAsync("experts")).Items()), "name"));

        // Changes of one who is in the pool are audited, and the pool holds what was admitted meanwhile.
        await bench.ApplyAsync("expert1", CooperationBench.Profile(name: "周改名"));
        var changing = (await (await bench.Software).GetAsync("experts/" + id)).Expect(200);
        Assert.Equal(("changeUnderReview", "周专家", "周改名"), (changing.Text("state"), changing.Text("profile.name"), changing.Text("pending.name")));
        (await (await bench.Expert1).SendAsync(HttpMethod.Delete, "experts/me/application")).Expect(200);
        Assert.Empty((await (await bench.Software).GetAsync("reviews/expert")).Items());

        var admitted = (await (await bench.Software).GetAsync("experts/" + id)).Expect(200);
        var managed = (await (await bench.Software).PutAsync("experts/" + id, new { post = "总工程师", field = "轴承", industries = new[] { "3451" }, keywords = new[] { "轴承" } }, admitted.ETag)).Expect(200);
        Assert.Equal("总工程师", managed.Text("profile.post"));
        Assert.Equal(412, (await (await bench.Software).PostAsync($"experts/{id}/suspension", new { reason = "出国" }, admitted.ETag)).Status);
        var suspended = (await (await bench.Software).PostAsync($"experts/{id}/suspension", new { reason = "出国" }, managed.ETag)).Expect(200);
        Assert.Equal("suspended", suspended.Text("state"));
        var resumed = (await (await bench.Software).SendAsync(HttpMethod.Delete, $"experts/{id}/suspension", etag: suspended.ETag)).Expect(200);
        Assert.Equal(404, (await (await bench.Agri).SendAsync(HttpMethod.Delete, "experts/" + id, etag: resumed.ETag)).Status);
        (await (await bench.Software).SendAsync(HttpMethod.Delete, "experts/" + id, etag: resumed.ETag)).Expect(204);
        Assert.Equal(404, (await (await bench.Software).GetAsync("experts/" + id)).Status);
        await AssertErasedAsync(bench, id, "主持国家项目", "440524********0014");
        Assert.Equal("未申请", Text((await (await bench.Software).GetAsync("experts")).Items().Single(e => Text(e, "id") == id), "stateName"));
    }

    [Fact]
    [Trait("Spec", "ACC-09")]
    public async Task Account_DeletedByItsUnit_TakesTheProfileAndTheOpenApplicationWithIt()
    {
        await using var bench = await CooperationBench.StartAsync();
        var id = CooperationBench.ExpertId("expert2").Value;
        await bench.ApplyAsync("expert2", CooperationBench.Profile(name: "吴专家", resume: "个人简历金丝雀"));
        (await (await bench.Software).SendAsync(HttpMethod.Delete, "accounts/experts/" + id)).Expect(204);
        await bench.IdleAsync();
        Assert.Equal(PoolExpertState.Removed, (await bench.App.Service<PoolExperts>().FindAsync(new AccountId(id), default))!.Value.State);
        Assert.Empty((await (await bench.Software).GetAsync("reviews/expert")).Items());
        await AssertErasedAsync(bench, id, "个人简历金丝雀", "吴专家");
    }

    [Fact]
    [Trait("Spec", "ACC-13")]
    public async Task IdNumber_Always_IsStoredEncryptedOnly()
    {
        await using var bench = await CooperationBench.StartAsync();
        await bench.AdmitAsync("expert1", profile: CooperationBench.Profile(idNumber: IdNumber));
        foreach (var table in new[] { PoolExperts.Table, "ExpertPool", "ExpertInterests", "ReviewQueue", "PersonalDataReads" })
        {
            await foreach (var record in bench.App.Service<IRecordStore>().AllAsync(table, new RecordQuery()))
                Assert.DoesNotContain(IdNumber, Encoding.UTF8.GetString(record.Document.Span), StringComparison.Ordinal);
        }
        var stored = (await bench.App.Service<PoolExperts>().FindAsync(CooperationBench.ExpertId("expert1"), default))!.Value;
        Assert.Equal("440524********0014", stored.Profile!.IdNumber);
        Assert.NotNull(stored.ProtectedIdNumber);
    }

    private static async Task AssertErasedAsync(CooperationBench bench, string id, params string[] texts)
    {
        var query = new RecordQuery { Partition = id };
        await foreach (var record in bench.App.Service<IRecordStore>().AllAsync(PoolExperts.Table, query))
        {
            var text = Encoding.UTF8.GetString(record.Document.Span);
            Assert.All(texts, t => Assert.False(text.Contains(t, StringComparison.Ordinal), $"{record.Row} still holds {t}"));
        }
        Assert.Empty(await bench.App.Service<CaseStore>().VerifyAuditAsync(new CaseAddress(PoolExperts.Table, id)));
    }

    private static string? Text(System.Text.Json.JsonElement line, string name) => line.GetProperty(name).GetString();
}
