using PatentFunctions.Catalogs;
using PatentFunctions.Files;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>A draft as it would be submitted now, and everything that is wrong with it.</summary>
/// <param name="Content">What would be submitted; certificates without their files.</param>
/// <param name="Findings">Everything that is wrong.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="ClaimKeys">What it would claim.</param>
public sealed record CheckedSubsidy(SubsidyContent Content, IReadOnlyList<Finding> Findings, SubsidyCampaign Campaign, IReadOnlyList<string> ClaimKeys);

/// <summary>Reads what the rules need and runs all of them: for the preview, the submission and every correction.</summary>
public sealed class SubsidyCheck(
    SubsidyCampaigns campaigns, SubsidyLoans loans, SubsidyClaims claims, SubsidyLists lists, SubsidyCertificates certificates, UnitRecords units, FileChecks files, BankAccounts accounts, TimeProvider time)
{
    /// <summary>Checks a draft; throws the refusal (409) where the unit is not verified any more.</summary>
    public async Task<CheckedSubsidy> RunAsync(SubsidyRecord subsidy, SubsidyDraft draft, CancellationToken cancellation)
    {
        var unit = await units.VerifiedAsync(subsidy.Unit, cancellation) ?? throw new RefusedException(new UnitNotVerified());
        var campaign = (await campaigns.FindAsync(subsidy.Campaign, cancellation))!.Value;
        var loan = (await loans.FindAsync(subsidy.Loan, cancellation))!;
        var today = ChinaTime.Today(time);
        var keys = LoanEligibility.ClaimKeys(loan);
        var held = await claims.HoldersAsync(campaign.Kind, keys, subsidy.Id, cancellation);
        var proven = await loans.ProvenAsync(subsidy.Unit, loan, cancellation);
        var taken = await certificates.FindAsync(subsidy.Unit, loan, campaign.Terms, cancellation);
        var facts = new SubsidyFacts(
            unit.Name, unit.Uscc.Value, NationalEconomyIndustries.FindClass(draft.Form.Unit.Industry)?.Name, today.Year - 1, draft.Account?.EnteredAt, [.. proven.Order(StringComparer.Ordinal)]);
        var amount = SubsidyAmount.Calculate(campaign.Terms, loan.Interest ?? 0, await lists.AppliedByUnitAsync(subsidy.Unit, campaign.Id, subsidy.Id, cancellation));
        List<Finding> findings =
        [
            .. LoanEligibility.Check(campaign, unit.Uscc.Value, loan, held.Keys.ToHashSet(StringComparer.Ordinal), await loans.LicensedAsync(subsidy.Unit, loan, cancellation)),
            .. SubsidyRules.InterestWarnings(loan, campaign.Terms),
            .. SubsidyRules.Check(draft.Form, accounts.Open(draft.Account), loan, campaign.Terms, facts, taken, today),
            .. (await files.CheckAsync(subsidy.Unit.Value, draft.Form.Attachments.Named(), cancellation)).Findings,
        ];
        if (amount.Applied <= 0 && loan.Interest > 0) findings.Add(Finding.Blocks("subsidy.cap-used", "/amount", "本单位在本批申报中的补贴已达到单个企业补贴上限") with { Clause = "申报通知 补贴标准" });
        var content = new SubsidyContent(draft.Form.Unit, draft.Form.Ip, draft.Form.Attachments, draft.Form.Commitment == true, loan, taken, amount, facts);
        return new CheckedSubsidy(content, findings, campaign, keys);
    }
}

/// <summary>预览: what a draft would be submitted as, and what is still to be done.</summary>
/// <param name="Complete">Whether it could be submitted now.</param>
/// <param name="Findings">Everything that is wrong, each at its field.</param>
/// <param name="Loan">贷款信息, for checking.</param>
/// <param name="Certificates">备案证明 that are taken over by themselves.</param>
/// <param name="Amount">补贴金额测算, line by line.</param>
/// <param name="NeedsNameChangeProof">Whether the unit's name is no longer the loan's.</param>
public sealed record SubsidyPreview(bool Complete, IReadOnlyList<Finding> Findings, SubsidyLoan Loan, IReadOnlyList<AttachedCertificate> Certificates, SubsidyCalculation Amount, bool NeedsNameChangeProof);

/// <summary>预览和检查补贴申请.</summary>
public sealed class CheckSubsidy(SubsidyRecords subsidies, SubsidyCheck check)
{
    /// <summary>检查补贴申请草稿（不提交）：贷款信息、补贴金额测算过程、自动附上的备案证明，以及全部须修改之处。</summary>
    [Function("CheckSubsidy")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(SubsidyPreview), ETag = true), Refuses(typeof(UnitNotVerified))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidies/{id}/draft/check")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var subsidy = (await subsidies.GetAsync(id, request.Caller(), cancellation)).Value;
        var draft = await subsidies.DraftAsync(subsidy.Id, cancellation);
        var found = await check.RunAsync(subsidy, draft.Value, cancellation);
        request.SetETag(draft.ETag);
        return Results.Json(
            new SubsidyPreview(!found.Findings.AnyBlocks(), found.Findings, found.Content.Loan, found.Content.Certificates, found.Content.Amount, SubsidyRules.NameChanged(found.Content.Loan, found.Content.Facts)),
            PlatformJson.Options);
    }
}
