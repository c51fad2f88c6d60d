using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>?state= is none that can be listed.</summary>
public sealed record UnknownDeliveryState() : Malformed("delivery-state-unknown", "发送状态无效", "state 应为 failed（发送失败）或 pending（待发送）。");

/// <summary>Only a delivery that has failed can be sent again.</summary>
public sealed record DeliveryNotFailed() : Conflict("delivery-not-failed", "不能重新发送", "只有发送失败的通知可以重新发送；已发送的通知不会重复发送。");

/// <summary>It holds a code that is forgotten by now.</summary>
public sealed record DeliveryNotRepeatable() : Conflict("delivery-not-repeatable", "不能重新发送", "验证码类短信不能重新发送，请用户重新获取。");

/// <summary>发送失败与重发, for operators (COM-13).</summary>
public sealed class OperateDeliveries
{
    private readonly CaseStore cases;
    private readonly TimeProvider time;
    private readonly DeliverySender sender;
    private readonly AddressBounces bounces;

    /// <summary>Made by the host.</summary>
    public OperateDeliveries(CaseStore cases, IServiceProvider services, TimeProvider time)
    {
        this.cases = cases;
        this.time = time;
        sender = services.GetRequiredService<DeliverySender>();
        bounces = services.GetRequiredService<AddressBounces>();
    }

    /// <summary>Deliveries that have finally failed, or that wait, newest failures first.</summary>
    [Function("ListOperatorDeliveries")]
    [Allow(Role.Operator)]
    [QueryParameter("state", "failed（默认，发送失败）或 pending（待发送、暂存、发送中）", Values = "failed,pending")]
    [QueryParameter("take", "每页条数，1 至 200")]
    [QueryParameter("continuation", "下一页标记")]
    [Answers(200, typeof(PageAnswer<DeliveryAnswer>))]
    [Refuses(typeof(UnknownDeliveryState))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/deliveries")] HttpRequest request,
        CancellationToken cancellation)
    {
        var asked = PageRequest.From(request);
        string? table = request.Query["state"].ToString() switch { "" or "failed" => DeliveryId.FailedTable, "pending" => DeliveryId.DueTable, _ => null };
        if (table is null) return new UnknownDeliveryState();
        var failed = table == DeliveryId.FailedTable;
        var page = await cases.Records.QueryAsync(table, new RecordQuery { Partition = failed ? FailedDeliveries.Partition : null, Take = asked.Take, Continuation = asked.Continuation }, cancellation);
        var items = new List<DeliveryAnswer>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in page.Records)
        {
            var text = entry.As<string>().Value;
            if (!seen.Add(text) || DeliveryId.Parse(text) is not { } id || await FindAsync(id, cancellation) is not { } stored) continue;
            if (failed ? stored.Value.State == DeliveryState.Failed : !stored.Value.IsSettled) items.Add(DeliveryAnswer.Of(stored, forOperator: true));
        }
        return Results.Json(new PageAnswer<DeliveryAnswer>(items, PageRequest.Answer(page, r => r.Row).Continuation), PlatformJson.Options);
    }

    /// <summary>Sends a failed one again, as a new message to the gateway; the act is audited.</summary>
    [Function("ResendDelivery")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(DeliveryAnswer))]
    [Refuses(typeof(DeliveryNotFailed), typeof(DeliveryNotRepeatable))]
    public async Task<IResult> ResendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/deliveries/{id}/resend")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        if (DeliveryId.Parse(id) is not { } delivery || await FindAsync(delivery, cancellation) is not { } stored) return new NothingHere();
        if (stored.Value.State != DeliveryState.Failed) return new DeliveryNotFailed();
        if (TemplateCatalog.Get(stored.Value.Template).Parameters.Any(p => p.Secret)) return new DeliveryNotRepeatable();
        if (stored.Value.Address is { } address) await bounces.ForgetAsync(address, cancellation);
        await new DueIndex(cases.Records, DeliveryId.DueTable).AddAsync(time.GetUtcNow() + DeliverySender.Claim, delivery.ToString(), cancellation);
        var again = stored.Value.To(DeliveryState.Queued) with { Attempts = 0, Resends = stored.Value.Resends + 1, Reason = null, NextAt = null, QueuedAt = time.GetUtcNow() };
        await cases.CommitAsync(new CaseWrite(new CaseAddress(DeliveryId.Table, delivery.Partition), request.Stamp(time, "ResendDelivery")).Replace(stored, again), durable, cancellation);
        await FailedDeliveries.RemoveAsync(cases.Records, delivery, cancellation);
        await sender.AttemptAsync(delivery, cancellation);
        return await FindAsync(delivery, cancellation) is { } now ? Results.Json(DeliveryAnswer.Of(now, forOperator: true), PlatformJson.Options) : new NothingHere();
    }

    private Task<Stored<Delivery>?> FindAsync(DeliveryId id, CancellationToken cancellation) =>
        cases.Records.FindAsync<Delivery>(DeliveryId.Table, id.Partition, id.Row, cancellation);
}
