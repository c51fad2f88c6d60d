using System.Globalization;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.Adjustments;

/// <summary>核查结论 of an enterprise.</summary>
public enum AdjustmentVerdict
{
    /// <summary>拟保留.</summary>
    Keep,

    /// <summary>拟出库.</summary>
    Remove,

    /// <summary>待定: something is still being decided, or an official figure is missing; it stays.</summary>
    Pending,
}

/// <summary>One condition and how it stands.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">Chinese explanation.</param>
/// <param name="Met">Whether it is met; null where that cannot be said yet.</param>
public sealed record AdjustmentReason(string Code, string Text, bool? Met);

/// <summary>
/// 年度动态调整 (SME-08) as a pure rule: whether an enterprise stays in the library. It names every condition, met or not, so that each verdict explains itself.
/// </summary>
public static class AdjustmentRule
{
    /// <summary>未提交数据.</summary>
    public const string Missing = "data.missing";

    /// <summary>退回后逾期未更正.</summary>
    public const string NotCorrected = "data.not-corrected";

    /// <summary>数据尚在审核或更正.</summary>
    public const string Undecided = "data.undecided";

    /// <summary>数据审核通过.</summary>
    public const string Passed = "data.passed";

    /// <summary>指标未达到.</summary>
    public const string Below = "criterion.below";

    /// <summary>指标达到.</summary>
    public const string Reached = "criterion.reached";

    /// <summary>缺少官方数据.</summary>
    public const string Unknown = "criterion.unknown";

    /// <summary>Every condition of an enterprise.</summary>
    /// <param name="year">上报年度.</param>
    /// <param name="report">Its report of the year, or null.</param>
    /// <param name="content">What it last submitted.</param>
    /// <param name="rules">The rules of the year.</param>
    /// <param name="today">Today, Asia/Shanghai.</param>
    public static IReadOnlyList<AdjustmentReason> Check(int year, AnnualReport? report, ReportContent? content, LibraryRules rules, DateOnly today)
    {
        if (report is not { Round: > 0 } || content is null) return [new AdjustmentReason(Missing, $"未提交{year}年度数据", false)];
        if (report.State == ReportState.UnderAudit) return [new AdjustmentReason(Undecided, $"{year}年度数据尚在审核", null)];
        if (report.State == ReportState.Returned)
        {
            return report.CorrectBy is { } last && last >= today
                ? [new AdjustmentReason(Undecided, $"{year}年度数据已退回，可于{ChinaTime.FullDate(last)}前更正", null)]
                : [new AdjustmentReason(NotCorrected, $"{year}年度数据退回后未在规定期限内更正", false)];
        }
        return [new AdjustmentReason(Passed, $"{year}年度数据审核通过", true), .. rules.Criteria.Select(c => Of(c, content))];
    }

    /// <summary>What the conditions come to: one that is not met removes, else one that cannot be said leaves it open.</summary>
    public static AdjustmentVerdict Verdict(IReadOnlyList<AdjustmentReason> reasons) =>
        reasons.Any(r => r.Met == false) ? AdjustmentVerdict.Remove : reasons.Any(r => r.Met is null) ? AdjustmentVerdict.Pending : AdjustmentVerdict.Keep;

    /// <summary>Chinese name of a verdict.</summary>
    public static string NameOf(AdjustmentVerdict verdict) => verdict switch
    {
        AdjustmentVerdict.Keep => "拟保留",
        AdjustmentVerdict.Remove => "拟出库",
        _ => "待定",
    };

    /// <summary>What is not met, in one text.</summary>
    public static string WhyOf(IReadOnlyList<AdjustmentReason> reasons) => string.Join('；', reasons.Where(r => r.Met == false).Select(r => r.Text));

    private static AdjustmentReason Of(LibraryCriterion criterion, ReportContent content)
    {
        var indicator = AdjustmentIndicator.Find(criterion.Indicator)!;
        var least = $"{Text(criterion.AtLeast)} {indicator.Unit}";
        return indicator.Of(content) switch
        {
            null when indicator.Official => new AdjustmentReason(Unknown, $"{indicator.Name}：官方数据缺失，应不低于 {least}", null),
            null => new AdjustmentReason(Below, $"{indicator.Name}：无法计算，应不低于 {least}", false),
            { } value when value < criterion.AtLeast => new AdjustmentReason(Below, $"{indicator.Name}：{Text(value)} {indicator.Unit}，低于 {least}", false),
            { } value => new AdjustmentReason(Reached, $"{indicator.Name}：{Text(value)} {indicator.Unit}，不低于 {least}", true),
        };
    }

    private static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
