using System.Globalization;
using System.Text.Json.Serialization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>政策申报批次: identifies a campaign, <c>sc-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<SubsidyCampaignId>))]
public readonly record struct SubsidyCampaignId(string Value) : IStringId<SubsidyCampaignId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "sc";

    /// <inheritdoc />
    public static SubsidyCampaignId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>申报状态.</summary>
public enum SubsidyCampaignState
{
    /// <summary>草稿: only the office sees it.</summary>
    Draft,

    /// <summary>已发布: units apply within its window.</summary>
    Published,

    /// <summary>已结束: nobody applies any more; the applications in it go on.</summary>
    Closed,
}

/// <summary>How the granted amount is rounded.</summary>
public enum GrantRounding
{
    /// <summary>四舍五入到分.</summary>
    Cent,

    /// <summary>取整到元, the rest cut off.</summary>
    WholeYuan,
}

/// <summary>计息天数基准 of a year, days.</summary>
public enum DayCountBasis
{
    /// <summary>360 days.</summary>
    Days360,

    /// <summary>365 days.</summary>
    Days365,
}

/// <summary>申报材料 that a campaign may ask for; each has its own condition.</summary>
public enum SubsidyMaterial
{
    /// <summary>知识产权质押贷款信息材料（银行）: always.</summary>
    BankMaterial,

    /// <summary>知识产权质押贷款信息材料（担保、保险）: where the loan has a guarantor or an insurer.</summary>
    GuaranteeMaterial,

    /// <summary>专利密集型产品备案证明: where a patent was pledged.</summary>
    FilingCertificate,

    /// <summary>企业名称变更证明: where the unit's name is no longer the loan's.</summary>
    NameChangeProof,
}

/// <summary>申报条件和补贴标准: fixed once the campaign is published.</summary>
/// <param name="DrawnOnOrBefore">Last day on which the loan was drawn (贷款放款时间), Asia/Shanghai, that day included.</param>
/// <param name="RepaidOnOrAfter">First day on which the loan was repaid (实际还款日期), that day included.</param>
/// <param name="OwnIpOnly">自有知识产权质押: what was pledged must be the unit's own.</param>
/// <param name="Share">补贴比例, % of the interest paid.</param>
/// <param name="CapPerUnit">单个企业补贴上限 within the campaign, 元; null for none.</param>
/// <param name="DayCount">计息天数基准, for the plausibility of the interest.</param>
/// <param name="GrantNumerator">核定比例, numerator: what share of the amount applied for is granted, e.g. 5 of 5/6.</param>
/// <param name="GrantDenominator">核定比例, denominator.</param>
/// <param name="GrantRounding">How the granted amount is rounded.</param>
/// <param name="FilingYear">备案年度 or 更新年度 that the filing certificate must show.</param>
/// <param name="Materials">申报材料.</param>
/// <param name="PaperDays">纸件寄送期限, working days from the approval.</param>
/// <param name="CorrectionDays">修改期限, working days from a return.</param>
public sealed record SubsidyTerms(
    DateOnly DrawnOnOrBefore,
    DateOnly RepaidOnOrAfter,
    bool OwnIpOnly,
    decimal Share,
    decimal? CapPerUnit,
    DayCountBasis DayCount,
    int GrantNumerator,
    int GrantDenominator,
    GrantRounding GrantRounding,
    int FilingYear,
    IReadOnlyList<SubsidyMaterial> Materials,
    int PaperDays,
    int CorrectionDays);

