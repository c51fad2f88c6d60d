using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Operations;

/// <summary>Finishes every minute what a crash or a service that was down left between a write and its sending (COM-02).</summary>
public sealed class SweepOutbox(OutboxDispatcher outbox, IEnumerable<IMovableClock> clocks, TimeProvider time, ILogger<SweepOutbox> log)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <summary>Goes on with every case whose marker is older than a minute: younger ones are still at work.</summary>
    [Function("SweepOutbox")]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var swept = await outbox.SweepAsync(Age, durable, cancellation);
        Telemetry.OutboxWaits(swept.Waiting, swept.Oldest is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero);
        if (swept.Emptied + swept.Waiting > 0) log.LogInformation("Outbox: {Emptied} cases emptied, {Waiting} still wait", swept.Emptied, swept.Waiting);
        foreach (var clock in clocks) await clock.CatchUpAsync(durable, cancellation);
    }
}
