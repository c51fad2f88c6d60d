using PatentFunctions.Platform.Audit;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Journeys;

/// <summary>A unit's realname verification as unit and examiners live it.</summary>
public sealed class RealnameJourney
{
    private const string Start = "2026-11-23T10:00"; // a Monday
    private static readonly SampleUnit Unit = SampleUnit.Bearing;

    [Fact]
    [Trait("Spec", "UNI-01")]
    [Trait("Spec", "UNI-06")]
    [Trait("Spec", "UNI-07")]
    [Trait("Spec", "COM-17")]
    [Trait("Spec", "COM-19")]
    [Trait("Spec", "ACC-13")]
    public async Task Realname_ReturnedThenCorrectedThenApproved_TellsTheUnitOnceForEachDecision()
    {
        await using var app = await TestApp.StartAsync(Start);
        var (unit, examiner1, examiner2) = (await app.SignInAsync("bearing"), await app.SignInAsync("examiner1"), await app.SignInAsync("examiner2"));
        var form = await Unit.RealnameFormAsync(unit, 2025) with { RegisteredCapital = 50_000_000m };
        var receipt = await SampleUnit.SubmitRealnameAsync(unit, form);
        var id = receipt.Text("case");
        Assert.Equal((1, 64), (receipt.At("round").GetInt32(), receipt.Text("sha256").Length));
        Assert.Equal("信息已提交，请等待（审核中，预计11月25日前）", (await unit.GetAsync("units/me")).Text("status"));
        Assert.Equal(409, (await unit.PutAsync("units/me/realname/draft", form, receipt.ETag)).Status);

        // Two examiners: one works on it, the other is told so.
        Assert.Equal(id, Assert.Single((await examiner1.GetAsync("reviews/realname")).Expect(200).Items()).GetProperty("case").GetString());
        var (seen1, seen2) = (await examiner1.ReadAsync("realname", id), await examiner2.ReadAsync("realname", id));
        Assert.Contains("uscc-matches", seen1.Items("checklist").Select(c => c.GetProperty("code").GetString()));
        var claimed = (await examiner1.PostAsync($"reviews/realname/{id}/claim", etag: seen1.ETag)).Expect(200);
        Assert.Equal("review-claimed-by-another", (await examiner2.PostAsync($"reviews/realname/{id}/claim", etag: seen2.ETag)).Expect(409).Problem);
        Assert.Equal("review-claimed-by-another", (await examiner2.ApproveAsync(seen2)).Expect(409).Problem);
        Assert.Single((await examiner1.GetAsync("reviews/realname?state=mine")).Items());
        Assert.Empty((await examiner2.GetAsync("reviews/realname?state=waiting")).Items());

        // A return needs a reason of the catalogue; each reason stands at its field.
        Assert.Equal(["/reasons"], (await examiner1.ReturnAsync(claimed)).Expect(422).Pointers);
        (await examiner1.ReturnAsync(claimed, "capital.mismatch", "licence.unreadable")).Expect(200);
        var back = (await unit.GetAsync("units/me/realname/draft")).Expect(200);
        Assert.Equal(["/registeredCapital", "/businessLicence"], back.Items("reasons").Select(r => r.GetProperty("pointer").GetString()));
        var letters = await app.Anybody().LettersToAsync(Unit.Phone);
        Assert.Contains("未通过", Assert.Single(letters).Text, StringComparison.Ordinal);
        var mail = Assert.Single(await app.Anybody().LettersToAsync(Unit.Mail));
        Assert.Contains("注册资本与营业执照不一致", mail.Text, StringComparison.Ordinal);
        Assert.Contains("清晰彩色原件", mail.Text, StringComparison.Ordinal);

        // The next round shows what was changed and why.
        var again = await SampleUnit.SubmitRealnameAsync(unit, form with { RegisteredCapital = 5000m });
        Assert.Equal(2, again.At("round").GetInt32());
        var second = await examiner2.ReadAsync("realname", id);
        var change = Assert.Single(second.Items("changes"));
        Assert.Equal(("/registeredCapital", "capital.mismatch"), (change.GetProperty("pointer").GetString(), Assert.Single(change.GetProperty("becauseOf").EnumerateArray()).GetString()));
        Assert.Single(second.Items("earlierRounds"));
        (await examiner2.ApproveAsync(second)).Expect(200);
        Assert.Equal("review-act-not-possible", (await examiner1.ApproveAsync(second)).Expect(409).Problem);

        Assert.Equal("approved", (await unit.GetAsync("units/me")).Text("state"));
        letters = await app.Anybody().LettersToAsync(Unit.Phone);
        Assert.Equal(["realname.approved", "realname.returned"], letters.Select(l => l.Template));
        Assert.Equal("您提交的单位实名认证信息已通过", letters[0].Text);
        await app.MoveToAsync("2026-11-26T10:00");
        Assert.Equal(2, (await app.Anybody().LettersToAsync(Unit.Phone)).Count);
        Assert.Empty(await app.Anybody().LettersToAsync("examiner1@sample.test"));
        Assert.Single(await app.Anybody().LettersToAsync(Unit.Mail));

        // Every look at the form by an examiner is on record, in a chain of its own.
        var cases = app.Service<CaseStore>();
        var looks = new List<AuditEntry>();
        await foreach (var entry in cases.RowsAsync<AuditEntry>(PersonalDataReads.Of(id), CaseRows.Audit)) looks.Add(entry.Value);
        Assert.Equal(3, looks.Count);
        Assert.Equal(2, looks.Select(l => l.Stamp.Who.Account).Distinct().Count());
        Assert.Empty(await cases.VerifyAuditAsync(PersonalDataReads.Of(id)));
        Assert.Empty(await cases.VerifyAuditAsync(UnitTables.Address(Unit.Id)));
    }

