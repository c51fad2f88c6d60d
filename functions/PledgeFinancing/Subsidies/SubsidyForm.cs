using System.ComponentModel.DataAnnotations;
using PatentFunctions.Catalogs;
using PatentFunctions.Files;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>企业信息 of an application; everything may be missing or wrong while it is a draft.</summary>
public sealed record SubsidyUnitForm
{
    /// <summary>注册地址, required.</summary>
    [MaxLength(200)]
    public string? RegisteredAddress { get; init; }

    /// <summary>通信地址, required.</summary>
    [MaxLength(200)]
    public string? PostalAddress { get; init; }

    /// <summary>邮编, required: six digits.</summary>
    [MaxLength(10)]
    public string? Postcode { get; init; }

    /// <summary>注册时间, required.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>企业规模, required.</summary>
    public EnterpriseSize? Size { get; init; }

    /// <summary>所属行业, required: class of GB/T 4754-2017, four digits.</summary>
    [MaxLength(10)]
    public string? Industry { get; init; }

    /// <summary>开户行, required.</summary>
    [MaxLength(100)]
    public string? BankName { get; init; }

    /// <summary>银行账号, required: stored encrypted and masked on the way out; the mask sent back keeps what is stored.</summary>
    [MaxLength(40)]
    public string? Account { get; init; }

    /// <summary>联系人, required.</summary>
    [MaxLength(50)]
    public string? Contact { get; init; }

    /// <summary>联系电话, required.</summary>
    [MaxLength(30)]
    public string? Phone { get; init; }

    /// <summary>上年度销售收入, 万元, required.</summary>
    public decimal? Sales { get; init; }

    /// <summary>上年度研发费用, 万元, required.</summary>
    public decimal? ResearchExpenses { get; init; }
}

/// <summary>用于质押的知识产权情况, one line: 不得空缺，无内容时填“无”或“0”.</summary>
public sealed record SubsidyIp
{
    /// <summary>质押知识产权编号, as on the loan.</summary>
    [MaxLength(40)]
    public string? Number { get; init; }

    /// <summary>相关产品名称, required; 无 for none.</summary>
    [MaxLength(100)]
    public string? Product { get; init; }

    /// <summary>占销售收入总额比例, %, required; 0 for none.</summary>
    public decimal? SalesShare { get; init; }

    /// <summary>自有: the unit's word for what its list of patents does not prove.</summary>
    public bool? Own { get; init; }
}

/// <summary>附件 by purpose, at most ten each.</summary>
public sealed record SubsidyAttachments
{
    /// <summary>Files of a purpose at most.</summary>
    internal const int Most = 10;

    /// <summary>知识产权质押贷款信息材料（银行）, required: of purpose <c>subsidy-bank-material</c>, or the <c>loan-material</c> of the 还款完成申请.</summary>
    public IReadOnlyList<FileId>? BankMaterial { get; init; }

    /// <summary>知识产权质押贷款信息材料（担保、保险）, required where the loan has a guarantor or an insurer.</summary>
    public IReadOnlyList<FileId>? GuaranteeMaterial { get; init; }

    /// <summary>专利密集型产品备案证明, required where a patent was pledged and no filing of this platform proves it.</summary>
    public IReadOnlyList<FileId>? FilingCertificate { get; init; }

    /// <summary>企业名称变更证明, required where the unit's name is no longer the loan's.</summary>
    public IReadOnlyList<FileId>? NameChangeProof { get; init; }

    /// <summary>其它补充材料.</summary>
    public IReadOnlyList<FileId>? Others { get; init; }

    /// <summary>The files at each field, in the order of the form.</summary>
    internal IReadOnlyList<(string Field, IReadOnlyList<FileId> Files, string[] Purposes)> Fields() =>
    [
        ("bankMaterial", BankMaterial ?? [], [FilePurposes.SubsidyBankMaterial, FilePurposes.LoanMaterial]),
        ("guaranteeMaterial", GuaranteeMaterial ?? [], [FilePurposes.SubsidyGuaranteeMaterial]),
        ("filingCertificate", FilingCertificate ?? [], [FilePurposes.SubsidyFilingCertificate]),
        ("nameChangeProof", NameChangeProof ?? [], [FilePurposes.SubsidyNameChangeProof]),
        ("others", Others ?? [], [FilePurposes.SubsidyOther]),
    ];

