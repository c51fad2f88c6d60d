using System.Text.Json.Serialization;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>贷款状态 (LOA-01).</summary>
public enum LoanState
{
    /// <summary>还款中.</summary>
    Repaying,

    /// <summary>待银行确认: a 还款完成申请 is before the bank.</summary>
    AwaitingBank,

    /// <summary>已结清.</summary>
    Settled,

    /// <summary>违约.</summary>
    Defaulted,
}

/// <summary>质押知识产权的种类.</summary>
public enum PledgedKind
{
    /// <summary>专利权.</summary>
    Patent,

    /// <summary>商标权.</summary>
    TradeMark,
}

/// <summary>用于质押的知识产权.</summary>
/// <param name="Kind">种类.</param>
/// <param name="RegistrationNumber">质押登记号.</param>
/// <param name="Number">专利号, canonical, or 商标号.</param>
/// <param name="Name">名称.</param>
public sealed record PledgedProperty(PledgedKind Kind, string RegistrationNumber, string Number, string Name);

/// <summary>贷款合同履行情况; in JSON the codes of the form.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LoanPerformance>))]
public enum LoanPerformance
{
    /// <summary>01 履行完毕、到期终止.</summary>
    [JsonStringEnumMemberName("01")]
    FulfilledAtTerm,

    /// <summary>02 履行完毕、提前终止.</summary>
    [JsonStringEnumMemberName("02")]
    FulfilledEarly,

    /// <summary>03 违约终止.</summary>
    [JsonStringEnumMemberName("03")]
    Defaulted,

    /// <summary>04 正在履行中.</summary>
    [JsonStringEnumMemberName("04")]
    InProgress,
}

/// <summary>还款情况 as the bank confirmed it (LOA-03).</summary>
/// <param name="Principal">已还款金额（本金）, 万元, in all so far.</param>
/// <param name="Interest">实际支付利息, 元, in all so far.</param>
/// <param name="RepaidOn">实际还款日.</param>
/// <param name="Performance">贷款合同履行情况.</param>
/// <param name="Material">厦门市知识产权质押贷款信息材料（银行）.</param>
/// <param name="ConfirmedAt">When the bank confirmed it.</param>
public sealed record Repayment(decimal Principal, decimal Interest, DateOnly RepaidOn, LoanPerformance Performance, FileId Material, DateTimeOffset ConfirmedAt);

/// <summary>质押贷款: the main record of a loan, row <c>case</c> of its partition.</summary>
/// <param name="Id">The loan.</param>
/// <param name="Number">质押贷款报送编号, unique within the bank.</param>
/// <param name="Unit">The verified unit that held the USCC when the loan was last written; null where none did. The USCC decides whose loan it is.</param>
/// <param name="Uscc">统一社会信用代码 of the borrower.</param>
/// <param name="UnitName">企业名称 as on the loan: another one than the unit's means that the unit has changed its name.</param>
/// <param name="Bank">Code of the bank, as on its accounts.</param>
/// <param name="BankName">贷款银行.</param>
/// <param name="Product">融资产品, e.g. 知担保.</param>
/// <param name="Contract">贷款合同编号.</param>
/// <param name="Amount">贷款金额, 万元.</param>
/// <param name="CreditLine">授信额度, 万元.</param>
/// <param name="Drawn">已放款金额, 万元.</param>
/// <param name="DrawnOn">放款日期.</param>
/// <param name="DueOn">到期日期.</param>
/// <param name="YearlyRate">年利率, %.</param>
/// <param name="Pledged">用于质押的知识产权, at least one.</param>
/// <param name="Appraised">评估金额, 万元.</param>
/// <param name="Appraiser">评估机构.</param>
/// <param name="Guarantor">担保机构.</param>
/// <param name="Insurer">保险机构.</param>
/// <param name="State">Where it stands.</param>
/// <param name="RecordedAt">申请时间 of the list: when the bank recorded it.</param>
public sealed record LoanRecord(
    LoanId Id,
    string Number,
    UnitId? Unit,
    string Uscc,
    string UnitName,
    string Bank,
    string BankName,
    string Product,
    string Contract,
    decimal Amount,
    decimal CreditLine,
    decimal Drawn,
    DateOnly DrawnOn,
    DateOnly DueOn,
    decimal YearlyRate,
    IReadOnlyList<PledgedProperty> Pledged,
    decimal? Appraised,
    string? Appraiser,
    string? Guarantor,
    string? Insurer,
    LoanState State,
    DateTimeOffset RecordedAt)
{
    /// <summary>When the bank last corrected what it had recorded.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>What the bank confirmed last; with 04 正在履行中 the loan is not settled and this is the repayment so far.</summary>
    public Repayment? Confirmed { get; init; }

    /// <summary>Number of 还款完成申请 so far: rounds of <c>repayment</c>.</summary>
    public int Rounds { get; init; }

    /// <summary>The draft's ETag, as the client saw it, that the last application was made from: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }
}
