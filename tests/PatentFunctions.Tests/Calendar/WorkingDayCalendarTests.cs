using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Calendar;

namespace PatentFunctions.Tests.Calendar;

[Trait("Spec", "COM-10")]
public sealed class WorkingDayCalendarTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.BuiltIn;

    [Theory]
    [InlineData("2026-11-20", true, "an ordinary Friday")]
    [InlineData("2026-11-21", false, "an ordinary Saturday")]
    [InlineData("2026-11-22", false, "an ordinary Sunday")]
    [InlineData("2023-10-06", false, "the last day of Mid-Autumn and National Day 2023")]
    [InlineData("2023-10-07", true, "a Saturday worked to make up")]
    [InlineData("2023-10-08", true, "a Sunday worked to make up")]
    [InlineData("2025-10-08", false, "National Day and Mid-Autumn 2025 are eight days")]
    [InlineData("2025-10-11", true, "a Saturday worked to make up")]
    [InlineData("2025-09-28", true, "a Sunday worked ahead")]
    [InlineData("2026-10-07", false, "National Day 2026 is seven days")]
    [InlineData("2026-10-08", true, "back to work on Thursday")]
    [InlineData("2026-09-20", true, "a Sunday worked ahead")]
    [InlineData("2026-01-04", true, "New Year's make-up Sunday")]
    [InlineData("2026-02-16", false, "New Year's Eve of the lunar year")]
    [InlineData("2022-12-31", false, "stands in the notice for 2023")]
    public void IsWorkingDay_WhenNoticeOrWeekendDecides_FollowsTheNotice(string date, bool expected, string why) =>
        Assert.True(expected == Calendar.IsWorkingDay(On(date)), $"{date}: {why}");

    [Theory]
    [Trait("Spec", "FIL-10")]
    [Trait("Spec", "UNI-06")]
    [Trait("Spec", "REC-03")]
    // ordinary week
    [InlineData("2026-11-16", 1, "2026-11-17")]
    [InlineData("2026-11-16", 5, "2026-11-23")]
    [InlineData("2026-11-21", 1, "2026-11-23")]
    // National Day, 29 September to 6 October 2023; 7 and 8 October worked
    [InlineData("2023-09-27", 1, "2023-09-28")]
    [InlineData("2023-09-28", 1, "2023-10-07")]
    [InlineData("2023-09-28", 2, "2023-10-08")]
    [InlineData("2023-09-28", 5, "2023-10-11")]
    // 1 to 8 October 2025; 11 October worked
    [InlineData("2025-09-30", 1, "2025-10-09")]
    [InlineData("2025-09-30", 3, "2025-10-11")]
    [InlineData("2025-09-30", 4, "2025-10-13")]
    [InlineData("2025-09-26", 3, "2025-09-30")]
    // 1 to 7 October 2026; 10 October worked
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    [InlineData("2026-09-24", 5, "2026-10-09")]
    [InlineData("2026-09-24", 10, "2026-10-15")]
    // Spring Festival 15 to 23 February 2026; 14 and 28 February worked
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-13", 2, "2026-02-24")]
    [InlineData("2026-02-14", 5, "2026-02-28")]
    [InlineData("2026-02-14", 6, "2026-03-02")]
    // submitted on a holiday
    [InlineData("2025-10-03", 1, "2025-10-09")]
    [InlineData("2025-10-03", 3, "2025-10-11")]
    // day 0
    [InlineData("2026-11-20", 0, "2026-11-20")]
    [InlineData("2026-10-01", 0, "2026-10-08")]
    public void AddWorkingDays_WithinLoadedYears_CountsFromTheDayAfter(string from, int n, string expected)
    {
        var due = Calendar.AddWorkingDays(On(from), n);

        Assert.Equal(On(expected), due.Date);
        Assert.False(due.Provisional);
        Assert.Equal(Calendar.Version, due.CalendarVersion);
    }

    [Theory]
    [InlineData("2026-12-31", 0, "2026-12-31", false)]
    [InlineData("2026-12-30", 1, "2026-12-31", false)]
    [InlineData("2026-12-31", 1, "2027-01-01", true)]
    [InlineData("2026-12-28", 10, "2027-01-11", true)]
    [InlineData("2027-03-01", 5, "2027-03-08", true)]
    [InlineData("2021-03-01", 5, "2021-03-08", true)]
    public void AddWorkingDays_WhenAYearHasNoNotice_CountsWeekendsOnlyAndSaysSo(string from, int n, string expected, bool provisional)
    {
        var due = Calendar.AddWorkingDays(On(from), n);

        Assert.Equal(On(expected), due.Date);
        Assert.Equal(provisional, due.Provisional);
    }

    [Fact]
    public void AddWorkingDays_WhenTheNextNoticeIsLoaded_IsNoLongerProvisional()
    {
        var later = Calendar.With([new CalendarDay(new DateOnly(2027, 1, 1), CalendarDayKind.Holiday, "元旦", 2027)]);

        var due = later.AddWorkingDays(new DateOnly(2026, 12, 31), 1);

        Assert.Equal(new DateOnly(2027, 1, 4), due.Date);
        Assert.False(due.Provisional);
        Assert.NotEqual(Calendar.Version, due.CalendarVersion);
    }

    [Fact]
    public void AddWorkingDays_WhenNegative_IsABug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(new DateOnly(2026, 1, 1), -1));

    [Theory]
    [InlineData("2025-09-30", "2025-10-09", 1)]
    [InlineData("2025-09-30", "2025-10-08", 0)]
    [InlineData("2025-10-09", "2025-09-30", -1)]
    [InlineData("2026-11-20", "2026-11-20", 0)]
    [InlineData("2026-11-20", "2026-11-23", 1)]
    public void WorkingDaysBetween_CountsTheLastDayAndNotTheFirst(string from, string to, int expected) =>
        Assert.Equal(expected, Calendar.WorkingDaysBetween(On(from), On(to)));

    [Theory]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void WorkingDaysBetween_OverAWholeYear_MatchesWeekdaysPlusMakeUpsMinusHolidays(int year, int expected)
    {
        var counted = Calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));

        Assert.Equal(expected, counted);
    }

    [Fact]
    public void EndOfWorkingDay_IsMidnightInShanghaiWhateverTheMachinesZone()
    {
        var end = Calendar.EndOfWorkingDay(new DateOnly(2026, 11, 20), 3);

        Assert.Equal(new DateTimeOffset(2026, 11, 25, 16, 0, 0, TimeSpan.Zero), end);
        Assert.Equal(TimeSpan.FromHours(8), end.Offset);
    }

    [Fact]
    public void CloseOfWorkingDay_IsHalfPastFiveInShanghai() =>
        Assert.Equal(
            new DateTimeOffset(2026, 11, 25, 9, 30, 0, TimeSpan.Zero),
            Calendar.CloseOfWorkingDay(new DateOnly(2026, 11, 20), 3));

    [Fact]
    public void AddWorkingDays_ForAnyDayAndTerm_GivesAWorkingDayAndIsUndoneByCounting() =>
        Prop.ForAll(DayAndTerm(), input =>
        {
            var due = Calendar.AddWorkingDays(input.From, input.N).Date;
            return Calendar.IsWorkingDay(due) && Calendar.WorkingDaysBetween(input.From, due) == input.N && due > input.From;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddWorkingDays_ForAnyTwoDaysAndTerms_IsMonotonic() =>
        Prop.ForAll(DayAndTerm(), input =>
        {
            var due = Calendar.AddWorkingDays(input.From, input.N).Date;
            return Calendar.AddWorkingDays(input.From.AddDays(1), input.N).Date >= due
                && Calendar.AddWorkingDays(input.From, input.N + 1).Date > due
                && Calendar.AddWorkingDays(input.From, 0).Date <= due;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Version_WhenTheDataIsTheSameInAnotherOrder_IsTheSame()
    {
        var shuffled = new WorkingDayCalendar(Calendar.Days.Reverse());

        Assert.Equal(Calendar.Version, shuffled.Version);
        Assert.StartsWith("2023-2026.", Calendar.Version, StringComparison.Ordinal);
        Assert.Equal([2023, 2024, 2025, 2026], Calendar.CoveredYears.Order());
    }

    [Fact]
    public void Version_WhenOneDayDiffers_Differs() =>
        Assert.NotEqual(Calendar.Version, new WorkingDayCalendar(Calendar.Days.Skip(1)).Version);

    private static DateOnly On(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Arbitrary<(DateOnly From, int N)> DayAndTerm() =>
        (from offset in Gen.Choose(0, 5 * 366)
         from n in Gen.Choose(1, 60)
         select (new DateOnly(2022, 12, 1).AddDays(offset), n)).ToArbitrary();
}
