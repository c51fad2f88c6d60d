using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>Appeals of verified units as they and the examiners live them, over HTTP.</summary>
[Trait("Spec", "COM-18")]
public sealed class AppealJourney(VerifiedUnits units) : IClassFixture<VerifiedUnits>
{
    [Fact]
    public async Task UnitChange_MaintainedCorrectedReturnedUpheld_PutsTheSecondSubmissionInForce()
    {
        var (unit, id) = (units.Medical, SampleUnit.Medical.Id.Value);
        await ReturnedChangeAsync(unit, "厦门样板医疗器械有限公司");
        (await AppealAsync(unit, "unit-change", id)).Expect(200);
        await units.Examiner2.ReadAndReturnAsync("unit-change-appeal", id, "decision-stands");
        Assert.Equal(("returned", SampleUnit.Medical.Name), ((await unit.GetAsync("units/me")).Text("change"), (await unit.GetAsync("units/me")).Text("inForce.name")));

        await ReturnedChangeAsync(unit, "厦门样板医疗器械股份有限公司");
        (await AppealAsync(unit, "unit-change", id)).Expect(200);
        await units.Examiner2.ReadAndApproveAsync("unit-change-appeal", id);
        var after = await unit.GetAsync("units/me");
        Assert.Equal(("none", "厦门样板医疗器械股份有限公司", 2), (after.Text("change"), after.Text("inForce.name"), after.At("inForce.version").GetInt32()));
        Assert.Equal(SampleUnit.Medical.Name, after.Items("inForce.formerNames")[0].GetProperty("name").GetString());
        var appeals = (await unit.GetAsync($"appeals/unit-change/{id}")).Items("appeals");
        Assert.Equal([true, false], appeals.Select(a => a.GetProperty("upheld").GetBoolean()));
        // The next change begins with what is in force now.
        Assert.False((await unit.GetAsync("units/me/change/draft")).At("saved").GetBoolean());
    }

    [Fact]
    public async Task Filing_Upheld_GetsItsNumberAsAfterAnApproval()
    {
        var id = await ReturnedFilingAsync("6209-2Z");
        (await AppealAsync(units.Bearing, "filing", id)).Expect(200);
        // A draft that was changed meanwhile is not what the appeal is about.
        var read = await units.Bearing.GetAsync($"filings/{id}");
        Assert.Equal(("复核中，预计12月7日前", "不通过"), (read.Text("status"), read.Text("stateName")));
        (await units.Bearing.PutAsync($"filings/{id}/draft/product", new { name = "另一种轴承", model = "X" }, read.ETag)).Expect(200);
        await units.Examiner2.ReadAndApproveAsync("filing-appeal", id);

        var filed = await units.Bearing.GetAsync($"filings/{id}");
        Assert.Equal(("已备案", "深沟球轴承", "6209-2Z"), (filed.Text("stateName"), filed.Text("content.product.name"), filed.Text("content.product.model")));
        Assert.StartsWith("2026", filed.Text("number"), StringComparison.Ordinal);
        Assert.Equal("不通过", Assert.Single(filed.Items("rounds")).GetProperty("result").GetString());
        Assert.Equal("introduction.unclear", (await units.Bearing.GetAsync($"filings/{id}/rounds/1")).Expect(200).Items("returned.reasons")[0].GetProperty("code").GetString());
        var letters = await units.App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone);
        Assert.Single(letters, l => l.Template == "filing.approved" && l.Text.Contains(filed.Text("number"), StringComparison.Ordinal));
        (await units.App.Anybody().GetAsync($"public/filings/{filed.Text("number")}")).Expect(200);
        Assert.Empty(await units.App.Service<CaseStore>().VerifyAuditAsync(FilingRecords.AddressOf(new FilingId(id))));

