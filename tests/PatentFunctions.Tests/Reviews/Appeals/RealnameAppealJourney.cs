using PatentFunctions.Platform.Cases;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>Appeals of a unit whose realname verification was returned, over HTTP.</summary>
[Trait("Spec", "COM-18")]
public sealed class RealnameAppealJourney
{
    private static readonly SampleUnit Unit = SampleUnit.Bearing;

    [Fact]
    public async Task Appeal_Upheld_IsAsIfItHadBeenApprovedAndTheReturnStaysReadable()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T10:00");
        var (unit, other, examiner1, examiner2) = (await app.SignInAsync("bearing"), await app.SignInAsync("medical"), await app.SignInAsync("examiner1"), await app.SignInAsync("examiner2"));
        var id = await ReturnedAsync(unit, examiner1);
        var possible = (await unit.GetAsync($"appeals/realname/{id}")).Expect(200);
        Assert.Equal((true, "2026-12-07", 1), (possible.At("possible").GetBoolean(), possible.Text("until"), possible.At("round").GetInt32()));

        var evidence = await unit.UploadAsync("appeal-evidence", SampleFiles.Png(40, 40), "工商变更核准通知书.png");
        var body = new { grounds = "注册资本单位为万元，与营业执照一致，见所附核准通知书。", files = new[] { evidence } };
        var receipt = (await unit.PostAsync($"appeals/realname/{id}", body, key: "appeal-realname-1")).Expect(200);
        Assert.Equal("复核中，预计12月7日前", receipt.Text("status"));
        Assert.Equal("复核中，预计12月7日前", (await unit.GetAsync("units/me")).Text("status"));
        // The same click once more is the same appeal; another one is refused.
        Assert.Equal(receipt.Text("submittedAt"), (await unit.PostAsync($"appeals/realname/{id}", body, key: "appeal-realname-1")).Expect(200).Text("submittedAt"));
        Assert.Equal("idempotency-key-reused", (await unit.PostAsync($"appeals/realname/{id}", new { grounds = "别的理由" }, key: "appeal-realname-1")).Expect(422).Problem);
        Assert.Equal(["appeal.open"], (await unit.PostAsync($"appeals/realname/{id}", body, key: "appeal-realname-2")).Expect(409).Codes);

        // Whoever returned it must abstain from every act; nobody but reviewers and the unit reads the file.
        var seen = await examiner1.ReadAsync("realname-appeal", id);
        Assert.Equal("review-must-abstain", (await examiner1.PostAsync($"reviews/realname-appeal/{id}/claim", etag: seen.ETag)).Expect(409).Problem);
        Assert.Equal("review-must-abstain", (await examiner1.ApproveAsync(seen)).Expect(409).Problem);
        Assert.Equal("review-must-abstain", (await examiner1.ReturnAsync(seen, "nothing-new")).Expect(409).Problem);
        (await examiner2.GetAsync($"files/{evidence}")).Expect(200);
        (await other.GetAsync($"files/{evidence}")).Expect(404);

        // The workbench shows the grounds and the whole round they are against.
        var read = await examiner2.ReadAsync("realname-appeal", id);
        Assert.Equal((body.grounds, evidence), (read.Text("content.grounds"), read.Items("content.files")[0].GetString()));
        Assert.Equal(("realname", Unit.Uscc, "试点平台"), (read.Text("content.appealed.kind"), read.Text("content.appealed.content.uscc"), read.Text("content.appealed.decision.office")));
        Assert.Equal("capital.mismatch", read.Items("content.appealed.decision.reasons")[0].GetProperty("code").GetString());
        Assert.Contains(id, (await examiner2.GetAsync("reviews/realname-appeal")).Items().Select(e => e.GetProperty("case").GetString()));
        Assert.DoesNotContain(id, (await examiner2.GetAsync("reviews/realname")).Items().Select(e => e.GetProperty("case").GetString()));
        (await examiner2.ApproveAsync(read)).Expect(200);

