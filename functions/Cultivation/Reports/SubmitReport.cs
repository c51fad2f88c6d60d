using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.GreyFields;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>提交 of a report.</summary>
/// <param name="Confirmed">Codes of the warnings that the unit has looked at and confirms.</param>
public sealed record SubmitReportRequest(IReadOnlyList<string> Confirmed);

/// <summary>Warnings that the submission did not confirm; <see cref="Refusal.Findings"/> lists them.</summary>
public sealed record ReportWarningsUnconfirmed() : Invalid("sme-report-warnings-unconfirmed", "请核对并确认异常数据", "以下数据可能有误，请逐项核对；确认无误的，请在提交时一并确认。");

/// <summary>提交 a report, for the first time or corrected.</summary>
public sealed class SubmitReport(AnnualReports reports, ReportDesk desk, EnterpriseRecords enterprises, OfficialValues official, CalendarInForce calendars, CaseStore cases, TimeProvider time)
{
    /// <summary>提交年度数据：运行全部检查，异常数据须逐项确认；仅限填报起止日期内（截止日当天有效），退回的可在更正期限内再次提交。提交后状态为“数据审核”，给出回执；重复点击只提交一次。</summary>
    [Function("SubmitSmeReport")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(SubmitReportRequest)), Answers(200, typeof(Receipt)), Needs(IfMatch = true)]
    [Refuses(
        typeof(NoReportingNotice), typeof(EnterpriseNotSubmitted), typeof(ReportActRefused), typeof(ReportingNotBegun), typeof(ReportingOver), typeof(CorrectionOver),
        typeof(FieldsInvalid), typeof(ReportWarningsUnconfirmed))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-reports/me/{year:int}/submission")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<SubmitReportRequest>(cancellation);
        var (caller, opened) = (request.Caller(), await desk.OpenAsync(request.Caller(), year, cancellation));
        if (opened.Report is { } submitted && await RepeatedAsync(request, submitted.Value, cancellation) is { } same) return same;
        if (ReportStates.Refuse(opened.State, ReportAct.Submit) is { } refusal) return refusal;
        var (report, draft) = (opened.Report!, request.Matching(opened.Draft!));
        if (SubmissionWindow.Refuse(opened.Notice, report.Value, time.GetUtcNow()) is { } closed) return closed;
        if (await enterprises.SubmittedAsync(caller.RequiredUnit, cancellation) is not { } enterprise) return new EnterpriseNotSubmitted();
        var check = await desk.CheckAsync(caller.RequiredUnit, opened.Form, year, draft.Value.Values, cancellation);
        if (check.Findings.AnyBlocks()) return new FieldsInvalid { Findings = [.. check.Findings, .. check.Warnings] };
        if (CrossChecks.Unconfirmed(check.Warnings, [.. body.Confirmed]) is { Count: > 0 } unconfirmed) return new ReportWarningsUnconfirmed { Findings = unconfirmed };

        var content = new ReportContent(
            year, opened.Form.Version, draft.Value.Values, await official.OfAsync(opened.Form, caller.RequiredUnit, year, cancellation), enterprise, check.Warnings);
        var (write, receipt) = Write(request, report, draft, content, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            var now = await reports.OwnAsync(caller, year, cancellation);
            return (now is null ? null : await RepeatedAsync(request, now.Value, cancellation)) ?? new RecordChanged();
        }
    }

    private (CaseWrite Write, Receipt Receipt) Write(HttpRequest request, Stored<AnnualReport> report, Stored<ReportDraft> draft, ReportContent content, WorkingDayCalendar calendar)
    {
        var stamp = request.Stamp(time, "SubmitSmeReport");
        var (round, enterprise) = (report.Value.Round + 1, content.Enterprise);
        var next = report.Value.After(ReportAct.Submit) with
        {
            UnitName = enterprise.Name,
            Uscc = enterprise.Uscc,
            Province = EnterpriseRecords.ProvinceOf(enterprise.Division),
            Industry = enterprise.Industry,
            Round = round,
            SubmittedAt = stamp.When,
            SubmittedFrom = ETags.Of(draft.ETag),
            CorrectBy = null,
        };
        // The draft is written again as it is: a save that read it before the submission meets a new ETag.
        var write = new CaseWrite(AnnualReports.AddressOf(next.Id), stamp).Replace(report, next).Replace(draft, draft.Value).Upsert(AnnualReports.ContentRow, content);
        var submission = new Submission($"{next.Year}年度企业数据", next.Unit, next.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), content.Confirmed, next.Province);
        var receipt = ReviewSubmission.Open(write, SmeAuditKind.Kind, round, submission, calendar);
        write.Send(ProjectionMessages.Refresh(ReportsByProvince.ProjectionName));
        return (write, receipt);
    }

    // The very request that submitted this round, once more: the answer is the receipt it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, AnnualReport report, CancellationToken cancellation)
    {
        if (report.State != ReportState.UnderAudit || report.SubmittedFrom is not { } from || !request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        return (await reports.RoundsAsync(report.Id, cancellation)).LastOrDefault() is { } round
            ? Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options)
            : null;
    }
}
