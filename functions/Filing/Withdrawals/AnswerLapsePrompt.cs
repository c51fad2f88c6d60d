using System.ComponentModel.DataAnnotations;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>Nobody asks the unit to confirm anything.</summary>
public sealed record NoLapsePrompt() : Conflict("filing-lapse-prompt-none", "没有待确认的撤销提示", "该产品备案没有待确认的撤销提示，无须确认或说明；如需撤销备案，请提出撤销申请。");

/// <summary>The unit was too late or has explained itself already: the examiner decides.</summary>
public sealed record LapsePromptReferred() : Conflict("filing-lapse-prompt-referred", "已提交审核员决定", "该产品是否撤销备案已提交审核员决定，请等待审核结果；贵单位仍可确认撤销。");

/// <summary>A filing that its unit has let go.</summary>
/// <param name="Id">The filing.</param>
/// <param name="State">撤销备案.</param>
/// <param name="StateName">The same in Chinese.</param>
/// <param name="EndedAt">When.</param>
public sealed record LapseConfirmed(FilingId Id, FilingState State, string StateName, DateTimeOffset EndedAt);

/// <summary>确认撤销: 单位确认后，该产品予以备案撤销 (manual 五（三）).</summary>
public sealed class ConfirmLapse(CaseStore cases, FilingRecords filings, FilingEnd end, TimeProvider time)
{
    /// <summary>关联专利已全部失效或转让时，确认撤销备案，立即生效；If-Match 为产品备案的 ETag。</summary>
    [Function("ConfirmFilingLapse")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(LapseConfirmed)), Refuses(typeof(FilingActRefused), typeof(NoLapsePrompt)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/lapse-prompt/confirmation")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = await filings.OwnAsync(id, request.Caller(), cancellation);
        var prompt = await LapsePrompts.FindAsync(cases, filing.Value.Id, cancellation);
        // A second click finds what the first one did.
        if (prompt?.Value.Outcome == LapsePromptOutcome.Confirmed) return Answer((await filings.OwnAsync(id, request.Caller(), cancellation)).Value);
        if (FilingStates.Refuse(filing.Value.State, FilingAct.ConfirmLapse) is { } refusal) return refusal;
        if (prompt is null or { Value.State: LapsePromptState.Closed }) return new NoLapsePrompt();
        request.Matching(filing);
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), request.Stamp(time, "ConfirmFilingLapse"));
        LapsePrompts.Close(write, prompt, LapsePromptOutcome.Confirmed);
        if (await end.AddToAsync(write, filing, FilingAct.ConfirmLapse, new FilingEndReason("关联专利已全部失效或转让", "关联专利已全部失效或转让，单位已确认撤销"), cancellation) is { } refused) return refused;
        write.Send(Notify.Unit("filing.withdrawn", filing.Value.Unit, ("product", filing.Value.Content?.Product.Name ?? "")));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            if ((await LapsePrompts.FindAsync(cases, filing.Value.Id, cancellation))?.Value.Outcome != LapsePromptOutcome.Confirmed) return new RecordChanged();
        }
        return Answer((await filings.OwnAsync(id, request.Caller(), cancellation)).Value);
    }

    private static IResult Answer(FilingRecord filing) =>
        Results.Json(new LapseConfirmed(filing.Id, filing.State, FilingStates.NameOf(filing.State), filing.EndedAt!.Value), PlatformJson.Options);
}

/// <summary>Why the unit does not want the withdrawal.</summary>
/// <param name="Text">说明, e.g. which other patents the product uses.</param>
public sealed record LapseExplanation([property: MaxLength(WithdrawalRules.LongestText)] string? Text);

/// <summary>说明情况: the unit does not confirm, and the examiner decides.</summary>
public sealed class ExplainLapse(CaseStore cases, FilingRecords filings, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>关联专利已全部失效或转让时，不同意撤销并说明情况，由审核员决定；给出回执。If-Match 为产品备案的 ETag。</summary>
    [Function("ExplainFilingLapse")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(LapseExplanation)), Answers(200, typeof(Receipt)), Refuses(typeof(FilingActRefused), typeof(NoLapsePrompt), typeof(LapsePromptReferred), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/{id}/lapse-prompt/explanation")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = await filings.OwnAsync(id, request.Caller(), cancellation);
        var text = LapsePrompts.Trimmed((await request.ReadBodyAsync<LapseExplanation>(cancellation)).Text);
        if (text is null) return new FieldsInvalid { Findings = [Finding.Blocks("lapse.text-missing", "/text", "请说明该产品为何无须撤销备案，例如仍在使用的其他有效专利。")] };
        var prompt = await LapsePrompts.FindAsync(cases, filing.Value.Id, cancellation);
        if (await RepeatedAsync(filing.Value.Id, prompt?.Value, text, cancellation) is { } same) return same;
        if (prompt is null or { Value.State: LapsePromptState.Closed }) return new NoLapsePrompt();
        if (prompt.Value.State == LapsePromptState.Referred) return new LapsePromptReferred();
        if (FilingStates.Refuse(filing.Value.State, FilingAct.ExplainLapse) is { } refusal) return refusal;
        request.Matching(filing);

        var write = new CaseWrite(FilingRecords.AddressOf(filing.Value.Id), request.Stamp(time, "ExplainFilingLapse"));
        var content = LapsePrompts.CaseOf(filing.Value, LapsePrompts.InstanceId(filing.Value.Id, prompt.Value.Number), WithdrawalOrigin.Explained, WithdrawalReason.PatentsLapsed)
            with { Text = text, Patents = prompt.Value.Patents };
        write
            .Replace(prompt, prompt.Value with { State = LapsePromptState.Referred, Explanation = text })
            .Timeline("filing.lapse-explained", "已就关联专利失效说明情况，由审核员决定是否撤销备案", text)
            .Send(LapsePrompts.Changed(filing.Value.Id, prompt.Value));
        var rounds = await FilingWithdrawalKind.RoundsAsync(cases, filing.Value.Id, cancellation);
        var receipt = FilingWithdrawalKind.Open(write, filing, FilingAct.ExplainLapse, content, rounds.Count + 1, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(filing.Value.Id, (await LapsePrompts.FindAsync(cases, filing.Value.Id, cancellation))?.Value, text, cancellation) ?? new RecordChanged();
        }
    }

    private async Task<IResult?> RepeatedAsync(FilingId id, LapsePrompt? prompt, string text, CancellationToken cancellation)
    {
        if (prompt?.State != LapsePromptState.Referred || prompt.Explanation != text) return null;
        var round = (await FilingWithdrawalKind.RoundsAsync(cases, id, cancellation))[^1].Value;
        return Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options);
    }
}
