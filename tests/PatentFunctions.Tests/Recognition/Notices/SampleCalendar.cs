using PatentFunctions.Calendar;

namespace PatentFunctions.Tests.Recognition.Notices;

/// <summary>Invented calendars of 2027, whose true one is published at the end of 2026.</summary>
internal static class SampleCalendar
{
    /// <summary>New Year's Day is a holiday.</summary>
    public static IReadOnlyList<CalendarDay> NewYear2027 { get; } =
    [
        Free(1, 1, "元旦"), Free(2, 5, "春节"), Free(2, 8, "春节"), Free(2, 9, "春节"), Free(2, 10, "春节"), Free(2, 11, "春节"), Free(4, 5, "清明节"),
        Free(5, 1, "劳动节"), Free(5, 3, "劳动节"), Free(6, 9, "端午节"), Free(9, 15, "中秋节"),
        Free(10, 1, "国庆节"), Free(10, 2, "国庆节"), Free(10, 3, "国庆节"), Free(10, 4, "国庆节"), Free(10, 5, "国庆节"),
    ];

    /// <summary>The weekend after New Year's Day is worked.</summary>
    public static IReadOnlyList<CalendarDay> WorkedWeekend2027 { get; } =
        [.. NewYear2027, new CalendarDay(new DateOnly(2027, 1, 2), CalendarDayKind.Workday, "元旦", 2027), new CalendarDay(new DateOnly(2027, 1, 3), CalendarDayKind.Workday, "元旦", 2027)];

    /// <summary>The operator's file.</summary>
    public static string Csv(IReadOnlyList<CalendarDay> days) => CalendarData.Write(new WorkingDayCalendar(days));

    private static CalendarDay Free(int month, int day, string name) => new(new DateOnly(2027, month, day), CalendarDayKind.Holiday, name, 2027);
}
