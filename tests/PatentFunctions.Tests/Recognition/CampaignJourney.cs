using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition;

/// <summary>A campaign over HTTP: from the call to the proposal, with everything that can go another way.</summary>
public sealed class CampaignJourney
{
    private const string Phone = "19910000063";
    private static readonly string[] Checklist = ["economic-benefit", "protection-strength", "value-contribution", "patent-dependence"];

    [Fact]
    [Trait("Spec", "REC-01")]
    [Trait("Spec", "COM-05")]
    public async Task Campaign_CreatedEditedOpenedAndClosed_KeepsItsTermsAndAnswersByItsState()
    {
        await using var bench = await CampaignBench.StartAsync();
        var body = new { year = 2026, form = new { minScore = 50 } };
        var created = (await bench.National.PostAsync("recognition-campaigns", body, key: "campaign-2026")).Expect(201);
        Assert.Equal(("2026-09-15", "draft"), (created.Text("cutOff"), created.Text("state")));
        Assert.Equal(created.ETag, (await bench.National.PostAsync("recognition-campaigns", body, key: "campaign-2026")).Expect(201).ETag);
        Assert.Equal("recognition-campaign-exists", (await bench.National.PostAsync("recognition-campaigns", body, key: "campaign-again")).Expect(409).Problem);
        Assert.Equal(["/form/supplementDays"], (await bench.National.PostAsync("recognition-campaigns", new { year = 2027, form = new { supplementDays = 1 } }, key: "campaign-2027")).Expect(422).Pointers);
        (await bench.Examiner1.PostAsync("recognition-campaigns", body, key: "campaign-examiner")).Expect(403);
        Assert.Equal("recognition-campaign-none", (await bench.Software.GetAsync("recognition-campaigns/2026")).Expect(404).Problem);
        Assert.Empty((await bench.Examiner1.GetAsync("recognition-campaigns")).Expect(200).Json.EnumerateArray());

        var edited = (await bench.National.PutAsync("recognition-campaigns/2026", new { cutOff = "2026-09-10", supplementDays = 10 }, created.ETag)).Expect(200);
        (await bench.National.PutAsync("recognition-campaigns/2026", new { cutOff = "2026-09-12" }, created.ETag)).Expect(412);
        var open = (await bench.National.PostAsync("recognition-campaigns/2026/entry-runs", etag: edited.ETag)).Expect(202);
        await bench.App.Server.Clock.WhenIdleAsync();
        Assert.Equal("open", open.Text("state"));
        Assert.Equal("completed", (await bench.National.GetAsync("recognition-campaigns/2026/entry-runs/1")).Expect(200).Text("state"));
        Assert.Equal("2026-09-10", (await bench.Software.GetAsync("recognition-campaigns/2026")).Expect(200).Text("cutOff"));
        Assert.Equal("recognition-campaign-terms-fixed", (await bench.National.PutAsync("recognition-campaigns/2026", new { cutOff = "2026-09-30" }, open.ETag)).Expect(409).Problem);
        var closed = (await bench.National.PostAsync("recognition-campaigns/2026/closing", etag: open.ETag)).Expect(200);
        Assert.Equal("recognition-campaign-act-refused", (await bench.National.PostAsync("recognition-campaigns/2026/entry-runs", etag: closed.ETag)).Expect(409).Problem);
    }

