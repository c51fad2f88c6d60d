using PatentFunctions.Calendar;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;
using PatentFunctions.Tests.Recognition.Notices;

namespace PatentFunctions.Tests.Reviews;

/// <summary>A reminder that is repeated until somebody decides, beside one term and its escalation.</summary>
[Trait("Spec", "LOA-03")]
public sealed class RepeatedRemindersTests
{
    private static readonly ReviewKind Kind = ReviewSamples.Kind with { RemindAfterDays = 3, TermDays = 10, RemindEveryDays = 3 };
    private static readonly WorkingDayCalendar BuiltIn = WorkingDayCalendar.BuiltIn;

    // 2026: 25 to 27 September and 1 to 7 October are holidays, Saturday 10 October is worked. 2023: 29 September to 6 October, 7 and 8 October worked.
    [Theory]
    [InlineData("2026-09-28T10:00", "R 10-08 17:30, R 10-12 17:30, R 10-15 17:30, E 10-17 00:00, R 10-20 17:30, R 10-23 17:30")]
    [InlineData("2026-09-24T23:59", "R 09-30 17:30, R 10-10 17:30, R 10-14 17:30, E 10-16 00:00, R 10-19 17:30, R 10-22 17:30")]
    [InlineData("2026-10-03T09:00", "R 10-10 17:30, R 10-14 17:30, R 10-19 17:30, E 10-21 00:00, R 10-22 17:30, R 10-27 17:30")]
    [InlineData("2023-09-27T10:00", "R 10-08 17:30, R 10-11 17:30, R 10-16 17:30, E 10-18 00:00, R 10-19 17:30, R 10-24 17:30")]
    [InlineData("2026-11-02T10:00", "R 11-05 17:30, R 11-10 17:30, R 11-13 17:30, E 11-17 00:00, R 11-18 17:30, R 11-23 17:30")]
    public void Clock_UntilSomebodyDecides_RemindsEveryThirdWorkingDayAndEscalatesOnce(string submitted, string expected) =>
        Assert.Equal(expected, string.Join(", ", Run(Opened(Kind, submitted), BuiltIn, 6)));

    [Theory]
    [InlineData("2026-09-28T10:00", "R 10-08 17:30, E 10-17 00:00")]
    [InlineData("2026-11-02T10:00", "R 11-05 17:30, E 11-17 00:00")]
    public void Clock_OfAKindThatRemindsOnce_SleepsAfterItsEscalation(string submitted, string expected) =>
        Assert.Equal(expected, string.Join(", ", Run(Opened(Kind with { RemindEveryDays = null }, submitted), BuiltIn, 6)));

    [Theory]
    [InlineData("2026-10-08T17:30", true, false, "2026-10-12", 1)]
    [InlineData("2026-10-13T09:00", true, false, "2026-10-15", 2)] // missed the second: one reminder, not two
    [InlineData("2026-10-17T00:00", false, true, "2026-10-20", 3)] // missed everything: the escalation stands for the reminder
    [InlineData("2026-11-02T12:00", false, true, "2026-11-02", 6)]
    public void Clock_ThatWakesLate_MakesUpForNothing(string now, bool remind, bool escalate, string next, int reminders)
    {
        var round = Opened(Kind, "2026-09-28T10:00");
        var due = ReviewTerms.Due(round, TestApp.China(now));
        var moved = ReviewTerms.MoveReminderOn(Kind, round, BuiltIn, TestApp.China(now));

        Assert.Equal((remind, escalate), (due.Remind, due.Escalate));
        Assert.Equal((next, reminders), ($"{moved.RemindOn:yyyy-MM-dd}", moved.Reminders));
        Assert.False(ReviewTerms.Due(moved with { RemindedAt = TestApp.China(now), EscalatedAt = escalate ? TestApp.China(now) : null }, TestApp.China(now)).Remind);
    }