    /// <summary>Every file with the field that names it.</summary>
    internal IReadOnlyList<FileField> Named() => [.. Fields().SelectMany(f => f.Files.Select((file, i) => new FileField($"/attachments/{f.Field}/{i}", file, f.Purposes)))];
}

/// <summary>企业质押融资利息补贴申请 as typed (SUB-02; manual 二、4).</summary>
public sealed record SubsidyForm
{
    /// <summary>企业信息.</summary>
    public SubsidyUnitForm Unit { get; init; } = new();

    /// <summary>用于质押的知识产权情况: a line for each pledged property of the loan.</summary>
    public IReadOnlyList<SubsidyIp> Ip { get; init; } = [];

    /// <summary>上传附件.</summary>
    public SubsidyAttachments Attachments { get; init; } = new();

    /// <summary>承诺信息: 所提交的文件和有关附件真实、合法、有效……本项目未重复申领同一类型补贴.</summary>
    public bool? Commitment { get; init; }
}

/// <summary>The form as it is being filled in, row <c>draft</c>; also the form of every correction. The account in it is masked.</summary>
/// <param name="SavedAt">Last save.</param>
/// <param name="Form">The form.</param>
public sealed record SubsidyDraft(DateTimeOffset SavedAt, SubsidyForm Form)
{
    /// <summary>银行账号, encrypted.</summary>
    public SealedAccount? Account { get; init; }
}

/// <summary>备案证明 of this platform that an application takes over by itself.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Number">备案号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Year">备案年度 or 更新年度 by which it counts.</param>
/// <param name="Patents">The pledged patents that it links.</param>
/// <param name="File">The certificate, rendered at the submission; null in a preview.</param>
public sealed record AttachedCertificate(string Filing, string Number, string Product, int Year, IReadOnlyList<string> Patents, FileId? File);

/// <summary>What the system knows about an application besides what the unit typed.</summary>
/// <param name="UnitName">单位名称 as verified.</param>
/// <param name="Uscc">统一社会信用代码 as verified.</param>
/// <param name="IndustryName">Name of 所属行业; null where the code is no class.</param>
/// <param name="FiguresYear">上年度 of sales and R&amp;D.</param>
/// <param name="AccountEnteredAt">When the bank account was entered: another one shows as a change though both are masked.</param>
/// <param name="ProvenIp">Numbers of pledged patents that the unit's list of patents proves to be its own.</param>
public sealed record SubsidyFacts(string UnitName, string Uscc, string? IndustryName, int FiguresYear, DateTimeOffset? AccountEnteredAt, IReadOnlyList<string> ProvenIp);

/// <summary>
/// What is submitted, reviewed and paid: the form where it stands in the draft, so that one JSON pointer serves draft, findings, reasons and
/// comparison, the loan, the certificates and the calculation.
/// </summary>
/// <param name="Unit">企业信息, the account masked.</param>
/// <param name="Ip">用于质押的知识产权情况.</param>
/// <param name="Attachments">上传附件.</param>
/// <param name="Commitment">承诺信息.</param>
/// <param name="Loan">贷款信息.</param>
/// <param name="Certificates">备案证明 taken over.</param>
/// <param name="Amount">补贴金额测算.</param>
/// <param name="Facts">What the system added.</param>
public sealed record SubsidyContent(
    SubsidyUnitForm Unit, IReadOnlyList<SubsidyIp> Ip, SubsidyAttachments Attachments, bool Commitment,
    SubsidyLoan Loan, IReadOnlyList<AttachedCertificate> Certificates, SubsidyCalculation Amount, SubsidyFacts Facts)
{
    /// <summary>Every file of the application.</summary>
    internal IReadOnlyList<FileId> Files() => [.. Attachments.Named().Select(f => f.File).Concat(Certificates.Select(c => c.File).OfType<FileId>()).Distinct()];
}
