using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Filing.Updates;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>An appeal against a returned yearly update, from its intake to what it makes of the filing.</summary>
[Trait("Spec", "COM-18")]
public sealed class UpdateAppealTests : IDisposable
{
    private const string Kind = "filing-update-appeal";
    private static readonly Caller First = new(FilingBench.Examiner.Account!.Value, Role.Examiner, "试点平台", "s-1");
    private static readonly Caller Second = new(new AccountId("a-second"), Role.Examiner, "试点平台", "s-2");

    private readonly FilingBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Appeal_UpheldByAnotherExaminer_PutsTheUpdateInForce()
    {
        var id = await bench.HandedInAsync();
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        await AppealAsync(id);
        Assert.IsType<MustAbstain>(await ApproveAsync(id, First));
        Assert.Null(await ApproveAsync(id, Second));
        Assert.Equal((2027, UpdateState.Updated), ((await bench.RecordAsync(id)).UpdateYear, (await bench.UpdateAsync(id)).State));
        Assert.Equal(ReviewState.Returned, (await bench.UpdateRoundAsync(id, 1)).State);
        Assert.Single(bench.Notes, n => n.Template == "appeal.upheld");
    }

    [Fact]
    public async Task Appeal_OfAnUpdateThatIsSubmittedAgain_IsTakenBack()
    {
        var id = await bench.HandedInAsync();
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        await AppealAsync(id);
        Assert.Equal(200, (await bench.SubmitUpdateAsync(id)).Status);
        var appeal = (await bench.Platform.Cases.FindAsync<ReviewRound>(FilingRecords.AddressOf(id), ReviewRound.RowOf(Kind, 1)))!;
        Assert.Equal(ReviewState.Ended, appeal.Value.State);
        Assert.IsType<ReviewActNotPossible>(await ApproveAsync(id, Second));
        Assert.Equal(UpdateState.UnderReview, (await bench.UpdateAsync(id)).State);
    }

    [Fact]
    public async Task End_OfARoundThatTheSameActDecides_LeavesItToTheDecision()
    {
        var id = await bench.HandedInAsync();
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        await AppealAsync(id);
        var row = ReviewRound.RowOf(Kind, 1);
        var appeal = (await bench.Platform.Cases.FindAsync<ReviewRound>(FilingRecords.AddressOf(id), row))!;
        var write = new CaseWrite(FilingRecords.AddressOf(id), new ActStamp(FilingBench.Examiner, bench.Platform.Clock.GetUtcNow(), "ApproveReview", "t"));
        write.Replace(appeal, appeal.Value with { State = ReviewState.Approved });
        ReviewSubmission.End(write, bench.Platform.Get<ReviewKinds>().Area(Kind).Kind, appeal, "已撤销");
        await bench.Platform.Cases.CommitAsync(write, bench.Platform.Durable);
        Assert.Equal(ReviewState.Approved, (await bench.Platform.Cases.FindAsync<ReviewRound>(FilingRecords.AddressOf(id), row))!.Value.State);
    }

    private async Task AppealAsync(FilingId id)
    {
        var request = bench.Request("POST", $"/api/appeals/filing-update/{id}", body: new AppealRequest("证明材料为上一年度数据"), key: "appeal-" + id);
        var (status, body, _) = await FilingBench.CallAsync(request, r => bench.Platform.Create<FileAppeal>().RunAsync(r, "filing-update", id.Value, bench.Platform.Durable, default));
        Assert.True(status == 200, body.ToString());
    }

    private async Task<Refusal?> ApproveAsync(FilingId id, Caller by)
    {
        var desk = bench.Platform.Get<ReviewDesk>();
        var (area, round) = await desk.FindAsync(Kind, id.Value, by, default);
        var verdict = new Verdict(null, area.Kind.Checklist.ToDictionary(c => c.Code, _ => true), null);
        var now = bench.Platform.Clock.GetUtcNow();
        return ReviewRules.Approve(area.Kind, round.Value, by.AsActor(), verdict, now).TryGet(out var next, out var refusal)
            ? await desk.DecideAsync(new ActStamp(by.AsActor(), now, "ApproveReview", "t"), area, round, next, bench.Platform.Durable, default)
            : refusal;
    }
}
