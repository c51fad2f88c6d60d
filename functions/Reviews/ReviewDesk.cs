using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews;

/// <summary>What all acts of the workbench share: find the round, check its version, write the next one.</summary>
public sealed class ReviewDesk(ReviewKinds kinds, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>The kinds.</summary>
    public ReviewKinds Kinds { get; } = kinds;

    /// <summary>The cases.</summary>
    public CaseStore Cases { get; } = cases;

    /// <summary>The latest round of a case (or the one that the id names) that the caller may review; throws the refusal (404) otherwise.</summary>
    public async Task<(IReviewArea Area, Stored<ReviewRound> Round)> FindAsync(string kind, string id, Caller caller, CancellationToken cancellation)
    {
        var area = Kinds.Area(kind, caller);
        Stored<ReviewRound>? found = null;
        var (caseId, number) = area.Kind.Parallel ? Apart(id) : (id, null);
        if (RecordLimits.IsKey(caseId))
        {
            await foreach (var round in Cases.RowsAsync<ReviewRound>(new CaseAddress(area.Kind.Table, caseId), ReviewRound.RowPrefix, cancellation))
                if (round.Value.Kind == kind && (number is null || round.Value.Round == number)) found = round;
        }
        if (found is null || !InScope(caller, found.Value.Scope)) throw new RefusedException(new NothingHere());
        return (area, found);
    }

    private static (string Case, int? Round) Apart(string id) =>
        id.Split('~') is [var caseId, var round] && int.TryParse(round, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? (caseId, number) : (id, null);

    /// <summary>True where the caller's province, bank or unit is the round's, or rounds of this kind are not divided.</summary>
    public static bool InScope(Caller caller, string? scope) => scope is null || scope == caller.Scope;

    /// <summary>
    /// Carries out an act that does not decide. <paramref name="extra"/> adds what is sent.
    /// </summary>
    public async Task<IResult> ActAsync(
        HttpRequest request,
        string kind,
        string id,
        string act,
        Func<ReviewKind, ReviewRound, WorkingDayCalendar, Outcome<ReviewRound>> rule,
        DurableTaskClient durable,
        CancellationToken cancellation,
        Action<CaseWrite, ReviewKind, ReviewRound>? extra = null,
        string? why = null)
    {
        var caller = request.Caller();
        var (area, round) = await FindAsync(kind, id, caller, cancellation);
        var calendar = await calendars.CurrentAsync(cancellation);
        if (!rule(area.Kind, round.Value, calendar).TryGet(out var next, out var refusal)) return refusal;
        request.Matching(round);
        var write = new CaseWrite(new CaseAddress(area.Kind.Table, next.Case), request.Stamp(time, act, why));
        write.Replace(round, next);
        extra?.Invoke(write, area.Kind, next);
        write.Send(ProjectionMessages.Refresh(area.Kind.QueueProjection));
        await Cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(request, kind, id, caller, cancellation);
    }

    /// <summary>
    /// Decides: the round, what the area makes of it, timeline, messages and queue in one write. Two reviewers deciding at once: one wins,
    /// the other is told that it has been decided (409).
    /// </summary>
    /// <param name="stamp">Who, when, why.</param>
    /// <param name="area">The area.</param>
    /// <param name="round">The round as read.</param>
    /// <param name="next">The round as decided.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Null where it was decided; otherwise why not.</returns>
    public async Task<Refusal?> DecideAsync(ActStamp stamp, IReviewArea area, Stored<ReviewRound> round, ReviewRound next, DurableTaskClient durable, CancellationToken cancellation)
    {
        var kind = area.Kind;
        var write = new CaseWrite(new CaseAddress(kind.Table, next.Case), stamp);
        if (await AddDecisionAsync(write, area, round, next, cancellation) is { } refusal) return refusal;
        try
        {
            await Cases.CommitAsync(write, durable, cancellation);
            if (next.State is ReviewState.Approved or ReviewState.Returned)
            {
                var decidedOn = ChinaTime.DateOf(stamp.When);
                var days = (await calendars.CurrentAsync(CancellationToken.None)).WorkingDaysBetween(ChinaTime.DateOf(next.Submitted.When), decidedOn);
                Telemetry.ReviewDecided(kind.Code, days, decidedOn > next.DueOn);
            }
            return null;
        }
        catch (StoreConflictException)
        {
            var now = await Cases.FindAsync<ReviewRound>(write.Address, round.Row, cancellation);
            return now is { Value.IsOpen: true } ? new RecordChanged() : new ReviewActNotPossible("已由其他审核员办结");
        }
    }

    /// <summary>Puts a decision into a write: the round, what the area makes of it, timeline, messages and queue.</summary>
    /// <param name="write">The write of the decision.</param>
    /// <param name="area">The area.</param>
    /// <param name="round">The round as read.</param>
    /// <param name="next">The round as decided.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Why the area refuses it; null where it is in the write.</returns>
    public static async Task<Refusal?> AddDecisionAsync(CaseWrite write, IReviewArea area, Stored<ReviewRound> round, ReviewRound next, CancellationToken cancellation)
    {
        var kind = area.Kind;
        write.Replace(round, next);
        if (next.State is ReviewState.Approved or ReviewState.Returned)
        {
            var decision = next.Decision!;
            if (!kind.FromOffice) write.Timeline(
                $"{kind.Code}.{(decision.Approved ? "approved" : "returned")}",
                decision.Approved ? kind.Words.Approved : kind.Words.Returned,
                decision.Approved ? decision.Opinion : ReviewMessages.ReasonsOf(decision));
            if ((decision.Approved ? kind.Templates.Approved : kind.Templates.Returned) is { } template)
                write.Send(ReviewMessages.ToApplicant(kind, template, next));
            write.Send(WorkflowMessages.Raise(ReviewSubmission.InstanceId(kind, next.Case, next.Round), ReviewClock.Changed, next.State.ToString()));
            if (await area.DecideAsync(write, next, cancellation) is { } refusal) return refusal;
        }
        write.Send(ProjectionMessages.Refresh(kind.QueueProjection));
        return null;
    }

    /// <summary>The detail page of a round after an act, with its new ETag.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, string kind, string id, Caller caller, CancellationToken cancellation)
    {
        var (area, round) = await FindAsync(kind, id, caller, cancellation);
        request.SetETag(round.ETag);
        var address = new CaseAddress(area.Kind.Table, round.Value.Case);
        var earlier = new List<ReviewRound>();
        await foreach (var stored in Cases.RowsAsync<ReviewRound>(address, ReviewRound.RowPrefix, cancellation))
            if (!area.Kind.Parallel && stored.Value.Kind == kind && stored.Value.Round < round.Value.Round) earlier.Add(stored.Value);
        return Results.Json(ReviewAnswer.Of(area.Kind, round.Value, earlier, await Cases.TimelineAsync(address, cancellation)), PlatformJson.Options);
    }
}

/// <summary>A round in short.</summary>
/// <param name="Round">1, 2, 3 …</param>
/// <param name="State">Where it stands.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Sha256">Hash of its content.</param>
/// <param name="Decision">How it ended.</param>
public sealed record RoundSummary(int Round, ReviewState State, DateTimeOffset SubmittedAt, string Sha256, DecisionView? Decision);

/// <summary>A decision as offices and units may read it: no person's name.</summary>
/// <param name="Approved">Whether it passed.</param>
/// <param name="At">When.</param>
/// <param name="Office">Which office.</param>
/// <param name="Opinion">Opinion.</param>
/// <param name="Reasons">Reasons of a return, each at its field.</param>
public sealed record DecisionView(bool Approved, DateTimeOffset At, string Office, string? Opinion, IReadOnlyList<GivenReason> Reasons)
{
    /// <summary>The view of a decision.</summary>
    public static DecisionView? Of(Decision? decision) =>
        decision is null ? null : new DecisionView(decision.Approved, decision.At, decision.By.Office, decision.Opinion, decision.Reasons);
}

/// <summary>What changed at one field since the round before, and whether a reason had asked for it.</summary>
/// <param name="Pointer">The field.</param>
/// <param name="Before">Value before; absent where the field is new.</param>
/// <param name="After">Value now; absent where the field is gone.</param>
/// <param name="BecauseOf">Codes of the reasons that pointed at the field.</param>
public sealed record ReviewChange(string Pointer, JsonElement? Before, JsonElement? After, IReadOnlyList<string> BecauseOf);

/// <summary>审核详情: everything a reviewer needs on one page.</summary>
/// <param name="Kind">审核业务, by its code.</param>
/// <param name="KindName">审核业务名称.</param>
/// <param name="Case">The case.</param>
/// <param name="Round">第几次提交.</param>
/// <param name="State">Where the review stands.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Title">What is reviewed.</param>
/// <param name="UnitName">单位名称.</param>
/// <param name="SubmittedAt">提交时间.</param>
/// <param name="RemindOn">The reviewer is reminded at the end of this day.</param>
/// <param name="DueOn">办理截止日期.</param>
/// <param name="Provisional">True while the holidays that the dates were counted with are not final.</param>
/// <param name="UsualTerm">审核时限, as it is told to the unit.</param>
/// <param name="Content">What was submitted, in the form of its area.</param>
/// <param name="Warnings">Findings that did not block the submission.</param>
/// <param name="Changes">What differs from the round before.</param>
/// <param name="Checklist">审核要点.</param>
/// <param name="Answers">Points of the checklist that were answered, by code.</param>
/// <param name="Reasons">退回原因 to choose from.</param>
/// <param name="HoldReason">Why it is on hold; absent where it is not.</param>
/// <param name="ClaimedBy">The officer who holds it.</param>
/// <param name="ClaimedUntil">Until when it is held.</param>
/// <param name="Decision">The decision or proposal; absent before.</param>
/// <param name="EarlierRounds">The rounds before, the oldest first.</param>
/// <param name="Timeline">What has happened.</param>
public sealed record ReviewAnswer(
    string Kind,
    string KindName,
    string Case,
    int Round,
    ReviewState State,
    string Status,
    string Title,
    string UnitName,
    DateTimeOffset SubmittedAt,
    DateOnly RemindOn,
    DateOnly DueOn,
    bool Provisional,
    string UsualTerm,
    JsonElement Content,
    IReadOnlyList<Finding> Warnings,
    IReadOnlyList<ReviewChange> Changes,
    IReadOnlyList<ChecklistItem> Checklist,
    IReadOnlyDictionary<string, bool> Answers,
    IReadOnlyList<ReturnReason> Reasons,
    string? HoldReason,
    AccountId? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
    DecisionView? Decision,
    IReadOnlyList<RoundSummary> EarlierRounds,
    IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>What stands in the addresses of the workbench: the case, with the round where several may wait at once.</summary>
    public string? Id { get; init; }

    internal static ReviewAnswer Of(ReviewKind kind, ReviewRound round, IReadOnlyList<ReviewRound> earlier, IReadOnlyList<TimelineEntry> timeline) => new(
        kind.Code, kind.Name, round.Case, round.Round, round.State, ReviewStatus.Line(round), round.Title, round.UnitName, round.Submitted.When,
        round.RemindOn, round.DueOn, round.Provisional, kind.UsualTerm, round.Content, round.Warnings,
        earlier.Count == 0 ? [] : ReviewChanges.Between(earlier[^1], round),
        kind.Checklist, round.Checklist, kind.Reasons, round.Hold?.Reason, round.Claim?.By.Account, round.Claim?.Until, DecisionView.Of(round.Decision),
        [.. earlier.Select(r => new RoundSummary(r.Round, r.State, r.Submitted.When, r.Sha256, DecisionView.Of(r.Decision)))], timeline)
    {
        Id = kind.IdOf(round.Case, round.Round),
    };
}

/// <summary>Compares the contents of two rounds field by field.</summary>
public static class ReviewChanges
{
    /// <summary>Every field that differs, in the order of the later round; arrays are compared whole where their lengths differ.</summary>
    public static IReadOnlyList<ReviewChange> Between(ReviewRound before, ReviewRound after)
    {
        var changes = new List<ReviewChange>();
        Compare(before.Content, after.Content, "", before.Decision?.Reasons ?? [], changes);
        return changes;
    }

    private static void Compare(JsonElement? before, JsonElement? after, string pointer, IReadOnlyList<GivenReason> reasons, List<ReviewChange> changes)
    {
        if (before is { ValueKind: JsonValueKind.Object } left && after is { ValueKind: JsonValueKind.Object } right)
        {
            foreach (var name in right.EnumerateObject().Select(p => p.Name).Union(left.EnumerateObject().Select(p => p.Name)))
                Compare(Member(left, name), Member(right, name), $"{pointer}/{name}", reasons, changes);
        }
        else if (before is { ValueKind: JsonValueKind.Array } was && after is { ValueKind: JsonValueKind.Array } now && was.GetArrayLength() == now.GetArrayLength())
        {
            for (var i = 0; i < was.GetArrayLength(); i++) Compare(was[i], now[i], $"{pointer}/{i}", reasons, changes);
        }
        else if (before is null || after is null || !JsonElement.DeepEquals(before.Value, after.Value))
        {
            changes.Add(new ReviewChange(pointer, before, after, [.. reasons.Where(r => r.Pointer.Length > 0 && (pointer + "/").StartsWith(r.Pointer + "/", StringComparison.Ordinal)).Select(r => r.Code)]));
        }
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;
}
