using System.Text.Json;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Withdrawals;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Filing.Withdrawals;

/// <summary>Withdrawals over real storage: requests, lapses of all patents, revocations.</summary>
public sealed class WithdrawalTests : IDisposable
{
    private static readonly Caller Examiner1 = new(new AccountId("a-examiner"), Role.Examiner, "试点平台", "s-1");
    private static readonly Caller Examiner2 = new(new AccountId("a-examiner-2"), Role.Examiner, "试点平台", "s-2");
    private readonly FilingBench bench = new();

    [Fact]
    [Trait("Spec", "WDR-01")]
    [Trait("Spec", "COM-05")]
    public async Task Request_RepeatedAndAtOnce_OpensOneRoundAndGivesOneReceipt()
    {
        var id = await bench.FiledAsync();
        var clicks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RequestAsync(id, "click-click", WithdrawalReason.LeftMarket))));
        Assert.All(clicks, c => Assert.True(c.Status == 200, c.Body.ToString()));
        Assert.Single(clicks.Select(c => c.Body.GetProperty("sha256").GetString()).Distinct());
        Assert.Equal(FilingState.WithdrawalUnderReview, (await bench.RecordAsync(id)).State);
        Assert.Single(await RoundsAsync(id));
        Assert.Equal((409, "filing-act-refused"), Problem(await RequestAsync(id, "another-key", WithdrawalReason.LeftMarket)));
        Assert.Equal((422, "idempotency-key-reused"), Problem(await RequestAsync(id, "click-click", WithdrawalReason.PatentsLapsed)));

        // Asked late, the first receipt is still that of the first round.
        Assert.Null(await DecideAsync(id, false));
        Assert.Equal(200, (await RequestAsync(id, "second-time", WithdrawalReason.PatentsTransferred)).Status);
        Assert.Equal(1, (await RequestAsync(id, "click-click", WithdrawalReason.LeftMarket)).Body.GetProperty("round").GetInt32());
    }

    [Fact]
    [Trait("Spec", "WDR-01")]
    public async Task Request_WithItsFiles_ReachesTheExaminerAndNobodyElses()
    {
        var id = await bench.FiledAsync();
        var file = await bench.UploadAsync(FilingBench.UnitA, "f-proof", FilePurposes.WithdrawalProof);
        var foreign = await bench.UploadAsync(FilingBench.UnitB, "f-foreign", FilePurposes.WithdrawalProof);
        var wrong = await RequestAsync(id, "key-00001", WithdrawalReason.Other, null, foreign);
        Assert.Equal(422, wrong.Status);
        Assert.Equal(["/text", "/files/0"], wrong.Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()));
        Assert.Equal((404, "not-found"), Problem(await RequestAsync(id, "key-00002", WithdrawalReason.LeftMarket, caller: FilingBench.B)));
        Assert.Equal(200, (await RequestAsync(id, "key-00003", WithdrawalReason.Other, "产品线停产", file)).Status);

        var content = WithdrawalCase.Of((await RoundsAsync(id))[0].Value);
        Assert.Equal((WithdrawalOrigin.Requested, "其他原因", "产品线停产"), (content.Origin, content.ReasonName, content.Text));
        Assert.Equal(["Filings/" + id], (await FileRecords.FindAsync(bench.Platform.Records, file, default))!.Value.KeptBy);
        var seen = (await bench.GetAsync(id)).GetProperty("withdrawal");
        Assert.True(seen.GetProperty("open").GetBoolean());
        Assert.StartsWith("备案撤销：审核中，预计12月4日前", (await bench.GetAsync(id)).GetProperty("status").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Spec", "WDR-01")]
    [InlineData(true, FilingState.Withdrawn)]
    [InlineData(false, FilingState.Filed)]
    public async Task Decision_EndsTheFilingOrLeavesItInForce(bool approved, FilingState state)
    {
        var id = await bench.FiledAsync();
        await RequestAsync(id, "key-00001", WithdrawalReason.LeftMarket);
        Assert.Null(await DecideAsync(id, approved));
        var filing = await bench.RecordAsync(id);
        Assert.Equal(state, filing.State);
        Assert.Equal(approved ? "withdrawal.approved" : "withdrawal.refused", bench.Notes.Last().Template);
        Assert.Equal(approved ? [new FilingEnded(id, FilingState.Withdrawn, "产品已退出市场")] : [], bench.Ends);
        Assert.Equal(!approved, (await bench.PublicAsync(filing.Number!))!.InForce);
        var line = Assert.Single(await bench.Platform.Get<FilingsByUnit>().OfAsync(FilingBench.UnitA, default));
        Assert.Equal(approved ? ("withdrawn", "产品已退出市场") : ("filed", null), (FilingTabs.Of(line.State), line.EndedWhy));
        // The product may be filed anew.
        Assert.Equal(approved ? 200 : 422, (await bench.SubmitAsync(await bench.FilledAsync())).Status);
    }

    [Fact]
    [Trait("Spec", "WDR-01")]
    public async Task TakeBack_BeforeTheDecision_EndsTheRoundAndKeepsTheFiling()
    {
        var id = await bench.FiledAsync();
        Assert.Equal((409, "filing-act-refused"), Problem(await TakeBackAsync(id)));
        await RequestAsync(id, "key-00001", WithdrawalReason.LeftMarket);
        Assert.Equal((428, "if-match-required"), Problem(await TakeBackAsync(id, "")));
        Assert.Equal(204, (await TakeBackAsync(id)).Status);
        Assert.Equal(FilingState.Filed, (await bench.RecordAsync(id)).State);
        Assert.Equal(ReviewState.Ended, (await RoundsAsync(id))[0].Value.State);
        Assert.Equal(2, (await RequestAsync(id, "key-00002", WithdrawalReason.LeftMarket)).Body.GetProperty("round").GetInt32());
    }

    [Fact]
    [Trait("Spec", "WDR-01")]
    [Trait("Spec", "COM-18")]
    public async Task Appeal_Upheld_WithdrawsTheFilingAfterAll()
    {
        var id = await bench.FiledAsync();
        await RequestAsync(id, "key-00001", WithdrawalReason.LeftMarket);
        await DecideAsync(id, false);
        var refused = (await RoundsAsync(id))[0].Value;
        var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(bench.Platform.Clock, "Test"));
        Assert.Null(await bench.Platform.Get<FilingWithdrawalArea>().UpholdAsync(write, refused, default));
        await bench.Platform.Cases.CommitAsync(write, bench.Platform.Durable);
        Assert.Equal((FilingState.Withdrawn, "产品已退出市场"), ((await bench.RecordAsync(id)).State, (await bench.RecordAsync(id)).EndedWhy));
    }

    [Fact]
    [Trait("Spec", "WDR-03")]
    public async Task Revocation_WhileAWithdrawalIsUnderReview_EndsItsRoundAndNeedsTwoExaminers()
    {
        var id = await bench.FiledAsync();
        await RequestAsync(id, "key-00001", WithdrawalReason.LeftMarket);
        var number = (await bench.RecordAsync(id)).Number!;
        var proposals = await Task.WhenAll(ProposeAsync(number, "propose-1", Examiner1), ProposeAsync(id.Value, "propose-2", Examiner2));
        Assert.Equal([200, 409], proposals.Select(p => p.Status).Order());
        Assert.Equal((409, "filing-revocation-pending"), Problem(await ProposeAsync(id.Value, "propose-3", Examiner1)));
        var by = proposals[0].Status == 200 ? Examiner1 : Examiner2;
        Assert.Equal(200, (await ProposeAsync(by == Examiner1 ? number : id.Value, by == Examiner1 ? "propose-1" : "propose-2", by)).Status);
        var round = (await FilingRevocationKind.RoundsAsync(bench.Platform.Cases, id, default))[0];
        Assert.IsType<SamePerson>(ReviewRules.Confirm(FilingRevocationKind.Kind, round.Value, by.AsActor(), bench.Platform.Clock.GetUtcNow()).Refusal);
        Assert.Equal(FilingState.WithdrawalUnderReview, (await bench.RecordAsync(id)).State);
        Assert.DoesNotContain(await bench.Platform.Cases.TimelineAsync(FilingRecords.AddressOf(id)), t => t.Code.StartsWith("filing-revocation", StringComparison.Ordinal));

        var other = (by == Examiner1 ? Examiner2 : Examiner1).AsActor();
        var next = ReviewRules.Confirm(FilingRevocationKind.Kind, round.Value, other, bench.Platform.Clock.GetUtcNow()).Value;
        var stamp = new ActStamp(other, bench.Platform.Clock.GetUtcNow(), "ConfirmReview", "t");
        Assert.Null(await bench.Platform.Get<ReviewDesk>().DecideAsync(stamp, bench.Platform.Get<FilingRevocationArea>(), round, next, bench.Platform.Durable, default));
        Assert.Equal((FilingState.Revoked, "信息不真实：销售额与审计报告不符"), ((await bench.RecordAsync(id)).State, (await bench.RecordAsync(id)).EndedWhy));
        Assert.Equal(ReviewState.Ended, (await RoundsAsync(id))[0].Value.State);
        Assert.Equal("信息不真实：销售额与审计报告不符", Assert.Single(bench.Notes, n => n.Template == "filing.revoked").Values["reasons"]);
        Assert.IsType<FilingActRefused>(await DecideRefusedAsync(id));
    }

    [Fact]
    [Trait("Spec", "WDR-03")]
    public async Task Proposal_DroppedByItsProposer_LeavesTheFilingAsItWas()
    {
        var id = await bench.FiledAsync();
        Assert.Equal((404, "not-found"), Problem(await DropAsync(id, Examiner1)));
        await ProposeAsync(id.Value, "propose-1", Examiner1);
        Assert.Equal((409, "review-not-own-proposal"), Problem(await DropAsync(id, Examiner2)));
        Assert.Equal(204, (await DropAsync(id, Examiner1)).Status);
        Assert.Equal((409, "review-act-not-possible"), Problem(await DropAsync(id, Examiner1)));
        Assert.Equal(FilingState.Filed, (await bench.RecordAsync(id)).State);
        Assert.Equal(2, (await ProposeAsync(id.Value, "propose-2", Examiner2)).Body.GetProperty("round").GetInt32());
        Assert.Equal((404, "not-found"), Problem(await ProposeAsync("2026000999", "propose-3", Examiner2)));
        Assert.Equal((409, "filing-act-refused"), Problem(await ProposeAsync((await bench.FilledAsync(FilingBench.B)).Value, "propose-4", Examiner2)));
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    public async Task Lapse_OfAllPatents_AsksTheUnitOnceForEachLapse()
    {
        var id = await bench.FiledAsync();
        await LapsedAsync(id, "op-1");
        Assert.Null(await PromptAsync(id));
        await SetAsync(PatentStatus.Terminated, [FilingSample.Core1, FilingSample.Core2]);
        await LapsedAsync(id, "op-2");
        Assert.Null(await PromptAsync(id));
        await SetAsync(PatentStatus.TransferredAway, [FilingSample.Other]);
        await LapsedAsync(id, "op-3");
        await LapsedAsync(id, "op-3");
        await LapsedAsync(id, "op-4");
        var prompt = (await PromptAsync(id))!;
        Assert.Equal((1, LapsePromptState.Open, new DateOnly(2026, 12, 18)), (prompt.Number, prompt.State, prompt.DueOn));
        Assert.Equal(["终止", "终止", "已转出"], prompt.Patents.OrderBy(p => p.Status, StringComparer.Ordinal).Select(p => p.Status).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("2026年12月18日", Assert.Single(bench.Notes, n => n.Template == "filing.lapse-prompt").Values["due"]);
        Assert.Equal(new DateOnly(2026, 12, 18), Assert.Single(await bench.Platform.Get<FilingsByUnit>().OfAsync(FilingBench.UnitA, default)).ConfirmBy);

        await SetAsync(PatentStatus.Valid, [FilingSample.Other]);
        await RestoredAsync(id);
        await RestoredAsync(id);
        Assert.Equal(LapsePromptOutcome.Restored, (await PromptAsync(id))!.Outcome);
        await SetAsync(PatentStatus.Expired, [FilingSample.Other]);
        await LapsedAsync(id, "op-3");
        Assert.Equal(LapsePromptState.Closed, (await PromptAsync(id))!.State);
        await LapsedAsync(id, "op-5");
        Assert.Equal((2, LapsePromptState.Open), ((await PromptAsync(id))!.Number, (await PromptAsync(id))!.State));
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    public async Task Tick_LateTwiceOrOfAnOldPrompt_DoesNoHarm()
    {
        var id = await PromptedAsync();
        Assert.Equal(new ClockTick(false, TestApp.China("2026-12-04T17:30")), await TickAsync(id, 1));
        Assert.Equal(ClockTick.Over, await TickAsync(id, 2));
        // The system was down over both reminders: the unit hears of it once.
        bench.Platform.Clock.Set(TestApp.China("2026-12-14T09:00"));
        Assert.Equal(new ClockTick(false, TestApp.China("2026-12-19T00:00")), await TickAsync(id, 1));
        Assert.Equal(new ClockTick(false, TestApp.China("2026-12-19T00:00")), await TickAsync(id, 1));
        Assert.Single(bench.Notes, n => n.Template == "filing.lapse-reminder");

        bench.Platform.Clock.Set(TestApp.China("2026-12-19T00:00"));
        Assert.Equal(ClockTick.Over, await TickAsync(id, 1));
        Assert.Equal(ClockTick.Over, await TickAsync(id, 1));
        var round = Assert.Single(await RoundsAsync(id)).Value;
        Assert.Equal((WithdrawalOrigin.Silent, 3), (WithdrawalCase.Of(round).Origin, WithdrawalCase.Of(round).Patents.Count));
        Assert.Equal(FilingState.WithdrawalUnderReview, (await bench.RecordAsync(id)).State);
        Assert.Equal((409, "filing-withdrawal-not-requested"), Problem(await TakeBackAsync(id)));
        Assert.Equal((409, "filing-lapse-prompt-referred"), Problem(await ExplainAsync(id, "仍在使用")));

        // The examiner keeps it; the same lapse is not asked about again.
        Assert.Null(await DecideAsync(id, false));
        Assert.Equal((FilingState.Filed, LapsePromptOutcome.Kept), ((await bench.RecordAsync(id)).State, (await PromptAsync(id))!.Outcome));
        Assert.Equal((409, "filing-lapse-prompt-none"), Problem(await ConfirmAsync(id)));
        Assert.Empty(bench.Ends);
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    public async Task Silence_WhileTheUnitsOwnRequestIsUnderReview_IsNone()
    {
        var id = await PromptedAsync();
        await RequestAsync(id, "key-00001", WithdrawalReason.PatentsLapsed);
        bench.Platform.Clock.Set(TestApp.China("2026-12-28T09:00"));
        Assert.Equal(new ClockTick(false, null), await TickAsync(id, 1));
        Assert.Equal(204, (await TakeBackAsync(id)).Status);
        Assert.Equal(ClockTick.Over, await TickAsync(id, 1));
        Assert.Equal(2, (await RoundsAsync(id)).Count);
    }

    [Theory]
    [Trait("Spec", "WDR-02")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Confirm_AtOnceOrAfterSilence_WithdrawsTheFilingOnce(bool late)
    {
        var id = await PromptedAsync();
        if (late)
        {
            bench.Platform.Clock.Set(TestApp.China("2026-12-19T00:00"));
            await TickAsync(id, 1);
        }
        Assert.Equal((404, "not-found"), Problem(await ConfirmAsync(id, FilingBench.B)));
        var clicks = await Task.WhenAll(ConfirmAsync(id), ConfirmAsync(id));
        Assert.All(clicks, c => Assert.True(c.Status == 200, c.Body.ToString()));
        Assert.Equal(200, (await ConfirmAsync(id)).Status);
        Assert.Equal((FilingState.Withdrawn, "关联专利已全部失效或转让"), ((await bench.RecordAsync(id)).State, (await bench.RecordAsync(id)).EndedWhy));
        Assert.Single(bench.Ends);
        Assert.Single(bench.Notes, n => n.Template == "filing.withdrawn");
        Assert.All(await RoundsAsync(id), r => Assert.Equal(ReviewState.Ended, r.Value.State));
        Assert.Equal(ClockTick.Over, await TickAsync(id, 1));
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    public async Task Explain_LetsTheExaminerDecide_AndARestoredPatentEndsTheReview()
    {
        var id = await PromptedAsync();
        Assert.Equal(422, (await ExplainAsync(id, " ")).Status);
        var first = await ExplainAsync(id, "仍在使用另一件有效专利");
        var again = await ExplainAsync(id, "仍在使用另一件有效专利");
        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Body.GetProperty("sha256").GetString(), again.Body.GetProperty("sha256").GetString());
        Assert.Equal(WithdrawalOrigin.Explained, WithdrawalCase.Of(Assert.Single(await RoundsAsync(id)).Value).Origin);
        await SetAsync(PatentStatus.Valid, [FilingSample.Core1]);
        await RestoredAsync(id);
        Assert.Equal((FilingState.Filed, LapsePromptOutcome.Restored), ((await bench.RecordAsync(id)).State, (await PromptAsync(id))!.Outcome));
        Assert.Equal(ReviewState.Ended, (await RoundsAsync(id))[0].Value.State);
    }

    [Fact]
    [Trait("Spec", "WDR-02")]
    public async Task End_OfTheFiling_ClosesThePromptAndTakesItOffTheList()
    {
        var id = await PromptedAsync();
        Assert.Single((await bench.Platform.Records.QueryAsync(LapsePromptList.Table, new RecordQuery())).Records);
        await bench.DeliverAsync(new FilingRevocationOrder(id, "异议成立", FilingBench.Examiner).ToMessage(), "op-9");
        Assert.Equal(LapsePromptOutcome.FilingEnded, (await PromptAsync(id))!.Outcome);
        Assert.Empty((await bench.Platform.Records.QueryAsync(LapsePromptList.Table, new RecordQuery())).Records);
        await LapsedAsync(id, "op-10");
        Assert.Equal(1, (await PromptAsync(id))!.Number);
    }

    public void Dispose() => bench.Dispose();

    private static (int, string?) Problem((int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers) answer) =>
        (answer.Status, answer.Body.GetProperty("type").GetString()!.Split('/')[^1]);

    private Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> RequestAsync(
        FilingId id, string key, WithdrawalReason? reason, string? text = null, FileId? file = null, Caller? caller = null) =>
        FilingBench.CallAsync(
            bench.Request("POST", $"/api/filings/{id}/withdrawal", caller, new { reason, text, files = file is { } f ? new[] { f } : null }, key: key),
            r => bench.Platform.Create<RequestWithdrawal>().RunAsync(r, id.Value, bench.Platform.Durable, default));

    private async Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> TakeBackAsync(FilingId id, string? tag = null) =>
        await FilingBench.CallAsync(
            bench.Request("DELETE", $"/api/filings/{id}/withdrawal", ifMatch: tag ?? await TagAsync(id)),
            r => bench.Platform.Create<TakeBackWithdrawal>().RunAsync(r, id.Value, bench.Platform.Durable, default));

    private async Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> ConfirmAsync(FilingId id, Caller? caller = null) =>
        await FilingBench.CallAsync(
            bench.Request("POST", $"/api/filings/{id}/lapse-prompt/confirmation", caller, ifMatch: await TagAsync(id)),
            r => bench.Platform.Create<ConfirmLapse>().RunAsync(r, id.Value, bench.Platform.Durable, default));

    private async Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> ExplainAsync(FilingId id, string text) =>
        await FilingBench.CallAsync(
            bench.Request("POST", $"/api/filings/{id}/lapse-prompt/explanation", null, new { text }, await TagAsync(id)),
            r => bench.Platform.Create<ExplainLapse>().RunAsync(r, id.Value, bench.Platform.Durable, default));

    private Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> ProposeAsync(string idOrNumber, string key, Caller by) =>
        FilingBench.CallAsync(
            bench.Request("POST", $"/api/filings/{idOrNumber}/revocation", by, new { reason = "untrue", text = "销售额与审计报告不符" }, key: key),
            r => bench.Platform.Create<ProposeRevocation>().RunAsync(r, idOrNumber, bench.Platform.Durable, default));

    private async Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> DropAsync(FilingId id, Caller by)
    {
        var rounds = await FilingRevocationKind.RoundsAsync(bench.Platform.Cases, id, default);
        return await FilingBench.CallAsync(
            bench.Request("DELETE", $"/api/filings/{id}/revocation", by, ifMatch: rounds.Count == 0 ? null : ETags.Of(rounds[^1].ETag)),
            r => bench.Platform.Create<DropRevocation>().RunAsync(r, id.Value, bench.Platform.Durable, default));
    }

    private async Task<string> TagAsync(FilingId id) => ETags.Of((await bench.Filings.FindAsync(id, default))!.ETag);

    private Task<IReadOnlyList<Stored<ReviewRound>>> RoundsAsync(FilingId id) => FilingWithdrawalKind.RoundsAsync(bench.Platform.Cases, id, default);

    private async Task<LapsePrompt?> PromptAsync(FilingId id) => (await LapsePrompts.FindAsync(bench.Platform.Cases, id, default))?.Value;

    private async Task<Refusal?> DecideAsync(FilingId id, bool approved)
    {
        var round = (await RoundsAsync(id))[^1];
        var stamp = new ActStamp(FilingBench.Examiner, bench.Platform.Clock.GetUtcNow(), "Decide", "t");
        var next = round.Value with { State = approved ? ReviewState.Approved : ReviewState.Returned, Decision = new Decision(approved, FilingBench.Examiner, stamp.When, null, []) };
        return await bench.Platform.Get<ReviewDesk>().DecideAsync(stamp, bench.Platform.Get<FilingWithdrawalArea>(), round, next, bench.Platform.Durable, default);
    }

    private async Task<Refusal?> DecideRefusedAsync(FilingId id)
    {
        var round = (await RoundsAsync(id))[^1].Value with { Decision = new Decision(true, FilingBench.Examiner, default, null, []) };
        return await bench.Platform.Get<FilingWithdrawalArea>().DecideAsync(new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(bench.Platform.Clock, "Test")), round, default);
    }

    private async Task<FilingId> PromptedAsync()
    {
        var id = await bench.FiledAsync();
        await SetAsync(PatentStatus.Terminated, [FilingSample.Core1, FilingSample.Core2, FilingSample.Other]);
        await LapsedAsync(id, "op-prompt");
        return id;
    }

    private Task LapsedAsync(FilingId id, string operation) =>
        bench.DeliverAsync(new LapseObserver().WhenAllLapsed(FilingBench.UnitA, new LinkedProduct(id.Value, "电冰箱", true, [])), operation);

    private Task RestoredAsync(FilingId id) => bench.DeliverAsync(new LapseObserver().WhenRestored(FilingBench.UnitA, new LinkedProduct(id.Value, "电冰箱", true, [])), "op-restored");

    private Task<ClockTick> TickAsync(FilingId id, int number) => bench.Platform.Create<TickLapsePrompt>().RunAsync(LapsePrompts.InputOf(id, number), bench.Platform.Durable, default);

    private async Task SetAsync(PatentStatus status, string[] numbers)
    {
        foreach (var number in numbers)
        {
            var row = number.Replace(".", "", StringComparison.Ordinal);
            var listed = (await bench.Platform.Records.FindAsync<UnitPatent>(PatentTables.UnitPatents, FilingBench.UnitA.Value, row))!;
            var next = TypedRecords.ToDocument(listed.Value with { Status = status });
            await bench.Platform.Records.CommitAsync(PatentTables.UnitPatents, FilingBench.UnitA.Value, [new ReplaceRecord(row, listed.ETag) { Document = next }]);
        }
    }
}
