using System.Text.Json;
using System.Text.Json.Serialization;

namespace PatentFunctions.Reviews;

/// <summary>State of one round of a review.</summary>
public enum ReviewState
{
    /// <summary>待领取: nobody has taken it.</summary>
    Waiting,

    /// <summary>审核中: a reviewer has claimed it.</summary>
    Claimed,

    /// <summary>挂起: the applicant must act first; the clock stands still.</summary>
    OnHold,

    /// <summary>待复核: approved by the reviewer, to be confirmed by another (four eyes).</summary>
    Proposed,

    /// <summary>通过.</summary>
    Approved,

    /// <summary>不通过: returned with reasons.</summary>
    Returned,

    /// <summary>终止: there is nothing left to decide (its case has ended otherwise).</summary>
    Ended,
}

/// <summary>领取: who works on it, until when the claim holds.</summary>
/// <param name="By">The reviewer.</param>
/// <param name="Until">After this instant another may claim it.</param>
public sealed record Claim(Actor By, DateTimeOffset Until);

/// <summary>挂起.</summary>
/// <param name="By">The reviewer.</param>
/// <param name="Since">First day on which the clock stands still, Asia/Shanghai.</param>
/// <param name="Reason">What the applicant must do.</param>
public sealed record Hold(Actor By, DateOnly Since, string Reason);

/// <summary>A reason as given: from the catalogue, with the reviewer's own words where there are any.</summary>
/// <param name="Code">Code of the <see cref="ReturnReason"/>.</param>
/// <param name="Text">Text of the catalogue at the time.</param>
/// <param name="Clause">Clause of the catalogue.</param>
/// <param name="Pointer">The field.</param>
/// <param name="Note">The reviewer's own words.</param>
public sealed record GivenReason(string Code, string Text, string Clause, string Pointer, string? Note);

/// <summary>审核结论.</summary>
/// <param name="Approved">Whether it passed.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Opinion">Opinion as the unit reads it.</param>
/// <param name="Reasons">Reasons of a return.</param>
/// <param name="ConfirmedBy">Who confirmed it, under four eyes.</param>
public sealed record Decision(bool Approved, Actor By, DateTimeOffset At, string? Opinion, IReadOnlyList<GivenReason> Reasons, Actor? ConfirmedBy = null);

/// <summary>
/// 审核轮次: one submission and what became of it. It is a row of the case's own partition, so that the decision and what the area makes of
/// it are one write; earlier rounds stay as they were.
/// </summary>
/// <param name="Kind">Code of the <see cref="ReviewKind"/>.</param>
/// <param name="Case">Id of the case (its partition).</param>
/// <param name="Round">1, 2, 3 …</param>
/// <param name="State">Where it stands.</param>
/// <param name="Title">What it is about, for queues: product name, unit name …</param>
/// <param name="Unit">The applicant.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Submitted">Who submitted, when.</param>
/// <param name="Sha256">Hash of the content, as on the receipt.</param>
/// <param name="Content">What was submitted, as the reviewer sees it: kept whole, so that earlier rounds stay readable.</param>
/// <param name="Warnings">Findings that travel with the submission.</param>
/// <param name="RemindOn">Last day before the reviewers are reminded, Asia/Shanghai.</param>
/// <param name="DueOn">Last day of the term.</param>
/// <param name="Provisional">True where the days reach beyond the published calendar.</param>
/// <param name="CalendarVersion">The calendar they were counted with.</param>
public sealed record ReviewRound(
    string Kind,
    string Case,
    int Round,
    ReviewState State,
    string Title,
    UnitId Unit,
    string UnitName,
    ActStamp Submitted,
    string Sha256,
    JsonElement Content,
    IReadOnlyList<Finding> Warnings,
    DateOnly RemindOn,
    DateOnly DueOn,
    bool Provisional,
    string CalendarVersion)
{
    /// <summary>Province, bank or unit it belongs to, where the reviewers are divided by one.</summary>
    public string? Scope { get; init; }

    /// <summary>Who works on it.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Why the clock stands still.</summary>
    public Hold? Hold { get; init; }

    /// <summary>The checklist as answered so far.</summary>
    public IReadOnlyDictionary<string, bool> Checklist { get; init; } = new Dictionary<string, bool>();

    /// <summary>How it ended, or what is proposed.</summary>
    public Decision? Decision { get; init; }

    /// <summary>回避: reviewers who may not work on this round, because they had a part in what it is about.</summary>
    public IReadOnlyList<AccountId> Excluded { get; init; } = [];

    /// <summary>Working days for which the clock stood still so far; the present hold is not among them.</summary>
    public int HeldDays { get; init; }

    /// <summary>Why it was ended without a decision.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>When the reviewers were reminded last.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>Where the reminder is repeated: how often it has fallen due so far. <see cref="RemindOn"/> is then that of the next one.</summary>
    public int Reminders { get; init; }

    /// <summary>When it was escalated.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>True while somebody still has to act.</summary>
    [JsonIgnore]
    public bool IsOpen => State is ReviewState.Waiting or ReviewState.Claimed or ReviewState.OnHold or ReviewState.Proposed;

    /// <summary>True while a reminder lies ahead: the first one, or the next where it is repeated.</summary>
    [JsonIgnore]
    public bool IsReminderAhead => Reminders > 0 || (RemindedAt is null && EscalatedAt is null);

    /// <summary>Row of a round: prefix, kind and four digits, so that each kind of a case counts its own rounds.</summary>
    public static string RowOf(string kind, int round) => $"{RowPrefix}{kind}-{round.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>Prefix of the rows of rounds.</summary>
    public const string RowPrefix = "review-";
}
