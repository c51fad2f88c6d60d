using System.Text;
using PatentFunctions.Calendar;

namespace PatentFunctions.Tests.Calendar;

[Trait("Spec", "COM-10")]
public sealed class CalendarDataTests
{
    // Invented for the test: the real notice for 2027 was not published when this was written.
    private const string Year2027 = """
        date,kind,name,notice
        2027-01-01,holiday,元旦,2027
        2027-02-06,holiday,春节,2027
        2027-02-08,holiday,春节,2027
        2027-02-20,workday,春节,2027
        2027-04-05,holiday,清明节,2027
        2027-05-01,holiday,劳动节,2027
        2027-05-03,holiday,劳动节,2027
        2027-06-09,holiday,端午节,2027
        2027-09-15,holiday,中秋节,2027
        2027-10-01,holiday,国庆节,2027
        2027-10-02,holiday,国庆节,2027
        2027-10-03,holiday,国庆节,2027
        2026-12-27,workday,元旦,2027
        """;

    [Fact]
    public void Parse_WhenTheFileIsGood_HasNoFindings()
    {
        var import = CalendarData.Parse(Year2027);

        Assert.Empty(import.Findings);
        Assert.Equal(13, import.Days.Count);
    }

    [Theory]
    [InlineData("2027-13-01,holiday,元旦,2027", "bad-date")]
    [InlineData("2027/1/4,holiday,元旦,2027", "bad-date")]
    [InlineData("2027-02-30,holiday,春节,2027", "bad-date")]
    [InlineData("2027-01-01,holiday,元旦,2027", "duplicate-date")]
    [InlineData("2027-03-01,free,元旦,2027", "unknown-kind")]
    [InlineData("2027-03-01,workday,元旦,2027", "workday-on-weekday")]
    [InlineData("2027-03-01,holiday,,2027", "missing-name")]
    [InlineData("2027-03-01,holiday,元旦,", "bad-notice")]
    [InlineData("2027-03-01,holiday,元旦,2028", "notice-mismatch")]
    [InlineData("2028-01-01,holiday,元旦,2027", "notice-mismatch")]
    public void Parse_WhenARowIsWrong_NamesItsLine(string row, string code)
    {
        var import = CalendarData.Parse(Year2027 + "\n" + row + "\n");

        var finding = Assert.Single(import.Findings);
        Assert.Equal((15, code), (finding.Line, finding.Code));
        Assert.Equal(13, import.Days.Count);
    }

    [Fact]
    public void Parse_WhenSeveralThingsAreWrong_ReportsAllAtOnce()
    {
        var import = CalendarData.Parse("date,kind,name,notice\n2027-01-99,rest,,x\n\n2027-01-04,workday,元旦,2027\n");

        Assert.Equal(
            [(2, "bad-date"), (2, "unknown-kind"), (2, "missing-name"), (2, "bad-notice"), (4, "workday-on-weekday")],
            import.Findings.Select(finding => (finding.Line, finding.Code)));
    }

    [Theory]
    [InlineData("", "missing-column")]
    [InlineData("date,kind\n2027-01-01,holiday\n", "missing-column")]
    [InlineData("date,kind,name,notice\n", "empty-file")]
    public void Parse_WhenTheFileIsNoCalendar_SaysSo(string csv, string code) =>
        Assert.Contains(CalendarData.Parse(csv).Findings, finding => finding.Code == code);

    [Fact]
    public void Parse_WhenAStatutoryHolidayIsMissing_CallsTheYearIncomplete()
    {
        var csv = Year2027.Replace("2027-10-02,holiday,国庆节,2027\n", "", StringComparison.Ordinal)
            .Replace("2027-06-09,holiday,端午节,2027\n", "", StringComparison.Ordinal);

        var import = CalendarData.Parse(csv);

        Assert.Equal(["2027 年缺少 10月2日（国庆节）。", "2027 年缺少端午节。"], import.Findings.Select(finding => finding.Text));
    }

    [Fact]
    public void Merge_WhenTheNextYearIsLoaded_KeepsTheOthersAndMayTouchDecember()
    {
        var (calendar, findings) = CalendarData.Merge(WorkingDayCalendar.BuiltIn, Utf8(Year2027));

        Assert.Empty(findings);
        Assert.NotNull(calendar);
        Assert.Equal([2023, 2024, 2025, 2026, 2027], calendar.CoveredYears.Order());
        Assert.True(calendar.IsWorkingDay(new DateOnly(2026, 12, 27)));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2027, 1, 1)));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2025, 10, 8)));
    }

    [Fact]
    public void Merge_WhenAYearIsLoadedAgain_ReplacesIt()
    {
        var first = CalendarData.Merge(WorkingDayCalendar.BuiltIn, Utf8(Year2027)).Calendar!;
        var corrected = Year2027.Replace("2027-02-08,holiday", "2027-02-09,holiday", StringComparison.Ordinal);

        var second = CalendarData.Merge(first, Utf8(corrected)).Calendar!;

        Assert.True(second.IsWorkingDay(new DateOnly(2027, 2, 8)));
        Assert.False(second.IsWorkingDay(new DateOnly(2027, 2, 9)));
        Assert.NotEqual(first.Version, second.Version);
    }

    [Fact]
    public void Merge_WhenAYearWouldBeSkipped_IsRefused()
    {
        var year2028 = Year2027.Replace("2026-12-27,workday,元旦,2027\n", "", StringComparison.Ordinal)
            .Replace("2026-12-27,workday,元旦,2027", "", StringComparison.Ordinal)
            .Replace("2027-02-20,workday,春节,2027", "2027-02-19,workday,春节,2027", StringComparison.Ordinal)
            .Replace("2027", "2028", StringComparison.Ordinal);

        var (calendar, findings) = CalendarData.Merge(WorkingDayCalendar.BuiltIn, Utf8(year2028));

        Assert.Null(calendar);
        Assert.Equal((0, "year-gap"), (findings.Single().Line, findings.Single().Code));
    }

    [Fact]
    public void Write_WhenReadBack_GivesTheSameVersion()
    {
        var text = CalendarData.Write(WorkingDayCalendar.BuiltIn);

        var again = new WorkingDayCalendar(CalendarData.Parse(text).Days);

        Assert.Equal(WorkingDayCalendar.BuiltIn.Version, again.Version);
    }

    [Fact]
    public void BuiltIn_HoldsEveryPublishedDay()
    {
        Assert.Equal(142, WorkingDayCalendar.BuiltIn.Days.Count);
        Assert.Equal(26, WorkingDayCalendar.BuiltIn.Days.Count(day => day.Kind == CalendarDayKind.Workday));
    }

    private static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));
}
