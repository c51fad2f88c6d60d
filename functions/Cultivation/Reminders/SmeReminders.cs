using System.Globalization;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Reminders;

/// <summary>截止提醒 of a notice (SME-11): 30, 7 and 1 days before its end. Its name holds the end, so that another end has reminders of its own.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Ends">填报截止日期, Asia/Shanghai, that day included.</param>
/// <param name="Days">Days before the end.</param>
/// <param name="Until">First day on which it would come too late: the next reminder's, or the day after the end.</param>
public sealed record SmeReminder(int Year, DateOnly Ends, int Days, DateOnly Until)
{
    private static readonly int[] Before = [30, 7, 1];

    /// <summary>First day on which it is sent.</summary>
    public DateOnly From => Ends.AddDays(-Days);

    /// <summary>Name of the run: one for each notice, end and reminder.</summary>
    public string Run => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Ends:yyyyMMdd}-days{Days}");

    /// <summary>The reminders of a notice in their order; those before its first day are left out.</summary>
    public static IReadOnlyList<SmeReminder> Of(ReportingNotice notice) =>
    [
        .. Before.Select((days, i) => new SmeReminder(notice.Year, notice.LastDay, days, i + 1 < Before.Length ? notice.LastDay.AddDays(-Before[i + 1]) : notice.LastDay.AddDays(1)))
            .Where(r => r.From >= notice.FirstDay),
    ];

    /// <summary>The reminder whose time it is on a day; a day that was missed is made up for until the next reminder's. Null after the end.</summary>
    public static SmeReminder? On(DateOnly today, ReportingNotice notice) => Of(notice).FirstOrDefault(r => today >= r.From && today < r.Until);

    /// <summary>Whether a unit is reminded: one that has not handed in its report of the year.</summary>
    public static bool Concerns(AnnualReport? report) => report is not { Round: > 0 };
}

/// <summary>Starts the reminders.</summary>
public sealed class StartSmeReminders(IRecordStore records, ReportingNotices notices, TimeProvider time)
{
    /// <summary>Every day at 09:00 Asia/Shanghai, which is 01:00 UTC; most days there is nothing to start.</summary>
    [Function("StartSmeReminders")]
    public async Task RunAsync([TimerTrigger("0 0 1 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var today = ChinaTime.Today(time);
        foreach (var notice in await notices.AllAsync(today.Year + 1, cancellation))
        {
            if (SmeReminder.On(today, notice) is { } reminder)
                await UnitReminders.StartAsync(records, RemindSmes.RunTable, reminder.Run, SmeReminders.Orchestrator, "sme-reminders-" + reminder.Run, durable, cancellation);
        }
    }
}

/// <summary>One reminder to all enterprises that have not handed in, slice after slice.</summary>
public static class SmeReminders
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "SmeReminders";

    /// <summary>The orchestrator; its input is the run and where to go on: <c>2027-20270601-days30|continuation</c>.</summary>
    [Function(Orchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => RunOnce.SlicesAsync(context, RemindSmes.Name);
}

/// <summary>That a unit got a reminder: a row of the unit's partition of reminders, written in the batch that sends it.</summary>
/// <param name="At">When.</param>
public sealed record SentSmeReminder(DateTimeOffset At);

/// <summary>
/// Reminds a slice of the enterprises that take part, which are those that have saved 企业信息; each gets each reminder of a notice's end once, however often
/// its slice is repeated.
/// </summary>
public sealed class RemindSmes(CaseStore cases, ReportingNotices notices, AnnualReports reports, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "RemindSmes";

    /// <summary>Table of what was sent: partition is the unit, row the run.</summary>
    public const string Table = "SmeReminders";

    /// <summary>Table of the runs that are over: row is the run.</summary>
    public const string RunTable = "SmeReminderRuns";

    /// <summary>The activity.</summary>
    /// <param name="input">The run and where to go on.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Input of the next slice; null at the end, or where the notice ends on another day by now.</returns>
    [Function(Name)]
    public async Task<string?> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (run, from) = UnitReminders.Parse(input);
        if (await notices.FindAsync(int.Parse(run.AsSpan(0, 4), CultureInfo.InvariantCulture), cancellation) is not { Value: var notice }) return null;
        var today = ChinaTime.Today(time);
        if (today > notice.LastDay || SmeReminder.Of(notice).FirstOrDefault(r => r.Run == run) is null) return null;
        var query = new RecordQuery { RowFrom = CaseRows.Record, RowBefore = CaseRows.Record + "!", Take = UnitReminders.SliceSize, Continuation = from };
        var page = await cases.Records.QueryAsync(EnterpriseRecords.Table, query, cancellation);
        foreach (var enterprise in page.Records) await RemindAsync(new UnitId(enterprise.Partition), notice, run, today, durable, cancellation);
        return await UnitReminders.NextAsync(cases.Records, RunTable, run, page.Continuation, time, cancellation);
    }

    private Task RemindAsync(UnitId unit, ReportingNotice notice, string run, DateOnly today, DurableTaskClient durable, CancellationToken cancellation) =>
        UnitReminders.SendOnceAsync<SentSmeReminder>(
            cases, Table, unit, run, ActStamp.BySystem(time, "RemindOfReport"),
            async () => SmeReminder.Concerns((await reports.FindAsync(AnnualReportId.Of(unit, notice.Year), cancellation))?.Value)
                ? (new SentSmeReminder(time.GetUtcNow()), Message(unit, notice, notice.LastDay.DayNumber - today.DayNumber))
                : null,
            durable, cancellation);

    private static OutboxMessage Message(UnitId unit, ReportingNotice notice, int days) => Notify.Unit(
        "sme-report.ending", unit, ("year", Text(notice.Year)), ("title", notice.Title), ("days", Text(days)), ("ends", ChinaTime.FullDate(notice.LastDay)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
