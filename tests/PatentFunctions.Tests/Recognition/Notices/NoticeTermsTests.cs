using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Notices;

namespace PatentFunctions.Tests.Recognition.Notices;

[Trait("Spec", "REC-03")]
[Trait("Spec", "COM-10")]
public sealed class NoticeTermsTests
{
    private static readonly WorkingDayCalendar Until2026 = WorkingDayCalendar.BuiltIn;

    [Theory]
    [InlineData("2026-11-23T10:00", "2026-12-07", false, "ordinary weeks")]
    [InlineData("2026-09-24T10:00", "2026-10-15", false, "across Mid-Autumn and National Day, 10 October worked")]
    [InlineData("2026-09-30T10:00", "2026-10-20", false, "begun on the eve of National Day")]
    [InlineData("2026-10-03T10:00", "2026-10-20", false, "begun within National Day: the first day counted is the 8th")]
    [InlineData("2026-02-13T10:00", "2026-03-05", false, "across the Spring Festival, 14 and 28 February worked")]
    [InlineData("2026-11-21T10:00", "2026-12-04", false, "begun on a Saturday")]
    [InlineData("2026-10-10T10:00", "2026-10-23", false, "begun on a Saturday that is worked: day 0 all the same")]
    [InlineData("2026-11-19T23:59", "2026-12-03", false, "a minute before midnight")]
    [InlineData("2026-11-20T00:01", "2026-12-04", false, "a minute after midnight")]
    [InlineData("2026-12-17T10:00", "2026-12-31", false, "ends on the last day of the published year")]
    [InlineData("2026-12-18T10:00", "2027-01-01", true, "reaches one day into a year without a calendar")]
    [InlineData("2026-12-25T10:00", "2027-01-08", true, "reaches into a year without a calendar: weekends only")]
    [InlineData("2027-02-01T10:00", "2027-02-15", true, "lies wholly in a year without a calendar")]
    public void Begin_CountsTenWorkingDaysAfterTheDayItself(string startedAt, string endsOn, bool provisional, string why)
    {
        var term = NoticeTerms.Begin(At(startedAt), Until2026);
        Assert.True((On(endsOn), provisional) == (term.EndsOn, term.Provisional), $"{why}: {term}");
        Assert.Equal(Until2026.Version, term.CalendarVersion);
    }

    [Theory]
    [InlineData("2026-10-15T23:59", 0, NoticeStep.Run, "2026-10-16T00:01", "the last minute")]
    [InlineData("2026-10-16T00:00", 0, NoticeStep.Run, "2026-10-16T00:01", "24:00: an objection of the last minute may still be on its way")]
    [InlineData("2026-10-16T00:01", 0, NoticeStep.Recognize, null, "over, nobody objected")]
    [InlineData("2026-10-16T00:01", 1, NoticeStep.AwaitDecision, null, "over, an objection is open")]
    [InlineData("2026-10-01T10:00", 2, NoticeStep.Run, "2026-10-16T00:01", "objections do not stop the clock")]
    [InlineData("2026-12-01T10:00", 0, NoticeStep.Recognize, null, "the last objection was rejected weeks later")]
    public void Look_AtATermWithItsCalendar_SaysWhatIsToBeDone(string now, int open, NoticeStep step, string? nextAt, string why)
    {
        var term = NoticeTerms.Begin(At("2026-09-24T10:00"), Until2026);
        var look = NoticeTerms.Look(term, open, Until2026, At(now));
        Assert.True((step, nextAt is null ? null : (DateTimeOffset?)At(nextAt)) == (look.Step, look.NextAt), $"{why}: {look}");
    }

    // Provisional end 2027-01-08; ten further days, Monday to Friday, end with 2027-01-22.
    [Theory]
    [InlineData("2027-01-08T10:00", NoticeStep.Run, "before the provisional end")]
    [InlineData("2027-01-09T00:01", NoticeStep.Run, "the provisional end proves nothing")]
    [InlineData("2027-01-23T00:00", NoticeStep.Run, "24:00 of the longest term")]
    [InlineData("2027-01-23T00:01", NoticeStep.Recognize, "even the longest holidays are over")]
    public void Look_AtAProvisionalTerm_NeverRecognizesTooEarly(string now, NoticeStep step, string why)
    {
        var term = NoticeTerms.Begin(At("2026-12-25T10:00"), Until2026);
        var look = NoticeTerms.Look(term, 0, Until2026, At(now));
        Assert.True(step == look.Step, $"{why}: {look}");
        Assert.Equal(step == NoticeStep.Run ? At("2027-01-23T00:01") : null, look.NextAt);
        Assert.Equal(step == NoticeStep.Run && now != "2027-01-23T00:00", NoticeTerms.TakesObjections(RecognitionState.InNotice, term, Until2026, At(now)));
    }

