using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>One submission as it was, and what became of it.</summary>
/// <param name="Line">The submission in short.</param>
/// <param name="Sha256">Hash of the content, as on the receipt.</param>
/// <param name="Content">What was submitted.</param>
/// <param name="Warnings">What the pre-check pointed at.</param>
/// <param name="Returned">Opinion and reasons, where it was returned.</param>
public sealed record FilingRoundAnswer(FilingRoundLine Line, string Sha256, FilingSteps Content, IReadOnlyList<Finding> Warnings, ReturnedFiling? Returned);

/// <summary>查看 an earlier submission.</summary>
public sealed class GetFilingRound(FilingRecords filings)
{
    /// <summary>查看某一轮提交的内容和审核结果；以前各轮始终可查。</summary>
    [Function("GetFilingRound")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(FilingRoundAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}/rounds/{round:int}")] HttpRequest request, string id, int round, CancellationToken cancellation)
    {
        var filing = (await filings.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (round < 1 || round > filing.Round || await filings.RoundAsync(filing.Id, round, cancellation) is not { } found || FilingRecords.ContentOf(found) is not { } content) return new NothingHere();
        var warnings = found.Warnings.Where(w => w.Code != DoubleFiling.SimilarCode).ToList();
        return Results.Json(new FilingRoundAnswer(FilingRoundLine.Of(found), found.Sha256, FilingSteps.Of(content), warnings, ReturnedFiling.Of(found)), PlatformJson.Options);
    }
}
