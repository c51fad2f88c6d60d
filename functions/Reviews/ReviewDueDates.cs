using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews;

/// <summary>Terms of open reviews, counted anew with a newly loaded calendar (COM-10). A round that was escalated has no dates left but its repeated reminder.</summary>
internal sealed class ReviewDueDates(ReviewKinds kinds, CaseStore cases, CalendarInForce calendars, TimeProvider time) : IDueDates
{
    private const int PerPage = 50;

    public string Name => "reviews";

    public string Title => "审核期限";

    public async Task<DueDatesPage> RecountAsync(string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        var page = await cases.Records.QueryAsync(ReviewQueueProjection.QueueTable, new RecordQuery { Take = PerPage, Continuation = continuation }, cancellation);
        var recounted = 0;
        foreach (var entry in page.Records.Select(r => r.As<QueueEntry>().Value))
        {
            cancellation.ThrowIfCancellationRequested();
            if (await RecountAsync(kinds.Area(entry.Kind).Kind, entry, calendar, durable, cancellation)) recounted++;
        }
        return new DueDatesPage(page.Records.Count, recounted, page.Continuation);
    }

    private async Task<bool> RecountAsync(ReviewKind kind, QueueEntry entry, WorkingDayCalendar calendar, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = new CaseAddress(kind.Table, entry.Case);
        while (await cases.FindAsync<ReviewRound>(address, ReviewRound.RowOf(kind.Code, entry.Round), cancellation) is { Value: { IsOpen: true } round } stored
            && (round.EscalatedAt is null || round.IsReminderAhead) && round.CalendarVersion != calendar.Version)
        {
            var next = ReviewTerms.Recount(kind, round, calendar);
            var moved = next.DueOn != round.DueOn;
            var why = $"放假安排已更新，预计办结日期由{ChinaTime.FullDate(round.DueOn)}改为{ChinaTime.FullDate(next.DueOn)}";
            var write = new CaseWrite(address, ActStamp.BySystem(time, "RecountReview")).Replace(stored, next);
            if (moved) write.Timeline(kind.Code + ".recounted", why);
            write.Send(WorkflowMessages.Raise(ReviewSubmission.InstanceId(kind, round.Case, round.Round), ReviewClock.Changed, next.CalendarVersion))
                .Send(ProjectionMessages.Refresh(kind.QueueProjection));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return true;
            }
            catch (StoreConflictException)
            {
                // A reviewer acted in between: look again.
            }
        }
        return false;
    }
}
