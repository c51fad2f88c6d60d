using System.Text.Json.Serialization;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Patents;

/// <summary>专利法律状态 (PAT-04).</summary>
public enum PatentStatus
{
    /// <summary>有效.</summary>
    Valid,

    /// <summary>期限届满.</summary>
    Expired,

    /// <summary>终止, e.g. the annual fee was not paid.</summary>
    Terminated,

    /// <summary>宣告无效.</summary>
    Invalidated,

    /// <summary>已转出: the unit owns it no longer.</summary>
    TransferredAway,
}

/// <summary>专利权获取方式 (PAT-02).</summary>
public enum PatentAcquisition
{
    /// <summary>原始取得.</summary>
    Original,

    /// <summary>受让.</summary>
    Assigned,

    /// <summary>被许可.</summary>
    Licensed,
}

/// <summary>受让方式.</summary>
public enum AssignmentKind
{
    /// <summary>转让.</summary>
    Assignment,

    /// <summary>继承.</summary>
    Inheritance,

    /// <summary>受赠.</summary>
    Gift,
}

/// <summary>How a patent came onto the unit's list.</summary>
public enum PatentSource
{
    /// <summary>自动导入.</summary>
    Imported,

    /// <summary>手动新增: can be removed again.</summary>
    Manual,
}

/// <summary>A patent as the registry knows it (专利登记簿).</summary>
/// <param name="Number">专利号.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Owners">专利权人, all of them.</param>
/// <param name="Status">法律状态.</param>
public sealed record RegisterPatent(PatentNumber Number, string Title, IReadOnlyList<string> Owners, PatentStatus Status)
{
    /// <summary>IPC 分类号.</summary>
    public string? Ipc { get; init; }

    /// <summary>申请日.</summary>
    public DateOnly? ApplicationDate { get; init; }

    /// <summary>授权公告日.</summary>
    public DateOnly? GrantDate { get; init; }

    /// <summary>摘要.</summary>
    public string? Abstract { get; init; }

    /// <summary>专利类型, from the number.</summary>
    [JsonIgnore]
    public PatentType Type => Number.Type;

    /// <summary>Whether one of the names owns it.</summary>
    public bool IsOwnedBy(IReadOnlySet<string> normalizedNames) => Owners.Any(o => normalizedNames.Contains(OwnerNames.Normalize(o)));
}

/// <summary>A patent on a unit's list (单位专利信息).</summary>
/// <param name="Number">专利号.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Owners">专利权人, as far as the registry knows them.</param>
/// <param name="Status">法律状态; of a patent that the registry does not know, valid by the unit's word.</param>
/// <param name="Acquisition">专利权获取方式.</param>
/// <param name="Source">How it came onto the list.</param>
/// <param name="AddedAt">When it came onto the list.</param>
public sealed record UnitPatent(
    PatentNumber Number, string Title, IReadOnlyList<string> Owners, PatentStatus Status, PatentAcquisition Acquisition, PatentSource Source, DateTimeOffset AddedAt)
{
    /// <summary>受让方式, where it was assigned.</summary>
    public AssignmentKind? AssignedBy { get; init; }

    /// <summary>True where the registry knows it.</summary>
    public bool InRegister { get; init; }

    /// <summary>IPC 分类号.</summary>
    public string? Ipc { get; init; }

    /// <summary>申请日.</summary>
    public DateOnly? ApplicationDate { get; init; }

    /// <summary>授权公告日.</summary>
    public DateOnly? GrantDate { get; init; }

    /// <summary>摘要, for keywords.</summary>
    public string? Abstract { get; init; }

    /// <summary>专利类型, from the number.</summary>
    [JsonIgnore]
    public PatentType Type => Number.Type;
}

/// <summary>权利人 names as they are compared: written differently, the same owner.</summary>
public static class OwnerNames
{
    /// <summary>Full-width and half-width, spaces and letter case make no difference.</summary>
    public static string Normalize(string name) => TypedText.Compact(name).ToUpperInvariant();

    /// <summary>Names for <see cref="RegisterPatent.IsOwnedBy"/>.</summary>
    public static IReadOnlySet<string> NormalizeAll(IEnumerable<string> names) => names.Select(Normalize).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Tables and rows of patents: literal, as they are stored.</summary>
internal static class PatentTables
{
    /// <summary>Lists of the units: partition is the unit, row the number without its dot.</summary>
    public const string UnitPatents = "UnitPatents";
    public const string ImportRow = "import";
    public const string ToldRows = "told-";

    // Rows of patents are the only ones that begin with a digit.
    public const string FirstPatentRow = "0";
    public const string AfterPatentRows = ":";

    public const string Register = "PatentRegister";
    public const string Owners = "PatentOwners";
    public const string Imports = "PatentRegisterImports";
    public const string PartRows = "part-";

    public static CaseAddress Address(UnitId unit) => new(UnitPatents, unit.Value);

    public static string RowOf(PatentNumber number) => number.Value.Replace(".", "", StringComparison.Ordinal);
}
