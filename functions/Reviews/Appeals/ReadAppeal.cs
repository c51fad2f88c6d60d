using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>复核 of a case as its applicant sees it.</summary>
/// <param name="Kind">The kind whose decisions are appealed against.</param>
/// <param name="KindName">Its Chinese name.</param>
/// <param name="Case">The case.</param>
/// <param name="Round">The latest round, which an appeal would be against.</param>
/// <param name="Possible">True where the unit may appeal now.</param>
/// <param name="Until">Last day to appeal, until 24:00 Asia/Shanghai; absent unless the latest round was returned.</param>
/// <param name="Provisional">True where that day reaches beyond the published calendar.</param>
/// <param name="WhyNot">Everything that stands in the way.</param>
/// <param name="Appeals">Appeals so far, the latest first. The ETag of the answer is that of the latest.</param>
public sealed record AppealAnswer(
    string Kind, string KindName, string Case, int Round, bool Possible, DateOnly? Until, bool Provisional, IReadOnlyList<Finding> WhyNot, IReadOnlyList<AppealView> Appeals);

/// <summary>One appeal.</summary>
/// <param name="Round">The round it is against.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Status">Chinese line: whose turn it is and by when.</param>
/// <param name="SubmittedAt">When it was made.</param>
/// <param name="Sha256">Hash of its content, as on the receipt.</param>
/// <param name="Grounds">申请复核的理由.</param>
/// <param name="Files">复核申请证明材料.</param>
/// <param name="DueOn">Last day of the term.</param>
/// <param name="MayTakeBack">True while it can be taken back.</param>
/// <param name="Upheld">True for 复核成立, false for 维持原结论; absent while undecided and where it was taken back.</param>
/// <param name="Decision">复核结论 with its reasons.</param>
public sealed record AppealView(
    int Round, ReviewState State, string Status, DateTimeOffset SubmittedAt, string Sha256, string Grounds, IReadOnlyList<FileId> Files, DateOnly DueOn, bool MayTakeBack, bool? Upheld, DecisionView? Decision)
{
    internal static AppealView Of(ReviewRound appeal)
    {
        var content = appeal.Content.Deserialize<AppealContent>(PlatformJson.Stored)!;
        var decision = appeal.State is ReviewState.Approved or ReviewState.Returned ? appeal.Decision : null;
        return new AppealView(
            appeal.Round, appeal.State, ReviewStatus.Line(appeal), appeal.Submitted.When, appeal.Sha256, content.Grounds, content.Files, appeal.DueOn, appeal.IsOpen,
            decision?.Approved, DecisionView.Of(decision));
    }
}

/// <summary>Reads whether a unit may appeal, and what became of its appeals.</summary>
public sealed class ReadAppeal(AppealDesk desk, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>复核申请：能否申请、截止日期、不能申请的原因，历次申请及复核结论。</summary>
    [Function("ReadAppeal")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(AppealAnswer), ETagOnceSaved = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appeals/{kind}/{id}")] HttpRequest request, string kind, string id, CancellationToken cancellation)
    {
        var found = await desk.OwnAsync(kind, id, request.Caller(), cancellation);
        return Answer(request, found, await calendars.CurrentAsync(cancellation), time.GetUtcNow());
    }

    internal static IResult Answer(HttpRequest request, AppealCase found, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var latest = found.Rounds[^1];
        var last = latest is { State: ReviewState.Returned, Decision: { } decision } && found.Kind.Appealable ? AppealRules.LastDay(decision, calendar) : (DueDate?)null;
        var whyNot = found.Check(calendar, now);
        if (found.Appeals.Count > 0) request.SetETag(found.Appeals[^1].ETag);
        return Results.Json(
            new AppealAnswer(
                found.Kind.Code, found.Kind.Name, latest.Case, latest.Round, whyNot.Count == 0, last?.Date, last?.Provisional ?? false, whyNot,
                [.. found.Appeals.Reverse().Select(a => AppealView.Of(a.Value))]),
            PlatformJson.Options);
    }
}
