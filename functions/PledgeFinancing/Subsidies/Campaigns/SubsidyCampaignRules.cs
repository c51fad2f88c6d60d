using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>What the office decides about a campaign; what is left out takes its default.</summary>
public sealed record SubsidyCampaignForm
{
    /// <summary>名称.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>申报通知.</summary>
    [MaxLength(5000)]
    public string? Text { get; init; }

    /// <summary>申报开始日期, Asia/Shanghai.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>申报截止日期, that day included.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>贷款放款时间不晚于.</summary>
    public DateOnly? DrawnOnOrBefore { get; init; }

    /// <summary>实际还款日期不早于.</summary>
    public DateOnly? RepaidOnOrAfter { get; init; }

    /// <summary>仅限自有知识产权; yes by default.</summary>
    public bool? OwnIpOnly { get; init; }

    /// <summary>补贴比例, %; 50 by default.</summary>
    public decimal? Share { get; init; }

    /// <summary>单个企业补贴上限, 元; none by default.</summary>
    public decimal? CapPerUnit { get; init; }

    /// <summary>计息天数基准; 360 by default.</summary>
    public DayCountBasis? DayCount { get; init; }

    /// <summary>核定比例, numerator; 1 by default.</summary>
    public int? GrantNumerator { get; init; }

    /// <summary>核定比例, denominator; 1 by default.</summary>
    public int? GrantDenominator { get; init; }

    /// <summary>核定金额取整方式; to 分 by default.</summary>
    public GrantRounding? GrantRounding { get; init; }

    /// <summary>预算总额, 元.</summary>
    public decimal? Budget { get; init; }

    /// <summary>备案证明年度; the campaign's year by default.</summary>
    public int? FilingYear { get; init; }

    /// <summary>申报材料; all four by default.</summary>
    public IReadOnlyList<SubsidyMaterial>? Materials { get; init; }

    /// <summary>纸质材料寄送地址.</summary>
    [MaxLength(200)]
    public string? PaperAddress { get; init; }

    /// <summary>收件人及电话.</summary>
    [MaxLength(100)]
    public string? PaperRecipient { get; init; }

    /// <summary>纸件寄送期限, working days, 5 to 60; 15 by default.</summary>
    public int? PaperDays { get; init; }

    /// <summary>修改期限, working days, 5 to 60; 15 by default.</summary>
    public int? CorrectionDays { get; init; }
}

/// <summary>The campaign is published: what decides who is subsidized and by how much stays as announced.</summary>
public sealed record SubsidyTermsFixed() : Conflict(
    "subsidy-campaign-terms-fixed", "申报条件已发布，不能修改", "政策申报发布后，申报条件、补贴标准、申报材料和各项期限不能再修改，申报截止日期只能延后；名称、通知、预算总额和寄送地址仍可修改。");

/// <summary>The campaign's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
public sealed record SubsidyCampaignActRefused(SubsidyCampaignState State) : Conflict(
    "subsidy-campaign-act-refused", "当前状态不允许此操作", $"该政策申报当前为“{SubsidyCampaignRules.NameOf(State)}”，不能进行此操作；未作任何改动。");

/// <summary>What a campaign may be, as pure rules (SUB-01; manual 二 and its 注意事项).</summary>
public static class SubsidyCampaignRules
{
    /// <summary>The campaign of a form, defaults filled in.</summary>
    public static SubsidyCampaign Of(SubsidyCampaignId id, int year, SubsidyCampaignForm form)
    {
        var terms = new SubsidyTerms(
            form.DrawnOnOrBefore ?? default,
            form.RepaidOnOrAfter ?? default,
            form.OwnIpOnly ?? true,
            form.Share ?? 50,
            form.CapPerUnit,
            form.DayCount ?? DayCountBasis.Days360,
            form.GrantNumerator ?? 1,
            form.GrantDenominator ?? 1,
            form.GrantRounding ?? GrantRounding.Cent,
            form.FilingYear ?? year,
            form.Materials is { } materials ? [.. materials.Distinct().Order()] : Enum.GetValues<SubsidyMaterial>(),
            form.PaperDays ?? 15,
            form.CorrectionDays ?? 15);
        return new SubsidyCampaign(
            id,
            SubsidyCampaign.PledgeInterest,
            year,
            SubsidyCampaignState.Draft,
            Text(form.Name) ?? $"{year}年知识产权质押融资利息补贴",
            Text(form.Text) ?? "",
            form.FirstDay ?? default,
            form.LastDay ?? default,
            form.Budget ?? 0,
            Text(form.PaperAddress) ?? "",
            Text(form.PaperRecipient) ?? "",
            terms);
    }

