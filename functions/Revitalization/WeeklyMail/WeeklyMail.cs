using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.WeeklyMail;

/// <summary>Starts the week's mail.</summary>
public sealed class StartWeeklyMail(IRecordStore records, IResourceSearch search, TimeProvider time)
{
    /// <summary>Monday 09:00 Asia/Shanghai, which is 01:00 UTC; the other mornings make up for a Monday that was missed or a run that failed.</summary>
    [Function("StartWeeklyMail")]
    public async Task RunAsync([TimerTrigger("0 0 1 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!search.IsThere) return;
        var week = MailWeek.Due(time.GetUtcNow());
        await RunOnce.StartAsync(records, WeeklyMailRun.FinishedTable, week.Run, WeeklyMail.Name, week.InstanceId, week.Run, durable, cancellation);
    }
}

/// <summary>【邮箱提醒】 the mail of a week to all units (MAI-01): planned, then slice after slice, a few abreast.</summary>
public static class WeeklyMail
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "WeeklyMail";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>The orchestrator; its input is the week, and from its second generation on where it goes on: <c>2026-W49|next|last</c>.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<string>()!;
        if (!input.Contains('|', StringComparison.Ordinal)) input = SlicedRun.InputOf(input, await context.CallActivityAsync<int>(PlanWeeklyMail.Name, input, Retry));
        await SlicedRun.RunAsync(context, MailWeeklySlice.Name, FinishWeeklyMail.Name, input);
    }
}

/// <summary>The run of a week: row <c>case</c> of the partition named by it; its units stand in its slices.</summary>
/// <param name="Week">The week.</param>
/// <param name="Units">Units with settings when it began.</param>
/// <param name="Slices">Slices of at most <see cref="SliceSize"/> units.</param>
/// <param name="PlannedAt">When.</param>
public sealed record WeeklyMailRun(string Week, int Units, int Slices, DateTimeOffset PlannedAt)
{
    /// <summary>Units of a slice: the work of one activity.</summary>
    public const int SliceSize = 100;

    /// <summary>Table of the runs; partition = week.</summary>
    public const string Table = "WeeklyMailRuns";

    /// <summary>Table of the runs that are over.</summary>
    public const string FinishedTable = "FinishedWeeklyMails";

    internal static string SliceRow(int slice) => string.Create(CultureInfo.InvariantCulture, $"slice-{slice:D6}");
}

/// <summary>Divides the units that have settings into slices, once for a week.</summary>
public sealed class PlanWeeklyMail(IRecordStore records, FocusUnits units, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "PlanWeeklyMail";

    /// <summary>The activity.</summary>
    /// <returns>Number of slices.</returns>
    [Function(Name)]
    public async Task<int> RunAsync([ActivityTrigger] string input, CancellationToken cancellation)
    {
        if (await FindAsync(input, cancellation) is { } planned) return planned.Slices;
        var all = new List<UnitId>();
        await foreach (var unit in units.AllAsync(cancellation)) all.Add(unit);
        var slices = all.Chunk(WeeklyMailRun.SliceSize).ToList();
        for (var i = 0; i < slices.Count; i++)
            await records.CommitAsync(WeeklyMailRun.Table, input, [new UpsertRecord(WeeklyMailRun.SliceRow(i + 1)) { Document = TypedRecords.ToDocument(slices[i]) }], cancellation);
        try
        {
            var run = new WeeklyMailRun(input, all.Count, slices.Count, time.GetUtcNow());
            await records.CommitAsync(WeeklyMailRun.Table, input, [new InsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(run) }], cancellation);
            return slices.Count;
        }
        catch (StoreConflictException)
        {
            // Planned twice at once: the plan that was written first holds.
            return (await FindAsync(input, cancellation))!.Slices;
        }
    }

    private async Task<WeeklyMailRun?> FindAsync(string week, CancellationToken cancellation) =>
        (await records.FindAsync<WeeklyMailRun>(WeeklyMailRun.Table, week, CaseRows.Record, cancellation))?.Value;
}

/// <summary>Mails a slice of units; each gets the mail of a week once, however often its slice is repeated.</summary>
public sealed class MailWeeklySlice(IRecordStore records, UnitMails mails)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "MailWeeklySlice";

    /// <summary>The activity.</summary>
    /// <param name="input">Week and number of the slice.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the slice between two units.</param>
    /// <returns>True where a unit got mail.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (week, slice) = SlicedRun.Parse(input);
        var units = await records.FindAsync<IReadOnlyList<UnitId>>(WeeklyMailRun.Table, week, WeeklyMailRun.SliceRow(slice), cancellation);
        return units is not null && await mails.SendAsync(MailWeek.Parse(week), units.Value, durable, cancellation) > 0;
    }
}

/// <summary>Ends the run of a week.</summary>
public sealed class FinishWeeklyMail(IRecordStore records, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishWeeklyMail";

    /// <summary>The activity.</summary>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, CancellationToken cancellation)
    {
        await RunOnce.FinishAsync(records, WeeklyMailRun.FinishedTable, input, time.GetUtcNow(), cancellation);
        return true;
    }
}
