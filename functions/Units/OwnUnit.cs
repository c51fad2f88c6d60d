using System.Runtime.CompilerServices;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Units;

/// <summary>单位信息 for the unit's own copy: the data in force, drafts, asset information, rounds and timeline.</summary>
internal sealed class OwnUnit(UnitRecords units, UnitDesk desk, CaseStore cases) : IOwnData
{
    public string Name => "单位信息";

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await units.FindAsync(unit, cancellation) is not { Value: var record }) yield break;
        yield return record;
        if (await desk.FindFormAsync<RealnameDraft>(unit, UnitTables.DraftRow, cancellation) is { Value: var realname }) yield return realname;
        if (await desk.FindFormAsync<UnitChangeDraft>(unit, UnitTables.ChangeDraftRow, cancellation) is { Value: var change }) yield return change;
        foreach (var year in await units.AssetYearsAsync(unit, cancellation)) yield return (await units.AssetsAsync(unit, year, cancellation))!;
        foreach (var round in await desk.RoundsAsync(unit, cancellation)) yield return new { round.Kind, round.Round, round.State, round.Submitted.When, round.Sha256, round.Content, Decision = Reviews.DecisionView.Of(round.Decision) };
        foreach (var entry in await cases.TimelineAsync(UnitTables.Address(unit), cancellation)) yield return entry;
    }
}

/// <summary>实名认证 or 单位信息变更 under review keeps an account open.</summary>
internal sealed class OpenUnitReviews(UnitRecords units) : IClosureHindrance
{
    public async IAsyncEnumerable<Finding> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await units.FindAsync(unit, cancellation) is not { Value: var record }) yield break;
        if (record.State == RealnameState.UnderReview) yield return Finding.Blocks("closure.realname-under-review", "", "单位实名认证正在审核");
        if (record.Change == UnitChangeState.UnderReview) yield return Finding.Blocks("closure.unit-change-under-review", "", "单位信息变更正在审核");
    }
}
