using PatentFunctions.Calendar;

namespace PatentFunctions.Reviews;

/// <summary>The act is not possible in the round's state; it tells the state.</summary>
public sealed record ReviewActNotPossible(string State) : Conflict("review-act-not-possible", "当前状态不能进行此操作", $"该事项{State}，不能进行此操作；未作任何改动。");

/// <summary>Another reviewer has claimed it.</summary>
public sealed record ClaimedByAnother(string Until) : Conflict("review-claimed-by-another", "已被他人领取", $"该事项已由其他审核员领取（{Until}前有效），请处理其他事项。");

/// <summary>Four eyes: the same person may not do both.</summary>
public sealed record SamePerson() : Conflict("review-same-person", "须由另一名审核员办理", "此事项须由两名审核员分别办理，您已提出审核意见，不能再进行复核。");

/// <summary>回避: the reviewer had a part in what the case is about.</summary>
public sealed record MustAbstain() : Conflict("review-must-abstain", "须回避", "您参与过该事项此前的办理，须由其他审核员办理。");

/// <summary>Not one's own proposal.</summary>
public sealed record NotOwnProposal() : Conflict("review-not-own-proposal", "不是您的审核意见", "只能撤回您本人提出的审核意见。");

/// <summary>The hour is over.</summary>
public sealed record RollBackTooLate() : Conflict("review-roll-back-too-late", "已超过撤回时限", "审核意见只能在提出后一小时内撤回。");

/// <summary>What a reviewer says with a decision.</summary>
/// <param name="Opinion">Opinion as the unit reads it, at most 1,000 characters.</param>
/// <param name="Checklist">Answers to the checklist by code.</param>
/// <param name="Reasons">Reasons of a return.</param>
public sealed record Verdict(string? Opinion, IReadOnlyDictionary<string, bool>? Checklist, IReadOnlyList<ReasonChoice>? Reasons);

/// <summary>A reason as chosen.</summary>
/// <param name="Code">Code of the catalogue.</param>
/// <param name="Note">The reviewer's own words, at most 500 characters.</param>
/// <param name="Pointer">The field, where it is another than the catalogue's.</param>
public sealed record ReasonChoice(string Code, string? Note = null, string? Pointer = null);

/// <summary>The acts of the workbench as pure rules: (round, who, when) to the next round or a refusal.</summary>
public static class ReviewRules
{
    /// <summary>How long a claim holds.</summary>
    public static readonly TimeSpan ClaimLease = TimeSpan.FromHours(4);

    /// <summary>How long one's own proposal can be rolled back (COM-17).</summary>
    public static readonly TimeSpan RollBackWindow = TimeSpan.FromHours(1);

    /// <summary>领取.</summary>
    public static Outcome<ReviewRound> Claim(ReviewKind kind, ReviewRound round, Actor by, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.Claim, by, now, out var to) is { } refusal ? refusal : round with { State = to, Claim = new Claim(by, now + ClaimLease) };

    /// <summary>放回.</summary>
    public static Outcome<ReviewRound> Release(ReviewKind kind, ReviewRound round, Actor by, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.Release, by, now, out var to) is { } refusal ? refusal : round with { State = to, Claim = null };

    /// <summary>转交 to a colleague.</summary>
    public static Outcome<ReviewRound> HandOver(ReviewKind kind, ReviewRound round, Actor by, Actor colleague, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.HandOver, by, now, out var to) is { } refusal ? refusal
            : colleague.Account is { } account && round.Excluded.Contains(account) ? new MustAbstain()
            : round with { State = to, Claim = new Claim(colleague, now + ClaimLease) };

    /// <summary>挂起: the clock stands still from today on.</summary>
    public static Outcome<ReviewRound> Hold(ReviewKind kind, ReviewRound round, Actor by, string? reason, DateTimeOffset now)
    {
        if (Permitted(kind, round, ReviewAct.Hold, by, now, out var to) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(reason)) return new FieldsInvalid { Findings = [Finding.Blocks("review.hold-reason-missing", "/reason", "请填写挂起原因，说明需要单位处理什么")] };
        return round with { State = to, Hold = new Hold(by, ChinaTime.DateOf(now), reason.Trim()) };
    }

    /// <summary>恢复: the due days move on by the working days held.</summary>
    public static Outcome<ReviewRound> Resume(ReviewKind kind, ReviewRound round, Actor by, WorkingDayCalendar calendar, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.Resume, by, now, out var to) is { } refusal
            ? refusal
            : ReviewTerms.Resume(round, ChinaTime.DateOf(now), calendar) with { State = to, Claim = new Claim(by, now + ClaimLease) };

    /// <summary>通过: every line of the checklist must be answered yes. Under four eyes it is a proposal.</summary>
    public static Outcome<ReviewRound> Approve(ReviewKind kind, ReviewRound round, Actor by, Verdict verdict, DateTimeOffset now)
    {
        if (Permitted(kind, round, ReviewAct.Approve, by, now, out var to) is { } refusal) return refusal;
        var answers = verdict.Checklist ?? round.Checklist;
        var findings = kind.Checklist
            .Where(item => !answers.GetValueOrDefault(item.Code))
            .Select(item => Finding.Blocks("review.checklist-open", "/checklist/" + item.Code, $"通过前须确认：{item.Text}"))
            .Concat(UnknownChecklist(kind, verdict))
            .Concat(TooLong(verdict))
            .Concat(kind.ApprovalNeedsOpinion && string.IsNullOrWhiteSpace(verdict.Opinion) ? [Finding.Blocks("review.opinion-missing", "/opinion", "请填写审核意见，说明理由")] : [])
            .ToList();
        if (findings.Count > 0) return new FieldsInvalid { Findings = findings };
        return Decided(round, to, by, verdict, true, [], now);
    }

