using PatentFunctions.Catalogs;
using PatentFunctions.Filing.Withdrawals;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing;

/// <summary>A filing as its unit sees it.</summary>
/// <param name="Id">The filing.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">备案状态, Chinese.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Editable">True while the draft may be changed; the ETag of the answer is then the draft's.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="Round">Number of submissions so far.</param>
/// <param name="Content">The three steps: the draft while it may be changed, otherwise what was submitted or is filed.</param>
/// <param name="Timeline">办理进度.</param>
/// <param name="Rounds">Every submission.</param>
public sealed record FilingAnswer(
    FilingId Id, FilingState State, string StateName, string Status, bool Editable, string UnitName, int Round, FilingSteps Content, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<FilingRoundLine> Rounds)
{
    /// <summary>备案号.</summary>
    public string? Number { get; init; }

    /// <summary>备案年度.</summary>
    public int? FilingYear { get; init; }

    /// <summary>更新年度; absent for 暂无.</summary>
    public int? UpdateYear { get; init; }

    /// <summary>备案时间.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>撤销时间.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>撤销原因, Chinese.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>撤销申请: the last one; absent where there was none.</summary>
    public WithdrawalAnswer? Withdrawal { get; init; }

    /// <summary>撤销确认提示: the last one; absent where there was none.</summary>
    public LapsePromptAnswer? LapsePrompt { get; init; }

    /// <summary>专利密集型产品认定: the last one.</summary>
    public FilingRecognition? Recognition { get; init; }

    /// <summary>Opinion and reasons of the last return, each reason at its field; absent unless it was returned.</summary>
    public ReturnedFiling? Returned { get; init; }
}

/// <summary>The three steps with what the catalogs say.</summary>
/// <param name="Product">产品信息.</param>
/// <param name="Patents">关联专利信息.</param>
/// <param name="Proof">证明材料.</param>
/// <param name="CategoryName">Name of 产品分类.</param>
/// <param name="IndustryName">Name of 产品所属行业.</param>
/// <param name="PatentIntensive">专利密集型产业匹配; absent where the industry is none.</param>
public sealed record FilingSteps(ProductForm Product, PatentsForm Patents, ProofForm Proof, string? CategoryName, string? IndustryName, PatentIntensiveMatch? PatentIntensive)
{
    internal static FilingSteps Of(FilingContent content) =>
        new(content.Product, content.Patents, content.Proof, content.Facts.CategoryName, content.Facts.IndustryName, content.Facts.PatentIntensive);
}

/// <summary>One submission in short.</summary>
/// <param name="Round">1, 2, 3 …</param>
/// <param name="SubmittedAt">提交时间.</param>
/// <param name="Result">审核结果, Chinese.</param>
/// <param name="DecidedAt">When it was decided.</param>
public sealed record FilingRoundLine(int Round, DateTimeOffset SubmittedAt, string Result, DateTimeOffset? DecidedAt)
{
    internal static FilingRoundLine Of(ReviewRound round) =>
        new(round.Round, round.Submitted.When, round.IsOpen ? "审核中" : round.State == ReviewState.Approved ? "通过" : "不通过", round.Decision?.At);
}

/// <summary>Why a filing was returned.</summary>
/// <param name="Opinion">审核意见.</param>
/// <param name="Reasons">不通过理由.</param>
public sealed record ReturnedFiling(string? Opinion, IReadOnlyList<GivenReason> Reasons)
{
    internal static ReturnedFiling? Of(ReviewRound? round) =>
        round is { State: ReviewState.Returned, Decision: { } decision } ? new ReturnedFiling(decision.Opinion, decision.Reasons) : null;
}

/// <summary>查看 a filing of one's own unit.</summary>
public sealed class GetFiling(CaseStore cases, FilingRecords filings, DraftCheck check)
{
    /// <summary>查看产品备案：内容、状态、办理进度、各轮审核；不通过的理由逐条对应字段。</summary>
    [Function("GetFiling")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(FilingAnswer), ETag = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var stored = await filings.OwnAsync(id, request.Caller(), cancellation);
        var filing = stored.Value;
        var draft = await filings.DraftAsync(filing.Id, cancellation);
        var rounds = await filings.RoundsAsync(filing.Id, cancellation);
        var last = rounds.Count == 0 ? null : rounds[^1];
        var appeal = filing.State == FilingState.Returned ? await filings.OpenAppealAsync(filing, cancellation) : null;
        var withdrawal = await FilingWithdrawalKind.LastAsync(cases, filing.Id, cancellation);
        var prompt = (await LapsePrompts.FindAsync(cases, filing.Id, cancellation))?.Value;
        var editable = FilingStates.IsEditable(filing.State);
        request.SetETag(editable ? draft.ETag : stored.ETag);
        var answer = new FilingAnswer(
            filing.Id, filing.State, FilingStates.NameOf(filing.State), FilingStatus.Line(filing, appeal ?? last, withdrawal, prompt), editable, filing.UnitName, filing.Round,
            await StepsAsync(filing, draft.Value, editable, cancellation),
            await cases.TimelineAsync(FilingRecords.AddressOf(filing.Id), cancellation),
            [.. rounds.Select(FilingRoundLine.Of)])
        {
            Number = filing.Number,
            FilingYear = filing.FilingYear,
            UpdateYear = filing.UpdateYear,
            FiledAt = filing.FiledAt,
            EndedAt = filing.EndedAt,
            EndedWhy = filing.EndedWhy,
            Withdrawal = WithdrawalAnswer.Of(withdrawal),
            LapsePrompt = LapsePromptAnswer.Of(prompt),
            Recognition = filing.Recognition,
            Returned = filing.State == FilingState.Returned ? ReturnedFiling.Of(last) : null,
        };
        return Results.Json(answer, PlatformJson.Options);
    }

    private async Task<FilingSteps> StepsAsync(FilingRecord filing, FilingDraft draft, bool editable, CancellationToken cancellation)
    {
        if (!editable && await filings.ContentAsync(filing, cancellation) is { } content) return FilingSteps.Of(content);
        var facts = check.Catalogued(draft.Product);
        return new FilingSteps(draft.Product, draft.Patents, draft.Proof, facts.CategoryName, facts.IndustryName, facts.PatentIntensive);
    }
}

/// <summary>办理状态: whose turn it is and by when (COM-03), computed from the filing, its last rounds or the open appeal, and what the unit is asked.</summary>
public static class FilingStatus
{
    /// <summary>E.g. 审核中，预计11月27日前.</summary>
    public static string Line(FilingRecord filing, ReviewRound? last, ReviewRound? withdrawal = null, LapsePrompt? prompt = null) => filing.State switch
    {
        FilingState.Draft => "尚未提交，请贵单位填写完整后提交",
        FilingState.UnderReview or FilingState.Returned when last is not null => ReviewStatus.Line(last),
        FilingState.Approved => "审核通过，正在生成备案号",
        FilingState.Filed when prompt is { State: LapsePromptState.Open } => $"已备案，备案号：{filing.Number}；关联专利已全部失效或转让，请贵单位于{ChinaTime.FullDate(prompt.DueOn)}前确认是否撤销备案",
        FilingState.Filed => $"已备案，备案号：{filing.Number}",
        FilingState.WithdrawalUnderReview when withdrawal is not null => $"备案撤销：{ReviewStatus.Line(withdrawal)}",
        FilingState.Withdrawn => $"已撤销备案，原因：{filing.EndedWhy}",
        FilingState.Revoked => $"已由平台撤销备案，原因：{filing.EndedWhy}",
        _ => FilingStates.NameOf(filing.State),
    };
}
