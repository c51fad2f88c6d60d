using PatentFunctions.Platform.Http;
using PatentFunctions.Units;

namespace PatentFunctions.Filing;

/// <summary>What is being typed.</summary>
/// <param name="Product">产品信息 as far as it is filled in.</param>
/// <param name="PatentTitles">Titles of the linked patents, as far as known; at most 500.</param>
public sealed record PreCheckRequest(ProductForm Product, IReadOnlyList<string>? PatentTitles);

/// <summary>边填边审: the pre-check while the unit types, without anything stored.</summary>
public sealed class PreCheckProduct(DraftCheck check, UnitRecords units)
{
    /// <summary>边填边审：只审查已填写的字段，不要求完整，不保存任何内容。</summary>
    [Function("PreCheckProduct")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(PreCheckRequest)), Answers(200, typeof(CheckAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/pre-check")] HttpRequest request, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<PreCheckRequest>(cancellation);
        var unit = await units.VerifiedAsync(request.Caller().RequiredUnit, cancellation);
        var draft = new FilingDraft(default) { Product = body.Product };
        var facts = check.Catalogued(body.Product) with { UnitName = unit?.Name ?? "" };
        var input = SubmissionRules.InputOf(draft, facts) with { LinkedPatentTitles = [.. (body.PatentTitles ?? []).Take(Rules.LinkedPatents.Most)] };
        List<Finding> findings =
        [
            .. Rules.Eligibility.Check(body.Product),
            .. PreCheck.PreCheck.Run(input).Where(f => !f.Code.EndsWith("missing", StringComparison.Ordinal)),
        ];
        return Results.Json(CheckAnswer.Of(body.Product, facts, findings), PlatformJson.Options);
    }
}
