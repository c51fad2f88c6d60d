using Microsoft.Extensions.Options;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Updates;

/// <summary>A year's update of a filing as its unit sees it.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Year">更新年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">更新状态, Chinese.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Editable">True while the draft may be saved and submitted; the ETag of the answer is the draft's.</param>
/// <param name="CountsUntil">Last day on which a submission counts for the recognition of the year, Asia/Shanghai.</param>
/// <param name="Content">The three steps: the draft while it may be changed, otherwise what was submitted last.</param>
/// <param name="Rounds">Every submission of the year; its number leads to the whole.</param>
public sealed record UpdateAnswer(
    FilingId Filing, int Year, UpdateState State, string StateName, string Status, bool Editable, DateOnly CountsUntil, FilingSteps Content, IReadOnlyList<FilingRoundLine> Rounds)
{
    /// <summary>备案号.</summary>
    public string? Number { get; init; }

    /// <summary>提交时间 of the last submission.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>更新时间.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Opinion and reasons of the return, each at its field; absent unless it was returned.</summary>
    public ReturnedFiling? Returned { get; init; }
}

/// <summary>查看 a year's update.</summary>
public sealed class GetUpdate(FilingUpdates updates, DraftCheck check, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>查看某年度的备案信息更新；首次打开即预填已备案的内容，上一年度经济数据和经济效益证明须重新填报。</summary>
    [Function("GetFilingUpdate")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UpdateAnswer), ETag = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}/updates/{year:int}")] HttpRequest request, string id, int year, CancellationToken cancellation)
    {
        var update = await updates.OwnAsync(id, year, request.Caller(), cancellation);
        var today = ChinaTime.Today(time);
        var editable = update.Refuse(UpdateAct.SaveDraft, today) is null;
        if (!editable && update.Update is null) return new NothingHere();
        var filing = update.Filing.Value;
        var rounds = update.Update is { } begun ? await updates.RoundsAsync(begun.Value, cancellation) : [];
        var last = rounds.Count == 0 ? null : rounds[^1];
        var window = UpdateWindow.Of(year, options.Value.UpdateWindowEnds);
        request.SetETag(update.ETag);
        var answer = new UpdateAnswer(
            filing.Id, year, update.State, UpdateStatus.Name(update.State, last), UpdateStatus.Line(update.State, last, window, today), editable, window.Ends,
            Steps(update, last, editable), [.. rounds.Select(FilingRoundLine.Of)])
        {
            Number = filing.Number,
            SubmittedAt = update.Update?.Value.SubmittedAt,
            UpdatedAt = update.Update?.Value.UpdatedAt,
            Returned = update.State == UpdateState.Returned ? ReturnedFiling.Of(last) : null,
        };
        return Results.Json(answer, PlatformJson.Options);
    }

    private FilingSteps Steps(UpdateCase update, ReviewRound? last, bool editable)
    {
        if (!editable && FilingRecords.ContentOf(last) is { } content) return FilingSteps.Of(content);
        var draft = update.Sheet(time.GetUtcNow());
        var facts = check.Catalogued(draft.Product);
        return new FilingSteps(draft.Product, draft.Patents, draft.Proof, facts.CategoryName, facts.IndustryName, facts.PatentIntensive);
    }
}

/// <summary>办理状态 of an update (COM-03).</summary>
public static class UpdateStatus
{
    /// <summary>更新状态; 终止 where the filing ended while its update was under review, which ends the round alone.</summary>
    public static string Name(UpdateState state, ReviewRound? last) => last is { State: ReviewState.Ended } ? "终止" : UpdateStates.NameOf(state);

    /// <summary>E.g. 审核中，预计1月8日前.</summary>
    public static string Line(UpdateState state, ReviewRound? last, UpdateWindow window, DateOnly today) => state switch
    {
        UpdateState.NotUpdated when today.Year > window.Year => $"{window.Year}年度未更新",
        UpdateState.NotUpdated when window.Counts(today) => $"尚未更新，请于{ChinaTime.MonthDay(window.Ends)}前更新并提交",
        UpdateState.NotUpdated => $"尚未更新；已超过{ChinaTime.MonthDay(window.Ends)}，更新后不能参与{window.Year}年度专利密集型产品认定",
        UpdateState.Updated => $"{window.Year}年度已更新",
        _ when last is not null => ReviewStatus.Line(last),
        _ => UpdateStates.NameOf(state),
    };
}

/// <summary>One year's update in short.</summary>
/// <param name="Year">更新年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">更新状态, Chinese.</param>
/// <param name="Rounds">Every submission of the year.</param>
/// <param name="UpdatedAt">更新时间; absent until it is approved.</param>
public sealed record UpdateYearLine(int Year, UpdateState State, string StateName, IReadOnlyList<FilingRoundLine> Rounds, DateTimeOffset? UpdatedAt);

/// <summary>The updates of all years of a filing.</summary>
public sealed class ListUpdateYears(FilingUpdates updates, FilingRecords filings)
{
    /// <summary>某产品历年的备案信息更新及各轮提交，最近的年度在前。</summary>
    [Function("ListFilingUpdateYears")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(IReadOnlyList<UpdateYearLine>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}/updates")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var filing = (await filings.OwnAsync(id, request.Caller(), cancellation)).Value;
        var lines = new List<UpdateYearLine>();
        foreach (var stored in (await updates.AllAsync(filing.Id, cancellation)).Reverse())
        {
            var update = stored.Value;
            var rounds = await updates.RoundsAsync(update, cancellation);
            lines.Add(new UpdateYearLine(update.Year, update.State, UpdateStatus.Name(update.State, rounds.Count == 0 ? null : rounds[^1]), [.. rounds.Select(FilingRoundLine.Of)], update.UpdatedAt));
        }
        return Results.Json<IReadOnlyList<UpdateYearLine>>(lines, PlatformJson.Options);
    }
}

/// <summary>查看 an earlier submission of an update.</summary>
public sealed class GetUpdateRound(FilingUpdates updates)
{
    /// <summary>查看某年度更新的某一轮提交的内容和审核结果；以前各轮始终可查。</summary>
    [Function("GetFilingUpdateRound")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(FilingRoundAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}/updates/{year:int}/rounds/{round:int}")] HttpRequest request, string id, int year, int round, CancellationToken cancellation)
    {
        var update = await updates.OwnAsync(id, year, request.Caller(), cancellation);
        if (update.Update?.Value.Rounds.Contains(round) != true) return new NothingHere();
        if (await updates.RoundAsync(update.Filing.Value.Id, round, cancellation) is not { } found || FilingRecords.ContentOf(found) is not { } content) return new NothingHere();
        var warnings = found.Warnings.Where(w => w.Code != DoubleFiling.SimilarCode).ToList();
        return Results.Json(new FilingRoundAnswer(FilingRoundLine.Of(found), found.Sha256, FilingSteps.Of(content), warnings, ReturnedFiling.Of(found)), PlatformJson.Options);
    }
}
