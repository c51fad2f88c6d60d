using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Reviews;

/// <summary>Walks the printed state table: every line is possible, everything else is refused and changes nothing.</summary>
[Trait("Spec", "COM-01")]
public class ReviewStatesTests
{
    public static TheoryData<ReviewState, ReviewAct, bool> EveryCell()
    {
        var cells = new TheoryData<ReviewState, ReviewAct, bool>();
        foreach (var state in Enum.GetValues<ReviewState>())
            foreach (var act in Enum.GetValues<ReviewAct>())
                foreach (var fourEyes in new[] { false, true }) cells.Add(state, act, fourEyes);
        return cells;
    }

    [Theory]
    [MemberData(nameof(EveryCell))]
    [Trait("Spec", "COM-17")]
    public void Act_InEveryState_FollowsTheTable(ReviewState state, ReviewAct act, bool fourEyes)
    {
        var kind = ReviewSamples.Kind with { FourEyes = fourEyes };
        var round = ReviewSamples.Round(state);
        var line = ReviewStates.Find(state, act, fourEyes);
        var by = line?.Who == ReviewParty.AnotherReviewer ? ReviewSamples.Second : ReviewSamples.First;

        var outcome = ReviewSamples.Do(kind, round, act, by);

        if (line is null)
        {
            Assert.False(outcome.TryGet(out _, out var refusal));
            Assert.Equal(409, refusal.Status);
        }
        else
        {
            Assert.True(outcome.TryGet(out var next, out var refusal), refusal?.Code);
            Assert.Equal(line.To, next.State);
        }
    }

    [Fact]
    public void DocsPage_ShowsTheTableAsItIs() =>
        DocumentedTable.Check("functions/Reviews/README.md", "states", ReviewStates.ToMarkdown());
}
