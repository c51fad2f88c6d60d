using System.Runtime.CompilerServices;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing;

/// <summary>产品备案 for the unit's own copy: each filing with its draft, every submission of every kind and its timeline.</summary>
internal sealed class OwnFilings(FilingsByUnit list, FilingRecords filings, CaseStore cases) : IOwnData
{
    public string Name => "产品备案";

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var line in await list.OfAsync(unit, cancellation))
        {
            var rounds = new List<object>();
            await foreach (var stored in cases.RowsAsync<ReviewRound>(FilingRecords.AddressOf(line.Id), ReviewRound.RowPrefix, cancellation))
            {
                var round = stored.Value;
                // An officer's proposal is no submission of the unit's.
                if (round.Submitted.Who.Unit == unit) rounds.Add(new { round.Kind, round.Round, round.State, round.Submitted.When, round.Sha256, round.Content, Decision = DecisionView.Of(round.Decision) });
            }
            yield return new
            {
                Filing = line,
                Draft = (await filings.DraftAsync(line.Id, cancellation)).Value,
                Rounds = rounds,
                Timeline = await cases.TimelineAsync(FilingRecords.AddressOf(line.Id), cancellation),
            };
        }
    }
}

/// <summary>A filing that is in force or under review needs a unit that answers for it.</summary>
internal sealed class LiveFilings(FilingsByUnit list) : IClosureHindrance
{
    public async IAsyncEnumerable<Finding> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var line in await list.OfAsync(unit, cancellation))
        {
            if (line.State is FilingState.Draft or FilingState.Returned or FilingState.Withdrawn or FilingState.Revoked) continue;
            yield return Finding.Blocks("closure.filing-live", "", $"产品备案“{line.Product}”（{line.StateName}）尚未{(FilingStates.IsInForce(line.State) ? "撤销" : "办结")}");
        }
    }
}
