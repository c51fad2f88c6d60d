using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>质押贷款 as the bank enters it (LOA-01); <see cref="LoanRules"/> says what is missing.</summary>
public sealed record LoanForm
{
    /// <summary>质押贷款报送编号, required, unique within the bank; it never changes.</summary>
    [MaxLength(LoanRules.LongestNumber)]
    public string? Number { get; init; }

    /// <summary>统一社会信用代码 of the borrower, required.</summary>
    [MaxLength(50)]
    public string? Uscc { get; init; }

    /// <summary>企业名称 as on the contract, required.</summary>
    [MaxLength(100)]
    public string? UnitName { get; init; }

    /// <summary>融资产品, e.g. 知担保; required.</summary>
    [MaxLength(50)]
    public string? Product { get; init; }

    /// <summary>贷款合同编号, required.</summary>
    [MaxLength(100)]
    public string? Contract { get; init; }

    /// <summary>贷款金额, 万元; required.</summary>
    public decimal? Amount { get; init; }

    /// <summary>授信额度, 万元; required.</summary>
    public decimal? CreditLine { get; init; }

    /// <summary>已放款金额, 万元; required.</summary>
    public decimal? Drawn { get; init; }

    /// <summary>放款日期, required.</summary>
    public DateOnly? DrawnOn { get; init; }

    /// <summary>到期日期, required.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>年利率, %; required.</summary>
    public decimal? YearlyRate { get; init; }

    /// <summary>用于质押的知识产权, at least one.</summary>
    public IReadOnlyList<PledgedForm>? Pledged { get; init; }

    /// <summary>评估金额, 万元.</summary>
    public decimal? Appraised { get; init; }

    /// <summary>评估机构.</summary>
    [MaxLength(100)]
    public string? Appraiser { get; init; }

    /// <summary>担保机构.</summary>
    [MaxLength(100)]
    public string? Guarantor { get; init; }

    /// <summary>保险机构.</summary>
    [MaxLength(100)]
    public string? Insurer { get; init; }
}

/// <summary>One line of 用于质押的知识产权, every field required.</summary>
public sealed record PledgedForm
{
    /// <summary>种类.</summary>
    public PledgedKind? Kind { get; init; }

    /// <summary>质押登记号.</summary>
    [MaxLength(50)]
    public string? RegistrationNumber { get; init; }

    /// <summary>专利号 or 商标号.</summary>
    [MaxLength(50)]
    public string? Number { get; init; }

    /// <summary>名称.</summary>
    [MaxLength(200)]
    public string? Name { get; init; }
}
