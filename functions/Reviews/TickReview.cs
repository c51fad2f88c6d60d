using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

/// <summary>Looks at a round when its clock wakes: reminds, escalates, says when to look again. Late or twice does no harm.</summary>
public sealed class TickReview(ReviewKinds kinds, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickReview";

    /// <summary>The activity.</summary>
    /// <param name="input">Kind, case and round.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (kind, address, row) = kinds.Locate(input);
        var stored = await cases.FindAsync<ReviewRound>(address, row, cancellation);
        if (stored is not { Value.IsOpen: true }) return ClockTick.Over;
        var now = time.GetUtcNow();
        var step = ReviewTerms.Due(stored.Value, now);
        if (step is { Remind: false, Escalate: false }) return new ClockTick(false, step.NextAt);
        var round = stored.Value with
        {
            RemindedAt = step.Remind ? now : stored.Value.RemindedAt,
            EscalatedAt = step.Escalate ? now : stored.Value.EscalatedAt,
        };
        if (kind.RemindEveryDays is not null) round = ReviewTerms.MoveReminderOn(kind, round, await calendars.CurrentAsync(cancellation), now);
        var write = new CaseWrite(address, ActStamp.BySystem(time, step.Escalate ? "EscalateReview" : "RemindReview"));
        write.Replace(stored, round);
        if (step.Escalate)
        {
            var values = ReviewMessages.Values(kind.Templates.Escalation, round);
            write.Send(ReviewMessages.ToReviewers(kind, kind.Templates.Escalation, round));
            if (kind is { WithinUnit: false, Reviewer: not Role.Operator }) write.Send(Notify.Everybody(kind.Templates.Escalation, Role.Operator, null, values));
            if (kind.EscalateTo is { } further) write.Send(Notify.Everybody(kind.Templates.Escalation, further, null, values));
        }
        else if (round.Claim is { } claim && claim.Until > now && claim.By.Account is { } reviewer)
        {
            write.Send(Notify.Account(kind.Templates.Reminder, reviewer, ReviewMessages.Values(kind.Templates.Reminder, round)));
        }
        else
        {
            write.Send(ReviewMessages.ToReviewers(kind, kind.Templates.Reminder, round));
        }
        await cases.CommitAsync(write, durable, cancellation);
        return new ClockTick(false, ReviewTerms.Due(round, now).NextAt);
    }
}

/// <summary>What is due at an instant.</summary>
/// <param name="Remind">The reviewers are to be reminded now.</param>
/// <param name="Escalate">The review is to be escalated now.</param>
/// <param name="NextAt">The next instant at which something falls due.</param>
public sealed record ReviewDue(bool Remind, bool Escalate, DateTimeOffset? NextAt);

/// <summary>The dates of a round as pure rules.</summary>
public static class ReviewTerms
{
    /// <summary>
    /// Reminds at the close of office of <see cref="ReviewRound.RemindOn"/>, escalates once <see cref="ReviewRound.DueOn"/> has passed; where both
    /// are due the escalation stands for the reminder. A repeated reminder goes on after the escalation. Nothing while the clock stands still.
    /// </summary>
    public static ReviewDue Due(ReviewRound round, DateTimeOffset now)
    {
        if (!round.IsOpen || round.State == ReviewState.OnHold) return new ReviewDue(false, false, null);
        DateTimeOffset? remindAt = round.IsReminderAhead ? RemindAt(round) : null;
        DateTimeOffset? escalateAt = round.EscalatedAt is null ? ChinaTime.EndOfDay(round.DueOn) : null;
        if (now >= escalateAt) return new ReviewDue(false, true, null);
        if (now >= remindAt) return new ReviewDue(true, false, escalateAt);
        return new ReviewDue(false, false, remindAt is null || escalateAt < remindAt ? escalateAt : remindAt);
    }

    /// <summary>
    /// The round with the next reminder that lies ahead, every <see cref="ReviewKind.RemindEveryDays"/> working days from the first one on, whatever
    /// the clock missed. Of a kind that reminds once it is the round as it was.
    /// </summary>
    public static ReviewRound MoveReminderOn(ReviewKind kind, ReviewRound round, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        if (kind.RemindEveryDays is null) return round;
        while (RemindAt(round) <= now)
        {
            round = round with { Reminders = round.Reminders + 1 };
            round = round with { RemindOn = RemindOn(kind, round, calendar) };
        }
        return round;
    }

    /// <summary>The round's days counted with another calendar: from the submission, and on by the days held so far.</summary>
    public static ReviewRound Recount(ReviewKind kind, ReviewRound round, WorkingDayCalendar calendar)
    {
        var from = ChinaTime.DateOf(round.Submitted.When);
        var due = calendar.AddWorkingDays(from, kind.TermDays + round.HeldDays);
        var escalated = round.EscalatedAt is not null;
        return round with
        {
            DueOn = escalated ? round.DueOn : due.Date,
            RemindOn = round.IsReminderAhead ? RemindOn(kind, round, calendar) : round.RemindOn,
            Provisional = escalated ? round.Provisional : due.Provisional,
            CalendarVersion = due.CalendarVersion,
        };
    }

    /// <summary>The round's days once a hold ends: what was left when the clock stopped is left now.</summary>
    public static ReviewRound Resume(ReviewRound round, DateOnly today, WorkingDayCalendar calendar)
    {
        if (round.Hold is not { } hold) return round;
        var held = Math.Max(0, calendar.WorkingDaysBetween(hold.Since, today));
        var due = calendar.AddWorkingDays(round.DueOn, held);
        var remindOn = round.RemindedAt is null || round.IsReminderAhead ? calendar.AddWorkingDays(round.RemindOn, held).Date : round.RemindOn;
        return round with
        {
            Hold = null,
            HeldDays = round.HeldDays + held,
            DueOn = held == 0 ? round.DueOn : due.Date,
            RemindOn = held == 0 ? round.RemindOn : remindOn,
            Provisional = round.Provisional || due.Provisional,
            CalendarVersion = due.CalendarVersion,
        };
    }

    private static DateTimeOffset RemindAt(ReviewRound round) => ChinaTime.At(round.RemindOn, WorkingDayCalendar.OfficeCloses);

    private static DateOnly RemindOn(ReviewKind kind, ReviewRound round, WorkingDayCalendar calendar) =>
        calendar.AddWorkingDays(ChinaTime.DateOf(round.Submitted.When), kind.RemindAfterDays + round.HeldDays + (round.Reminders * (kind.RemindEveryDays ?? 0))).Date;
}
