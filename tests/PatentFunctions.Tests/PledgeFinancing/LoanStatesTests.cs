using PatentFunctions.Notifications.Templates;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Repayments;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-03")]
public sealed class LoanStatesTests
{
    public static TheoryData<LoanState, LoanAct> Every
    {
        get
        {
            var all = new TheoryData<LoanState, LoanAct>();
            foreach (var state in Enum.GetValues<LoanState>())
                foreach (var act in Enum.GetValues<LoanAct>()) all.Add(state, act);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Find_ForEveryStateAndAct_PermitsWhatTheTableListsAndRefusesTheRest(LoanState state, LoanAct act)
    {
        var loan = LoanSample.Record(state: state);
        if (LoanStates.Table.SingleOrDefault(t => t.From == state && t.Act == act) is { } line)
        {
            Assert.Equal(line.To, loan.After(act).State);
            return;
        }
        Assert.Equal(409, Assert.IsType<LoanActRefused>(LoanStates.Refuse(state, act)).Status);
        Assert.Throws<RefusedException>(() => loan.After(act));
    }

    [Fact]
    public void Table_ReachesEveryStateFromRepayingAndLeavesNoneThatIsOver()
    {
        var reached = new HashSet<LoanState> { LoanState.Repaying };
        for (var step = 0; step < LoanStates.Table.Count; step++)
            reached.UnionWith(LoanStates.Table.Where(t => reached.Contains(t.From)).Select(t => t.To).ToList());
        Assert.Equal(Enum.GetValues<LoanState>().ToHashSet(), reached);
        Assert.All(LoanStates.Table.Where(t => t.From is LoanState.Settled or LoanState.Defaulted), t => Assert.Equal((LoanAct.Correct, t.From), (t.Act, t.To)));
    }

    [Theory]
    [InlineData(LoanPerformance.FulfilledAtTerm, LoanState.Settled)]
    [InlineData(LoanPerformance.FulfilledEarly, LoanState.Settled)]
    [InlineData(LoanPerformance.Defaulted, LoanState.Defaulted)]
    [InlineData(LoanPerformance.InProgress, LoanState.Repaying)]
    public void Confirmation_ByPerformance_LeadsToItsState(LoanPerformance performance, LoanState state) =>
        Assert.Equal(state, LoanSample.Record(state: LoanState.AwaitingBank).After(LoanStates.ConfirmationOf(performance)).State);

    [Fact]
    public void Kind_RemindsEveryThirdDayEscalatesToTheFinanceOfficerAndHasItsTemplates()
    {
        var kind = RepaymentConfirmationKind.Kind;
        Assert.Equal((Role.Bank, 3, 3, 10, Role.FinanceOfficer), (kind.Reviewer, kind.RemindAfterDays, kind.RemindEveryDays, kind.TermDays, kind.EscalateTo));
        Assert.Equal(kind.Reasons.Count, kind.Reasons.Select(r => r.Code).Distinct().Count());
        Assert.All(new[] { kind.Templates.Returned, kind.Templates.Reminder, kind.Templates.Escalation, "repayment.confirmed", "repayment.applied" }, code => TemplateCatalog.Get(code!));
        Assert.NotNull(TemplateCatalog.Get("repayment.applied").Sms);
        Assert.NotNull(TemplateCatalog.Get("repayment.confirmed").Sms);
        Assert.NotNull(TemplateCatalog.Get("repayment.refused").Sms);
    }

    [Fact]
    public void Readme_PrintsTheTable() => DocumentedTable.Check("functions/PledgeFinancing/README.md", "loan-states", LoanStates.ToMarkdown());
}
