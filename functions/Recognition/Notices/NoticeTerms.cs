using PatentFunctions.Calendar;

namespace PatentFunctions.Recognition.Notices;

/// <summary>What is to be done with a notice at an instant.</summary>
public enum NoticeStep
{
    /// <summary>公示中: nothing until <see cref="NoticeLook.NextAt"/>.</summary>
    Run,

    /// <summary>The calendar has changed: count the days again first.</summary>
    Recount,

    /// <summary>公示期满，异议处理中: only the decision of the last open objection goes on.</summary>
    AwaitDecision,

    /// <summary>公示期满，无异议: the product is recognized.</summary>
    Recognize,
}

/// <summary>A look at a notice.</summary>
/// <param name="Step">What is to be done.</param>
/// <param name="NextAt">When to look again; null unless it runs.</param>
public sealed record NoticeLook(NoticeStep Step, DateTimeOffset? NextAt = null);

/// <summary>公示期 as pure rules (REC-03): ten working days, of which the day of the beginning is day 0.</summary>
public static class NoticeTerms
{
    /// <summary>公示期, working days.</summary>
    public const int WorkingDays = 10;

    /// <summary>
    /// Days added, Monday to Friday, to a notice whose year has no calendar yet before it may end: more than New Year's Day and the Spring
    /// Festival ever took together, so that no product is recognized too early.
    /// </summary>
    public const int LongestHolidays = 10;

    /// <summary>
    /// The clock wakes a minute after 24:00, so that an objection of the last minute is on record first; recognition and objection both
    /// replace the record, so one of the two is refused where they still meet.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>The term of a notice that begins now.</summary>
    /// <param name="startedAt">Beginning.</param>
    /// <param name="calendar">The calendar in force.</param>
    public static NoticeTerm Begin(DateTimeOffset startedAt, WorkingDayCalendar calendar)
    {
        var due = calendar.AddWorkingDays(ChinaTime.DateOf(startedAt), WorkingDays);
        return new NoticeTerm(startedAt, due.Date, due.Provisional, due.CalendarVersion);
    }

    /// <summary>
    /// The term counted with another calendar. It may become longer; where it becomes shorter it never ends in the past, so that nobody loses
    /// a day on which an objection could still be expected: at the earliest today, or with the end that stood before where that is past.
    /// </summary>
    /// <param name="term">The term as it stands.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="now">The instant of the count.</param>
    public static NoticeTerm Recount(NoticeTerm term, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var counted = Begin(term.StartedAt, calendar);
        var today = ChinaTime.DateOf(now);
        var earliest = term.EndsOn < today ? term.EndsOn : today;
        return term with { EndsOn = counted.EndsOn < earliest ? earliest : counted.EndsOn, Provisional = counted.Provisional, CalendarVersion = counted.CalendarVersion };
    }

    /// <summary>True where the calendar has changed since the days were counted and they can still change: a fixed term that is over stays as it is.</summary>
    public static bool IsRecountDue(NoticeTerm term, WorkingDayCalendar calendar, DateTimeOffset now) =>
        term.CalendarVersion != calendar.Version && (term.Provisional || now < term.EndsAt);

    /// <summary>
    /// The instant before which the notice cannot be over: its end, or while the end is provisional the end after
    /// <see cref="LongestHolidays"/> further days.
    /// </summary>
    public static DateTimeOffset OverAt(NoticeTerm term, WorkingDayCalendar calendar) =>
        term.Provisional ? calendar.EndOfWorkingDay(term.EndsOn, LongestHolidays) : term.EndsAt;

    /// <summary>True while objections are taken: until the notice is over, a provisional end included.</summary>
    public static bool TakesObjections(RecognitionRecord recognition, WorkingDayCalendar calendar, DateTimeOffset now) =>
        TakesObjections(recognition.State, recognition.Notice, calendar, now);

    /// <summary>The same of a state and a term.</summary>
    public static bool TakesObjections(RecognitionState state, NoticeTerm? term, WorkingDayCalendar calendar, DateTimeOffset now) =>
        state == RecognitionState.InNotice && term is not null && now < OverAt(term, calendar);

    /// <summary>What is to be done now.</summary>
    /// <param name="term">The term.</param>
    /// <param name="openObjections">Objections not decided yet.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="now">The instant.</param>
    public static NoticeLook Look(NoticeTerm term, int openObjections, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        if (IsRecountDue(term, calendar, now)) return new NoticeLook(NoticeStep.Recount);
        var wakeAt = OverAt(term, calendar) + Settling;
        if (now < wakeAt) return new NoticeLook(NoticeStep.Run, wakeAt);
        return new NoticeLook(openObjections > 0 ? NoticeStep.AwaitDecision : NoticeStep.Recognize);
    }

    /// <summary>Whose turn it is and until when, as every page shows it (COM-03).</summary>
    /// <param name="state">Where the product stands.</param>
    /// <param name="term">The term.</param>
    /// <param name="disputed">True while an objection is not decided.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="now">The instant.</param>
    public static string StatusLine(RecognitionState state, NoticeTerm term, bool disputed, WorkingDayCalendar calendar, DateTimeOffset now) =>
        state != RecognitionState.InNotice ? RecognitionStates.NameOf(state)
        : now < OverAt(term, calendar) ? $"公示中，公示期至{EndText(term)}"
        : disputed ? "公示期满，异议处理中"
        : "公示期满，正在办理认定";

    /// <summary>The last day as people read it; a provisional one says so.</summary>
    public static string EndText(NoticeTerm term) => ChinaTime.FullDate(term.EndsOn) + (term.Provisional ? "（暂定，放假安排公布后重算）" : "");
}
