using System.Globalization;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Cases;

/// <summary>A partition that may hold messages that have not left.</summary>
/// <param name="Table">Table of the case.</param>
/// <param name="Partition">Partition of the case.</param>
public sealed record PendingPartition(string Table, string Partition);

/// <summary>Where a message waits.</summary>
/// <param name="Table">Table of the case.</param>
/// <param name="Partition">Partition of the case.</param>
/// <param name="Row">Row of the message.</param>
public sealed record MessagePlace(string Table, string Partition, string Row);

/// <summary>What a sweep has done.</summary>
/// <param name="Emptied">Partitions that have nothing left to send.</param>
/// <param name="Waiting">Partitions that still have.</param>
/// <param name="Oldest">The act that sent the oldest message of these; null where none waits.</param>
public readonly record struct OutboxSweep(int Emptied, int Waiting, DateTimeOffset? Oldest);

/// <summary>
/// Takes the messages of a partition to their handlers, in order, and keeps those that failed for a later try with back-off. It may run
/// twice at once for one partition (request and timer): handlers take effect once.
/// </summary>
public sealed class OutboxDispatcher(IRecordStore records, IServiceProvider services, TimeProvider time, ILogger<OutboxDispatcher> log)
{
    /// <summary>Table of the markers.</summary>
    public const string Table = "PendingPartitions";

    /// <summary>After so many failed attempts a message is given up and shown to the operator.</summary>
    public const int MaxAttempts = 12;

    /// <summary>Table that lists the messages given up, so that an operator finds them.</summary>
    public const string DeadTable = "DeadMessages";

    /// <summary>Partition of <see cref="DeadTable"/>.</summary>
    public const string DeadPartition = "dead";

    private const int Shards = 16;
    private Dictionary<string, IOutboxHandler>? handlers;

    private Dictionary<string, IOutboxHandler> Handlers => handlers ??= services.GetServices<IOutboxHandler>().ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>Leaves the crash marker that precedes every batch with messages.</summary>
    internal async Task<StoredRecord> MarkAsync(CaseAddress address, DateTimeOffset when, CancellationToken cancellation)
    {
        var shard = (address.Partition.Sum(c => c) % Shards).ToString("D2", CultureInfo.InvariantCulture);
        var row = when.UtcTicks.ToString("D19", CultureInfo.InvariantCulture) + "-" + NewId.Random("m");
        var document = TypedRecords.ToDocument(new PendingPartition(address.Table, address.Partition));
        var etags = await records.CommitAsync(Table, shard, [new InsertRecord(row) { Document = document }], cancellation);
        return new StoredRecord(shard, row, etags[0], document, System.Collections.Immutable.ImmutableDictionary<string, object>.Empty);
    }

