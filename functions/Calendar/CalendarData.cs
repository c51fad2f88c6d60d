using System.Globalization;
using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Calendar;

/// <summary>What a calendar file holds.</summary>
/// <param name="Days">The days that could be read, in file order.</param>
/// <param name="Findings">Everything wrong; the file may be loaded only when this is empty.</param>
public sealed record CalendarImport(IReadOnlyList<CalendarDay> Days, IReadOnlyList<RowFinding> Findings);

/// <summary>
/// The operator's file of a year's notice (节假日安排导入, COM-10): CSV with the columns date (yyyy-MM-dd), kind
/// (holiday or workday), name, notice (the year whose notice it is). See <c>Calendar/data/README.md</c>.
/// </summary>
public static class CalendarData
{
    // 全国年节及纪念日放假办法: on these dates there is always a holiday, so a year without them is an incomplete file.
    private static readonly (int Month, int Day, string Name)[] FixedHolidays =
        [(1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节")];

    private static readonly string[] MovingHolidays = ["春节", "清明节", "端午节", "中秋节"];

    /// <summary>Reads a file and returns every finding at once, with line numbers.</summary>
    public static CalendarImport Parse(Stream csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var rows = new CsvRows(csv);
        return Parse(rows);
    }

    /// <summary>The same from text.</summary>
    public static CalendarImport Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var rows = new CsvRows(new StringReader(csv));
        return Parse(rows);
    }

    /// <summary>
    /// Reads a file and merges it into a calendar: its notices replace those of the same years. The calendar is null
    /// when there is any finding, gaps between the merged years included.
    /// </summary>
    public static (WorkingDayCalendar? Calendar, IReadOnlyList<RowFinding> Findings) Merge(WorkingDayCalendar existing, Stream csv)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var import = Parse(csv);
        if (import.Findings.Count > 0)
            return (null, import.Findings);
        var merged = existing.With(import.Days);
        var gaps = GapsBetween(merged.CoveredYears).ToList();
        return gaps.Count > 0 ? (null, gaps) : (merged, []);
    }

    /// <summary>A calendar as a file that <see cref="Parse(Stream)"/> reads back to the same version.</summary>
    public static string Write(WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var text = new StringBuilder("date,kind,name,notice\n");
        foreach (var day in calendar.Days)
        {
            var kind = day.Kind == CalendarDayKind.Holiday ? "holiday" : "workday";
            var name = day.Name.Replace("\"", "\"\"", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd},{kind},\"{name}\",{day.Notice}\n");
        }

        return text.ToString();
    }

    private static CalendarImport Parse(CsvRows rows)
    {
        var findings = rows.MissingColumns("date", "kind", "name", "notice").ToList();
        if (findings.Count > 0)
            return new CalendarImport([], findings);

        var days = new List<CalendarDay>();
        var lines = new Dictionary<DateOnly, int>();
        var broken = 0;
        while (rows.Next())
        {
            var before = findings.Count;
            var day = ReadDay(rows, findings);
            if (day is not null && !lines.TryAdd(day.Date, rows.Line))
                findings.Add(new RowFinding(rows.Line, "duplicate-date", $"{day.Date:yyyy-MM-dd} 与第 {lines[day.Date]} 行重复。"));
            if (findings.Count == before)
                days.Add(day!);
            else
                broken++;
        }

        if (days.Count == 0 && broken == 0)
            findings.Add(new RowFinding(0, "empty-file", "文件中没有任何日期。"));

        // A year that misses a holiday because its row is broken is reported once, at the row.
        if (broken == 0)
        {
            var years = days.Select(day => day.Notice).ToHashSet();
            findings.AddRange(years.Order().SelectMany(year => MissingHolidays(year, days)));
            findings.AddRange(GapsBetween(years));
        }

        return new CalendarImport(days, findings);
    }

    private static CalendarDay? ReadDay(CsvRows rows, List<RowFinding> findings)
    {
        void Add(string code, string text) => findings.Add(new RowFinding(rows.Line, code, text));

        var dateRead = DateOnly.TryParseExact(rows["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (!dateRead)
            Add("bad-date", $"日期“{rows["date"]}”无效，应为 yyyy-MM-dd。");

        CalendarDayKind? kind = rows["kind"] switch
        {
            "holiday" => CalendarDayKind.Holiday,
            "workday" => CalendarDayKind.Workday,
            _ => null,
        };
        if (kind is null)
            Add("unknown-kind", $"类别“{rows["kind"]}”无效，应为 holiday（放假）或 workday（调休上班）。");

        if (rows["name"].Length == 0)
            Add("missing-name", "缺少节日名称。");
        else if (CsvRows.IsGarbled(rows["name"]))
            Add("bad-encoding", "文字无法识别：请将文件另存为 UTF-8 编码的 CSV。");

        var noticeRead = int.TryParse(rows["notice"], NumberStyles.None, CultureInfo.InvariantCulture, out var notice);
        if (!noticeRead)
            Add("bad-notice", $"通知年度“{rows["notice"]}”无效，应为四位年份。");
        else if (dateRead && !(notice == date.Year || (notice == date.Year + 1 && date.Month == 12)))
            Add("notice-mismatch", $"{date:yyyy-MM-dd} 不可能出自 {notice} 年的通知。");

        if (dateRead && kind == CalendarDayKind.Workday && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            Add("workday-on-weekday", $"{date:yyyy-MM-dd} 不是周六、周日，不会是调休上班日。");

        return dateRead && kind is not null && noticeRead ? new CalendarDay(date, kind.Value, rows["name"], notice) : null;
    }

    private static IEnumerable<RowFinding> MissingHolidays(int year, List<CalendarDay> days)
    {
        var holidays = days.Where(day => day.Notice == year && day.Kind == CalendarDayKind.Holiday).ToList();
        foreach (var (month, day, name) in FixedHolidays)
            if (holidays.TrueForAll(holiday => holiday.Date != new DateOnly(year, month, day)))
                yield return new RowFinding(0, "incomplete-year", $"{year} 年缺少 {month}月{day}日（{name}）。");
        foreach (var name in MovingHolidays)
            if (!holidays.Exists(holiday => holiday.Name.Contains(name, StringComparison.Ordinal)))
                yield return new RowFinding(0, "incomplete-year", $"{year} 年缺少{name}。");
    }

    private static IEnumerable<RowFinding> GapsBetween(IEnumerable<int> years)
    {
        var sorted = years.Order().ToList();
        for (var i = 1; i < sorted.Count; i++)
            for (var missing = sorted[i - 1] + 1; missing < sorted[i]; missing++)
                yield return new RowFinding(0, "year-gap", $"缺少 {missing} 年的安排：{sorted[i - 1]} 年与 {sorted[i]} 年之间不能有空缺。");
    }
}
