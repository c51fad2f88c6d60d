namespace PatentFunctions.Files;

/// <summary>附件用途: what a file may be uploaded for, and by whom and for whom.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name as on the form.</param>
/// <param name="Kinds">Kinds allowed, by content.</param>
/// <param name="MaxBytes">Largest size.</param>
/// <param name="UploadedBy">Roles that upload it.</param>
/// <param name="ReadBy">Roles that read it once a case refers to it, besides its owner.</param>
public sealed record FilePurpose(string Code, string Name, IReadOnlyList<FileKind> Kinds, long MaxBytes, IReadOnlyList<Role> UploadedBy, IReadOnlyList<Role> ReadBy);

/// <summary>The table of purposes (UNI-05, UNI-08, FIL-03, FIL-07, LOA-02, SUB-02, SME-03).</summary>
public static class FilePurposes
{
    /// <summary>营业执照 or 组织机构代码证.</summary>
    public const string BusinessLicence = "business-licence";

    /// <summary>诚信承诺书.</summary>
    public const string IntegrityPledge = "integrity-pledge";

    /// <summary>利润表 of a year's asset information.</summary>
    public const string ProfitStatement = "profit-statement";

    /// <summary>变更证明 of a change of the unit's data.</summary>
    public const string UnitChangeProof = "unit-change-proof";

    /// <summary>产品图片.</summary>
    public const string ProductImage = "product-image";

    /// <summary>产品其他图片.</summary>
    public const string ProductOtherImage = "product-other-image";

    /// <summary>产品经济效益证明, sealed.</summary>
    public const string EconomicProof = "economic-proof";

    /// <summary>生产许可证.</summary>
    public const string ProductionLicence = "production-licence";

    /// <summary>强制性产品认证证书.</summary>
    public const string CompulsoryCertification = "compulsory-certification";

    /// <summary>撤销备案证明材料.</summary>
    public const string WithdrawalProof = "withdrawal-proof";

    /// <summary>产品展示图片.</summary>
    public const string PresentationImage = "presentation-image";

    /// <summary>产品展示视频.</summary>
    public const string PresentationVideo = "presentation-video";

    /// <summary>知识产权质押贷款信息材料.</summary>
    public const string LoanMaterial = "loan-material";

    /// <summary>知识产权质押贷款信息材料（银行） of a subsidy application.</summary>
    public const string SubsidyBankMaterial = "subsidy-bank-material";

    /// <summary>知识产权质押贷款信息材料（担保、保险）.</summary>
    public const string SubsidyGuaranteeMaterial = "subsidy-guarantee-material";

    /// <summary>专利密集型产品备案证明 of a subsidy application.</summary>
    public const string SubsidyFilingCertificate = "subsidy-filing-certificate";

    /// <summary>更名证明 of a subsidy application.</summary>
    public const string SubsidyNameChangeProof = "subsidy-name-change-proof";

    /// <summary>其他材料 of a subsidy application.</summary>
    public const string SubsidyOther = "subsidy-other";

    /// <summary>纸件复审意见附件 of a subsidy application, by the office.</summary>
    public const string SubsidyPaperOpinion = "subsidy-paper-opinion";

    /// <summary>企业信息填报附件.</summary>
    public const string SmeArchive = "sme-archive";

    /// <summary>认定补充材料.</summary>
    public const string RecognitionSupplement = "recognition-supplement";

    /// <summary>异议书, with the seal of the unit that objects.</summary>
    public const string ObjectionStatement = "objection-statement";

    /// <summary>身份证明 of a person who objects.</summary>
    public const string ObjectorIdentity = "objector-identity";

    /// <summary>异议证明材料.</summary>
    public const string ObjectionEvidence = "objection-evidence";

    /// <summary>答辩证明材料 of the unit whose product is objected to.</summary>
    public const string ObjectionDefence = "objection-defence";

    /// <summary>复核申请证明材料.</summary>
    public const string AppealEvidence = "appeal-evidence";

    /// <summary>公开需求附件: anybody reads it once the demand is public, at the demand's own address.</summary>
    public const string DemandAttachment = "demand-attachment";

    private const long Mb = 1024 * 1024;

