using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>平台撤销备案 on the order of another case (an upheld objection, REC-04): the decision was taken there, by two officers.</summary>
public sealed class RevokeOnOrder(CaseStore cases, FilingRecords filings, FilingEnd end, TimeProvider time) : IOutboxHandler
{
    /// <inheritdoc />
    public string Kind => FilingRevocationOrder.Kind;

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var order = delivery.Read<FilingRevocationOrder>();
        // A filing that has ended already, by an earlier delivery or otherwise, stays as it ended.
        while (await filings.FindAsync(order.Filing, cancellation) is { } filing && FilingStates.IsInForce(filing.Value.State))
        {
            var stamp = delivery.Stamp with { Who = order.DecidedBy, When = time.GetUtcNow(), Act = "RevokeFilingOnOrder", Why = order.Reason };
            var write = new CaseWrite(FilingRecords.AddressOf(order.Filing), stamp);
            await end.AddToAsync(write, filing, FilingAct.Revoke, new FilingEndReason(order.Reason), cancellation);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // Something else was written to the filing meanwhile, perhaps this very order: look again.
            }
        }
    }
}
