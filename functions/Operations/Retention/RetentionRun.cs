using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Retention;

/// <summary>清除凭证: what one slice of a night's run removed.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Before">Whatever was older was past its time.</param>
/// <param name="Keys">The entries.</param>
/// <param name="FoundAt">When they were found.</param>
/// <param name="Continuation">Where the next slice begins: a slice that is repeated after a crash finds less than was there.</param>
/// <param name="RemovedAt">When the last of them was gone; null while they are being removed.</param>
public sealed record RetentionEvidence(string Rule, DateTimeOffset Before, IReadOnlyList<RetainedKey> Keys, DateTimeOffset FoundAt, string? Continuation, DateTimeOffset? RemovedAt = null);

/// <summary>A night's run, over.</summary>
/// <param name="Day">The night, Asia/Shanghai.</param>
/// <param name="FinishedAt">When it was over.</param>
/// <param name="Removed">How many entries were removed, by rule; rules that removed nothing are left out.</param>
public sealed record FinishedRetention(DateOnly Day, DateTimeOffset FinishedAt, IReadOnlyDictionary<string, int> Removed);

/// <summary>Where the evidence lies: a partition a night, a row a slice, and a list of the nights.</summary>
internal static class RetentionRecords
{
    public const string Table = "Retention";
    public const string RunTable = "RetentionRuns";
    public const string RunPartition = "runs";
    public const string EvidenceRows = "removed-";

    public static CaseAddress Address(DateOnly day) => new(Table, TextOf(day));

    public static string RowOf(string rule, int slice) => string.Create(CultureInfo.InvariantCulture, $"{EvidenceRows}{rule}-{slice:D6}");

    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Newest first.
    public static string RunRow(DateOnly day) => (DateOnly.MaxValue.DayNumber - day.DayNumber).ToString("D8", CultureInfo.InvariantCulture);
}

/// <summary>Starts the night's run.</summary>
public sealed class StartRetention(IRecordStore records, TimeProvider time)
{
    /// <summary>Every night at 04:00 in Asia/Shanghai.</summary>
    [Function("StartRetention")]
    public async Task RunAsync([TimerTrigger("0 0 20 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var day = ChinaTime.Today(time);
        await RunOnce.StartAsync(
            records, RetentionRecords.RunTable, RetentionRecords.RunRow(day), RetentionRun.Orchestrator, "retention-" + RetentionRecords.TextOf(day), RetentionRun.InputOf(day, 0, 0, null), durable, cancellation);
    }
}

/// <summary>Removes what is past its time, rule after rule, slice after slice; the history is thrown away after each.</summary>
public static class RetentionRun
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "Retention";

    /// <summary>The orchestrator; its input is the night and where to go on.</summary>
    [Function(Orchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => RunOnce.SlicesAsync(context, RemovePastData.Name);

    internal static string InputOf(DateOnly day, int rule, int slice, string? continuation) =>
        string.Create(CultureInfo.InvariantCulture, $"{RetentionRecords.TextOf(day)}|{rule}|{slice}|{continuation}");
}

/// <summary>Removes one slice, with evidence: what is to go is written down first, so that a crash between leaves nothing removed without a record.</summary>
public sealed class RemovePastData(CaseStore cases, RetentionSchedule schedule, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "RemovePastData";

    /// <summary>The activity.</summary>
    /// <param name="input">The night, the number of the rule, the number of the slice and where it begins.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>Input of the next slice; null once the run is over.</returns>
    [Function(Name)]
    public async Task<string?> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var parts = input.Split('|', 4);
        var day = DateOnly.ParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (number, slice) = (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        if (number >= schedule.Removed.Count) return await FinishAsync(day, durable, cancellation);
        var (rule, data) = schedule.Removed[number];
        var next = await RemoveAsync(day, rule, data, slice, parts[3].Length == 0 ? null : parts[3], durable, cancellation);
        return next is null ? RetentionRun.InputOf(day, number + 1, 0, null) : RetentionRun.InputOf(day, number, slice + 1, next);
    }

    private async Task<string?> RemoveAsync(DateOnly day, RetentionRule rule, IRetainedData data, int slice, string? from, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (address, row) = (RetentionRecords.Address(day), RetentionRecords.RowOf(rule.Code, slice));
        if (await cases.FindAsync<RetentionEvidence>(address, row, cancellation) is not { } evidence)
        {
            var before = ChinaTime.EndOfDay(day.AddDays(-rule.Days!.Value - 1));
            var found = await data.FindAsync(before, from, durable, cancellation);
            if (found.Keys.Count == 0) return found.Continuation;
            var write = new CaseWrite(address, ActStamp.BySystem(time, "FindPastData") with { Why = rule.Code })
                .Insert(row, new RetentionEvidence(rule.Code, before, found.Keys, time.GetUtcNow(), found.Continuation));
            await cases.CommitAsync(write, durable, cancellation);
            evidence = (await cases.FindAsync<RetentionEvidence>(address, row, cancellation))!;
        }
        if (evidence.Value.RemovedAt is null)
        {
            foreach (var key in evidence.Value.Keys) await data.RemoveAsync(key, evidence.Value.Before, durable, cancellation);
            var done = new CaseWrite(address, ActStamp.BySystem(time, "RemovePastData") with { Why = rule.Code }).Replace(evidence, evidence.Value with { RemovedAt = time.GetUtcNow() });
            await cases.CommitAsync(done, durable, cancellation);
        }
        return evidence.Value.Continuation;
    }

    private async Task<string?> FinishAsync(DateOnly day, DurableTaskClient durable, CancellationToken cancellation)
    {
        var removed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var slice in cases.RowsAsync<RetentionEvidence>(RetentionRecords.Address(day), RetentionRecords.EvidenceRows, cancellation))
            removed[slice.Value.Rule] = removed.GetValueOrDefault(slice.Value.Rule) + slice.Value.Keys.Count;
        var finished = new UpsertRecord(RetentionRecords.RunRow(day)) { Document = TypedRecords.ToDocument(new FinishedRetention(day, time.GetUtcNow(), removed)) };
        await cases.Records.CommitAsync(RetentionRecords.RunTable, RetentionRecords.RunPartition, [finished], cancellation);
        return null;
    }
}
