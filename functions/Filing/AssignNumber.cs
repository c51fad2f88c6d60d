using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>
/// 编号 (FIL-11): the second half of an approval. The number comes from the counter's partition, the record lives in the filing's, so a message
/// stands between the two; both halves take effect once, and a crash between them is finished by the outbox.
/// </summary>
public sealed class AssignNumber(CaseStore cases, FilingRecords filings, FilingNumbers numbers, TimeProvider time) : IOutboxHandler
{
    private const string Message = "filing.assign-number";

    /// <inheritdoc />
    public string Kind => Message;

    /// <summary>The message.</summary>
    public static OutboxMessage For(FilingId filing) => OutboxMessage.Of(Message, filing);

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = delivery.Read<FilingId>();
        // 备案年度 and 备案时间 are those of the approval, also where this runs later.
        var approvedAt = delivery.Stamp.When;
        var year = ChinaTime.DateOf(approvedAt).Year;
        while (await filings.FindAsync(id, cancellation) is { Value.State: FilingState.Approved } filing)
        {
            var number = await numbers.AllocateAsync(id, year, cancellation);
            var next = filing.Value.After(FilingAct.AssignNumber) with { Number = number, FilingYear = year, FiledAt = approvedAt };
            var write = new CaseWrite(delivery.Case, ActStamp.BySystem(time, "AssignFilingNumber"))
                .Replace(filing, next)
                .Timeline("filing.filed", $"已备案，备案号：{number}")
                .Send(Notify.Unit("filing.approved", next.Unit, ("product", next.Content?.Product.Name ?? ""), ("number", number)))
                .Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName))
                .Send(ProjectionMessages.Refresh(FilingLinks.ProjectionName))
                .Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // The message was delivered twice at once: the other delivery wrote the same number.
            }
        }
    }
}
