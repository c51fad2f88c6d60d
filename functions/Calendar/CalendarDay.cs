namespace PatentFunctions.Calendar;

/// <summary>What a notice makes of a day.</summary>
public enum CalendarDayKind
{
    /// <summary>放假: a statutory holiday or a day moved for one.</summary>
    Holiday,

    /// <summary>调休上班: a weekend day that is worked to make up for a holiday.</summary>
    Workday,
}

/// <summary>One day on which a State Council notice departs from the ordinary week (节假日安排).</summary>
/// <param name="Date">The day, Asia/Shanghai.</param>
/// <param name="Kind">Free or worked.</param>
/// <param name="Name">The holiday's Chinese name.</param>
/// <param name="Notice">The year whose notice orders it; the last days of December may stand in the next year's.</param>
public sealed record CalendarDay(DateOnly Date, CalendarDayKind Kind, string Name, int Notice);

/// <summary>A date counted in working days, and what it was counted with.</summary>
/// <param name="Date">The day on which the term ends, Asia/Shanghai.</param>
/// <param name="Provisional">
/// True when the count touched a year whose notice is not loaded: that part knows weekends only (COM-10), and the date
/// is recomputed once the notice is in.
/// </param>
/// <param name="CalendarVersion">Version of the calendar that gave the date, to find what must be recomputed.</param>
public readonly record struct DueDate(DateOnly Date, bool Provisional, string CalendarVersion);
