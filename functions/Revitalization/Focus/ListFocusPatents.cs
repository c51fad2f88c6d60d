using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>A patent of 专利转化关注库.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Score">匹配度: the sum of its parts.</param>
/// <param name="Parts">为什么匹配: parts with their points and reasons, most points first.</param>
/// <param name="IsNew">Registered since the caller's last visit.</param>
public sealed record FocusPatent(ResourceHitAnswer Resource, decimal Score, IReadOnlyList<MatchPart> Parts, bool IsNew);

/// <summary>专利转化关注库 (FOC-02; manual 五).</summary>
public sealed class ListFocusPatents(FocusRecords foci, UnitFocus units, FocusLibrary library, TimeProvider time)
{
    /// <summary>与本单位关注领域匹配的专利，匹配度高的在前，每件说明匹配理由，上次查看后新登记的作标记；条件和排序同专利转化资源库。</summary>
    [Function("ListFocusPatents")]
    [Allow(Role.UnitAdmin, Role.Expert)]
    [QueryParameter("q", "关键词，同资源库检索")]
    [QueryParameter("kind", "single 单条专利、portfolio 组合专利", typeof(ResourceKind), Several = true), QueryParameter("field", "技术类型：01 至 35，或大类 A 至 E", Several = true), QueryParameter("strategic", "战略性新兴产业（2018）任一层级的代码", Several = true)]
    [QueryParameter("industry", "国民经济行业（GB/T 4754-2017）任一层级的代码", Several = true), QueryParameter("type", "专利类型：invention、utility-model、design", typeof(PatentType), Several = true), QueryParameter("university", "高校院所的标识", Several = true)]
    [QueryParameter("province", "省级行政区划代码", Several = true), QueryParameter("way", "转化方式：assignment、licence、openLicence、equity、jointDevelopment、commissionedDevelopment", typeof(TransferWay), Several = true)]
    [QueryParameter("maturity", "技术成熟度：concept、laboratory、smallTrial、pilotTrial、industrial", typeof(TechnicalMaturity), Several = true), QueryParameter("from", "登记入库起始日期 yyyy-MM-dd", typeof(DateOnly)), QueryParameter("to", "登记入库截止日期 yyyy-MM-dd", typeof(DateOnly))]
    [QueryParameter("valid2023", "2023年底有效：yes、no", Values = "yes,no"), QueryParameter("sort", "relevance 匹配度（默认）、newest 登记入库时间、rating 企业评价", Values = "relevance,newest,rating")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<FocusPatent>)), Refuses(typeof(FocusNotSet), typeof(ResourceFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "focus/patents")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (!ResourceFilter.From(request).TryGet(out var narrowed, out var refusal)) return refusal;
        var caller = request.Caller();
        var unit = caller.RequiredUnit;
        if (await foci.FindAsync(unit, cancellation) is not { } stored || await units.FindAsync(unit, cancellation) is not { } focus) return new FocusNotSet();
        var (index, found) = await library.FindAsync(focus, stored.Value.Form, narrowed, cancellation);
        // Without a word the search takes the newest first; here the best match comes first unless another order is asked for.
        var sort = request.Query["sort"].Count == 0 ? ResourceSort.Relevance : narrowed.Sort;
        var ordered = sort switch
        {
            ResourceSort.Newest => [.. found.OrderByDescending(f => f.Resource.RegisteredAt)],
            ResourceSort.Rating => [.. found.OrderByDescending(f => f.Resource.Rating?.Average ?? 0)],
            _ => FocusLibrary.Spread(found, f => f.Resource.University.Value, page.Take, Math.Max(1, index.Weights.UniversityShare * page.Take / 20)),
        };
        var shown = page.Slice(ordered, f => f.Resource.Id.Value);
        var visit = await foci.VisitAsync(unit, caller.Account, page.Continuation is null, time.GetUtcNow(), cancellation);
        return Results.Json(new PageAnswer<FocusPatent>([.. shown.Items.Select(f => Answer(index, f, visit))], shown.Continuation, shown.Total), PlatformJson.Options);
    }

    private static FocusPatent Answer(MatchIndex index, FoundResource found, FocusVisit visit)
    {
        var parts = MatchReasons.Of(index, 0, found.Number);
        return new FocusPatent(ResourceHitAnswer.Of(new ResourceHit(found.Resource, null, [])), parts.Sum(p => p.Points), parts, visit.IsNew(found.Resource.RegisteredAt));
    }
}