    /// <summary>
    /// Sends what waits in the partition now. Never throws for a failed message: the act was written, and the timer goes on with it.
    /// </summary>
    internal async Task DispatchAsync(CaseAddress address, StoredRecord marker, DurableTaskClient durable, CancellationToken cancellation)
    {
        try
        {
            if (await SendWaitingAsync(address, durable, cancellation) is null) await DeleteAsync(Table, marker.Partition, marker.Row, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Outbox of {Case} could not be emptied; the timer goes on with it", address);
        }
    }

    /// <summary>Markers left before an instant sort below this row.</summary>
    internal static string RowBefore(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Goes on with every partition whose marker is older than the given age: the work of the outbox timer and the reconciler.</summary>
    public async Task<OutboxSweep> SweepAsync(TimeSpan age, DurableTaskClient durable, CancellationToken cancellation)
    {
        var before = RowBefore(time.GetUtcNow() - age);
        var swept = default(OutboxSweep);
        for (var shard = 0; shard < Shards; shard++)
        {
            var query = new RecordQuery { Partition = shard.ToString("D2", CultureInfo.InvariantCulture), RowBefore = before };
            await foreach (var marker in records.AllAsync<PendingPartition>(Table, query, cancellation))
            {
                if (await SendWaitingAsync(new CaseAddress(marker.Value.Table, marker.Value.Partition), durable, cancellation) is { } oldest)
                {
                    swept = swept with { Waiting = swept.Waiting + 1, Oldest = oldest < swept.Oldest || swept.Oldest is null ? oldest : swept.Oldest };
                }
                else
                {
                    await DeleteAsync(Table, marker.Partition, marker.Row, cancellation);
                    swept = swept with { Emptied = swept.Emptied + 1 };
                }
            }
        }
        return swept;
    }

    /// <summary>Takes up again a message that was given up, as if it had just been sent; one that is gone or not given up is left alone.</summary>
    internal async Task ReviveAsync(MessagePlace place, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = new CaseAddress(place.Table, place.Partition);
        if (await records.FindAsync<WaitingMessage>(place.Table, place.Partition, place.Row, cancellation) is { Value.Dead: true } waiting)
        {
            var marker = await MarkAsync(address, time.GetUtcNow(), cancellation);
            var again = waiting.Value with { Dead = false, Attempts = 0, NotBefore = null };
            await records.CommitAsync(place.Table, place.Partition, [new ReplaceRecord(waiting.Row, waiting.ETag) { Document = TypedRecords.ToDocument(again) }], cancellation);
            await DispatchAsync(address, marker, durable, cancellation);
        }
        if (await records.FindAsync<WaitingMessage>(place.Table, place.Partition, place.Row, cancellation) is not { Value.Dead: true })
            await DeleteAsync(DeadTable, DeadPartition, DeadRow(address, place.Row), cancellation);
    }

    private static string DeadRow(CaseAddress address, string row) => $"{address.Table}.{address.Partition}.{row}";

    // The act that sent the oldest message that still waits; null where none does.
    private async Task<DateTimeOffset?> SendWaitingAsync(CaseAddress address, DurableTaskClient durable, CancellationToken cancellation)
    {
        DateTimeOffset? oldest = null;
        var query = new RecordQuery { Partition = address.Partition, RowPrefix = CaseRows.Outbox };
        await foreach (var waiting in records.AllAsync<WaitingMessage>(address.Table, query, cancellation))
        {
            if (waiting.Value.Dead) continue;
            var due = waiting.Value.NotBefore is not { } notBefore || notBefore <= time.GetUtcNow();
            if (due && await SendAsync(address, waiting, durable, cancellation)) continue;
            if (oldest is null || waiting.Value.Stamp.When < oldest) oldest = waiting.Value.Stamp.When;
        }
        return oldest;
    }

    private async Task<bool> SendAsync(CaseAddress address, Stored<WaitingMessage> waiting, DurableTaskClient durable, CancellationToken cancellation)
    {
        var message = waiting.Value.Message;
        using var span = Telemetry.Continue("outbox " + message.Kind, waiting.Value.Stamp.TraceId, address.ToString());
        try
        {
            if (!Handlers.TryGetValue(message.Kind, out var handler)) throw new InvalidOperationException($"no handler for messages of kind '{message.Kind}'");
            var operation = $"{address.Table}.{address.Partition}.{waiting.Row[CaseRows.Outbox.Length..]}";
            await handler.HandleAsync(new OutboxDelivery(operation, address, waiting.Value.Stamp, message.Payload), durable, cancellation);
            await DeleteAsync(address.Table, address.Partition, waiting.Row, cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, e.GetType().Name);
            var attempts = waiting.Value.Attempts + 1;
            var dead = attempts >= MaxAttempts;
            log.LogWarning(e, "Message {Kind} of {Case} failed at attempt {Attempt}", message.Kind, address, attempts);
            var later = waiting.Value with
            {
                Attempts = attempts,
                NotBefore = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, attempts))),
                Failure = e.GetType().Name + ": " + e.Message,
                Dead = dead,
            };
            try
            {
                // Listed first: a crash in between leaves an entry too many, which the list leaves out, never one too few.
                if (dead) await records.CommitAsync(DeadTable, DeadPartition, [new UpsertRecord(DeadRow(address, waiting.Row)) { Document = TypedRecords.ToDocument(new MessagePlace(address.Table, address.Partition, waiting.Row)) }], cancellation);
                await records.CommitAsync(address.Table, address.Partition, [new ReplaceRecord(waiting.Row, waiting.ETag) { Document = TypedRecords.ToDocument(later) }], cancellation);
            }
            catch (StoreConflictException)
            {
                // Another dispatcher was at it at the same time; what it wrote holds.
            }
            return dead;
        }
    }

    private async Task DeleteAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(table, partition, [new DeleteRecord(row)], cancellation);
        }
        catch (StoreConflictException)
        {
            // Gone already: another dispatcher finished it.
        }
    }
}
