using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Cases;

/// <summary>That a run has done everything.</summary>
/// <param name="At">When.</param>
public sealed record FinishedRun(DateTimeOffset At);

/// <summary>
/// Runs that a timer starts once for each period (a reminder of a year, the mail of a week): the instance is purged some day, a row says for
/// good that the run is over, and one that failed is started again at the timer's next turn.
/// </summary>
internal static class RunOnce
{
    private const string Partition = "runs";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>Starts the run unless it runs or is over.</summary>
    /// <param name="records">Where the row is.</param>
    /// <param name="table">Table of the runs that are over: row is the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="orchestrator">Name of the orchestrator.</param>
    /// <param name="instanceId">Instance id of the run.</param>
    /// <param name="input">Its input.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public static async Task StartAsync(
        IRecordStore records, string table, string run, string orchestrator, string instanceId, string input, DurableTaskClient durable, CancellationToken cancellation) =>
        await WorkflowMessages.RestartAsync(durable, orchestrator, instanceId, input, async () => await records.FindAsync(table, Partition, run, cancellation) is null, cancellation);

    /// <summary>A run in slices: one activity after the other, each answering the input of the next; the history is thrown away after each.</summary>
    /// <param name="context">The orchestration; its input is that of the first slice.</param>
    /// <param name="slice">Name of the activity that does a slice; it answers null at the end.</param>
    public static async Task SlicesAsync(TaskOrchestrationContext context, string slice)
    {
        var next = await context.CallActivityAsync<string?>(slice, context.GetInput<string>()!, Retry);
        if (next is not null) context.ContinueAsNew(next);
    }

    /// <summary>Says that the run is over.</summary>
    public static async Task FinishAsync(IRecordStore records, string table, string run, DateTimeOffset now, CancellationToken cancellation) =>
        await records.CommitAsync(table, Partition, [new UpsertRecord(run) { Document = TypedRecords.ToDocument(new FinishedRun(now)) }], cancellation);
}
