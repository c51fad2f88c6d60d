using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.GreyFields;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>企业信息 was not submitted yet: 请在上报企业数据前完成企业基本信息的提交确认.</summary>
public sealed record EnterpriseNotSubmitted() : Conflict("sme-enterprise-not-submitted", "请先提交企业信息", "请先核实并提交企业信息，再填报年度数据。");

/// <summary>What a draft comes to.</summary>
/// <param name="Findings">What blocks a submission.</param>
/// <param name="Warnings">What a submission must confirm.</param>
public sealed record CheckedReport(IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Warnings);

/// <summary>A unit's report of a year with what belongs to it, read at one moment.</summary>
/// <param name="Notice">上报通知.</param>
/// <param name="Form">The version of the form that the report was begun with, else that of the notice.</param>
/// <param name="Report">The record; null where nothing was saved.</param>
/// <param name="Draft">The draft; null where nothing was saved.</param>
public sealed record OpenedReport(ReportingNotice Notice, SmeFormDefinition Form, Stored<AnnualReport>? Report, Stored<ReportDraft>? Draft)
{
    /// <summary>Where it stands.</summary>
    public ReportState State => Report?.Value.State ?? ReportState.NotStarted;
}

/// <summary>What the acts of a unit on its report share.</summary>
public sealed class ReportDesk(AnnualReports reports, ReportingNotices notices, SmeForms forms, UnitRecords units, FileChecks files, OfficialValues official, EnterpriseRecords enterprises, CaseStore cases, TimeProvider time)
{
    /// <summary>The caller's report of a year; throws the refusal (404) where no notice was published.</summary>
    public async Task<OpenedReport> OpenAsync(Caller caller, int year, CancellationToken cancellation)
    {
        var notice = (await notices.GetAsync(year, cancellation)).Value;
        // The draft is read before the record: a twin of a submission that is written in between then shows as its receipt, not as a change by somebody else.
        var draft = await reports.DraftAsync(AnnualReportId.Of(caller.RequiredUnit, year), cancellation);
        var report = await reports.OwnAsync(caller, year, cancellation);
        return new OpenedReport(notice, forms.Get(report?.Value.FormVersion ?? notice.FormVersion), report, draft);
    }

    /// <summary>What a unit's figures are compared with.</summary>
    public async Task<CrossCheckFacts> FactsAsync(UnitId unit, int year, CancellationToken cancellation)
    {
        var assets = new Dictionary<int, AssetFigures>();
        for (var y = year - 3; y < year; y++)
            if (await units.AssetsAsync(unit, y, cancellation) is { } found) assets[y] = found.Figures;
        return new CrossCheckFacts { Assets = assets, LastYear = (await reports.ContentAsync(AnnualReportId.Of(unit, year - 1), cancellation))?.Values };
    }

    /// <summary>Everything about a draft's values: rules of the form, the file, the cross-checks.</summary>
    public async Task<CheckedReport> CheckAsync(UnitId unit, SmeFormDefinition form, int year, ReportValues values, CancellationToken cancellation)
    {
        var file = await files.CheckAsync(unit.Value, FormRules.FilesOf(form, values), cancellation);
        return new CheckedReport(
            [.. FormRules.Check(form, year, values), .. file.Findings],
            CrossChecks.Check(form, year, values, await FactsAsync(unit, year, cancellation)));
    }

