using PatentFunctions.Calendar;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Supplements;

namespace PatentFunctions.Tests.Recognition.Supplements;

[Trait("Spec", "REC-02")]
public sealed class SupplementTermsTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.BuiltIn;

    // 2026: 1–7 October are holidays; Saturday 10 October is worked.
    [Theory]
    [InlineData("2026-10-14", 3, "2026-10-10")]
    [InlineData("2026-10-14", 1, "2026-10-13")]
    [InlineData("2026-10-09", 3, "2026-09-29")]
    [InlineData("2026-10-08", 1, "2026-09-30")]
    public void Before_AcrossHolidays_CountsWorkingDays(string day, int n, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), SupplementTerms.Before(DateOnly.Parse(day, null), n, Calendar));

    [Theory]
    [InlineData("2026-10-10T08:59", 0, null, false, "2026-10-10T09:00")]
    [InlineData("2026-10-10T09:00", 0, 1, false, "2026-10-13T09:00")]
    [InlineData("2026-10-12T09:00", 1, null, false, "2026-10-13T09:00")]
    [InlineData("2026-10-13T09:00", 1, 2, false, "2026-10-15T00:00")]
    [InlineData("2026-10-13T12:00", 0, 2, false, "2026-10-15T00:00")] // woke late: one reminder, not two
    [InlineData("2026-10-14T23:59", 2, null, false, "2026-10-15T00:00")]
    [InlineData("2026-10-15T00:00", 2, null, true, null)]
    public void Due_AtAnInstant_RemindsOnceEachAndEndsWithTheLastDay(string now, int sent, int? reminders, bool lapsed, string? next)
    {
        var request = new SupplementRequest(TestApp.China("2026-09-16T10:00"), new DateOnly(2026, 10, 14), "材料", Reminders: sent);
        Assert.Equal(new SupplementDue(reminders, lapsed, next is null ? null : TestApp.China(next)), SupplementTerms.Due(request, Calendar, TestApp.China(now)));
    }

    [Fact]
    public void RemindersOf_AShortTerm_HasNoneBeforeTheDayAfterTheRequest()
    {
        var request = new SupplementRequest(TestApp.China("2026-10-12T10:00"), new DateOnly(2026, 10, 14), "材料");
        Assert.Equal([TestApp.China("2026-10-13T09:00")], SupplementTerms.RemindersOf(request, Calendar));
    }
}
