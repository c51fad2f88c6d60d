using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>
/// Ends an open appeal once its unit has corrected and submitted again (COM-18): who resubmits accepts the return. Resubmission and appeal both
/// send this with their write; whichever is written last finds the other, so no order of the two leaves an appeal open.
/// </summary>
internal sealed class OvertakenAppeals(ReviewKinds kinds, AppealDesk desk, CaseStore cases) : IOutboxHandler
{
    public const string Why = "贵单位已修改并重新提交，视为撤回复核申请";
    private const string Message = "appeal.overtaken";

    public string Kind => Message;

    /// <summary>The message.</summary>
    /// <param name="kind">The kind that was submitted again.</param>
    public static OutboxMessage End(ReviewKind kind) => OutboxMessage.Of(Message, kind.Code);

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var kind = kinds.Area(delivery.Read<string>()).Kind;
        while (await desk.FindAsync(kind, delivery.Case.Partition, cancellation) is { } found
            && found.Appeals.FirstOrDefault(a => a.Value.IsOpen && a.Value.Round < found.Rounds[^1].Round) is { } overtaken)
        {
            var write = new CaseWrite(delivery.Case, delivery.Stamp with { Act = "EndAppeal" });
            ReviewSubmission.End(write, found.Appealing, overtaken, Why);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // A reviewer claimed or decided it in between: look again.
            }
        }
    }
}
