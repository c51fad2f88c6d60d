using System.Globalization;
using System.Text;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>推荐状态 of an enterprise in a year.</summary>
public enum CandidateState
{
    /// <summary>未推荐; never stored.</summary>
    None,

    /// <summary>已推荐: on its province's list.</summary>
    Recommended,

    /// <summary>推荐已撤回.</summary>
    Withdrawn,

    /// <summary>国家审核.</summary>
    UnderReview,

    /// <summary>同意入库.</summary>
    Entered,

    /// <summary>未予入库.</summary>
    NotEntered,
}

/// <summary>What can be done with a recommendation.</summary>
public enum CandidateAct
{
    /// <summary>推荐.</summary>
    Recommend,

    /// <summary>撤回推荐.</summary>
    Withdraw,

    /// <summary>上报.</summary>
    Submit,

    /// <summary>同意入库.</summary>
    Approve,

    /// <summary>不予入库.</summary>
    Refuse,
}

/// <summary>被推荐企业 of a year: row <c>case</c> of the partition named by its report. It follows its province's list, and is decided by the national office.</summary>
/// <param name="Report">The report.</param>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Year">上报年度.</param>
/// <param name="Province">The province that recommends it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Opinion">推荐意见.</param>
/// <param name="RecommendedAt">When it was recommended, as its province's list has it.</param>
public sealed record Candidate(
    AnnualReportId Report, UnitId Unit, string UnitName, int Year, string Province, CandidateState State, string Opinion, DateTimeOffset RecommendedAt)
{
    /// <summary>推荐顺序 within the province, once handed in.</summary>
    public int? Rank { get; init; }
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record CandidateTransition(CandidateState From, CandidateAct Act, Role Who, CandidateState To, string Recorded, string Sent);

/// <summary>The candidate's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview")]
public sealed record CandidateActRefused(CandidateState State, CandidateAct Act) : Conflict(
    "sme-candidate-act-refused", "当前状态不允许此操作", $"该企业的推荐当前为“{CandidateStates.NameOf(State)}”，不能{CandidateStates.NameOf(Act)}；未作任何改动。");

/// <summary>The life of a recommendation (SME-08) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class CandidateStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<CandidateTransition> Table { get; } =
    [
        new(CandidateState.None, CandidateAct.Recommend, Role.Provincial, CandidateState.Recommended, "case, timeline", "sme-candidate.recommended: in-app to the unit"),
        new(CandidateState.Withdrawn, CandidateAct.Recommend, Role.Provincial, CandidateState.Recommended, "case, timeline", "sme-candidate.recommended: in-app to the unit"),
        new(CandidateState.Recommended, CandidateAct.Withdraw, Role.Provincial, CandidateState.Withdrawn, "case, timeline with the reason", "sme-candidate.withdrawn: in-app to the unit"),
        new(CandidateState.Recommended, CandidateAct.Submit, Role.Provincial, CandidateState.UnderReview, "case with the rank, round, timeline", "start of SmeEntryReview"),
        new(CandidateState.UnderReview, CandidateAct.Approve, Role.National, CandidateState.Entered, "case, round, timeline", "sme.enter-library to the library"),
        new(
            CandidateState.UnderReview, CandidateAct.Refuse, Role.National, CandidateState.NotEntered, "case, round with reasons, timeline",
            "sme-candidate.not-entered: SMS and mail to the unit, in-app to the province"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<CandidateTransition> Find(CandidateState state, CandidateAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new CandidateActRefused(state, act);

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static Candidate After(this Candidate candidate, CandidateAct act) => candidate with { State = Find(candidate.State, act).Value.To };

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(CandidateState state) => state switch
    {
        CandidateState.None => "未推荐",
        CandidateState.Recommended => "已推荐",
        CandidateState.Withdrawn => "推荐已撤回",
        CandidateState.UnderReview => "国家审核",
        CandidateState.Entered => "同意入库",
        _ => "未予入库",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(CandidateAct act) => act switch
    {
        CandidateAct.Recommend => "推荐",
        CandidateAct.Withdraw => "撤回推荐",
        CandidateAct.Submit => "上报",
        CandidateAct.Approve => "同意入库",
        _ => "不予入库",
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

/// <summary>Reads candidates.</summary>
public sealed class Candidates(CaseStore cases)
{
    /// <summary>Table of the candidates; partition = report.</summary>
    public const string Table = "SmeCandidates";

    /// <summary>Where a candidate lives.</summary>
    public static CaseAddress AddressOf(AnnualReportId report) => new(Table, report.Value);

    /// <summary>The candidate of a report, or null.</summary>
    public Task<Stored<Candidate>?> FindAsync(AnnualReportId report, CancellationToken cancellation) =>
        cases.FindAsync<Candidate>(AddressOf(report), CaseRows.Record, cancellation);
}
