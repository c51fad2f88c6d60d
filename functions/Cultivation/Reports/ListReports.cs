using System.Globalization;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>操作 of a line of 企业信息填报.</summary>
public enum ReportAction
{
    /// <summary>上报数据.</summary>
    Report,

    /// <summary>修改.</summary>
    Correct,

    /// <summary>查看.</summary>
    View,

    /// <summary>Nothing can be done: neither begun nor open any more.</summary>
    None,
}

/// <summary>One line of 企业信息填报.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Notice">上报通知: its title.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">状态, Chinese.</param>
/// <param name="FirstDay">填报开始日期.</param>
/// <param name="LastDay">填报截止日期.</param>
/// <param name="Action">操作.</param>
/// <param name="ActionName">操作, Chinese; empty for none.</param>
public sealed record OwnReportLine(int Year, string Notice, ReportState State, string StateName, DateOnly FirstDay, DateOnly LastDay, ReportAction Action, string ActionName)
{
    /// <summary>Last day of a correction, while the report is returned.</summary>
    public DateOnly? CorrectBy { get; init; }

    internal static OwnReportLine Of(ReportingNotice notice, AnnualReport? report, DateTimeOffset now)
    {
        var state = report?.State ?? ReportState.NotStarted;
        var open = now < ChinaTime.EndOfDay(SubmissionWindow.LastDayOf(notice, report));
        var action = state switch
        {
            ReportState.NotStarted => open ? ReportAction.Report : ReportAction.None,
            ReportState.Draft => open ? ReportAction.Report : ReportAction.View,
            ReportState.Returned => open ? ReportAction.Correct : ReportAction.View,
            _ => ReportAction.View,
        };
        return new OwnReportLine(notice.Year, notice.Title, state, ReportStates.NameOf(state), notice.FirstDay, notice.LastDay, action, NameOf(action))
        {
            CorrectBy = state == ReportState.Returned ? SubmissionWindow.LastDayOf(notice, report) : null,
        };
    }

    private static string NameOf(ReportAction action) => action switch
    {
        ReportAction.Report => "上报数据",
        ReportAction.Correct => "修改",
        ReportAction.View => "查看",
        _ => "",
    };
}

/// <summary>企业信息填报: one page.</summary>
/// <param name="Items">The lines, the latest year first.</param>
/// <param name="Continuation">Token of the next page.</param>
/// <param name="Total">共几条.</param>
/// <param name="EnterpriseSubmitted">False while 企业信息 must be submitted first.</param>
public sealed record OwnReportList(IReadOnlyList<OwnReportLine> Items, string? Continuation, long Total, bool EnterpriseSubmitted);

/// <summary>企业信息填报 of one's own unit (SME-02).</summary>
public sealed class ListReports(ReportingNotices notices, AnnualReports reports, EnterpriseRecords enterprises, TimeProvider time)
{
    private const int PageSize = 10;

    /// <summary>本单位各年度的上报通知、状态、填报起止日期和操作，新的在前，每页十条并给出总数。</summary>
    [Function("ListSmeReports")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("take", "每页条数，1 至 200，不填为 10"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(OwnReportList))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-reports/me")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, caller, now) = (PageRequest.From(request, PageSize), request.Caller(), time.GetUtcNow());
        static string KeyOf(ReportingNotice notice) => notice.Year.ToString(CultureInfo.InvariantCulture);
        var slice = page.Slice(await notices.AllAsync(ChinaTime.DateOf(now).Year + 1, cancellation), KeyOf, (n, key) => string.CompareOrdinal(KeyOf(n), key) < 0);
        var lines = await Task.WhenAll(slice.Items.Select(async n => OwnReportLine.Of(n, (await reports.OwnAsync(caller, n.Year, cancellation))?.Value, now)));
        return Results.Json(new OwnReportList(lines, slice.Continuation, slice.Total ?? 0, await enterprises.SubmittedAsync(caller.RequiredUnit, cancellation) is not null), PlatformJson.Options);
    }
}
