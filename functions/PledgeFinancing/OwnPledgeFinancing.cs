using System.Runtime.CompilerServices;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.PledgeFinancing;

/// <summary>质押融资 for the unit's own copy: its loans and its applications, drafts among them.</summary>
internal sealed class OwnPledgeFinancing(LoansByUnit loans, SubsidyLists subsidies) : IOwnData
{
    public string Name => "质押融资";

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var loan in await loans.OfAsync(unit, cancellation)) yield return loan;
        foreach (var subsidy in await subsidies.OfUnitAsync(unit, cancellation)) yield return subsidy;
    }
}

/// <summary>A repayment that the bank has to confirm, and an application that is under way, need a unit that answers for them.</summary>
internal sealed class OpenPledgeFinancing(LoansByUnit loans, SubsidyLists subsidies) : IClosureHindrance
{
    public async IAsyncEnumerable<Finding> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var loan in await loans.OfAsync(unit, cancellation))
            if (loan.State == LoanState.AwaitingBank) yield return Finding.Blocks("closure.repayment-open", "", $"质押贷款{loan.Number}的还款完成申请正在等待银行确认");
        foreach (var subsidy in await subsidies.OfUnitAsync(unit, cancellation))
            if (SubsidyStates.HoldsClaims(subsidy.State) && subsidy.State != SubsidyState.Paid) yield return Finding.Blocks("closure.subsidy-open", "", $"利息补贴申请{subsidy.Number}（{subsidy.StateName}）尚未办结");
    }
}
