using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>A patent as typed; what the register of patents knows need not be filled in.</summary>
/// <param name="Number">专利号, with or without ZL or CN and the dot.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Abstract">摘要.</param>
/// <param name="AppliedOn">申请日.</param>
/// <param name="GrantedOn">授权公告日.</param>
/// <param name="Ipc">IPC 主分类号.</param>
public sealed record ResourcePatentForm(
    [property: MaxLength(40)] string? Number,
    [property: MaxLength(500)] string? Title = null,
    [property: MaxLength(ResourceRules.MostAbstract)] string? Abstract = null,
    DateOnly? AppliedOn = null,
    DateOnly? GrantedOn = null,
    [property: MaxLength(30)] string? Ipc = null);

/// <summary>联系人 as typed.</summary>
/// <param name="Name">姓名.</param>
/// <param name="Phone">手机号.</param>
/// <param name="Mail">邮箱.</param>
public sealed record ResourceContactForm([property: MaxLength(50)] string? Name, [property: MaxLength(30)] string? Phone, [property: MaxLength(200)] string? Mail = null);

/// <summary>登记入库: a single patent or a portfolio with its 建档信息, as typed.</summary>
public sealed record ResourceForm
{
    /// <summary>单条专利 or 组合专利.</summary>
    public ResourceKind? Kind { get; init; }

    /// <summary>组合专利名称; a single patent has its own.</summary>
    [MaxLength(ResourceRules.MostTitle)]
    public string? Title { get; init; }

    /// <summary>组合编号 of the university's own, by which an import finds the portfolio again.</summary>
    [MaxLength(ResourceRules.MostCode)]
    public string? PortfolioCode { get; init; }

    /// <summary>The patents.</summary>
    public IReadOnlyList<ResourcePatentForm>? Patents { get; init; }

    /// <summary>省份: code or name; needed where the university's own data does not tell it.</summary>
    [MaxLength(20)]
    public string? Province { get; init; }

    /// <summary>技术类型: 01 to 35, or its name.</summary>
    [MaxLength(40)]
    public string? TechnicalField { get; init; }

    /// <summary>技术成熟度.</summary>
    public TechnicalMaturity? Maturity { get; init; }

    /// <summary>转化方式.</summary>
    public IReadOnlyList<TransferWay>? Ways { get; init; }

    /// <summary>期望价格, 万元; empty for 面议.</summary>
    public decimal? ExpectedPrice { get; init; }

    /// <summary>应用领域.</summary>
    [MaxLength(ResourceRules.MostApplicationField)]
    public string? ApplicationField { get; init; }

    /// <summary>战略性新兴产业 codes (2018).</summary>
    public IReadOnlyList<string>? StrategicIndustries { get; init; }

    /// <summary>国民经济行业 codes (GB/T 4754-2017).</summary>
    public IReadOnlyList<string>? Industries { get; init; }

    /// <summary>关键词.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>联系人.</summary>
    public ResourceContactForm? Contact { get; init; }
}

/// <summary>What the system knows besides what was typed; read at one moment, so that rules stay pure.</summary>
/// <param name="OwnNames">Present and former names of the university, normalized.</param>
/// <param name="Province">Two-digit code of its province as verified; null where it is not.</param>
/// <param name="Register">The typed patents that the register knows, by canonical number.</param>
/// <param name="Today">Today in Asia/Shanghai.</param>
public sealed record ResourceFacts(IReadOnlySet<string> OwnNames, string? Province, IReadOnlyDictionary<string, Patents.RegisterPatent> Register, DateOnly Today);
