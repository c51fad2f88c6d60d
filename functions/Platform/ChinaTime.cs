using System.Globalization;

namespace PatentFunctions.Platform;

/// <summary>
/// 北京时间: every date a person reads or a term counts in is a date in Asia/Shanghai, whatever the machine's zone.
/// Formatting is spelled out here so that no culture data is needed.
/// </summary>
public static class ChinaTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Today's date in Asia/Shanghai.</summary>
    public static DateOnly Today(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return DateOf(time.GetUtcNow());
    }

    /// <summary>The present instant, written with the offset of Asia/Shanghai.</summary>
    public static DateTimeOffset Now(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return ToChina(time.GetUtcNow());
    }

    /// <summary>The same instant, written with the offset of Asia/Shanghai.</summary>
    public static DateTimeOffset ToChina(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The date in Asia/Shanghai on which an instant falls.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToChina(instant).DateTime);

    /// <summary>00:00 in Asia/Shanghai of a date.</summary>
    public static DateTimeOffset StartOfDay(DateOnly date) => At(date, TimeOnly.MinValue);

    /// <summary>
    /// 24:00 in Asia/Shanghai of a date, which is 00:00 of the next one: the first instant at which a term ending on
    /// that date is over (民法典 第二百零三条). Compare with <c>&lt;</c>; for a text use the date itself.
    /// </summary>
    public static DateTimeOffset EndOfDay(DateOnly date) => StartOfDay(date.AddDays(1));

    /// <summary>The instant of a clock time in Asia/Shanghai.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly clock)
    {
        var local = date.ToDateTime(clock);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    /// <summary>Month and day as the timeline shows them: 11月27日.</summary>
    public static string MonthDay(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Month}月{date.Day}日");

    /// <summary>The whole date as letters and certificates show it: 2026年11月27日.</summary>
    public static string FullDate(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日");

    /// <summary>Date and minute as receipts show them: 2026年11月27日 09:05, in Asia/Shanghai.</summary>
    public static string FullDateTime(DateTimeOffset instant)
    {
        var local = ToChina(instant);
        return string.Create(CultureInfo.InvariantCulture, $"{FullDate(DateOnly.FromDateTime(local.DateTime))} {local:HH:mm}");
    }
}
