using PatentFunctions.Filing;
using PatentFunctions.Platform.Audit;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition;
using PatentFunctions.Reviews;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Objections;

[Trait("Spec", "REC-04")]
public sealed class ObjectionReviewTests(ObjectionScene scene) : IClassFixture<ObjectionScene>
{
    private const string Name = "慕容示例";
    private const string Mail = "canary@sample.test";
    private const string Phone = "13822220001";

    [Fact]
    public async Task Reject_OfTheOnlyObjection_LetsTheRecognitionGoOnAndTellsBoth()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13822220002");
        var number = (await objector.FiledAsync(product, mail: "reject@sample.test")).Text("number");
        await scene.Examiner1.ReadAndReturnAsync("objection", product.Id.Value, "facts.untrue");

        var now = await scene.NowAsync(product.Id);
        Assert.Equal((RecognitionState.InNotice, 0), (now.State, now.OpenObjections));
        var followed = (await objector.FollowAsync(number)).Expect(200);
        Assert.Equal(("rejected", "facts.untrue"), (followed.Text("state"), followed.At("outcome.reasons")[0].GetProperty("code").GetString()));
        var letter = Assert.Single(await objector.Client.LettersToAsync("reject@sample.test"), l => l.Subject!.Contains("异议不成立", StringComparison.Ordinal));
        Assert.Contains("反映的问题不属实", letter.Text, StringComparison.Ordinal);
        Assert.Contains(await objector.Client.LettersToAsync(objector.Phone), l => l.Template == "objection.rejected");
        Assert.Contains(await objector.Client.LettersToAsync(SampleUnit.Bearing.Phone), l => l.Template == "objection.unit-rejected" && l.Text.Contains(product.Product, StringComparison.Ordinal));
        Assert.Contains(await objector.Client.LettersToAsync(SampleUnit.Bearing.Mail), l => l.Subject == $"异议不成立：{product.Product}");
    }

    [Fact]
    [Trait("Spec", "COM-17")]
    public async Task Uphold_OfOneOfThree_IsConfirmedByAnotherAndEndsTheOthers()
    {
        var product = await scene.ProductAsync();
        var objectors = new List<(SampleObjector Who, string Number)>();
        for (var i = 0; i < 3; i++)
        {
            var objector = await scene.ObjectorAsync($"1382223000{i}");
            objectors.Add((objector, (await objector.FiledAsync(product, mail: $"three{i}@sample.test")).Text("number")));
        }
        var middle = product.Id.Value + "~2";
        var read = await scene.Examiner1.ReadAsync("objection", middle);
        Assert.Equal(("2", middle), (read.At("round").ToString(), read.Text("id")));
        var checklist = read.At("checklist").EnumerateArray().ToDictionary(c => c.GetProperty("code").GetString()!, _ => true);
        Assert.Equal(["/opinion"], (await scene.Examiner1.PostAsync($"reviews/objection/{middle}/approve", new { checklist }, read.ETag)).Expect(422).Pointers);
        var proposed = (await scene.Examiner1.PostAsync($"reviews/objection/{middle}/approve", new { opinion = "销售额证明不真实。", checklist }, read.ETag)).Expect(200);
        Assert.Equal(3, (await scene.NowAsync(product.Id)).OpenObjections);
        Assert.Equal("review-same-person", (await scene.Examiner1.PostAsync($"reviews/objection/{middle}/confirm", etag: proposed.ETag)).Expect(409).Problem);
        (await scene.Examiner2.PostAsync($"reviews/objection/{middle}/confirm", etag: proposed.ETag)).Expect(200);
        await scene.App.Server.Clock.WhenIdleAsync();

        var now = await scene.NowAsync(product.Id);
        Assert.Equal((RecognitionState.NotRecognized, 0, "公示期间社会公众异议成立：销售额证明不真实。"), (now.State, now.OpenObjections, now.Steps[^1].Why));
        Assert.Equal("upheld", (await objectors[1].Who.FollowAsync(objectors[1].Number)).Text("state"));
        foreach (var (i, (who, number)) in objectors.Index().Where(o => o.Index != 1))
        {
            Assert.Equal("ended", (await who.FollowAsync(number)).Text("state"));
            Assert.Contains(await who.Client.LettersToAsync($"three{i}@sample.test"), l => l.Subject == $"异议审核终止（{number}）");
        }
        Assert.Empty((await scene.Examiner1.GetAsync($"reviews/objection?take=200&q={Uri.EscapeDataString(product.Product)}")).Items());
        Assert.Contains(await scene.Bearing.LettersToAsync(SampleUnit.Bearing.Mail), l => l.Subject == $"异议成立：{product.Product}" && l.Text.Contains("销售额证明不真实", StringComparison.Ordinal));
        var late = await scene.ObjectorAsync("13822230009");
        Assert.Equal("notice-over", (await late.FileAsync(product, await late.PersonFormAsync("孙示例", "late@sample.test"))).Expect(409).Problem);
    }

    [Fact]
    public async Task FilingLost_WithOpenObjections_EndsThemWithWordToTheObjectors()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13822220007");
        var number = (await objector.FiledAsync(product, mail: "lost@sample.test")).Text("number");
        var write = new CaseWrite(new CaseAddress("Filings", product.Filing.Value), new ActStamp(Actor.System, TestApp.China("2026-11-23T11:00"), "Test", ""));
        await scene.App.Service<CaseStore>().CommitAsync(write.Send(new FilingEnded(product.Filing, FilingState.Withdrawn, "产品停产").ToMessage()), scene.App.Server.Workflows);
        await scene.App.Server.Clock.WhenIdleAsync();

        Assert.Equal((RecognitionState.NotRecognized, 0), ((await scene.NowAsync(product.Id)).State, (await scene.NowAsync(product.Id)).OpenObjections));
        Assert.Equal("已终止：该产品的备案已撤销", (await objector.FollowAsync(number)).Expect(200).Text("status"));
        Assert.Contains(await objector.Client.LettersToAsync("lost@sample.test"), l => l.Subject == $"异议审核终止（{number}）");
    }

    [Fact]
    [Trait("Spec", "COM-17")]
    public async Task Decide_ByTheOfficerWhoRecommended_IsRefused()
    {
        var product = await scene.ProductAsync(recommendedBy: scene.Examiner1);
        await (await scene.ObjectorAsync("13822220003")).FiledAsync(product);
        var read = await scene.Examiner1.ReadAsync("objection", product.Id.Value);
        Assert.Equal("review-must-abstain", (await scene.Examiner1.PostAsync($"reviews/objection/{product.Id}~1/claim", etag: read.ETag)).Expect(409).Problem);
        Assert.Equal("review-must-abstain", (await scene.Examiner1.ReturnAsync(read, "facts.untrue")).Expect(409).Problem);
        Assert.Equal("review-must-abstain", (await scene.Examiner1.GetAsync($"recognitions/{product.Id}/objections/1")).Expect(409).Problem);
        (await scene.Examiner2.ReturnAsync(read, "facts.untrue")).Expect(200);
    }

    [Fact]
    [Trait("Spec", "ACC-13")]
    public async Task Read_OfWhoObjects_IsForTheClaimantAndRecorded()
    {
        var product = await scene.ProductAsync();
        await (await scene.ObjectorAsync("13822220004")).FiledAsync(product, Name, Mail);
        var path = $"recognitions/{product.Id}/objections/1";
        Assert.Equal("objection-not-taken", (await scene.Examiner1.GetAsync(path)).Expect(409).Problem);
        var read = await scene.Examiner1.ReadAsync("objection", product.Id.Value);
        Assert.DoesNotContain(Name, read.ToString(), StringComparison.Ordinal);
        (await scene.Examiner1.PostAsync($"reviews/objection/{product.Id}/claim", etag: read.ETag)).Expect(200);
        Assert.Equal("objection-not-taken", (await scene.Examiner2.GetAsync(path)).Expect(409).Problem);

        var dossier = (await scene.Examiner1.GetAsync(path)).Expect(200);
        Assert.Equal((Name, "13822220004", Mail), (dossier.Text("name"), dossier.Text("phone"), dossier.Text("mail")));
        var file = dossier.At("files")[0].GetProperty("id").GetString()!;
        Assert.Equal(SampleFiles.Pdf(), (await scene.Examiner1.GetAsync($"{path}/files/{file}")).Expect(200).Bytes);
        Assert.Equal(409, (await scene.Examiner2.GetAsync($"{path}/files/{file}")).Status);
        Assert.Equal(404, (await scene.Examiner1.GetAsync($"files/{file}")).Status);
        Assert.Equal(404, (await (await scene.App.SignInAsync("national")).GetAsync($"files/{file}")).Status);
        Assert.Equal(404, (await scene.Examiner1.GetAsync($"{path}/files/f-other")).Status);

        var reads = new List<ActStamp>();
        await foreach (var entry in scene.App.Service<CaseStore>().RowsAsync<AuditEntry>(PersonalDataReads.Of(product.Id.Value), CaseRows.Audit)) reads.Add(entry.Value.Stamp);
        Assert.Equal(["ReadReview", "ReadObjection", "ReadObjectionFile"], reads.Select(r => r.Act));
        Assert.Contains(file, reads[2].Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defend_WhileTheObjectionIsOpen_IsReadByTheOfficerBeforeTheDecision()
    {
        var product = await scene.ProductAsync();
        await (await scene.ObjectorAsync("13822220005")).FiledAsync(product);
        var told = await scene.Bearing.LettersToAsync(SampleUnit.Bearing.Phone);
        Assert.Contains(told, l => l.Template == "objection.unit-notified" && l.Text.Contains(product.Product, StringComparison.Ordinal));
        Assert.Equal(SampleObjector.Grounds, (await scene.Bearing.GetAsync($"recognitions/{product.Id}/objections")).Json[0].GetProperty("grounds").GetString());
        var stale = await scene.Examiner1.ReadAsync("objection", product.Id.Value);
        stale = (await scene.Examiner1.PostAsync($"reviews/objection/{product.Id}/claim", etag: stale.ETag)).Expect(200);

        var path = $"recognitions/{product.Id}/objections/1/statements";
        var file = await scene.Bearing.UploadAsync("objection-defence", SampleFiles.Pdf(), "说明.pdf");
        var form = new { text = "关联专利已实际用于该产品，销售额以审计报告为准。", files = new[] { file } };
        Assert.Equal(["/text"], (await scene.Bearing.PostAsync(path, new { text = " " }, key: NewId.Random("key"))).Expect(422).Pointers);
        (await scene.Bearing.PostAsync(path, form, key: "defence-key")).Expect(201);
        Assert.Single((await scene.Bearing.PostAsync(path, form, key: "defence-key")).Expect(201).Items("statements"));
        Assert.Equal(404, (await (await scene.App.SignInAsync("medical")).PostAsync(path, form, key: NewId.Random("key"))).Status);

        Assert.Equal(412, (await scene.Examiner1.ReturnAsync(stale, "facts.untrue")).Status);
        var dossier = (await scene.Examiner1.GetAsync($"recognitions/{product.Id}/objections/1")).Expect(200);
        Assert.Equal(form.text, dossier.At("statements")[0].GetProperty("text").GetString());
        Assert.Equal(SampleFiles.Pdf(), (await scene.Examiner1.GetAsync($"recognitions/{product.Id}/objections/1/files/{file}")).Expect(200).Bytes);
        await scene.Examiner1.ReadAndReturnAsync("objection", product.Id.Value, "facts.untrue");
        Assert.Equal("review-act-not-possible", (await scene.Bearing.PostAsync(path, form, key: NewId.Random("key"))).Expect(409).Problem);
    }

    [Fact]
    [Trait("Spec", "ACC-13")]
    public async Task Identity_OfAPerson_IsNowhereForAnybodyElse()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync(Phone);
        var receipt = await objector.FiledAsync(product, Name, Mail);
        var read = await scene.Examiner1.ReadAsync("objection", product.Id.Value);
        var claimed = (await scene.Examiner1.PostAsync($"reviews/objection/{product.Id}/claim", etag: read.ETag)).Expect(200);
        var telling = new { opinion = $"异议人{Name}所述不属实", reasons = new[] { new { code = "facts.untrue", note = "请联系 " + Phone } } };
        Assert.Equal(["/opinion", "/reasons/0/note"], (await scene.Examiner1.PostAsync($"reviews/objection/{product.Id}/return", telling, claimed.ETag)).Expect(422).Pointers);
        await scene.Examiner1.ReadAndReturnAsync("objection", product.Id.Value, "evidence.insufficient");
        await scene.App.Server.Clock.WhenIdleAsync();

        var national = await scene.App.SignInAsync("national");
        var @operator = await scene.App.SignInAsync("operator");
        var medical = await scene.App.SignInAsync("medical");
        List<string> seen =
        [
            .. await ReadAllAsync(scene.Bearing, $"recognitions/{product.Id}/objections", $"recognitions/{product.Id}", "recognitions", "notifications", "notifications/deliveries", $"recognitions/{product.Id}/objections/1"),
            .. await ReadAllAsync(medical, $"recognitions/{product.Id}/objections", "notifications", "files/" + receipt.Text("number")),
            .. await ReadAllAsync(scene.App.Anybody(), "public/notices", $"public/notices/{product.Id}", "public/objections/" + receipt.Text("number")),
            .. await ReadAllAsync(national, $"recognitions/{product.Id}", "recognitions", $"recognitions/{product.Id}/objections/1"),
            .. await ReadAllAsync(scene.Examiner2, "reviews/objection", $"reviews/objection/{product.Id}", $"reviews/objection/{product.Id}/rounds/1", "review-statistics/objection", $"recognitions/{product.Id}/objections/1"),
            .. await ReadAllAsync(@operator, "operations/outbox", "operations/outbox?state=waiting", "operations/deliveries", "operations/workflows"),
            .. (await scene.App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone)).Select(l => l.Text),
            .. (await scene.App.Anybody().LettersToAsync(SampleUnit.Bearing.Mail)).Select(l => l.Subject + l.Text),
            .. (await scene.App.Service<CaseStore>().TimelineAsync(RecognitionRecords.AddressOf(product.Id))).Select(t => t.ToString()),
            (await scene.NowAsync(product.Id)).ToString(),
            .. scene.Logs.Lines,
        ];
        Assert.Contains(seen, s => s.Contains(SampleObjector.Grounds, StringComparison.Ordinal));
        foreach (var canary in new[] { Name, Mail, Phone, receipt.Text("secret") })
            Assert.DoesNotContain(seen, s => s.Contains(canary, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Spec", "ACC-13")]
    public async Task Identity_AtRest_IsEncrypted()
    {
        var product = await scene.ProductAsync();
        await (await scene.ObjectorAsync("13822220006")).FiledAsync(product, Name, "rest@sample.test");
        foreach (var row in (await scene.App.Service<PatentFunctions.Platform.Storage.IRecordStore>().QueryAsync(RecognitionRecords.Table, new PatentFunctions.Platform.Storage.RecordQuery { Partition = product.Id.Value, Take = 200 })).Records)
        {
            var text = System.Text.Encoding.UTF8.GetString(row.Document.Span);
            Assert.DoesNotContain(Name, text, StringComparison.Ordinal);
            Assert.DoesNotContain("13822220006", text, StringComparison.Ordinal);
            Assert.DoesNotContain("rest@sample.test", text, StringComparison.Ordinal);
        }
    }

    private static async Task<List<string>> ReadAllAsync(TestClient client, params string[] paths)
    {
        var answers = new List<string>();
        foreach (var path in paths) answers.Add((await client.GetAsync(path)).ToString());
        return answers;
    }
}
