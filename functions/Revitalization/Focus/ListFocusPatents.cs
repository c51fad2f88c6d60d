using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>A patent of 专利转化关注库.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Score">匹配度: the sum of its parts.</param>
/// <param name="Parts">为什么匹配: parts with their points and reasons, most points first.</param>
/// <param name="IsNew">Registered since the caller's last visit.</param>
public sealed record FocusPatent(ResourceDocument Resource, decimal Score, IReadOnlyList<MatchPart> Parts, bool IsNew);

/// <summary>专利转化关注库 (FOC-02; manual 五).</summary>
public sealed class ListFocusPatents(FocusRecords foci, UnitFocus units, FocusLibrary library, TimeProvider time)
{
    /// <summary>与本单位关注领域匹配的专利，匹配度高的在前，每件说明匹配理由，上次查看后新登记的作标记；条件和排序同专利转化资源库。</summary>
    [Function("ListFocusPatents")]
    [Allow(Role.UnitAdmin, Role.Expert)]
    [QueryParameter("q", "关键词，以空格分开，须全部含有"), QueryParameter("kind", "single 单条专利、portfolio 组合专利"), QueryParameter("field", "技术类型代码"), QueryParameter("strategic", "战略性新兴产业代码，含其下级")]
    [QueryParameter("industry", "国民经济行业代码，含其下级"), QueryParameter("type", "专利类型"), QueryParameter("university", "高校院所"), QueryParameter("province", "省份代码，两位"), QueryParameter("way", "转化方式")]
    [QueryParameter("maturity", "技术成熟度"), QueryParameter("from", "登记入库时间自，如 2026-11-01"), QueryParameter("to", "登记入库时间至"), QueryParameter("valid2023", "true：2023年底有效")]
    [QueryParameter("sort", "match 匹配度（不填即是）、newest 登记入库时间、rating 企业评价"), QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<FocusPatent>)), Refuses(typeof(FocusNotSet), typeof(BadFocusFilter))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "focus/patents")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var (narrowed, sort) = FocusFilter.From(request);
        var caller = request.Caller();
        var unit = caller.RequiredUnit;
        if (await foci.FindAsync(unit, cancellation) is not { } stored || await units.FindAsync(unit, cancellation) is not { } focus) return new FocusNotSet();
        var (index, found) = await library.FindAsync(focus, stored.Value.Form, narrowed, cancellation);
        var ordered = sort switch
        {
            FocusSort.Newest => [.. found.OrderByDescending(f => f.Resource.RegisteredAt)],
            FocusSort.Rating => [.. found.OrderByDescending(f => f.Resource.Rating?.Average ?? 0)],
            _ => FocusLibrary.Spread(found, f => f.Resource.University.Value, page.Take, Math.Max(1, index.Weights.UniversityShare * page.Take / 20)),
        };
        var shown = page.Slice(ordered, f => f.Resource.Id.Value);
        var visit = await foci.VisitAsync(unit, caller.Account, page.Continuation is null, time.GetUtcNow(), cancellation);
        return Results.Json(new PageAnswer<FocusPatent>([.. shown.Items.Select(f => Answer(index, f, visit))], shown.Continuation, shown.Total), PlatformJson.Options);
    }

    private static FocusPatent Answer(MatchIndex index, FoundResource found, FocusVisit visit)
    {
        var parts = MatchReasons.Of(index, 0, found.Number);
        return new FocusPatent(found.Resource, parts.Sum(p => p.Points), parts, visit.IsNew(found.Resource.RegisteredAt));
    }
}
