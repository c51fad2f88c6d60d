using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Campaigns;

/// <summary>认定工作状态.</summary>
public enum CampaignState
{
    /// <summary>筹备中: only the office sees it.</summary>
    Draft,

    /// <summary>进行中: filings enter.</summary>
    Open,

    /// <summary>已截止: nothing enters any more; the products in it go on.</summary>
    Closed,
}

/// <summary>初筛权重 of the four criteria, %; they add up to 100.</summary>
/// <param name="EconomicBenefit">经济效益.</param>
/// <param name="ProtectionStrength">专利保护强度.</param>
/// <param name="ValueContribution">专利价值贡献.</param>
/// <param name="PatentDependence">产品竞争力对专利的依赖度.</param>
public sealed record ScoreWeights(decimal EconomicBenefit, decimal ProtectionStrength, decimal ValueContribution, decimal PatentDependence);

/// <summary>What an office may decide about a campaign; what is left out takes its default.</summary>
public sealed record CampaignForm
{
    /// <summary>备案截止日期; 15 September of the year by default.</summary>
    public DateOnly? CutOff { get; init; }

    /// <summary>数据年度; the year before by default.</summary>
    public int? DataYear { get; init; }

    /// <summary>标题.</summary>
    [MaxLength(100)]
    public string? Title { get; init; }

    /// <summary>认定工作通知.</summary>
    [MaxLength(5000)]
    public string? Call { get; init; }

    /// <summary>公示说明, above the list of products in notice.</summary>
    [MaxLength(5000)]
    public string? Notice { get; init; }

    /// <summary>初筛最低分, 0 to 100; 60 by default.</summary>
    public decimal? MinScore { get; init; }

    /// <summary>补充材料期限, working days, 5 to 60; 15 by default.</summary>
    public int? SupplementDays { get; init; }

    /// <summary>初筛权重; a quarter each by default.</summary>
    public ScoreWeights? Weights { get; init; }
}

/// <summary>年度认定工作: row <c>case</c> of the partition named by its year; its runs stand beside it.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CutOff">备案截止日期, Asia/Shanghai, that day included.</param>
/// <param name="DataYear">数据年度.</param>
/// <param name="Title">标题.</param>
/// <param name="Call">认定工作通知.</param>
/// <param name="Notice">公示说明.</param>
/// <param name="MinScore">初筛最低分.</param>
/// <param name="SupplementDays">补充材料期限, working days.</param>
/// <param name="Weights">初筛权重.</param>
public sealed record CampaignRecord(int Year, CampaignState State, DateOnly CutOff, int DataYear, string Title, string Call, string Notice, decimal MinScore, int SupplementDays, ScoreWeights Weights)
{
    /// <summary>Runs over all filings so far.</summary>
    public int Runs { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Reads campaigns.</summary>
public sealed class CampaignRecords(CaseStore cases)
{
    /// <summary>Table of the campaigns; partition = year.</summary>
    public const string Table = "RecognitionCampaigns";

    /// <summary>Where the campaign of a year lives.</summary>
    public static CaseAddress AddressOf(int year) => new(Table, year.ToString("D4", CultureInfo.InvariantCulture));

    /// <summary>The campaign of a year, or null.</summary>
    public Task<Stored<CampaignRecord>?> FindAsync(int year, CancellationToken cancellation) =>
        cases.FindAsync<CampaignRecord>(AddressOf(year), CaseRows.Record, cancellation);

    /// <summary>The campaign of a year; throws the refusal (404) where there is none.</summary>
    public async Task<Stored<CampaignRecord>> GetAsync(int year, CancellationToken cancellation) =>
        await FindAsync(year, cancellation) ?? throw new RefusedException(new NoCampaign(year));

    /// <summary>Every campaign, the latest first; one a year since 2022.</summary>
    /// <param name="until">The last year that may have one.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<IReadOnlyList<CampaignRecord>> AllAsync(int until, CancellationToken cancellation)
    {
        var all = new List<CampaignRecord>();
        for (var year = until; year >= CampaignRules.FirstYear; year--)
            if (await FindAsync(year, cancellation) is { } campaign) all.Add(campaign.Value);
        return all;
    }
}

/// <summary>There is no campaign of that year.</summary>
/// <param name="Year">认定年度.</param>
public sealed record NoCampaign(int Year) : NotFound("recognition-campaign-none", "该年度认定工作尚未启动", $"{Year}年度专利密集型产品认定工作尚未启动。");
