using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>A new demand.</summary>
/// <param name="Id">The demand.</param>
public sealed record CreatedDemand(DemandId Id);

/// <summary>发布需求: makes a draft.</summary>
public sealed class CreateDemand(CaseStore cases, DemandRecords demands, UnitRecords units, FileChecks files, TimeProvider time)
{
    /// <summary>新建公开需求草稿，可不完整；相同的 Idempotency-Key 只建一份。</summary>
    [Function("CreateDemand")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(DemandForm)), Answers(201, typeof(CreatedDemand), ETag = true), Refuses(typeof(UnitNotVerified), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "demands")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new DemandId(request.DeriveId(DemandId.Prefix));
        var form = await request.ReadBodyAsync<DemandForm>(cancellation);
        if (!await cases.WasDoneAsync(DemandRecords.AddressOf(id), request, form, cancellation))
        {
            var unit = request.Caller().RequiredUnit;
            if (await units.VerifiedAsync(unit, cancellation) is not { } verified) return new UnitNotVerified();
            var found = await files.CheckAsync(unit.Value, DemandRules.FilesOf(form), cancellation);
            if (found.Findings.AnyBlocks()) return new FieldsInvalid { Findings = found.Findings };
            var write = new CaseWrite(DemandRecords.AddressOf(id), request.Stamp(time, "CreateDemand"))
                .Insert(CaseRows.Record, new DemandRecord(id, unit, verified.Name, DemandState.Draft, 0, time.GetUtcNow(), form))
                .Once(request, form)
                .Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
            if (form.Attachments is { Count: > 0 } kept) write.Send(FileMessages.Keep(write.Address, kept));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // The same request arrived twice at once; what the other one made is the answer.
                await cases.WasDoneAsync(write.Address, request, form, cancellation);
            }
        }
        request.SetETag((await demands.OwnAsync(id.Value, request.Caller(), cancellation)).ETag);
        return Results.Json(new CreatedDemand(id), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>保存 the draft of a demand.</summary>
public sealed class SaveDemandDraft(CaseStore cases, DemandRecords demands, FileChecks files, TimeProvider time)
{
    /// <summary>保存公开需求的草稿，可不完整；已公开的内容在修改通过审核前不变。</summary>
    [Function("SaveDemandDraft")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(DemandForm)), Answers(200, typeof(DemandView), ETag = true), Refuses(typeof(DemandActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "demands/{id}/draft")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var demand = await demands.OwnAsync(id, request.Caller(), cancellation);
        var form = await request.ReadBodyAsync<DemandForm>(cancellation);
        if (DemandStates.Refuse(demand.Value.State, DemandAct.SaveDraft) is { } refusal) return refusal;
        request.Matching(demand);
        var before = demand.Value.Draft.Attachments ?? [];
        var added = DemandRules.FilesOf(form).Where(f => !before.Contains(f.File)).ToList();
        var found = await files.CheckAsync(demand.Value.Unit.Value, added, cancellation);
        if (found.Findings.AnyBlocks()) return new FieldsInvalid { Findings = found.Findings };
        var write = new CaseWrite(DemandRecords.AddressOf(demand.Value.Id), request.Stamp(time, "SaveDemandDraft"))
            .Replace(demand, demand.Value.After(DemandAct.SaveDraft) with { Draft = form })
            .Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File).Distinct()]));
        // Files of an earlier round stay: the round shows them, and the public text may still name them.
        var removed = demand.Value.Round > 0 ? [] : before.Except(form.Attachments ?? []).ToList();
        if (removed.Count > 0) write.Send(FileMessages.Release(write.Address, removed));
        await cases.CommitAsync(write, durable, cancellation);
        return await GetDemand.AnswerAsync(request, cases, demands, id, cancellation);
    }
}

