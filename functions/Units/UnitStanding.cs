namespace PatentFunctions.Units;

/// <summary>The unit may not submit now; the findings name every condition that is not met (FIL-01, UNI-09, UNI-10).</summary>
public sealed record UnitNotInStanding() : Conflict("unit-not-in-standing", "单位暂不能提交", "单位尚不满足提交条件，请按下列提示处理后再提交；草稿可继续保存。");

/// <summary>申报条件 of the unit itself: verified, no change under review, asset information in order.</summary>
public static class UnitStanding
{
    /// <summary>Finding: the realname review is not passed.</summary>
    public const string NotVerified = "unit.not-verified";

    /// <summary>Finding: a change of unit data is under review.</summary>
    public const string ChangeUnderReview = "unit.change-under-review";

    /// <summary>Finding: last year's asset information is missing; warns before 1 May, blocks from then on.</summary>
    public const string AssetsMissing = "unit.asset-information-missing";

    /// <summary>Every condition that is not met; one that only warns does not keep the unit from submitting.</summary>
    /// <param name="unit">The unit; null where it has filled in nothing yet.</param>
    /// <param name="assetYears">Years whose asset information is there.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(Unit? unit, IReadOnlyCollection<int> assetYears, DateOnly today)
    {
        var findings = new List<Finding>();
        if (unit is not { IsVerified: true })
        {
            var text = unit?.State switch
            {
                RealnameState.UnderReview => "单位实名认证信息已提交，请等待审核通过",
                RealnameState.Returned => "单位实名认证未通过，请修改后重新提交",
                _ => "单位在产品备案前，必须完成实名认证",
            };
            findings.Add(Finding.Blocks(NotVerified, "", text) with { Clause = "操作手册 三、单位实名认证" });
            return findings;
        }
        if (unit.Change == UnitChangeState.UnderReview)
            findings.Add(Finding.Blocks(ChangeUnderReview, "", "单位信息变更正在审核，通过后方可提交") with { Clause = "操作手册 八（一）单位信息变更" });
        if (AssetInformation.MissingFor(today, assetYears) is { } missing)
        {
            var finding = missing.Blocks
                ? Finding.Blocks(AssetsMissing, "", $"{missing.Year}年度未完成资产信息维护，请先更新上一年度资产信息")
                : Finding.Warns(AssetsMissing, "", $"{missing.Year}年度未完成资产信息维护，请于4月30日前更新");
            findings.Add(finding with { Clause = "操作手册 八（二）资产信息更新" });
        }
        return findings;
    }

    /// <summary>
    /// The refusal for an act that needs a unit in standing; null where nothing blocks. Missing asset information alone has its own problem
    /// type that names the year; otherwise every condition is a finding of <see cref="UnitNotInStanding"/>.
    /// </summary>
    public static Refusal? RefusalOf(IReadOnlyList<Finding> findings, DateOnly today)
    {
        var blocking = findings.Where(f => f.Severity == Severity.Blocks).ToList();
        return blocking switch
        {
            [] => null,
            [{ Code: AssetsMissing }] => new AssetInformationMissing(AssetInformation.YearDue(today)) { Findings = blocking },
            _ => new UnitNotInStanding { Findings = blocking },
        };
    }
}
