using System.Text.Json.Serialization;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Units;

/// <summary>备案单位类型 (UNI-02); in JSON the codes of the catalog <c>unit-types</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnitType>))]
public enum UnitType
{
    /// <summary>企业.</summary>
    [JsonStringEnumMemberName("enterprise")]
    Enterprise,

    /// <summary>高校院所.</summary>
    [JsonStringEnumMemberName("university")]
    UniversityOrInstitute,

    /// <summary>新型研发机构.</summary>
    [JsonStringEnumMemberName("new-rd-institution")]
    NewRdInstitution,

    /// <summary>社会组织.</summary>
    [JsonStringEnumMemberName("social-organization")]
    SocialOrganization,

    /// <summary>其他法人单位.</summary>
    [JsonStringEnumMemberName("other")]
    OtherLegalPerson,
}

/// <summary>实名认证状态 (UNI-01).</summary>
public enum RealnameState
{
    /// <summary>未认证: nothing submitted yet.</summary>
    None,

    /// <summary>信息已提交，请等待.</summary>
    UnderReview,

    /// <summary>认证通过.</summary>
    Approved,

    /// <summary>认证未通过: to be corrected and submitted again.</summary>
    Returned,
}

/// <summary>单位信息变更状态 (UNI-10), of a verified unit.</summary>
public enum UnitChangeState
{
    /// <summary>No change asked for.</summary>
    None,

    /// <summary>变更审核中: the old data stays in force.</summary>
    UnderReview,

    /// <summary>变更未通过: to be corrected and submitted again.</summary>
    Returned,
}

/// <summary>曾用名, used in patent import.</summary>
/// <param name="Name">The name.</param>
/// <param name="Until">Day on which the new name came into force, Asia/Shanghai.</param>
public sealed record FormerName(string Name, DateOnly Until);

/// <summary>
/// 已认证单位信息: the data of a unit that passed the review. The single source that every other area pre-fills from (UNI-11).
/// </summary>
/// <param name="Id">The unit.</param>
/// <param name="Version">1 for the first approval, one more for each approved change.</param>
/// <param name="VerifiedAt">The instant of the approval.</param>
/// <param name="UnitType">备案单位类型.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Name">单位名称.</param>
/// <param name="RegisteredAddress">注册地址.</param>
/// <param name="OfficeAddress">办公地址.</param>
/// <param name="RegisteredCapital">注册资本, 万元.</param>
/// <param name="Industry">国民经济行业小类, four digits of GB/T 4754-2017.</param>
/// <param name="LegalRepresentative">法定代表人.</param>
/// <param name="LegalRepresentativePhone">法定代表人电话.</param>
/// <param name="Contact">联系人.</param>
/// <param name="ContactPhone">联系电话.</param>
/// <param name="Division">行政区划 code of six digits; from the form, else from the USCC, which names the place of registration.</param>
/// <param name="BusinessLicence">营业执照 or 组织机构代码证.</param>
/// <param name="IntegrityPledge">诚信承诺书.</param>
public sealed record VerifiedUnit(
    UnitId Id,
    int Version,
    DateTimeOffset VerifiedAt,
    UnitType UnitType,
    UnifiedSocialCreditCode Uscc,
    string Name,
    string RegisteredAddress,
    string OfficeAddress,
    decimal RegisteredCapital,
    string Industry,
    string LegalRepresentative,
    string LegalRepresentativePhone,
    string Contact,
    string ContactPhone,
    string Division,
    FileId BusinessLicence,
    FileId IntegrityPledge)
{
    /// <summary>企业类型, code of the catalog <c>enterprise-types</c>; enterprises only.</summary>
    public string? EnterpriseType { get; init; }

    /// <summary>企业规模; enterprises only.</summary>
    public EnterpriseSize? EnterpriseSize { get; init; }

    /// <summary>曾用名, oldest first.</summary>
    public IReadOnlyList<FormerName> FormerNames { get; init; } = [];

    /// <summary>省级行政区划 code, e.g. 430000.</summary>
    public string Province => Division[..2] + "0000";

    /// <summary>Present and former names, for matching owners of patents.</summary>
    public IEnumerable<string> AllNames() => FormerNames.Select(f => f.Name).Append(Name).Distinct(StringComparer.Ordinal);
}

/// <summary>单位: the main record of the partition named by its id.</summary>
/// <param name="Id">The unit.</param>
/// <param name="State">实名认证状态.</param>
public sealed record Unit(UnitId Id, RealnameState State = RealnameState.None)
{
    /// <summary>The data in force; none until the first approval.</summary>
    public VerifiedUnit? InForce { get; init; }

    /// <summary>单位信息变更状态.</summary>
    public UnitChangeState Change { get; init; }

    /// <summary>Rounds of review so far, of both kinds: they share the unit's partition.</summary>
    public int Rounds { get; init; }

    /// <summary>How often the present realname submission or change was handed in.</summary>
    public int Attempts { get; init; }

    /// <summary>True once the realname review was passed.</summary>
    public bool IsVerified => InForce is not null;
}

/// <summary>Tables and rows of units: literal, as they are stored.</summary>
internal static class UnitTables
{
    public const string Units = "Units";

    /// <summary>Claims on USCCs: partition is the code.</summary>
    public const string Codes = "UnitCodes";
    public const string CodeRow = "verified";

    public const string BusinessRegister = "BusinessRegister";
    public const string BusinessEntryRow = "entry";

    public const string DraftRow = "draft";
    public const string ChangeDraftRow = "change-draft";

    /// <summary>Asset information: prefix and year.</summary>
    public const string AssetRows = "asset-";

    /// <summary>Data that was in force once: prefix and four digits.</summary>
    public const string VersionRows = "version-";

    public static CaseAddress Address(UnitId unit) => new(Units, unit.Value);

    public static string AssetRow(int year) => AssetRows + year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    public static string VersionRow(int version) => VersionRows + version.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
}