/// <summary>政策申报：质押融资利息补贴, one campaign (SUB-01), row <c>case</c> of the partition named by its id.</summary>
/// <param name="Id">The campaign.</param>
/// <param name="Kind">补贴类型: within one, a loan and a pledged property are subsidized once (未重复申领).</param>
/// <param name="Year">申报年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Name">名称.</param>
/// <param name="Text">申报通知.</param>
/// <param name="FirstDay">First day of the application window, Asia/Shanghai.</param>
/// <param name="LastDay">Last day of it, that day included.</param>
/// <param name="Budget">预算总额, 元.</param>
/// <param name="PaperAddress">纸质材料寄送地址.</param>
/// <param name="PaperRecipient">收件人 and telephone.</param>
/// <param name="Terms">What stays fixed once published.</param>
public sealed record SubsidyCampaign(
    SubsidyCampaignId Id,
    string Kind,
    int Year,
    SubsidyCampaignState State,
    string Name,
    string Text,
    DateOnly FirstDay,
    DateOnly LastDay,
    decimal Budget,
    string PaperAddress,
    string PaperRecipient,
    SubsidyTerms Terms)
{
    /// <summary>质押融资利息补贴: the kind that this platform pays.</summary>
    public const string PledgeInterest = "pledge-interest";

    /// <summary>When it was published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>True while applications may be submitted for the first time: published, and within the window in Asia/Shanghai.</summary>
    public bool TakesApplications(DateTimeOffset now) =>
        State == SubsidyCampaignState.Published && now >= ChinaTime.StartOfDay(FirstDay) && now < ChinaTime.EndOfDay(LastDay);
}

/// <summary>There is no such campaign, or it is not published.</summary>
public sealed record NoSubsidyCampaign() : NotFound("subsidy-campaign-none", "没有该政策申报", "该政策申报不存在或尚未发布。");

/// <summary>Reads campaigns.</summary>
public sealed class SubsidyCampaigns(CaseStore cases) : IProjection
{
    /// <summary>Table of the campaigns; partition = id.</summary>
    public const string Table = "SubsidyCampaigns";

    /// <summary>Table of their list.</summary>
    public const string ListTable = "SubsidyCampaignList";

    /// <summary>Name of the projection that keeps the list.</summary>
    public const string ProjectionName = "subsidy-campaigns";

    private const string ListPartition = "all";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => Table;

    /// <summary>Where a campaign lives.</summary>
    public static CaseAddress AddressOf(SubsidyCampaignId id) => new(Table, id.Value);

    /// <summary>A campaign, or null.</summary>
    public async Task<Stored<SubsidyCampaign>?> FindAsync(SubsidyCampaignId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await cases.FindAsync<SubsidyCampaign>(AddressOf(id), CaseRows.Record, cancellation) : null;

    /// <summary>A campaign that the caller may know of; throws the refusal (404) for any other.</summary>
    public async Task<Stored<SubsidyCampaign>> GetAsync(SubsidyCampaignId id, Caller caller, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found && Sees(caller, found.Value) ? found : throw new RefusedException(new NoSubsidyCampaign());

    /// <summary>Every campaign that the caller may know of, the latest first: a few a year.</summary>
    public async Task<IReadOnlyList<SubsidyCampaign>> AllAsync(Caller caller, CancellationToken cancellation)
    {
        var all = new List<SubsidyCampaign>();
        await foreach (var id in cases.Records.AllAsync<SubsidyCampaignId>(ListTable, new RecordQuery { Partition = ListPartition }, cancellation))
            if (await FindAsync(id.Value, cancellation) is { } campaign && Sees(caller, campaign.Value)) all.Add(campaign.Value);
        return all;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if (await FindAsync(new SubsidyCampaignId(address.Partition), cancellation) is not { } campaign) return [];
        // The latest year first, and within it what begins last.
        var row = string.Create(CultureInfo.InvariantCulture, $"{9999 - campaign.Value.Year:D4}-{DateOnly.MaxValue.DayNumber - campaign.Value.FirstDay.DayNumber:D7}-{campaign.Value.Id}");
        return [ProjectedRow.Of(ListTable, ListPartition, row, campaign.Value.Id)];
    }

    private static bool Sees(Caller caller, SubsidyCampaign campaign) => campaign.State != SubsidyCampaignState.Draft || caller.Role == Role.FinanceOfficer;
}