    [Fact]
    [Trait("Spec", "UNI-06")]
    [Trait("Spec", "COM-01")]
    [Trait("Spec", "COM-16")]
    public async Task Realname_NobodyDecides_RemindsAtTheFirstCloseAndEscalatesAfterTheSecondDay()
    {
        await using var app = await TestApp.StartAsync("2026-11-26T10:00"); // a Thursday: the second working day is a Monday
        var unit = await app.SignInAsync("bearing");
        await SampleUnit.SubmitRealnameAsync(unit, await Unit.RealnameFormAsync(unit, 2025));
        var desk = app.Anybody();
        async Task<string[]> SubjectsAsync(string mail) => [.. (await desk.LettersToAsync(mail)).Select(l => l.Subject!.Split('：')[0]).Reverse()];

        await app.MoveToAsync("2026-11-27T17:29");
        Assert.Empty(await SubjectsAsync("examiner1@sample.test"));
        await app.MoveToAsync("2026-11-27T17:31");
        Assert.Equal(["单位信息待审核"], await SubjectsAsync("examiner1@sample.test"));
        Assert.Equal(["单位信息待审核"], await SubjectsAsync("examiner2@sample.test"));
        await app.MoveToAsync("2026-11-30T23:59");
        Assert.Empty(await SubjectsAsync("operator@sample.test"));
        await app.MoveToAsync("2026-12-01T00:01");
        Assert.Equal(["单位信息待审核", "单位信息审核已到期"], await SubjectsAsync("examiner2@sample.test"));
        Assert.Equal(["单位信息审核已到期"], await SubjectsAsync("operator@sample.test"));
        await app.MoveToAsync("2026-12-02T00:30");
        Assert.Equal(2, (await SubjectsAsync("examiner1@sample.test")).Length);
        Assert.Single((await (await app.SignInAsync("examiner1")).GetAsync("reviews/realname?state=overdue")).Items());
    }

    [Fact]
    [Trait("Spec", "COM-17")]
    public async Task Realname_OnHold_StopsTheClockAndResumeMovesTheDates()
    {
        await using var app = await TestApp.StartAsync(Start);
        var (unit, examiner) = (await app.SignInAsync("bearing"), await app.SignInAsync("examiner1"));
        var id = (await SampleUnit.SubmitRealnameAsync(unit, await Unit.RealnameFormAsync(unit, 2025))).Text("case");
        var claimed = (await examiner.PostAsync($"reviews/realname/{id}/claim", etag: (await examiner.ReadAsync("realname", id)).ETag)).Expect(200);
        Assert.Equal(["/reason"], (await examiner.PostAsync($"reviews/realname/{id}/hold", new { reason = " " }, claimed.ETag)).Expect(422).Pointers);
        var held = (await examiner.PostAsync($"reviews/realname/{id}/hold", new { reason = "请补充清晰的营业执照" }, claimed.ETag)).Expect(200);
        Assert.Contains("请补充清晰的营业执照", held.Text("status"), StringComparison.Ordinal);
        Assert.Equal("review.on-hold", Assert.Single(await app.Anybody().LettersToAsync(Unit.Phone)).Template);
        Assert.Single((await examiner.GetAsync("reviews/realname?state=onHold")).Items());

        await app.MoveToAsync("2026-11-26T10:00");
        Assert.Empty(await app.Anybody().LettersToAsync("examiner1@sample.test"));
        examiner = await app.SignInAsync("examiner1");
        var read = await examiner.ReadAsync("realname", id);
        Assert.Equal(409, (await examiner.ApproveAsync(read)).Status);
        var resumed = (await examiner.PostAsync($"reviews/realname/{id}/resume", etag: read.ETag)).Expect(200);
        Assert.Equal(("2026-11-27", "2026-11-30"), (resumed.Text("remindOn"), resumed.Text("dueOn")));

        await app.MoveToAsync("2026-11-27T17:29");
        Assert.Empty(await app.Anybody().LettersToAsync("examiner1@sample.test"));
        await app.MoveToAsync("2026-11-27T17:31");
        Assert.Single(await app.Anybody().LettersToAsync("examiner1@sample.test"));
    }