    /// <summary>Everything that is wrong with a campaign, whether still a draft or to be published.</summary>
    public static IReadOnlyList<Finding> Check(SubsidyCampaign campaign)
    {
        var findings = new List<Finding>();
        var terms = campaign.Terms;
        void Need(bool missing, string pointer, string text)
        {
            if (missing) findings.Add(Finding.Blocks("subsidy-campaign.missing", pointer, text));
        }
        void Range(bool wrong, string pointer, string text)
        {
            if (wrong) findings.Add(Finding.Blocks("subsidy-campaign.range", pointer, text));
        }
        Range(campaign.Year is < 2020 or > 2100, "/year", "申报年度应在 2020 至 2100 之间");
        Need(campaign.FirstDay == default, "/firstDay", "请填写申报开始日期");
        Need(campaign.LastDay == default, "/lastDay", "请填写申报截止日期");
        Range(campaign.LastDay != default && campaign.LastDay < campaign.FirstDay, "/lastDay", "申报截止日期不能早于开始日期");
        Need(terms.DrawnOnOrBefore == default, "/drawnOnOrBefore", "请填写贷款放款时间的截止日期");
        Need(terms.RepaidOnOrAfter == default, "/repaidOnOrAfter", "请填写实际还款日期的起始日期");
        Range(terms.Share is <= 0 or > 100, "/share", "补贴比例应大于 0、不超过 100%");
        Range(terms.CapPerUnit is <= 0, "/capPerUnit", "单个企业补贴上限应大于 0；没有上限的不填");
        Range(terms.GrantDenominator is < 1 or > 1000, "/grantDenominator", "核定比例的分母应为 1 至 1000");
        Range(terms.GrantNumerator < 1 || terms.GrantNumerator > terms.GrantDenominator, "/grantNumerator", "核定比例应大于 0、不超过 1");
        Range(campaign.Budget <= 0, "/budget", "请填写预算总额（元）");
        Range(decimal.Round(campaign.Budget, 2) != campaign.Budget, "/budget", "预算总额最多保留两位小数");
        Range(terms.FilingYear is < 2022 or > 2100, "/filingYear", "备案证明年度应在 2022 至 2100 之间");
        Range(terms.PaperDays is < 5 or > 60, "/paperDays", "纸件寄送期限应为 5 至 60 个工作日");
        Range(terms.CorrectionDays is < 5 or > 60, "/correctionDays", "修改期限应为 5 至 60 个工作日");
        Need(campaign.PaperAddress.Length == 0, "/paperAddress", "请填写纸质材料寄送地址");
        Need(campaign.PaperRecipient.Length == 0, "/paperRecipient", "请填写收件人及电话");
        return findings;
    }

    /// <summary>The campaign after an edit, or why it may not be edited so.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="form">The whole form anew.</param>
    /// <param name="committed">What has been promised out of its budget so far, 元.</param>
    public static Outcome<SubsidyCampaign> Edit(SubsidyCampaign campaign, SubsidyCampaignForm form, decimal committed)
    {
        if (campaign.State == SubsidyCampaignState.Closed) return new SubsidyCampaignActRefused(campaign.State);
        var next = Of(campaign.Id, campaign.Year, form) with { State = campaign.State, PublishedAt = campaign.PublishedAt };
        if (Check(next) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        if (next.Budget < committed)
            return new FieldsInvalid { Findings = [Finding.Blocks("subsidy-campaign.budget-committed", "/budget", $"预算总额不能低于已核定的 {SubsidyAmount.Yuan(committed)} 元")] };
        if (campaign.State == SubsidyCampaignState.Draft) return next;
        return SameTerms(campaign.Terms, next.Terms) && next.FirstDay == campaign.FirstDay && next.LastDay >= campaign.LastDay ? next : new SubsidyTermsFixed();
    }

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(SubsidyCampaignState state) => state switch
    {
        SubsidyCampaignState.Draft => "草稿",
        SubsidyCampaignState.Published => "已发布",
        _ => "已结束",
    };

    // Lists compare by reference within records.
    private static bool SameTerms(SubsidyTerms a, SubsidyTerms b) => a.Materials.SequenceEqual(b.Materials) && a == b with { Materials = a.Materials };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
