namespace PatentFunctions.Recognition.Campaigns;

/// <summary>The campaign was opened: what decides who enters and how it is scored stays as announced.</summary>
public sealed record CampaignTermsFixed() : Conflict("recognition-campaign-terms-fixed", "认定条件已公布，不能修改", "认定工作启动后，备案截止日期、数据年度和初筛权重不能再修改；标题、说明、初筛最低分和补充材料期限仍可修改。");

/// <summary>The campaign's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
public sealed record CampaignActRefused(CampaignState State) : Conflict("recognition-campaign-act-refused", "当前状态不允许此操作", $"该年度认定工作当前为“{CampaignRules.NameOf(State)}”，不能进行此操作；未作任何改动。");

/// <summary>What a campaign may be, as pure rules (REC-01; slides 认定条件).</summary>
public static class CampaignRules
{
    /// <summary>备案 and 认定 began with this year.</summary>
    public const int FirstYear = 2022;

    /// <summary>The campaign of a form, defaults filled in.</summary>
    public static CampaignRecord Of(int year, CampaignForm form)
    {
        var cutOff = form.CutOff ?? new DateOnly(year, 9, 15);
        var dataYear = form.DataYear ?? year - 1;
        return new CampaignRecord(
            year,
            CampaignState.Draft,
            cutOff,
            dataYear,
            Text(form.Title) ?? $"{year}年度专利密集型产品认定",
            Text(form.Call) ?? $"认定对象：{ChinaTime.FullDate(cutOff)}前备案通过且“参与专利密集型产品认定”的产品。数据要求：应为{dataYear}年度数据信息（{dataYear}年及以前备案的产品须进行产品信息更新）。评价基准：经济效益高且专利保护强度高、专利价值贡献高、产品竞争力对专利依赖度高的产品。",
            Text(form.Notice) ?? $"经初筛和专家评审，现对{year}年度拟认定的专利密集型产品予以公示，公示期为10个工作日。公示期内，任何单位或个人如有异议，可实名提出并附证明材料。",
            form.MinScore ?? 60,
            form.SupplementDays ?? 15,
            form.Weights ?? new ScoreWeights(25, 25, 25, 25));
    }

    /// <summary>Everything that is wrong with a campaign.</summary>
    public static IReadOnlyList<Finding> Check(CampaignRecord campaign)
    {
        var findings = new List<Finding>();
        if (campaign.Year is < FirstYear or > 2100) findings.Add(Finding.Blocks("campaign.year", "/year", $"认定年度应在 {FirstYear} 至 2100 之间"));
        if (campaign.CutOff.Year != campaign.Year) findings.Add(Finding.Blocks("campaign.cut-off", "/cutOff", "备案截止日期应在认定年度之内"));
        if (campaign.DataYear >= campaign.Year || campaign.DataYear < campaign.Year - 2) findings.Add(Finding.Blocks("campaign.data-year", "/dataYear", "数据年度应为认定年度的前一年或前两年"));
        if (campaign.MinScore is < 0 or > 100) findings.Add(Finding.Blocks("campaign.min-score", "/minScore", "初筛最低分应为 0 至 100"));
        if (campaign.SupplementDays is < 5 or > 60) findings.Add(Finding.Blocks("campaign.supplement-days", "/supplementDays", "补充材料期限应为 5 至 60 个工作日"));
        var weights = new[] { campaign.Weights.EconomicBenefit, campaign.Weights.ProtectionStrength, campaign.Weights.ValueContribution, campaign.Weights.PatentDependence };
        if (weights.Any(w => w is < 0 or > 100)) findings.Add(Finding.Blocks("campaign.weight", "/weights", "各项权重应为 0 至 100"));
        else if (weights.Sum() != 100) findings.Add(Finding.Blocks("campaign.weights-sum", "/weights", $"各项权重之和应为 100%，现为 {weights.Sum():0.##}%"));
        return findings;
    }

    /// <summary>The campaign after an edit, or why it may not be edited so: once opened, its terms stay.</summary>
    public static Outcome<CampaignRecord> Edit(CampaignRecord campaign, CampaignForm form)
    {
        if (campaign.State == CampaignState.Closed) return new CampaignActRefused(campaign.State);
        var next = Of(campaign.Year, form) with { State = campaign.State, Runs = campaign.Runs, OpenedAt = campaign.OpenedAt };
        if (Check(next) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var sameTerms = (next.CutOff, next.DataYear, next.Weights) == (campaign.CutOff, campaign.DataYear, campaign.Weights);
        return campaign.State == CampaignState.Open && !sameTerms ? new CampaignTermsFixed() : next;
    }

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(CampaignState state) => state switch
    {
        CampaignState.Draft => "筹备中",
        CampaignState.Open => "进行中",
        _ => "已截止",
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
