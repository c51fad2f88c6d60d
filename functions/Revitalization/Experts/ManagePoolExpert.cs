using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>管理: what the unit's administrator keeps up to date of an expert in the pool.</summary>
/// <param name="Post">职务.</param>
/// <param name="Field">所属领域.</param>
/// <param name="StrategicIndustries">战略性新兴产业.</param>
/// <param name="Industries">国民经济行业.</param>
/// <param name="Keywords">技术关键词.</param>
public sealed record PoolExpertManagement(
    [property: MaxLength(50)] string? Post, [property: MaxLength(100)] string? Field, IReadOnlyList<string>? StrategicIndustries, IReadOnlyList<string>? Industries, IReadOnlyList<string>? Keywords);

/// <summary>管理 an expert in the pool.</summary>
public sealed class ManagePoolExpert(CaseStore cases, PoolExperts experts, UnitEvaluations evaluations, TimeProvider time)
{
    /// <summary>管理在库专家：职务、所属领域、产业和技术关键词（推送待评价专利的依据）。</summary>
    [Function("ManagePoolExpert")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(PoolExpertManagement)), Answers(200, typeof(PoolExpertAnswer), ETag = true)]
    [Refuses(typeof(PoolExpertActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "experts/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var expert = await experts.OwnAsync(id, request.Caller(), cancellation);
        var form = await request.ReadBodyAsync<PoolExpertManagement>(cancellation);
        if (PoolExpertStates.Refuse(expert.Value.State, PoolExpertAct.Manage) is { } refusal) return refusal;
        var profile = expert.Value.Profile! with { Post = form.Post, Field = form.Field, StrategicIndustries = form.StrategicIndustries, Industries = form.Industries, Keywords = form.Keywords };
        var findings = PoolProfileRules.Check(profile, profile.IdNumber, ChinaTime.Today(time)).ToList();
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        request.Matching(expert);
        var write = new CaseWrite(PoolExperts.AddressOf(expert.Value.Id), request.Stamp(time, "ManagePoolExpert"))
            .Replace(expert, expert.Value.After(PoolExpertAct.Manage) with { Profile = profile })
            .Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await GetPoolExpert.AnswerAsync(request, cases, experts, evaluations, id, cancellation);
    }
}

/// <summary>Why an expert is suspended.</summary>
/// <param name="Reason">Reason for the expert to read.</param>
public sealed record SuspensionForm([property: MaxLength(200)] string? Reason = null);

/// <summary>暂停 and 恢复 an expert in the pool.</summary>
public sealed class SuspendPoolExpert(CaseStore cases, PoolExperts experts, UnitEvaluations evaluations, TimeProvider time)
{
    /// <summary>暂停在库专家参与评价；此前的评价不受影响。</summary>
    [Function("SuspendPoolExpert")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(SuspensionForm)), Answers(200, typeof(PoolExpertAnswer), ETag = true), Refuses(typeof(PoolExpertActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> SuspendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "experts/{id}/suspension")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<SuspensionForm>(cancellation);
        return await ActAsync(request, id, PoolExpertAct.Suspend, "SuspendPoolExpert", form.Reason, durable, cancellation);
    }

    /// <summary>恢复在库专家参与评价。</summary>
    [Function("ResumePoolExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(PoolExpertAnswer), ETag = true), Refuses(typeof(PoolExpertActRefused)), Needs(IfMatch = true)]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "experts/{id}/suspension")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) => ActAsync(request, id, PoolExpertAct.Resume, "ResumePoolExpert", null, durable, cancellation);

    private async Task<IResult> ActAsync(HttpRequest request, string id, PoolExpertAct act, string name, string? why, DurableTaskClient durable, CancellationToken cancellation)
    {
        var expert = await experts.OwnAsync(id, request.Caller(), cancellation);
        if (PoolExpertStates.Refuse(expert.Value.State, act) is { } refusal) return refusal;
        request.Matching(expert);
        var write = new CaseWrite(PoolExperts.AddressOf(expert.Value.Id), request.Stamp(time, name, why))
            .Replace(expert, expert.Value.After(act) with { SuspendedWhy = why })
            .Timeline(act == PoolExpertAct.Suspend ? "expert.suspended" : "expert.resumed", act == PoolExpertAct.Suspend ? "单位已暂停参与评价" : "单位已恢复参与评价", why)
            .Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await GetPoolExpert.AnswerAsync(request, cases, experts, evaluations, id, cancellation);
    }
}

/// <summary>删除 an expert from the pool.</summary>
public sealed class RemovePoolExpert(PoolExperts experts, ExpertErasure erasure, TimeProvider time)
{
    /// <summary>将专家移出企业专家库，其个人信息随即清除；此前提交的评价留在本单位，不再显示姓名。账号在“账号管理”中删除。</summary>
    [Function("RemovePoolExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(204), Refuses(typeof(PoolExpertActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "experts/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var expert = request.Matching(await experts.OwnAsync(id, request.Caller(), cancellation));
        if (PoolExpertStates.Refuse(expert.Value.State, PoolExpertAct.Remove) is { } refusal) return refusal;
        await erasure.EraseAsync(expert, request.Stamp(time, "RemovePoolExpert"), durable, cancellation);
        return Results.NoContent();
    }
}

/// <summary>Takes an expert out of the pool and the personal data out of every row: draft, profile, and what the rounds of the audit hold.</summary>
public sealed class ExpertErasure(CaseStore cases, PoolExperts experts) : IExpertFollower
{
    private const int RoundsAtOnce = 50;

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    /// <summary>The account was deleted (ACC-09): what the pool knows of its owner goes as well.</summary>
    public async Task ExpertDeletedAsync(AccountId expert, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await experts.FindAsync(expert, cancellation) is { Value.State: not PoolExpertState.Removed } found) await EraseAsync(found, stamp with { Act = "RemovePoolExpert" }, durable, cancellation);
    }

    /// <summary>Erases; hashes and decisions of the rounds stay.</summary>
    internal async Task EraseAsync(Stored<PoolExpert> expert, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = expert.Value.Id;
        var write = new CaseWrite(PoolExperts.AddressOf(id), stamp)
            .Replace(expert, expert.Value.After(PoolExpertAct.Remove) with
            {
                Profile = null, ProtectedIdNumber = null, Pending = null, PendingIdNumber = null, SubmittedFrom = null, SuspendedWhy = null,
            })
            .Timeline("expert.removed", "单位已将该专家移出专家库");
        if (await cases.FindAsync<ExpertDraft>(write.Address, PoolExperts.DraftRow, cancellation) is { } draft) write.Delete(draft);
        var rounds = await experts.RoundsAsync(id, cancellation);
        // Earlier rounds go first, a batch at a time: a crash in between leaves an expert who can be removed once more.
        foreach (var some in rounds.SkipLast(1).Chunk(RoundsAtOnce))
        {
            var earlier = new CaseWrite(write.Address, stamp);
            foreach (var round in some) earlier.Replace(round, Erased(round.Value));
            await cases.CommitAsync(earlier, durable, cancellation);
        }
        foreach (var last in rounds.TakeLast(1))
        {
            var erased = last with { Value = Erased(last.Value) };
            ReviewSubmission.End(write, ExpertAdmissionKind.Kind, erased, "该专家已移出专家库");
            if (!write.Writes(last.Row)) write.Replace(last, erased.Value);
        }
        write.Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName)).Send(ProjectionMessages.Refresh(ExpertAdmissionKind.Kind.QueueProjection));
        await cases.CommitAsync(write, durable, cancellation);
    }

    private static ReviewRound Erased(ReviewRound round) => round with { Title = "（已移出）", Content = Nothing };
}
