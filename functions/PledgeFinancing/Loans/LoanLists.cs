using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>One line of 质押融资待还款 and of the bank's list.</summary>
/// <param name="Id">The loan.</param>
/// <param name="Number">申请编号: 质押贷款报送编号.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">贷款状态, Chinese.</param>
/// <param name="Uscc">统一社会信用代码 of the borrower.</param>
/// <param name="UnitName">企业名称 as on the loan.</param>
/// <param name="Bank">Code of the bank.</param>
/// <param name="BankName">贷款银行.</param>
/// <param name="Product">融资产品.</param>
/// <param name="Contract">贷款合同编号.</param>
/// <param name="Amount">贷款金额, 万元.</param>
/// <param name="CreditLine">授信额度, 万元.</param>
/// <param name="Drawn">已放款金额, 万元.</param>
/// <param name="Remaining">剩余: what of the credit line is not drawn, 万元.</param>
/// <param name="DrawnOn">放款日期.</param>
/// <param name="DueOn">到期日期.</param>
/// <param name="YearlyRate">年利率, %.</param>
/// <param name="RecordedAt">申请时间.</param>
public sealed record LoanLine(
    LoanId Id,
    string Number,
    LoanState State,
    string StateName,
    string Uscc,
    string UnitName,
    string Bank,
    string BankName,
    string Product,
    string Contract,
    decimal Amount,
    decimal CreditLine,
    decimal Drawn,
    decimal Remaining,
    DateOnly DrawnOn,
    DateOnly DueOn,
    decimal YearlyRate,
    DateTimeOffset RecordedAt)
{
    /// <summary>What the bank confirmed last: of a settled loan the whole repayment.</summary>
    public Repayment? Confirmed { get; init; }

    /// <summary>The line of a loan.</summary>
    public static LoanLine Of(LoanRecord loan) => new(
        loan.Id, loan.Number, loan.State, LoanStates.NameOf(loan.State), loan.Uscc, loan.UnitName, loan.Bank, loan.BankName, loan.Product, loan.Contract,
        loan.Amount, loan.CreditLine, loan.Drawn, loan.CreditLine - loan.Drawn, loan.DrawnOn, loan.DueOn, loan.YearlyRate, loan.RecordedAt)
    {
        Confirmed = loan.Confirmed,
    };

    /// <summary>Row of a line, which is its place in the list: newest first.</summary>
    internal static string RowOf(LoanLine line) => (DateTimeOffset.MaxValue.UtcTicks - line.RecordedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + "-" + line.Id.Value;
}

/// <summary>The loans on each USCC, newest first: of units that are verified, and of those that are not yet.</summary>
public sealed class LoansByUnit(IRecordStore records, LoanRecords loans) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "loans-by-unit";

    /// <summary>Table of the list: partition is the USCC.</summary>
    public const string Table = "LoansByUnit";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => LoanRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if (await loans.FindAsync(new LoanId(address.Partition), cancellation) is not { } loan) return [];
        var line = LoanLine.Of(loan.Value);
        return [ProjectedRow.Of(Table, line.Uscc, LoanLine.RowOf(line), line)];
    }

    /// <summary>All loans of a unit, newest first; none until it is verified. A unit has a few.</summary>
    public async Task<IReadOnlyList<LoanLine>> OfAsync(UnitId unit, CancellationToken cancellation)
    {
        var lines = new List<LoanLine>();
        if (await loans.UsccOfAsync(unit, cancellation) is not { } uscc) return lines;
        await foreach (var line in records.AllAsync<LoanLine>(Table, new RecordQuery { Partition = uscc, Take = RecordLimits.PageRecords }, cancellation)) lines.Add(line.Value);
        return lines;
    }
}

/// <summary>The loans of each bank, newest first.</summary>
public sealed class LoansByBank(IRecordStore records, LoanRecords loans) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "loans-by-bank";

    /// <summary>Table of the list: partition is the bank.</summary>
    public const string Table = "LoansByBank";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => LoanRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if (await loans.FindAsync(new LoanId(address.Partition), cancellation) is not { } loan) return [];
        var line = LoanLine.Of(loan.Value);
        return [ProjectedRow.Of(Table, line.Bank, LoanLine.RowOf(line), line)];
    }

    /// <summary>The loans of a bank, newest first; of all banks, one after the other, where none is named (a scan, for the finance-officer).</summary>
    public async IAsyncEnumerable<LoanLine> OfAsync(string? bank, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in records.AllAsync<LoanLine>(Table, new RecordQuery { Partition = bank, Take = RecordLimits.PageRecords }, cancellation)) yield return line.Value;
    }

    /// <summary>Brings both lists up to date with the write of an act on a loan.</summary>
    internal static void RefreshAll(CaseWrite write) =>
        write.Send(ProjectionMessages.Refresh(LoansByUnit.ProjectionName)).Send(ProjectionMessages.Refresh(ProjectionName));
}
