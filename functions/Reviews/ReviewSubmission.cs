using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Reviews;

/// <summary>What an area hands in for review.</summary>
/// <param name="Title">What it is about, for queues.</param>
/// <param name="Unit">The applicant.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Content">What is submitted; at most 900 KiB of JSON.</param>
/// <param name="Warnings">Findings that travel with it.</param>
/// <param name="Scope">Province, bank or unit, where the reviewers are divided by one.</param>
public sealed record Submission(string Title, UnitId Unit, string UnitName, JsonElement Content, IReadOnlyList<Finding> Warnings, string? Scope = null)
{
    /// <summary>回避: reviewers who may not work on it.</summary>
    public IReadOnlyList<AccountId> Excluded { get; init; } = [];

    /// <summary>An officer's own proposal (four eyes): the round begins as proposed and waits for another to confirm it. Null for what a unit hands in.</summary>
    public Decision? Proposal { get; init; }
}

/// <summary>Opens rounds of review: the only way into the one review.</summary>
public static class ReviewSubmission
{
    /// <summary>
    /// Puts a new round into the write of a submission: its row, its due days, a timeline line, the start of its workflow, the queue.
    /// The area adds its own record to the same write.
    /// </summary>
    /// <param name="write">The write of the submission; its address is the case.</param>
    /// <param name="kind">The kind of review.</param>
    /// <param name="round">1 for the first submission; the area counts.</param>
    /// <param name="submission">What is submitted.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="attempt">How often this was handed in, where rounds of several kinds share the case; else the round.</param>
    /// <returns>The receipt for the unit.</returns>
    public static Receipt Open(CaseWrite write, ReviewKind kind, int round, Submission submission, WorkingDayCalendar calendar, int? attempt = null)
    {
        var today = ChinaTime.DateOf(write.Stamp.When);
        var due = calendar.AddWorkingDays(today, kind.TermDays);
        var opened = new ReviewRound(
            kind.Code,
            write.Address.Partition,
            round,
            submission.Proposal is null ? ReviewState.Waiting : ReviewState.Proposed,
            submission.Title,
            submission.Unit,
            submission.UnitName,
            write.Stamp,
            Receipt.HashOf(submission.Content),
            submission.Content,
            submission.Warnings,
            calendar.AddWorkingDays(today, kind.RemindAfterDays).Date,
            due.Date,
            due.Provisional,
            due.CalendarVersion)
        {
            Scope = submission.Scope,
            Excluded = submission.Excluded,
            Decision = submission.Proposal,
        };
        write.Insert(ReviewRound.RowOf(kind.Code, round), opened);
        if (!kind.FromOffice) write.Timeline(kind.Code + ".submitted", (attempt ?? round) == 1 ? kind.Words.Submitted : $"已修改并重新提交（第 {attempt ?? round} 次），等待审核");
        write.Send(WorkflowMessages.Start(kind.Orchestrator, InstanceId(kind, opened.Case, round), InputOf(kind, opened.Case, round)));
        write.Send(ProjectionMessages.Refresh(kind.QueueProjection));
        if (round > 1 && kind.Appealable) write.Send(OvertakenAppeals.End(kind));
        return new Receipt(opened.Case, round, write.Stamp.When, opened.Sha256, ReviewStatus.Line(opened));
    }

    /// <summary>
    /// Ends an open round without a decision, because its case has ended otherwise; adds it to the write of that act. A round that is no
    /// longer open stays as it is, and so does one that this very act decides (an upheld appeal that ends the case).
    /// </summary>
    public static void End(CaseWrite write, ReviewKind kind, Stored<ReviewRound> round, string why)
    {
        if (!round.Value.IsOpen || write.Writes(round.Row)) return;
        var ended = ReviewRules.End(kind, round.Value, write.Stamp.Who, why, write.Stamp.When).Value;
        if (!kind.FromOffice) write.Timeline(kind.Code + ".ended", $"{kind.Name}终止", why);
        write.Replace(round, ended)
            .Send(WorkflowMessages.Raise(InstanceId(kind, ended.Case, ended.Round), ReviewClock.Changed, ended.State.ToString()))
            .Send(ProjectionMessages.Refresh(kind.QueueProjection));
    }

    /// <summary>Instance id of the round's clock: business id and round.</summary>
    public static string InstanceId(ReviewKind kind, string caseId, int round) => $"{kind.Code}-{caseId}-r{round}";

    /// <summary>What the orchestrator gets: where to find the round.</summary>
    internal static string InputOf(ReviewKind kind, string caseId, int round) => $"{kind.Code}|{caseId}|{round}";
}

/// <summary>The line that tells whose turn it is and by when (COM-03); computed from the round, never set.</summary>
public static class ReviewStatus
{
    /// <summary>E.g. 审核中，预计 11月27日前.</summary>
    public static string Line(ReviewRound round) => AppealKind.IsAppeal(round.Kind) ? AppealStatus.Line(round) : round.State switch
    {
        ReviewState.Waiting or ReviewState.Claimed or ReviewState.Proposed =>
            $"审核中，预计{ChinaTime.MonthDay(round.DueOn)}前{(round.Provisional ? "（放假安排尚未公布，日期暂定）" : "")}",
        ReviewState.OnHold => $"审核挂起，请贵单位处理：{round.Hold?.Reason}",
        ReviewState.Approved => "审核通过",
        ReviewState.Ended => $"审核终止：{round.EndedWhy}",
        _ => "审核不通过，请贵单位按意见修改后重新提交",
    };
}
