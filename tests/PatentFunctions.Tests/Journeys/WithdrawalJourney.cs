using System.Net.Http.Headers;
using System.Text;

namespace PatentFunctions.Tests.Journeys;

/// <summary>Withdrawals as units, examiners and the public live them, over HTTP with the real nightly import and a moved clock.</summary>
public sealed class WithdrawalJourney
{
    /// <summary>Rows of the register after which no patent of a sample filing is left to its unit.</summary>
    internal const string Lapsed =
        "number,title,type,owners,ipc,applicationDate,grantDate,status,abstract\n" +
        "201819900001.7,一种高速静音滚动轴承,invention,江苏示例精密轴承有限公司,,,,terminated,\n" +
        "202129900001.4,自润滑轴承保持架,utility-model,别的公司,,,,valid,\n";

    [Fact]
    [Trait("Spec", "WDR-01")]
    public async Task Withdrawal_AskedForAndApproved_IsListedAndNoLongerChecksAsFiled()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (id, number) = await FiledAsync(units, "6204-A");
        var receipt = (await units.Bearing.PostAsync($"filings/{id}/withdrawal", new { reason = "leftMarket" }, key: "withdraw-1")).Expect(200);
        Assert.StartsWith("审核中，预计11月30日前", receipt.Text("status"), StringComparison.Ordinal);
        (await units.Bearing.GetAsync($"filings/{id}/certificate")).Expect(200);
        await units.MoveToAsync("2026-11-26T18:00");
        Assert.Contains(await app.Anybody().LettersToAsync("examiner1@sample.test"), l => l.Text.Contains(id, StringComparison.Ordinal));
        await units.Examiner1.ReadAndApproveAsync("filing-withdrawal", id);

        Assert.Contains(await app.Anybody().LettersToAsync(SampleUnit.Bearing.Phone), l => l.Template == "withdrawal.approved");
        var line = Assert.Single((await units.Bearing.GetAsync("filings?state=withdrawn")).Items());
        Assert.Equal((id, "产品已退出市场"), (line.GetProperty("id").GetString(), line.GetProperty("endedWhy").GetString()));
        Assert.StartsWith("2026-11-26", line.GetProperty("endedAt").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("该产品备案已于2026年11月26日撤销", (await app.Anybody().GetAsync($"public/filings/{number}")).Text("note"), StringComparison.Ordinal);
        (await units.Bearing.GetAsync($"filings/{id}/certificate")).Expect(409);
        Assert.Equal("filing-act-refused", (await units.Bearing.PostAsync($"filings/{id}/withdrawal", new { reason = "leftMarket" }, key: "withdraw-2")).Expect(409).Problem);
        Assert.Equal("已撤销备案，原因：产品已退出市场", (await units.Bearing.GetAsync($"filings/{id}")).Text("status"));
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    [Trait("Spec", "PAT-04")]
    public async Task Lapse_OfAllLinkedPatents_IsFoundByNightAskedRemindedAndReferred()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (silent, _) = await FiledAsync(units, "6204-S");
        var (agreeing, number) = await FiledAsync(units, "6204-C");
        var (objecting, _) = await FiledAsync(units, "6204-E");
        await LoadAsync(units, Lapsed, "lapse-register-1");
        await units.MoveToAsync("2026-11-24T09:00");

        var letters = await app.Anybody().LettersToAsync(SampleUnit.Bearing.Phone);
        Assert.Equal(3, letters.Count(l => l.Template == "filing.lapse-prompt"));
        Assert.Contains("2026年12月15日前", letters.First(l => l.Template == "filing.lapse-prompt").Text, StringComparison.Ordinal);
        Assert.Equal(3, (await app.Anybody().LettersToAsync(SampleUnit.Bearing.Mail)).Count(l => l.Subject?.StartsWith("请确认是否撤销备案", StringComparison.Ordinal) == true));
        var asked = await units.Bearing.GetAsync($"filings/{agreeing}");
        Assert.Equal(["已转出", "终止"], asked.Items("lapsePrompt.patents").Select(p => p.GetProperty("status").GetString()).Order(StringComparer.Ordinal));
        var confirmed = (await units.Bearing.PostAsync($"filings/{agreeing}/lapse-prompt/confirmation", etag: asked.ETag)).Expect(200);
        Assert.Equal("撤销备案", confirmed.Text("stateName"));
        Assert.False((await app.Anybody().GetAsync($"public/filings/{number}")).At("filing.inForce").GetBoolean());

        var objected = await units.Bearing.GetAsync($"filings/{objecting}");
        (await units.Bearing.PostAsync($"filings/{objecting}/lapse-prompt/explanation", new { text = "产品已改用另一件有效专利，正在办理更新" }, objected.ETag)).Expect(200);
        await units.Examiner1.ReadAndReturnAsync("filing-withdrawal", objecting, "patents.in-force");
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{objecting}")).Text("stateName"));

        // Fifth, tenth and fifteenth working day; the one that was answered hears nothing any more.
        await units.MoveToAsync("2026-12-01T17:29");
        Assert.Empty(await RemindersAsync(app));
        await units.MoveToAsync("2026-12-01T18:00");
        Assert.Single(await RemindersAsync(app));
        await units.MoveToAsync("2026-12-08T18:00");
        Assert.Equal(2, (await RemindersAsync(app)).Count);
        await units.MoveToAsync("2026-12-15T23:59");
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{silent}")).Text("stateName"));
        await units.MoveToAsync("2026-12-16T09:00");
        Assert.Equal("撤销审核中", (await units.Bearing.GetAsync($"filings/{silent}")).Text("stateName"));
        Assert.Equal("silent", (await units.Examiner1.ReadAsync("filing-withdrawal", silent)).Text("content.origin"));
        await units.Examiner1.ReadAndApproveAsync("filing-withdrawal", silent);
        Assert.Equal("关联专利已全部失效或转让", (await units.Bearing.GetAsync($"filings/{silent}")).Text("endedWhy"));
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{objecting}")).Text("stateName"));
        Assert.Equal(2, (await units.Bearing.GetAsync("filings?state=withdrawn")).At("total").GetInt32());
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    public async Task Lapse_ThatIsNoneAnyMore_ClosesThePromptByNight()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (id, _) = await FiledAsync(units, "6204-R");
        await LoadAsync(units, Lapsed, "lapse-register-1");
        await units.MoveToAsync("2026-11-24T09:00");
        Assert.Equal("open", (await units.Bearing.GetAsync($"filings/{id}")).Text("lapsePrompt.state"));
        await LoadAsync(units, Lapsed.Replace("terminated", "valid", StringComparison.Ordinal), "lapse-register-2");
        await units.MoveToAsync("2026-11-25T09:00");
        Assert.Equal("restored", (await units.Bearing.GetAsync($"filings/{id}")).Text("lapsePrompt.outcome"));
        await units.MoveToAsync("2026-12-16T09:00");
        Assert.Empty(await RemindersAsync(app));
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
        var clock = await app.Server.Workflows.GetInstanceAsync($"lapse-{id}-1", CancellationToken.None);
        Assert.Equal(LocalHost.OrchestrationRuntimeStatus.Completed, clock!.RuntimeStatus);
    }

