using PatentFunctions.Calendar;

namespace PatentFunctions.Recognition.Notices;

/// <summary>公示期 of everything on notice, counted anew with a newly loaded calendar (REC-03, COM-10).</summary>
internal sealed class NoticeDueDates(NoticeList list, NoticeDesk desk, CalendarInForce calendars) : IDueDates
{
    private const int PerPage = 50;

    public string Name => "notices";

    public string Title => "认定公示期";

    public async Task<DueDatesPage> RecountAsync(string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var version = (await calendars.CurrentAsync(cancellation)).Version;
        var (entries, next) = await list.PageOfNowAsync(continuation, PerPage, cancellation);
        var recounted = 0;
        foreach (var entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Term.CalendarVersion != version && await desk.RecountAsync(entry.Id, durable, cancellation)) recounted++;
        }
        return new DueDatesPage(entries.Count, recounted, next);
    }
}
