using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Units;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>The campaign takes no applications now.</summary>
/// <param name="FirstDay">First day of its window.</param>
/// <param name="LastDay">Last day of its window.</param>
public sealed record SubsidyWindowClosed(DateOnly FirstDay, DateOnly LastDay) : Conflict(
    "subsidy-window-closed", "不在申报期内", $"申报时间为{ChinaTime.FullDate(FirstDay)}至{ChinaTime.FullDate(LastDay)}（含当日），现在不能提交；已填写的内容均已保留。");

/// <summary>The loan does not meet the campaign's conditions; <see cref="Refusal.Findings"/> says why.</summary>
public sealed record LoanNotOffered() : Invalid("subsidy-loan-not-offered", "该贷款不符合申报条件", "该贷款不符合本次政策申报的条件，不能申请补贴，原因见各条说明。");

/// <summary>A new draft.</summary>
/// <param name="Campaign">政策申报.</param>
/// <param name="Loan">The settled loan.</param>
public sealed record CreateSubsidyRequest(SubsidyCampaignId Campaign, LoanId Loan);

/// <summary>A new draft.</summary>
/// <param name="Id">The application.</param>
/// <param name="Number">申请编号.</param>
public sealed record CreatedSubsidy(SubsidyId Id, string Number);

/// <summary>申请: chooses a settled loan and makes a draft with everything that the system knows filled in (SUB-02).</summary>
public sealed class CreateSubsidy(CaseStore cases, SubsidyRecords subsidies, SubsidyCampaigns campaigns, SubsidyLoans loans, SubsidyClaims claims, UnitRecords units, TimeProvider time)
{
    private const string Act = "CreateSubsidy";

    /// <summary>选择已结清的贷款，新建补贴申请草稿：预填实名认证的企业信息、上年度资产信息和质押的知识产权；不符合条件的贷款不能选择。</summary>
    [Function(Act)]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(CreateSubsidyRequest)), Answers(201, typeof(CreatedSubsidy), ETag = true)]
    [Refuses(typeof(NothingHere), typeof(UnitNotVerified), typeof(NoSubsidyCampaign), typeof(SubsidyWindowClosed), typeof(LoanNotOffered)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<CreateSubsidyRequest>(cancellation);
        var id = new SubsidyId(request.DeriveId(SubsidyId.Prefix));
        var address = SubsidyRecords.AddressOf(id);
        if (!await cases.WasDoneAsync(address, request, body, cancellation))
        {
            if (await PrepareAsync(request, id, body, cancellation) is var (record, draft, refusal) && refusal is not null) return refusal;
            var write = new CaseWrite(address, request.Stamp(time, Act))
                .Insert(CaseRows.Record, record!)
                .Insert(SubsidyRecords.DraftRow, draft!)
                .Once(request, body)
                .Timeline("subsidy.created", "已新建补贴申请，尚未提交")
                .Send(ProjectionMessages.Refresh(SubsidyLists.ProjectionName));
            if (draft!.Form.Attachments.BankMaterial is { Count: > 0 } taken) write.Send(Files.FileMessages.Keep(address, taken));
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
        request.SetETag((await subsidies.DraftAsync(id, cancellation)).ETag);
        return Results.Json(new CreatedSubsidy(id, (await subsidies.FindAsync(id, cancellation))!.Value.Number), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private async Task<(SubsidyRecord? Record, SubsidyDraft? Draft, Refusal? Refusal)> PrepareAsync(HttpRequest request, SubsidyId id, CreateSubsidyRequest body, CancellationToken cancellation)
    {
        var (unit, now) = (request.Caller().RequiredUnit, time.GetUtcNow());
        if (await units.VerifiedAsync(unit, cancellation) is not { } verified) return (null, null, new UnitNotVerified());
        var campaign = (await campaigns.GetAsync(body.Campaign, request.Caller(), cancellation)).Value;
        if (campaign.State != SubsidyCampaignState.Published || now >= ChinaTime.EndOfDay(campaign.LastDay)) return (null, null, new SubsidyWindowClosed(campaign.FirstDay, campaign.LastDay));
        if (await loans.FindAsync(body.Loan, cancellation) is not { } loan || loan.Uscc != verified.Uscc.Value) return (null, null, new NothingHere());
        var held = await claims.HoldersAsync(campaign.Kind, LoanEligibility.ClaimKeys(loan), null, cancellation);
        var findings = LoanEligibility.Check(campaign, verified.Uscc.Value, loan, held.Keys.ToHashSet(StringComparer.Ordinal), await loans.LicensedAsync(unit, loan, cancellation));
        if (findings.Count > 0) return (null, null, new LoanNotOffered { Findings = findings });
        var record = new SubsidyRecord(
            id, id.NumberOf(campaign.Year), campaign.Id, campaign.Kind, campaign.Year, unit, verified.Name, loan.Id, SubsidyState.Draft, now, campaign.Terms.PaperDays, campaign.Terms.CorrectionDays);
        return (record, new SubsidyDraft(now, await PrefilledAsync(verified, loan, cancellation)), null);
    }

    private async Task<SubsidyForm> PrefilledAsync(VerifiedUnit unit, SubsidyLoan loan, CancellationToken cancellation)
    {
        var proven = await loans.ProvenAsync(unit.Id, loan, cancellation);
        var figures = (await units.AssetsAsync(unit.Id, ChinaTime.Today(time).Year - 1, cancellation))?.Figures;
        return new SubsidyForm
        {
            Unit = new SubsidyUnitForm
            {
                RegisteredAddress = unit.RegisteredAddress,
                PostalAddress = unit.OfficeAddress,
                Size = unit.EnterpriseSize,
                Industry = unit.Industry,
                Contact = unit.Contact,
                Phone = unit.ContactPhone,
                Sales = figures?.Revenue,
            },
            Ip = [.. loan.Pledged.DistinctBy(p => p.Number).Select(p => new SubsidyIp { Number = p.Number, Own = proven.Contains(p.Number) ? true : null })],
            Attachments = new SubsidyAttachments { BankMaterial = loan.Material is { } material ? [material] : null },
        };
    }
}
