using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Recommendations;

/// <summary>Recommendation over real storage.</summary>
[Trait("Spec", "SME-08")]
public sealed class RecommendEnterprisesTests
{
    [Fact]
    public async Task Recommend_ByManyAtOnce_NeverExceedsTheQuotaAndGivesEachRankOnce()
    {
        const int Quota = 7;
        using var bench = new LibraryBench();
        await bench.QuotaAsync(Quota);
        for (var i = 1; i <= 24; i++) await bench.ReportAsync(i);
        var answers = await Task.WhenAll(Enumerable.Range(1, 24).Select(i => Task.Run(() => bench.RecommendAsync(i))));
        Assert.Equal(Quota, answers.Count(a => a.Status == 201));
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.EndsWith("sme-quota-reached", a.Body.GetProperty("type").GetString()!, StringComparison.Ordinal));
        var list = await bench.ListAsync();
        Assert.Equal(Quota, list.Entries.Count);
        Assert.Equal(Enumerable.Range(1, Quota), list.Entries.Select(e => list.RankOf(e.Report)));
        foreach (var entry in list.Entries) Assert.Equal(CandidateState.Recommended, (await bench.Platform.Get<Candidates>().FindAsync(entry.Report, default))!.Value.State);
        Assert.Equal(Quota, bench.Notes.Count(n => n.Template == "sme-candidate.recommended"));

