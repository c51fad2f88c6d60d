using System.Reflection;
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
        while (FilingStates.Table.Where(t => reached.Contains(t.From)).Count(t => t.To is { } to && reached.Add(to)) > 0)
        {
        }
        Assert.Equal(Enum.GetValues<FilingState>().ToHashSet(), reached);
    }

    [Fact]
    public void Table_LocksWhatIsUnderReviewOrFiled() =>
        Assert.Equal([FilingState.Draft, FilingState.Returned], Enum.GetValues<FilingState>().Where(FilingStates.IsEditable));

    [Fact]
    public void Tabs_ListEveryStateOnce() =>
        Assert.Equal(Enum.GetValues<FilingState>().Order(), FilingTabs.All.SelectMany(t => t.States).Order());

    [Fact]
    public void Readme_PrintsTheTable()
    {
        var readme = Path.Combine(Repository, "functions", "Filing", "README.md");
        var text = File.ReadAllText(readme);
        Assert.True(text.Contains(FilingStates.ToMarkdown(), StringComparison.Ordinal), "functions/Filing/README.md must hold this table:\n" + FilingStates.ToMarkdown());
    }

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
            while (!File.Exists(Path.Combine(folder.FullName, "PatentFunctions.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }
}
