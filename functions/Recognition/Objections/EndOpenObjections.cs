using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>
/// Ends the objections that are still open once there is nothing left to decide about their product (another was upheld, the filing is gone),
/// with word to each objector. One write for each, because there may be more of them than one batch holds.
/// </summary>
public sealed class EndOpenObjections(CaseStore cases, RecognitionRecords recognitions, ObjectionRecords objections, TimeProvider time) : IOutboxHandler
{
    private const string Message = "objection.end-open";

    /// <inheritdoc />
    public string Kind => Message;

    /// <summary>The message; it belongs to the write by which the product leaves the notice.</summary>
    /// <param name="recognition">The product.</param>
    /// <param name="why">Why, as the objectors read it.</param>
    public static OutboxMessage For(RecognitionId recognition, string why) => OutboxMessage.Of(Message, new Order(recognition, why));

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var order = delivery.Read<Order>();
        if (await recognitions.FindAsync(order.Recognition, cancellation) is not { } recognition || recognition.Value.State == RecognitionState.InNotice) return;
        foreach (var objection in await objections.AllAsync(order.Recognition, cancellation))
            await EndAsync(recognition.Value, objection.Value, order.Why, durable, cancellation);
    }

    private async Task EndAsync(RecognitionRecord recognition, Objection objection, string why, DurableTaskClient durable, CancellationToken cancellation)
    {
        while (await objections.RoundAsync(recognition.Id, objection.Index, cancellation) is { Value.IsOpen: true } round)
        {
            var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), ActStamp.BySystem(time, "EndObjection"));
            ReviewSubmission.End(write, ObjectionReviewKind.Kind, round, why);
            ObjectionMessages.Tell(write, await objections.ObjectorAsync(recognition.Id, objection.Index, cancellation), ObjectionMessages.Ended, recognition, objection, ("why", why));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // An officer claimed it or the unit made a statement in between: read again.
            }
        }
    }

    private sealed record Order(RecognitionId Recognition, string Why);
}
