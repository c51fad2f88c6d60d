using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Recognition;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>Appeals against what the experts decided about a product of a campaign, over HTTP: under four eyes, neither of them those of the return.</summary>
[Trait("Spec", "COM-18")]
public sealed class RecognitionAppealJourney
{
    private const string Phone = "19910000063";
    private const string Kind = "recognition-appeal";

    [Fact]
    [Trait("Spec", "REC-02")]
    public async Task ExpertReview_AppealUpheldByTwoOthers_IsProposedAndCanBePutOnNotice()
    {
        await using var bench = await CampaignBench.StartAsync();
        var id = Assert.Single(await ReturnedAsync(bench, 1));
        var told = (await bench.App.Anybody().LettersToAsync("software@sample.test")).Single(l => l.Subject?.Contains("未予认定", StringComparison.Ordinal) == true);
        Assert.Contains("可在10个工作日内申请复核", told.Text, StringComparison.Ordinal);
        Assert.True((await bench.Software.GetAsync($"appeals/recognition/{id}")).Expect(200).At("possible").GetBoolean());
        (await AppealAsync(bench, id)).Expect(200);

        var (examiner1, examiner2, examiner3) = (bench.Examiner1, bench.Examiner2, await bench.App.SignInAsync("examiner3"));
        Assert.Equal("review-must-abstain", (await examiner1.ApproveAsync(await examiner1.ReadAsync(Kind, id.Value))).Expect(409).Problem);
        await examiner2.ReadAndApproveAsync(Kind, id.Value);
        Assert.Equal(RecognitionState.NotRecognized, (await bench.RecordAsync(id)).State);
        Assert.Equal("review-must-abstain", (await ConfirmAsync(examiner1, id)).Expect(409).Problem);
        Assert.Equal("review-same-person", (await ConfirmAsync(examiner2, id)).Expect(409).Problem);
        (await ConfirmAsync(examiner3, id)).Expect(200);

        var record = await bench.RecordAsync(id);
        Assert.Equal(RecognitionState.Proposed, record.State);
        // Whoever had a part in it abstains from objections to it later: the first examiner, who proposed to uphold, who confirmed.
        Assert.Superset(new HashSet<AccountId>(new[] { "examiner1", "examiner2", "examiner3" }.Select(SampleAccounts.IdOf)), record.Officers.ToHashSet());
        var appeal = (await bench.Software.GetAsync($"appeals/recognition/{id}")).Expect(200).Items("appeals").Single();
        Assert.Equal(("approved", true), (appeal.GetProperty("state").GetString(), appeal.GetProperty("upheld").GetBoolean()));
        Assert.Single(await bench.App.Anybody().LettersToAsync(Phone), l => l.Template == "appeal.upheld");
        Assert.Equal("拟认定，等待国家知识产权局公示", (await bench.Software.GetAsync($"recognitions/{id}")).Expect(200).Text("status"));

        var form = new { year = CampaignBench.Year, number = "第1批", title = "认定结果公示", text = "现将拟认定产品予以公示。" };
        var announcement = (await bench.National.PostAsync("notice-announcements", form, key: "announce-appeal")).Expect(201).Text("id");
        (await CampaignBench.ActAsync(bench.National, id, "start-notice", new { announcement })).Expect(200);
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(id)).State);
        Assert.Empty(await bench.App.Service<CaseStore>().VerifyAuditAsync(RecognitionRecords.AddressOf(id)));
    }

    [Fact]
    [Trait("Spec", "REC-02")]
    public async Task ExpertReview_AppealMaintained_StaysNotRecognizedWithReasonsOfBoth()
    {
        await using var bench = await CampaignBench.StartAsync();
        var id = Assert.Single(await ReturnedAsync(bench, 1));
        (await AppealAsync(bench, id)).Expect(200);
        Assert.Equal("review-must-abstain", (await bench.Examiner1.ReturnAsync(await bench.Examiner1.ReadAsync(Kind, id.Value), "nothing-new")).Expect(409).Problem);
        await bench.Examiner2.ReadAndReturnAsync(Kind, id.Value, "nothing-new");

        var record = await bench.RecordAsync(id);
        Assert.Equal(RecognitionState.NotRecognized, record.State);
        Assert.Contains("专利价值贡献未达到认定要求", record.Steps[^1].Why, StringComparison.Ordinal);
        var answer = (await bench.Software.GetAsync($"appeals/recognition/{id}")).Expect(200);
        var appeal = answer.Items("appeals").Single();
        Assert.Equal((false, "nothing-new"), (appeal.GetProperty("upheld").GetBoolean(), appeal.GetProperty("decision").GetProperty("reasons")[0].GetProperty("code").GetString()));
        Assert.Equal(["appeal.already-made"], (await AppealAsync(bench, id)).Expect(409).Codes);
        var sms = Assert.Single(await bench.App.Anybody().LettersToAsync(Phone), l => l.Template == "appeal.maintained" && l.Channel == "sms");
        Assert.Contains("未提出新的事实、理由或材料", sms.Text, StringComparison.Ordinal);
        var announcement = new { announcement = "none" };
        Assert.NotEqual(200, (await CampaignBench.ActAsync(bench.National, id, "start-notice", announcement)).Status);
    }

    private static Task<TestAnswer> AppealAsync(CampaignBench bench, RecognitionId id) =>
        bench.Software.PostAsync($"appeals/recognition/{id}", new { grounds = "补充材料已说明专利对销售增长的贡献，请复核。" }, key: NewId.Random("appeal"));

    private static async Task<TestAnswer> ConfirmAsync(TestClient examiner, RecognitionId id) =>
        await examiner.PostAsync($"reviews/{Kind}/{id}/confirm", etag: (await examiner.ReadAsync(Kind, id.Value)).ETag);

    // Products that the first examiner returned after the supplement.
    private static async Task<IReadOnlyList<RecognitionId>> ReturnedAsync(CampaignBench bench, int count)
    {
        var ids = (await bench.FileAsync(count)).Select(f => RecognitionId.Of(CampaignBench.Year, f.Id)).ToList();
        await bench.OpenAsync(new { minScore = 10 });
        await bench.BatchAsync(bench.Examiner1, "score", new { }, new { suggested = true });
        await bench.BatchAsync(bench.Examiner1, "pass-screening", new { });
        await bench.BatchAsync(bench.Examiner1, "request-supplement", new { }, new { });
        foreach (var id in ids)
        {
            var form = (await bench.Software.GetAsync($"recognitions/{id}/supplement")).Expect(200);
            var saved = (await bench.Software.PutAsync($"recognitions/{id}/supplement", new { protectionStrength = "强", valueContribution = "高", patentDependence = "高" }, form.ETag)).Expect(200);
            (await bench.Software.PostAsync($"recognitions/{id}/supplement/submission", etag: saved.ETag)).Expect(200);
            await bench.Examiner1.ReadAndReturnAsync("recognition", id.Value, "value-contribution.low");
        }
        return ids;
    }
}
