using System.ComponentModel.DataAnnotations;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>撤销.</summary>
public sealed record WithdrawSubsidyRequest
{
    /// <summary>撤销原因; may be left out.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>撤销 an application by its unit (SUB-04; manual 三, 操作).</summary>
public sealed class WithdrawSubsidy(CaseStore cases, SubsidyRecords subsidies, SubsidyCampaigns campaigns, ReviewKinds kinds, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>撤销补贴申请：纸件复审通过前均可；该贷款和质押的知识产权可另行申请。</summary>
    [Function("WithdrawSubsidy")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(WithdrawSubsidyRequest)), Answers(200, typeof(SubsidyAnswer), ETag = true), Refuses(typeof(SubsidyActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/withdrawal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<WithdrawSubsidyRequest>(cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(stored.Value.State, SubsidyAct.Withdraw) is { } refusal) return refusal;
        // The answer of GET carries the draft's ETag while the draft may be changed.
        if (SubsidyStates.IsEditable(stored.Value.State)) request.Matching(await subsidies.DraftAsync(stored.Value.Id, cancellation));
        else request.Matching(stored);
        var why = string.IsNullOrWhiteSpace(body.Reason) ? "企业撤销" : $"企业撤销：{body.Reason.Trim()}";
        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), request.Stamp(time, "WithdrawSubsidy", why));
        SubsidyMove.Add(write, stored, SubsidyAct.Withdraw, await calendars.CurrentAsync(cancellation), s => s with { EndedAt = write.Stamp.When, EndedWhy = why, PapersDue = [] });
        foreach (var round in await subsidies.RoundsAsync(stored.Value.Id, cancellation)) ReviewSubmission.End(write, kinds.Area(round.Value.Kind).Kind, round, "企业已撤销申请");
        write.Timeline("subsidy.withdrawn", "已撤销补贴申请", body.Reason?.Trim());
        await cases.CommitAsync(write, durable, cancellation);
        return await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
    }
}
