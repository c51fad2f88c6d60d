using System.Globalization;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>
/// Brings a candidate in line with its province's list, which is the truth until the national office decides: whatever was missed, late or
/// repeated, it goes through the acts that are missing, each once, with the stamp of the office that did it.
/// </summary>
public sealed class CandidateFollower(CaseStore cases, RecommendationLists lists, Candidates candidates, AnnualReports reports, CalendarInForce calendars)
{
    /// <summary>Follows the list.</summary>
    /// <param name="year">上报年度.</param>
    /// <param name="province">The province.</param>
    /// <param name="report">The report.</param>
    /// <param name="stamp">The act that changed the list.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task FollowAsync(int year, string province, AnnualReportId report, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        while (await lists.FindAsync(year, province, cancellation) is { } list)
        {
            var candidate = await candidates.FindAsync(report, cancellation);
            var entry = list.Value.Find(report);
            if (Missing(entry, candidate?.Value) is not { } act) return;
            try
            {
                await cases.CommitAsync(await WriteAsync(act, list.Value, entry, candidate, report, stamp, cancellation), durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // Another delivery was at it at the same moment: look again.
            }
        }
    }

    /// <summary>The next act that the candidate lacks; null where it is in line with the list.</summary>
    internal static CandidateAct? Missing(RecommendationEntry? entry, Candidate? candidate) => (entry, candidate?.State) switch
    {
        (null, CandidateState.Recommended) => CandidateAct.Withdraw,
        (not null, null or CandidateState.Withdrawn) => CandidateAct.Recommend,
        // Withdrawn and recommended anew, and the word of the withdrawal is late.
        (not null, CandidateState.Recommended) when entry.Recommended.When != candidate!.RecommendedAt => CandidateAct.Withdraw,
        ({ Submission: not null }, CandidateState.Recommended) => CandidateAct.Submit,
        _ => null,
    };

    private async Task<CaseWrite> WriteAsync(
        CandidateAct act, RecommendationList list, RecommendationEntry? entry, Stored<Candidate>? candidate, AnnualReportId report, ActStamp stamp, CancellationToken cancellation)
    {
        var address = Candidates.AddressOf(report);
        var year = list.Year.ToString(CultureInfo.InvariantCulture);
        switch (act)
        {
            case CandidateAct.Recommend:
                var state = CandidateStates.Find(candidate?.Value.State ?? CandidateState.None, act).Value.To;
                var recommended = new Candidate(report, entry!.Unit, entry.UnitName, list.Year, list.Province, state, entry.Opinion, entry.Recommended.When);
                var write = new CaseWrite(address, entry.Recommended);
                return (candidate is null ? write.Insert(CaseRows.Record, recommended) : write.Replace(candidate, recommended))
                    .Timeline("sme-candidate.recommended", $"推荐进入专利产业化样板企业库（{year}年度）", entry.Opinion)
                    .Send(Notify.Unit("sme-candidate.recommended", entry.Unit, ("office", entry.Recommended.Who.Office), ("year", year)));
            case CandidateAct.Withdraw:
                return new CaseWrite(address, stamp).Replace(candidate!, candidate!.Value.After(act))
                    .Timeline("sme-candidate.withdrawn", "推荐已撤回", stamp.Why)
                    .Send(Notify.Unit("sme-candidate.withdrawn", candidate.Value.Unit, ("office", stamp.Who.Office), ("year", year), ("why", stamp.Why ?? "名单调整")));
            default:
                return await SubmitAsync(list, entry!, candidate!, cancellation);
        }
    }

    private async Task<CaseWrite> SubmitAsync(RecommendationList list, RecommendationEntry entry, Stored<Candidate> candidate, CancellationToken cancellation)
    {
        var stamp = list.Submissions[entry.Submission!.Value - 1];
        var rank = list.RankOf(entry.Report);
        var content = new EntryContent(list.Year, list.Province, stamp.Who.Office, rank, list.Quota, entry.Opinion, (await reports.ContentAsync(entry.Report, cancellation))!);
        var submission = new Submission(entry.UnitName, entry.Unit, entry.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), content.Report.Confirmed);
        var write = new CaseWrite(Candidates.AddressOf(entry.Report), stamp)
            .Replace(candidate, candidate.Value.After(CandidateAct.Submit) with { Rank = rank })
            .Timeline("sme-candidate.submitted", string.Create(CultureInfo.InvariantCulture, $"推荐已上报国家知识产权局（本省第 {rank} 位）"));
        ReviewSubmission.Open(write, SmeEntryKind.Kind, 1, submission, await calendars.CurrentAsync(cancellation));
        return write;
    }
}

/// <summary>The list of a province changed: its candidate follows.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Province">The province.</param>
/// <param name="Report">The candidate's report.</param>
public sealed record RecommendationChanged(int Year, string Province, AnnualReportId Report)
{
    internal const string Kind = "sme.recommendation-changed";
}

/// <summary>Lets the candidate follow its province's list.</summary>
public sealed class FollowRecommendation(CandidateFollower follower) : IOutboxHandler
{
    /// <inheritdoc />
    public string Kind => RecommendationChanged.Kind;

    /// <inheritdoc />
    public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var changed = delivery.Read<RecommendationChanged>();
        return follower.FollowAsync(changed.Year, changed.Province, changed.Report, delivery.Stamp, durable, cancellation);
    }
}
