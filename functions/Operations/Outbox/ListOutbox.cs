using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Outbox;

/// <summary>待发消息: a message that has not left. Its content is not shown: it may be personal data.</summary>
/// <param name="Table">Table of the case.</param>
/// <param name="Partition">Id of the case.</param>
/// <param name="Row">Row of the message.</param>
/// <param name="Kind">What kind of message, e.g. <c>workflow.start</c>.</param>
/// <param name="Act">The act that sent it.</param>
/// <param name="SentAt">When.</param>
/// <param name="Attempts">Failed attempts.</param>
/// <param name="NotBefore">Earliest next attempt.</param>
/// <param name="Failure">Why the last attempt failed.</param>
/// <param name="Dead">Given up: it waits for an operator.</param>
public sealed record OutboxEntry(string Table, string Partition, string Row, string Kind, string Act, DateTimeOffset SentAt, int Attempts, DateTimeOffset? NotBefore, string? Failure, bool Dead);

/// <summary>?state= is none that can be listed.</summary>
public sealed record UnknownOutboxState() : Malformed("outbox-state-unknown", "消息状态无效", "state 应为 dead（已放弃）或 waiting（待发）。");

/// <summary>待发与已放弃的消息 (COM-13).</summary>
public sealed class ListOutbox(IRecordStore records)
{
    /// <summary>Messages that were given up, or that wait for another attempt.</summary>
    [Function("ListOutbox")]
    [Allow(Role.Operator)]
    [QueryParameter("state", "dead（默认，已放弃，需人工重发）或 waiting（待发）", Values = "dead,waiting")]
    [QueryParameter("take", "每页条数，1 至 200")]
    [QueryParameter("continuation", "下一页标记")]
    [Answers(200, typeof(PageAnswer<OutboxEntry>))]
    [Refuses(typeof(UnknownOutboxState))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/outbox")] HttpRequest request, CancellationToken cancellation)
    {
        var asked = PageRequest.From(request);
        var entries = new List<OutboxEntry>();
        RecordPage page;
        switch (request.Query["state"].ToString())
        {
            case "" or "dead":
                page = await records.QueryAsync(OutboxDispatcher.DeadTable, new RecordQuery { Partition = OutboxDispatcher.DeadPartition, Take = asked.Take, Continuation = asked.Continuation }, cancellation);
                foreach (var place in page.Records.Select(r => r.As<MessagePlace>().Value))
                {
                    if (await records.FindAsync<WaitingMessage>(place.Table, place.Partition, place.Row, cancellation) is { Value.Dead: true } dead) entries.Add(Entry(place.Table, dead));
                }
                break;
            case "waiting":
                page = await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery { Take = asked.Take, Continuation = asked.Continuation }, cancellation);
                foreach (var pending in page.Records.Select(r => r.As<PendingPartition>().Value).Distinct())
                {
                    await foreach (var waiting in records.AllAsync<WaitingMessage>(pending.Table, new RecordQuery { Partition = pending.Partition, RowPrefix = CaseRows.Outbox }, cancellation))
                    {
                        if (!waiting.Value.Dead) entries.Add(Entry(pending.Table, waiting));
                    }
                }
                break;
            default:
                return new UnknownOutboxState();
        }
        return Results.Json(new PageAnswer<OutboxEntry>(entries, PageRequest.Answer(page, r => r.Row).Continuation), PlatformJson.Options);
    }

    private static OutboxEntry Entry(string table, Stored<WaitingMessage> waiting) => new(
        table,
        waiting.Partition,
        waiting.Row,
        waiting.Value.Message.Kind,
        waiting.Value.Stamp.Act,
        waiting.Value.Stamp.When,
        waiting.Value.Attempts,
        waiting.Value.NotBefore,
        waiting.Value.Failure,
        waiting.Value.Dead);
}
