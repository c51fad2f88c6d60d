using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;

namespace PatentFunctions.Recognition.Campaigns;

/// <summary>
/// 认定条件 (REC-01; slides 认定条件): whether a filing may take part in a campaign. A pure rule that names every condition that is not met, so
/// that the run over all filings and the unit's question 为什么不符合 have the same answer.
/// </summary>
public static class EntryRule
{
    /// <summary>尚未取得备案号.</summary>
    public const string NotFiled = "entry.not-filed";

    /// <summary>备案日期晚于截止日期.</summary>
    public const string FiledLate = "entry.filed-late";

    /// <summary>未勾选参与认定.</summary>
    public const string NotTakingPart = "entry.not-taking-part";

    /// <summary>经营数据不是数据年度的.</summary>
    public const string DataYear = "entry.data-year";

    /// <summary>信息更新晚于截止日期.</summary>
    public const string UpdatedLate = "entry.updated-late";

    /// <summary>备案已撤销.</summary>
    public const string NotInForce = "entry.not-in-force";

    private const string Clause = "专利密集型产品认定 认定条件";

    /// <summary>Every condition that is not met; none where the filing is eligible.</summary>
    public static IReadOnlyList<Finding> Check(FilingRecord filing, CampaignRecord campaign)
    {
        if (filing is not { FiledAt: { } filedAt, FilingYear: { } filingYear, Content: { } content })
            return [Blocks(NotFiled, "产品尚未备案通过，没有备案号")];
        var findings = new List<Finding>();
        var filedOn = ChinaTime.DateOf(filedAt);
        if (filedOn > campaign.CutOff)
            findings.Add(Blocks(FiledLate, $"备案日期（{ChinaTime.FullDate(filedOn)}）晚于截止日期（{ChinaTime.FullDate(campaign.CutOff)}）"));
        if (content.Product.TakesPartInRecognition != true)
            findings.Add(Blocks(NotTakingPart, "未勾选参与专利密集型产品认定"));
        // The figures of a year are filed, or brought up to date, in the year after it.
        var year = campaign.DataYear + 1;
        if (!UpdateStanding.CountsFor(filing, year))
            findings.Add(Blocks(DataYear, $"经营数据不是{campaign.DataYear}年度数据：产品于{filingYear}年备案，{(filing.UpdateYear is { } updated ? $"更新年度为{updated}年" : "尚未更新")}，须完成{year}年度产品信息更新"));
        else if (filedOn <= campaign.CutOff && UpdateStanding.WhyNot(filing, year, campaign.CutOff) is { } late)
            findings.Add(Blocks(UpdatedLate, late));
        if (!FilingStates.IsInForce(filing.State))
            findings.Add(Blocks(NotInForce, filing.EndedAt is { } ended ? $"备案已于{ChinaTime.FullDate(ChinaTime.DateOf(ended))}撤销" : "备案已撤销"));
        return findings;
    }

    private static Finding Blocks(string code, string text) => Finding.Blocks(code, "", text) with { Clause = Clause };
}