    [Fact]
    public void Look_AtAProvisionalTerm_WaitsLongerThanEveryCalendarSoFarWouldAsk()
    {
        for (var start = new DateOnly(2023, 1, 1); start < new DateOnly(2026, 12, 1); start = start.AddDays(1))
        {
            var startedAt = ChinaTime.At(start, new TimeOnly(10, 0));
            var known = NoticeTerms.Begin(startedAt, Until2026);
            var unknown = new WorkingDayCalendar([]);
            Assert.True(known.EndsAt <= NoticeTerms.OverAt(NoticeTerms.Begin(startedAt, unknown), unknown), start.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("2026-12-28T09:00", "2027-01-11", "New Year's Day is a holiday: a day longer")]
    [InlineData("2027-01-10T09:00", "2027-01-11", "published after the provisional end: it goes on")]
    [InlineData("2027-01-20T09:00", "2027-01-11", "published after the true end: that is over")]
    public void Recount_WithTheNewYearsCalendar_GivesTheTrueEnd(string now, string endsOn, string why)
    {
        var calendar = Until2026.With(SampleCalendar.NewYear2027);
        var term = NoticeTerms.Begin(At("2026-12-25T10:00"), Until2026);
        Assert.Equal(NoticeStep.Recount, NoticeTerms.Look(term, 0, calendar, At(now)).Step);
        var recounted = NoticeTerms.Recount(term, calendar, At(now));
        Assert.True((On(endsOn), false, calendar.Version) == (recounted.EndsOn, recounted.Provisional, recounted.CalendarVersion), $"{why}: {recounted}");
        Assert.NotEqual(NoticeStep.Recount, NoticeTerms.Look(recounted, 0, calendar, At(now)).Step);
    }

    [Theory]
    [InlineData("2026-12-28T09:00", "2027-01-07", "a day shorter, in time")]
    [InlineData("2027-01-08T09:00", "2027-01-08", "the shorter end is yesterday: objections are taken until today's 24:00")]
    [InlineData("2027-01-12T09:00", "2027-01-08", "everybody was told the 8th, and that is past")]
    public void Recount_ToAShorterTerm_NeverEndsItInThePast(string now, string endsOn, string why)
    {
        var calendar = Until2026.With(SampleCalendar.WorkedWeekend2027);
        var recounted = NoticeTerms.Recount(NoticeTerms.Begin(At("2026-12-25T10:00"), Until2026), calendar, At(now));
        Assert.True(On(endsOn) == recounted.EndsOn, $"{why}: {recounted}");
    }

    [Fact]
    public void Look_AtATermThatIsOver_IsNotMovedByALaterCalendar()
    {
        var term = NoticeTerms.Begin(At("2026-09-24T10:00"), Until2026);
        var calendar = Until2026.With(SampleCalendar.NewYear2027);
        Assert.Equal(NoticeStep.AwaitDecision, NoticeTerms.Look(term, 1, calendar, At("2026-11-20T10:00")).Step);
        Assert.Equal(NoticeStep.Recount, NoticeTerms.Look(term, 1, calendar, At("2026-10-08T10:00")).Step);
    }

    [Fact]
    [Trait("Spec", "COM-03")]
    public void StatusLine_SaysWhoseTurnItIsAndThatADateIsProvisional()
    {
        var term = NoticeTerms.Begin(At("2026-12-25T10:00"), Until2026);
        string Line(bool disputed, string now) => NoticeTerms.StatusLine(RecognitionState.InNotice, term, disputed, Until2026, At(now));
        Assert.Equal("公示中，公示期至2027年1月8日（暂定，放假安排公布后重算）", Line(false, "2026-12-25T10:00"));
        Assert.Equal("公示中，公示期至2027年1月8日（暂定，放假安排公布后重算）", Line(true, "2026-12-25T10:00"));
        Assert.Equal("公示期满，异议处理中", Line(true, "2027-02-01T10:00"));
        Assert.Equal("公示期满，正在办理认定", Line(false, "2027-02-01T10:00"));
        Assert.Equal("已认定", NoticeTerms.StatusLine(RecognitionState.Recognized, term, false, Until2026, At("2027-02-01T10:00")));
    }

    private static DateTimeOffset At(string china) => TestApp.China(china);

    private static DateOnly On(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
