using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>The clock of 数据审核.</summary>
public static class SmeAudit
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SmeAudit";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>数据审核 by the office of the province as data (SME-08); the manual names no term.</summary>
public static class SmeAuditKind
{
    private const string Form = "企业用户使用手册 4.2";

    /// <summary>The kind; a round's scope is the province.</summary>
    public static ReviewKind Kind { get; } = new(
        "sme-audit",
        "企业年度数据审核",
        AnnualReports.Table,
        SmeAudit.Name,
        Role.Provincial,
        "10个工作日",
        RemindAfterDays: 5,
        TermDays: 10,
        Checklist: [new("complete", "填报内容是否完整、前后一致"), new("warnings", "企业确认的异常数据是否合理")],
        Reasons:
        [
            new("figures.unit", "金额单位有误，应为万元", Form, "/values/revenue"),
            new("figures.year", "近三年指标填写的年度有误", Form, "/values/revenue"),
            new("figures.implausible", "填报数据异常，与以前年度或其他数据相比明显不合理", Form, "/values"),
            new("staff.inconsistent", "人员数据前后不一致", Form, "/values/employees"),
            new("honours.unproven", "企业称号与公布的名单不符", Form, "/values/honours"),
            new("listing.wrong", "上市情况与实际不符", Form, "/values/listing"),
            new("innovation.unclear", "创新平台、合作单位、研发项目或获奖情况填写不规范", Form, "/values/platforms"),
            new("licensing.wrong", "专利许可、转让数据与备案登记情况不符", Form, "/values/licencesOut"),
            new("finance.wrong", "专利质押、证券化数据与登记情况不符", Form, "/values/pledgedAmount"),
            new("attachment.unreadable", "附件无法打开或与填报内容无关", Form, "/values/archive"),
            new("needs.unclear", "企业需求填写过于笼统，无法对接", Form, "/values/needInformation"),
            new("enterprise.wrong", "企业信息有误，请联系平台更正后重新提交", "企业用户使用手册 4.1", "/enterprise"),
            new("other", "其他（见补充说明）", Form, ""),
        ],
        new ReviewTemplates("sme-report.passed", "sme-report.returned", "sme-report.audit-reminder", "sme-report.audit-escalation"))
    {
        HoldsPersonalData = true,
        Words = new("已提交，等待省级知识产权管理部门审核", "数据审核通过", "数据审核不通过"),
    };
}

/// <summary>What a decision makes of a report: passed, or returned with its draft open again until a stored day.</summary>
public sealed class SmeAuditArea(AnnualReports reports, ReportingNotices notices) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => SmeAuditKind.Kind;

    /// <inheritdoc />
    public Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) =>
        WriteAsync(write, round, round.Decision is { Approved: true } ? ReportAct.Pass : ReportAct.Return, cancellation);

    /// <inheritdoc />
    public Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) => WriteAsync(write, round, ReportAct.UpholdAppeal, cancellation);

    private async Task<Refusal?> WriteAsync(CaseWrite write, ReviewRound round, ReportAct act, CancellationToken cancellation)
    {
        if (await reports.FindAsync(new AnnualReportId(round.Case), cancellation) is not { } report) return new NothingHere();
        if (ReportStates.Refuse(report.Value.State, act) is { } refusal) return refusal;
        var next = report.Value.After(act);
        if (act == ReportAct.Return)
        {
            var notice = (await notices.GetAsync(next.Year, cancellation)).Value;
            next = next with { CorrectBy = notice.CorrectBy(ChinaTime.DateOf(write.Stamp.When)) };
        }
        write.Replace(report, next).Send(ProjectionMessages.Refresh(ReportsByProvince.ProjectionName));
        return null;
    }
}
