using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>撤销: the unit asks for the withdrawal of a filing (WDR-01).</summary>
public sealed class RequestWithdrawal(CaseStore cases, FilingRecords filings, FileChecks files, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>申请撤销备案：选择原因，可附说明和证明材料；进入审核，给出回执。相同的 Idempotency-Key 只申请一次。</summary>
    [Function("RequestFilingWithdrawal")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(WithdrawalForm)), Answers(200, typeof(Receipt)), Refuses(typeof(FilingActRefused), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/withdrawal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        // The filing is read before the key is looked up: a twin of this request that is written in between shows as its receipt.
        var filing = await filings.OwnAsync(id, request.Caller(), cancellation);
        var form = await request.ReadBodyAsync<WithdrawalForm>(cancellation);
        if (await RepeatedAsync(request, filing.Value.Id, form, cancellation) is { } same) return same;
        if (FilingStates.Refuse(filing.Value.State, FilingAct.RequestWithdrawal) is { } refusal) return refusal;
        List<Finding> findings = [.. WithdrawalRules.Check(form), .. (await files.CheckAsync(filing.Value.Unit.Value, WithdrawalRules.FilesOf(form), cancellation)).Findings];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

        var reason = form.Reason!.Value;
        var content = LapsePrompts.CaseOf(filing.Value, request.DeriveId("w"), WithdrawalOrigin.Requested, reason) with { Text = LapsePrompts.Trimmed(form.Text), Files = form.Files ?? [] };
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), request.Stamp(time, "RequestFilingWithdrawal", content.ReasonName)).Once(request, form);
        var rounds = await FilingWithdrawalKind.RoundsAsync(cases, filing.Value.Id, cancellation);
        var receipt = FilingWithdrawalKind.Open(write, filing, FilingAct.RequestWithdrawal, content, rounds.Count + 1, await calendars.CurrentAsync(cancellation));
        if (content.Files.Count > 0) write.Send(FileMessages.Keep(write.Address, content.Files));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, filing.Value.Id, form, cancellation) ?? new RecordChanged();
        }
    }

    // The very request that was carried out before, once more: the answer is the receipt it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, FilingId id, WithdrawalForm form, CancellationToken cancellation)
    {
        if (!await cases.WasDoneAsync(FilingRecords.AddressOf(id), request, form, cancellation)) return null;
        var number = request.DeriveId("w");
        var round = (await FilingWithdrawalKind.RoundsAsync(cases, id, cancellation)).First(r => WithdrawalCase.Of(r.Value).Id == number).Value;
        return Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options);
    }
}

/// <summary>The review was not asked for by the unit, so the unit cannot take it back.</summary>
public sealed record WithdrawalNotRequested() : Conflict(
    "filing-withdrawal-not-requested", "不能撤回", "该撤销审核不是由贵单位申请的，不能撤回；请等待审核结果，或确认撤销备案。");

/// <summary>撤回 a withdrawal that nobody has decided yet.</summary>
public sealed class TakeBackWithdrawal(CaseStore cases, FilingRecords filings, TimeProvider time)
{
    /// <summary>撤回尚未审结的撤销申请，产品备案保持有效；If-Match 为产品备案的 ETag。</summary>
    [Function("TakeBackFilingWithdrawal")]
    [Allow(Role.UnitAdmin)]
    [Answers(204), Refuses(typeof(FilingActRefused), typeof(WithdrawalNotRequested)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "filings/{id}/withdrawal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = await filings.OwnAsync(id, request.Caller(), cancellation);
        if (FilingStates.Refuse(filing.Value.State, FilingAct.TakeBackWithdrawal) is { } refusal) return refusal;
        var round = (await FilingWithdrawalKind.RoundsAsync(cases, filing.Value.Id, cancellation))[^1];
        if (WithdrawalCase.Of(round.Value).Origin != WithdrawalOrigin.Requested) return new WithdrawalNotRequested();
        request.Matching(filing);
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), request.Stamp(time, "TakeBackFilingWithdrawal"));
        write.Replace(filing, filing.Value.After(FilingAct.TakeBackWithdrawal));
        ReviewSubmission.End(write, FilingWithdrawalKind.Kind, round, "单位已撤回撤销申请");
        // Patents that have lapsed meanwhile are asked about again from where the question stood.
        if (await LapsePrompts.FindAsync(cases, filing.Value.Id, cancellation) is { Value.State: LapsePromptState.Open } prompt) write.Send(LapsePrompts.Changed(filing.Value.Id, prompt.Value));
        FilingLists.RefreshAll(write);
        await cases.CommitAsync(write, durable, cancellation);
        return Results.NoContent();
    }
}
