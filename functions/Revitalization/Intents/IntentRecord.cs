using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>需求信息 as the unit fills it in.</summary>
public sealed record IntentForm
{
    /// <summary>需求内容.</summary>
    [MaxLength(IntentRules.LongestText)]
    public string? Need { get; init; }

    /// <summary>预算, 万元; left out reads 面议.</summary>
    public decimal? Budget { get; init; }

    /// <summary>联系人.</summary>
    [MaxLength(50)]
    public string? Contact { get; init; }

    /// <summary>联系电话, mobile or fixed; shown whole to that university only.</summary>
    [MaxLength(30)]
    public string? Phone { get; init; }
}

/// <summary>What an intent needs, as pure rules.</summary>
public static class IntentRules
{
    /// <summary>Characters of a need or an answer at most.</summary>
    public const int LongestText = 2000;

    /// <summary>Largest budget, 万元.</summary>
    public const decimal LargestBudget = 1_000_000m;

    private const string Clause = "盘活行动操作手册 三、【我有合作意向】";

    /// <summary>Every finding.</summary>
    public static IReadOnlyList<Finding> Check(IntentForm form)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(form.Need)) findings.Add(Blocks("intent.need-missing", "/need", "请填写需求内容。"));
        if (form.Budget is <= 0 or > LargestBudget) findings.Add(Blocks("intent.budget-range", "/budget", $"预算应大于0且不超过{LargestBudget:0}万元；面议的不填。"));
        else if (form.Budget is { } budget && decimal.Round(budget, 2) != budget) findings.Add(Blocks("intent.budget-decimals", "/budget", "预算以万元为单位，最多两位小数。"));
        if (string.IsNullOrWhiteSpace(form.Contact)) findings.Add(Blocks("intent.contact-missing", "/contact", "请填写联系人。"));
        if (UnitFormRules.Phone(form.Phone) is null) findings.Add(Blocks("intent.phone", "/phone", "请填写有效的联系电话（手机或带区号的固定电话）。"));
        return findings;
    }

    /// <summary>A phone as everybody but the university sees it: 138****0000, 0731****.</summary>
    public static string Masked(string? phone) => phone switch
    {
        null => "",
        _ when phone.IndexOf('-', StringComparison.Ordinal) is var dash and > 0 => string.Concat(phone.AsSpan(0, dash), "-****"),
        { Length: 11 } => string.Concat(phone.AsSpan(0, 3), "****", phone.AsSpan(7)),
        _ => "****",
    };

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };
}

/// <summary>One answer of the university.</summary>
/// <param name="At">When.</param>
/// <param name="Text">Text.</param>
public sealed record IntentAnswer(DateTimeOffset At, string Text);

/// <summary>合作意向 of a unit about a resource: row <c>intent-</c> and four digits.</summary>
/// <param name="Id">The intent.</param>
/// <param name="Number">1, 2, 3 … among the unit's intents about the resource.</param>
/// <param name="Unit">The unit.</param>
/// <param name="UnitName">Its verified name.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title when it was sent.</param>
/// <param name="University">高校院所.</param>
/// <param name="UniversityName">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Form">What the unit says.</param>
/// <param name="Request">The request that sent it: the same once more is answered with this intent.</param>
public sealed record IntentRecord(
    IntentId Id, int Number, UnitId Unit, string UnitName, ResourceId Resource, string Title, UnitId University, string UniversityName,
    IntentState State, DateTimeOffset SentAt, IntentForm Form, string Request)
{
    /// <summary>When the university opened it.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The answers, oldest first.</summary>
    public IReadOnlyList<IntentAnswer> Answers { get; init; } = [];

    /// <summary>The third working day: last before the university is reminded, Asia/Shanghai.</summary>
    public DateOnly FirstReminderOn { get; init; }

    /// <summary>The seventh working day.</summary>
    public DateOnly SecondReminderOn { get; init; }

    /// <summary>The tenth working day, after which the unit is told that there is no answer.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>暂定: the days reach beyond the published calendar.</summary>
    public bool Provisional { get; init; }

    /// <summary>The calendar they were counted with.</summary>
    public string CalendarVersion { get; init; } = "";

    /// <summary>Reminders sent: 0 to 2.</summary>
    public int Reminders { get; init; }

    /// <summary>When the unit was told that there is no answer.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When it was agreed or closed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who closed it and why.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>Prefix of the rows.</summary>
    public const string RowPrefix = "intent-";

    /// <summary>Row of a number.</summary>
    public static string RowOf(int number) => RowPrefix + number.ToString("D4", CultureInfo.InvariantCulture);
}

