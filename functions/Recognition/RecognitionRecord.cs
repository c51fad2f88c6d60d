using PatentFunctions.Filing;
using PatentFunctions.Recognition.Notices;

namespace PatentFunctions.Recognition;

/// <summary>
/// 专利密集型产品认定: what becomes of one filed product in the campaign of one year, row <c>case</c> of its partition. Notice, objections,
/// reviews and certificate live in the same partition, so that whatever decides about the product meets at this row.
/// </summary>
/// <param name="Id">认定件.</param>
/// <param name="Year">认定年度, which names the campaign.</param>
/// <param name="Filing">The filing.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="Unit">备案单位.</param>
/// <param name="UnitName">Its name when the product entered the campaign.</param>
/// <param name="Product">产品名称, as filed or updated last.</param>
/// <param name="Model">规格型号.</param>
/// <param name="State">Where it stands.</param>
public sealed record RecognitionRecord(RecognitionId Id, int Year, FilingId Filing, string FilingNumber, UnitId Unit, string UnitName, string Product, string? Model, RecognitionState State)
{
    /// <summary>专利总数: number of linked patents.</summary>
    public int Patents { get; init; }

    /// <summary>GB/T 2260 code of the unit's province, e.g. 430000; null where the unit's data had none.</summary>
    public string? Province { get; init; }

    /// <summary>产品所属行业: class of GB/T 4754-2017, four digits.</summary>
    public string? Industry { get; init; }

    /// <summary>Name of the industry.</summary>
    public string? IndustryName { get; init; }

    /// <summary>Number of the campaign's run that let it enter.</summary>
    public int EntryRun { get; init; }

    /// <summary>Rounds of 专家评审 so far.</summary>
    public int ExpertRounds { get; init; }

    /// <summary>Every step so far, oldest first: what, who, when, why (REC-02).</summary>
    public IReadOnlyList<RecognitionStep> Steps { get; init; } = [];

    /// <summary>初筛, once done.</summary>
    public Screening? Screening { get; init; }

    /// <summary>补充材料, once asked for.</summary>
    public SupplementRequest? Supplement { get; init; }

    /// <summary>公示, once begun.</summary>
    public NoticeTerm? Notice { get; init; }

    /// <summary>Objections that are not decided yet; the product is not recognized while there is one.</summary>
    public int OpenObjections { get; init; }

    /// <summary>认定证书, once recognized.</summary>
    public RecognitionCertificate? Certificate { get; init; }

    /// <summary>Every officer who had a part in it so far: they abstain from objections and appeals (回避).</summary>
    public IReadOnlyList<AccountId> Officers => [.. Steps.Where(s => s.By.Account is not null && s.By.Role is Role.Examiner or Role.National).Select(s => s.By.Account!.Value).Distinct()];
}

/// <summary>One step of a product in a campaign.</summary>
/// <param name="Act">What was done.</param>
/// <param name="To">State after it.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Why">Why, as the office and the unit may read it; null where the act says it all.</param>
public sealed record RecognitionStep(RecognitionAct Act, RecognitionState To, Actor By, DateTimeOffset At, string? Why);

/// <summary>初筛: points for each criterion, 0 to 100.</summary>
/// <param name="EconomicBenefit">经济效益.</param>
/// <param name="ProtectionStrength">专利保护强度.</param>
/// <param name="ValueContribution">专利价值贡献.</param>
/// <param name="PatentDependence">产品竞争力对专利的依赖度.</param>
/// <param name="Total">Weighted total, 0 to 100, two decimals.</param>
/// <param name="Note">The officer's words.</param>
public sealed record Screening(decimal EconomicBenefit, decimal ProtectionStrength, decimal ValueContribution, decimal PatentDependence, decimal Total, string? Note);

/// <summary>补充材料要求.</summary>
/// <param name="RequestedAt">When it was asked for, or its term extended.</param>
/// <param name="DueOn">Last day, Asia/Shanghai.</param>
/// <param name="What">What the unit is asked for.</param>
/// <param name="SubmittedAt">When the unit submitted it.</param>
/// <param name="Reminders">Reminders of the present term sent so far.</param>
/// <param name="SubmittedFrom">ETag of the draft it was submitted from: a double click meets it.</param>
public sealed record SupplementRequest(DateTimeOffset RequestedAt, DateOnly DueOn, string What, DateTimeOffset? SubmittedAt = null, int Reminders = 0, string? SubmittedFrom = null);

/// <summary>公示期.</summary>
/// <param name="StartedAt">Beginning.</param>
/// <param name="EndsOn">The tenth working day, Asia/Shanghai; the notice ends with its 24:00.</param>
/// <param name="Provisional">暂定: the days reach into a year whose 放假安排 is not published.</param>
/// <param name="CalendarVersion">The calendar they were counted with.</param>
public sealed record NoticeTerm(DateTimeOffset StartedAt, DateOnly EndsOn, bool Provisional, string CalendarVersion)
{
    /// <summary>The instant at which the notice is over.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset EndsAt => ChinaTime.EndOfDay(EndsOn);

    /// <summary>公示公告 under which the product was put on notice.</summary>
    public AnnouncementId? Announcement { get; init; }
}

/// <summary>The facts a certificate states, fixed at issue; they are what is signed (REC-06).</summary>
/// <param name="Number">证书编号: 认定年度 and 备案号, e.g. <c>2026-2025000123</c>.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
/// <param name="UnitName">备案单位名称.</param>
/// <param name="Year">认定年度.</param>
/// <param name="IssuedOn">发证日期.</param>
/// <param name="ValidUntil">有效期至: last day of validity.</param>
/// <param name="Patents">专利总数.</param>
public sealed record CertificateFacts(string Number, string Product, string? Model, string UnitName, int Year, DateOnly IssuedOn, DateOnly ValidUntil, int Patents);

/// <summary>认定证书 as issued.</summary>
/// <param name="Facts">What it states.</param>
/// <param name="KeyId">Which key signed it.</param>
/// <param name="Token">Facts and signature as the QR code carries them.</param>
public sealed record RecognitionCertificate(CertificateFacts Facts, string KeyId, string Token);
