using System.Globalization;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Cases;

/// <summary>核对任务: a timer that compares records with what should run or be gone, and mends the difference. Registered in DI by its area.</summary>
/// <param name="Name">Name of its function.</param>
/// <param name="Title">Chinese: what it compares.</param>
/// <param name="LateAfterHours">After so many hours without a run that ended well something is wrong.</param>
public sealed record Reconciler(string Name, string Title, int LateAfterHours = 3);

/// <summary>核对任务的一次执行.</summary>
/// <param name="Reconciler">Name of the reconciler.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Looked">How many entries it looked at.</param>
/// <param name="Restarted">How many workflows it started again.</param>
/// <param name="Mended">How many records it mended.</param>
/// <param name="Removed">How many records it removed that were past their time.</param>
/// <param name="Failure">What ended it; null where it ended well.</param>
public sealed record ReconcilerRun(string Reconciler, DateTimeOffset StartedAt, double Seconds, int Looked, int Restarted, int Mended, int Removed, string? Failure);

/// <summary>What a run counts while it is under way.</summary>
public sealed class ReconcilerTally
{
    /// <summary>Entries looked at.</summary>
    public int Looked { get; set; }

    /// <summary>Workflows started again.</summary>
    public int Restarted { get; set; }

    /// <summary>Records mended.</summary>
    public int Mended { get; set; }

    /// <summary>Records removed that were past their time.</summary>
    public int Removed { get; set; }
}

/// <summary>Where a reconciler stands.</summary>
/// <param name="Last">Its last run.</param>
/// <param name="FirstAt">When it ran for the first time.</param>
/// <param name="WellAt">When its last run that ended well began.</param>
public sealed record ReconcilerState(ReconcilerRun Last, DateTimeOffset FirstAt, DateTimeOffset? WellAt)
{
    /// <summary>True where it has not ended well for longer than it may.</summary>
    public bool IsLate(Reconciler reconciler, DateTimeOffset now) => now - (WellAt ?? FirstAt) > TimeSpan.FromHours(reconciler.LateAfterHours);
}

/// <summary>Keeps a record of every run of every reconciler (COM-13), for operators: <c>GET operations/reconciliations</c>.</summary>
public sealed class ReconcilerLog(IRecordStore records, IEnumerable<Reconciler> reconcilers, TimeProvider time, ILogger<ReconcilerLog> log)
{
    /// <summary>Table of the runs and of where each reconciler stands.</summary>
    public const string Table = "Reconciliations";

    /// <summary>The one partition: ten runs an hour.</summary>
    public const string Partition = "runs";

    /// <summary>Rows of runs, newest first.</summary>
    public const string RunRows = "run-";

    private const string StateRows = "state-";

    /// <summary>Every reconciler, by name.</summary>
    public IReadOnlyList<Reconciler> All { get; } = [.. reconcilers.OrderBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>Runs from before an instant.</summary>
    public static RecordQuery OlderThan(DateTimeOffset instant) => new() { Partition = Partition, RowFrom = RunRows + NewestFirst(instant.AddTicks(-1)), RowBefore = RunRows + "~" };

    /// <summary>Does the work of a reconciler and leaves a record of it, also where it fails.</summary>
    /// <param name="reconciler">Name of the reconciler.</param>
    /// <param name="work">The work; it counts what it does.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task RunAsync(string reconciler, Func<ReconcilerTally, Task> work, CancellationToken cancellation)
    {
        var (startedAt, begun, tally) = (time.GetUtcNow(), time.GetTimestamp(), new ReconcilerTally());
        ReconcilerRun Run(string? failure) =>
            new(reconciler, startedAt, Math.Round(time.GetElapsedTime(begun).TotalSeconds, 3), tally.Looked, tally.Restarted, tally.Mended, tally.Removed, failure);
        try
        {
            await work(tally);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Only the type: messages may name what they are about.
            await WriteAsync(Run(e.GetType().Name), cancellation);
            throw;
        }
        await WriteAsync(Run(null), cancellation);
        if (tally.Restarted + tally.Mended > 0)
            log.LogWarning("{Reconciler} looked at {Looked}, started {Restarted} workflows again and mended {Mended} records", reconciler, tally.Looked, tally.Restarted, tally.Mended);
        if (tally.Removed > 0) log.LogInformation("{Reconciler} removed {Removed} records", reconciler, tally.Removed);
    }

    /// <summary>Where a reconciler stands; null where it has never run.</summary>
    public async Task<ReconcilerState?> StateAsync(string reconciler, CancellationToken cancellation) =>
        (await records.FindAsync<ReconcilerState>(Table, Partition, StateRows + reconciler, cancellation))?.Value;

    private async Task WriteAsync(ReconcilerRun run, CancellationToken cancellation)
    {
        var before = await StateAsync(run.Reconciler, cancellation);
        var state = new ReconcilerState(run, before?.FirstAt ?? run.StartedAt, run.Failure is null ? run.StartedAt : before?.WellAt);
        RecordOperation[] operations =
        [
            new UpsertRecord(RunRows + NewestFirst(run.StartedAt) + "-" + run.Reconciler) { Document = TypedRecords.ToDocument(run) },
            new UpsertRecord(StateRows + run.Reconciler) { Document = TypedRecords.ToDocument(state) },
        ];
        await records.CommitAsync(Table, Partition, operations, cancellation);
    }

    private static string NewestFirst(DateTimeOffset instant) => (DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
