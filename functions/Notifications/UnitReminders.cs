using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications;

/// <summary>
/// One reminder to very many units as one run in slices: no unit has a workflow of its own, and a slice that is repeated sends nothing twice. An
/// area brings a thin, named orchestrator, an activity that does a slice, and two tables: what was sent (partition: the unit, row: the run) and
/// which runs are over (row: the run).
/// </summary>
internal static class UnitReminders
{
    /// <summary>Units of a slice: the work of one activity.</summary>
    public const int SliceSize = 50;

    /// <summary>Starts a run unless it goes on or is over. The instance is purged some day; the row says for good that the run is over.</summary>
    /// <param name="records">The records.</param>
    /// <param name="runs">Table of the runs.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="orchestrator">Name of the orchestrator.</param>
    /// <param name="instance">Id of the instance.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public static Task StartAsync(IRecordStore records, string runs, string run, string orchestrator, string instance, DurableTaskClient durable, CancellationToken cancellation) =>
        RunOnce.StartAsync(records, runs, run, orchestrator, instance, run + "|", durable, cancellation);

    /// <summary>Takes the input of a slice's activity apart: the run and where to go on, <c>2027-opened|continuation</c>.</summary>
    public static (string Run, string? Continuation) Parse(string input)
    {
        var parts = input.Split('|', 2);
        return (parts[0], parts[1].Length == 0 ? null : parts[1]);
    }

    /// <summary>What comes after a slice: the input of the next one; at the end the run is marked as over and null is answered.</summary>
    public static async Task<string?> NextAsync(IRecordStore records, string runs, string run, string? continuation, TimeProvider time, CancellationToken cancellation)
    {
        if (continuation is not null) return $"{run}|{continuation}";
        await RunOnce.FinishAsync(records, runs, run, time.GetUtcNow(), cancellation);
        return null;
    }

    /// <summary>Reminds one unit, once for each run: that it was reminded is a row written in the batch that sends it.</summary>
    /// <typeparam name="T">What is kept of it.</typeparam>
    /// <param name="cases">The cases.</param>
    /// <param name="sent">Table of what was sent.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="stamp">The system's stamp.</param>
    /// <param name="reminder">Computes what is kept and sent; null where the unit needs no reminder. Asked only where it got none yet.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public static async Task SendOnceAsync<T>(
        CaseStore cases, string sent, UnitId unit, string run, ActStamp stamp, Func<Task<(T Kept, OutboxMessage Message)?>> reminder, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = new CaseAddress(sent, unit.Value);
        if (await cases.Records.FindAsync(address.Table, address.Partition, run, cancellation) is not null || await reminder() is not var (kept, message)) return;
        try
        {
            await cases.CommitAsync(new CaseWrite(address, stamp).Insert(run, kept).Send(message), durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // The slice runs twice at once: the other one sent it.
        }
    }
}
