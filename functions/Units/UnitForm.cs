using System.ComponentModel.DataAnnotations;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Units;

/// <summary>
/// 单位信息 as typed (UNI-03): every field may be missing or wrong while it is a draft; <see cref="UnitFormRules"/> says what is missing.
/// </summary>
public record UnitForm
{
    /// <summary>备案单位类型.</summary>
    public UnitType? UnitType { get; init; }

    /// <summary>是否具有独立法人资格.</summary>
    public bool? IndependentLegalPerson { get; init; }

    /// <summary>企业类型, code of the catalog <c>enterprise-types</c>; enterprises only.</summary>
    [MaxLength(20)]
    public string? EnterpriseType { get; init; }

    /// <summary>企业规模; enterprises only.</summary>
    public EnterpriseSize? EnterpriseSize { get; init; }

    /// <summary>统一社会信用代码.</summary>
    [MaxLength(50)]
    public string? Uscc { get; init; }

    /// <summary>单位名称.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>行政区划 code of six digits; may be left out.</summary>
    [MaxLength(6)]
    public string? Division { get; init; }

    /// <summary>注册地址.</summary>
    [MaxLength(200)]
    public string? RegisteredAddress { get; init; }

    /// <summary>办公地址同注册地址.</summary>
    public bool? OfficeSameAsRegistered { get; init; }

    /// <summary>办公地址, where it is another.</summary>
    [MaxLength(200)]
    public string? OfficeAddress { get; init; }

    /// <summary>注册资本, 万元.</summary>
    public decimal? RegisteredCapital { get; init; }

    /// <summary>国民经济行业小类, four digits of GB/T 4754-2017.</summary>
    [MaxLength(10)]
    public string? Industry { get; init; }

    /// <summary>法定代表人.</summary>
    [MaxLength(50)]
    public string? LegalRepresentative { get; init; }

    /// <summary>法定代表人电话.</summary>
    [MaxLength(30)]
    public string? LegalRepresentativePhone { get; init; }

    /// <summary>联系人.</summary>
    [MaxLength(50)]
    public string? Contact { get; init; }

    /// <summary>联系电话.</summary>
    [MaxLength(30)]
    public string? ContactPhone { get; init; }

    /// <summary>营业执照 or 组织机构代码证.</summary>
    public FileId? BusinessLicence { get; init; }

    /// <summary>诚信承诺书.</summary>
    public FileId? IntegrityPledge { get; init; }
}

/// <summary>实名认证信息 (UNI-03, UNI-08, UNI-09).</summary>
public sealed record RealnameDraft : UnitForm
{
    /// <summary>延后填写资产信息: possible until 30 April (UNI-09).</summary>
    public bool? AssetsLater { get; init; }

    /// <summary>The year that <see cref="Assets"/> are of: last year.</summary>
    public int? AssetYear { get; init; }

    /// <summary>资产信息 of last year.</summary>
    public AssetFigures? Assets { get; init; }
}

/// <summary>单位信息变更 (UNI-10): the whole form anew, with what is said about the change.</summary>
public sealed record UnitChangeDraft : UnitForm
{
    /// <summary>变更说明.</summary>
    [MaxLength(500)]
    public string? Explanation { get; init; }

    /// <summary>变更证明, e.g. the registration office's notice of a new name.</summary>
    public FileId? Proof { get; init; }
}

/// <summary>年度资产信息 (UNI-08), 万元 unless said; the figures of a year's end.</summary>
public sealed record AssetFigures
{
    /// <summary>单位年度总成本, required.</summary>
    public decimal? TotalCost { get; init; }

    /// <summary>单位年度知识产权总投入, required.</summary>
    public decimal? IpInvestment { get; init; }

    /// <summary>单位年度净利润总额, required; may be negative.</summary>
    public decimal? NetProfit { get; init; }

    /// <summary>单位年度营业收入总额, required.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>单位年度所有产品总销售额, required.</summary>
    public decimal? TotalProductSales { get; init; }

    /// <summary>单位利润表, required.</summary>
    public FileId? ProfitStatement { get; init; }

    /// <summary>单位年度固定资产总额.</summary>
    public decimal? FixedAssets { get; init; }

    /// <summary>单位年度所有产品总产值.</summary>
    public decimal? TotalOutputValue { get; init; }

    /// <summary>单位年度总销售费用.</summary>
    public decimal? SellingExpenses { get; init; }

    /// <summary>单位年度总管理费用.</summary>
    public decimal? AdministrativeExpenses { get; init; }

    /// <summary>单位年度总财务费用.</summary>
    public decimal? FinancialExpenses { get; init; }

    /// <summary>单位专利资产金额.</summary>
    public decimal? PatentAssets { get; init; }

    /// <summary>单位总资产金额.</summary>
    public decimal? TotalAssets { get; init; }

    /// <summary>单位年度员工人数, persons insured at the year's end.</summary>
    public int? Employees { get; init; }
}
