using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>A revocation of the filing waits for its second examiner already.</summary>
public sealed record RevocationPending() : Conflict("filing-revocation-pending", "已有待复核的撤销意见", "该产品备案已有待复核的平台撤销意见，请先办结。");

/// <summary>平台撤销备案: the first of two examiners (WDR-03).</summary>
public sealed class ProposeRevocation(CaseStore cases, FilingRecords filings, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提出平台撤销备案的意见：由另一名审核员复核（reviews/filing-revocation/{id}/confirm）后立即生效。</summary>
    [Function("ProposeFilingRevocation")]
    [Allow(Role.Examiner)]
    [Accepts(typeof(RevocationForm)), Answers(200, typeof(Receipt)), Refuses(typeof(FilingActRefused), typeof(RevocationPending), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/revocation")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = await filings.AnyAsync(id, cancellation);
        var form = await request.ReadBodyAsync<RevocationForm>(cancellation);
        if (await RepeatedAsync(request, filing.Value.Id, form, cancellation) is { } same) return same;
        if (FilingStates.Refuse(filing.Value.State, FilingAct.Revoke) is { } refusal) return refusal;
        var rounds = await FilingRevocationKind.RoundsAsync(cases, filing.Value.Id, cancellation);
        if (rounds.Any(r => r.Value.IsOpen)) return new RevocationPending();
        if (RevocationRules.Check(form) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };

        var product = filing.Value.Content!.Product;
        var content = new RevocationCase(request.DeriveId("v"), form.Reason!.Value, RevocationRules.NameOf(form.Reason.Value), LapsePrompts.Trimmed(form.Text), filing.Value.Number!, product.Name ?? "", product.Model);
        var stamp = request.Stamp(time, "ProposeFilingRevocation", RevocationRules.TextOf(content));
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), stamp).Once(request, form);
        var submission = new Submission(content.Product, filing.Value.Unit, filing.Value.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), [.. WithdrawalRules.Warnings(filing.Value)])
        {
            Proposal = new Decision(true, stamp.Who, stamp.When, RevocationRules.TextOf(content), []),
        };
        var receipt = ReviewSubmission.Open(write, FilingRevocationKind.Kind, rounds.Count + 1, submission, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, filing.Value.Id, form, cancellation) ?? new RevocationPending();
        }
    }

    private async Task<IResult?> RepeatedAsync(HttpRequest request, FilingId id, RevocationForm form, CancellationToken cancellation)
    {
        if (!await cases.WasDoneAsync(FilingRecords.AddressOf(id), request, form, cancellation)) return null;
        var number = request.DeriveId("v");
        var round = (await FilingRevocationKind.RoundsAsync(cases, id, cancellation)).First(r => RevocationCase.Of(r.Value).Id == number).Value;
        return Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options);
    }
}

/// <summary>撤回 one's own proposal of a revocation, also after a colleague has sent it back.</summary>
public sealed class DropRevocation(CaseStore cases, FilingRecords filings, TimeProvider time)
{
    /// <summary>撤回本人提出、尚未复核通过的平台撤销意见；If-Match 为审核详情（reviews/filing-revocation/{id}）的 ETag。</summary>
    [Function("DropFilingRevocation")]
    [Allow(Role.Examiner)]
    [Answers(204), Refuses(typeof(ReviewActNotPossible), typeof(NotOwnProposal)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "filings/{id}/revocation")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = await filings.AnyAsync(id, cancellation);
        var rounds = await FilingRevocationKind.RoundsAsync(cases, filing.Value.Id, cancellation);
        if (rounds.Count == 0) return new NothingHere();
        var round = rounds[^1];
        var (by, now) = (request.Caller().AsActor(), time.GetUtcNow());
        if (ReviewRules.End(FilingRevocationKind.Kind, round.Value, by, "", now).Refusal is { } refusal) return refusal;
        if (round.Value.Submitted.Who.Account != by.Account) return new NotOwnProposal();
        request.Matching(round);
        const string why = "提出人已撤回";
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), request.Stamp(time, "DropFilingRevocation", why));
        ReviewSubmission.End(write, FilingRevocationKind.Kind, round, why);
        await cases.CommitAsync(write, durable, cancellation);
        return Results.NoContent();
    }
}
