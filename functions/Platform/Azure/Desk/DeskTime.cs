using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.OnAzure.Desk;

/// <summary>
/// The time of a developer's machine with emulated storage: the machine's own, and ahead of it by what the clock was moved. It is kept with the
/// records, so that a restart of host or worker does not go back.
/// </summary>
internal sealed class DeskTime(IRecordStore records) : TimeProvider, IHostedLifecycleService
{
    /// <summary>Where it is kept.</summary>
    public const string Table = "LocalClock";

    private const string Row = "clock";
    private long ahead;

    /// <summary>How far it is ahead of the machine's clock.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Volatile.Read(ref ahead));

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <summary>Moves it forward; it never goes back.</summary>
    public async Task MoveToAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        var further = instant - System.GetUtcNow();
        if (further <= Ahead) return;
        var operation = await records.FindAsync(Table, Row, Row, cancellation) is { } stored
            ? new ReplaceRecord(Row, stored.ETag) { Document = TypedRecords.ToDocument(new Reading(further)) }
            : (RecordOperation)new InsertRecord(Row) { Document = TypedRecords.ToDocument(new Reading(further)) };
        await records.CommitAsync(Table, Row, [operation], cancellation);
        Volatile.Write(ref ahead, further.Ticks);
    }

    /// <summary>Goes on from where it was, before anything else starts.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await records.FindAsync<Reading>(Table, Row, Row, cancellationToken) is { } stored) Volatile.Write(ref ahead, stored.Value.Ahead.Ticks);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is kept.</summary>
    /// <param name="Ahead">How far it was ahead of the machine's clock.</param>
    internal sealed record Reading(TimeSpan Ahead);
}
