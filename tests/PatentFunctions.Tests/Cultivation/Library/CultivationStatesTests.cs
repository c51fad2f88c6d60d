using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Recommendations;

namespace PatentFunctions.Tests.Cultivation.Library;

/// <summary>The state tables of recommendation, library and adjustment: walked, and shown on the page as the code prints them.</summary>
[Trait("Spec", "SME-08")]
public sealed class CultivationStatesTests
{
    private const string Page = "functions/Cultivation/Library/README.md";

    [Fact]
    public void Tables_OnThePage_AreThoseOfTheCode()
    {
        DocumentedTable.Check(Page, "recommendation-lists", RecommendationListStates.ToMarkdown());
        DocumentedTable.Check(Page, "candidates", CandidateStates.ToMarkdown());
        DocumentedTable.Check(Page, "library", LibraryStates.ToMarkdown());
        DocumentedTable.Check(Page, "adjustments", AdjustmentStates.ToMarkdown());
    }

    [Fact]
    public void Lists_InEveryStateByEveryAct_DoWhatTheTableSays() =>
        Walk<RecommendationListState, RecommendationListAct>(
            (s, a) => RecommendationListStates.Find(s, a) is var found && found.TryGet(out var line, out _) ? line.To : null,
            (s, a) => RecommendationListStates.Find(s, a).Refusal,
            [.. RecommendationListStates.Table.Select(t => (t.From, t.Act, t.To))],
            RecommendationListStates.NameOf);

    [Fact]
    public void Candidates_InEveryStateByEveryAct_DoWhatTheTableSays() =>
        Walk<CandidateState, CandidateAct>(
            (s, a) => CandidateStates.Find(s, a).TryGet(out var line, out _) ? line.To : null, (s, a) => CandidateStates.Find(s, a).Refusal,
            [.. CandidateStates.Table.Select(t => (t.From, t.Act, t.To))], CandidateStates.NameOf);

    [Fact]
    public void Library_InEveryStateByEveryAct_DoesWhatTheTableSays() =>
        Walk<LibraryState, LibraryAct>(
            (s, a) => LibraryStates.Find(s, a).TryGet(out var line, out _) ? line.To : null, (s, a) => LibraryStates.Find(s, a).Refusal,
            [.. LibraryStates.Table.Select(t => (t.From, t.Act, t.To))], LibraryStates.NameOf);

    [Fact]
    public void Adjustments_InEveryStateByEveryAct_DoWhatTheTableSays() =>
        Walk<AdjustmentState, AdjustmentAct>(
            (s, a) => AdjustmentStates.Find(s, a).TryGet(out var line, out _) ? line.To : null, (s, a) => AdjustmentStates.Find(s, a).Refusal,
            [.. AdjustmentStates.Table.Select(t => (t.From, t.Act, t.To))], AdjustmentStates.NameOf);

    private static void Walk<TState, TAct>(Func<TState, TAct, TState?> find, Func<TState, TAct, Refusal?> refuse, IReadOnlyList<(TState From, TAct Act, TState To)> table, Func<TState, string> nameOf)
        where TState : struct, Enum
        where TAct : struct, Enum
    {
        Assert.Equal(table.Count, table.Select(t => (t.From, t.Act)).Distinct().Count());
        foreach (var state in Enum.GetValues<TState>())
        {
            foreach (var act in Enum.GetValues<TAct>())
            {
                TState? expected = table.Where(t => t.From.Equals(state) && t.Act.Equals(act)).Select(t => (TState?)t.To).SingleOrDefault();
                Assert.Equal(expected, find(state, act));
                if (expected is not null) continue;
                var refusal = refuse(state, act)!;
                Assert.Equal(409, refusal.Status);
                Assert.Contains(nameOf(state), refusal.Detail, StringComparison.Ordinal);
            }
        }
    }
}
