using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>No filing has this number.</summary>
public sealed record NoSuchFilingNumber() : NotFound("filing-number-unknown", "未查询到备案信息", "没有此备案号的产品备案，请核对备案号；如持有印有该备案号的证明，请谨防伪造。");

/// <summary>核验结果 of a filing number.</summary>
/// <param name="Filing">What is public of it.</param>
/// <param name="CheckedAt">When it was checked.</param>
/// <param name="Note">What the result means, Chinese.</param>
public sealed record FilingCheck(PublicFiling Filing, DateTimeOffset CheckedAt, string Note);

/// <summary>备案证明核验: where the QR code of a certificate leads.</summary>
public sealed class CheckFilingNumber(PublicFilings list, TimeProvider time)
{
    /// <summary>按备案号核验备案状态：以此处结果为准，可能与证明下载时不同。</summary>
    [Function("CheckFilingNumber")]
    [Allow(Role.Public)]
    [Answers(200, typeof(FilingCheck)), Refuses(typeof(NoSuchFilingNumber))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/filings/{number}")] HttpRequest request, string number, CancellationToken cancellation)
    {
        if (await list.FindAsync(number, cancellation) is not { } filing) return new NoSuchFilingNumber();
        var note = filing.InForce
            ? "该产品已备案。"
            : $"该产品备案已于{(filing.EndedOn is { } day ? ChinaTime.FullDate(day) : "此前")}撤销，此前下载的备案证明已失去证明效力。";
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new FilingCheck(filing, time.GetUtcNow(), note), PlatformJson.Options);
    }
}

/// <summary>产品信息查询 for the public (manual 十（一）).</summary>
public sealed class SearchPublicFilings(PublicFilings list, TimeProvider time)
{
    /// <summary>按产品名称、单位名称、备案号或已公开的专利查询已备案产品，新的在前。</summary>
    [Function("SearchPublicFilings")]
    [Allow(Role.Public)]
    [QueryParameter("q", "关键字；不填为全部"), QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<PublicFiling>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/filings")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (page.Continuation is not null && !FilingNumbers.TryParse(page.Continuation, out _, out _)) return new BadContinuation();
        var keyword = DoubleFiling.Normal(request.Query["q"].ToString());
        if (page.Continuation is null && await list.FindAsync(keyword, cancellation) is { } exact)
            return Results.Json(new PageAnswer<PublicFiling>(exact.InForce ? [exact] : [], null), PlatformJson.Options);
        var (items, next) = await list.SearchAsync(keyword, page.Take, page.Continuation, ChinaTime.Today(time).Year, cancellation);
        return Results.Json(new PageAnswer<PublicFiling>(items, PageRequest.Token(next)), PlatformJson.Options);
    }
}
