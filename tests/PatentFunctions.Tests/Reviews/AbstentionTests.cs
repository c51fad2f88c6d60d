using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Reviews;

public sealed class AbstentionTests
{
    [Theory]
    [Trait("Spec", "COM-17")]
    [InlineData(ReviewAct.Claim)]
    [InlineData(ReviewAct.Approve)]
    [InlineData(ReviewAct.Return)]
    public void Act_ByAReviewerWhoHadAPartInIt_IsRefused(ReviewAct act)
    {
        var round = ReviewSamples.Round(ReviewState.Waiting) with { Excluded = [ReviewSamples.First.Account!.Value] };

        Assert.Equal("review-must-abstain", ReviewSamples.Do(ReviewSamples.Kind, round, act, ReviewSamples.First).Refusal!.Code);
        Assert.Null(ReviewSamples.Do(ReviewSamples.Kind, round, act, ReviewSamples.Second).Refusal);
    }

    [Fact]
    [Trait("Spec", "COM-17")]
    public void HandOver_ToAColleagueWhoHadAPartInIt_IsRefused()
    {
        var round = ReviewSamples.Round(ReviewState.Claimed) with { Excluded = [ReviewSamples.Second.Account!.Value] };

        Assert.Equal("review-must-abstain", ReviewSamples.Do(ReviewSamples.Kind, round, ReviewAct.HandOver, ReviewSamples.First).Refusal!.Code);
    }
}