/// <summary>Which intent of a unit about a resource is the last, row <c>case</c>: only one may be open, and two at once meet here.</summary>
/// <param name="Number">Number of the last one.</param>
/// <param name="Open">True while it is open.</param>
public sealed record LastIntent(int Number, bool Open);

/// <summary>The days of an intent as pure rules.</summary>
public static class IntentTerms
{
    /// <summary>Working days after which the university is reminded for the first time.</summary>
    public const int FirstReminder = 3;

    /// <summary>Working days after which it is reminded once more.</summary>
    public const int SecondReminder = 7;

    /// <summary>Working days after which the unit is told that there is no answer.</summary>
    public const int Term = 10;

    /// <summary>The days counted with a calendar; a later 放假安排 moves those that have not come.</summary>
    public static IntentRecord Count(IntentRecord intent, WorkingDayCalendar calendar)
    {
        if (intent.CalendarVersion == calendar.Version) return intent;
        var day = ChinaTime.DateOf(intent.SentAt);
        var due = calendar.AddWorkingDays(day, Term);
        return intent with
        {
            FirstReminderOn = calendar.AddWorkingDays(day, FirstReminder).Date,
            SecondReminderOn = calendar.AddWorkingDays(day, SecondReminder).Date,
            DueOn = due.Date,
            Provisional = due.Provisional,
            CalendarVersion = due.CalendarVersion,
        };
    }

    /// <summary>Reminders at the close of office of their days, word to the unit once the last day is over; nothing once there is an answer.</summary>
    public static IntentDue Due(IntentRecord intent, DateTimeOffset now)
    {
        if (!IntentStates.IsUnanswered(intent.State) || intent.ToldAt is not null) return new IntentDue(intent.Reminders, false, null);
        var (first, second) = (ChinaTime.At(intent.FirstReminderOn, WorkingDayCalendar.OfficeCloses), ChinaTime.At(intent.SecondReminderOn, WorkingDayCalendar.OfficeCloses));
        var end = ChinaTime.EndOfDay(intent.DueOn);
        if (now >= end) return new IntentDue(intent.Reminders, true, null);
        return now >= second ? new IntentDue(2, false, end)
            : now >= first ? new IntentDue(Math.Max(1, intent.Reminders), false, second)
            : new IntentDue(intent.Reminders, false, first);
    }
}

/// <summary>What is due at an instant.</summary>
/// <param name="Reminders">How many reminders should have been sent by now.</param>
/// <param name="Tell">The term has passed in silence: the unit is told.</param>
/// <param name="NextAt">When to look again; null where nothing falls due any more.</param>
public sealed record IntentDue(int Reminders, bool Tell, DateTimeOffset? NextAt);

/// <summary>Reads intents, and whether the caller may know of them.</summary>
public sealed class IntentRecords(CaseStore cases)
{
    /// <summary>Table of the intents; those of a unit about a resource share a partition.</summary>
    public const string Table = "Intents";

    /// <summary>Where an intent lives.</summary>
    public static CaseAddress AddressOf(IntentId id) => new(Table, id.Partition);

    /// <summary>An intent, or null.</summary>
    public async Task<Stored<IntentRecord>?> FindAsync(IntentId id, CancellationToken cancellation)
    {
        if (!RecordLimits.IsKey(id.Partition) || !int.TryParse(id.Value.AsSpan(id.Value.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return await cases.FindAsync<IntentRecord>(AddressOf(id), IntentRecord.RowOf(number), cancellation) is { } found && found.Value.Id == id ? found : null;
    }

    /// <summary>An intent of the caller's unit, or to the caller's university; throws the refusal (404) for any other.</summary>
    public async Task<Stored<IntentRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var found = await FindAsync(new IntentId(id), cancellation);
        var owner = caller.Role == Role.University ? found?.Value.University : found?.Value.Unit;
        return found is not null && owner == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());
    }

    /// <summary>The last intent of a unit about a resource; null where there is none.</summary>
    public Task<Stored<LastIntent>?> LastAsync(string partition, CancellationToken cancellation) => cases.FindAsync<LastIntent>(new CaseAddress(Table, partition), CaseRows.Record, cancellation);

    /// <summary>All intents of a partition, oldest first.</summary>
    public async Task<IReadOnlyList<IntentRecord>> AllAsync(string partition, CancellationToken cancellation)
    {
        var intents = new List<IntentRecord>();
        await foreach (var intent in cases.RowsAsync<IntentRecord>(new CaseAddress(Table, partition), IntentRecord.RowPrefix, cancellation)) intents.Add(intent.Value);
        return intents;
    }
}
