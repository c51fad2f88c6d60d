using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Recognition.Criteria;
using PatentFunctions.Recognition.ExpertReview;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition;

/// <summary>One step as others may read it: the office, never a person.</summary>
/// <param name="Act">What was done.</param>
/// <param name="ActName">Its Chinese name.</param>
/// <param name="StateName">认定状态 after it.</param>
/// <param name="Office">Which office.</param>
/// <param name="At">When.</param>
/// <param name="Why">Why.</param>
public sealed record RecognitionStepAnswer(RecognitionAct Act, string ActName, string StateName, string Office, DateTimeOffset At, string? Why);

/// <summary>认定详情.</summary>
/// <param name="Line">What the list shows.</param>
/// <param name="Status">Chinese line: whose turn it is and by when.</param>
/// <param name="Steps">Every step, oldest first.</param>
/// <param name="Timeline">办理进度.</param>
/// <param name="Supplement">补充材料要求, once asked for.</param>
/// <param name="Screening">初筛, for the office.</param>
/// <param name="Suggestion">系统建议分, for the office while it scores.</param>
public sealed record RecognitionAnswer(
    RecognitionLine Line, string Status, IReadOnlyList<RecognitionStepAnswer> Steps, IReadOnlyList<TimelineEntry> Timeline, SupplementRequest? Supplement, Screening? Screening, ScoreSuggestion? Suggestion);

/// <summary>The detail page of a product in a campaign.</summary>
public sealed class ReadRecognition(CaseStore cases, RecognitionRecords recognitions, FilingRecords filings)
{
    /// <summary>认定详情：当前轮到谁、每一步的办理情况；审核机构另可见初筛分和系统建议分。</summary>
    [Function("ReadRecognition")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National)]
    [Answers(200, typeof(RecognitionAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var stored = caller.Role == Role.UnitAdmin ? await recognitions.OwnAsync(id, caller, cancellation) : await recognitions.AnyAsync(id, cancellation);
        var recognition = stored.Value;
        if (caller.Role == Role.Provincial && caller.Province != recognition.Province) return new NothingHere();
        var address = RecognitionRecords.AddressOf(recognition.Id);
        var round = recognition.ExpertRounds == 0 ? null : (await cases.FindAsync<ReviewRound>(address, ReviewRound.RowOf(ExpertReviewKind.Kind.Code, recognition.ExpertRounds), cancellation))?.Value;
        var office = caller.Role != Role.UnitAdmin;
        var content = office && recognition.State == RecognitionState.Eligible ? (await filings.FindAsync(recognition.Filing, cancellation))?.Value.Content : null;
        var line = RecognitionLine.Of(recognition);
        request.SetETag(stored.ETag);
        return Results.Json(
            new RecognitionAnswer(
                office ? line : line with { Score = null },
                RecognitionTurn.Line(recognition, round),
                [.. recognition.Steps.Where(s => office || s.Act != RecognitionAct.Score).Select(s => new RecognitionStepAnswer(s.Act, RecognitionStates.NameOf(s.Act), RecognitionStates.NameOf(s.To), s.By.Office, s.At, s.Why))],
                await cases.TimelineAsync(address, cancellation),
                recognition.Supplement is { } asked ? asked with { SubmittedFrom = null } : null,
                office ? recognition.Screening : null,
                content is null ? null : ScoreRules.Suggest(content)),
            PlatformJson.Options);
    }
}

/// <summary>The line that tells whose turn it is and by when (COM-03); computed from the product, never set.</summary>
public static class RecognitionTurn
{
    /// <summary>E.g. 请贵单位于2026年10月28日前补充材料.</summary>
    /// <param name="recognition">The product.</param>
    /// <param name="round">The expert review's last round, where there is one.</param>
    public static string Line(RecognitionRecord recognition, ReviewRound? round) => recognition.State switch
    {
        RecognitionState.Eligible => "符合认定条件，等待试点平台初筛",
        RecognitionState.Screened => "初筛通过，等待试点平台通知补充材料",
        RecognitionState.SupplementRequested => $"请贵单位于{ChinaTime.FullDate(recognition.Supplement!.DueOn)}前补充材料",
        RecognitionState.SupplementOverdue => $"未在{ChinaTime.FullDate(recognition.Supplement!.DueOn)}前补充材料，等待试点平台处理",
        RecognitionState.UnderExpertReview => round is null ? "专家评审中" : "专家评审：" + ReviewStatus.Line(round),
        RecognitionState.Proposed => "拟认定，等待国家知识产权局公示",
        RecognitionState.InNotice => recognition.OpenObjections > 0
            ? $"公示中，有 {recognition.OpenObjections} 项异议待处理"
            : $"公示中，至{ChinaTime.FullDate(recognition.Notice!.EndsOn)}24:00{(recognition.Notice.Provisional ? "（放假安排尚未公布，日期暂定）" : "")}",
        RecognitionState.Recognized => $"已认定，有效期至{(recognition.Certificate is { } certificate ? ChinaTime.FullDate(certificate.Facts.ValidUntil) : "")}",
        RecognitionState.Expired => "认定已到期",
        RecognitionState.Revoked => "认定已撤销",
        _ => "未予认定",
    };
}
