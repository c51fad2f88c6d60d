using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Units;

namespace PatentFunctions.Filing;

/// <summary>提交 a filing, for the first time or corrected.</summary>
public sealed class SubmitFiling(CaseStore cases, FilingRecords filings, DraftCheck check, FilingClaims claims, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提交备案：运行全部检查；通过后进入审核并锁定，给出回执。重复点击只提交一次。</summary>
    [Function("SubmitFiling")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(FilingActRefused), typeof(UnitNotInStanding), typeof(AssetInformationMissing), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/submission")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        // The draft is read before the record: a twin of this request that submits in between then shows as its receipt, not as a change by somebody else.
        var read = await filings.DraftAsync((await filings.OwnAsync(id, request.Caller(), cancellation)).Value.Id, cancellation);
        var filing = await filings.OwnAsync(id, request.Caller(), cancellation);
        if (await RepeatedAsync(request, filing.Value, cancellation) is { } same) return same;
        if (FilingStates.Refuse(filing.Value.State, FilingAct.Submit) is { } refusal) return refusal;
        var draft = request.Matching(read);
        var found = await check.RunAsync(filing.Value, draft.Value, cancellation);
        if (UnitStanding.RefusalOf(found.Standing, ChinaTime.Today(time)) is { } unfit) return unfit with { Findings = found.Findings };
        if (found.Findings.AnyBlocks()) return new FieldsInvalid { Findings = found.Findings };

        var key = DoubleFiling.KeyOf(draft.Value.Product.Name, draft.Value.Product.Model);
        if (await claims.TakeAsync(filing.Value.Unit, key, filing.Value.Id, cancellation) is { } holder)
            return new FieldsInvalid { Findings = [.. DoubleFiling.Check([new SimilarFiling(holder, found.Facts.UnitName, true, $"{draft.Value.Product.Name} {draft.Value.Product.Model}", null, Likeness.NameAndModel, "")])] };
        var (write, receipt) = Write(request, filing, draft, found, key, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            var now = await filings.OwnAsync(id, request.Caller(), cancellation);
            return await RepeatedAsync(request, now.Value, cancellation) ?? new RecordChanged();
        }
    }

    private (CaseWrite Write, Receipt Receipt) Write(HttpRequest request, Stored<FilingRecord> filing, Stored<FilingDraft> draft, CheckedDraft found, string key, WorkingDayCalendar calendar)
    {
        var stamp = request.Stamp(time, "SubmitFiling");
        var round = filing.Value.Round + 1;
        var content = new FilingContent(Completed(draft.Value.Product), draft.Value.Patents, draft.Value.Proof, found.Facts);
        var next = filing.Value.After(FilingAct.Submit) with
        {
            UnitName = found.Facts.UnitName,
            Round = round,
            SubmittedAt = stamp.When,
            SubmittedFrom = ETags.Of(draft.ETag),
            ClaimKey = key,
        };
        // The draft is written again as it is: a save that read it before the submission meets a new ETag.
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), stamp).Replace(filing, next).Replace(draft, draft.Value);
        var submission = new Submission(
            content.Product.Name!, next.Unit, next.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored),
            [.. found.Findings.Where(f => f.Severity == Severity.Warns), .. found.ForExaminer]);
        var receipt = ReviewSubmission.Open(write, FilingReviewKind.Kind, round, submission, calendar);
        write.Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName)).Send(ProjectionMessages.Refresh(FilingLinks.ProjectionName));
        return (write, receipt);
    }

    internal static ProductForm Completed(ProductForm product) =>
        product is { Contribution: { Method: ContributionMethod.InvestmentShare, Value: null } index }
            ? product with { Contribution = index with { Value = ProductInformation.InvestmentShare(product) } }
            : product;

    // The very request that submitted this round, once more: the answer is the receipt it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, FilingRecord filing, CancellationToken cancellation)
    {
        if (filing.State != FilingState.UnderReview || filing.SubmittedFrom is not { } from || !request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        return await filings.RoundAsync(filing.Id, filing.Round, cancellation) is { } round
            ? Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options)
            : null;
    }
}
