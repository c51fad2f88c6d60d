using PatentFunctions.Catalogs;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>预审结果.</summary>
/// <param name="CanSubmit">True where nothing blocks.</param>
/// <param name="Findings">Everything found, in the order of the form.</param>
/// <param name="ContributionIndex">专利市场贡献指数 as computed by 方法一, where that method is chosen.</param>
/// <param name="PatentIntensive">专利密集型产业匹配; absent where the industry is none. It does not affect the filing.</param>
/// <param name="Licences">Licences and certificates that the product demands or may demand.</param>
public sealed record CheckAnswer(bool CanSubmit, IReadOnlyList<Finding> Findings, decimal? ContributionIndex, PatentIntensiveMatch? PatentIntensive, IReadOnlyList<LicensedGoods> Licences)
{
    internal static CheckAnswer Of(ProductForm product, FilingFacts facts, IReadOnlyList<Finding> findings) =>
        new(!findings.AnyBlocks(), findings, product.Contribution?.Method == ContributionMethod.InvestmentShare ? ProductInformation.InvestmentShare(product) : null, facts.PatentIntensive, facts.Licences);
}

/// <summary>预审 of a saved draft.</summary>
public sealed class CheckDraft(FilingRecords filings, DraftCheck check)
{
    /// <summary>预审已保存的草稿：一次给出全部问题，与提交时的检查相同，不改变任何内容。</summary>
    [Function("CheckFilingDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(CheckAnswer), ETag = true), Refuses(typeof(FilingActRefused))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/draft/check")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var filing = (await filings.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (FilingStates.Refuse(filing.State, FilingAct.SaveDraft) is { } refusal) return refusal;
        var draft = await filings.DraftAsync(filing.Id, cancellation);
        var found = await check.RunAsync(filing, draft.Value, cancellation);
        request.SetETag(draft.ETag);
        return Results.Json(CheckAnswer.Of(draft.Value.Product, found.Facts, found.Findings), PlatformJson.Options);
    }
}