    [Fact]
    [Trait("Spec", "REC-01")]
    [Trait("Spec", "UPD-02")]
    public async Task Entry_OverAllFilings_LetsTheEligibleInOnceAndTellsTheRestWhy()
    {
        await using var bench = await CampaignBench.StartAsync();
        var eligible = await bench.FileAsync(130);
        var late = await bench.FileAsync(4, f => f with { FiledAt = TestApp.China("2026-09-16T09:00") });
        await bench.FileAsync(3, f => f with { Content = f.Content! with { Product = f.Content.Product with { TakesPartInRecognition = false } } });
        await bench.FileAsync(2, f => f with { FilingYear = 2025, FiledAt = TestApp.China("2025-05-05T09:00"), State = FilingState.Revoked, EndedAt = TestApp.China("2026-01-05T09:00"), Content = f.Content! with { Facts = f.Content.Facts with { DataYear = 2024 } } });
        await bench.OpenAsync();

        var run = (await bench.National.GetAsync("recognition-campaigns/2026/entry-runs/1")).Expect(200);
        Assert.Equal(("completed", 139, 139, 130, 130, 9), (run.Text("state"), run.At("total").GetInt32(), run.At("lookedAt").GetInt32(), run.At("eligible").GetInt32(), run.At("entered").GetInt32(), run.At("notEligible").GetInt32()));
        Assert.Equal("entry.data-year 2, entry.filed-late 4, entry.not-in-force 2, entry.not-taking-part 3", string.Join(", ", run.Items("reasons").Select(r => $"{r.GetProperty("code").GetString()} {r.GetProperty("count").GetInt32()}")));
        Assert.Equal(130, (await bench.CountsAsync())[RecognitionState.Eligible]);

        var notEligible = new List<string>();
        for (var page = (await bench.National.GetAsync("recognition-campaigns/2026/entry-runs/1/not-eligible?take=4")).Expect(200); ; page = (await bench.National.GetAsync("recognition-campaigns/2026/entry-runs/1/not-eligible?take=4&continuation=" + page.Text("continuation"))).Expect(200))
        {
            notEligible.AddRange(page.Items().Select(n => n.GetProperty("filingNumber").GetString()!));
            if (!page.Json.TryGetProperty("continuation", out _)) break;
        }
        Assert.Equal(9, notEligible.Distinct().Count());
        Assert.Equal(9, notEligible.Count);

        var asked = (await bench.Software.GetAsync($"filings/{late[0].Id}/recognition-eligibility")).Expect(200);
        Assert.False(asked.At("eligible").GetBoolean());
        Assert.Contains("晚于截止日期", asked.Items("reasons").Single().GetProperty("text").GetString(), StringComparison.Ordinal);
        var entered = (await bench.Software.GetAsync($"filings/{eligible[0].Id}/recognition-eligibility")).Expect(200);
        Assert.Equal((true, $"r2026-{eligible[0].Id}"), (entered.At("eligible").GetBoolean(), entered.Text("recognition")));

        var campaign = (await bench.National.GetAsync("recognition-campaigns/2026")).Expect(200);
        (await bench.National.PostAsync("recognition-campaigns/2026/entry-runs", etag: campaign.ETag)).Expect(202);
        await bench.App.Server.Clock.WhenIdleAsync();
        var again = (await bench.National.GetAsync("recognition-campaigns/2026/entry-runs/2")).Expect(200);
        Assert.Equal((130, 0, 9), (again.At("eligible").GetInt32(), again.At("entered").GetInt32(), again.At("notEligible").GetInt32()));
        Assert.Equal(130, (await bench.CountsAsync())[RecognitionState.Eligible]);
        Assert.Single((await bench.RecordAsync(RecognitionId.Of(2026, eligible[0].Id))).Steps);
    }