    [Fact]
    public void Hold_BetweenTwoReminders_MovesTheNextOneAndTheTermByTheDaysHeld()
    {
        var round = After(Opened(Kind, "2026-09-28T10:00"), "2026-10-08T17:30") with { State = ReviewState.OnHold, Hold = new Hold(ReviewSamples.First, new DateOnly(2026, 10, 9), "补正") };
        Assert.Null(ReviewTerms.Due(round, TestApp.China("2026-12-01T10:00")).NextAt);

        // From the 9th to the 14th: 10, 12, 13 and 14 October are four working days.
        var resumed = ReviewTerms.Resume(round, new DateOnly(2026, 10, 14), BuiltIn) with { State = ReviewState.Claimed };
        Assert.Equal(4, resumed.HeldDays);
        Assert.Equal("R 10-16 17:30, R 10-21 17:30, E 10-23 00:00, R 10-26 17:30", string.Join(", ", Run(resumed, BuiltIn, 4)));
    }

    [Fact]
    [Trait("Spec", "COM-10")]
    public void Recount_WithTheNextYearsCalendar_MovesWhatLiesAheadAndLeavesAPastEscalation()
    {
        var calendar = BuiltIn.With(SampleCalendar.NewYear2027);
        var round = After(Opened(Kind, "2026-12-25T10:00"), "2026-12-30T17:30");
        // 1 January counts as worked while nobody knows better: the sixth working day is 4 January, then it is 5 January.
        Assert.Equal(new DateOnly(2027, 1, 4), round.RemindOn);
        var recounted = ReviewTerms.Recount(Kind, round, calendar);
        Assert.Equal((new DateOnly(2027, 1, 5), calendar.AddWorkingDays(new DateOnly(2026, 12, 25), 10).Date, 1), (recounted.RemindOn, recounted.DueOn, recounted.Reminders));

        var escalated = round with { EscalatedAt = TestApp.China("2027-01-09T00:00") };
        Assert.Equal((round.DueOn, new DateOnly(2027, 1, 5)), (ReviewTerms.Recount(Kind, escalated, calendar).DueOn, ReviewTerms.Recount(Kind, escalated, calendar).RemindOn));
    }

    [Fact]
    public void Appeal_AgainstAKindThatRepeatsItsReminder_RemindsOnce() => Assert.Null(AppealKind.Of(Kind).RemindEveryDays);

    private static ReviewRound Opened(ReviewKind kind, string submitted)
    {
        var at = TestApp.China(submitted);
        var today = ChinaTime.DateOf(at);
        return ReviewSamples.Round(ReviewState.Waiting) with
        {
            Kind = kind.RemindEveryDays is null ? "once" : "again",
            Submitted = new ActStamp(ReviewSamples.First, at, "Submit", ""),
            RemindOn = BuiltIn.AddWorkingDays(today, kind.RemindAfterDays).Date,
            DueOn = BuiltIn.AddWorkingDays(today, kind.TermDays).Date,
            CalendarVersion = BuiltIn.Version,
        };
    }

    private static ReviewRound After(ReviewRound round, string reminded) =>
        ReviewTerms.MoveReminderOn(Kind, round, BuiltIn, TestApp.China(reminded)) with { RemindedAt = TestApp.China(reminded) };

    // What the clock does at each wake, as TickReview does it.
    private static IEnumerable<string> Run(ReviewRound round, WorkingDayCalendar calendar, int most)
    {
        var kind = round.Kind == "once" ? Kind with { RemindEveryDays = null } : Kind;
        for (var acts = 0; acts < most && ReviewTerms.Due(round, round.Submitted.When).NextAt is not null;)
        {
            var now = ReviewTerms.Due(round, round.Submitted.When).NextAt!.Value;
            var due = ReviewTerms.Due(round, now);
            Assert.True(due.Remind || due.Escalate);
            round = ReviewTerms.MoveReminderOn(kind, round, calendar, now) with { RemindedAt = due.Remind ? now : round.RemindedAt, EscalatedAt = due.Escalate ? now : round.EscalatedAt };
            acts++;
            yield return $"{(due.Remind ? "R" : "E")} {ChinaTime.ToChina(now):MM-dd HH:mm}";
        }
    }
}
