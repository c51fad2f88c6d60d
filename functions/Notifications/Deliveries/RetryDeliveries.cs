using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>Goes on with every delivery that is due: retries, held ones, those that a crash left, and takes in receipts.</summary>
public sealed class RetryDeliveries
{
    // The longest wait is until the next morning, or four hours for another attempt.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly DeliverySender sender;
    private readonly DeliveryReceipts receipts;
    private readonly IEnumerable<IReceiptSource> sources;
    private readonly DueIndex due;
    private readonly TimeProvider time;
    private readonly ILogger<RetryDeliveries> log;

    /// <summary>Made by the host.</summary>
    public RetryDeliveries(IServiceProvider services, IRecordStore records, TimeProvider time, ILogger<RetryDeliveries> log)
    {
        sender = services.GetRequiredService<DeliverySender>();
        receipts = services.GetRequiredService<DeliveryReceipts>();
        sources = services.GetServices<IReceiptSource>();
        due = new DueIndex(records, DeliveryId.DueTable);
        this.time = time;
        this.log = log;
    }

    /// <summary>Every minute.</summary>
    [Function("RetryDeliveries")]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => RetryAsync(cancellation);

    /// <summary>Looks at everything that is due now.</summary>
    internal async Task RetryAsync(CancellationToken cancellation)
    {
        await foreach (var entry in due.DueAsync(time.GetUtcNow(), cancellation))
        {
            try
            {
                // Whatever the attempt leads to writes its own next entry before this one goes.
                if (DeliveryId.Parse(entry.Key) is { } id) await sender.AttemptAsync(id, cancellation);
                await due.RemoveAsync(entry, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that cannot be read must not hold up the others; it is looked at again in a minute.
                log.LogError(e, "Delivery {Delivery} could not be looked at", entry.Key);
            }
        }
        await CountAsync(cancellation);
        foreach (var source in sources)
        {
            await foreach (var receipt in source.PendingAsync(cancellation))
            {
                await receipts.ApplyAsync(receipt, cancellation);
                await source.AcknowledgeAsync(receipt, cancellation);
            }
        }
    }

    // By the index of what waits, which is as long as the queues are, not by the deliveries.
    private async Task CountAsync(CancellationToken cancellation)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in due.DueAsync(time.GetUtcNow() + LongestWait, cancellation)) waiting.Add(entry.Key);
        foreach (var channel in DeliveryId.WaitingChannels)
            Telemetry.DeliveriesWait(channel.ToString(), waiting.Count(k => k.EndsWith("." + channel, StringComparison.Ordinal)));
    }
}
