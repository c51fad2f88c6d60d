using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Units;

namespace PatentFunctions.Filing.Updates;

/// <summary>提交 a year's update, for the first time or corrected.</summary>
public sealed class SubmitUpdate(CaseStore cases, FilingUpdates updates, UpdateCheck check, FilingClaims claims, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提交本年度的备案信息更新：运行全部检查；通过后进入审核并锁定，给出回执。重复点击只提交一次。</summary>
    [Function("SubmitFilingUpdate")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt))]
    [Refuses(typeof(UpdateActRefused), typeof(UpdateYearNotOpen), typeof(FilingNotUpdatable), typeof(FilingDataCurrent), typeof(EarlierUpdateUnderReview), typeof(UnitNotInStanding), typeof(AssetInformationMissing), typeof(FieldsInvalid))]
    [Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/updates/{year:int}/submission")] HttpRequest request, string id, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var update = await updates.OwnAsync(id, year, request.Caller(), cancellation);
        if (await RepeatedAsync(request, update, cancellation) is { } same) return same;
        var today = ChinaTime.Today(time);
        if (update.Refuse(UpdateAct.Submit, today) is { } refusal) return refusal;
        update.Match(request);
        var filing = update.Filing.Value;
        var sheet = update.Sheet(time.GetUtcNow());
        var found = await check.RunAsync(filing, sheet, year, cancellation);
        if (UnitStanding.RefusalOf(found.Standing, today) is { } unfit) return unfit with { Findings = found.Findings };
        if (found.Findings.AnyBlocks() || update is not { Update: { } record, Draft: { } draft }) return new FieldsInvalid { Findings = found.Findings };

        var key = DoubleFiling.KeyOf(sheet.Product.Name, sheet.Product.Model);
        if (await claims.TakeAsync(filing.Unit, key, filing.Id, cancellation) is { } holder)
            return new FieldsInvalid { Findings = [.. DoubleFiling.Check([new SimilarFiling(holder, found.Facts.UnitName, true, $"{sheet.Product.Name} {sheet.Product.Model}", null, Likeness.NameAndModel, "")])] };
        var (write, receipt) = Write(request, update.Filing, record, draft, found, key, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, await updates.OwnAsync(id, year, request.Caller(), cancellation), cancellation) ?? new RecordChanged();
        }
    }

    private (CaseWrite Write, Receipt Receipt) Write(
        HttpRequest request, Stored<FilingRecord> filing, Stored<UpdateRecord> update, Stored<FilingDraft> draft, CheckedDraft found, string key, WorkingDayCalendar calendar)
    {
        var stamp = request.Stamp(time, "SubmitFilingUpdate");
        var round = filing.Value.UpdateRounds + 1;
        var content = new FilingContent(SubmitFiling.Completed(draft.Value.Product), draft.Value.Patents, draft.Value.Proof, found.Facts);
        var next = update.Value.After(UpdateAct.Submit) with { Rounds = [.. update.Value.Rounds, round], SubmittedAt = stamp.When, SubmittedFrom = ETags.Of(draft.ETag) };
        // The draft is written again as it is: a save that read it before the submission meets a new ETag. The filing is written for its claim and
        // its count of rounds, and so that a withdrawal at the same time is seen.
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), stamp)
            .Replace(filing, filing.Value with { UpdateRounds = round, UpdateClaimKey = key == filing.Value.ClaimKey ? null : key })
            .Replace(update, next)
            .Replace(draft, draft.Value);
        var submission = new Submission(
            content.Product.Name!, filing.Value.Unit, content.Facts.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored),
            [.. found.Findings.Where(f => f.Severity == Severity.Warns), .. found.ForExaminer]);
        var receipt = ReviewSubmission.Open(write, FilingUpdateReviewKind.Kind, round, submission, calendar, next.Rounds.Count);
        write.Send(ProjectionMessages.Refresh(UpdatesByUnit.ProjectionName));
        return (write, receipt);
    }

    // The very request that submitted this round, once more: the answer is the receipt it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, UpdateCase update, CancellationToken cancellation)
    {
        if (update.Update?.Value is not { State: UpdateState.UnderReview, SubmittedFrom: { } from } record || !request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        return await updates.RoundAsync(record.Filing, record.Rounds[^1], cancellation) is { } round
            ? Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options)
            : null;
    }
}
