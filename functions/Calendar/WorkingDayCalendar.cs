using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.Platform;

namespace PatentFunctions.Calendar;

/// <summary>
/// 工作日历 (COM-10): a working day is a day that is neither a weekend nor a holiday, or is a make-up working day.
/// Immutable; a year without a loaded notice counts weekends only, and results that touch it are marked provisional.
/// </summary>
public sealed class WorkingDayCalendar
{
    /// <summary>Hour at which the offices close, for reminders that should still find someone at the desk.</summary>
    public static readonly TimeOnly OfficeCloses = new(17, 30);

    private static readonly Lazy<WorkingDayCalendar> Embedded = new(LoadEmbedded);

    private readonly FrozenDictionary<DateOnly, CalendarDay> _days;

    /// <summary>Builds a calendar from the days of the notices; order does not matter.</summary>
    /// <remarks>When two notices name one date, the later year's notice holds.</remarks>
    /// <exception cref="ArgumentException">One notice names a date twice; <see cref="CalendarData.Parse(Stream)"/> reports that with its line.</exception>
    public WorkingDayCalendar(IEnumerable<CalendarDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var sorted = days.OrderBy(day => day.Date).ThenBy(day => day.Notice).ToList();
        for (var i = 1; i < sorted.Count; i++)
            if (sorted[i].Date == sorted[i - 1].Date && sorted[i].Notice == sorted[i - 1].Notice)
                throw new ArgumentException($"The notice for {sorted[i].Notice} names {sorted[i].Date:yyyy-MM-dd} twice.", nameof(days));

        Days = sorted.AsReadOnly();
        CoveredYears = sorted.Select(day => day.Notice).ToFrozenSet();
        _days = sorted.GroupBy(day => day.Date).ToFrozenDictionary(group => group.Key, group => group.Last());
        Version = VersionOf(sorted);
    }

    /// <summary>The calendar of the embedded data, 2023–2026.</summary>
    public static WorkingDayCalendar BuiltIn => Embedded.Value;

    /// <summary>Every listed day, in order of date.</summary>
    public IReadOnlyList<CalendarDay> Days { get; }

    /// <summary>The years whose notice is loaded.</summary>
    public IReadOnlySet<int> CoveredYears { get; }

    /// <summary>Years and a hash of the content, such as <c>2023-2026.5f0c1e9a7b21</c>: equal data, equal version.</summary>
    public string Version { get; }

    /// <summary>Whether people work on that day. For a year without a notice: Monday to Friday.</summary>
    public bool IsWorkingDay(DateOnly date) =>
        _days.TryGetValue(date, out var day)
            ? day.Kind == CalendarDayKind.Workday
            : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>
    /// The n-th working day after a day. The day itself is day 0 and never counts, whether worked or not.
    /// With n = 0: the day itself when it is a working day, else the next working day.
    /// </summary>
    /// <param name="from">Day of the submission, Asia/Shanghai.</param>
    /// <param name="n">Working days, 0 or more.</param>
    public DueDate AddWorkingDays(DateOnly from, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var date = from;
        if (n == 0)
            while (!IsWorkingDay(date))
                date = date.AddDays(1);
        for (var left = n; left > 0;)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date))
                left--;
        }

        return new DueDate(date, Touches(from, date), Version);
    }

    /// <summary>
    /// Working days after <paramref name="from"/> up to and with <paramref name="to"/>; negative when
    /// <paramref name="to"/> is earlier. It undoes <see cref="AddWorkingDays"/> for n ≥ 1.
    /// </summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to, from);
        var count = 0;
        for (var date = from; date < to;)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date))
                count++;
        }

        return count;
    }

    /// <summary>
    /// 24:00 in Asia/Shanghai of the n-th working day after a day: from this instant that many working days have passed.
    /// For escalations and the end of a public notice.
    /// </summary>
    public DateTimeOffset EndOfWorkingDay(DateOnly from, int n) => ChinaTime.EndOfDay(AddWorkingDays(from, n).Date);

    /// <summary><see cref="OfficeCloses"/> in Asia/Shanghai of the n-th working day after a day: for reminders at that day's end.</summary>
    public DateTimeOffset CloseOfWorkingDay(DateOnly from, int n) =>
        ChinaTime.At(AddWorkingDays(from, n).Date, OfficeCloses);

    /// <summary>
    /// A calendar in which the given notices replace those of the same years, and all other years stay.
    /// </summary>
    public WorkingDayCalendar With(IEnumerable<CalendarDay> days)
    {
        var added = days.ToList();
        var replaced = added.Select(day => day.Notice).ToHashSet();
        return new WorkingDayCalendar(Days.Where(day => !replaced.Contains(day.Notice)).Concat(added));
    }

    private bool Touches(DateOnly from, DateOnly to)
    {
        for (var year = from.Year; year <= to.Year; year++)
            if (!CoveredYears.Contains(year))
                return true;
        return false;
    }

    private static string VersionOf(List<CalendarDay> sorted)
    {
        var text = new StringBuilder();
        foreach (var day in sorted)
            text.Append(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} {day.Kind} {day.Notice} {day.Name}\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
        return sorted.Count == 0
            ? $"none.{hash}"
            : string.Create(CultureInfo.InvariantCulture, $"{sorted.Min(d => d.Notice)}-{sorted.Max(d => d.Notice)}.{hash}");
    }

    private static WorkingDayCalendar LoadEmbedded()
    {
        using var csv = EmbeddedData.Open("Calendar/data/holidays.csv");
        var import = CalendarData.Parse(csv);
        return import.Findings.Count == 0
            ? new WorkingDayCalendar(import.Days)
            : throw new InvalidDataException(string.Join('\n', import.Findings));
    }
}
