using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>
/// Compares what is on notice with its clocks and with the calendar: a clock that is missing, failed or was ended by hand is started again, a
/// term counted with an earlier calendar is counted anew, and operators are told once a week while there are provisional terms.
/// </summary>
public sealed class ReconcileNotices(NoticeList list, NoticeDesk desk, RecognitionRecords recognitions, CalendarInForce calendars, CaseStore cases, TimeProvider time, ReconcilerLog runs)
{
    /// <summary>Table of what operators were told.</summary>
    public const string AlertTable = "NoticeAlerts";

    internal static readonly Reconciler Reconciler = new("ReconcileNotices", "公示与公示时钟、工作日历");

    /// <summary>Every hour.</summary>
    [Function("ReconcileNotices")]
    public Task RunAsync([TimerTrigger("0 41 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        var provisional = new List<NoticeTerm>();
        string? continuation = null;
        do
        {
            (var entries, continuation) = await list.PageOfNowAsync(continuation, RecordLimits.PageRecords, cancellation);
            foreach (var entry in entries)
            {
                tally.Looked++;
                if (NoticeTerms.IsRecountDue(entry.Term, calendar, time.GetUtcNow()))
                {
                    await desk.RecountAsync(entry.Id, durable, cancellation);
                    tally.Mended++;
                }
                else if (entry.Term.Provisional)
                {
                    provisional.Add(entry.Term);
                }
                if (await RestartAsync(entry.Id, durable, cancellation)) tally.Restarted++;
            }
        }
        while (continuation is not null);
        if (provisional.Count > 0) await TellOperatorsAsync(provisional, calendar, durable, cancellation);
    }

    private Task<bool> RestartAsync(RecognitionId id, DurableTaskClient durable, CancellationToken cancellation) => WorkflowMessages.RestartAsync(
        durable, PublicNotice.Name, PublicNotice.InstanceId(id), id.Value,
        async () => await recognitions.FindAsync(id, cancellation) is { Value.State: RecognitionState.InNotice }, cancellation);

    // The row of the week is what makes it once: whoever comes second meets it.
    private async Task TellOperatorsAsync(List<NoticeTerm> provisional, WorkingDayCalendar calendar, DurableTaskClient durable, CancellationToken cancellation)
    {
        var today = ChinaTime.Today(time);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var address = new CaseAddress(AlertTable, string.Create(CultureInfo.InvariantCulture, $"{monday:yyyyMMdd}-{calendar.Version}"));
        if (await cases.FindAsync<int>(address, CaseRows.Record, cancellation) is not null) return;
        var year = provisional.SelectMany(t => Enumerable.Range(ChinaTime.DateOf(t.StartedAt).Year, t.EndsOn.Year - ChinaTime.DateOf(t.StartedAt).Year + 1)).First(y => !calendar.CoveredYears.Contains(y));
        var write = new CaseWrite(address, ActStamp.BySystem(time, "AskForCalendar"))
            .Insert(CaseRows.Record, provisional.Count)
            .Send(Notify.Everybody(
                "recognition.notices-provisional", Role.Operator, null,
                ("count", provisional.Count.ToString(CultureInfo.InvariantCulture)), ("year", year.ToString(CultureInfo.InvariantCulture))));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // Another run told them.
        }
    }
}