    /// <summary>不通过: at least one reason of the catalogue.</summary>
    public static Outcome<ReviewRound> Return(ReviewKind kind, ReviewRound round, Actor by, Verdict verdict, DateTimeOffset now)
    {
        if (Permitted(kind, round, ReviewAct.Return, by, now, out var to) is { } refusal) return refusal;
        var catalogue = kind.Reasons.ToDictionary(r => r.Code, StringComparer.Ordinal);
        var chosen = verdict.Reasons ?? [];
        var findings = new List<Finding>();
        if (chosen.Count == 0) findings.Add(Finding.Blocks("review.reasons-missing", "/reasons", "请至少选择一条不通过理由"));
        for (var i = 0; i < chosen.Count; i++)
        {
            if (!catalogue.ContainsKey(chosen[i].Code)) findings.Add(Finding.Blocks("review.reason-unknown", $"/reasons/{i}/code", $"理由目录中没有“{chosen[i].Code}”"));
            if (chosen[i].Note?.Length > 500) findings.Add(Finding.Blocks("review.note-too-long", $"/reasons/{i}/note", "补充说明不得超过 500 个字符"));
        }
        findings.AddRange(UnknownChecklist(kind, verdict));
        findings.AddRange(TooLong(verdict));
        if (findings.Count > 0) return new FieldsInvalid { Findings = findings };
        var given = chosen.Select(c => new GivenReason(c.Code, catalogue[c.Code].Text, catalogue[c.Code].Clause, c.Pointer ?? catalogue[c.Code].Pointer, c.Note)).ToList();
        return Decided(round, to, by, verdict, false, given, now);
    }

    /// <summary>复核通过 by another than the proposer.</summary>
    public static Outcome<ReviewRound> Confirm(ReviewKind kind, ReviewRound round, Actor by, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.Confirm, by, now, out var to) is { } refusal
            ? refusal
            : round with { State = to, Claim = null, Decision = round.Decision! with { ConfirmedBy = by } };

    /// <summary>复核退回: the proposal is dropped and the round waits again; the reason stays in the audit and the timeline of the office.</summary>
    public static Outcome<ReviewRound> SendBack(ReviewKind kind, ReviewRound round, Actor by, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.SendBack, by, now, out var to) is { } refusal ? refusal : round with { State = to, Claim = null, Decision = null };

    /// <summary>撤回本人的意见, within the hour; nothing was sent yet.</summary>
    public static Outcome<ReviewRound> RollBack(ReviewKind kind, ReviewRound round, Actor by, DateTimeOffset now)
    {
        if (Permitted(kind, round, ReviewAct.RollBack, by, now, out var to) is { } refusal) return refusal;
        if (now - round.Decision!.At > RollBackWindow) return new RollBackTooLate();
        return round with { State = to, Decision = null, Claim = new Claim(by, now + ClaimLease) };
    }

    /// <summary>终止: the case has ended otherwise.</summary>
    public static Outcome<ReviewRound> End(ReviewKind kind, ReviewRound round, Actor by, string why, DateTimeOffset now) =>
        Permitted(kind, round, ReviewAct.End, by, now, out var to) is { } refusal ? refusal : round with { State = to, Claim = null, Hold = null, EndedWhy = why };

    private static Refusal? Permitted(ReviewKind kind, ReviewRound round, ReviewAct act, Actor by, DateTimeOffset now, out ReviewState to)
    {
        to = round.State;
        if (ReviewStates.Find(round.State, act, kind.FourEyes) is not { } line) return new ReviewActNotPossible(StateText(round.State));
        to = line.To;
        if (line.Who != ReviewParty.System && by.Account is { } account && round.Excluded.Contains(account)) return new MustAbstain();
        return line.Who switch
        {
            ReviewParty.Claimant when round.Claim is { } claim && claim.By.Account != by.Account && claim.Until > now => new ClaimedByAnother(ChinaTime.FullDateTime(claim.Until)),
            ReviewParty.AnotherReviewer when round.Decision?.By.Account == by.Account => new SamePerson(),
            ReviewParty.Proposer when round.Decision?.By.Account != by.Account => new NotOwnProposal(),
            _ => null,
        };
    }

    private static ReviewRound Decided(ReviewRound round, ReviewState to, Actor by, Verdict verdict, bool approved, IReadOnlyList<GivenReason> reasons, DateTimeOffset now) =>
        round with
        {
            State = to,
            Claim = null,
            Checklist = verdict.Checklist ?? round.Checklist,
            Decision = new Decision(approved, by, now, string.IsNullOrWhiteSpace(verdict.Opinion) ? null : verdict.Opinion.Trim(), reasons),
        };

    private static IEnumerable<Finding> UnknownChecklist(ReviewKind kind, Verdict verdict) =>
        (verdict.Checklist?.Keys ?? []).Except(kind.Checklist.Select(c => c.Code)).Select(code => Finding.Blocks("review.checklist-unknown", "/checklist/" + code, $"审核要点中没有“{code}”"));

    private static IEnumerable<Finding> TooLong(Verdict verdict) =>
        verdict.Opinion?.Length > 1000 ? [Finding.Blocks("review.opinion-too-long", "/opinion", "审核意见不得超过 1000 个字符")] : [];

    private static string StateText(ReviewState state) => state switch
    {
        ReviewState.Waiting => "等待领取",
        ReviewState.Claimed => "正在审核",
        ReviewState.OnHold => "已挂起",
        ReviewState.Proposed => "等待复核",
        ReviewState.Approved => "已审核通过",
        ReviewState.Ended => "已终止",
        _ => "已审核不通过",
    };
}
