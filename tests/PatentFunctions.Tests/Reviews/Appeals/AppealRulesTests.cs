using PatentFunctions.Calendar;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>When a unit may appeal, as a table that an official can check.</summary>
[Trait("Spec", "COM-18")]
public sealed class AppealRulesTests
{
    [Theory]
    // Decided on Monday, 23 November 2026: the tenth working day after it is Monday, 7 December, until 24:00.
    [InlineData("2026-11-23T09:00", "2026-11-23T09:00", null)]
    [InlineData("2026-11-23T09:00", "2026-12-07T23:59:59", null)]
    [InlineData("2026-11-23T09:00", "2026-12-08T00:00:00", "2026年12月7日")]
    // One minute before midnight is still that day in Shanghai.
    [InlineData("2026-11-23T23:59", "2026-12-07T23:59:59", null)]
    [InlineData("2026-11-24T00:00", "2026-12-08T23:59:59", null)]
    // Decided on a Saturday that is no working day: counted from the Monday on.
    [InlineData("2026-11-28T10:00", "2026-12-11T23:59:59", null)]
    [InlineData("2026-11-28T10:00", "2026-12-12T00:00:00", "2026年12月11日")]
    // Mid-autumn (25 to 27 September) and the National Day (1 to 7 October) do not count, the make-up working days do.
    [InlineData("2026-09-18T16:00", "2026-10-09T23:59:59", null)]
    [InlineData("2026-09-18T16:00", "2026-10-10T00:00:00", "2026年10月9日")]
    public void Check_ByTheDay_EndsAtMidnightOfTheTenthWorkingDay(string decided, string now, string? lastDay)
    {
        var findings = Check([Returned(1, decided)], [], TestApp.China(now));
        if (lastDay is null) Assert.Empty(findings);
        else Assert.Contains(lastDay, Assert.Single(findings, f => f.Code == AppealRules.TermOver).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReviewState.Waiting, AppealRules.NotDecided)]
    [InlineData(ReviewState.Claimed, AppealRules.NotDecided)]
    [InlineData(ReviewState.OnHold, AppealRules.NotDecided)]
    [InlineData(ReviewState.Proposed, AppealRules.NotDecided)]
    [InlineData(ReviewState.Approved, AppealRules.NotReturned)]
    [InlineData(ReviewState.Ended, AppealRules.NotReturned)]
    [InlineData(ReviewState.Returned, null)]
    public void Check_ByTheStateOfTheLatestRound_OnlyAReturnIsAppealable(ReviewState state, string? code) =>
        Assert.Equal(code is null ? [] : [code], Check([Returned(1) with { State = state }], []).Select(f => f.Code));

    [Fact]
    public void Check_AfterAResubmission_SaysThatTheOldDecisionIsGone() =>
        Assert.Equal([AppealRules.Resubmitted], Check([Returned(1), ReviewSamples.Round(ReviewState.Waiting) with { Round = 2 }], []).Select(f => f.Code));

    [Theory]
    [InlineData(ReviewState.Waiting, AppealRules.Open)]
    [InlineData(ReviewState.Claimed, AppealRules.Open)]
    [InlineData(ReviewState.OnHold, AppealRules.Open)]
    [InlineData(ReviewState.Approved, AppealRules.AlreadyMade)]
    [InlineData(ReviewState.Returned, AppealRules.AlreadyMade)]
    [InlineData(ReviewState.Ended, AppealRules.AlreadyMade)]
    public void Check_WhereTheRoundHasItsAppeal_RefusesASecond(ReviewState state, string code) =>
        Assert.Equal([code], Check([Returned(1)], [ReviewSamples.Round(state)]).Select(f => f.Code));

    [Fact]
    public void Check_WhereAnEarlierRoundHadItsAppeal_AllowsOneAgainstTheNewReturn() =>
        Assert.Empty(Check([Returned(1), Returned(2)], [ReviewSamples.Round(ReviewState.Returned)]));

    [Fact]
    public void Check_WhereSeveralThingsStandInTheWay_NamesThemAll() =>
        Assert.Equal(
            [AppealRules.NotAppealable, AppealRules.TermOver, AppealRules.AlreadyMade],
            AppealRules.Check(ReviewSamples.Kind with { Appealable = false }, [Returned(1)], [ReviewSamples.Round(ReviewState.Ended)], WorkingDayCalendar.BuiltIn, TestApp.China("2027-01-05T10:00")).Select(f => f.Code));

    [Theory]
    [InlineData(null, 0, "/grounds")]
    [InlineData("  ", 11, "/grounds", "/files")]
    [InlineData("理由", 10)]
    public void CheckForm_NamesEveryField(string? grounds, int files, params string[] pointers) =>
        Assert.Equal(pointers, AppealRules.CheckForm(grounds, [.. Enumerable.Range(0, files).Select(i => new FileId($"f-{i}"))]).Select(f => f.Pointer));

    [Fact]
    public void Abstaining_AreWhoDecidedWhoConfirmedAndWhoHadToAbstainBefore()
    {
        var round = Returned(1);
        round = round with { Decision = round.Decision! with { ConfirmedBy = ReviewSamples.Second }, Excluded = [new AccountId("a-third")] };
        Assert.Equal([ReviewSamples.First.Account!.Value, ReviewSamples.Second.Account!.Value, new AccountId("a-third")], AppealRules.Abstaining(round));
    }

    [Fact]
    public void Kind_IsDerivedFromTheKindAppealedAgainst()
    {
        var kind = AppealKind.Of(ReviewSamples.Kind with { FourEyes = true, HoldsPersonalData = true });
        Assert.Equal(("sample-appeal", "样例审核复核", "Samples", "AppealReview", Role.Examiner), (kind.Code, kind.Name, kind.Table, kind.Orchestrator, kind.Reviewer));
        Assert.Equal((7, 10, true, true, false), (kind.RemindAfterDays, kind.TermDays, kind.FourEyes, kind.HoldsPersonalData, kind.Appealable));
        Assert.True(AppealKind.IsAppeal(kind.Code));
        Assert.False(AppealKind.IsAppeal(ReviewSamples.Kind.Code));
    }

    private static IReadOnlyList<Finding> Check(IReadOnlyList<ReviewRound> rounds, IReadOnlyList<ReviewRound> appeals, DateTimeOffset? now = null) =>
        AppealRules.Check(ReviewSamples.Kind, rounds, appeals, WorkingDayCalendar.BuiltIn, now ?? TestApp.China("2026-11-24T10:00"));

    private static ReviewRound Returned(int number, string decided = "2026-11-23T09:00")
    {
        var round = ReviewSamples.Round(ReviewState.Returned);
        return round with { Round = number, Decision = round.Decision! with { At = TestApp.China(decided) } };
    }
}
