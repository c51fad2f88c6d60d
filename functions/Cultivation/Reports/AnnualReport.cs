using System.Text.Json;
using PatentFunctions.Cultivation.Forms;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>企业年度数据 (SME-03): the main record of a report, row <c>case</c> of its partition.</summary>
/// <param name="Id">The report.</param>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称, as submitted in 企业信息.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Province">Province, GB/T 2260 code of six digits, e.g. 430000: whose office audits it.</param>
/// <param name="Year">上报年度.</param>
/// <param name="FormVersion">Version of the form it was begun with and stays with.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">Number of submissions so far; 0 for a draft never submitted.</param>
/// <param name="CreatedAt">First 暂存.</param>
public sealed record AnnualReport(
    AnnualReportId Id, UnitId Unit, string UnitName, string Uscc, string Province, int Year, string FormVersion, ReportState State, int Round, DateTimeOffset CreatedAt)
{
    /// <summary>提交时间 of the last round.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The draft's ETag, as the client saw it, that the last submission was made from: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>Last day on which a returned report may be handed in again (<see cref="Notices.ReportingNotice.CorrectBy"/>), Asia/Shanghai.</summary>
    public DateOnly? CorrectBy { get; init; }

    /// <summary>国民经济行业小类 of the enterprise at the last submission.</summary>
    public string? Industry { get; init; }
}

/// <summary>填报内容 as it is being filled in, row <c>draft</c>; it stays, locked, when it is submitted, and is the form of every correction.</summary>
/// <param name="SavedAt">Last 暂存.</param>
/// <param name="Values">The values, by field.</param>
public sealed record ReportDraft(DateTimeOffset SavedAt, ReportValues Values);

/// <summary>
/// What is submitted, audited and exported: the unit's values and what the system added; the round keeps it, and row <c>content</c> has that of the
/// last submission. Values stand where they stand in the draft, so that one pointer (<c>/values/employees</c>) serves draft, findings, reasons and comparison.
/// </summary>
/// <param name="Year">上报年度.</param>
/// <param name="FormVersion">Version of the form.</param>
/// <param name="Values">What the unit filled in.</param>
/// <param name="Official">官方数据, by field: the grey fields as they stood at the submission.</param>
/// <param name="Enterprise">企业信息 at the submission.</param>
/// <param name="Confirmed">Warnings that the unit confirmed, for the auditor.</param>
public sealed record ReportContent(
    int Year,
    string FormVersion,
    ReportValues Values,
    IReadOnlyDictionary<string, OfficialValue> Official,
    EnterpriseSnapshot Enterprise,
    IReadOnlyList<Finding> Confirmed);

/// <summary>A grey field's value (无需企业填写), with where and of when it is.</summary>
/// <param name="Value">The value as a field of its type has it; null where the source knows nothing.</param>
/// <param name="Source">数据来源, Chinese.</param>
/// <param name="AsOf">Day of the figures, Asia/Shanghai.</param>
public sealed record OfficialValue(JsonElement? Value, string Source, DateOnly AsOf);

/// <summary>企业信息 as a report carries it.</summary>
/// <param name="Name">企业名称.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="RegisteredCapital">注册资金, 万元.</param>
/// <param name="Division">所属区/县, GB/T 2260 code.</param>
/// <param name="DivisionName">Province, city and district by name.</param>
/// <param name="Industry">所属行业（子级）, four digits of GB/T 4754-2017.</param>
/// <param name="IndustryName">Its name.</param>
/// <param name="Contact">联系人.</param>
/// <param name="ContactPhone">联系电话.</param>
public sealed record EnterpriseSnapshot(
    string Name, string Uscc, decimal RegisteredCapital, string Division, string DivisionName, string Industry, string IndustryName, string Contact, string ContactPhone);
