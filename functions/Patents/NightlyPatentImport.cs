using System.Globalization;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Patents;

/// <summary>Starts the nightly import.</summary>
public sealed class StartNightlyPatentImport(TimeProvider time)
{
    /// <summary>Every day at 03:00 Asia/Shanghai, which is 19:00 UTC of the day before.</summary>
    [Function("StartNightlyPatentImport")]
    public async Task RunAsync([TimerTrigger("0 0 19 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var night = ChinaTime.Today(time).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var instance = "nightly-patent-import-" + night;
        if (await durable.GetInstanceAsync(instance, cancellation) is not null) return;
        await durable.ScheduleNewOrchestrationInstanceAsync(NightlyPatentImport.Orchestrator, night + "|", new StartOrchestrationOptions(instance), cancellation);
    }
}

/// <summary>All verified units, batch after batch: one instance a night, its history thrown away after each batch.</summary>
public static class NightlyPatentImport
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "NightlyPatentImport";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(8, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(10)));

    /// <summary>The orchestrator; its input is the night and where to go on: <c>20261121|continuation</c>.</summary>
    [Function(Orchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<string>()!;
        var batch = await context.CallActivityAsync<VerifiedUnitBatch>(ListVerifiedUnits.Name, input, Retry);
        await Task.WhenAll(batch.Cursors.Select(cursor => ImportAsync(context, cursor)));
        if (batch.Next is not null) context.ContinueAsNew(batch.Next);
    }

    // One unit that cannot be imported must not keep the others from it; it stays visible as a failed instance of its own.
    private static async Task ImportAsync(TaskOrchestrationContext context, string cursor)
    {
        try
        {
            await context.CallSubOrchestratorAsync(PatentImport.Orchestrator, cursor, Retry);
        }
        catch (TaskFailedException)
        {
        }
    }
}

/// <summary>A batch of units to import.</summary>
/// <param name="Cursors">Where each unit's import begins.</param>
/// <param name="Next">Input of the next generation; null at the end.</param>
public sealed record VerifiedUnitBatch(IReadOnlyList<string> Cursors, string? Next);

/// <summary>Lists verified units, a batch at a time, from the index of their USCCs.</summary>
public sealed class ListVerifiedUnits(IRecordStore records)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "ListVerifiedUnits";

    private const int BatchSize = 20;

    /// <summary>The activity.</summary>
    /// <param name="input">The night and where to go on.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<VerifiedUnitBatch> RunAsync([ActivityTrigger] string input, CancellationToken cancellation)
    {
        var parts = input.Split('|', 2);
        var page = await records.QueryAsync(UnitTables.Codes, new RecordQuery { Take = BatchSize, Continuation = parts[1].Length == 0 ? null : parts[1] }, cancellation);
        var cursors = page.Records.Select(r => r.As<UsccClaim>().Value.Unit).Distinct().Select(unit => PatentImportCursor.Start(unit, "n" + parts[0]).ToString());
        return new VerifiedUnitBatch([.. cursors], page.Continuation is null ? null : $"{parts[0]}|{page.Continuation}");
    }
}
