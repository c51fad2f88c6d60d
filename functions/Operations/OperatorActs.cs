using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Operations;

/// <summary>Why an operator does something (操作原因): it stands in the audit.</summary>
/// <param name="Reason">The reason in Chinese.</param>
public sealed record OperatorOrder(string Reason);

/// <summary>运维操作 as it is recorded and answered.</summary>
/// <param name="Id">The order.</param>
/// <param name="Act">What is done, e.g. <c>RestartWorkflow</c>.</param>
/// <param name="Target">What it is done to.</param>
/// <param name="Reason">Why.</param>
/// <param name="OrderedAt">The instant.</param>
public sealed record OperatorAct(string Id, string Act, string Target, string Reason, DateTimeOffset OrderedAt);

/// <summary>
/// An operator's order is a case of its own: recorded, audited and carried out by a message, so that it survives a crash and takes effect once.
/// </summary>
internal static class OperatorActs
{
    public const string Table = "Operations";

    /// <summary>Records the order and carries it out.</summary>
    public static async Task<IResult> OrderAsync(this CaseStore cases, HttpRequest request, TimeProvider time, string act, string target, OperatorOrder order, OutboxMessage message, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = new CaseAddress(Table, request.DeriveId("op"));
        if (!await cases.WasDoneAsync(address, request, order, cancellation))
        {
            var record = new OperatorAct(address.Partition, act, target, order.Reason, time.GetUtcNow());
            var write = new CaseWrite(address, request.Stamp(time, act, order.Reason)).Insert(CaseRows.Record, record).Once(request, order).Send(message);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (Platform.Storage.StoreConflictException)
            {
                // A twin of this request was faster; with another body it would be refused by what it stored.
                await cases.WasDoneAsync(address, request, order, cancellation);
            }
        }
        var stored = await cases.FindAsync<OperatorAct>(address, CaseRows.Record, cancellation);
        return stored is null ? new NothingHere() : Results.Json(stored.Value, PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
