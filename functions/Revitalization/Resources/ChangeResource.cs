using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>修改、暂停、恢复、移出 a resource of one's own (RES-01).</summary>
public sealed class ChangeResource(CaseStore cases, ResourceRecords resources, ResourceIntake intake, TimeProvider time)
{
    /// <summary>修改已登记的资源：单条专利的专利号和组合编号不能更换；登记入库时间不变。</summary>
    [Function("EditResource")]
    [Allow(Role.University)]
    [Accepts(typeof(ResourceForm)), Answers(200, typeof(OwnResourceAnswer), ETag = true), Refuses(typeof(ResourceActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "university/resources/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ResourceForm>(cancellation);
        var caller = request.Caller();
        var stored = request.Matching(await resources.OwnAsync(id, caller, cancellation));
        var now = stored.Value;
        if (!ResourceStates.After(now.State, ResourceAct.Edit).TryGet(out var state, out var refusal)) return refusal;
        if (ResourceRules.CheckEdit(now, form) is { Count: > 0 } fixedOnes) return new FieldsInvalid { Findings = fixedOnes };
        if (!(await intake.PrepareAsync(form, now.Id, now.University, caller.Office, cancellation)).TryGet(out var next, out refusal)) return refusal;
        // What tells the resource from others stays: id, number of the portfolio, time and batch of its registration.
        next = next with { Id = now.Id, PortfolioCode = now.PortfolioCode, RegisteredAt = now.RegisteredAt, Batch = now.Batch, State = state };
        var write = new CaseWrite(ResourceRecords.AddressOf(now.Id), request.Stamp(time, "EditResource")).Replace(stored, next).Timeline("resource.edited", "已修改");
        await cases.CommitAsync(ResourceRecords.Refresh(write), durable, cancellation);
        return await OwnResourceAnswer.AnswerAsync(request, resources, now.Id, StatusCodes.Status200OK, cancellation);
    }

    /// <summary>暂停：资源库中不再显示，内容保留。</summary>
    [Function("SuspendResource")]
    [Allow(Role.University)]
    [Answers(200, typeof(OwnResourceAnswer), ETag = true), Refuses(typeof(ResourceActRefused)), Needs(IfMatch = true)]
    public Task<IResult> SuspendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "university/resources/{id}/suspension")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) => MoveAsync(request, id, ResourceAct.Suspend, "SuspendResource", "resource.suspended", durable, cancellation);

    /// <summary>恢复：暂停的资源重新显示，登记入库时间不变。</summary>
    [Function("ResumeResource")]
    [Allow(Role.University)]
    [Answers(200, typeof(OwnResourceAnswer), ETag = true), Refuses(typeof(ResourceActRefused)), Needs(IfMatch = true)]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "university/resources/{id}/resumption")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) => MoveAsync(request, id, ResourceAct.Resume, "ResumeResource", "resource.resumed", durable, cancellation);

    /// <summary>移出资源库：再次登记同一专利即重新入库。</summary>
    [Function("RemoveResource")]
    [Allow(Role.University)]
    [Answers(200, typeof(OwnResourceAnswer), ETag = true), Refuses(typeof(ResourceActRefused)), Needs(IfMatch = true)]
    public Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "university/resources/{id}/removal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) => MoveAsync(request, id, ResourceAct.Remove, "RemoveResource", "resource.removed", durable, cancellation);

    private async Task<IResult> MoveAsync(HttpRequest request, string id, ResourceAct act, string name, string code, DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = request.Matching(await resources.OwnAsync(id, request.Caller(), cancellation));
        if (!ResourceStates.After(stored.Value.State, act).TryGet(out var next, out var refusal)) return refusal;
        var stamp = request.Stamp(time, name);
        var write = new CaseWrite(ResourceRecords.AddressOf(stored.Value.Id), stamp)
            .Replace(stored, stored.Value with { State = next, ChangedAt = stamp.When })
            .Timeline(code, "已" + ResourceStates.NameOf(act));
        await cases.CommitAsync(ResourceRecords.Refresh(write), durable, cancellation);
        return await OwnResourceAnswer.AnswerAsync(request, resources, stored.Value.Id, StatusCodes.Status200OK, cancellation);
    }
}