    [Fact]
    [Trait("Spec", "REC-02")]
    [Trait("Spec", "COM-03")]
    [Trait("Spec", "COM-17")]
    public async Task Products_FromScreeningToProposal_KeepWhoWhenAndWhyAndTheUnitActsOnlyOnTheSupplement()
    {
        await using var bench = await CampaignBench.StartAsync();
        var ids = (await bench.FileAsync(5)).Select(f => RecognitionId.Of(2026, f.Id)).ToList();
        await bench.OpenAsync(new { minScore = 50, supplementDays = 5 });
        var (good, silent, weak, returned, held) = (ids[0], ids[1], ids[2], ids[3], ids[4]);

        // Screening: the system suggests, the officer records.
        var detail = (await bench.Examiner1.GetAsync($"recognitions/{good}")).Expect(200);
        Assert.True(detail.At("suggestion.economicBenefit.points").GetDecimal() > 0);
        Assert.Equal("recognition-not-scored", (await CampaignBench.ActAsync(bench.Examiner1, good, "pass-screening")).Expect(409).Problem);
        Assert.Equal(["/parameters/patentDependence"], (await CampaignBench.ActAsync(bench.Examiner1, good, "score", Points(80, 70, 60, null))).Expect(422).Pointers);
        Assert.Equal(65.5m, (await CampaignBench.ActAsync(bench.Examiner1, good, "score", Points(80, 70, 60, 52))).Expect(200).At("score").GetDecimal());
        foreach (var id in new[] { silent, returned, held }) (await CampaignBench.ActAsync(bench.Examiner1, id, "score", Points(80, 80, 80, 80))).Expect(200);
        (await CampaignBench.ActAsync(bench.Examiner1, weak, "score", Points(10, 20, 30, 40))).Expect(200);
        Assert.Equal("recognition-below-minimum", (await CampaignBench.ActAsync(bench.Examiner1, weak, "pass-screening")).Expect(409).Problem);
        Assert.Equal(["/why"], (await CampaignBench.ActAsync(bench.Examiner1, weak, "fail-screening")).Expect(422).Pointers);
        (await CampaignBench.ActAsync(bench.Examiner1, weak, "fail-screening", why: "专利保护强度不足")).Expect(200);
        var passed = await bench.BatchAsync(bench.Examiner1, "pass-screening", new { minScore = 60 });
        Assert.Equal((4, 4, 0), (passed.At("total").GetInt32(), passed.At("done").GetInt32(), passed.At("refused").GetInt32()));

        // Supplement: asked for by mail and SMS, five working days, one of them a Sunday.
        await bench.BatchAsync(bench.Examiner1, "request-supplement", new { states = new[] { "screened" } }, new { });
        var asked = (await bench.Software.GetAsync($"recognitions/{good}/supplement")).Expect(200);
        var due = DateOnly.Parse(asked.Text("dueOn"), null);
        Assert.Equal(PatentFunctions.Calendar.WorkingDayCalendar.BuiltIn.AddWorkingDays(new DateOnly(2026, 9, 16), 5).Date, due);
        Assert.Equal(4, (await bench.Software.LettersToAsync(Phone)).Count(l => l.Template == "recognition.supplement-requested"));
        Assert.Equal(4, (await bench.Software.LettersToAsync("software@sample.test")).Count(l => l.Subject!.Contains("请补充材料", StringComparison.Ordinal)));
        Assert.Contains("请贵单位于", (await bench.Software.GetAsync($"recognitions/{good}")).Expect(200).Text("status"), StringComparison.Ordinal);
        Assert.False((await bench.Software.GetAsync($"recognitions/{good}")).Json.TryGetProperty("screening", out _));

        var file = await bench.Software.UploadAsync("recognition-supplement", SampleFiles.Pdf(), "专利评价报告.pdf");
        var whole = new { protectionStrength = "专利组合覆盖核心结构和工艺", valueContribution = "专利技术带来主要的销售增长", patentDependence = "同类产品须取得许可方可生产", files = new[] { file } };
        foreach (var id in new[] { good, returned, held })
        {
            var form = (await bench.Software.GetAsync($"recognitions/{id}/supplement")).Expect(200);
            Assert.Equal(["/valueContribution", "/patentDependence"], (await SaveAndSubmitAsync(bench, id, form, new { protectionStrength = "专利组合覆盖核心结构" })).Expect(422).Pointers);
            form = (await bench.Software.GetAsync($"recognitions/{id}/supplement")).Expect(200);
            var saved = (await bench.Software.PutAsync($"recognitions/{id}/supplement", whole, form.ETag)).Expect(200);
            var receipt = (await bench.Software.PostAsync($"recognitions/{id}/supplement/submission", etag: saved.ETag)).Expect(200);
            var twice = (await bench.Software.PostAsync($"recognitions/{id}/supplement/submission", etag: saved.ETag)).Expect(200);
            Assert.Equal(receipt.Text("sha256"), twice.Text("sha256"));
            Assert.Equal("recognition-act-refused", (await bench.Software.PutAsync($"recognitions/{id}/supplement", whole, saved.ETag)).Expect(409).Problem);
        }

        // Expert review: four eyes, for each product of a batch.
        var verdict = new { opinion = "符合评价基准", checklist = Checklist.ToDictionary(c => c, _ => true) };
        await bench.BatchAsync(bench.Examiner1, "recommend", new { states = new[] { "underExpertReview" } }, verdict);
        Assert.Equal(3, (await bench.CountsAsync())[RecognitionState.UnderExpertReview]);
        var own = await bench.BatchAsync(bench.Examiner1, "confirm-recommendation", new { states = new[] { "underExpertReview" } });
        Assert.Equal((0, 3), (own.At("done").GetInt32(), own.At("refused").GetInt32()));
        Assert.All((await bench.Examiner1.GetAsync($"recognition-batches/{own.Text("id")}/refusals")).Items(), r => Assert.Equal("review-same-person", r.GetProperty("code").GetString()));
        var sentBack = await bench.Examiner2.ReadAsync("recognition", returned.Value);
        (await bench.Examiner2.PostAsync($"reviews/recognition/{returned}/send-back", new { reason = "再议" }, sentBack.ETag)).Expect(200);
        await bench.Examiner1.ReadAndReturnAsync("recognition", returned.Value, "value-contribution.low");
        var confirmed = await bench.BatchAsync(bench.Examiner2, "confirm-recommendation", new { states = new[] { "underExpertReview" } });
        Assert.Equal((2, 0), (confirmed.At("done").GetInt32(), confirmed.At("refused").GetInt32()));

        var proposed = await bench.RecordAsync(good);
        Assert.Equal(RecognitionState.Proposed, proposed.State);
        Assert.Equal(2, proposed.Officers.Count);
        Assert.Equal("Enter Score PassScreening RequestSupplement SubmitSupplement Recommend Recommend", string.Join(' ', proposed.Steps.Select(s => s.Act)));
        Assert.All(proposed.Steps, s => Assert.NotEqual(default, s.At));
        Assert.Contains("专利价值贡献未达到认定要求", (await bench.RecordAsync(returned)).Steps[^1].Why, StringComparison.Ordinal);

        // The silent one: two reminders, overdue, extended, overdue again, rejected.
        await bench.MoveToAsync(due.AddDays(1).ToString("yyyy-MM-dd", null) + "T08:30");
        Assert.Equal(RecognitionState.SupplementOverdue, (await bench.RecordAsync(silent)).State);
        Assert.Equal(2, (await bench.Software.LettersToAsync(Phone)).Count(l => l.Template == "recognition.supplement-reminder"));
        Assert.Equal("recognition-not-an-extension", (await CampaignBench.ActAsync(bench.Examiner1, silent, "extend-supplement", new { dueOn = due })).Expect(409).Problem);
        (await CampaignBench.ActAsync(bench.Examiner1, silent, "extend-supplement", new { dueOn = due.AddDays(8) }, "单位申请延期")).Expect(200);
        Assert.Equal(RecognitionState.SupplementRequested, (await bench.RecordAsync(silent)).State);
        await bench.MoveToAsync(due.AddDays(9).ToString("yyyy-MM-dd", null) + "T08:30");
        Assert.Equal(RecognitionState.SupplementOverdue, (await bench.RecordAsync(silent)).State);
        Assert.Equal(4, (await bench.Software.LettersToAsync(Phone)).Count(l => l.Template == "recognition.supplement-reminder"));
        (await CampaignBench.ActAsync(bench.Examiner1, silent, "reject", why: "逾期未补充材料")).Expect(200);
        (await CampaignBench.ActAsync(bench.Examiner1, held, "reject", why: "经核实不符合要求")).Expect(403);
        (await CampaignBench.ActAsync(bench.National, held, "reject", why: "经核实不符合要求")).Expect(200);

        // Nobody else sees it; the counts add up; the unit has its tabs.
        (await (await bench.App.SignInAsync("bearing")).GetAsync($"recognitions/{good}")).Expect(404);
        var counts = await bench.CountsAsync();
        Assert.Equal((1, 4), (counts[RecognitionState.Proposed], counts[RecognitionState.NotRecognized]));
        var tabs = (await bench.Software.GetAsync("recognitions?tab=not-recognized")).Expect(200);
        Assert.Equal(4, tabs.Items().Count);
        Assert.Equal("进行中 1, 公示中 0, 已认定 0, 未予认定 4, 撤销认定 0, 认定到期 0", string.Join(", ", tabs.Items("tabs").Select(t => $"{t.GetProperty("name").GetString()} {t.GetProperty("count").GetInt32()}")));
        (await bench.Software.GetAsync("recognitions?tab=none")).Expect(400);
        Assert.Equal(3, (await bench.Software.LettersToAsync(Phone)).Count(l => l.Template == "recognition.not-recognized"));
        Assert.Single(await bench.Software.LettersToAsync(Phone), l => l.Template == "recognition.not-recommended");
        foreach (var id in ids) Assert.Empty(await bench.App.Service<CaseStore>().VerifyAuditAsync(RecognitionRecords.AddressOf(id)));
        // Every clock of a supplement and of a review has ended.
        await foreach (var instance in bench.App.Server.Workflows.GetAllInstancesAsync(new LocalHost.OrchestrationQuery { InstanceIdPrefix = "supplement-" })) Assert.True(instance.IsCompleted, instance.InstanceId);
    }

