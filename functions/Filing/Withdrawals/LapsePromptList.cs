using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>A prompt that waits for its unit.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Number">Which prompt of the filing.</param>
/// <param name="DueOn">Last day for the unit.</param>
public sealed record OpenPrompt(FilingId Filing, int Number, DateOnly DueOn);

/// <summary>The prompts that wait for their units, spread over partitions by the end of the filing's id.</summary>
public sealed class LapsePromptList(CaseStore cases) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "lapse-prompts";

    /// <summary>Table of the list; row is the filing.</summary>
    public const string Table = "LapsePrompts";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FilingRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var id = new FilingId(address.Partition);
        if (await LapsePrompts.FindAsync(cases, id, cancellation) is not { Value: { State: LapsePromptState.Open } prompt }) return [];
        return [ProjectedRow.Of(Table, id.Value[^1..], id.Value, new OpenPrompt(id, prompt.Number, prompt.DueOn))];
    }
}

/// <summary>Gives a prompt whose clock is missing, failed or was ended by hand a new one; it goes on from the prompt's days.</summary>
public sealed class ReconcileLapsePrompts(CaseStore cases, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("ReconcileLapsePrompts", "专利失效提示与答复时钟");

    /// <summary>Every hour.</summary>
    [Function("ReconcileLapsePrompts")]
    public Task RunAsync([TimerTrigger("0 41 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        await foreach (var entry in cases.Records.AllAsync<OpenPrompt>(LapsePromptList.Table, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            tally.Looked++;
            var (filing, number, _) = entry.Value;
            async Task<bool> WaitsAsync() => await LapsePrompts.FindAsync(cases, filing, cancellation) is { Value.State: LapsePromptState.Open } prompt && prompt.Value.Number == number;
            if (await WorkflowMessages.RestartAsync(durable, LapsedPatentsPrompt.Name, LapsePrompts.InstanceId(filing, number), LapsePrompts.InputOf(filing, number), WaitsAsync, cancellation)) tally.Restarted++;
        }
    }
}
