using PatentFunctions.Cultivation.Notices;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>填报 has not begun.</summary>
/// <param name="FirstDay">填报开始日期.</param>
public sealed record ReportingNotBegun(DateOnly FirstDay) : Conflict("sme-reporting-not-begun", "填报尚未开始", $"填报自{ChinaTime.FullDate(FirstDay)}开始，届时方可提交；现在可以暂存。");

/// <summary>填报 is over.</summary>
/// <param name="LastDay">填报截止日期.</param>
public sealed record ReportingOver(DateOnly LastDay) : Conflict("sme-reporting-over", "填报已截止", $"填报已于{ChinaTime.FullDate(LastDay)}截止，不能再提交；已填写的内容均已保留。");

/// <summary>The grace period of a returned report is over.</summary>
/// <param name="LastDay">Last day on which it could be handed in again.</param>
public sealed record CorrectionOver(DateOnly LastDay) : Conflict("sme-correction-over", "更正期限已过", $"退回更正的期限已于{ChinaTime.FullDate(LastDay)}届满，不能再提交；已填写的内容均已保留。");

/// <summary>提交期限 as a pure rule (SME-06): to the second, Asia/Shanghai, the last day included.</summary>
public static class SubmissionWindow
{
    /// <summary>Last day on which a report in its state may be handed in; an extended notice extends a correction as well.</summary>
    public static DateOnly LastDayOf(ReportingNotice notice, AnnualReport? report) =>
        report is { State: ReportState.Returned, CorrectBy: { } correctBy } && correctBy > notice.LastDay ? correctBy : notice.LastDay;

    /// <summary>Why a report cannot be handed in at an instant; null where it can.</summary>
    public static Refusal? Refuse(ReportingNotice notice, AnnualReport report, DateTimeOffset now)
    {
        if (notice.WindowAt(now) == ReportingWindow.NotYet) return new ReportingNotBegun(notice.FirstDay);
        var lastDay = LastDayOf(notice, report);
        if (now < ChinaTime.EndOfDay(lastDay)) return null;
        return report.State == ReportState.Returned ? new CorrectionOver(lastDay) : new ReportingOver(lastDay);
    }
}