        var verified = await unit.GetAsync("units/me");
        Assert.Equal(("approved", "已通过实名认证", Unit.Name), (verified.Text("state"), verified.Text("status"), verified.Text("inForce.name")));
        Assert.Equal(["realname.submitted", "realname.returned", "realname-appeal.submitted", "realname-appeal.approved", "realname.upheld"], verified.Items("timeline").Select(t => t.GetProperty("code").GetString()));
        var round = Assert.Single((await unit.GetAsync("units/me/realname/rounds")).Json.EnumerateArray());
        Assert.Equal(("returned", "capital.mismatch"), (round.GetProperty("state").GetString(), round.GetProperty("decision").GetProperty("reasons")[0].GetProperty("code").GetString()));
        Assert.Equal(["appeal.upheld", "realname.approved", "realname.returned"], (await SmsAsync(app)).Order(StringComparer.Ordinal));
        Assert.Contains((await app.Anybody().LettersToAsync(Unit.Mail)), l => l.Subject!.Contains("复核成立", StringComparison.Ordinal));

        var outcome = (await unit.GetAsync($"appeals/realname/{id}")).Items("appeals")[0];
        Assert.Equal((true, false, "复核成立，原不通过结论已撤销"), (outcome.GetProperty("upheld").GetBoolean(), outcome.GetProperty("mayTakeBack").GetBoolean(), outcome.GetProperty("status").GetString()));
        Assert.Equal(["appeal.already-made"], (await unit.PostAsync($"appeals/realname/{id}", new { grounds = "注册资本与营业执照一致，请复核。" }, key: NewId.Random("appeal"))).Expect(409).Codes);
        Assert.Empty(await app.Service<CaseStore>().VerifyAuditAsync(UnitTables.Address(Unit.Id)));
    }

    [Fact]
    public async Task Appeal_Maintained_StaysReturnedAndMayBeCorrected()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T10:00");
        var (unit, examiner1, examiner2) = (await app.SignInAsync("bearing"), await app.SignInAsync("examiner1"), await app.SignInAsync("examiner2"));
        var id = await ReturnedAsync(unit, examiner1);
        (await unit.PostAsync($"appeals/realname/{id}", new { grounds = "注册资本与营业执照一致，请复核。" }, key: NewId.Random("appeal"))).Expect(200);
        Assert.Equal(["/reasons"], (await examiner2.ReturnAsync(await examiner2.ReadAsync("realname-appeal", id))).Expect(422).Pointers);
        await examiner2.ReadAndReturnAsync("realname-appeal", id, "evidence-insufficient");

        Assert.Equal("returned", (await unit.GetAsync("units/me")).Text("state"));
        var view = (await unit.GetAsync($"appeals/realname/{id}")).Items("appeals")[0];
        Assert.Equal((false, "复核结论：维持原结论"), (view.GetProperty("upheld").GetBoolean(), view.GetProperty("status").GetString()));
        Assert.Equal("evidence-insufficient", view.GetProperty("decision").GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(["appeal.maintained", "realname.returned"], (await SmsAsync(app)).Order(StringComparer.Ordinal));
        Assert.Contains(await app.Anybody().LettersToAsync(Unit.Mail), l => l.Text.Contains("不足以证明", StringComparison.Ordinal));
        Assert.Equal(["appeal.already-made"], (await unit.PostAsync($"appeals/realname/{id}", new { grounds = "注册资本与营业执照一致，请复核。" }, key: NewId.Random("appeal"))).Expect(409).Codes);

        // The form still shows the reasons of the return, not those of the appeal; who returned it may look at the correction.
        var draft = (await unit.GetAsync("units/me/realname/draft")).Expect(200);
        Assert.Equal(["capital.mismatch"], draft.Items("reasons").Select(r => r.GetProperty("code").GetString()));
        Assert.Equal(2, (await unit.PostAsync("units/me/realname/submission", etag: draft.ETag)).Expect(200).At("round").GetInt32());
        await examiner1.ReadAndApproveAsync("realname", id);
        Assert.Equal("approved", (await unit.GetAsync("units/me")).Text("state"));
    }

    private static async Task<string> ReturnedAsync(TestClient unit, TestClient examiner)
    {
        var id = (await SampleUnit.SubmitRealnameAsync(unit, await Unit.RealnameFormAsync(unit, 2025))).Text("case");
        await examiner.ReadAndReturnAsync("realname", id, "capital.mismatch");
        return id;
    }

    private static async Task<IReadOnlyList<string?>> SmsAsync(TestApp app) => [.. (await app.Anybody().LettersToAsync(Unit.Phone)).Where(l => l.Channel == "sms").Select(l => l.Template)];
}