        // A withdrawal frees one place, and only one.
        Assert.Equal(200, (await bench.WithdrawAsync(Number(list.Entries[3].Unit))).Status);
        Assert.Equal(CandidateState.Withdrawn, (await bench.CandidateAsync(Number(list.Entries[3].Unit)))!.State);
        var free = Enumerable.Range(1, 24).Where(i => list.Entries.All(e => Number(e.Unit) != i)).ToList();
        var again = await Task.WhenAll(free.Select(i => Task.Run(() => bench.RecommendAsync(i))));
        Assert.Single(again, a => a.Status == 201);
        Assert.Equal(Quota, (await bench.ListAsync()).Entries.Count);
    }

    [Fact]
    public async Task Recommend_WithTheSameKey_TakesEffectOnce()
    {
        using var bench = new LibraryBench();
        await bench.QuotaAsync(3);
        await bench.ReportAsync(1);
        Assert.Equal(201, (await bench.RecommendAsync(1, key: "recommend-once")).Status);
        Assert.Equal(201, (await bench.RecommendAsync(1, key: "recommend-once")).Status);
        Assert.Equal(422, (await bench.RecommendAsync(1, "另一意见", key: "recommend-once")).Status);
        Assert.Equal(409, (await bench.RecommendAsync(1)).Status);
        Assert.Single((await bench.ListAsync()).Entries);
    }

    [Fact]
    public async Task Submission_KilledAtEveryWrite_HandsEachCandidateInOnceWithItsRank()
    {
        const int Enterprises = 45;
        DyingStore? dying = null;
        using var bench = new LibraryBench(store => dying = new DyingStore(store));
        await bench.QuotaAsync(Enterprises);
        for (var i = 1; i <= Enterprises; i++)
        {
            await bench.ReportAsync(i);
            Assert.Equal(201, (await bench.RecommendAsync(i)).Status);
        }
        var order = Enumerable.Range(1, Enterprises).Reverse().ToArray();
        Assert.Equal(200, (await bench.ReorderAsync(order)).Status);
        Assert.Equal(200, (await bench.SubmitAsync()).Status);

        var random = new Random(20260701);
        var kills = 0;
        for (var done = false; !done;)
        {
            var left = kills < 15 ? random.Next(1, 60) : int.MaxValue;
            dying!.BeforeCommit = (_, _) => dying.Dead |= --left == 0;
            try
            {
                await bench.DeliverAsync();
                done = true;
            }
            catch (IOException)
            {
                kills++;
            }
            dying.Dead = false;
            dying.BeforeCommit = null;
        }
        bench.Platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.Platform.SweepAsync();
        Assert.True(kills >= 5, $"{kills} kills are too few to prove anything");
        for (var i = 1; i <= Enterprises; i++)
        {
            var candidate = (await bench.CandidateAsync(i))!;
            Assert.Equal((CandidateState.UnderReview, Array.IndexOf(order, i) + 1), (candidate.State, candidate.Rank));
            var timeline = await bench.Platform.Cases.TimelineAsync(Candidates.AddressOf(candidate.Report));
            Assert.Equal(["sme-candidate.recommended", "sme-candidate.submitted"], timeline.Select(t => t.Code));
            Assert.All(timeline, t => Assert.Equal(LibraryBench.HunanOffice.Office, t.Office));
            Assert.NotNull(await bench.Platform.Cases.FindAsync<ReviewRound>(Candidates.AddressOf(candidate.Report), ReviewRound.RowOf("sme-entry", 1)));
        }
        Assert.Equal("45", Assert.Single(bench.Notes, n => n.Template == "sme-recommendation.submitted").Values["count"]);
        Assert.Equal(409, (await bench.WithdrawAsync(1)).Status);
    }

    [Fact]
    public async Task Decision_OfTheNationalOffice_EntersTheLibraryOrTellsWhyNot()
    {
        using var bench = new LibraryBench();
        await bench.QuotaAsync(2);
        foreach (var i in new[] { 1, 2 })
        {
            await bench.ReportAsync(i);
            await bench.RecommendAsync(i);
        }
        await bench.SubmitAsync();
        await bench.DeliverAsync();
        Assert.Null(await bench.DecideAsync(1, true));
        Assert.Null(await bench.DecideAsync(2, false));
        var member = (await bench.MemberAsync(1))!;
        Assert.Equal((LibraryState.Member, "培育级", LibraryBench.Hunan, 2026), (member.State, member.LevelName, member.Province, member.Year));
        Assert.Null(await bench.MemberAsync(2));
        Assert.Equal((CandidateState.Entered, CandidateState.NotEntered), ((await bench.CandidateAsync(1))!.State, (await bench.CandidateAsync(2))!.State));
        Assert.Single(bench.Notes, n => n.Template == "sme-library.entered" && n.To.Unit == LibraryBench.Unit(1));
        Assert.Contains("专利基础不足", Assert.Single(bench.Notes, n => n.Template == "sme-candidate.not-entered").Values["reasons"], StringComparison.Ordinal);
        Assert.Single(bench.Notes, n => n.Template == "sme-candidate.not-entered-province" && n.To.Scope == LibraryBench.Hunan);

        // The order to let it in, delivered once more, changes nothing.
        var handler = bench.Platform.Services<IOutboxHandler>().Single(h => h.Kind == EnterLibrary.MessageKind);
        var message = OutboxMessage.Of(EnterLibrary.MessageKind, new EnterLibraryOrder(LibraryBench.ReportOf(1), null));
        await handler.HandleAsync(new OutboxDelivery("op", Candidates.AddressOf(LibraryBench.ReportOf(1)), new ActStamp(Actor.System, bench.Platform.Clock.GetUtcNow(), "Test", "t"), message.Payload), bench.Platform.Durable, default);
        Assert.Single(await bench.Platform.Cases.TimelineAsync(LibraryMembers.AddressOf(LibraryBench.Unit(1))));
    }

    [Fact]
    public async Task Follow_WhenTheWordOfAWithdrawalIsLate_TakesTheNewRecommendation()
    {
        using var bench = new LibraryBench();
        await bench.QuotaAsync(2);
        await bench.ReportAsync(1);
        await bench.RecommendAsync(1, "第一次推荐");
        var before = await bench.CandidateAsync(1);
        bench.Platform.Clock.Advance(TimeSpan.FromHours(1));
        await bench.WithdrawAsync(1);
        await bench.PutAsync(Candidates.AddressOf(LibraryBench.ReportOf(1)), CaseRows.Record, before);
        bench.Platform.Clock.Advance(TimeSpan.FromHours(1));
        await bench.RecommendAsync(1, "第二次推荐");
        Assert.Equal("第二次推荐", (await bench.CandidateAsync(1))!.Opinion);
    }

    private static int Number(UnitId unit) => int.Parse(unit.Value[2..], System.Globalization.CultureInfo.InvariantCulture);
}
