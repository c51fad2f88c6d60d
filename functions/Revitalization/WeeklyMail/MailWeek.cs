using System.Globalization;

namespace PatentFunctions.Revitalization.WeeklyMail;

/// <summary>A week of the mail, by ISO 8601: it tells what was registered before 09:00 Asia/Shanghai of its Monday.</summary>
/// <param name="Year">Year of the week.</param>
/// <param name="Week">Number of the week, 1 to 53.</param>
public sealed record MailWeek(int Year, int Week)
{
    private static readonly TimeOnly SentAt = new(9, 0);

    /// <summary>Name of the run: one for each week, such as <c>2026-W49</c>.</summary>
    public string Run => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-W{Week:D2}");

    /// <summary>Instance id of the run.</summary>
    public string InstanceId => "weekly-mail-" + Run;

    /// <summary>Its Monday.</summary>
    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Week, DayOfWeek.Monday));

    /// <summary>What was registered before this instant belongs to it.</summary>
    public DateTimeOffset Until => ChinaTime.At(Monday, SentAt);

    /// <summary>The week of a day.</summary>
    public static MailWeek Of(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return new MailWeek(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }

    /// <summary>The week whose mail is due: on a Monday before nine that of the week before.</summary>
    public static MailWeek Due(DateTimeOffset now) => Of(now < Of(ChinaTime.DateOf(now)).Until ? ChinaTime.DateOf(now).AddDays(-7) : ChinaTime.DateOf(now));

    /// <summary>The week of a run's name.</summary>
    public static MailWeek Parse(string run) => new(int.Parse(run.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(run.AsSpan(6), CultureInfo.InvariantCulture));
}
