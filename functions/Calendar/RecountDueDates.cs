using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Calendar;

/// <summary>
/// Dates of an area that were counted in working days and stand on its open cases: what a newly loaded calendar may change. Registered in DI,
/// one for each area.
/// </summary>
public interface IDueDates
{
    /// <summary>Stable name, kebab-case, e.g. <c>notices</c>.</summary>
    string Name { get; }

    /// <summary>Chinese name, e.g. 认定公示期.</summary>
    string Title { get; }

    /// <summary>
    /// Counts the dates of a page of open cases with the calendar in force, each in a write of its own; a case counted with it already is left
    /// alone, so that a page done twice does no harm.
    /// </summary>
    /// <param name="continuation">Where the page before ended; null for the first.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the page between two cases.</param>
    Task<DueDatesPage> RecountAsync(string? continuation, DurableTaskClient durable, CancellationToken cancellation);
}

/// <summary>What became of a page of open cases.</summary>
/// <param name="Looked">Cases looked at.</param>
/// <param name="Recounted">Cases counted again.</param>
/// <param name="Continuation">Where to go on; null at the end.</param>
public sealed record DueDatesPage(int Looked, int Recounted, string? Continuation);

/// <summary>期限重算 of one area so far.</summary>
/// <param name="Name">Name of the area.</param>
/// <param name="Title">Chinese name.</param>
/// <param name="Looked">Cases looked at.</param>
/// <param name="Recounted">Cases counted again.</param>
/// <param name="Done">True once all were looked at.</param>
public sealed record DueDatesProgress(string Name, string Title, int Looked, int Recounted, bool Done);

/// <summary>期限重算: one run after one import, a technical row that shows how far it is and from where it goes on.</summary>
/// <param name="Version">Calendar that was loaded.</param>
/// <param name="StartedAt">When it was loaded.</param>
/// <param name="Areas">What was done so far.</param>
/// <param name="FinishedAt">When all areas were done.</param>
/// <param name="Continuation">Where the area that is not done goes on.</param>
public sealed record DueDatesRun(string Version, DateTimeOffset StartedAt, IReadOnlyList<DueDatesProgress> Areas, DateTimeOffset? FinishedAt = null, string? Continuation = null);

/// <summary>Counts the dates of all open cases anew after a calendar was loaded (COM-10): page after page, each an activity that can be repeated without harm.</summary>
public static class RecountDueDates
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "RecountDueDates";

    /// <summary>Table of the runs.</summary>
    internal const string Table = "DueDateRuns";

    /// <summary>Partition of the runs: a few a year, the newest first.</summary>
    internal const string Partition = "all";

    private const int PagesPerGeneration = 50;
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>The message that starts the run of an import.</summary>
    /// <param name="version">Version of the calendar that is loaded.</param>
    /// <param name="at">When.</param>
    public static OutboxMessage Start(string version, DateTimeOffset at)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}-{version}");
        return WorkflowMessages.Start(Name, "recount-" + run, run);
    }

    /// <summary>Goes on until every area is done.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<string>()!;
        for (var page = 0; page < PagesPerGeneration; page++)
            if (await context.CallActivityAsync<bool>(RecountDueDatesPage.Name, run, Retry)) return;
        context.ContinueAsNew(run);
    }
}

/// <summary>The next page of a run.</summary>
public sealed class RecountDueDatesPage(IEnumerable<IDueDates> areas, CalendarInForce calendars, IRecordStore records, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "RecountDueDatesPage";

    /// <summary>The activity: where it goes on stands in the run's row, written after the page, so that a crash repeats at most one page.</summary>
    /// <param name="input">The run.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the page between two cases.</param>
    /// <returns>True once all areas are done.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = await records.FindAsync<DueDatesRun>(RecountDueDates.Table, RecountDueDates.Partition, input, cancellation);
        var run = stored?.Value ?? Begun(input);
        var area = areas.OrderBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(a => run.Areas.All(p => p.Name != a.Name || !p.Done));
        if (area is not null)
        {
            // Another process may hold the calendar of a minute ago.
            calendars.Forget();
            var page = await area.RecountAsync(run.Continuation, durable, cancellation);
            var before = run.Areas.FirstOrDefault(p => p.Name == area.Name) ?? new DueDatesProgress(area.Name, area.Title, 0, 0, false);
            var after = before with { Looked = before.Looked + page.Looked, Recounted = before.Recounted + page.Recounted, Done = page.Continuation is null };
            run = run with { Areas = [.. run.Areas.Where(p => p.Name != area.Name), after], Continuation = page.Continuation };
        }
        else
        {
            run = run with { FinishedAt = run.FinishedAt ?? time.GetUtcNow() };
        }
        var document = TypedRecords.ToDocument(run);
        await records.CommitAsync(
            RecountDueDates.Table, RecountDueDates.Partition,
            [stored is null ? new InsertRecord(input) { Document = document } : new ReplaceRecord(input, stored.ETag) { Document = document }], cancellation);
        return run.FinishedAt is not null;
    }

    private static DueDatesRun Begun(string run)
    {
        var ticks = DateTimeOffset.MaxValue.UtcTicks - long.Parse(run.AsSpan(0, 19), CultureInfo.InvariantCulture);
        return new DueDatesRun(run[20..], new DateTimeOffset(ticks, TimeSpan.Zero), []);
    }
}

/// <summary>期限重算进度 for operators.</summary>
public sealed class ListDueDateRuns(IRecordStore records)
{
    private const int Shown = 50;

    /// <summary>导入工作日历后各类期限的重算进度，新的在前。</summary>
    [Function("ListDueDateRuns")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(IReadOnlyList<DueDatesRun>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/due-date-runs")] HttpRequest request, CancellationToken cancellation)
    {
        var page = await records.QueryAsync(RecountDueDates.Table, new RecordQuery { Partition = RecountDueDates.Partition, Take = Shown }, cancellation);
        return Results.Json<IReadOnlyList<DueDatesRun>>([.. page.Records.Select(r => r.As<DueDatesRun>().Value)], PlatformJson.Options);
    }
}
