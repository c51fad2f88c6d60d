using PatentFunctions.Filing;

namespace PatentFunctions.Tests.Filing;

[Trait("Spec", "FIL-02")]
public sealed class FilingStatesTests
{
    public static TheoryData<FilingState, FilingAct> Every
    {
        get
        {
            var all = new TheoryData<FilingState, FilingAct>();
            foreach (var state in Enum.GetValues<FilingState>())
                foreach (var act in Enum.GetValues<FilingAct>()) all.Add(state, act);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Find_ForEveryStateAndAct_PermitsWhatTheTableListsAndRefusesTheRest(FilingState state, FilingAct act)
    {
        var filing = new FilingRecord(new FilingId("p-1"), new UnitId("u-1"), "甲", state, 0, default);
        var line = FilingStates.Table.SingleOrDefault(t => t.From == state && t.Act == act);
        if (line is null)
        {
            Assert.Equal(409, Assert.IsType<FilingActRefused>(FilingStates.Refuse(state, act)).Status);
            Assert.Throws<RefusedException>(() => filing.After(act));
        }
        else if (line.To is { } to)
        {
            Assert.Equal(filing with { State = to }, filing.After(act));
        }
        else
        {
            Assert.Equal(FilingAct.DiscardDraft, act);
        }
    }

    [Fact]
    public void Table_ReachesEveryStateFromADraft()
    {
        var reached = new HashSet<FilingState> { FilingState.Draft };
        for (var step = 0; step < FilingStates.Table.Count; step++)
            reached.UnionWith(FilingStates.Table.Where(t => reached.Contains(t.From)).Select(t => t.To).OfType<FilingState>().ToList());
        Assert.Equal(Enum.GetValues<FilingState>().ToHashSet(), reached);
    }

    [Fact]
    public void Table_LocksWhatIsUnderReviewOrFiled() =>
        Assert.Equal([FilingState.Draft, FilingState.Returned], Enum.GetValues<FilingState>().Where(FilingStates.IsEditable));

    [Fact]
    public void Tabs_ListEveryStateOnce() =>
        Assert.Equal(Enum.GetValues<FilingState>().Order(), FilingTabs.All.SelectMany(t => t.States).Order());

    [Fact]
    public void Readme_PrintsTheTable() => DocumentedTable.Check("functions/Filing/README.md", "states", FilingStates.ToMarkdown());
}
