using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>A saved draft; the new ETag is in the header.</summary>
/// <param name="SavedAt">The instant.</param>
/// <param name="Account">银行账号 as it is shown from now on, masked.</param>
public sealed record SavedSubsidy(DateTimeOffset SavedAt, string? Account);

/// <summary>修改: saves the form, complete or not; only what cannot be kept (unknown files) is refused.</summary>
public sealed class SaveSubsidyDraft(CaseStore cases, SubsidyRecords subsidies, FileChecks files, BankAccounts accounts, TimeProvider time)
{
    /// <summary>保存补贴申请草稿：可不完整；银行账号加密保存，返回时仅显示首尾，原样送回即保持不变。</summary>
    [Function("SaveSubsidyDraft")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(SubsidyForm)), Answers(200, typeof(SavedSubsidy), ETag = true), Refuses(typeof(SubsidyActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "subsidies/{id}/draft")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<SubsidyForm>(cancellation);
        var subsidy = (await subsidies.GetAsync(id, request.Caller(), cancellation)).Value;
        if (SubsidyStates.Refuse(subsidy.State, SubsidyAct.SaveDraft) is { } refusal) return refusal;
        var stored = request.Matching(await subsidies.DraftAsync(subsidy.Id, cancellation));
        var now = time.GetUtcNow();
        var account = accounts.Take(form.Unit.Account, stored.Value.Account, now);
        var next = new SubsidyDraft(now, form with { Unit = form.Unit with { Account = account?.Masked } }) { Account = account };
        var before = stored.Value.Form.Attachments.Named().Select(f => f.File).ToHashSet();
        var named = form.Attachments.Named();
        var added = named.Where(f => !before.Contains(f.File)).ToList();
        if ((await files.CheckAsync(subsidy.Unit.Value, added, cancellation)).Findings is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        if (named.Count > 100) return new FieldsInvalid { Findings = [Finding.Blocks("subsidy.files", "/attachments", $"每类附件最多 {SubsidyAttachments.Most} 个")] };

        var write = new CaseWrite(SubsidyRecords.AddressOf(subsidy.Id), request.Stamp(time, "SaveSubsidyDraft")).Replace(stored, next);
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File).Distinct()]));
        // Files of an earlier round stay: the round shows them as long as the application exists.
        var removed = subsidy.Round > 0 ? [] : before.Except(named.Select(f => f.File)).ToList();
        if (removed.Count > 0) write.Send(FileMessages.Release(write.Address, removed));
        await cases.CommitAsync(write, durable, cancellation);
        request.SetETag((await subsidies.DraftAsync(subsidy.Id, cancellation)).ETag);
        return Results.Json(new SavedSubsidy(now, account?.Masked), PlatformJson.Options);
    }
}

/// <summary>删除草稿.</summary>
public sealed class DiscardSubsidy(CaseStore cases, SubsidyRecords subsidies, TimeProvider time)
{
    /// <summary>删除从未提交过的补贴申请草稿；已提交过的可以撤销，不能删除。</summary>
    [Function("DiscardSubsidyDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(204), Refuses(typeof(SubsidyActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "subsidies/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var subsidy = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(subsidy.Value.State, SubsidyAct.Discard) is { } refusal) return refusal;
        var draft = request.Matching(await subsidies.DraftAsync(subsidy.Value.Id, cancellation));
        var write = new CaseWrite(SubsidyRecords.AddressOf(subsidy.Value.Id), request.Stamp(time, "DiscardSubsidyDraft"))
            .Delete(subsidy)
            .Delete(draft)
            .Send(ProjectionMessages.Refresh(SubsidyLists.ProjectionName));
        if (draft.Value.Form.Attachments.Named() is { Count: > 0 } named) write.Send(FileMessages.Release(write.Address, [.. named.Select(f => f.File).Distinct()]));
        await cases.CommitAsync(write, durable, cancellation);
        return Results.NoContent();
    }
}
