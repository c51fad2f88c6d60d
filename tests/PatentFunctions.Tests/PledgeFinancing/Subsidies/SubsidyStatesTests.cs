using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-04")]
public sealed class SubsidyStatesTests
{
    public static TheoryData<SubsidyState, SubsidyAct> Every
    {
        get
        {
            var all = new TheoryData<SubsidyState, SubsidyAct>();
            foreach (var state in Enum.GetValues<SubsidyState>())
                foreach (var act in Enum.GetValues<SubsidyAct>()) all.Add(state, act);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void After_ForEveryStateAndAct_PermitsWhatTheTableLists(SubsidyState state, SubsidyAct act)
    {
        var record = SubsidySample.Record(state);
        if (SubsidyStates.Table.SingleOrDefault(t => t.From == state && t.Act == act) is not { } line)
        {
            var refusal = Assert.IsType<SubsidyActRefused>(SubsidyStates.Refuse(state, act));
            Assert.Equal(409, refusal.Status);
            Assert.Throws<RefusedException>(() => record.After(act));
            return;
        }
        if (line.To is { } to) Assert.Equal(to, record.After(act).State);
        else Assert.Throws<InvalidOperationException>(() => record.After(act));
        Assert.Contains(SubsidyStates.ActsOf(state, line.Who), a => a.Code == act && a.Name == SubsidyStates.NameOf(act));
    }

    [Fact]
    public void Table_ReachesEveryStateFromTheDraft()
    {
        var reached = new HashSet<SubsidyState> { SubsidyState.Draft };
        for (var step = 0; step < SubsidyStates.Table.Count; step++)
            reached.UnionWith(SubsidyStates.Table.Where(t => reached.Contains(t.From) && t.To is not null).Select(t => t.To!.Value).ToList());
        Assert.Equal(Enum.GetValues<SubsidyState>().ToHashSet(), reached);
    }

    [Fact]
    public void Table_LeadsOutOfEveryStateThatIsNotFinal() =>
        Assert.All(Enum.GetValues<SubsidyState>().Where(s => !SubsidyStates.IsFinal(s)), s => Assert.Contains(SubsidyStates.Table, t => t.From == s && t.To != s));

    [Fact]
    public void Names_OfStatesAndActs_AreAllDifferent()
    {
        Assert.Distinct(Enum.GetValues<SubsidyState>().Select(SubsidyStates.NameOf));
        Assert.Distinct(Enum.GetValues<SubsidyAct>().Select(SubsidyStates.NameOf));
    }

    [Fact]
    public void Readme_PrintsTheTable() => DocumentedTable.Check("functions/PledgeFinancing/Subsidies/README.md", "states", SubsidyStates.ToMarkdown());
}