    [Fact]
    [Trait("Spec", "UNI-10")]
    [Trait("Spec", "UNI-11")]
    [Trait("Spec", "FIL-01")]
    public async Task UnitChange_UnderReview_LeavesOldDataInForceAndBlocksSubmissions()
    {
        var units = await VerifiedUnits.StartAsync(Start);
        await using var app = units.App;
        var filing = await SampleUnit.FillFilingAsync(units.Bearing, "6204-2RS");
        var draft = (await units.Bearing.GetAsync("units/me/change/draft")).Expect(200);
        var changed = System.Text.Json.Nodes.JsonNode.Parse(draft.At("form").GetRawText())!;
        changed["name"] = "江苏样板精密轴承有限公司";
        var saved = (await units.Bearing.PutAsync("units/me/change/draft", changed, draft.ETag)).Expect(200);
        var receipt = (await units.Bearing.PostAsync("units/me/change/submission", etag: saved.ETag)).Expect(200);

        var during = await units.Bearing.GetAsync("units/me");
        Assert.Equal((Unit.Name, "underReview"), (during.Text("inForce.name"), during.Text("change")));
        var blocked = (await units.Bearing.PostAsync($"filings/{filing.Id}/submission", etag: filing.ETag)).Expect(409);
        Assert.Equal("unit-not-in-standing", blocked.Problem);
        Assert.Contains("unit.change-under-review", blocked.Codes);
        var kept = (await units.Bearing.PutAsync($"filings/{filing.Id}/draft/product", filing.Product with { TradeMark = "示例" }, filing.ETag)).Expect(200);

        await units.Examiner1.ReadAndApproveAsync("unit-change", receipt.Text("case"));
        var after = await units.Bearing.GetAsync("units/me");
        Assert.Equal(("江苏样板精密轴承有限公司", Unit.Name), (after.Text("inForce.name"), after.Items("inForce.formerNames")[0].GetProperty("name").GetString()));
        (await units.Bearing.PostAsync($"filings/{filing.Id}/submission", etag: kept.ETag)).Expect(200);
        Assert.Equal("江苏样板精密轴承有限公司", (await units.Bearing.GetAsync($"filings/{filing.Id}")).Text("unitName"));
    }

    [Fact]
    [Trait("Spec", "UNI-09")]
    public async Task Assets_PutOff_BlockSubmissionsFromTheFirstOfMay()
    {
        var units = await VerifiedUnits.StartAsync("2026-04-29T10:00", assets: false);
        await using var app = units.App;
        var (april, may) = (await SampleUnit.FillFilingAsync(units.Bearing, "6201-2RS"), await SampleUnit.FillFilingAsync(units.Bearing, "6202-2RS"));
        await units.MoveToAsync("2026-04-30T23:30");
        (await units.Bearing.PostAsync($"filings/{april.Id}/submission", etag: april.ETag)).Expect(200);
        await units.MoveToAsync("2026-05-01T00:01");
        var refused = (await units.Bearing.PostAsync($"filings/{may.Id}/submission", etag: may.ETag)).Expect(409);
        Assert.Equal("asset-information-missing", refused.Problem);
        Assert.Contains("2025年度", refused.Text("detail"), StringComparison.Ordinal);
        var kept = (await units.Bearing.PutAsync($"filings/{may.Id}/draft/product", may.Product with { TradeMark = "示例" }, may.ETag)).Expect(200);

        (await units.Bearing.PutAsync("units/me/assets/2025", await SampleUnit.FiguresAsync(units.Bearing), null)).Expect(200);
        (await units.Bearing.PostAsync($"filings/{may.Id}/submission", etag: kept.ETag)).Expect(200);
    }
}
