using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>专利转化评价库 as experts, unit and university live it, over HTTP.</summary>
public sealed class EvaluationJourney
{
    [Fact]
    [Trait("Spec", "EVA-01")]
    [Trait("Spec", "EVA-02")]
    public async Task Evaluation_PushedByRule_GoesThroughExpertsAndUnitToTheUniversity()
    {
        await using var bench = await CooperationBench.StartAsync();
        await bench.AdmitAsync("expert1");
        await bench.AdmitAsync("expert2", profile: CooperationBench.Profile("吴专家"));
        await bench.AdmitAsync("expert3", "agri", CooperationBench.Profile("郑专家", industries: ["6513"], keywords: ["软件"]));
        var (bearing, chip) = (await bench.RegisterAsync(1), await bench.RegisterAsync(2, "低功耗芯片", industries: ["3973"], keywords: ["芯片"]));
        // The rule finds the one unit whose experts the bearing concerns; nobody is asked about the chip.
        var assigned = (await (await bench.National).PostAsync("evaluation-assignments", new { resources = new[] { bearing.Id.Value, chip.Id.Value } }, key: "assign-by-rule")).Expect(201);
        Assert.Equal((1, 0), (assigned.At("pushed").GetInt32(), assigned.At("alreadyThere").GetInt32()));
        Assert.Equal("北京示例软件技术有限公司", Assert.Single(assigned.Items("units")).GetProperty("unitName").GetString());
        Assert.Equal(assigned.Bytes, (await (await bench.National).PostAsync("evaluation-assignments", new { resources = new[] { bearing.Id.Value, chip.Id.Value } }, key: "assign-by-rule")).Expect(201).Bytes);
        Assert.Equal(1, (await (await bench.Operator).PostAsync("evaluation-assignments", new { resources = new[] { bearing.Id.Value } }, key: "assign-again")).Expect(201).At("alreadyThere").GetInt32());
        Assert.Equal(["/resources/0", "/units/0"], (await (await bench.Operator).PostAsync("evaluation-assignments", new { resources = new[] { "r-none" }, units = new[] { "u-none" } }, key: "assign-none")).Expect(422).Pointers);

        var id = Assert.Single((await (await bench.Expert1).GetAsync("evaluations?mine=none")).Items()).GetProperty("id").GetString()!;
        Assert.Empty((await (await bench.Agri).GetAsync("evaluations")).Items());
        var seen = (await (await bench.Expert1).GetAsync("evaluations/" + id)).Expect(200);
        Assert.Contains("关键词：滚动轴承、保持架", seen.Text("why"), StringComparison.Ordinal);
        Assert.Equal(("专利技术成熟度高，可直接用于产业", 5), (seen.Items("stars")[0].GetProperty("meaning").GetString(), seen.Items("stars").Count));
        Assert.False(seen.Json.TryGetProperty("experts", out _));
        Assert.DoesNotContain("16900001234", seen.ToString(), StringComparison.Ordinal);
        Assert.Equal(["/stars", "/comment"], (await (await bench.Expert1).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 6 }, key: "expert-bad-1")).Expect(422).Pointers);
        var said = (await (await bench.Expert1).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 5, comment = "可直接产业化" }, key: "expert-said-1")).Expect(200);
        Assert.Equal(said.Bytes, (await (await bench.Expert1).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 5, comment = "可直接产业化" }, key: "expert-said-1")).Expect(200).Bytes);
        (await (await bench.Expert2).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 2, comment = "前景存疑" }, key: "expert-said-2")).Expect(200);
        // An expert sees its own and nobody else's.
        Assert.DoesNotContain("前景存疑", (await (await bench.Expert1).GetAsync("evaluations/" + id)).ToString(), StringComparison.Ordinal);
        Assert.Equal("已评价", (await (await bench.Software).GetAsync("experts")).Items().First(e => e.GetProperty("name").GetString() == "周专家").GetProperty("progressName").GetString());

        // 专家评价审核.
        var admin = await bench.Software;
        var audit = (await admin.GetAsync("expert-evaluations?state=submitted")).Expect(200);
        Assert.Equal(["吴专家", "周专家"], audit.Items().Select(l => l.GetProperty("said").GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        var view = (await admin.GetAsync("evaluations/" + id)).Expect(200);
        Assert.Equal(2, view.Items("experts").Count);
        var (first, second) = (CooperationBench.ExpertId("expert1").Value, CooperationBench.ExpertId("expert2").Value);
        var accepted = (await admin.PostAsync($"evaluations/{id}/expert-evaluations/{first}/acceptance", new { }, view.ETag)).Expect(200);
        Assert.Equal(412, (await admin.PostAsync($"evaluations/{id}/expert-evaluations/{second}/return", new { opinion = "请说明理由" }, view.ETag)).Status);
        Assert.Equal(["/opinion"], (await admin.PostAsync($"evaluations/{id}/expert-evaluations/{second}/return", new { opinion = " " }, accepted.ETag)).Expect(422).Pointers);
        var returned = (await admin.PostAsync($"evaluations/{id}/expert-evaluations/{second}/return", new { opinion = "请说明理由" }, accepted.ETag)).Expect(200);
        Assert.Equal("evaluation-act-refused", (await (await bench.Expert1).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 1, comment = "改主意" }, key: "expert-said-3")).Expect(409).Problem);
        Assert.Equal("请说明理由", (await (await bench.Expert2).GetAsync("evaluations/" + id)).Text("mine.opinion"));
        (await (await bench.Expert2).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 3, comment = "市场有限，理由如下" }, key: "expert-said-4")).Expect(200);
        Assert.Equal([3], (await admin.GetAsync($"expert-evaluations?state=submitted&expert={second}")).Items().Select(l => l.GetProperty("said").GetProperty("stars").GetInt32()));

        // 企业自评: saved, then published; afterwards nobody evaluates again.
        var now = await admin.GetAsync("evaluations/" + id);
        var draft = (await admin.PutAsync($"evaluations/{id}/own", new { stars = 3 }, now.ETag)).Expect(200);
        Assert.Equal(["/comment"], (await admin.PostAsync($"evaluations/{id}/publication", new { stars = 4 }, draft.ETag)).Expect(422).Pointers);
        Assert.Equal(412, (await admin.PostAsync($"evaluations/{id}/publication", new { stars = 4, comment = "有较高前景" }, returned.ETag)).Status);
        (await admin.PostAsync($"evaluations/{id}/publication", new { stars = 4, comment = "有较高前景" }, draft.ETag)).Expect(200);
        foreach (var expert in new[] { await bench.Expert1, await bench.Expert2 })
            Assert.Equal("evaluation-act-refused", (await expert.PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 1, comment = "再评一次" }, key: NewId.Random("late"))).Expect(409).Problem);
        Assert.Equal(409, (await admin.PostAsync($"evaluations/{id}/expert-evaluations/{second}/acceptance", new { }, draft.ETag)).Status);

        // The university reads the unit's opinion and the average; the search orders by it.
        await bench.IdleAsync();
        Assert.Single(await bench.LettersAsync(CooperationBench.UniversityMail), l => l.Subject == "企业评价了贵校的专利：一种高速静音滚动轴承");
        var university = await bench.University;
        var own = (await university.GetAsync($"university/evaluations/{bearing.Id}")).Expect(200);
        Assert.Equal((4m, "有较高前景"), (own.At("average").GetDecimal(), Assert.Single(own.Items("evaluations")).GetProperty("comment").GetString()));
        Assert.Equal(404, (await (await bench.AsAsync("otheruniversity")).GetAsync($"university/evaluations/{bearing.Id}")).Status);
        var published = (await bench.PushAsync(CooperationBench.AgriUnit, bearing, chip)).ToList();
        (await bench.PublishAsync("agri", published[0], 5)).Expect(200);
        (await bench.PublishAsync("agri", published[1], 5)).Expect(200);
        await bench.IdleAsync();
        Assert.Equal(new ResourceRating(4.5m, 2), (await bench.App.Service<ResourceRecords>().RatingAsync(bearing.Id, default))!.Value);
        var hits = (await bench.App.Service<IResourceSearch>().FindAsync(new ResourceQuery { Sort = ResourceSort.Rating }, default)).Hits;
        Assert.Equal([chip.Id, bearing.Id], hits.Select(h => h.Document.Id));
        Assert.Equal(4.5m, hits[1].Document.Rating!.Average);
        Assert.Equal(["低功耗芯片", "一种高速静音滚动轴承"], (await university.GetAsync("university/evaluations?sort=average")).Items().Select(l => l.GetProperty("title").GetString()));
    }

    [Fact]
    [Trait("Spec", "EVA-01")]
    public async Task Publication_WhileExpertsSubmit_IsTheLastWord()
    {
        await using var bench = await CooperationBench.StartAsync();
        await bench.AdmitAsync("expert1");
        await bench.AdmitAsync("expert2", profile: CooperationBench.Profile("吴专家"));
        for (var round = 0; round < 5; round++)
        {
            var id = (await bench.PushAsync(CooperationBench.SoftwareUnit, await bench.RegisterAsync(100 + round))).Single();
            var (one, two) = (await bench.Expert1, await bench.Expert2);
            var answers = new List<int>();
            async Task SubmitAsync(TestClient expert)
            {
                for (var i = 0; i < 6; i++)
                {
                    var answer = await expert.PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 3, comment = "评价" + i }, key: NewId.Random("race"));
                    Assert.True(answer.Status is 200 or 409, answer.ToString());
                    lock (answers) answers.Add(answer.Status);
                }
            }
            async Task PublishAsync()
            {
                // A unit that is overtaken by an expert looks again and publishes.
                while ((await bench.PublishAsync("software", id, 4)).Status is var status && status != 200) Assert.Equal(412, status);
            }
            await Task.WhenAll(SubmitAsync(one), SubmitAsync(two), PublishAsync());
            var evaluations = bench.App.Service<EvaluationRecords>();
            var found = (await evaluations.FindAsync(new EvaluationId(id), default))!.Value;
            Assert.Equal(EvaluationState.Published, found.State);
            Assert.Equal(answers.Count(a => a == 200), found.Submissions);
            Assert.All(await evaluations.OfExpertsAsync(found.Id, default), e => Assert.True(e.SubmittedAt <= found.Own!.At));
            foreach (var expert in new[] { one, two })
                Assert.Equal(409, (await expert.PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 3, comment = "晚了" }, key: NewId.Random("late"))).Status);
        }
    }

    [Fact]
    [Trait("Spec", "EVA-02")]
    public async Task Rating_OfManyUnitsAtOnce_IsTheAverageOfAll()
    {
        await using var bench = await CooperationBench.StartAsync();
        var resource = await bench.RegisterAsync(1);
        var software = (await bench.PushAsync(CooperationBench.SoftwareUnit, resource)).Single();
        var agri = (await bench.PushAsync(CooperationBench.AgriUnit, resource)).Single();
        await Task.WhenAll(bench.PublishAsync("software", software, 2), bench.PublishAsync("agri", agri, 5));
        await bench.IdleAsync();
        Assert.Equal(new ResourceRating(3.5m, 2), (await bench.App.Service<ResourceRecords>().RatingAsync(resource.Id, default))!.Value);
    }

    [Fact]
    [Trait("Spec", "EVA-01")]
    public async Task Expert_OutsideThePoolOrOfAnotherUnit_CannotEvaluate()
    {
        await using var bench = await CooperationBench.StartAsync();
        var id = (await bench.PushAsync(CooperationBench.SoftwareUnit, await bench.RegisterAsync(1))).Single();
        Assert.Equal("expert-not-in-pool", (await (await bench.Expert1).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 3, comment = "评价" }, key: "outside-1")).Expect(409).Problem);
        var stranger = await bench.AsAsync("expert3");
        Assert.Equal(404, (await stranger.PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 3, comment = "评价" }, key: "outside-2")).Status);
        Assert.Equal(404, (await stranger.GetAsync("evaluations/" + id)).Status);
        Assert.Equal(404, (await (await bench.Agri).GetAsync("evaluations/" + id)).Status);
        Assert.Equal(404, (await (await bench.Agri).PostAsync($"evaluations/{id}/publication", new { stars = 3, comment = "评价" }, "\"any\"")).Status);
    }

    [Fact]
    [Trait("Spec", "EVA-01")]
    public async Task Night_PushesNewPatentsToTheUnitsTheyConcernOnceAndTellsThem()
    {
        await using var bench = await CooperationBench.StartAsync();
        await bench.AdmitAsync("expert1");
        await bench.AdmitAsync("expert3", "agri", CooperationBench.Profile("郑专家", industries: ["6513"], keywords: ["软件"]));
        var concerned = new List<ResourceRecord>();
        for (var i = 0; i < 7; i++) concerned.Add(await bench.RegisterAsync(i));
        await bench.RegisterAsync(50, "低功耗芯片", industries: ["3973"], keywords: ["芯片"]);
        await bench.MoveToAsync("2026-11-24T09:00");
        Assert.Equal(5, (await (await bench.Software).GetAsync("evaluations")).At("total").GetInt32());
        Assert.Equal(0, (await (await bench.Agri).GetAsync("evaluations")).At("total").GetInt32());
        await bench.MoveToAsync("2026-11-25T09:00");
        Assert.Equal(7, (await (await bench.Software).GetAsync("evaluations")).At("total").GetInt32());
        await bench.MoveToAsync("2026-11-27T09:00");
        var inbox = (await (await bench.Software).GetAsync("notifications?take=50")).ToString();
        Assert.Equal(2, inbox.Split("项可转化专利").Length - 1);
    }

    [Fact]
    [Trait("Spec", "EVA-01")]
    public async Task Library_SearchedAndSorted_ShowsWhatMatches()
    {
        (string Question, string Titles)[] cases =
        [
            ("", "轴承,芯片,软件"), ("industry=34", "轴承"), ("industry=C", "轴承,芯片"), ("industry=34511", ""), ("field=D", "轴承,芯片,软件"), ("field=01", ""), ("strategic=2.1", ""), ("kind=portfolio", ""),
            ("type=invention&q=芯", "芯片"), ("type=design", ""), ("sort=registered", "软件,芯片,轴承"),
        ];
        await using var bench = await CooperationBench.StartAsync();
        var now = bench.App.Server.Clock.GetUtcNow();
        ResourceRecord[] pushed =
        [
            await bench.RegisterAsync(1, "软件", industries: ["6513"], at: now.AddDays(-1)), await bench.RegisterAsync(2, "芯片", industries: ["3973"], at: now.AddDays(-2)), await bench.RegisterAsync(3, "轴承", at: now.AddDays(-3)),
        ];
        foreach (var resource in pushed)
        {
            await bench.App.Server.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
            await bench.PushAsync(CooperationBench.SoftwareUnit, resource);
        }
        foreach (var (question, titles) in cases)
        {
            var answer = (await (await bench.Software).GetAsync("evaluations?" + question)).Expect(200);
            Assert.Equal((question, titles), (question, string.Join(',', answer.Items().Select(l => l.GetProperty("title").GetString()))));
        }
        Assert.Equal(400, (await (await bench.Software).GetAsync("evaluations?sort=best")).Status);
    }
}
