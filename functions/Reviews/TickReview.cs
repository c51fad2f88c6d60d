using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

/// <summary>Looks at a round when its clock wakes: reminds, escalates, says when to look again. Late or twice does no harm.</summary>
public sealed class TickReview(ReviewKinds kinds, CaseStore cases, TimeProvider time)
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
        var write = new CaseWrite(address, ActStamp.BySystem(time, step.Escalate ? "EscalateReview" : "RemindReview"));
        write.Replace(stored, round);
        if (step.Escalate)
        {
            write.Send(ReviewMessages.ToReviewers(kind, kind.Templates.Escalation, round));
            if (kind is { WithinUnit: false, Reviewer: not Role.Operator }) write.Send(Notify.Everybody(kind.Templates.Escalation, Role.Operator, null, ReviewMessages.Values(kind.Templates.Escalation, round)));
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
    /// Reminds at the close of office of <see cref="ReviewRound.RemindOn"/>, escalates once <see cref="ReviewRound.DueOn"/> has passed;
    /// nothing while the clock stands still.
    /// </summary>
    public static ReviewDue Due(ReviewRound round, DateTimeOffset now)
    {
        if (!round.IsOpen || round.State == ReviewState.OnHold) return new ReviewDue(false, false, null);
        var remindAt = ChinaTime.At(round.RemindOn, WorkingDayCalendar.OfficeCloses);
        var escalateAt = ChinaTime.EndOfDay(round.DueOn);
        var escalate = round.EscalatedAt is null && now >= escalateAt;
        var remind = !escalate && round.RemindedAt is null && round.EscalatedAt is null && now >= remindAt;
        DateTimeOffset? next = round.EscalatedAt is not null || escalate ? null
            : round.RemindedAt is null && !remind ? remindAt
            : escalateAt;
        return new ReviewDue(remind, escalate, next);
    }

    /// <summary>The round's days counted with another calendar: from the submission, and on by the days held so far.</summary>
    public static ReviewRound Recount(ReviewKind kind, ReviewRound round, WorkingDayCalendar calendar)
    {
        var from = ChinaTime.DateOf(round.Submitted.When);
        var due = calendar.AddWorkingDays(from, kind.TermDays + round.HeldDays);
        return round with
        {
            DueOn = due.Date,
            RemindOn = round.RemindedAt is null ? calendar.AddWorkingDays(from, kind.RemindAfterDays + round.HeldDays).Date : round.RemindOn,
            Provisional = due.Provisional,
            CalendarVersion = due.CalendarVersion,
        };
    }

    /// <summary>The round's days once a hold ends: what was left when the clock stopped is left now.</summary>
    public static ReviewRound Resume(ReviewRound round, DateOnly today, WorkingDayCalendar calendar)
    {
        if (round.Hold is not { } hold) return round;
        var held = Math.Max(0, calendar.WorkingDaysBetween(hold.Since, today));
        var due = calendar.AddWorkingDays(round.DueOn, held);
        var remindOn = round.RemindedAt is null ? calendar.AddWorkingDays(round.RemindOn, held).Date : round.RemindOn;
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
}