        var figures = (await units.Examiner1.GetAsync("review-statistics/filing")).Expect(200);
        Assert.True(figures.At("appeals").GetInt32() > 0);
        Assert.InRange(figures.At("upheldRate").GetDecimal(), 1m, 100m);
    }

    [Fact]
    public async Task Filing_Maintained_StaysReturnedWithReasonsAndCanBeCorrected()
    {
        var id = await ReturnedFilingAsync("6214-2Z");
        var told = (await units.App.Anybody().LettersToAsync("bearing@sample.test")).First(l => l.Subject?.Contains("产品备案未通过", StringComparison.Ordinal) == true);
        Assert.Contains("可在10个工作日内申请复核", told.Text, StringComparison.Ordinal);
        (await AppealAsync(units.Bearing, "filing", id)).Expect(200);
        Assert.Equal("review-must-abstain", (await units.Examiner1.ReturnAsync(await units.Examiner1.ReadAsync("filing-appeal", id), "decision-stands")).Expect(409).Problem);
        await units.Examiner2.ReadAndReturnAsync("filing-appeal", id, "decision-stands");

        Assert.Equal("不通过", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
        var appeal = (await units.Bearing.GetAsync($"appeals/filing/{id}")).Items("appeals").Single();
        Assert.Equal((false, "复核结论：维持原结论"), (appeal.GetProperty("upheld").GetBoolean(), appeal.GetProperty("status").GetString()));
        Assert.Equal("decision-stands", appeal.GetProperty("decision").GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Contains(await units.App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone), l => l.Template == "appeal.maintained" && l.Text.Contains("原不通过的理由成立", StringComparison.Ordinal));
        Assert.Equal(["appeal.already-made"], (await AppealAsync(units.Bearing, "filing", id)).Expect(409).Codes);
        // Nothing stands in the way of a corrected submission.
        await ResubmitAsync(id);
        await units.Examiner1.ReadAndApproveAsync("filing", id);
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
    }

    [Fact]
    public async Task Filing_SubmittedAgainWhileTheAppealIsOpen_TakesTheAppealBack()
    {
        var id = await ReturnedFilingAsync("6210-2Z");
        (await AppealAsync(units.Bearing, "filing", id)).Expect(200);
        var claimed = (await units.Examiner2.PostAsync($"reviews/filing-appeal/{id}/claim", etag: (await units.Examiner2.ReadAsync("filing-appeal", id)).ETag)).Expect(200);
        await ResubmitAsync(id);

        Assert.Equal("review-act-not-possible", (await units.Examiner2.ApproveAsync(claimed)).Expect(409).Problem);
        var during = await units.Bearing.GetAsync($"appeals/filing/{id}");
        Assert.Equal(("ended", "复核终止：贵单位已修改并重新提交，视为撤回复核申请"), (during.Items("appeals")[0].GetProperty("state").GetString(), during.Items("appeals")[0].GetProperty("status").GetString()));
        Assert.Equal(["appeal.resubmitted"], during.Items("whyNot").Select(f => f.GetProperty("code").GetString()));
        Assert.DoesNotContain(id, (await units.Examiner2.GetAsync("reviews/filing-appeal?take=200")).Items().Select(e => e.GetProperty("case").GetString()));
        Assert.Equal("UnderReview", (await RecordAsync(id)).State.ToString());

        // A new return can be appealed against anew, and now the other examiner must abstain.
        await units.Examiner2.ReadAndReturnAsync("filing", id, "introduction.unclear");
        Assert.Equal(2, (await AppealAsync(units.Bearing, "filing", id)).Expect(200).At("round").GetInt32());
        Assert.Equal("review-must-abstain", (await units.Examiner2.ApproveAsync(await units.Examiner2.ReadAsync("filing-appeal", id))).Expect(409).Problem);
        await units.Examiner1.ReadAndApproveAsync("filing-appeal", id);
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
    }

    [Fact]
    public async Task Filing_AppealTakenBack_IsOverForThatDecision()
    {
        var id = await ReturnedFilingAsync("6211-2Z");
        Assert.Equal("appeal-none-open", (await units.Bearing.PostAsync($"appeals/filing/{id}/take-back", etag: "\"x\"")).Expect(409).Problem);
        (await AppealAsync(units.Bearing, "filing", id)).Expect(200);
        Assert.Equal("if-match-required", (await units.Bearing.PostAsync($"appeals/filing/{id}/take-back")).Expect(428).Problem);
        (await units.Medical.PostAsync($"appeals/filing/{id}/take-back", etag: "\"x\"")).Expect(404);
        var read = await units.Bearing.GetAsync($"appeals/filing/{id}");
        Assert.True(read.Items("appeals")[0].GetProperty("mayTakeBack").GetBoolean());
        var taken = (await units.Bearing.PostAsync($"appeals/filing/{id}/take-back", etag: read.ETag)).Expect(200);
        Assert.Equal("复核终止：贵单位撤回复核申请", taken.Items("appeals")[0].GetProperty("status").GetString());
        Assert.False(taken.Items("appeals")[0].TryGetProperty("upheld", out _));
        Assert.Equal("appeal-none-open", (await units.Bearing.PostAsync($"appeals/filing/{id}/take-back", etag: read.ETag)).Expect(409).Problem);
        Assert.Equal(["appeal.already-made"], (await AppealAsync(units.Bearing, "filing", id)).Expect(409).Codes);
        Assert.Equal("review-act-not-possible", (await units.Examiner2.ApproveAsync(await units.Examiner2.ReadAsync("filing-appeal", id))).Expect(409).Problem);
    }

    [Fact]
    public async Task Filing_UpheldAndSubmittedAgainAtTheSameMoment_OneHolds()
    {
        for (var i = 0; i < 12; i++)
        {
            var id = await ReturnedFilingAsync($"N{i}21-2Z");
            (await AppealAsync(units.Bearing, "filing", id)).Expect(200);
            var (read, draft) = (await units.Examiner2.ReadAsync("filing-appeal", id), await units.Bearing.GetAsync($"filings/{id}"));
            var answers = await Task.WhenAll(units.Examiner2.ApproveAsync(read), units.Bearing.PostAsync($"filings/{id}/submission", etag: draft.ETag));
            Assert.True(answers.Count(a => a.Status == 200) == 1 && answers.Any(a => a.Status is 409 or 412), string.Join('\n', answers.Select(a => a.ToString())));
            var upheld = answers[0].Status == 200;
            Assert.Equal(upheld ? "已备案" : "审核中", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
            Assert.Equal(upheld ? "approved" : "ended", (await units.Bearing.GetAsync($"appeals/filing/{id}")).Items("appeals")[0].GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task Filing_AppealedAndSubmittedAgainAtTheSameMoment_LeavesNoAppealOpen()
    {
        for (var i = 0; i < 12; i++)
        {
            var id = await ReturnedFilingAsync($"N{i}31-2Z");
            var draft = await units.Bearing.GetAsync($"filings/{id}");
            var answers = await Task.WhenAll(AppealAsync(units.Bearing, "filing", id), units.Bearing.PostAsync($"filings/{id}/submission", etag: draft.ETag));
            answers[1].Expect(200);
            Assert.True(answers[0].Status is 200 or 409, answers[0].ToString());
            await units.App.Server.Clock.WhenIdleAsync();
            Assert.DoesNotContain((await units.Bearing.GetAsync($"appeals/filing/{id}")).Items("appeals"), a => a.GetProperty("mayTakeBack").GetBoolean());
        }
    }

    [Fact]
    public async Task Appeal_WithoutRightOrReason_IsRefused()
    {
        var id = await ReturnedFilingAsync("6212-2Z");
        var body = new { grounds = "理由" };
        (await units.Medical.GetAsync($"appeals/filing/{id}")).Expect(404);
        (await AppealAsync(units.Medical, "filing", id)).Expect(404);
        (await units.Bearing.GetAsync("appeals/filing/no-such-filing")).Expect(404);
        (await units.Bearing.GetAsync($"appeals/no-such-kind/{id}")).Expect(404);
        (await units.Examiner1.PostAsync($"appeals/filing/{id}", body, key: "examiner-appeals")).Expect(403);
        (await units.App.Anybody().GetAsync($"appeals/filing/{id}")).Expect(401);
        Assert.Equal("idempotency-key-required", (await units.Bearing.PostAsync($"appeals/filing/{id}", body)).Expect(400).Problem);
        Assert.Equal(["/grounds"], (await units.Bearing.PostAsync($"appeals/filing/{id}", new { grounds = new string('由', 2001) }, key: NewId.Random("appeal"))).Expect(422).Pointers);
        var image = await units.Bearing.UploadAsync("product-image", SampleFiles.Png(40, 40), "图.png");
        var wrong = (await units.Bearing.PostAsync($"appeals/filing/{id}", new { grounds = " ", files = new[] { "no-such-file", image } }, key: NewId.Random("appeal"))).Expect(422);
        Assert.Equal(["appeal.grounds-missing", "file.not-found", "file.wrong-purpose"], wrong.Codes);
        Assert.Equal(["/grounds", "/files/0", "/files/1"], wrong.Pointers);
        Assert.Empty((await units.Bearing.GetAsync($"appeals/filing/{id}")).Items("appeals"));

        var submitted = await SampleUnit.SubmitFilingAsync(units.Bearing, "6213-2Z");
        Assert.Equal(["appeal.not-decided"], (await AppealAsync(units.Bearing, "filing", submitted.Id)).Expect(409).Codes);
        await units.Examiner1.ReadAndApproveAsync("filing", submitted.Id);
        Assert.Equal(["appeal.not-returned"], (await AppealAsync(units.Bearing, "filing", submitted.Id)).Expect(409).Codes);

        // An appeal cannot be appealed against.
        (await AppealAsync(units.Bearing, "filing", id)).Expect(200);
        await units.Examiner2.ReadAndReturnAsync("filing-appeal", id, "nothing-new");
        Assert.Equal("review-not-appealable", (await AppealAsync(units.Bearing, "filing-appeal", id)).Expect(409).Problem);
    }

    private static Task<TestAnswer> AppealAsync(TestClient unit, string kind, string id) =>
        unit.PostAsync($"appeals/{kind}/{id}", new { grounds = "产品简介已写明组成和材质，请复核。" }, key: NewId.Random("appeal"));

    private async Task ReturnedChangeAsync(TestClient unit, string name)
    {
        var draft = (await unit.GetAsync("units/me/change/draft")).Expect(200);
        var form = System.Text.Json.Nodes.JsonNode.Parse(draft.At("form").GetRawText())!;
        form["name"] = name;
        var saved = (await unit.PutAsync("units/me/change/draft", form, draft.ETag)).Expect(200);
        var receipt = (await unit.PostAsync("units/me/change/submission", etag: saved.ETag)).Expect(200);
        await units.Examiner1.ReadAndReturnAsync("unit-change", receipt.Text("case"), "proof.insufficient");
    }

    private async Task<string> ReturnedFilingAsync(string model)
    {
        var filing = await SampleUnit.SubmitFilingAsync(units.Bearing, model);
        await units.Examiner1.ReadAndReturnAsync("filing", filing.Id, "introduction.unclear");
        return filing.Id;
    }

    private async Task ResubmitAsync(string id) =>
        (await units.Bearing.PostAsync($"filings/{id}/submission", etag: (await units.Bearing.GetAsync($"filings/{id}")).ETag)).Expect(200);

    private async Task<FilingRecord> RecordAsync(string id) => (await units.App.Service<FilingRecords>().FindAsync(new FilingId(id), default))!.Value;
}
