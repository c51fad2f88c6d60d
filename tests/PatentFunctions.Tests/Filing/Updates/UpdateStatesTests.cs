using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Tests.Filing.Updates;

[Trait("Spec", "UPD-01")]
public sealed class UpdateStatesTests
{
    public static TheoryData<UpdateState, UpdateAct> Every
    {
        get
        {
            var all = new TheoryData<UpdateState, UpdateAct>();
            foreach (var state in Enum.GetValues<UpdateState>())
                foreach (var act in Enum.GetValues<UpdateAct>()) all.Add(state, act);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Find_ForEveryStateAndAct_PermitsWhatTheTableListsAndRefusesTheRest(UpdateState state, UpdateAct act)
    {
        var update = new UpdateRecord(new FilingId("p-1"), 2027, state);
        if (UpdateStates.Table.SingleOrDefault(t => t.From == state && t.Act == act) is { } line)
        {
            Assert.Equal(update with { State = line.To }, update.After(act));
            return;
        }
        Assert.Equal(409, Assert.IsType<UpdateActRefused>(UpdateStates.Refuse(state, act)).Status);
        Assert.Throws<RefusedException>(() => update.After(act));
    }

    [Fact]
    public void Table_ReachesEveryStateFromNotUpdated()
    {
        var reached = new HashSet<UpdateState> { UpdateState.NotUpdated };
        for (var step = 0; step < UpdateStates.Table.Count; step++)
            reached.UnionWith(UpdateStates.Table.Where(t => reached.Contains(t.From)).Select(t => t.To).ToList());
        Assert.Equal(Enum.GetValues<UpdateState>().ToHashSet(), reached);
    }

    [Fact]
    public void Table_LocksWhatIsUnderReviewOrUpdated() =>
        Assert.Equal([UpdateState.NotUpdated, UpdateState.Returned], Enum.GetValues<UpdateState>().Where(s => UpdateStates.Refuse(s, UpdateAct.SaveDraft) is null));

    [Fact]
    public void Tabs_ListEveryStateOnce() => Assert.Equal(Enum.GetValues<UpdateState>().Order(), UpdateTabs.All.Select(t => t.State).Order());

    [Fact]
    public void Kind_HasAFilingsChecklistAndReasonsAndTemplatesThatExist()
    {
        var (kind, filing) = (FilingUpdateReviewKind.Kind, FilingReviewKind.Kind);
        Assert.Subset(kind.Checklist.Select(c => c.Code).ToHashSet(), filing.Checklist.Select(c => c.Code).ToHashSet());
        Assert.Subset(kind.Reasons.Select(r => r.Code).ToHashSet(), filing.Reasons.Select(r => r.Code).ToHashSet());
        Assert.Equal(kind.Reasons.Count, kind.Reasons.Select(r => r.Code).Distinct().Count());
        Assert.All(new[] { kind.Templates.Approved, kind.Templates.Returned, kind.Templates.Reminder, kind.Templates.Escalation }, code => TemplateCatalog.Get(code!));
    }

    [Fact]
    public void Readme_PrintsTheTable() => DocumentedTable.Check("functions/Filing/README.md", "update-states", UpdateStates.ToMarkdown());
}
