using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Calendar;

/// <summary>
/// The calendar that holds now: what the operator has loaded, or the built-in one (COM-10). Read anew at most once a minute.
/// </summary>
public sealed class CalendarInForce(IRecordStore records, TimeProvider time)
{
    /// <summary>Table of the calendars.</summary>
    public const string Table = "Calendars";

    /// <summary>Partition and row of the calendar in force.</summary>
    public const string Key = "current";

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private (DateTimeOffset ReadAt, WorkingDayCalendar Calendar)? cached;

    /// <summary>The calendar that holds now.</summary>
    public async Task<WorkingDayCalendar> CurrentAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (cached is { } fresh && now - fresh.ReadAt < Freshness) return fresh.Calendar;
        var stored = await records.FindAsync<IReadOnlyList<CalendarDay>>(Table, Key, Key, cancellation);
        var calendar = stored is null ? WorkingDayCalendar.BuiltIn : new WorkingDayCalendar(stored.Value);
        cached = (now, calendar);
        return calendar;
    }

    /// <summary>Forgets what was read, after the operator has loaded another.</summary>
    public void Forget() => cached = null;
}