    private static readonly FileKind[] Images = [FileKind.Png, FileKind.Bmp, FileKind.Jpg];
    private static readonly FileKind[] Documents = [FileKind.Pdf, FileKind.Jpg, FileKind.Png, FileKind.Rar, FileKind.Zip];
    private static readonly FileKind[] Scans = [FileKind.Pdf, FileKind.Jpg, FileKind.Png, FileKind.Bmp];
    private static readonly FileKind[] Archives = [FileKind.Zip, FileKind.Rar, FileKind.SevenZip];
    private static readonly Role[] Unit = [Role.UnitAdmin];
    private static readonly Role[] AnyUnit = [Role.UnitAdmin, Role.University];
    private static readonly Role[] Platform = [Role.Examiner, Role.National];
    private static readonly Role[] Filings = [Role.Examiner, Role.Expert, Role.Provincial, Role.National];
    // Nobody reads these at files/{id}: the objection's own endpoint hands them to those who decide it, and records each look.
    private static readonly Role[] Sealed = [];
    private static readonly Role[] Finance = [Role.FinanceOfficer, Role.Bank];

    /// <summary>All purposes.</summary>
    public static IReadOnlyList<FilePurpose> All { get; } =
    [
        new(BusinessLicence, "营业执照或组织机构代码证", Images, 5 * Mb, AnyUnit, Platform),
        new(IntegrityPledge, "诚信承诺书", Images, 5 * Mb, AnyUnit, Platform),
        new(ProfitStatement, "利润表", Images, 5 * Mb, Unit, Platform),
        new(UnitChangeProof, "单位信息变更证明", Images, 5 * Mb, AnyUnit, Platform),
        new(ProductImage, "产品图片", Images, 5 * Mb, Unit, Filings),
        new(ProductOtherImage, "产品其他图片", Images, 5 * Mb, Unit, Filings),
        new(EconomicProof, "产品经济效益证明", Images, 20 * Mb, Unit, Filings),
        new(ProductionLicence, "生产许可证", Images, 20 * Mb, Unit, Filings),
        new(CompulsoryCertification, "强制性产品认证证书", Images, 20 * Mb, Unit, Filings),
        new(WithdrawalProof, "撤销备案证明材料", Documents, 20 * Mb, Unit, Platform),
        new(PresentationImage, "产品展示图片", Images, 5 * Mb, Unit, Filings),
        new(PresentationVideo, "产品展示视频", [FileKind.Mp4], 20 * Mb, Unit, Filings),
        new(LoanMaterial, "知识产权质押贷款信息材料（银行）", Documents, 20 * Mb, [Role.UnitAdmin, Role.Bank], Finance),
        new(SubsidyBankMaterial, "知识产权质押贷款信息材料（银行）", Documents, 20 * Mb, Unit, Finance),
        new(SubsidyGuaranteeMaterial, "知识产权质押贷款信息材料（担保、保险）", Documents, 20 * Mb, Unit, Finance),
        new(SubsidyFilingCertificate, "专利密集型产品备案证明", Documents, 20 * Mb, Unit, Finance),
        new(SubsidyNameChangeProof, "更名证明", Documents, 20 * Mb, Unit, Finance),
        new(SubsidyOther, "其他材料", Documents, 20 * Mb, Unit, Finance),
        new(SubsidyPaperOpinion, "纸件复审意见附件", Documents, 20 * Mb, [Role.FinanceOfficer], [Role.FinanceOfficer, Role.UnitAdmin]),
        new(SmeArchive, "企业信息填报附件", Archives, 20 * Mb, Unit, [Role.Provincial, Role.National]),
        new(RecognitionSupplement, "认定补充材料", Documents, 20 * Mb, Unit, Platform),
        new(ObjectionStatement, "异议书（加盖公章）", Scans, 10 * Mb, [Role.Public], Sealed),
        new(ObjectorIdentity, "身份证明", Scans, 10 * Mb, [Role.Public], Sealed),
        new(ObjectionEvidence, "异议证明材料", Documents, 20 * Mb, [Role.Public], Sealed),
        new(ObjectionDefence, "答辩证明材料", Documents, 20 * Mb, Unit, Sealed),
        new(AppealEvidence, "复核申请证明材料", Documents, 20 * Mb, AnyUnit, [Role.Examiner, Role.National, Role.FinanceOfficer, Role.Provincial, Role.Bank]),
        new(DemandAttachment, "公开需求附件", Documents, 20 * Mb, Unit, [Role.Operator]),
    ];

    private static readonly Dictionary<string, FilePurpose> ByCode = All.ToDictionary(p => p.Code, StringComparer.Ordinal);

    /// <summary>The purpose of a code, or null.</summary>
    public static FilePurpose? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The purpose of a code that the program itself names.</summary>
    /// <exception cref="ArgumentException">There is none: a bug of the caller.</exception>
    public static FilePurpose Get(string code) => Find(code) ?? throw new ArgumentException($"no file purpose '{code}'", nameof(code));
}
