using PatentFunctions.Calendar;
using PatentFunctions.Recognition.Supplements;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>What an application waits for.</summary>
public enum AwaitedStep
{
    /// <summary>修改并重新提交, by the unit after a return.</summary>
    Correction,

    /// <summary>寄送纸质材料, by the unit.</summary>
    Paper,

    /// <summary>按纸件复审意见修改, by the unit.</summary>
    PaperCorrection,

    /// <summary>登记收件, by the office.</summary>
    Arrival,

    /// <summary>核定金额, by the office.</summary>
    Amount,

    /// <summary>拨付, by the office.</summary>
    Payment,
}

/// <summary>期限 of a step that no review keeps: dates counted in working days, stored on the case (SUB-08).</summary>
/// <param name="For">What is waited for.</param>
/// <param name="Since">Since when.</param>
/// <param name="Days">The term, working days.</param>
/// <param name="DueOn">Last day, Asia/Shanghai.</param>
/// <param name="Provisional">暂定: the days reach beyond the published calendar.</param>
/// <param name="CalendarVersion">The calendar they were counted with.</param>
public sealed record SubsidyDeadline(AwaitedStep For, DateTimeOffset Since, int Days, DateOnly DueOn, bool Provisional, string CalendarVersion)
{
    /// <summary>Reminders sent so far.</summary>
    public int Reminders { get; init; }

    /// <summary>When the unit was warned that the application will be closed.</summary>
    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>逾期终止日: last day before it is closed, once the unit was warned.</summary>
    public DateOnly? CloseOn { get; init; }
}

/// <summary>What is due at an instant.</summary>
/// <param name="Reminders">How many reminders should have been sent by now, where one is to be sent; else null.</param>
/// <param name="Warn">The last day has passed: the unit is to be warned.</param>
/// <param name="Close">The unit stayed silent after the warning.</param>
/// <param name="NextAt">The next instant at which something falls due.</param>
public sealed record SubsidyDue(int? Reminders, bool Warn, bool Close, DateTimeOffset? NextAt);

/// <summary>
/// The dates of an application as pure rules. The unit: reminders at 09:00 of the fifth and the last working day before the last one, a warning
/// once that has passed, the end after five more working days of silence, counted from the warning, so that nothing ever ends without it. The
/// office: a reminder at the close of the last day and every five working days after.
/// </summary>
public static class SubsidyDeadlines
{
    /// <summary>Working days before the last day at which the unit is reminded.</summary>
    public static IReadOnlyList<int> RemindBefore { get; } = [5, 1];

    /// <summary>When reminders to the unit leave, Asia/Shanghai.</summary>
    public static readonly TimeOnly RemindAt = new(9, 0);

    /// <summary>Working days from the warning to the end.</summary>
    public const int SilenceDays = 5;

    /// <summary>Working days for the office to record an arrival, counted from the sending.</summary>
    public const int ArrivalDays = 10;

    /// <summary>Working days for the office to propose the amount.</summary>
    public const int AmountDays = 5;

    /// <summary>Working days for the office to pay.</summary>
    public const int PaymentDays = 10;

    /// <summary>Working days between two reminders of the office.</summary>
    public const int OfficeRepeatDays = 5;

    /// <summary>The deadline of the state that an application has just come into; null where a review keeps the clock, or nobody has to act.</summary>
    /// <param name="subsidy">The application.</param>
    /// <param name="since">The instant.</param>
    /// <param name="calendar">The calendar in force.</param>
    public static SubsidyDeadline? Of(SubsidyRecord subsidy, DateTimeOffset since, WorkingDayCalendar calendar)
    {
        var (step, days) = StepOf(subsidy);
        if (step is not { } awaited) return null;
        var due = calendar.AddWorkingDays(ChinaTime.DateOf(since), days);
        return new SubsidyDeadline(awaited, since, days, due.Date, due.Provisional, due.CalendarVersion);
    }

    /// <summary>True where the unit is waited for, and silence has its end.</summary>
    public static bool IsForUnit(AwaitedStep step) => step is AwaitedStep.Correction or AwaitedStep.Paper or AwaitedStep.PaperCorrection;

