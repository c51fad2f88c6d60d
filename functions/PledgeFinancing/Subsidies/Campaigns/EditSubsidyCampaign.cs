using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>A new campaign.</summary>
/// <param name="Year">申报年度.</param>
/// <param name="Form">What is decided; what is left out takes its default.</param>
public sealed record CreateSubsidyCampaignRequest(int Year, SubsidyCampaignForm Form);

/// <summary>新建、修改、发布和结束政策申报 (SUB-01).</summary>
public sealed class EditSubsidyCampaign(CaseStore cases, SubsidyCampaigns campaigns, SubsidyBudgets budgets, TimeProvider time)
{
    /// <summary>新建政策申报（质押融资利息补贴）：先为草稿，发布前企业不可见。</summary>
    [Function("CreateSubsidyCampaign")]
    [Allow(Role.FinanceOfficer)]
    [Accepts(typeof(CreateSubsidyCampaignRequest)), Answers(201, typeof(SubsidyCampaignAnswer), ETag = true), Refuses(typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidy-campaigns")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<CreateSubsidyCampaignRequest>(cancellation);
        var campaign = SubsidyCampaignRules.Of(new SubsidyCampaignId(request.DeriveId(SubsidyCampaignId.Prefix)), body.Year, body.Form);
        if (SubsidyCampaignRules.Check(campaign) is { Count: > 0 } findings)
            return new FieldsInvalid { Findings = [.. findings.Select(f => f.Pointer == "/year" ? f : f with { Pointer = "/form" + f.Pointer })] };
        var address = SubsidyCampaigns.AddressOf(campaign.Id);
        if (!await cases.WasDoneAsync(address, request, body, cancellation))
        {
            var write = new CaseWrite(address, request.Stamp(time, "CreateSubsidyCampaign"))
                .Insert(CaseRows.Record, campaign)
                .Insert(SubsidyBudget.Row, new SubsidyBudget(campaign.Budget, 0))
                .Once(request, body)
                .Timeline("subsidy-campaign.created", "已建立")
                .Send(ProjectionMessages.Refresh(SubsidyCampaigns.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // The same request arrived twice at once; with another body it would be refused here.
                await cases.WasDoneAsync(address, request, body, cancellation);
            }
        }
        return await AnswerAsync(request, campaign.Id, StatusCodes.Status201Created, cancellation);
    }

    /// <summary>修改政策申报：须提交全部内容；发布后申报条件和补贴标准不能再改，截止日期只能延后，预算总额不能低于已核定金额。</summary>
    [Function("EditSubsidyCampaign")]
    [Allow(Role.FinanceOfficer)]
    [Accepts(typeof(SubsidyCampaignForm)), Answers(200, typeof(SubsidyCampaignAnswer), ETag = true)]
    [Refuses(typeof(NoSubsidyCampaign), typeof(SubsidyCampaignActRefused), typeof(SubsidyTermsFixed), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "subsidy-campaigns/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<SubsidyCampaignForm>(cancellation);
        var stored = request.Matching(await campaigns.GetAsync(new SubsidyCampaignId(id), request.Caller(), cancellation));
        var budget = await budgets.GetAsync(stored.Value.Id, cancellation);
        if (!SubsidyCampaignRules.Edit(stored.Value, form, budget.Value.Committed).TryGet(out var next, out var refusal)) return refusal;
        // The budget row is written with it: a payment that was promised in between meets a new ETag, or this act does.
        var write = new CaseWrite(SubsidyCampaigns.AddressOf(next.Id), request.Stamp(time, "EditSubsidyCampaign"))
            .Replace(stored, next)
            .Replace(budget, budget.Value with { Total = next.Budget })
            .Timeline("subsidy-campaign.edited", "已修改")
            .Send(ProjectionMessages.Refresh(SubsidyCampaigns.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(request, next.Id, StatusCodes.Status200OK, cancellation);
    }

    /// <summary>发布政策申报：企业可在申报期内申请。</summary>
    [Function("PublishSubsidyCampaign")]
    [Allow(Role.FinanceOfficer)]
    [Answers(200, typeof(SubsidyCampaignAnswer), ETag = true), Refuses(typeof(NoSubsidyCampaign), typeof(SubsidyCampaignActRefused)), Needs(IfMatch = true)]
    public Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidy-campaigns/{id}/publication")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        MoveAsync(request, id, "PublishSubsidyCampaign", SubsidyCampaignState.Draft, (c, now) => c with { State = SubsidyCampaignState.Published, PublishedAt = now }, "已发布", durable, cancellation);

    /// <summary>结束政策申报：不再受理新的申请；已提交的申请继续办理。</summary>
    [Function("CloseSubsidyCampaign")]
    [Allow(Role.FinanceOfficer)]
    [Answers(200, typeof(SubsidyCampaignAnswer), ETag = true), Refuses(typeof(NoSubsidyCampaign), typeof(SubsidyCampaignActRefused)), Needs(IfMatch = true)]
    public Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidy-campaigns/{id}/closing")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        MoveAsync(request, id, "CloseSubsidyCampaign", SubsidyCampaignState.Published, (c, now) => c with { State = SubsidyCampaignState.Closed, ClosedAt = now }, "已结束", durable, cancellation);

    private async Task<IResult> MoveAsync(
        HttpRequest request, string id, string act, SubsidyCampaignState from, Func<SubsidyCampaign, DateTimeOffset, SubsidyCampaign> change, string text, DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = await campaigns.GetAsync(new SubsidyCampaignId(id), request.Caller(), cancellation);
        if (stored.Value.State != from) return new SubsidyCampaignActRefused(stored.Value.State);
        request.Matching(stored);
        var stamp = request.Stamp(time, act);
        var write = new CaseWrite(SubsidyCampaigns.AddressOf(stored.Value.Id), stamp)
            .Replace(stored, change(stored.Value, stamp.When))
            .Timeline("subsidy-campaign." + (from == SubsidyCampaignState.Draft ? "published" : "closed"), text)
            .Send(ProjectionMessages.Refresh(SubsidyCampaigns.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(request, stored.Value.Id, StatusCodes.Status200OK, cancellation);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, SubsidyCampaignId id, int status, CancellationToken cancellation)
    {
        var now = await campaigns.GetAsync(id, request.Caller(), cancellation);
        request.SetETag(now.ETag);
        return Results.Json(SubsidyCampaignAnswer.Of(now.Value, time.GetUtcNow(), (await budgets.GetAsync(id, cancellation)).Value), PlatformJson.Options, statusCode: status);
    }
}
