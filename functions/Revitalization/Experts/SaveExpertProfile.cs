using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Accounts;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>保存 one's own profile as a draft.</summary>
public sealed class SaveExpertProfile(CaseStore cases, PoolExperts experts, AccountStore accounts, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector protector = protection.CreateProtector(CreateExpert.IdNumberPurpose);

    /// <summary>保存专家信息草稿：可不完整；身份证号加密保存，不填或原样交回掩码即保持不变。If-Match 为读取时的 ETag。</summary>
    [Function("SaveExpertProfile")]
    [Allow(Role.Expert)]
    [Accepts(typeof(PoolProfile)), Answers(200, typeof(ExpertProfileAnswer), ETag = true), Refuses(typeof(PoolExpertActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "experts/me/profile")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var profile = await request.ReadBodyAsync<PoolProfile>(cancellation);
        var expert = await experts.FindAsync(caller.Account, cancellation);
        if (expert is not null && PoolExpertStates.Refuse(expert.Value.State, PoolExpertAct.SaveDraft) is { } refusal) return refusal;
        var (draft, stored) = await experts.DraftAsync(caller.Account, cancellation);
        request.RequireMatch(stored?.ETag ?? PoolExperts.Unsaved);
        var onFile = draft.ProtectedIdNumber is null ? null : draft.Profile.IdNumber;
        var typed = !PoolProfileRules.IsOnFile(profile.IdNumber, onFile);
        if (typed && PoolProfileRules.CheckIdNumber(profile.IdNumber, onFile, ChinaTime.Today(time)).ToList() is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };

        var now = time.GetUtcNow();
        var number = typed && ResidentIdNumber.TryParse(profile.IdNumber, out var parsed, out _) ? parsed : null;
        var next = new ExpertDraft(now, profile with { IdNumber = number?.Masked ?? onFile }, number is null ? draft.ProtectedIdNumber : protector.Protect(number.Value));
        var write = new CaseWrite(PoolExperts.AddressOf(caller.Account), request.Stamp(time, "SaveExpertProfile"));
        if (stored is null) write.Insert(PoolExperts.DraftRow, next);
        else write.Replace(stored, next);
        if (expert is null)
        {
            var opened = (await accounts.FindAsync(caller.Account, cancellation))?.Value.CreatedAt ?? now;
            write.Insert(CaseRows.Record, new PoolExpert(caller.Account, caller.RequiredUnit, caller.Office, PoolExpertState.Draft, 0, opened));
        }
        else if (expert.Value.After(PoolExpertAct.SaveDraft) is var after && after.State != expert.Value.State)
        {
            write.Replace(expert, after);
        }
        write.Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await ReadExpertProfile.AnswerAsync(request, cases, experts, cancellation);
    }
}
