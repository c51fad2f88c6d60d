using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>The four state tables, walked: every act in every state is permitted as the table says or refused with 409.</summary>
public sealed class CooperationStatesTests
{
    [Fact]
    [Trait("Spec", "EXP-01")]
    public void Experts_ForEveryStateAndAct_FollowTheTable()
    {
        foreach (var (state, act) in Pairs<PoolExpertState, PoolExpertAct>())
        {
            var expert = new PoolExpert(new AccountId("a-1"), new UnitId("u-1"), "甲", state, 0, default);
            if (PoolExpertStates.Table.SingleOrDefault(t => t.From == state && t.Act == act) is { } line) Assert.Equal(line.To, expert.After(act).State);
            else Assert.Equal(409, Assert.IsType<PoolExpertActRefused>(PoolExpertStates.Refuse(state, act)).Status);
        }
        Assert.Equal(Enum.GetValues<PoolExpertState>().Order(), Reached(PoolExpertState.Draft, PoolExpertStates.Table.Select(t => (t.From, (PoolExpertState?)t.To))));
        Assert.Equal([PoolExpertState.Admitted, PoolExpertState.ChangeUnderReview], Enum.GetValues<PoolExpertState>().Where(s => new PoolExpert(new AccountId("a"), new UnitId("u"), "", s, 0, default).MayEvaluate));
    }

    [Fact]
    [Trait("Spec", "DEM-01")]
    public void Demands_ForEveryStateAndAct_FollowTheTable()
    {
        foreach (var (state, act) in Pairs<DemandState, DemandAct>())
        {
            var demand = new DemandRecord(new DemandId("d-1"), new UnitId("u-1"), "甲", state, 0, default, new DemandForm());
            var line = DemandStates.Table.SingleOrDefault(t => t.From == state && t.Act == act);
            if (line is null) Assert.Equal(409, Assert.IsType<DemandActRefused>(DemandStates.Refuse(state, act)).Status);
            else if (line.To is { } to) Assert.Equal(to, demand.After(act).State);
            else Assert.Equal(DemandAct.Discard, act);
        }
        Assert.Equal(Enum.GetValues<DemandState>().Order(), Reached(DemandState.Draft, DemandStates.Table.Select(t => (t.From, t.To))));
        // What is public is answered, and nothing else.
        Assert.Equal(Enum.GetValues<DemandState>().Where(DemandStates.IsPublic), Enum.GetValues<DemandState>().Where(s => DemandStates.Refuse(s, DemandAct.Answer) is null));
    }

    [Fact]
    [Trait("Spec", "INT-01")]
    public void Intents_ForEveryStateActAndRole_FollowTheTable()
    {
        foreach (var (state, act) in Pairs<IntentState, IntentAct>())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var line = IntentStates.Table.SingleOrDefault(t => t.From == state && t.Act == act && t.Who.Contains(role));
                var found = IntentStates.Find(state, act, role);
                if (line is null) Assert.Equal(409, Assert.IsType<IntentActRefused>(found.Refusal).Status);
                else Assert.Equal(line.To, found.Value.To);
            }
        }
        Assert.Equal(Enum.GetValues<IntentState>().Order(), Reached(IntentState.Sent, IntentStates.Table.Select(t => (t.From, (IntentState?)t.To))));
        Assert.All(IntentStates.Table, t => Assert.True(IntentStates.IsOpen(t.From)));
    }

    [Fact]
    [Trait("Spec", "EVA-01")]
    public void Evaluations_ForEveryStateAndAct_FollowTheTable()
    {
        ExpertEvaluationState?[] experts = [null, .. Enum.GetValues<ExpertEvaluationState>()];
        foreach (var (state, act) in Pairs<EvaluationState, EvaluationAct>())
        {
            foreach (var expert in experts)
            {
                var line = EvaluationStates.Table.SingleOrDefault(t => t.From == state && t.Expert == expert && t.Act == act);
                var found = EvaluationStates.Find(state, expert, act);
                if (line is null) Assert.Equal(409, Assert.IsType<EvaluationActRefused>(found.Refusal).Status);
                else Assert.Equal((line.To, line.ExpertTo), (found.Value.To, found.Value.ExpertTo));
                if (state == EvaluationState.Published) Assert.NotNull(found.Refusal);
            }
        }
    }

    [Theory]
    [InlineData("Experts", "states")]
    [InlineData("Evaluations", "states")]
    [InlineData("Intents", "states")]
    [InlineData("Demands", "states")]
    public void Readme_PrintsTheTable(string folder, string table)
    {
        var printed = folder switch
        {
            "Experts" => PoolExpertStates.ToMarkdown(),
            "Evaluations" => EvaluationStates.ToMarkdown(),
            "Intents" => IntentStates.ToMarkdown(),
            _ => DemandStates.ToMarkdown(),
        };
        DocumentedTable.Check($"functions/Revitalization/{folder}/README.md", table, printed);
    }

    private static IEnumerable<(TState, TAct)> Pairs<TState, TAct>()
        where TState : struct, Enum
        where TAct : struct, Enum =>
        from state in Enum.GetValues<TState>() from act in Enum.GetValues<TAct>() select (state, act);

    private static IEnumerable<TState> Reached<TState>(TState first, IEnumerable<(TState From, TState? To)> table)
        where TState : struct, Enum
    {
        var (lines, reached) = (table.ToList(), new HashSet<TState> { first });
        for (var step = 0; step < lines.Count; step++) reached.UnionWith(lines.Where(l => reached.Contains(l.From)).Select(l => l.To).OfType<TState>().ToList());
        return reached.Order();
    }
}
