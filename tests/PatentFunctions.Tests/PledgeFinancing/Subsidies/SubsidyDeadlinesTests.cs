using PatentFunctions.Calendar;
using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-08")]
public sealed class SubsidyDeadlinesTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.BuiltIn;
    private static readonly DateTimeOffset Approved = TestApp.China("2026-09-28T10:00");

    // 15 working days after Monday 28 September 2026, over the National Day holiday with its make-up days.
    private static readonly SubsidyDeadline Paper = SubsidyDeadlines.Of(SubsidySample.Record(SubsidyState.AwaitingPaper), Approved, Calendar)!;

    [Theory]
    [InlineData(SubsidyState.Returned, AwaitedStep.Correction, 15)]
    [InlineData(SubsidyState.AwaitingPaper, AwaitedStep.Paper, 15)]
    [InlineData(SubsidyState.PaperReturned, AwaitedStep.PaperCorrection, 15)]
    [InlineData(SubsidyState.PaperSent, AwaitedStep.Arrival, 10)]
    [InlineData(SubsidyState.Passed, AwaitedStep.Amount, 5)]
    [InlineData(SubsidyState.ToPay, AwaitedStep.Payment, 10)]
    public void Of_AStateThatNoReviewKeeps_CountsWorkingDays(SubsidyState state, AwaitedStep step, int days)
    {
        var deadline = SubsidyDeadlines.Of(SubsidySample.Record(state), Approved, Calendar)!;
        Assert.Equal((step, Calendar.AddWorkingDays(new DateOnly(2026, 9, 28), days).Date, Calendar.Version), (deadline.For, deadline.DueOn, deadline.CalendarVersion));
    }

    [Fact]
    public void Of_EveryOtherState_IsNone() => Assert.All(
        new[] { SubsidyState.Draft, SubsidyState.UnderReview, SubsidyState.PaperUnderReview, SubsidyState.PaymentProposed, SubsidyState.Paid, SubsidyState.Withdrawn, SubsidyState.Refused, SubsidyState.Closed },
        s => Assert.Null(SubsidyDeadlines.Of(SubsidySample.Record(s), Approved, Calendar)));

    [Fact]
    public void Due_AsDaysPass_RemindsTwiceWarnsAndClosesFiveWorkingDaysAfterTheWarning()
    {
        var reminders = SubsidyDeadlines.RemindersOf(Paper, Calendar);
        Assert.Equal(2, reminders.Count);
        Assert.Equal(new SubsidyDue(null, false, false, reminders[0]), SubsidyDeadlines.Due(Paper, Calendar, Approved));
        Assert.Equal(new SubsidyDue(1, false, false, reminders[1]), SubsidyDeadlines.Due(Paper, Calendar, reminders[0]));
        var end = ChinaTime.EndOfDay(Paper.DueOn);
        Assert.Equal(new SubsidyDue(2, false, false, end), SubsidyDeadlines.Due(Paper with { Reminders = 1 }, Calendar, reminders[1]));
        Assert.Equal(new SubsidyDue(null, false, false, end), SubsidyDeadlines.Due(Paper with { Reminders = 2 }, Calendar, end.AddTicks(-1)));
        Assert.Equal(new SubsidyDue(null, true, false, null), SubsidyDeadlines.Due(Paper, Calendar, end));

        var warned = SubsidyDeadlines.Warned(Paper, Calendar, end);
        Assert.Equal(Calendar.AddWorkingDays(ChinaTime.DateOf(end), 5).Date, warned.CloseOn);
        var close = ChinaTime.EndOfDay(warned.CloseOn!.Value);
        Assert.Equal(new SubsidyDue(null, false, false, close), SubsidyDeadlines.Due(warned, Calendar, close.AddTicks(-1)));
        Assert.Equal(new SubsidyDue(null, false, true, null), SubsidyDeadlines.Due(warned, Calendar, close));
    }

    [Fact]
    public void Due_LateForEverything_WarnsFirstAndLeavesTheUnitItsFiveDays()
    {
        var late = TestApp.China("2026-12-20T10:00");
        Assert.True(SubsidyDeadlines.Due(Paper, Calendar, late) is { Warn: true, Close: false });
        Assert.Equal(5, Calendar.WorkingDaysBetween(ChinaTime.DateOf(late), SubsidyDeadlines.Warned(Paper, Calendar, late).CloseOn!.Value));
    }

    [Fact]
    public void Due_ForTheOffice_RemindsAtTheCloseOfTheDayAndEveryFiveWorkingDays()
    {
        var amount = SubsidyDeadlines.Of(SubsidySample.Record(SubsidyState.Passed), Approved, Calendar)!;
        var first = ChinaTime.At(amount.DueOn, WorkingDayCalendar.OfficeCloses);
        var second = Calendar.CloseOfWorkingDay(amount.DueOn, 5);
        Assert.Equal(new SubsidyDue(null, false, false, first), SubsidyDeadlines.Due(amount, Calendar, first.AddTicks(-1)));
        Assert.Equal(new SubsidyDue(1, false, false, second), SubsidyDeadlines.Due(amount, Calendar, first));
        Assert.Equal(new SubsidyDue(2, false, false, Calendar.CloseOfWorkingDay(amount.DueOn, 10)), SubsidyDeadlines.Due(amount with { Reminders = 1 }, Calendar, second));
    }

    [Fact]
    public void Recount_WithAnotherCalendar_MovesTheDayButNeverIntoThePast()
    {
        var longer = Calendar.With([.. Calendar.Days.Where(d => d.Notice == 2026), new CalendarDay(new DateOnly(2026, 10, 13), CalendarDayKind.Holiday, "临时", 2026)]);
        var moved = SubsidyDeadlines.Recount(Paper, longer, new DateOnly(2026, 9, 29));
        Assert.Equal(longer.AddWorkingDays(new DateOnly(2026, 9, 28), 15).Date, moved.DueOn);
        Assert.True(moved.DueOn > Paper.DueOn);
        Assert.Equal(longer.Version, moved.CalendarVersion);
        Assert.Same(Paper, SubsidyDeadlines.Recount(Paper, Calendar, new DateOnly(2026, 9, 29)));

        // Back to the shorter count on the very last day: it stays today.
        Assert.Equal(moved.DueOn, SubsidyDeadlines.Recount(moved, Calendar, moved.DueOn).DueOn);
        // A day that has passed is not brought back.
        Assert.Equal(Paper.DueOn, SubsidyDeadlines.Recount(Paper with { CalendarVersion = "old" }, Calendar, Paper.DueOn.AddDays(30)).DueOn);
        var warned = SubsidyDeadlines.Warned(Paper, Calendar, TestApp.China("2026-10-12T09:00"));
        Assert.Equal(warned.CloseOn!.Value.AddDays(1), SubsidyDeadlines.Recount(warned, longer, new DateOnly(2026, 10, 12)).CloseOn);
    }
}
