using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace PatentFunctions.LocalHost;

/// <summary>
/// A schedule in NCRONTAB: second, minute, hour, day of month, month, day of week (0 is Sunday), in UTC.
/// A time matches when all six fields match, also day of month and day of week together.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly (string Name, int From, int To, string[] Names)[] Fields =
    [
        ("second", 0, 59, []), ("minute", 0, 59, []), ("hour", 0, 23, []), ("day", 1, 31, []), ("month", 1, 12, Months), ("day of week", 0, 6, Days),
    ];

    private readonly ulong[] _sets;

    private CronSchedule(ulong[] sets) => _sets = sets;

    /// <summary>Reads a schedule; five fields mean second 0, as in the Functions host.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? error)
    {
        schedule = null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 5)
            parts = ["0", .. parts];
        if (parts.Length != 6)
        {
            error = $"\"{text}\" must have six fields: second minute hour day month day-of-week";
            return false;
        }

        var sets = new ulong[6];
        for (var i = 0; i < 6; i++)
        {
            if (!TryParseField(parts[i], Fields[i].From, Fields[i].To, Fields[i].Names, out sets[i]))
            {
                error = $"\"{text}\": \"{parts[i]}\" is no {Fields[i].Name} ({Fields[i].From}–{Fields[i].To})";
                return false;
            }
        }

        schedule = new CronSchedule(sets);
        error = null;
        return true;
    }

    /// <summary>The first occurrence after a time; null when there is none within the next 28 years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var t = new DateTime(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        // 29 February on a given weekday comes again after at most 28 years (40 across 2100).
        var end = t.AddYears(Math.Min(40, 9998 - t.Year));
        while (t < end)
        {
            if (!Has(4, t.Month))
            {
                t = new DateTime(t.Year, t.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
                continue;
            }

            if (!Has(3, t.Day) || !Has(5, (int)t.DayOfWeek))
            {
                t = t.Date.AddDays(1);
                continue;
            }

            var hour = NextIn(2, t.Hour);
            if (hour != t.Hour)
            {
                t = hour < 0 ? t.Date.AddDays(1) : t.Date.AddHours(hour);
                continue;
            }

            var minute = NextIn(1, t.Minute);
            if (minute != t.Minute)
            {
                t = t.Date.AddHours(minute < 0 ? t.Hour + 1 : t.Hour).AddMinutes(Math.Max(minute, 0));
                continue;
            }

            var second = NextIn(0, t.Second);
            if (second == t.Second)
                return new DateTimeOffset(t, TimeSpan.Zero);
            t = t.AddSeconds(-t.Second).AddMinutes(second < 0 ? 1 : 0).AddSeconds(Math.Max(second, 0));
        }

        return null;
    }

    private bool Has(int field, int value) => (_sets[field] & (1UL << value)) != 0;

    private int NextIn(int field, int from)
    {
        var rest = _sets[field] >> from << from;
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    private static bool TryParseField(string text, int from, int to, string[] names, out ulong set)
    {
        set = 0;
        foreach (var item in text.Split(','))
        {
            var stepAt = item.IndexOf('/', StringComparison.Ordinal);
            var range = stepAt < 0 ? item : item[..stepAt];
            var step = 1;
            if (stepAt >= 0 && (!int.TryParse(item[(stepAt + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1))
                return false;
            int low, high;
            if (range == "*")
            {
                (low, high) = (from, to);
            }
            else
            {
                var bounds = range.Split('-');
                if (bounds.Length > 2 || !TryValue(bounds[0], from, names, out low))
                    return false;
                if (bounds.Length == 1)
                    high = stepAt < 0 ? low : to;
                else if (!TryValue(bounds[1], from, names, out high))
                    return false;
            }

            if (low < from || high > to || low > high)
                return false;
            for (var value = low; value <= high; value += step)
                set |= 1UL << value;
        }

        return true;
    }

    private static bool TryValue(string text, int from, string[] names, out int value)
    {
        var name = text.Length < 3 ? -1 : Array.FindIndex(names, n => text.StartsWith(n, StringComparison.OrdinalIgnoreCase));
        value = name + from;
        return name >= 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
