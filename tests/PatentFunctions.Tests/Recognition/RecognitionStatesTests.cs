using PatentFunctions.Filing;
using PatentFunctions.Recognition;

namespace PatentFunctions.Tests.Recognition;

[Trait("Spec", "REC-02")]
public sealed class RecognitionStatesTests
{
    public static TheoryData<RecognitionState, RecognitionAct> Every
    {
        get
        {
            var all = new TheoryData<RecognitionState, RecognitionAct>();
            foreach (var state in Enum.GetValues<RecognitionState>())
                foreach (var act in Enum.GetValues<RecognitionAct>()) all.Add(state, act);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void After_ForEveryStateAndAct_PermitsWhatTheTableListsAndKeepsTheStep(RecognitionState state, RecognitionAct act)
    {
        var filing = new FilingId("p-1");
        var recognition = new RecognitionRecord(RecognitionId.Of(2026, filing), 2026, filing, "2026000001", new UnitId("u-1"), "甲", "轴承", null, state);
        var stamp = new ActStamp(new Actor(new AccountId("a-1"), Role.Examiner, "试点平台"), TestApp.China("2026-10-01T10:00"), act.ToString(), "t");
        if (RecognitionStates.Table.SingleOrDefault(t => t.From == state && t.Act == act) is not { } line)
        {
            Assert.Equal(409, Assert.IsType<RecognitionActRefused>(RecognitionStates.Refuse(state, act)).Status);
            Assert.Throws<RefusedException>(() => recognition.After(act, stamp));
            return;
        }
        var next = recognition.After(act, stamp, "因为");
        Assert.Equal(line.To, next.State);
        Assert.Equal(new RecognitionStep(act, line.To, stamp.Who, stamp.When, "因为"), Assert.Single(next.Steps));
        Assert.Equal([new AccountId("a-1")], next.Officers);
    }

    [Fact]
    public void Table_ReachesEveryStateFromTheEntry()
    {
        var reached = new HashSet<RecognitionState> { RecognitionStates.Table.Single(t => t.From is null).To };
        for (var step = 0; step < RecognitionStates.Table.Count; step++)
            reached.UnionWith(RecognitionStates.Table.Where(t => t.From is { } from && reached.Contains(from)).Select(t => t.To).ToList());
        Assert.Equal(Enum.GetValues<RecognitionState>().ToHashSet(), reached);
    }

    [Fact]
    public void Names_OfStatesAndActs_AreAllDifferent()
    {
        Assert.Distinct(Enum.GetValues<RecognitionState>().Select(RecognitionStates.NameOf));
        Assert.Distinct(Enum.GetValues<RecognitionAct>().Select(RecognitionStates.NameOf));
    }

    [Fact]
    public void Tabs_ListEveryStateOnce() => Assert.Equal(Enum.GetValues<RecognitionState>().Order(), RecognitionTabs.All.SelectMany(t => t.States).Order());

    [Fact]
    public void Readme_PrintsTheTable() => DocumentedTable.Check("functions/Recognition/README.md", "states", RecognitionStates.ToMarkdown());
}
