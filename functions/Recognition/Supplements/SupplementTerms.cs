using PatentFunctions.Calendar;

namespace PatentFunctions.Recognition.Supplements;

/// <summary>What falls due for a supplement at an instant.</summary>
/// <param name="Reminders">How many reminders should have been sent by now, where one is to be sent; else null.</param>
/// <param name="Lapsed">True once the last day is over.</param>
/// <param name="NextAt">When to look again; null once it is over.</param>
public sealed record SupplementDue(int? Reminders, bool Lapsed, DateTimeOffset? NextAt);

/// <summary>补充期限 as pure rules: reminders three working days and one working day before the last day, its end at 24:00.</summary>
public static class SupplementTerms
{
    /// <summary>Working days before the last day at which the unit is reminded.</summary>
    public static IReadOnlyList<int> RemindBefore { get; } = [3, 1];

    /// <summary>When the reminders leave, Asia/Shanghai.</summary>
    public static readonly TimeOnly RemindAt = new(9, 0);

    /// <summary>What is due.</summary>
    public static SupplementDue Due(SupplementRequest request, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var end = ChinaTime.EndOfDay(request.DueOn);
        if (now >= end) return new SupplementDue(null, true, null);
        var reminders = RemindersOf(request, calendar);
        var passed = reminders.Count(r => r <= now);
        var next = reminders.FirstOrDefault(r => r > now);
        return new SupplementDue(passed > request.Reminders ? passed : null, false, next == default ? end : next);
    }

    /// <summary>The instants of the reminders; none that would not come after the day of the request.</summary>
    public static IReadOnlyList<DateTimeOffset> RemindersOf(SupplementRequest request, WorkingDayCalendar calendar) =>
        [.. RemindBefore.Select(days => Before(request.DueOn, days, calendar)).Where(day => day > ChinaTime.DateOf(request.RequestedAt)).Select(day => ChinaTime.At(day, RemindAt))];

    /// <summary>The n-th working day before a day.</summary>
    public static DateOnly Before(DateOnly day, int n, WorkingDayCalendar calendar)
    {
        for (var left = n; left > 0;)
        {
            day = day.AddDays(-1);
            if (calendar.IsWorkingDay(day)) left--;
        }
        return day;
    }
}
