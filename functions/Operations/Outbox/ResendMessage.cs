using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Outbox;

/// <summary>Which message to send again.</summary>
/// <param name="Table">Table of the case.</param>
/// <param name="Partition">Id of the case.</param>
/// <param name="Row">Row of the message.</param>
/// <param name="Reason">Why, for the audit.</param>
public sealed record ResendOrder(string Table, string Partition, string Row, string Reason);

/// <summary>Only what was given up can be sent again by hand; the rest goes on by itself.</summary>
public sealed record MessageNotDead() : Conflict("message-not-dead", "无需重发", "该消息仍在自动重试或已经发出，无需人工重发。");

/// <summary>重发已放弃的消息 (COM-13).</summary>
public sealed class ResendMessage(CaseStore cases, TimeProvider time)
{
    /// <summary>Takes up again a message that was given up.</summary>
    [Function("ResendMessage")]
    [Allow(Role.Operator)]
    [Accepts(typeof(ResendOrder)), Answers(202, typeof(OperatorAct)), Refuses(typeof(MessageNotDead), typeof(NothingHere)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/outbox/resend")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<ResendOrder>(cancellation);
        var place = new MessagePlace(body.Table, body.Partition, body.Row);
        var target = $"{place.Table}/{place.Partition}/{place.Row}";
        var order = new OperatorOrder(body.Reason + " " + target);
        if (!await cases.WasDoneAsync(new CaseAddress(OperatorActs.Table, request.DeriveId("op")), request, order, cancellation))
        {
            if (await FindAsync(place, cancellation) is not { } waiting) return new NothingHere();
            if (!waiting.Dead) return new MessageNotDead();
        }
        return await cases.OrderAsync(request, time, "ResendMessage", target, order, ResendHandler.Message(place), durable, cancellation);
    }

    private async Task<WaitingMessage?> FindAsync(MessagePlace place, CancellationToken cancellation)
    {
        if (!RecordLimits.IsTable(place.Table) || !RecordLimits.IsKey(place.Partition) || !RecordLimits.IsKey(place.Row) || !place.Row.StartsWith(CaseRows.Outbox, StringComparison.Ordinal)) return null;
        return (await cases.Records.FindAsync<WaitingMessage>(place.Table, place.Partition, place.Row, cancellation))?.Value;
    }
}

/// <summary>Carries out the order.</summary>
internal sealed class ResendHandler(IServiceProvider services) : IOutboxHandler
{
    private const string ResendKind = "operations.resend";

    public string Kind => ResendKind;

    public static OutboxMessage Message(MessagePlace place) => OutboxMessage.Of(ResendKind, place);

    // The dispatcher makes its handlers, so it cannot be asked for before it is there.
    public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation) =>
        services.GetRequiredService<OutboxDispatcher>().ReviveAsync(delivery.Read<MessagePlace>(), durable, cancellation);
}