/// <summary>删除 a demand that was never submitted.</summary>
public sealed class DiscardDemand(CaseStore cases, DemandRecords demands, TimeProvider time)
{
    /// <summary>删除从未提交过的公开需求草稿。</summary>
    [Function("DiscardDemand")]
    [Allow(Role.UnitAdmin)]
    [Answers(204), Refuses(typeof(DemandActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "demands/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var demand = await demands.OwnAsync(id, request.Caller(), cancellation);
        if (DemandStates.Refuse(demand.Value.State, DemandAct.Discard) is { } refusal) return refusal;
        request.Matching(demand);
        var write = new CaseWrite(DemandRecords.AddressOf(demand.Value.Id), request.Stamp(time, "DiscardDemand"))
            .Delete(demand)
            .Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
        if (demand.Value.Draft.Attachments is { Count: > 0 } kept) write.Send(FileMessages.Release(write.Address, kept));
        await cases.CommitAsync(write, durable, cancellation);
        return Results.NoContent();
    }
}

/// <summary>提交 a demand or a revision of it for moderation.</summary>
public sealed class SubmitDemand(CaseStore cases, DemandRecords demands, UnitRecords units, FileChecks files, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提交公开需求，由平台审核后公开，给出回执；已公开的需求修改后重新审核，期间原内容继续公开。重复点击只提交一次。</summary>
    [Function("SubmitDemand")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(DemandActRefused), typeof(UnitNotVerified), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "demands/{id}/submission")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var demand = await demands.OwnAsync(id, request.Caller(), cancellation);
        if (await RepeatedAsync(request, demand.Value, cancellation) is { } same) return same;
        if (DemandStates.Refuse(demand.Value.State, DemandAct.Submit) is { } refusal) return refusal;
        if (await units.VerifiedAsync(demand.Value.Unit, cancellation) is not { } verified) return new UnitNotVerified();
        var form = demand.Value.Draft;
        List<Finding> findings = [.. DemandRules.Check(form, ChinaTime.Today(time)), .. (await files.CheckAsync(demand.Value.Unit.Value, DemandRules.FilesOf(form), cancellation)).Findings];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        request.Matching(demand);
        var next = demand.Value.After(DemandAct.Submit) with { UnitName = verified.Name, Round = demand.Value.Round + 1, SubmittedFrom = ETags.Of(demand.ETag) };
        var write = new CaseWrite(DemandRecords.AddressOf(next.Id), request.Stamp(time, "SubmitDemand")).Replace(demand, next);
        var submission = new Submission(form.Title!, next.Unit, next.UnitName, JsonSerializer.SerializeToElement(form, PlatformJson.Stored), findings);
        var receipt = ReviewSubmission.Open(write, DemandModerationKind.Kind, next.Round, submission, await calendars.CurrentAsync(cancellation));
        write.Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, (await demands.OwnAsync(id, request.Caller(), cancellation)).Value, cancellation) ?? new RecordChanged();
        }
    }

    private async Task<IResult?> RepeatedAsync(HttpRequest request, DemandRecord demand, CancellationToken cancellation)
    {
        if (demand.State is not (DemandState.UnderReview or DemandState.RevisionUnderReview) || demand.SubmittedFrom is not { } from) return null;
        if (!request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        var round = (await demands.LastRoundAsync(demand, cancellation))!.Value;
        return Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options);
    }
}

/// <summary>Why a demand is withdrawn.</summary>
/// <param name="Reason">撤回原因, for the unit's own record.</param>
public sealed record DemandWithdrawal([property: System.ComponentModel.DataAnnotations.MaxLength(200)] string? Reason = null);

/// <summary>撤回 a demand.</summary>
public sealed class WithdrawDemand(CaseStore cases, DemandRecords demands, TimeProvider time)
{
    /// <summary>撤回公开需求，立即不再公开，正在审核的一并终止；已收到的答复仍可查看。</summary>
    [Function("WithdrawDemand")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(DemandWithdrawal)), Answers(200, typeof(DemandView), ETag = true), Refuses(typeof(DemandActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "demands/{id}/withdrawal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var demand = await demands.OwnAsync(id, request.Caller(), cancellation);
        var form = await request.ReadBodyAsync<DemandWithdrawal>(cancellation);
        if (DemandStates.Refuse(demand.Value.State, DemandAct.Withdraw) is { } refusal) return refusal;
        request.Matching(demand);
        var write = new CaseWrite(DemandRecords.AddressOf(demand.Value.Id), request.Stamp(time, "WithdrawDemand", form.Reason));
        write.Replace(demand, demand.Value.After(DemandAct.Withdraw) with { EndedAt = write.Stamp.When, EndedWhy = form.Reason });
        if (await demands.LastRoundAsync(demand.Value, cancellation) is { } round) ReviewSubmission.End(write, DemandModerationKind.Kind, round, "单位已撤回需求");
        if (await demands.AnsweringAsync(demand.Value.Id, cancellation) is { Value.Open: true } answering) write.Replace(answering, answering.Value with { Open = false });
        if (DemandStates.IsPublic(demand.Value.State)) write.Send(DemandExpiry.Wake(demand.Value, "withdrawn"));
        write.Timeline("demand.withdrawn", "单位已撤回需求", form.Reason).Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await GetDemand.AnswerAsync(request, cases, demands, id, cancellation);
    }
}
