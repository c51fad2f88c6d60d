using System.Globalization;
using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>上报状态.</summary>
public enum ReportState
{
    /// <summary>未填报: nothing was saved; never stored.</summary>
    NotStarted,

    /// <summary>暂存.</summary>
    Draft,

    /// <summary>数据审核.</summary>
    UnderAudit,

    /// <summary>审核不通过.</summary>
    Returned,

    /// <summary>审核通过.</summary>
    Passed,
}

/// <summary>What can be done with a report.</summary>
public enum ReportAct
{
    /// <summary>暂存.</summary>
    SaveDraft,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>审核通过.</summary>
    Pass,

    /// <summary>退回.</summary>
    Return,

    /// <summary>复核成立.</summary>
    UpholdAppeal,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record ReportTransition(ReportState From, ReportAct Act, Role Who, ReportState To, string Recorded, string Sent);

/// <summary>The report's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview")]
public sealed record ReportActRefused(ReportState State, ReportAct Act) : Conflict(
    "sme-report-act-refused", "当前状态不允许此操作", $"该年度数据当前为“{ReportStates.NameOf(State)}”，不能{ReportStates.NameOf(Act)}；未作任何改动。");

/// <summary>
/// The life of a report (SME-06, SME-08) as a table: whatever it does not list is refused with 409 and changes nothing. The README of the area prints it.
/// </summary>
public static class ReportStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<ReportTransition> Table { get; } =
    [
        new(ReportState.NotStarted, ReportAct.SaveDraft, Role.UnitAdmin, ReportState.Draft, "case, draft", "—"),
        new(ReportState.Draft, ReportAct.SaveDraft, Role.UnitAdmin, ReportState.Draft, "draft", "—"),
        new(ReportState.Draft, ReportAct.Submit, Role.UnitAdmin, ReportState.UnderAudit, "case, content, round, timeline", "start of SmeAudit"),
        new(ReportState.UnderAudit, ReportAct.Pass, Role.Provincial, ReportState.Passed, "case, round, timeline", "sme-report.passed: SMS to the unit"),
        new(ReportState.UnderAudit, ReportAct.Return, Role.Provincial, ReportState.Returned, "case with the last day of correction, round with reasons, timeline", "sme-report.returned: SMS and mail to the unit"),
        new(ReportState.Returned, ReportAct.SaveDraft, Role.UnitAdmin, ReportState.Returned, "draft", "—"),
        new(ReportState.Returned, ReportAct.Submit, Role.UnitAdmin, ReportState.UnderAudit, "case, content, next round, timeline", "start of SmeAudit"),
        new(ReportState.Returned, ReportAct.UpholdAppeal, Role.Provincial, ReportState.Passed, "case, appeal, timeline", "appeal.upheld: SMS and mail to the unit"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<ReportTransition> Find(ReportState state, ReportAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new ReportActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(ReportState state, ReportAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static AnnualReport After(this AnnualReport report, ReportAct act) => report with { State = Find(report.State, act).Value.To };

    /// <summary>True while the draft may be changed.</summary>
    public static bool IsEditable(ReportState state) => Find(state, ReportAct.SaveDraft).Refusal is null;

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(ReportState state) => state switch
    {
        ReportState.NotStarted => "未填报",
        ReportState.Draft => "暂存",
        ReportState.UnderAudit => "数据审核",
        ReportState.Returned => "审核不通过",
        _ => "审核通过",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(ReportAct act) => act switch
    {
        ReportAct.SaveDraft => "修改",
        ReportAct.Submit => "提交",
        ReportAct.Pass => "审核通过",
        ReportAct.Return => "退回",
        _ => "认定复核成立",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
