using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Tests.Cultivation.Reports;

/// <summary>The table of states: printed into the README, and whatever it does not list is refused.</summary>
[Trait("Spec", "SME-06")]
public sealed class ReportStatesTests
{
    [Fact]
    public void Table_IsWhatTheReadmePrints() => DocumentedTable.Check("functions/Cultivation/README.md", "report-states", ReportStates.ToMarkdown());

    [Fact]
    public void EveryStateAndAct_NotInTheTable_IsRefused()
    {
        foreach (var state in Enum.GetValues<ReportState>())
        {
            foreach (var act in Enum.GetValues<ReportAct>())
            {
                var listed = ReportStates.Table.Count(t => t.From == state && t.Act == act);
                Assert.True(listed <= 1, $"{state} {act} twice");
                Assert.Equal(listed == 0, ReportStates.Refuse(state, act) is ReportActRefused);
            }
        }
    }
}
