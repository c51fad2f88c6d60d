using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>贷款信息 of an application, as the bank's records had it when it was submitted.</summary>
/// <param name="Id">The loan.</param>
/// <param name="Number">质押贷款报送编号.</param>
/// <param name="State">Where the loan stands.</param>
/// <param name="Uscc">统一社会信用代码 of the borrower.</param>
/// <param name="UnitName">企业名称 as on the loan.</param>
/// <param name="Bank">Code of the bank.</param>
/// <param name="BankName">贷款银行.</param>
/// <param name="Product">融资产品.</param>
/// <param name="Contract">贷款合同编号.</param>
/// <param name="Amount">贷款金额, 万元.</param>
/// <param name="DrawnOn">贷款放款时间.</param>
/// <param name="DueOn">贷款到期日.</param>
/// <param name="YearlyRate">贷款年利率, %.</param>
/// <param name="Pledged">用于质押的知识产权.</param>
public sealed record SubsidyLoan(
    LoanId Id, string Number, LoanState State, string Uscc, string UnitName, string Bank, string BankName, string Product, string Contract,
    decimal Amount, DateOnly DrawnOn, DateOnly DueOn, decimal YearlyRate, IReadOnlyList<PledgedProperty> Pledged)
{
    /// <summary>评估金额, 万元.</summary>
    public decimal? Appraised { get; init; }

    /// <summary>评估机构.</summary>
    public string? Appraiser { get; init; }

    /// <summary>担保机构.</summary>
    public string? Guarantor { get; init; }

    /// <summary>保险机构.</summary>
    public string? Insurer { get; init; }

    /// <summary>已还款金额（本金）, 万元; once the bank confirmed it.</summary>
    public decimal? Principal { get; init; }

    /// <summary>实际支付利息, 元; once the bank confirmed it.</summary>
    public decimal? Interest { get; init; }

    /// <summary>实际还款日期; once the bank confirmed it.</summary>
    public DateOnly? RepaidOn { get; init; }

    /// <summary>知识产权质押贷款信息材料（银行） of the 还款完成申请.</summary>
    public FileId? Material { get; init; }

    /// <summary>The loan as it is now.</summary>
    public static SubsidyLoan Of(LoanRecord loan) => new(
        loan.Id, loan.Number, loan.State, loan.Uscc, loan.UnitName, loan.Bank, loan.BankName, loan.Product, loan.Contract, loan.Amount, loan.DrawnOn, loan.DueOn, loan.YearlyRate, loan.Pledged)
    {
        Appraised = loan.Appraised,
        Appraiser = loan.Appraiser,
        Guarantor = loan.Guarantor,
        Insurer = loan.Insurer,
        Principal = loan.Confirmed?.Principal,
        Interest = loan.Confirmed?.Interest,
        RepaidOn = loan.Confirmed?.RepaidOn,
        Material = loan.Confirmed?.Material,
    };
}

/// <summary>The loans of a unit, and what the unit's list of patents says of what was pledged.</summary>
public sealed class SubsidyLoans(LoansByUnit list, LoanRecords loans, UnitPatents patents)
{
    /// <summary>All loans of a unit, newest first.</summary>
    public async Task<IReadOnlyList<SubsidyLoan>> OfUnitAsync(UnitId unit, CancellationToken cancellation)
    {
        var found = new List<SubsidyLoan>();
        foreach (var line in await list.OfAsync(unit, cancellation))
            if (await FindAsync(line.Id, cancellation) is { } loan) found.Add(loan);
        return found;
    }

    /// <summary>A loan, or null.</summary>
    public async Task<SubsidyLoan?> FindAsync(LoanId id, CancellationToken cancellation) => await loans.FindAsync(id, cancellation) is { } loan ? SubsidyLoan.Of(loan.Value) : null;

    /// <summary>统一社会信用代码 of a unit; null until it is verified.</summary>
    public Task<string?> UsccOfAsync(UnitId unit, CancellationToken cancellation) => loans.UsccOfAsync(unit, cancellation);

    /// <summary>被许可: pledged patents that the unit has only by licence, by its own list.</summary>
    public async Task<IReadOnlySet<string>> LicensedAsync(UnitId unit, SubsidyLoan loan, CancellationToken cancellation) =>
        (await ListedAsync(unit, loan, cancellation)).Where(p => p.Value.Acquisition == PatentAcquisition.Licensed).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Pledged patents that the unit's list (单位专利信息) proves to be its own.</summary>
    public async Task<IReadOnlySet<string>> ProvenAsync(UnitId unit, SubsidyLoan loan, CancellationToken cancellation) =>
        (await ListedAsync(unit, loan, cancellation)).Where(p => p.Value.Acquisition != PatentAcquisition.Licensed).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>The patent of a pledged property; null for a trade mark and for a number that is none.</summary>
    public static PatentNumber? PatentOf(PledgedProperty property) =>
        property.Kind == PledgedKind.Patent && PatentNumber.TryParse(property.Number, out var number, out _) ? number : null;

    private async Task<IReadOnlyDictionary<string, UnitPatent>> ListedAsync(UnitId unit, SubsidyLoan loan, CancellationToken cancellation)
    {
        var numbers = loan.Pledged.Select(p => (p.Number, Patent: PatentOf(p))).Where(p => p.Patent is not null).DistinctBy(p => p.Number).ToList();
        var listed = await patents.GetAsync(unit, numbers.Select(p => p.Patent!), cancellation);
        return numbers.Where(p => listed.ContainsKey(p.Patent!)).ToDictionary(p => p.Number, p => listed[p.Patent!], StringComparer.Ordinal);
    }
}
