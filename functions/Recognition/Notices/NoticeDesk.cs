using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>The acts of the notice as writes on the product's case: begin, count again.</summary>
public sealed class NoticeDesk(RecognitionRecords recognitions, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>
    /// Counts a notice again with the calendar in force: old and new date in the timeline, word to the unit only where the date, or whether it
    /// is provisional, has changed.
    /// </summary>
    /// <returns>True where a term was written.</returns>
    public async Task<bool> RecountAsync(RecognitionId id, DurableTaskClient durable, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        while (await recognitions.FindAsync(id, cancellation) is { Value: { State: RecognitionState.InNotice, Notice: { } term } } stored && NoticeTerms.IsRecountDue(term, calendar, time.GetUtcNow()))
        {
            try
            {
                await cases.CommitAsync(Recount(stored, term, calendar), durable, cancellation);
                return true;
            }
            catch (StoreConflictException)
            {
                // An objection or another count came in between: look again.
            }
        }
        return false;
    }

    private CaseWrite Recount(Stored<RecognitionRecord> stored, NoticeTerm term, WorkingDayCalendar calendar)
    {
        var stamp = ActStamp.BySystem(time, "RecountNotice");
        var next = NoticeTerms.Recount(term, calendar, stamp.When);
        var (before, after) = (NoticeTerms.EndText(term), NoticeTerms.EndText(next));
        var same = before == after;
        var why = same ? $"放假安排已更新，公示期仍至{after}" : $"放假安排已更新，公示期由至{before}改为至{after}";
        var write = new CaseWrite(stored.Value.Address(), stamp.Because(why));
        write.Replace(stored, stored.Value.After(RecognitionAct.RecountNotice, stamp, why) with { Notice = next });
        if (!same)
        {
            write.Timeline("recognition.notice-recounted", why)
                .Send(Notify.Unit("recognition.notice-recounted", stored.Value.Unit, ("product", stored.Value.Product), ("before", before), ("end", after)));
        }
        write.Send(PublicNotice.Look(stored.Value.Id, next.CalendarVersion));
        return RecognitionProjections.RefreshAll(write);
    }
}

internal static class RecognitionAddress
{
    /// <summary>Where a product lives.</summary>
    public static CaseAddress Address(this RecognitionRecord recognition) => RecognitionRecords.AddressOf(recognition.Id);
}
