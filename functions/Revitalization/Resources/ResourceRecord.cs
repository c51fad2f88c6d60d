using System.Text.Json.Serialization;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>单条专利 or 组合专利.</summary>
public enum ResourceKind
{
    /// <summary>单条专利.</summary>
    Single,

    /// <summary>组合专利: patents that are offered together.</summary>
    Portfolio,
}

/// <summary>登记状态.</summary>
public enum ResourceState
{
    /// <summary>可转化: every enterprise can find it.</summary>
    Offered,

    /// <summary>暂停: kept by the university, found by nobody else.</summary>
    Suspended,

    /// <summary>已移出: no longer offered; registering the same again brings it back.</summary>
    Removed,
}

/// <summary>技术成熟度.</summary>
public enum TechnicalMaturity
{
    /// <summary>概念验证.</summary>
    Concept,

    /// <summary>实验室阶段.</summary>
    Laboratory,

    /// <summary>小试.</summary>
    SmallTrial,

    /// <summary>中试.</summary>
    PilotTrial,

    /// <summary>产业化: ready for production.</summary>
    Industrial,
}

/// <summary>转化方式, also the 合作方式 that an enterprise is looking for.</summary>
public enum TransferWay
{
    /// <summary>转让.</summary>
    Assignment,

    /// <summary>许可.</summary>
    Licence,

    /// <summary>开放许可 (专利法 第五十条).</summary>
    OpenLicence,

    /// <summary>作价入股.</summary>
    Equity,

    /// <summary>产学研合作.</summary>
    JointDevelopment,

    /// <summary>委托开发.</summary>
    CommissionedDevelopment,
}

/// <summary>A patent that can be transferred (可转化专利).</summary>
/// <param name="Number">专利号.</param>
/// <param name="Title">专利名称.</param>
public sealed record TransferablePatent(PatentNumber Number, string Title)
{
    /// <summary>专利类型, from the number.</summary>
    [JsonIgnore]
    public PatentType Type => Number.Type;

    /// <summary>摘要.</summary>
    public string? Abstract { get; init; }

    /// <summary>申请日.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>授权公告日.</summary>
    public DateOnly? GrantedOn { get; init; }

    /// <summary>IPC 主分类号.</summary>
    public string? Ipc { get; init; }
}

/// <summary>联系人: shown whole to the university itself, masked to everybody else.</summary>
/// <param name="Name">姓名.</param>
/// <param name="Phone">手机号.</param>
/// <param name="Mail">邮箱.</param>
public sealed record ResourceContact(string Name, string Phone, string? Mail = null)
{
    /// <summary>As others see it: 张** and 138****5678.</summary>
    public ResourceContact Masked() => new(
        string.Concat(Name.AsSpan(0, Math.Min(1, Name.Length)), "**"),
        MobileNumber.TryParse(Phone, out var mobile, out _) ? mobile.Masked : "***",
        EmailAddress.TryParse(Mail, out var mail, out _) ? mail.Masked : null);
}

/// <summary>建档信息: what the university says of a resource besides its patents.</summary>
public sealed record ResourceDossier
{
    /// <summary>技术类型: code of a field of technology, see <see cref="TechnicalFields"/>.</summary>
    public required string TechnicalField { get; init; }

    /// <summary>技术成熟度.</summary>
    public required TechnicalMaturity Maturity { get; init; }

    /// <summary>转化方式, at least one.</summary>
    public required IReadOnlyList<TransferWay> Ways { get; init; }

    /// <summary>期望价格, 万元; null reads 面议.</summary>
    public decimal? ExpectedPrice { get; init; }

    /// <summary>应用领域.</summary>
    public required string ApplicationField { get; init; }

    /// <summary>战略性新兴产业: codes of the classification of 2018, at any level.</summary>
    public IReadOnlyList<string> StrategicIndustries { get; init; } = [];

    /// <summary>国民经济行业: codes of GB/T 4754-2017, at any level.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>关键词.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];
}

/// <summary>专利转化资源: the main record of a resource, row <c>case</c> of its partition.</summary>
/// <param name="Id">The resource.</param>
/// <param name="University">The university or institute.</param>
/// <param name="UniversityName">Its name.</param>
/// <param name="Province">省级行政区划代码 of the university, two digits as in the catalog of divisions, e.g. 43.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="Title">Name of the portfolio; of a single patent its own.</param>
/// <param name="Patents">The patents, one for a single.</param>
/// <param name="Dossier">建档信息.</param>
/// <param name="Contact">联系人.</param>
/// <param name="RegisteredAt">登记入库时间; an edit keeps it, registering anew after a removal renews it.</param>
/// <param name="State">登记状态.</param>
public sealed record ResourceRecord(
    ResourceId Id,
    UnitId University,
    string UniversityName,
    string Province,
    ResourceKind Kind,
    string Title,
    IReadOnlyList<TransferablePatent> Patents,
    ResourceDossier Dossier,
    ResourceContact Contact,
    DateTimeOffset RegisteredAt,
    ResourceState State)
{
    /// <summary>The university's own number of the portfolio (组合编号), by which a repeated import finds it.</summary>
    public string? PortfolioCode { get; init; }

    /// <summary>2023年底有效: every patent of it was in force on 2023-12-31.</summary>
    public bool ValidAtEndOf2023 { get; init; }

    /// <summary>登记批次: the import that it came by; null where it was typed in.</summary>
    public string? Batch { get; init; }

    /// <summary>Last change.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>企业评价: the average of what enterprises gave, row <see cref="ResourceRecords.RatingRow"/> beside the record.</summary>
/// <param name="Average">Average of the enterprises' stars, 1 to 5.</param>
/// <param name="Count">Number of enterprises.</param>
public sealed record ResourceRating(decimal Average, int Count);
