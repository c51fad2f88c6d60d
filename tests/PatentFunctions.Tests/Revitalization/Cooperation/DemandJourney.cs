using System.Text;
using PatentFunctions.LocalHost;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>公开需求 as unit, operator, public and universities live it, over HTTP with a moved clock.</summary>
[Trait("Spec", "DEM-01")]
public sealed class DemandJourney
{
    [Fact]
    public async Task Demand_DraftedModeratedPublishedRevisedAnsweredAndExpired()
    {
        await using var bench = await CooperationBench.StartAsync();
        var admin = await bench.Software;
        var file = await admin.UploadAsync("demand-attachment", SampleFiles.Pdf(), "技术要求.pdf");
        await bench.IdleAsync();
        var created = (await admin.PostAsync("demands", new { title = "求购轴承" }, key: "demand-create-1")).Expect(201);
        Assert.Equal(created.Bytes, (await admin.PostAsync("demands", new { title = "求购轴承" }, key: "demand-create-1")).Expect(201).Bytes);
        var id = created.Text("id");
        Assert.Equal(["/field", "/description", "/deadline"], (await admin.PostAsync($"demands/{id}/submission", etag: created.ETag)).Expect(422).Pointers);
        var saved = (await admin.PutAsync($"demands/{id}/draft", CooperationBench.Demand(attachments: [file]), created.ETag)).Expect(200);
        Assert.Equal(412, (await admin.PutAsync($"demands/{id}/draft", CooperationBench.Demand(), created.ETag)).Status);
        Assert.Equal(["/attachments/0"], (await admin.PutAsync($"demands/{id}/draft", CooperationBench.Demand(attachments: ["f-none"]), saved.ETag)).Expect(422).Pointers);
        var receipt = (await admin.PostAsync($"demands/{id}/submission", etag: saved.ETag)).Expect(200);
        Assert.Equal(receipt.Bytes, (await admin.PostAsync($"demands/{id}/submission", etag: saved.ETag)).Expect(200).Bytes);
        Assert.Equal(404, (await bench.App.Anybody().GetAsync("public/demands/" + id)).Status);
        Assert.Equal(404, (await (await bench.Agri).GetAsync("demands/" + id)).Status);
        Assert.Equal(403, (await (await bench.National).GetAsync("reviews/demand/" + id)).Status);

        // The operator is reminded once a working day later, and escalated to once.
        await bench.MoveToAsync("2026-11-24T18:00");
        Assert.Single(await bench.LettersAsync(CooperationBench.OperatorMail), l => l.Subject!.StartsWith("待审核提醒", StringComparison.Ordinal));
        await bench.MoveToAsync("2026-11-26T09:00");
        Assert.Single(await bench.LettersAsync(CooperationBench.OperatorMail), l => l.Subject!.StartsWith("审核已超期", StringComparison.Ordinal));
        await (await bench.Operator).ReadAndReturnAsync("demand", id, "unclear");
        var returned = (await (await bench.Software).GetAsync("demands/" + id)).Expect(200);
        Assert.Equal(("returned", "技术需求描述不具体"), (returned.Text("state"), returned.Items("returned.reasons")[0].GetProperty("text").GetString()));
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "demand.returned"));
        (await (await bench.Software).PostAsync($"demands/{id}/submission", etag: returned.ETag)).Expect(200);
        await (await bench.Operator).ReadAndApproveAsync("demand", id);
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "demand.approved"));

        // Everybody sees it and its attachment.
        var anybody = bench.App.Anybody();
        var open = (await anybody.GetAsync("public/demands/" + id)).Expect(200);
        Assert.Equal(("求购低噪声轴承设计", "北京示例软件技术有限公司", 50.5m), (open.Text("demand.title"), open.Text("demand.unitName"), open.At("demand.budget").GetDecimal()));
        Assert.Equal("技术要求.pdf", Assert.Single(open.Items("files")).GetProperty("name").GetString());
        Assert.Equal(SampleFiles.Pdf(), (await anybody.GetAsync($"public/demands/{id}/files/{file}")).Expect(200).Bytes);
        Assert.Equal(404, (await anybody.GetAsync($"public/demands/{id}/files/f-other")).Status);
        Assert.Equal(1, (await anybody.GetAsync("public/demands?q=" + Uri.EscapeDataString("压缩机") + "&field=D&industry=345")).Expect(200).At("total").GetInt32());
        Assert.Equal(0, (await anybody.GetAsync("public/demands?field=01")).At("total").GetInt32());
        Assert.Equal(400, (await anybody.GetAsync("public/demands?field=ZZ")).Status);
        Assert.Equal([false], (await (await bench.Expert1).GetAsync("resources/demands")).Items().Select(d => d.GetProperty("answered").GetBoolean()));

        // A revision is moderated while the old text stays public.
        var published = (await (await bench.Software).GetAsync("demands/" + id)).Expect(200);
        var draft = (await (await bench.Software).PutAsync($"demands/{id}/draft", CooperationBench.Demand("求购超低噪声轴承设计", attachments: [file]), published.ETag)).Expect(200);
        Assert.Equal("求购低噪声轴承设计", (await anybody.GetAsync("public/demands/" + id)).Text("demand.title"));
        (await (await bench.Software).PostAsync($"demands/{id}/submission", etag: draft.ETag)).Expect(200);
        Assert.Equal(("revisionUnderReview", "求购低噪声轴承设计"), ((await (await bench.Software).GetAsync("demands/" + id)).Text("state"), (await anybody.GetAsync("public/demands/" + id)).Text("demand.title")));
        await (await bench.Operator).ReadAndReturnAsync("demand", id, "advertising");
        Assert.Equal("求购低噪声轴承设计", (await anybody.GetAsync("public/demands/" + id)).Text("demand.title"));
        // Upheld on appeal, the returned revision is public after all; another operator decides.
        (await (await bench.Software).PostAsync($"appeals/demand/{id}", new { grounds = "修改内容均为技术指标" }, key: "demand-appeal-1")).Expect(200);
        await bench.AddAccountAsync("operator2", "operator", a => a with { Phone = "19910000085", Mail = "operator2@sample.test" });
        await (await bench.AsAsync("operator2")).ReadAndApproveAsync("demand-appeal", id);
        Assert.Equal("求购超低噪声轴承设计", (await anybody.GetAsync("public/demands/" + id)).Text("demand.title"));

        // Universities answer, each once; the answers are for the unit alone.
        var resource = await bench.RegisterAsync(1);
        var answer = new { text = "我校有成熟技术，答复金丝雀", resources = new[] { resource.Id.Value }, contact = "陈联系", phone = "13900001111" };
        Assert.Equal(["/text", "/contact", "/phone", "/resources/0"], (await (await bench.University).PostAsync($"demands/{id}/answers", new { resources = new[] { "r-none" } }, key: "demand-answer-0")).Expect(422).Pointers);
        (await (await bench.University).PostAsync($"demands/{id}/answers", answer, key: "demand-answer-1")).Expect(201);
        (await (await bench.University).PostAsync($"demands/{id}/answers", answer, key: "demand-answer-1")).Expect(201);
        Assert.Equal("demand-answered-already", (await (await bench.University).PostAsync($"demands/{id}/answers", answer, key: "demand-answer-2")).Expect(409).Problem);
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "demand.answered"));
        Assert.Equal("13900001111", Assert.Single((await (await bench.Software).GetAsync("demands/" + id)).Items("answers")).GetProperty("form").GetProperty("phone").GetString());
        Assert.Equal(1, (await (await bench.University).GetAsync("resources/demands?answered=yes")).At("total").GetInt32());
        Assert.Equal(1, (await (await bench.AsAsync("otheruniversity")).GetAsync("resources/demands?answered=no")).At("total").GetInt32());
        foreach (var (who, path) in new[] { ("otheruniversity", "resources/demands"), ("operator", $"reviews/demand/{id}"), ("agri", "resources/demands"), ("otheruniversity", $"public/demands/{id}") })
            Assert.DoesNotContain("答复金丝雀", (await (await bench.AsAsync(who)).GetAsync(path)).Expect(200).ToString(), StringComparison.Ordinal);

        // Told seven days before the end, expired after the last day.
        await bench.MoveToAsync("2026-12-24T09:30");
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwareMail), l => l.Subject == "公开需求即将到期：求购超低噪声轴承设计");
        await bench.MoveToAsync("2026-12-31T23:59");
        Assert.Equal(200, (await anybody.GetAsync("public/demands/" + id)).Status);
        await bench.MoveToAsync("2027-01-01T09:00");
        Assert.Equal(404, (await anybody.GetAsync("public/demands/" + id)).Status);
        Assert.Equal(404, (await anybody.GetAsync($"public/demands/{id}/files/{file}")).Status);
        Assert.Empty((await anybody.GetAsync("public/demands")).Items());
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "demand.expired"));
        Assert.Equal("demand-act-refused", (await (await bench.AsAsync("otheruniversity")).PostAsync($"demands/{id}/answers", new { text = "晚了", contact = "李", phone = "13900001111" }, key: "demand-answer-3")).Expect(409).Problem);
        Assert.Single((await (await bench.Software).GetAsync("demands/" + id)).Items("answers"));
    }

    [Fact]
    public async Task Demand_Withdrawn_IsGoneAtOnceWithItsRoundAndClock()
    {
        await using var bench = await CooperationBench.StartAsync();
        var id = await bench.PublishDemandAsync();
        var read = (await (await bench.Software).GetAsync("demands/" + id)).Expect(200);
        (await (await bench.Software).PostAsync($"demands/{id}/submission", etag: read.ETag)).Expect(200);
        read = (await (await bench.Software).GetAsync("demands/" + id)).Expect(200);
        (await (await bench.Software).PostAsync($"demands/{id}/withdrawal", new { reason = "已自行解决" }, read.ETag)).Expect(200);
        await bench.IdleAsync();
        Assert.Empty((await bench.App.Anybody().GetAsync("public/demands")).Items());
        Assert.Empty((await (await bench.Operator).GetAsync("reviews/demand")).Items());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await bench.App.Server.Workflows.GetInstanceAsync(DemandExpiry.InstanceId(new DemandId(id), 1), CancellationToken.None))!.RuntimeStatus);
        Assert.Equal(409, (await (await bench.University).PostAsync($"demands/{id}/answers", new { text = "晚了", contact = "李", phone = "13900001111" }, key: "withdrawn-1")).Status);
        // It can be put before the moderator again and has a clock of its own then.
        read = (await (await bench.Software).GetAsync("demands/" + id)).Expect(200);
        (await (await bench.Software).PostAsync($"demands/{id}/submission", etag: read.ETag)).Expect(200);
        await (await bench.Operator).ReadAndApproveAsync("demand", id);
        await bench.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await bench.App.Server.Workflows.GetInstanceAsync(DemandExpiry.InstanceId(new DemandId(id), 3), CancellationToken.None))!.RuntimeStatus);
        Assert.Single((await bench.App.Anybody().GetAsync("public/demands")).Items());
    }

    [Fact]
    public async Task Demand_ThatPassesItsDeadlineInModeration_IsNotPublished()
    {
        await using var bench = await CooperationBench.StartAsync();
        var id = await bench.SubmitDemandAsync(demand: CooperationBench.Demand(deadline: "2026-11-24"));
        await bench.MoveToAsync("2026-11-25T09:00");
        var read = await (await bench.Operator).ReadAsync("demand", id);
        Assert.Equal("demand-deadline-passed", (await (await bench.Operator).ApproveAsync(read)).Expect(409).Problem);
        await (await bench.Operator).ReadAndReturnAsync("demand", id, "deadline");
    }

    [Fact]
    public async Task Answers_OfManyAtOnceWithAWithdrawal_AreCountedOrRefused()
    {
        await using var bench = await CooperationBench.StartAsync();
        var names = Enumerable.Range(0, 6).Select(i => "uni" + i).ToList();
        foreach (var (name, i) in names.Select((n, i) => (n, i)))
            await bench.AddAccountAsync(name, "university", a => a with { Unit = new UnitId("u-" + name), Office = name, Phone = $"1991000009{i}", Mail = name + "@sample.test" });
        var id = await bench.PublishDemandAsync();
        var clients = new List<TestClient>();
        foreach (var name in names) clients.Add(await bench.AsAsync(name));
        var read = await (await bench.Software).GetAsync("demands/" + id);
        var admin = await bench.Software;
        var withdrawing = Task.Run(async () =>
        {
            var etag = read.ETag;
            // An answer may be counted between reading and writing: look again.
            while ((await admin.PostAsync($"demands/{id}/withdrawal", new { }, etag)).Status is var status && status != 200)
            {
                Assert.Equal(412, status);
                etag = (await admin.GetAsync("demands/" + id)).ETag;
            }
        });
        var answers = await Task.WhenAll(clients.Select(c => c.PostAsync($"demands/{id}/answers", new { text = "答复", contact = "李", phone = "13900001111" }, key: "race-answers")));
        await withdrawing;
        Assert.All(answers, a => Assert.True(a.Status is 201 or 409, a.ToString()));
        var answering = (await bench.App.Service<DemandRecords>().AnsweringAsync(new DemandId(id), default))!.Value;
        Assert.Equal(new DemandAnswering(false, answers.Count(a => a.Status == 201)), answering);
        Assert.Equal(answering.Count, (await admin.GetAsync("demands/" + id)).Items("answers").Count);
    }

    [Fact]
    public async Task Draft_NeverSubmitted_CanBeDeletedAndOthersCannot()
    {
        await using var bench = await CooperationBench.StartAsync();
        var admin = await bench.Software;
        var created = (await admin.PostAsync("demands", new { }, key: "demand-discard-1")).Expect(201);
        (await admin.SendAsync(HttpMethod.Delete, "demands/" + created.Text("id"), etag: created.ETag)).Expect(204);
        Assert.Empty((await admin.GetAsync("demands")).Items());
        var id = await bench.SubmitDemandAsync();
        Assert.Equal(409, (await admin.SendAsync(HttpMethod.Delete, "demands/" + id, etag: "\"any\"")).Status);
        Assert.DoesNotContain("demand-attachment", Encoding.UTF8.GetString((await admin.GetAsync("demands")).Bytes), StringComparison.Ordinal);
    }
}
