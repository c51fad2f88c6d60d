using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Recommendations;

[Trait("Spec", "SME-08")]
public sealed class RecommendationRulesTests
{
    private static readonly ActStamp Stamp = new(LibraryBench.HunanOffice.AsActor(), TestPlatform.Start, "Test", "t");

    [Theory]
    [InlineData(ReportState.Passed, false, "成效突出", null)]
    [InlineData(ReportState.UnderAudit, false, "成效突出", "recommendation.not-passed")]
    [InlineData(ReportState.Returned, false, "成效突出", "recommendation.not-passed")]
    [InlineData(null, false, "成效突出", "recommendation.no-report")]
    [InlineData(ReportState.Passed, true, "成效突出", "recommendation.in-library")]
    [InlineData(ReportState.Passed, false, "  ", "recommendation.opinion-missing")]
    [InlineData(ReportState.UnderAudit, true, null, "recommendation.not-passed,recommendation.in-library,recommendation.opinion-missing")]
    public void Recommend_ByReportMembershipAndOpinion_FindsEverythingAtOnce(ReportState? state, bool member, string? opinion, string? codes)
    {
        var outcome = RecommendationRules.Recommend(List(5), state is { } s ? Report(1, s) : null, member ? Member(LibraryState.Member) : null, opinion, Stamp);
        Assert.Equal(codes, outcome.Refusal is { } refusal ? string.Join(',', refusal.Findings.Select(f => f.Code)) : null);
    }

    [Fact]
    public void Recommend_AnEnterpriseThatWasRemovedFromTheLibrary_IsPossible() =>
        Assert.Single(RecommendationRules.Recommend(List(5), Report(1), Member(LibraryState.Removed), "整改到位", Stamp).Value.Entries);

    [Fact]
    public void Recommend_BeyondTheQuotaOrTwice_IsRefused()
    {
        var list = List(2, 1, 2);
        Assert.IsType<QuotaReached>(RecommendationRules.Recommend(list, Report(3), null, "成效突出", Stamp).Refusal);
        Assert.IsType<AlreadyRecommended>(RecommendationRules.Recommend(list, Report(2), null, "成效突出", Stamp).Refusal);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(500, null)]
    [InlineData(1, "recommendation.quota-below-used")]
    [InlineData(-1, "recommendation.quota")]
    [InlineData(501, "recommendation.quota")]
    public void SetQuota_ByWhatIsUsed_NeverFallsBelowIt(int places, string? code) =>
        Assert.Equal(code, RecommendationRules.SetQuota(List(2, 1, 2), places).Refusal?.Findings[0].Code);

    [Fact]
    public void Withdraw_BeforeTheSubmission_MovesTheRanksUp()
    {
        var list = RecommendationRules.Withdraw(List(3, 1, 2, 3), LibraryBench.ReportOf(2), "企业放弃").Value;
        Assert.Equal([1, 2], new[] { 1, 3 }.Select(n => list.RankOf(LibraryBench.ReportOf(n))));
        Assert.Equal("recommendation.why-missing", RecommendationRules.Withdraw(list, LibraryBench.ReportOf(3), " ").Refusal!.Findings[0].Code);
        Assert.IsType<NothingHere>(RecommendationRules.Withdraw(list, LibraryBench.ReportOf(2), "企业放弃").Refusal);
        Assert.IsType<AlreadySubmitted>(RecommendationRules.Withdraw(RecommendationRules.Submit(list, Stamp).Value, LibraryBench.ReportOf(3), "企业放弃").Refusal);
    }

    [Theory]
    [InlineData("3,1,2", null)]
    [InlineData("3,1", "recommendation.order-incomplete")]
    [InlineData("3,1,2,2", "recommendation.order-twice")]
    [InlineData("3,1,2,9", "recommendation.order-unknown")]
    [InlineData("9,9,3", "recommendation.order-unknown,recommendation.order-unknown,recommendation.order-incomplete,recommendation.order-incomplete")]
    public void Reorder_ByTheOrder_TakesEachOnce(string order, string? codes)
    {
        var outcome = RecommendationRules.Reorder(List(3, 1, 2, 3), [.. order.Split(',').Select(n => LibraryBench.Unit(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)))]);
        Assert.Equal(codes, outcome.Refusal is { } refusal ? string.Join(',', refusal.Findings.Select(f => f.Code)) : null);
        if (codes is null) Assert.Equal(order, string.Join(',', outcome.Value.Entries.Select(e => int.Parse(e.Unit.Value[2..], System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Submit_Twice_TakesWhatIsNewAndKeepsTheRanks()
    {
        var first = RecommendationRules.Submit(List(4, 1, 2), Stamp).Value;
        Assert.Equal(RecommendationListState.Submitted, first.State);
        Assert.IsType<RecommendationListActRefused>(RecommendationRules.Submit(first, Stamp).Refusal);
        var more = RecommendationRules.Recommend(first, Report(3), null, "补充推荐", Stamp).Value;
        Assert.Equal(RecommendationListState.Open, more.State);
        Assert.IsType<SubmissionGoesOn>(RecommendationRules.Submit(more, Stamp).Refusal);
        var second = RecommendationRules.Submit(more with { Delivered = 1 }, Stamp).Value;
        Assert.Equal([1, 1, 2], second.Entries.Select(e => e.Submission!.Value));
        Assert.Equal(3, second.RankOf(LibraryBench.ReportOf(3)));
        Assert.IsType<NothingToSubmit>(RecommendationRules.Submit(List(4), Stamp).Refusal);
    }

    private static RecommendationList List(int quota, params int[] recommended) =>
        new(LibraryBench.Year, LibraryBench.Hunan, quota, RecommendationListState.Open)
        {
            Entries = [.. recommended.Select(n => new RecommendationEntry(LibraryBench.ReportOf(n), LibraryBench.Unit(n), $"企业{n}", "成效突出", Stamp))],
        };

    private static AnnualReport Report(int number, ReportState state = ReportState.Passed) =>
        new(LibraryBench.ReportOf(number), LibraryBench.Unit(number), $"企业{number}", "uscc", LibraryBench.Hunan, LibraryBench.Year, "2024", state, 1, TestPlatform.Start);

    private static LibraryMember Member(LibraryState state) =>
        new(LibraryBench.Unit(1), "企业1", "uscc", LibraryBench.Hunan, state, "cultivation", "培育级", LibraryBench.ReportOf(1), LibraryBench.Year, TestPlatform.Start);
}