    /// <summary>What is due.</summary>
    public static SubsidyDue Due(SubsidyDeadline deadline, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        if (!IsForUnit(deadline.For))
        {
            var remindAt = ChinaTime.At(calendar.AddWorkingDays(deadline.DueOn, OfficeRepeatDays * deadline.Reminders).Date, WorkingDayCalendar.OfficeCloses);
            return now < remindAt
                ? new SubsidyDue(null, false, false, remindAt)
                : new SubsidyDue(deadline.Reminders + 1, false, false, ChinaTime.At(calendar.AddWorkingDays(deadline.DueOn, OfficeRepeatDays * (deadline.Reminders + 1)).Date, WorkingDayCalendar.OfficeCloses));
        }
        if (deadline.CloseOn is { } last) return now >= ChinaTime.EndOfDay(last) ? new SubsidyDue(null, false, true, null) : new SubsidyDue(null, false, false, ChinaTime.EndOfDay(last));
        var end = ChinaTime.EndOfDay(deadline.DueOn);
        if (now >= end) return new SubsidyDue(null, true, false, null);
        var reminders = RemindersOf(deadline, calendar);
        var passed = reminders.Count(r => r <= now);
        var next = reminders.FirstOrDefault(r => r > now);
        return new SubsidyDue(passed > deadline.Reminders ? passed : null, false, false, next == default ? end : next);
    }

    /// <summary>The deadline once the unit was warned.</summary>
    public static SubsidyDeadline Warned(SubsidyDeadline deadline, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var close = calendar.AddWorkingDays(ChinaTime.DateOf(now), SilenceDays);
        return deadline with { WarnedAt = now, CloseOn = close.Date, Provisional = close.Provisional, CalendarVersion = close.CalendarVersion };
    }

    /// <summary>The days counted with another calendar; a day that is still to come never moves into the past.</summary>
    public static SubsidyDeadline Recount(SubsidyDeadline deadline, WorkingDayCalendar calendar, DateOnly today)
    {
        if (deadline.CalendarVersion == calendar.Version) return deadline;
        if (deadline is { WarnedAt: { } warned, CloseOn: { } last })
        {
            var close = calendar.AddWorkingDays(ChinaTime.DateOf(warned), SilenceDays);
            return deadline with { CloseOn = NotBefore(today, last, close.Date), Provisional = close.Provisional, CalendarVersion = close.CalendarVersion };
        }
        var due = calendar.AddWorkingDays(ChinaTime.DateOf(deadline.Since), deadline.Days);
        return deadline with { DueOn = NotBefore(today, deadline.DueOn, due.Date), Provisional = due.Provisional, CalendarVersion = due.CalendarVersion };
    }

    /// <summary>The instants at which the unit is reminded; none that would not come after the day of the beginning.</summary>
    public static IReadOnlyList<DateTimeOffset> RemindersOf(SubsidyDeadline deadline, WorkingDayCalendar calendar) =>
        [.. RemindBefore.Select(days => SupplementTerms.Before(deadline.DueOn, days, calendar)).Where(day => day > ChinaTime.DateOf(deadline.Since)).Select(day => ChinaTime.At(day, RemindAt))];

    private static DateOnly NotBefore(DateOnly today, DateOnly was, DateOnly counted) => counted >= today || counted >= was ? counted : was < today ? was : today;

    private static (AwaitedStep? Step, int Days) StepOf(SubsidyRecord subsidy) => subsidy.State switch
    {
        SubsidyState.Returned => (AwaitedStep.Correction, subsidy.CorrectionDays),
        SubsidyState.AwaitingPaper => (AwaitedStep.Paper, subsidy.PaperDays),
        SubsidyState.PaperReturned => (AwaitedStep.PaperCorrection, subsidy.CorrectionDays),
        SubsidyState.PaperSent => (AwaitedStep.Arrival, ArrivalDays),
        SubsidyState.Passed => (AwaitedStep.Amount, AmountDays),
        SubsidyState.ToPay => (AwaitedStep.Payment, PaymentDays),
        _ => (null, 0),
    };
}
