using PatentFunctions.Platform.Http;

namespace PatentFunctions.PublicSite;

/// <summary>No filing has this number.</summary>
public sealed record NoSuchFilingNumber() : NotFound("filing-number-unknown", "未查询到备案信息", "没有此备案号的产品备案，请核对备案号；如持有印有该备案号的证明，请谨防伪造。");

/// <summary>核验结果 of a filing number.</summary>
/// <param name="Filing">What is public of it.</param>
/// <param name="CheckedAt">When it was checked.</param>
/// <param name="Note">What the result means, Chinese.</param>
public sealed record FilingCheck(PublicFiling Filing, DateTimeOffset CheckedAt, string Note);

/// <summary>产品信息 of a number, and 备案证明核验: where the QR code of a certificate leads.</summary>
public sealed class CheckFilingNumber(PublicSearch search, TimeProvider time)
{
    /// <summary>按备案号查看产品的公开信息、核验备案状态：以此处结果为准，可能与证明下载时不同。</summary>
    [Function("CheckFilingNumber")]
    [Allow(Role.Public)]
    [Answers(200, typeof(FilingCheck)), Refuses(typeof(NoSuchFilingNumber))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/filings/{number}")] HttpRequest request, string number, CancellationToken cancellation)
    {
        if (await search.FindAsync(number, cancellation) is not { Public: var filing }) return new NoSuchFilingNumber();
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new FilingCheck(filing, time.GetUtcNow(), NoteOf(filing)), PlatformJson.Options);
    }

    private static string NoteOf(PublicFiling filing) => filing switch
    {
        { InForce: false } => $"该产品备案已于{(filing.EndedOn is { } day ? ChinaTime.FullDate(day) : "此前")}撤销，此前下载的备案证明已失去证明效力。",
        { State: PublicState.Recognized, Recognition: { } r } => $"该产品已备案，并已认定为{r.Year}年度专利密集型产品，认定有效期至{ChinaTime.FullDate(r.ValidUntil)}。",
        { State: PublicState.RecognitionExpired } => "该产品已备案，专利密集型产品认定已到期。",
        { State: PublicState.RecognitionRevoked } => "该产品已备案，专利密集型产品认定已被撤销。",
        { State: PublicState.InNotice } => "该产品已备案，正在进行专利密集型产品认定公示。",
        _ => "该产品已备案。",
    };
}
