using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>The clock of 国家审核.</summary>
public static class SmeEntryReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SmeEntryReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>What the national office decides on.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Province">The province that recommends, six digits.</param>
/// <param name="Office">Its office.</param>
/// <param name="Rank">推荐顺序 within the province.</param>
/// <param name="Quota">推荐名额 of the province.</param>
/// <param name="Opinion">推荐意见.</param>
/// <param name="Report">The year's data as they passed the audit.</param>
public sealed record EntryContent(int Year, string Province, string Office, int Rank, int Quota, string Opinion, ReportContent Report);

/// <summary>样板企业入库审核 by the national office as data (SME-08); batches of fifty by <c>reviews/sme-entry/decisions</c>.</summary>
public static class SmeEntryKind
{
    private const string Clause = "专利产业化促进中小企业成长计划实施方案";

    /// <summary>The kind. The province recommends, the enterprise applies for nothing: there is no appeal of its own against 不予入库.</summary>
    public static ReviewKind Kind { get; } = new(
        "sme-entry",
        "样板企业入库审核",
        Candidates.Table,
        SmeEntryReview.Name,
        Role.National,
        "20个工作日",
        RemindAfterDays: 15,
        TermDays: 20,
        Checklist: [new("recommendation", "推荐意见是否充分、与填报数据相符"), new("industrialization", "企业专利产业化是否具有样板意义")],
        Reasons:
        [
            new("entry.opinion", "推荐意见不充分", Clause, "/opinion"),
            new("entry.patents", "专利基础或专利产业化成效不足", Clause, "/report/official"),
            new("entry.figures", "经营规模、成长性或研发投入不足", Clause, "/report/values"),
            new("entry.places", "本年度入库名额已满，按推荐顺序未能入库", Clause, "/rank"),
            new("entry.other", "其他（见补充说明）", Clause, ""),
        ],
        new ReviewTemplates(null, null, "sme-entry.reminder", "sme-entry.escalation"))
    {
        FromOffice = true,
        HoldsPersonalData = true,
        Appealable = false,
    };
}

/// <summary>What a decision makes of a candidate: it enters the library, or does not.</summary>
public sealed class SmeEntryArea(Candidates candidates) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => SmeEntryKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await candidates.FindAsync(new AnnualReportId(round.Case), cancellation) is not { } candidate) return new NothingHere();
        var decision = round.Decision!;
        var act = decision.Approved ? CandidateAct.Approve : CandidateAct.Refuse;
        if (CandidateStates.Find(candidate.Value.State, act) is { Refusal: { } refusal }) return refusal;
        var next = candidate.Value.After(act);
        write.Replace(candidate, next);
        if (decision.Approved)
        {
            write.Timeline("sme-candidate.approved", "国家审核通过，同意入库", decision.Opinion)
                .Send(OutboxMessage.Of(EnterLibrary.MessageKind, new EnterLibraryOrder(next.Report, decision.Opinion)));
            return null;
        }
        var (year, why) = (next.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), ReviewMessages.ReasonsOf(decision));
        write.Timeline("sme-candidate.not-entered", "国家审核未予入库", why)
            .Send(Notify.Unit("sme-candidate.not-entered", next.Unit, ("year", year), ("reasons", why)))
            .Send(Notify.Everybody("sme-candidate.not-entered-province", Role.Provincial, next.Province, ("unit", next.UnitName), ("year", year), ("reasons", why)));
        return null;
    }
}
