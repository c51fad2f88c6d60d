using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Search;

/// <summary>A hit as it is shown; pointers of its highlights lead into it.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="Title">Name of the portfolio or the patent.</param>
/// <param name="University">The university.</param>
/// <param name="UniversityName">Its name.</param>
/// <param name="Province">Two-digit code of its province.</param>
/// <param name="Patents">The patents.</param>
/// <param name="Dossier">建档信息.</param>
/// <param name="RegisteredAt">登记入库时间.</param>
/// <param name="ValidAtEndOf2023">2023年底有效.</param>
/// <param name="Rating">企业评价.</param>
/// <param name="Score">相关度, where hits are ordered by it.</param>
/// <param name="Highlights">Where the words stand in the texts.</param>
public sealed record ResourceHitAnswer(
    ResourceId Id, ResourceKind Kind, string Title, UnitId University, string UniversityName, string Province, IReadOnlyList<PatentAnswer> Patents, ResourceDossier Dossier,
    DateTimeOffset RegisteredAt, bool ValidAtEndOf2023, ResourceRating? Rating, double? Score, IReadOnlyList<ResourceHighlight> Highlights)
{
    internal static ResourceHitAnswer Of(ResourceHit hit)
    {
        var d = hit.Document;
        return new ResourceHitAnswer(
            d.Id, d.Kind, d.Title, d.University, d.UniversityName, d.Province, [.. d.Patents.Select(PatentAnswer.Of)], d.Dossier, d.RegisteredAt, d.ValidAtEndOf2023, d.Rating, hit.Score, hit.Highlights);
    }
}

/// <summary>A value of a condition among the hits.</summary>
/// <param name="Value">Code, as the condition takes it.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Count">件.</param>
public sealed record FacetValueAnswer(string Value, string Name, long Count);

/// <summary>The values of a condition among the hits.</summary>
/// <param name="Name">Name of the condition in the address.</param>
/// <param name="Values">Most frequent first.</param>
public sealed record FacetAnswer(string Name, IReadOnlyList<FacetValueAnswer> Values);

/// <summary>A page of 专利转化资源库.</summary>
/// <param name="Items">The hits.</param>
/// <param name="Continuation">Token of the next page.</param>
/// <param name="Total">How many match in all; on pages after the first only where asked for.</param>
/// <param name="Facets">Counts by condition, where asked for.</param>
public sealed record ResourceListAnswer(IReadOnlyList<ResourceHitAnswer> Items, string? Continuation, long? Total, IReadOnlyList<FacetAnswer>? Facets);