    [Fact]
    [Trait("Spec", "WDR-03")]
    public async Task Revocation_ByTwoExaminers_ShowsAtOnceAndTellsTheUnitWhy()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (id, number) = await FiledAsync(units, "6204-V");
        (await units.Bearing.PostAsync($"filings/{number}/revocation", new { reason = "untrue" }, key: "revoke-00")).Expect(403);
        Assert.Equal(["/text"], (await units.Examiner1.PostAsync($"filings/{number}/revocation", new { reason = "other" }, key: "revoke-01")).Expect(422).Pointers);
        (await units.Examiner1.PostAsync($"filings/{number}/revocation", new { reason = "untrue", text = "检测报告系伪造" }, key: "revoke-02")).Expect(200);
        Assert.Equal("review-same-person", (await ConfirmAsync(units.Examiner1, id)).Expect(409).Problem);

        // Sent back, it waits; proposed anew by the colleague, the first may confirm it.
        var read = await units.Examiner2.ReadAsync("filing-revocation", id);
        (await units.Examiner2.PostAsync($"reviews/filing-revocation/{id}/send-back", new { reason = "请补充材料" }, read.ETag)).Expect(200);
        await units.Examiner2.ReadAndApproveAsync("filing-revocation", id);
        Assert.Equal("review-same-person", (await ConfirmAsync(units.Examiner2, id)).Expect(409).Problem);
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
        Assert.DoesNotContain(await app.Anybody().LettersToAsync(SampleUnit.Bearing.Phone), l => l.Template == "filing.revoked");
        Assert.Contains((await app.Anybody().GetAsync("public/filings?q=6204-V")).Items(), f => f.GetProperty("number").GetString() == number);

