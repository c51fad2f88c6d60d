using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PublicSite;

/// <summary>产品信息查询 for the public (PUB-01; manual 十（一）).</summary>
public sealed class SearchPublicFilings(PublicSearch search)
{
    /// <summary>查询已备案产品，不需要账号，备案号新的在前；各条件须同时满足。</summary>
    [Function("SearchPublicFilings")]
    [Allow(Role.Public)]
    [QueryParameter("q", "关键字，可有几个，以空格分开：产品名称、规格型号、单位名称、备案号、已公开的专利号或专利名称"), QueryParameter("product", "产品名称或规格型号"), QueryParameter("unit", "单位名称")]
    [QueryParameter("patent", "专利号，可带 ZL、CN 和小数点，也可不带；只能查到已公开的"), QueryParameter("number", "备案号或其前几位")]
    [QueryParameter("state", "filed 已备案、inNotice 公示中、recognized 已认定、recognitionExpired 认定到期、recognitionRevoked 撤销认定、ended 撤销备案", typeof(PublicState))]
    [QueryParameter("category", "产品分类代码或其前几位"), QueryParameter("industry", "国民经济行业分类的门类、大类、中类或小类代码"), QueryParameter("intensive", "是否专利密集型产业：yes、no，或该分类的大类、中类代码")]
    [QueryParameter("filingYear", "备案年度", typeof(int)), QueryParameter("updateYear", "更新年度", typeof(int)), QueryParameter("recognitionYear", "认定年度", typeof(int)), QueryParameter("province", "省级行政区划代码", Pattern = "^[0-9]{2}([0-9]{4})?$")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<PublicFiling>)), Refuses(typeof(BadFilter))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/filings")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (page.Continuation is not null && !FilingNumbers.TryParse(page.Continuation, out _, out _)) return new BadContinuation();
        var condition = PublicFilter.From(request).ToCondition();
        if (condition.Refusal is { } refusal) return refusal;
        var found = await search.FindAsync(condition.Value, page.Take, page.Continuation, cancellation);
        return Results.Json(new PageAnswer<PublicFiling>([.. found.Items.Select(e => e.Public)], PageRequest.Token(found.Next), found.Total), PlatformJson.Options);
    }
}
