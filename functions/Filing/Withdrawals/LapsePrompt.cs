using PatentFunctions.Calendar;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>Where a prompt stands.</summary>
public enum LapsePromptState
{
    /// <summary>待单位确认.</summary>
    Open,

    /// <summary>待审核员决定: the unit has explained itself or stayed silent.</summary>
    Referred,

    /// <summary>已了结.</summary>
    Closed,
}

/// <summary>How a prompt ended.</summary>
public enum LapsePromptOutcome
{
    /// <summary>单位确认撤销.</summary>
    Confirmed,

    /// <summary>审核员决定不予撤销.</summary>
    Kept,

    /// <summary>A linked patent is in force again, or the filing links others now.</summary>
    Restored,

    /// <summary>The filing ended otherwise.</summary>
    FilingEnded,
}

/// <summary>A linked patent that the unit cannot rely on any more.</summary>
/// <param name="Number">专利号 with ZL.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Status">Why: its 法律状态, Chinese.</param>
public sealed record LapsedPatent(string Number, string Title, string Status);

/// <summary>
/// 撤销确认提示 (WDR-02; manual 五（三）): all linked patents of a filing in force have lapsed or were transferred, and the unit is asked to
/// confirm the withdrawal. Row <c>lapse-prompt</c> of the filing's partition; the next one takes the place of a closed one.
/// </summary>
/// <param name="Number">1, 2, 3 …: the prompts of a filing.</param>
/// <param name="State">Where it stands.</param>
/// <param name="OpenedAt">When the unit was asked.</param>
/// <param name="Patents">The linked patents, none of them in force.</param>
/// <param name="Operation">The message that opened it: delivered again, it opens no other.</param>
/// <param name="FirstReminderOn">The fifth working day, Asia/Shanghai.</param>
/// <param name="SecondReminderOn">The tenth working day.</param>
/// <param name="DueOn">The fifteenth working day: the last on which the unit decides by itself.</param>
/// <param name="Provisional">暂定: the days reach beyond the published calendar.</param>
/// <param name="CalendarVersion">The calendar they were counted with.</param>
public sealed record LapsePrompt(
    int Number, LapsePromptState State, DateTimeOffset OpenedAt, IReadOnlyList<LapsedPatent> Patents, string Operation,
    DateOnly FirstReminderOn, DateOnly SecondReminderOn, DateOnly DueOn, bool Provisional, string CalendarVersion)
{
    /// <summary>Row of the prompt.</summary>
    public const string Row = "lapse-prompt";

    /// <summary>Reminders sent: 0 to 2.</summary>
    public int Reminders { get; init; }

    /// <summary>说明 of a unit that does not want the withdrawal.</summary>
    public string? Explanation { get; init; }

    /// <summary>How it ended.</summary>
    public LapsePromptOutcome? Outcome { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>What is due at an instant.</summary>
/// <param name="Reminders">How many reminders should have been sent by now.</param>
/// <param name="Refer">The term has passed in silence: the examiner decides.</param>
/// <param name="NextAt">When to look again; null where only an event can change anything.</param>
public sealed record LapseDue(int Reminders, bool Refer, DateTimeOffset? NextAt);

/// <summary>The dates of a prompt as pure rules.</summary>
public static class LapseTerms
{
    /// <summary>Working days after which the unit is reminded for the first time.</summary>
    public const int FirstReminder = 5;

    /// <summary>Working days after which the unit is reminded once more.</summary>
    public const int SecondReminder = 10;

    /// <summary>Working days after whose silence the examiner decides.</summary>
    public const int Term = 15;

    /// <summary>A new prompt.</summary>
    public static LapsePrompt Open(int number, DateTimeOffset now, IReadOnlyList<LapsedPatent> patents, string operation, WorkingDayCalendar calendar) =>
        Count(new LapsePrompt(number, LapsePromptState.Open, now, patents, operation, default, default, default, false, ""), calendar);

    /// <summary>The days counted with a calendar; a later 放假安排 moves them.</summary>
    public static LapsePrompt Count(LapsePrompt prompt, WorkingDayCalendar calendar)
    {
        if (prompt.CalendarVersion == calendar.Version) return prompt;
        var day = ChinaTime.DateOf(prompt.OpenedAt);
        var due = calendar.AddWorkingDays(day, Term);
        return prompt with
        {
            FirstReminderOn = calendar.AddWorkingDays(day, FirstReminder).Date,
            SecondReminderOn = calendar.AddWorkingDays(day, SecondReminder).Date,
            DueOn = due.Date,
            Provisional = due.Provisional,
            CalendarVersion = due.CalendarVersion,
        };
    }

    /// <summary>
    /// Reminders at the close of office of their days, the examiner once the last day is over; nothing while a request of the unit is under
    /// review, for then it is not silent.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="state">Where the filing stands.</param>
    /// <param name="now">The instant.</param>
    public static LapseDue Due(LapsePrompt prompt, FilingState state, DateTimeOffset now)
    {
        if (prompt.State != LapsePromptState.Open || state != FilingState.Filed) return new LapseDue(prompt.Reminders, false, null);
        var (first, second, end) = (ChinaTime.At(prompt.FirstReminderOn, WorkingDayCalendar.OfficeCloses), ChinaTime.At(prompt.SecondReminderOn, WorkingDayCalendar.OfficeCloses), ChinaTime.EndOfDay(prompt.DueOn));
        if (now >= end) return new LapseDue(prompt.Reminders, true, null);
        return now >= second ? new LapseDue(2, false, end)
            : now >= first ? new LapseDue(Math.Max(1, prompt.Reminders), false, second)
            : new LapseDue(prompt.Reminders, false, first);
    }
}

/// <summary>What all acts on prompts share.</summary>
public static class LapsePrompts
{
    /// <summary>The prompt of a filing, the last one; null where there never was one.</summary>
    public static Task<Stored<LapsePrompt>?> FindAsync(CaseStore cases, FilingId filing, CancellationToken cancellation) =>
        cases.FindAsync<LapsePrompt>(FilingRecords.AddressOf(filing), LapsePrompt.Row, cancellation);

    /// <summary>Ends a prompt in the write of the act that makes it pointless.</summary>
    public static void Close(CaseWrite write, Stored<LapsePrompt> prompt, LapsePromptOutcome outcome) => write
        .Replace(prompt, prompt.Value with { State = LapsePromptState.Closed, Outcome = outcome, ClosedAt = write.Stamp.When })
        .Send(Changed(new FilingId(write.Address.Partition), prompt.Value));

    /// <summary>Has the prompt's clock look again.</summary>
    public static OutboxMessage Changed(FilingId filing, LapsePrompt prompt) => WorkflowMessages.Raise(InstanceId(filing, prompt.Number), LapsedPatentsPrompt.Changed, prompt.State.ToString());

    /// <summary>Instance id of a prompt's clock.</summary>
    public static string InstanceId(FilingId filing, int number) => $"lapse-{filing.Value}-{number}";

    /// <summary>Input of a prompt's clock.</summary>
    public static string InputOf(FilingId filing, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{filing.Value}|{number}");

    /// <summary>What goes to the examiner.</summary>
    public static WithdrawalCase CaseOf(FilingRecord filing, string id, WithdrawalOrigin origin, WithdrawalReason reason) =>
        new(id, origin, reason, origin == WithdrawalOrigin.Requested ? WithdrawalRules.NameOf(reason) : "关联专利已全部失效或转让", filing.Number ?? "", filing.Content?.Product.Name ?? "", filing.Content?.Product.Model);

    /// <summary>A text without the blanks around it; null for none.</summary>
    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Looks whether all linked patents of a filing have lapsed, on the unit's list as the registry last left it.</summary>
public sealed class LapsedLinks(UnitPatents patents, LinkablePatents linkable)
{
    /// <summary>The linked patents where none of them is in force and the unit's; null where at least one is.</summary>
    public async Task<IReadOnlyList<LapsedPatent>?> FindAsync(FilingRecord filing, CancellationToken cancellation)
    {
        var numbers = filing.Content is { } content ? LinkedPatents.NumbersOf(content.Patents) : [];
        var listed = await patents.GetAsync(filing.Unit, numbers, cancellation);
        var product = new LinkedProduct(filing.Id.Value, "", true, numbers);
        if (PatentRules.AllLapsed([product], listed).Count == 0) return null;
        return [.. (await linkable.FindAsync(filing.Unit, numbers, cancellation)).Select(p => new LapsedPatent("ZL" + p.Number, p.Title, p.Status))];
    }
}
