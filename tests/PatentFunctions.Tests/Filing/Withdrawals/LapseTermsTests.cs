using PatentFunctions.Calendar;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Withdrawals;

namespace PatentFunctions.Tests.Filing.Withdrawals;

[Trait("Spec", "WDR-02")]
public sealed class LapseTermsTests
{
    [Theory]
    [InlineData("2026-11-27T03:05", "2026-12-04", "2026-12-11", "2026-12-18", false)]
    // 中秋、国庆 lie in between, and Saturday the 10th of October is worked.
    [InlineData("2026-09-24T03:05", "2026-10-09", "2026-10-15", "2026-10-22", false)]
    [InlineData("2026-12-21T23:59", "2026-12-28", "2027-01-04", "2027-01-11", true)]
    public void Open_CountsWorkingDays(string openedAt, string first, string second, string due, bool provisional)
    {
        var prompt = Open(openedAt);
        Assert.Equal(
            (Day(first), Day(second), Day(due), provisional),
            (prompt.FirstReminderOn, prompt.SecondReminderOn, prompt.DueOn, prompt.Provisional));
    }

    [Fact]
    public void Count_WithANoticePublishedLater_MovesTheDays()
    {
        var published = WorkingDayCalendar.BuiltIn.With([new CalendarDay(Day("2027-01-01"), CalendarDayKind.Holiday, "元旦", 2027)]);
        var prompt = LapseTerms.Count(Open("2026-12-21T10:00") with { Reminders = 1 }, published);
        Assert.Equal((Day("2027-01-05"), Day("2027-01-12"), false, 1), (prompt.SecondReminderOn, prompt.DueOn, prompt.Provisional, prompt.Reminders));
        Assert.Same(prompt, LapseTerms.Count(prompt, published));
    }

    [Theory]
    [InlineData("2026-11-27T10:00", 0, 0, false, "2026-12-04T17:30")]
    [InlineData("2026-12-04T17:29", 0, 0, false, "2026-12-04T17:30")]
    [InlineData("2026-12-04T17:30", 0, 1, false, "2026-12-11T17:30")]
    [InlineData("2026-12-04T17:30", 1, 1, false, "2026-12-11T17:30")]
    [InlineData("2026-12-11T17:30", 1, 2, false, "2026-12-19T00:00")]
    [InlineData("2026-12-11T17:30", 0, 2, false, "2026-12-19T00:00")]
    [InlineData("2026-12-18T23:59", 2, 2, false, "2026-12-19T00:00")]
    [InlineData("2026-12-19T00:00", 2, 2, true, null)]
    [InlineData("2027-03-01T00:00", 0, 0, true, null)]
    public void Due_RemindsTwiceThenRefers_HoweverLate(string now, int sent, int reminders, bool refer, string? next) =>
        Assert.Equal(
            new LapseDue(reminders, refer, next is null ? null : TestApp.China(next)),
            LapseTerms.Due(Open("2026-11-27T03:05") with { Reminders = sent }, FilingState.Filed, TestApp.China(now)));

    [Theory]
    [InlineData(LapsePromptState.Open, FilingState.WithdrawalUnderReview)]
    [InlineData(LapsePromptState.Referred, FilingState.WithdrawalUnderReview)]
    [InlineData(LapsePromptState.Closed, FilingState.Filed)]
    public void Due_WhileNobodyWaitsForTheUnit_IsNothing(LapsePromptState state, FilingState filing) =>
        Assert.Equal(new LapseDue(0, false, null), LapseTerms.Due(Open("2026-11-27T03:05") with { State = state }, filing, TestApp.China("2027-03-01T00:00")));

    private static LapsePrompt Open(string openedAt) => LapseTerms.Open(1, TestApp.China(openedAt), [new LapsedPatent("ZL1", "甲", "终止")], "op", WorkingDayCalendar.BuiltIn);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
