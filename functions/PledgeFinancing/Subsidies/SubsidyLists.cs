using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>One line of 政策申报 – 质押融资利息补贴 (manual 三, its list).</summary>
/// <param name="Id">The application.</param>
/// <param name="Number">申请编号.</param>
/// <param name="Campaign">政策申报.</param>
/// <param name="Year">申报年度.</param>
/// <param name="Unit">企业.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">审核状态.</param>
/// <param name="Loan">The loan.</param>
/// <param name="Bank">Code of the bank.</param>
/// <param name="BankName">贷款银行.</param>
/// <param name="LoanAmount">贷款金额, 万元.</param>
/// <param name="LoanFrom">贷款合同期限: from.</param>
/// <param name="LoanTo">贷款合同期限: to.</param>
/// <param name="Interest">实际支付利息, 元.</param>
/// <param name="Applied">申请补贴金额, 元.</param>
/// <param name="CreatedAt">When the draft was made.</param>
public sealed record SubsidyLine(
    SubsidyId Id, string Number, SubsidyCampaignId Campaign, int Year, UnitId Unit, string UnitName, SubsidyState State, string StateName, LoanId Loan, string Bank, string BankName,
    decimal LoanAmount, DateOnly LoanFrom, DateOnly LoanTo, decimal Interest, decimal Applied, DateTimeOffset CreatedAt)
{
    /// <summary>核定补贴金额, 元; once approved by two officers.</summary>
    public decimal? Approved { get; init; }

    /// <summary>实际补贴金额, 元; once paid.</summary>
    public decimal? Paid { get; init; }

    /// <summary>拨付日期.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>申请时间.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>企业规模.</summary>
    public EnterpriseSize? Size { get; init; }

    /// <summary>联系电话.</summary>
    public string? Phone { get; init; }

    /// <summary>Last day of what is waited for.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Row of a line, which is its place in the list: newest first.</summary>
    internal static string RowOf(SubsidyLine line) => (DateTimeOffset.MaxValue.UtcTicks - line.CreatedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + "-" + line.Id.Value;
}

/// <summary>The applications of each unit, drafts among them, and of each campaign, without them; newest first.</summary>
public sealed class SubsidyLists(IRecordStore records, SubsidyRecords subsidies, SubsidyLoans loans) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "subsidies";

    /// <summary>Table of the units' lists: partition is the unit.</summary>
    public const string ByUnit = "SubsidiesByUnit";

    /// <summary>Table of the campaigns' lists: partition is the campaign.</summary>
    public const string ByCampaign = "SubsidiesByCampaign";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => SubsidyRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await subsidies.FindAsync(new SubsidyId(address.Partition), cancellation))?.Value is not { } subsidy) return [];
        if ((subsidy.Content?.Loan ?? await loans.FindAsync(subsidy.Loan, cancellation)) is not { } loan) return [];
        var line = LineOf(subsidy, loan);
        var row = SubsidyLine.RowOf(line);
        var own = ProjectedRow.Of(ByUnit, subsidy.Unit.Value, row, line);
        return subsidy.Round == 0 ? [own] : [own, ProjectedRow.Of(ByCampaign, subsidy.Campaign.Value, row, line)];
    }

    /// <summary>All applications of a unit: a few.</summary>
    public Task<IReadOnlyList<SubsidyLine>> OfUnitAsync(UnitId unit, CancellationToken cancellation) => ReadAsync(ByUnit, unit.Value, cancellation);

    /// <summary>All applications of a campaign: some hundreds.</summary>
    public Task<IReadOnlyList<SubsidyLine>> OfCampaignAsync(SubsidyCampaignId campaign, CancellationToken cancellation) => ReadAsync(ByCampaign, campaign.Value, cancellation);

    /// <summary>What a unit's other applications in a campaign take of its cap, 元.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="self">The application that asks.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<decimal> AppliedByUnitAsync(UnitId unit, SubsidyCampaignId campaign, SubsidyId? self, CancellationToken cancellation) =>
        (await OfUnitAsync(unit, cancellation)).Where(l => l.Campaign == campaign && l.Id != self && SubsidyStates.HoldsClaims(l.State)).Sum(l => l.Paid ?? l.Approved ?? l.Applied);

    private static SubsidyLine LineOf(SubsidyRecord subsidy, SubsidyLoan loan) => new(
        subsidy.Id, subsidy.Number, subsidy.Campaign, subsidy.Year, subsidy.Unit, subsidy.UnitName, subsidy.State, SubsidyStates.NameOf(subsidy.State), loan.Id, loan.Bank, loan.BankName,
        loan.Amount, loan.DrawnOn, loan.DueOn, loan.Interest ?? 0, subsidy.Content?.Amount.Applied ?? 0, subsidy.CreatedAt)
    {
        Approved = SubsidyStates.TakesBudget(subsidy.State) ? subsidy.Grant?.Amount : null,
        Paid = subsidy.Payment?.Amount,
        PaidOn = subsidy.Payment?.PaidOn,
        SubmittedAt = subsidy.SubmittedAt,
        Size = subsidy.Content?.Unit.Size,
        Phone = subsidy.Content?.Unit.Phone,
        DueOn = subsidy.Deadline?.DueOn,
    };

    private async Task<IReadOnlyList<SubsidyLine>> ReadAsync(string table, string partition, CancellationToken cancellation)
    {
        var lines = new List<SubsidyLine>();
        await foreach (var line in records.AllAsync<SubsidyLine>(table, new RecordQuery { Partition = partition, Take = RecordLimits.PageRecords }, cancellation)) lines.Add(line.Value);
        return lines;
    }
}
