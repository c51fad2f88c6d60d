using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>政策申报.</summary>
/// <param name="Id">The campaign.</param>
/// <param name="Kind">Code of 补贴类型.</param>
/// <param name="Year">申报年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">Chinese name of it.</param>
/// <param name="Name">名称.</param>
/// <param name="Text">申报通知.</param>
/// <param name="FirstDay">申报开始日期.</param>
/// <param name="LastDay">申报截止日期, that day included.</param>
/// <param name="TakesApplications">Whether applications may be submitted now.</param>
/// <param name="Terms">申报条件和补贴标准.</param>
/// <param name="PaperAddress">纸质材料寄送地址.</param>
/// <param name="PaperRecipient">收件人及电话.</param>
/// <param name="Budget">预算总额, 元; for the office only.</param>
/// <param name="Committed">已核定金额, 元; for the office only.</param>
public sealed record SubsidyCampaignAnswer(
    SubsidyCampaignId Id, string Kind, int Year, SubsidyCampaignState State, string StateName, string Name, string Text, DateOnly FirstDay, DateOnly LastDay,
    bool TakesApplications, SubsidyTerms Terms, string PaperAddress, string PaperRecipient, decimal? Budget, decimal? Committed)
{
    internal static SubsidyCampaignAnswer Of(SubsidyCampaign c, DateTimeOffset now, SubsidyBudget? budget) => new(
        c.Id, c.Kind, c.Year, c.State, SubsidyCampaignRules.NameOf(c.State), c.Name, c.Text, c.FirstDay, c.LastDay, c.TakesApplications(now), c.Terms, c.PaperAddress, c.PaperRecipient,
        budget?.Total, budget?.Committed);
}

/// <summary>A loan of the unit in the light of a campaign.</summary>
/// <param name="Loan">The loan.</param>
/// <param name="Offered">True where a subsidy can be applied for.</param>
/// <param name="Reasons">为什么不符合: every condition that is not met.</param>
/// <param name="Subsidy">补贴金额测算, where it can be applied for.</param>
public sealed record CampaignLoan(SubsidyLoan Loan, bool Offered, IReadOnlyList<Finding> Reasons, SubsidyCalculation? Subsidy);

/// <summary>政策申报 for whoever takes part.</summary>
public sealed class ReadSubsidyCampaign(SubsidyCampaigns campaigns, SubsidyBudgets budgets, SubsidyLoans loans, SubsidyClaims claims, SubsidyLists lists, TimeProvider time)
{
    /// <summary>政策申报列表，新的在前；草稿仅融资服务平台可见。</summary>
    [Function("ListSubsidyCampaigns")]
    [Allow(Role.UnitAdmin, Role.FinanceOfficer)]
    [Answers(200, typeof(IReadOnlyList<SubsidyCampaignAnswer>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidy-campaigns")] HttpRequest request, CancellationToken cancellation)
    {
        var answers = new List<SubsidyCampaignAnswer>();
        foreach (var campaign in await campaigns.AllAsync(request.Caller(), cancellation)) answers.Add(await AnswerOfAsync(campaign, request, cancellation));
        return Results.Json<IReadOnlyList<SubsidyCampaignAnswer>>(answers, PlatformJson.Options);
    }

    /// <summary>一项政策申报：申报期、申报条件、补贴标准、申报材料、寄送地址。</summary>
    [Function("ReadSubsidyCampaign")]
    [Allow(Role.UnitAdmin, Role.FinanceOfficer)]
    [Answers(200, typeof(SubsidyCampaignAnswer), ETag = true), Refuses(typeof(NoSubsidyCampaign))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidy-campaigns/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var stored = await campaigns.GetAsync(new SubsidyCampaignId(id), request.Caller(), cancellation);
        request.SetETag(stored.ETag);
        return Results.Json(await AnswerOfAsync(stored.Value, request, cancellation), PlatformJson.Options);
    }

    /// <summary>本单位可申请补贴的贷款及补贴金额测算；不符合申报条件的不能申请，逐条说明原因。</summary>
    [Function("ListSubsidyLoans")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(IReadOnlyList<CampaignLoan>)), Refuses(typeof(NoSubsidyCampaign))]
    public async Task<IResult> LoansAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidy-campaigns/{id}/loans")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var campaign = (await campaigns.GetAsync(new SubsidyCampaignId(id), request.Caller(), cancellation)).Value;
        var unit = request.Caller().RequiredUnit;
        var uscc = await loans.UsccOfAsync(unit, cancellation) ?? "";
        var others = await lists.AppliedByUnitAsync(unit, campaign.Id, null, cancellation);
        var found = new List<CampaignLoan>();
        foreach (var loan in await loans.OfUnitAsync(unit, cancellation))
        {
            var held = await claims.HoldersAsync(campaign.Kind, LoanEligibility.ClaimKeys(loan), null, cancellation);
            var reasons = LoanEligibility.Check(campaign, uscc, loan, held.Keys.ToHashSet(StringComparer.Ordinal), await loans.LicensedAsync(unit, loan, cancellation));
            found.Add(new CampaignLoan(loan, reasons.Count == 0, reasons, reasons.Count == 0 ? SubsidyAmount.Calculate(campaign.Terms, loan.Interest ?? 0, others) : null));
        }
        return Results.Json<IReadOnlyList<CampaignLoan>>(found, PlatformJson.Options);
    }

    private async Task<SubsidyCampaignAnswer> AnswerOfAsync(SubsidyCampaign campaign, HttpRequest request, CancellationToken cancellation) => SubsidyCampaignAnswer.Of(
        campaign, time.GetUtcNow(), request.Caller().Role == Role.FinanceOfficer ? (await budgets.GetAsync(campaign.Id, cancellation)).Value : null);
}