        (await ConfirmAsync(units.Examiner1, id)).Expect(200);
        var check = await app.Anybody().GetAsync($"public/filings/{number}");
        Assert.Equal(("撤销备案", false), (check.Text("filing.stateName"), check.At("filing.inForce").GetBoolean()));
        Assert.False(Assert.Single((await app.Anybody().GetAsync("public/filings?q=6204-V")).Items()).GetProperty("inForce").GetBoolean());
        Assert.Equal("已由平台撤销备案，原因：信息不真实：检测报告系伪造", (await units.Bearing.GetAsync($"filings/{id}")).Text("status"));
        Assert.Contains("检测报告系伪造", Assert.Single(await app.Anybody().LettersToAsync(SampleUnit.Bearing.Phone), l => l.Template == "filing.revoked").Text, StringComparison.Ordinal);
        Assert.Single(await app.Anybody().LettersToAsync(SampleUnit.Bearing.Mail), l => l.Subject?.StartsWith("产品备案已由平台撤销", StringComparison.Ordinal) == true);
    }

    [Fact]
    [Trait("Spec", "WDR-01")]
    [Trait("Spec", "WDR-03")]
    public async Task End_ThatIsTakenBack_LeavesTheFilingInForce()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (id, number) = await FiledAsync(units, "6204-W");
        (await units.Bearing.PostAsync($"filings/{id}/withdrawal", new { reason = "leftMarket" }, key: "withdraw-1")).Expect(200);
        var asked = await units.Bearing.GetAsync($"filings/{id}");
        Assert.Equal("撤销审核中", asked.Text("stateName"));
        (await units.Medical.SendAsync(HttpMethod.Delete, $"filings/{id}/withdrawal", etag: asked.ETag)).Expect(404);
        (await units.Bearing.SendAsync(HttpMethod.Delete, $"filings/{id}/withdrawal", etag: asked.ETag)).Expect(204);
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));

        // The proposer takes the opinion back within the hour and hands the case on; the colleague lets it go; the proposal itself is dropped.
        (await units.Examiner1.PostAsync($"filings/{number}/revocation", new { reason = "untrue", text = "检测报告系伪造" }, key: "revoke-1")).Expect(200);
        var review = $"reviews/filing-revocation/{id}";
        var proposed = await units.Examiner1.GetAsync(review);
        (await units.Examiner2.PostAsync(review + "/roll-back", etag: proposed.ETag)).Expect(409);
        var back = (await units.Examiner1.PostAsync(review + "/roll-back", etag: proposed.ETag)).Expect(200);
        Assert.Equal("claimed", back.Text("state"));
        var colleague = (await units.Examiner2.GetAsync("accounts/me")).Text("id");
        var handed = (await units.Examiner1.PostAsync(review + "/hand-over", new { colleague, note = "请核实检测报告" }, back.ETag)).Expect(200);
        (await units.Examiner1.PostAsync(review + "/release", etag: handed.ETag)).Expect(409);
        var released = (await units.Examiner2.PostAsync(review + "/release", etag: handed.ETag)).Expect(200);
        Assert.Equal("waiting", released.Text("state"));
        (await units.Examiner2.SendAsync(HttpMethod.Delete, $"filings/{id}/revocation", etag: released.ETag)).Expect(409);
        (await units.Examiner1.SendAsync(HttpMethod.Delete, $"filings/{id}/revocation", etag: released.ETag)).Expect(204);
        Assert.Equal("已备案", (await units.Bearing.GetAsync($"filings/{id}")).Text("stateName"));
        Assert.True((await app.Anybody().GetAsync($"public/filings/{number}")).At("filing.inForce").GetBoolean());

        var unread = (await units.Bearing.GetAsync("notifications?unread=true")).Items();
        (await units.Bearing.PostAsync($"notifications/{unread[0].GetProperty("id").GetString()}/read")).Expect(204);
        Assert.Equal(unread.Count - 1, (await units.Bearing.GetAsync("notifications?unread=true")).Items().Count);
    }

    private static async Task<TestAnswer> ConfirmAsync(TestClient examiner, string id) =>
        await examiner.PostAsync($"reviews/filing-revocation/{id}/confirm", etag: (await examiner.ReadAsync("filing-revocation", id)).ETag);

    private static async Task<(string Id, string Number)> FiledAsync(VerifiedUnits units, string model)
    {
        var filing = await SampleUnit.SubmitFilingAsync(units.Bearing, model);
        await units.Examiner1.ReadAndApproveAsync("filing", filing.Id);
        return (filing.Id, (await units.Bearing.GetAsync($"filings/{filing.Id}")).Text("number"));
    }

    internal static async Task LoadAsync(VerifiedUnits units, string csv, string key)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        (await (await units.App.SignInAsync("operator")).SendAsync(HttpMethod.Post, "patents/register/imports", content, key: key)).Expect(202);
        await units.App.Server.Clock.WhenIdleAsync();
    }

    private static async Task<IReadOnlyList<Letter>> RemindersAsync(TestApp app) =>
        [.. (await app.Anybody().LettersToAsync(SampleUnit.Bearing.Phone)).Where(l => l.Template == "filing.lapse-reminder")];
}
