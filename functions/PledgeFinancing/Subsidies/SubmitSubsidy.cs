using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Units;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>提交 an application, for the first time or corrected, and 提交修改 after a failed review of the papers.</summary>
public sealed class SubmitSubsidy(
    CaseStore cases, SubsidyRecords subsidies, SubsidyCampaigns campaigns, SubsidyCheck check, SubsidyClaims claims, SubsidyCertificates certificates, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提交补贴申请：运行全部检查；通过后进入审核并锁定，给出回执。首次提交须在申报期内；重复点击只提交一次。</summary>
    [Function("SubmitSubsidy")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(SubsidyActRefused), typeof(SubsidyWindowClosed), typeof(UnitNotVerified), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/submission")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) => HandInAsync(request, id, SubsidyAct.Submit, durable, cancellation);

    /// <summary>按纸件复审意见提交修改：无须再次网上审核，系统列出须重新寄送的纸质材料（有修改的，和意见指出的）。</summary>
    [Function("CorrectSubsidy")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(SubsidyAnswer), ETag = true), Refuses(typeof(SubsidyActRefused), typeof(UnitNotVerified), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public Task<IResult> CorrectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/correction")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) => HandInAsync(request, id, SubsidyAct.Correct, durable, cancellation);

    private async Task<IResult> HandInAsync(HttpRequest request, string id, SubsidyAct act, DurableTaskClient durable, CancellationToken cancellation)
    {
        // The draft is read before the record: a twin of this request that submits in between then shows as its receipt, not as a change by somebody else.
        var read = await subsidies.DraftAsync((await subsidies.GetAsync(id, request.Caller(), cancellation)).Value.Id, cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (await RepeatedAsync(request, stored, act, cancellation) is { } same) return same;
        if (SubsidyStates.Refuse(stored.Value.State, act) is { } refusal) return refusal;
        var draft = request.Matching(read);
        var campaign = (await campaigns.FindAsync(stored.Value.Campaign, cancellation))!.Value;
        if (stored.Value.Round == 0 && !campaign.TakesApplications(time.GetUtcNow())) return new SubsidyWindowClosed(campaign.FirstDay, campaign.LastDay);
        var found = await check.RunAsync(stored.Value, draft.Value, cancellation);
        if (found.Findings.AnyBlocks()) return new FieldsInvalid { Findings = found.Findings };

        var stamp = request.Stamp(time, act == SubsidyAct.Submit ? "SubmitSubsidy" : "CorrectSubsidy");
        var content = found.Content with { Certificates = await certificates.KeepAsync(stored.Value, draft.ETag, found.Content.Certificates, stamp, durable, cancellation) };
        var held = await claims.TakeAsync(campaign.Kind, found.ClaimKeys, stored.Value.Id, cancellation);
        if (held.Count > 0) return new FieldsInvalid { Findings = LoanEligibility.Check(campaign, content.Facts.Uscc, content.Loan, held, new HashSet<string>()) };

        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), stamp);
        var calendar = await calendars.CurrentAsync(cancellation);
        var receipt = act == SubsidyAct.Submit ? Submit(write, stored, draft, found with { Content = content }, calendar) : null;
        if (receipt is null) await CorrectAsync(write, stored, draft, found with { Content = content }, calendar, cancellation);
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return receipt is not null ? Results.Json(receipt, PlatformJson.Options) : await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, await subsidies.GetAsync(id, request.Caller(), cancellation), act, cancellation) ?? new RecordChanged();
        }
    }

    private static Receipt Submit(CaseWrite write, Stored<SubsidyRecord> stored, Stored<SubsidyDraft> draft, CheckedSubsidy found, WorkingDayCalendar calendar)
    {
        var round = stored.Value.Round + 1;
        var next = Put(write, stored, draft, found, SubsidyAct.Submit, calendar, s => s with { Round = round, SubmittedAt = write.Stamp.When });
        var submission = new Submission(
            $"{next.Number} {found.Content.Loan.BankName} {SubsidyAmount.Yuan(found.Content.Amount.Applied)} 元", next.Unit, next.UnitName,
            JsonSerializer.SerializeToElement(found.Content, PlatformJson.Stored), [.. found.Findings.Where(f => f.Severity == Severity.Warns)]);
        var receipt = ReviewSubmission.Open(write, SubsidyReviewKind.Kind, round, submission, calendar);
        write.Send(SubsidyLife.Start(next.Id));
        return receipt;
    }

    private async Task CorrectAsync(CaseWrite write, Stored<SubsidyRecord> stored, Stored<SubsidyDraft> draft, CheckedSubsidy found, WorkingDayCalendar calendar, CancellationToken cancellation)
    {
        var failed = (await subsidies.RoundAsync(stored.Value.Id, SubsidyPaperReviewKind.Kind, stored.Value.PaperRound, cancellation))?.Value;
        var papers = ChangedPapers.Between(stored.Value.Content!, found.Content, failed?.Decision?.Reasons ?? []);
        var next = Put(write, stored, draft, found, SubsidyAct.Correct, calendar, s => s with { PapersDue = papers });
        write.Timeline("subsidy.corrected", $"已按纸件复审意见修改，请于{SubsidyMove.DueOf(next)}前重新寄送：{ChangedPapers.Names(papers)}");
    }

    private static SubsidyRecord Put(
        CaseWrite write, Stored<SubsidyRecord> stored, Stored<SubsidyDraft> draft, CheckedSubsidy found, SubsidyAct act, WorkingDayCalendar calendar, Func<SubsidyRecord, SubsidyRecord> change)
    {
        var next = SubsidyMove.Add(write, stored, act, calendar, s => change(s) with
        {
            UnitName = found.Content.Facts.UnitName,
            SubmittedFrom = ETags.Of(draft.ETag),
            Content = found.Content,
            Account = draft.Value.Account,
            ClaimKeys = found.ClaimKeys,
        });
        // The draft is written again as it is: a save that read it before the submission meets a new ETag.
        write.Replace(draft, draft.Value);
        var certificates = found.Content.Certificates.Select(c => c.File).OfType<FileId>().ToList();
        if (certificates.Count > 0) write.Send(FileMessages.Keep(write.Address, certificates));
        return next;
    }

    // The very request that submitted this round or made this correction, once more: the answer is the one it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, Stored<SubsidyRecord> stored, SubsidyAct act, CancellationToken cancellation)
    {
        var subsidy = stored.Value;
        var after = act == SubsidyAct.Submit ? SubsidyState.UnderReview : SubsidyState.AwaitingPaper;
        if (subsidy.State != after || subsidy.SubmittedFrom is not { } from || !request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        if (act == SubsidyAct.Correct) return subsidy.PaperRound == 0 ? null : await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, subsidy.Id.Value, cancellation);
        return await subsidies.RoundAsync(subsidy.Id, SubsidyReviewKind.Kind, subsidy.Round, cancellation) is { Value: { } round }
            ? Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options)
            : null;
    }
}
