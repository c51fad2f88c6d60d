using System.Runtime.CompilerServices;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization;

/// <summary>盘活行动 for the unit's own copy: 关注领域, evaluations with its own experts' marks, intents and demands; of a university its resources.</summary>
internal sealed class OwnCooperation(FocusRecords focus, UnitEvaluations evaluations, IntentLists intents, DemandLists demands, ResourcesByUniversity resources) : IOwnData
{
    public string Name => "盘活行动";

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await focus.FindAsync(unit, cancellation) is { Value: var fields }) yield return fields;
        foreach (var evaluation in await evaluations.OfAsync(unit, cancellation)) yield return evaluation;
        foreach (var intent in await intents.OfUnitAsync(unit, cancellation)) yield return intent;
        foreach (var demand in await demands.OfUnitAsync(unit, cancellation)) yield return demand;
        await foreach (var resource in resources.AllAsync(unit, cancellation)) yield return resource;
    }
}

/// <summary>Whoever has asked a university or the public for something has to be there for the answer, and so has whoever offers something.</summary>
internal sealed class OpenCooperation(IntentLists intents, DemandLists demands, ResourcesByUniversity resources) : IClosureHindrance
{
    public async IAsyncEnumerable<Finding> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var intent in await intents.OfUnitAsync(unit, cancellation))
            if (intent.State is not (IntentState.Agreed or IntentState.Closed)) yield return Finding.Blocks("closure.intent-open", "", $"对“{intent.Title}”的合作意向（{intent.StateName}）尚未关闭");
        foreach (var demand in await demands.OfUnitAsync(unit, cancellation))
            if (demand.State is DemandState.UnderReview or DemandState.Published or DemandState.RevisionUnderReview) yield return Finding.Blocks("closure.demand-open", "", $"公开需求“{demand.Title}”（{demand.StateName}）尚未撤回");
        await foreach (var resource in resources.AllAsync(unit, cancellation))
            if (resource.State == ResourceState.Offered) yield return Finding.Blocks("closure.resource-offered", "", $"转化资源“{resource.Title}”尚未下架");
    }
}
