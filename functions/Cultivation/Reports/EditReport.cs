using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>暂存 of a report.</summary>
/// <param name="Values">All values anew, by field, as the year's form describes them (<c>sme-forms/{year}</c>); grey fields are not among them.</param>
/// <example>{"values":{"size":"small","employees":96,"honours":["high-tech"],"listing":["no-plan"],"platforms":[{"name":"精密轴承工程技术研究中心"}],"revenue":{"2023":6100,"2024":7300,"2025":8600},"needFinance":"希望获得专利质押贷款。"}}</example>
public sealed record SaveReportRequest(ReportValues Values);

/// <summary>A saved draft; the new ETag is in the header.</summary>
/// <param name="SavedAt">The instant.</param>
/// <param name="Sections">填报进度, section by section.</param>
/// <param name="Warnings">异常数据 to confirm at the submission.</param>
public sealed record SavedReport(DateTimeOffset SavedAt, IReadOnlyList<SectionProgress> Sections, IReadOnlyList<Finding> Warnings);

/// <summary>检查结果.</summary>
/// <param name="CanSubmit">True where nothing blocks; <paramref name="Warnings"/> are still to be confirmed.</param>
/// <param name="Findings">What blocks.</param>
/// <param name="Warnings">What must be confirmed, by code.</param>
public sealed record ReportCheckAnswer(bool CanSubmit, IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Warnings);

/// <summary>企业数据填报: read, save, check.</summary>
public sealed class EditReport(AnnualReports reports, ReportDesk desk, EnterpriseRecords enterprises, FileChecks files, CaseStore cases, TimeProvider time)
{
    private const string Act = "SaveSmeReport";
    private const int BodyLimit = 512 * 1024;

    /// <summary>查看本单位某一年度的上报数据：填写内容、官方数据、分节进度、异常数据、办理进度；尚未保存过时为预填内容。</summary>
    [Function("ReadSmeReport")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(ReportAnswer), ETagOnceSaved = true), Refuses(typeof(NoReportingNotice))]
    public Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-reports/me/{year:int}")] HttpRequest request, int year, CancellationToken cancellation) =>
        desk.AnswerAsync(request, year, cancellation);

    /// <summary>暂存：随时可存，可不完整；首次保存无须 If-Match。官方数据项和未知字段不能写入。</summary>
    [Function(Act)]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(SaveReportRequest)), Answers(200, typeof(SavedReport), ETag = true)]
    [Refuses(typeof(NoReportingNotice), typeof(EnterpriseNotSubmitted), typeof(ReportActRefused), typeof(BodyShape), typeof(FieldsInvalid)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-reports/me/{year:int}/draft")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<SaveReportRequest>(cancellation, BodyLimit);
        var opened = await desk.OpenAsync(request.Caller(), year, cancellation);
        if (ReportStates.Refuse(opened.State, ReportAct.SaveDraft) is { } refusal) return refusal;
        var unit = request.Caller().RequiredUnit;
        if (await enterprises.SubmittedAsync(unit, cancellation) is not { } enterprise) return new EnterpriseNotSubmitted();
        if (opened.Draft is { } read) request.Matching(read);
        else if (request.Headers.IfMatch.Count > 0) return new RecordChanged();
        if (FormShape.Check(opened.Form, year, body.Values) is { Count: > 0 } misshapen) return Misshapen(misshapen);
        var added = await AddedFilesAsync(unit, opened, body.Values, cancellation);
        if (added.Findings.AnyBlocks()) return new FieldsInvalid { Findings = added.Findings };

        var (write, next) = Write(request, unit, year, opened, enterprise, body.Values);
        await cases.CommitAsync(write, durable, cancellation);
        request.SetETag((await reports.DraftAsync(AnnualReportId.Of(unit, year), cancellation))!.ETag);
        var check = await desk.CheckAsync(unit, opened.Form, year, body.Values, cancellation);
        return Results.Json(new SavedReport(next.SavedAt, FormProgress.Of(opened.Form, year, body.Values, check.Findings), check.Warnings), PlatformJson.Options);
    }

    /// <summary>检查已暂存的内容：一次给出全部问题和须确认的异常数据，与提交时的检查相同，不改变任何内容。</summary>
    [Function("CheckSmeReport")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(ReportCheckAnswer), ETag = true), Refuses(typeof(NoReportingNotice), typeof(ReportActRefused))]
    public async Task<IResult> CheckAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-reports/me/{year:int}/draft/check")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var opened = await desk.OpenAsync(request.Caller(), year, cancellation);
        if (ReportStates.Refuse(opened.State, ReportAct.Submit) is { } refusal) return refusal;
        var check = await desk.CheckAsync(request.Caller().RequiredUnit, opened.Form, year, opened.Draft!.Value.Values, cancellation);
        request.SetETag(opened.Draft.ETag);
        return Results.Json(new ReportCheckAnswer(!check.Findings.AnyBlocks(), check.Findings, check.Warnings), PlatformJson.Options);
    }

    private (CaseWrite Write, ReportDraft Draft) Write(HttpRequest request, UnitId unit, int year, OpenedReport opened, EnterpriseSnapshot enterprise, ReportValues values)
    {
        var id = AnnualReportId.Of(unit, year);
        var write = new CaseWrite(AnnualReports.AddressOf(id), request.Stamp(time, Act));
        var next = new ReportDraft(write.Stamp.When, values);
        if (opened.Report is null)
        {
            var report = new AnnualReport(id, unit, enterprise.Name, enterprise.Uscc, EnterpriseRecords.ProvinceOf(enterprise.Division), year, opened.Form.Version, ReportState.Draft, 0, next.SavedAt) { Industry = enterprise.Industry };
            write.Insert(CaseRows.Record, report)
                .Insert(AnnualReports.DraftRow, next)
                .Timeline("sme-report.begun", $"已开始填报{year}年度数据，尚未提交")
                .Send(ProjectionMessages.Refresh(ReportsByProvince.ProjectionName));
        }
        else
        {
            write.Replace(opened.Draft!, next);
        }
        var (before, after) = (FilesOf(opened, opened.Draft?.Value.Values), FilesOf(opened, values));
        if (after.Except(before).ToList() is { Count: > 0 } kept) write.Send(FileMessages.Keep(write.Address, kept));
        // Files of an earlier round stay: the round shows them as long as the report exists.
        if (opened.Report is null or { Value.Round: 0 } && before.Except(after).ToList() is { Count: > 0 } released) write.Send(FileMessages.Release(write.Address, released));
        return (write, next);
    }

    private async Task<CheckedFiles> AddedFilesAsync(UnitId unit, OpenedReport opened, ReportValues values, CancellationToken cancellation)
    {
        var before = FilesOf(opened, opened.Draft?.Value.Values);
        return await files.CheckAsync(unit.Value, FormRules.FilesOf(opened.Form, values).Where(f => !before.Contains(f.File)), cancellation);
    }

    private static IReadOnlyList<FileId> FilesOf(OpenedReport opened, ReportValues? values) =>
        values is null ? [] : [.. FormRules.FilesOf(opened.Form, values).Select(f => f.File).Distinct()];

    // The same answers as for any other body (COM-06): what has no place in the form is a matter of its shape, what is too long or too much a matter of its fields.
    private static Refusal Misshapen(IReadOnlyList<Finding> findings) =>
        findings.All(f => f.Code is JsonShape.TooLong or FormShape.TooManyRows) ? new FieldsInvalid { Findings = findings } : new BodyShape { Findings = findings };
}
