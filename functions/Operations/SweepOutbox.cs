using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Operations;

/// <summary>Finishes what a crash left between a write and its sending (COM-02).</summary>
public sealed class SweepOutbox(OutboxDispatcher outbox)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <summary>Every minute: partitions whose messages have not left after a minute.</summary>
    [Function("SweepOutbox")]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        outbox.SweepAsync(Age, durable, cancellation);
}