/// <summary>专利转化资源库: search (RES-02).</summary>
public sealed class SearchResources(IResourceSearch search)
{
    /// <summary>检索专利转化资源：关键词查找专利名称、摘要、申请人（高校院所）、专利号和关键词；高级检索的各条件须同时满足，一个条件的几个值以逗号分开，满足其一即可。</summary>
    [Function("SearchResources")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Provincial, Role.National, Role.Operator)]
    [QueryParameter("q", "关键词，可有几个，以空格分开；专利号可带 ZL、CN、小数点或空格，也可只输入前几位")]
    [QueryParameter("kind", "single 单条专利、portfolio 组合专利", typeof(ResourceKind), Several = true), QueryParameter("field", "技术类型：01 至 35，或大类 A 至 E", Several = true), QueryParameter("strategic", "战略性新兴产业（2018）任一层级的代码", Several = true)]
    [QueryParameter("industry", "国民经济行业（GB/T 4754-2017）任一层级的代码", Several = true), QueryParameter("type", "专利类型：invention、utility-model、design", typeof(PatentType), Several = true), QueryParameter("university", "高校院所的标识", Several = true)]
    [QueryParameter("province", "省级行政区划代码", Several = true), QueryParameter("way", "转化方式：assignment、licence、openLicence、equity、jointDevelopment、commissionedDevelopment", typeof(TransferWay), Several = true)]
    [QueryParameter("maturity", "技术成熟度：concept、laboratory、smallTrial、pilotTrial、industrial", typeof(TechnicalMaturity), Several = true), QueryParameter("from", "登记入库起始日期 yyyy-MM-dd", typeof(DateOnly)), QueryParameter("to", "登记入库截止日期 yyyy-MM-dd", typeof(DateOnly))]
    [QueryParameter("valid2023", "2023年底有效：yes、no", Values = "yes,no"), QueryParameter("sort", "relevance 相关度、newest 登记入库时间、rating 企业评价；有关键词时默认相关度，否则默认登记入库时间", Values = "relevance,newest,rating")]
    [QueryParameter("facets", "yes：同时给出各条件下的件数", Values = "yes", Lenient = true), QueryParameter("total", "yes、no：是否给出总数；默认只在第一页给出", Values = "yes,no", Lenient = true), QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(ResourceListAnswer)), Refuses(typeof(ResourceFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (!ResourceFilter.From(request).TryGet(out var query, out var refusal)) return refusal;
        var found = await search.FindAsync(
            query with
            {
                Take = page.Take,
                Continuation = page.Continuation,
                WithTotal = request.Query["total"].ToString() switch { "yes" => true, "no" => false, _ => page.Continuation is null },
                WithFacets = request.Query["facets"] == "yes",
            },
            cancellation);
        var facets = found.Facets is null ? null : await Task.WhenAll(found.Facets.Select(f => FacetAsync(f, cancellation)));
        return Results.Json(new ResourceListAnswer([.. found.Hits.Select(ResourceHitAnswer.Of)], PageRequest.Token(found.Continuation), found.Total, facets), PlatformJson.Options);
    }

    private async Task<FacetAnswer> FacetAsync(ResourceFacet facet, CancellationToken cancellation)
    {
        var values = new List<FacetValueAnswer>(facet.Values.Count);
        foreach (var value in facet.Values) values.Add(new FacetValueAnswer(value.Value, await NameAsync(facet.Name, value.Value, cancellation), value.Count));
        return new FacetAnswer(facet.Name, values);
    }

    private async Task<string> NameAsync(string facet, string value, CancellationToken cancellation) => facet switch
    {
        ResourceFacets.Kind => Enum.GetValues<ResourceKind>().Where(k => ResourceFacets.TextOf(k) == value).Select(ResourceNames.Of).FirstOrDefault(),
        ResourceFacets.Type => Enum.GetValues<PatentType>().Where(t => ResourceFacets.TextOf(t) == value).Select(ResourceNames.Of).FirstOrDefault(),
        ResourceFacets.Way => Enum.GetValues<TransferWay>().Where(w => ResourceFacets.TextOf(w) == value).Select(ResourceNames.Of).FirstOrDefault(),
        ResourceFacets.Maturity => Enum.GetValues<TechnicalMaturity>().Where(m => ResourceFacets.TextOf(m) == value).Select(ResourceNames.Of).FirstOrDefault(),
        ResourceFacets.Field => TechnicalFields.Find(value)?.Name,
        ResourceFacets.Strategic => StrategicIndustries.Edition2018.Catalog.Find(value)?.Name,
        ResourceFacets.Industry => NationalEconomyIndustries.Catalog.Find(value)?.Name,
        ResourceFacets.Province => AdministrativeDivisions.Find(value)?.Name,
        ResourceFacets.Valid2023 => value == "yes" ? "2023年底有效" : "其他",
        _ => await UniversityAsync(new UnitId(value), cancellation),
    } ?? value;

    // The index knows universities by their ids; any of its resources has the name.
    private async Task<string?> UniversityAsync(UnitId university, CancellationToken cancellation)
    {
        var any = await search.FindAsync(new ResourceQuery { Universities = [university], Sort = ResourceSort.Newest, Take = 1 }, cancellation);
        return any.Hits is [var hit, ..] ? hit.Document.UniversityName : null;
    }
}

/// <summary>A resource in detail, as everybody who may search sees it: the contact is masked.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Contact">联系人, masked; the platform passes intents of cooperation on.</param>
public sealed record ResourceDetailAnswer(ResourceHitAnswer Resource, ResourceContact Contact);

/// <summary>专利详情 and the choices of 技术类型.</summary>
public sealed class ReadResource(ResourceRecords resources)
{
    /// <summary>一项专利转化资源的详情：单条专利或组合专利及建档信息；联系人隐去部分内容，合作意向由平台转达。</summary>
    [Function("ReadResource")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Provincial, Role.National, Role.Operator)]
    [Answers(200, typeof(ResourceDetailAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var found = (await resources.OfferedAsync(id, cancellation)).Value;
        var document = ResourceDocument.Of(found, (await resources.RatingAsync(found.Id, cancellation))?.Value);
        return Results.Json(new ResourceDetailAnswer(ResourceHitAnswer.Of(new ResourceHit(document, null, [])), found.Contact.Masked()), PlatformJson.Options);
    }

    /// <summary>技术类型：35 个技术领域，分为五大类。</summary>
    [Function("ListTechnicalFields")]
    [Allow(Role.Public)]
    [Answers(200, typeof(IReadOnlyList<TechnicalField>))]
    public static IResult Fields([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "technical-fields")] HttpRequest request) => Results.Json(TechnicalFields.All, PlatformJson.Options);
}
