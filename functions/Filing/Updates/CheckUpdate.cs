using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing.Updates;

/// <summary>预审 of an update's draft.</summary>
public sealed class CheckUpdate(FilingUpdates updates, UpdateCheck check, TimeProvider time)
{
    /// <summary>预审本年度更新的草稿：一次给出全部问题，与提交时的检查相同，不改变任何内容。</summary>
    [Function("CheckFilingUpdate")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(CheckAnswer), ETag = true), Refuses(typeof(UpdateActRefused), typeof(UpdateYearNotOpen), typeof(FilingNotUpdatable), typeof(FilingDataCurrent))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/updates/{year:int}/draft/check")] HttpRequest request, string id, int year, CancellationToken cancellation)
    {
        var update = await updates.OwnAsync(id, year, request.Caller(), cancellation);
        if (update.Refuse(UpdateAct.SaveDraft, ChinaTime.Today(time)) is { } refusal) return refusal;
        var draft = update.Sheet(time.GetUtcNow());
        var found = await check.RunAsync(update.Filing.Value, draft, year, cancellation);
        request.SetETag(update.ETag);
        return Results.Json(CheckAnswer.Of(draft.Product, found.Facts, found.Findings), PlatformJson.Options);
    }
}