    /// <summary>The page of the unit.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, int year, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var unit = caller.RequiredUnit;
        var opened = await OpenAsync(caller, year, cancellation);
        var (form, editable) = (opened.Form, ReportStates.IsEditable(opened.State));
        var content = editable ? null : await reports.ContentAsync(AnnualReportId.Of(unit, year), cancellation);
        var values = content?.Values ?? opened.Draft?.Value.Values
            ?? ReportPrefill.Of(form, year, await units.VerifiedAsync(unit, cancellation), await FactsAsync(unit, year, cancellation));
        var check = editable ? await CheckAsync(unit, form, year, values, cancellation) : new CheckedReport([], content?.Confirmed ?? []);
        var rounds = opened.Report is null ? [] : await reports.RoundsAsync(opened.Report.Value.Id, cancellation);
        if (opened.Draft is not null) request.SetETag(opened.Draft.ETag);
        var answer = new ReportAnswer(
            AnnualReportId.Of(unit, year), year, opened.State, ReportStates.NameOf(opened.State), await StatusAsync(opened, rounds, cancellation), editable, form.Version,
            opened.Notice.FirstDay, SubmissionWindow.LastDayOf(opened.Notice, opened.Report?.Value), values,
            content?.Official ?? await official.OfAsync(form, unit, year, cancellation),
            content?.Enterprise ?? await enterprises.SubmittedAsync(unit, cancellation),
            FormProgress.Of(form, year, values, check.Findings), check.Warnings,
            opened.Report is null ? [] : await cases.TimelineAsync(AnnualReports.AddressOf(opened.Report.Value.Id), cancellation))
        {
            SavedAt = opened.Draft?.Value.SavedAt,
            SubmittedAt = opened.Report?.Value.SubmittedAt,
            Returned = opened.State == ReportState.Returned ? ReturnedReport.Of(rounds.LastOrDefault()) : null,
        };
        return Results.Json(answer, PlatformJson.Options);
    }

    private async Task<string> StatusAsync(OpenedReport opened, IReadOnlyList<ReviewRound> rounds, CancellationToken cancellation)
    {
        var lastDay = ChinaTime.MonthDay(SubmissionWindow.LastDayOf(opened.Notice, opened.Report?.Value));
        switch (opened.State)
        {
            case ReportState.NotStarted or ReportState.Draft:
                return opened.Notice.WindowAt(time.GetUtcNow()) == ReportingWindow.Over ? "填报已截止，未提交" : $"尚未提交，请贵单位于{lastDay}前填写完整后提交";
            case ReportState.Returned:
                var appeal = AnnualReports.AddressOf(opened.Report!.Value.Id);
                return await cases.FindAsync<ReviewRound>(appeal, ReviewRound.RowOf(AppealKind.CodeOf(SmeAuditKind.Kind.Code), opened.Report.Value.Round), cancellation) is { Value.IsOpen: true } open
                    ? ReviewStatus.Line(open.Value)
                    : $"审核不通过，请贵单位于{lastDay}前补正后重新提交";
            case ReportState.UnderAudit when rounds.Count > 0:
                return ReviewStatus.Line(rounds[^1]);
            default:
                return ReportStates.NameOf(opened.State);
        }
    }
}

/// <summary>企业上报数据 as its unit sees it.</summary>
/// <param name="Id">The report.</param>
/// <param name="Year">上报年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">上报状态, Chinese.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Editable">True while the draft may be changed; the ETag of the answer is the draft's, absent before the first save.</param>
/// <param name="FormVersion">Version of the form (<c>sme-forms/{year}?version=</c>).</param>
/// <param name="FirstDay">填报开始日期.</param>
/// <param name="LastDay">Last day on which it may be handed in, a correction's included.</param>
/// <param name="Values">The values: the draft while it may be changed, otherwise what was submitted; prefilled before the first save.</param>
/// <param name="Official">官方数据 (grey fields), each with source and day.</param>
/// <param name="Enterprise">企业信息; absent before its submission.</param>
/// <param name="Sections">填报进度, section by section.</param>
/// <param name="Warnings">异常数据 to confirm at the submission, or as confirmed.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record ReportAnswer(
    AnnualReportId Id, int Year, ReportState State, string StateName, string Status, bool Editable, string FormVersion, DateOnly FirstDay, DateOnly LastDay, ReportValues Values,
    IReadOnlyDictionary<string, OfficialValue> Official, EnterpriseSnapshot? Enterprise, IReadOnlyList<SectionProgress> Sections, IReadOnlyList<Finding> Warnings, IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>Last 暂存.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>提交时间 of the last round.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Opinion and reasons of the last return, each reason at its field; absent unless it was returned.</summary>
    public ReturnedReport? Returned { get; init; }
}

/// <summary>Why a report was returned.</summary>
/// <param name="Opinion">审核意见.</param>
/// <param name="Reasons">不通过理由.</param>
public sealed record ReturnedReport(string? Opinion, IReadOnlyList<GivenReason> Reasons)
{
    internal static ReturnedReport? Of(ReviewRound? round) =>
        round is { State: ReviewState.Returned, Decision: { } decision } ? new ReturnedReport(decision.Opinion, decision.Reasons) : null;
}
