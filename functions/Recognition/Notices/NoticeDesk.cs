using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Certificates;

namespace PatentFunctions.Recognition.Notices;

/// <summary>The acts of a running notice as writes on the product's case: count again, recognize.</summary>
public sealed class NoticeDesk(RecognitionRecords recognitions, CertificateIssuer certificates, CaseStore cases, CalendarInForce calendars, TimeProvider time)
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

    /// <summary>
    /// Recognizes a product whose notice is over without objection: certificate, word to the unit and to the filing, start of its validity.
    /// </summary>
    /// <returns>False where the record is no longer as it was read: an objection was faster, or another look at the notice.</returns>
    public async Task<bool> RecognizeAsync(Stored<RecognitionRecord> stored, DurableTaskClient durable, CancellationToken cancellation)
    {
        var stamp = ActStamp.BySystem(time, "RecognizeProduct");
        var next = stored.Value.After(RecognitionAct.Recognize, stamp);
        var certificate = await certificates.IssueAsync(next, ChinaTime.DateOf(stamp.When), cancellation);
        var facts = certificate.Facts;
        var until = ChinaTime.FullDate(facts.ValidUntil);
        var write = new CaseWrite(RecognitionRecords.AddressOf(next.Id), stamp)
            .Replace(stored, next with { Certificate = certificate })
            .Timeline("recognition.recognized", $"公示期满无异议，认定为{next.Year}年度专利密集型产品，证书编号：{facts.Number}，有效期至{until}")
            .Send(Notify.Unit(
                "recognition.recognized", next.Unit,
                ("product", next.Product), ("year", next.Year.ToString(CultureInfo.InvariantCulture)), ("certificate", facts.Number), ("until", until)))
            .Send(new FilingRecognitionChanged(next.Filing, new FilingRecognition(next.Year, facts.Number, facts.IssuedOn, facts.ValidUntil, RecognitionStanding.Valid)).ToMessage())
            .Send(CertificateValidity.Start(next.Id));
        RecognitionProjections.RefreshAll(write);
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private CaseWrite Recount(Stored<RecognitionRecord> stored, NoticeTerm term, WorkingDayCalendar calendar)
    {
        var stamp = ActStamp.BySystem(time, "RecountNotice");
        var next = NoticeTerms.Recount(term, calendar, stamp.When);
        var (before, after) = (NoticeTerms.EndText(term), NoticeTerms.EndText(next));
        var same = before == after;
        var why = same ? $"放假安排已更新，公示期仍至{after}" : $"放假安排已更新，公示期由至{before}改为至{after}";
        var write = new CaseWrite(RecognitionRecords.AddressOf(stored.Value.Id), stamp.Because(why));
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
