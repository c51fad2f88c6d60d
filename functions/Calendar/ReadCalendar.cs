using System.Globalization;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Calendar;

/// <summary>工作日历概况.</summary>
/// <param name="Version">Version in force.</param>
/// <param name="Years">Years whose notice is loaded.</param>
public sealed record CalendarSummary(string Version, IReadOnlyList<int> Years);

/// <summary>放假或调休的一天.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">Free or worked.</param>
/// <param name="Name">The holiday's Chinese name.</param>
public sealed record CalendarDayAnswer(DateOnly Date, CalendarDayKind Kind, string Name);

/// <summary>一年的工作日历.</summary>
/// <param name="Year">The year.</param>
/// <param name="Version">Version in force.</param>
/// <param name="Provisional">True where the year's notice is not loaded: only weekends are known.</param>
/// <param name="WorkingDays">How many working days the year has.</param>
/// <param name="Days">The days on which it departs from the ordinary week.</param>
public sealed record CalendarYear(int Year, string Version, bool Provisional, int WorkingDays, IReadOnlyList<CalendarDayAnswer> Days);

/// <summary>工作日推算.</summary>
/// <param name="From">Day 0.</param>
/// <param name="Days">Working days after it.</param>
/// <param name="Date">The last day of the term.</param>
/// <param name="Provisional">True where the count touched a year whose notice is not loaded.</param>
/// <param name="CalendarVersion">Version that gave the date.</param>
public sealed record WorkingDaysAnswer(DateOnly From, int Days, DateOnly Date, bool Provisional, string CalendarVersion);

/// <summary>A year or a count that no calendar answers.</summary>
public sealed record CalendarQueryInvalid() : Malformed("calendar-query-invalid", "查询条件无效", "年份应为 2000 至 2100；from 应为 yyyy-MM-dd；days 应为 0 至 1000 的整数。");

/// <summary>工作日历查询 (COM-10).</summary>
public sealed class ReadCalendar(CalendarInForce calendar, TimeProvider time)
{
    private const int MaxAge = 300;
    private const int MostDays = 1000;

    /// <summary>Which years are loaded.</summary>
    [Function("ReadCalendar")]
    [Allow(Role.Public)]
    [Answers(200, typeof(CalendarSummary), ETag = true), Answers(304, ETag = true)]
    public async Task<IResult> SummaryAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "calendar")] HttpRequest request, CancellationToken cancellation)
    {
        var current = await calendar.CurrentAsync(cancellation);
        if (request.IsUnchanged(current.Version, MaxAge)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Json(new CalendarSummary(current.Version, [.. current.CoveredYears.Order()]), PlatformJson.Options);
    }

    /// <summary>Holidays and make-up working days of a year.</summary>
    [Function("ReadCalendarYear")]
    [Allow(Role.Public)]
    [Answers(200, typeof(CalendarYear), ETag = true), Answers(304, ETag = true)]
    [Refuses(typeof(CalendarQueryInvalid))]
    public async Task<IResult> YearAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "calendar/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        if (year is < 2000 or > 2100) return new CalendarQueryInvalid();
        var current = await calendar.CurrentAsync(cancellation);
        if (request.IsUnchanged(current.Version, MaxAge)) return Results.StatusCode(StatusCodes.Status304NotModified);
        var days = current.Days.Where(d => d.Date.Year == year).Select(d => new CalendarDayAnswer(d.Date, d.Kind, d.Name)).ToList();
        var working = current.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));
        return Results.Json(new CalendarYear(year, current.Version, !current.CoveredYears.Contains(year), working, days), PlatformJson.Options);
    }

    /// <summary>The last day of a term counted in working days; the day itself is day 0.</summary>
    [Function("CountWorkingDays")]
    [Allow(Role.Public)]
    [QueryParameter("from", "起算日 yyyy-MM-dd（不计入），默认今天", typeof(DateOnly))]
    [QueryParameter("days", "工作日数，0 至 1000", typeof(int), Least = 0, Most = 1000, Required = true)]
    [Answers(200, typeof(WorkingDaysAnswer))]
    [Refuses(typeof(CalendarQueryInvalid))]
    public async Task<IResult> CountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "calendar/working-days")] HttpRequest request, CancellationToken cancellation)
    {
        var from = ChinaTime.Today(time);
        if (request.Query["from"].ToString() is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out from)) return new CalendarQueryInvalid();
        if (!int.TryParse(request.Query["days"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > MostDays || from.Year is < 2000 or > 2100) return new CalendarQueryInvalid();
        var due = (await calendar.CurrentAsync(cancellation)).AddWorkingDays(from, days);
        return Results.Json(new WorkingDaysAnswer(from, days, due.Date, due.Provisional, due.CalendarVersion), PlatformJson.Options);
    }
}
