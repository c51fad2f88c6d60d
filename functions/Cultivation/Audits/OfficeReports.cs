using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Audits;

/// <summary>年度数据 of an enterprise as an office sees it.</summary>
/// <param name="Report">The report in short.</param>
/// <param name="Content">What was last submitted.</param>
/// <param name="CorrectBy">Last day of the correction of a returned report.</param>
/// <param name="Rounds">数据审核, round by round.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record OfficeReportAnswer(ReportLine Report, ReportContent Content, DateOnly? CorrectBy, IReadOnlyList<RoundSummary> Rounds, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>?state= is none of a report's.</summary>
public sealed record UnknownReportState() : Malformed("sme-report-state-unknown", "筛选条件无效", "state 应为 underAudit（数据审核）、returned（审核不通过）或 passed（审核通过）。");

/// <summary>The submitted reports of a year for the offices: those waiting for the audit stand in the queue of <c>reviews/sme-audit</c> as well.</summary>
public sealed class OfficeReports(ReportsByProvince list, AnnualReports reports, CaseStore cases, TimeProvider time)
{
    /// <summary>某年度已提交的企业数据，可按省份、状态和名称筛选；省级部门只看本省。</summary>
    [Function("ListSmeReportsOfYear")]
    [Allow(Role.National, Role.Provincial)]
    [QueryParameter("province", "省级行政区划代码；省级部门只看本省", Pattern = SmeScope.ProvinceForm), QueryParameter("state", "underAudit 数据审核、returned 审核不通过、passed 审核通过；不填为全部", Values = "underAudit,returned,passed"), QueryParameter("q", "企业名称或统一社会信用代码中的文字")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<ReportLine>)), Refuses(typeof(UnknownReportState))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-reports/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var province = SmeScope.Province(request.Caller(), request.Query["province"].ToString()).Value;
        var keyword = request.Query["q"].ToString();
        ReportState? state = request.Query["state"].ToString() switch
        {
            "" => null,
            "underAudit" => ReportState.UnderAudit,
            "returned" => ReportState.Returned,
            "passed" => ReportState.Passed,
            _ => throw new RefusedException(new UnknownReportState()),
        };
        var found = await list.OfAsync(year, province, cancellation)
            .Where(l => l.Round > 0 && (state is null || l.State == state)
                && (keyword.Length == 0 || l.UnitName.Contains(keyword, StringComparison.OrdinalIgnoreCase) || l.Uscc.Contains(keyword, StringComparison.OrdinalIgnoreCase)))
            .ToListAsync(cancellation);
        return Results.Json(page.Slice(found, l => l.Id.Value), PlatformJson.Options);
    }

    /// <summary>某企业某年度已提交的数据、各轮审核和办理进度；省级部门只看本省。含联系人和电话，每次查看均有审计记录。</summary>
    [Function("ReadSmeReportOfUnit")]
    [Allow(Role.National, Role.Provincial)]
    [Answers(200, typeof(OfficeReportAnswer))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-reports/{year:int}/{unit}")] HttpRequest request, int year, string unit,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var report = (await reports.ForOfficeAsync(AnnualReportId.Of(new UnitId(unit), year).Value, request.Caller(), cancellation)).Value;
        await cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(report.Id.Value), request.Stamp(time, "ReadSmeReportOfUnit")), durable, cancellation);
        var content = (await reports.ContentAsync(report.Id, cancellation))!;
        var rounds = await reports.RoundsAsync(report.Id, cancellation);
        var answer = new OfficeReportAnswer(
            ReportLine.Of(report, content), content, report.State == ReportState.Returned ? report.CorrectBy : null,
            [.. rounds.Select(r => new RoundSummary(r.Round, r.State, r.Submitted.When, r.Sha256, DecisionView.Of(r.Decision)))], await cases.TimelineAsync(AnnualReports.AddressOf(report.Id), cancellation));
        return Results.Json(answer, PlatformJson.Options);
    }
}