    [Fact]
    [Trait("Spec", "REC-02")]
    [Trait("Spec", "COM-07")]
    public async Task List_WithFiltersAndPages_ShowsEachProductOnceAndExportsTheSame()
    {
        await using var bench = await CampaignBench.StartAsync();
        var filings = await bench.FileAsync(57);
        await bench.OpenAsync();
        await bench.BatchAsync(bench.Examiner1, "score", new { }, new { suggested = true });
        foreach (var f in filings.Take(3)) (await CampaignBench.ActAsync(bench.Examiner1, RecognitionId.Of(2026, f.Id), "score", Points(90, 90, 90, 90))).Expect(200);
        var numbers = new List<string>();
        string? continuation = null;
        do
        {
            var page = (await bench.Examiner1.GetAsync("recognition-campaigns/2026/recognitions?take=10" + (continuation is null ? "" : "&continuation=" + continuation))).Expect(200);
            numbers.AddRange(page.Items().Select(l => l.GetProperty("filingNumber").GetString()!));
            continuation = page.Json.TryGetProperty("continuation", out var next) ? next.GetString() : null;
        }
        while (continuation is not null);
        Assert.Equal(filings.Select(f => f.Number!).Order(StringComparer.Ordinal), numbers);

        async Task<int> CountAsync(string query) => (await bench.Examiner1.GetAsync($"recognition-campaigns/2026/recognitions?take=200&{query}")).Expect(200).Items().Count;
        Assert.Equal(3, await CountAsync("minScore=90"));
        Assert.Equal(54, await CountAsync("belowScore=90"));
        Assert.Equal(57, await CountAsync("state=eligible,screened"));
        Assert.Equal(0, await CountAsync("state=proposed"));
        Assert.Equal(57, await CountAsync("industry=38"));
        Assert.Equal(0, await CountAsync("industry=39"));
        Assert.Equal(57, await CountAsync("province=110000"));
        Assert.Equal(1, await CountAsync("q=" + filings[7].Number));
        (await bench.Examiner1.GetAsync("recognition-campaigns/2026/recognitions?state=nonsense")).Expect(400);
        (await bench.Examiner1.GetAsync("recognition-campaigns/2026/recognitions?state=3")).Expect(400);
        Assert.Empty((await (await bench.App.SignInAsync("hunan")).GetAsync("recognition-campaigns/2026/recognitions?province=110000")).Expect(200).Items());
        var csv = (await bench.Examiner1.GetAsync("recognition-campaigns/2026/export?format=csv&minScore=90")).Expect(200);
        Assert.Equal(4, System.Text.Encoding.UTF8.GetString(csv.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        (await bench.Examiner1.GetAsync("recognition-campaigns/2026/export?format=xlsx")).Expect(200);
        (await bench.Examiner1.GetAsync("recognition-campaigns/2026/export?format=pdf")).Expect(400);
    }

    private static object Points(decimal? economicBenefit, decimal? protectionStrength, decimal? valueContribution, decimal? patentDependence) =>
        new { economicBenefit, protectionStrength, valueContribution, patentDependence, note = "初筛" };

    private static async Task<TestAnswer> SaveAndSubmitAsync(CampaignBench bench, RecognitionId id, TestAnswer read, object form)
    {
        var saved = (await bench.Software.PutAsync($"recognitions/{id}/supplement", form, read.ETag)).Expect(200);
        return await bench.Software.PostAsync($"recognitions/{id}/supplement/submission", etag: saved.ETag);
    }
}
