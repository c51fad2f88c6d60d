using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>The province has no place left.</summary>
/// <param name="Quota">推荐名额.</param>
public sealed record QuotaReached(int Quota) : Conflict("sme-quota-reached", "推荐名额已满", $"本年度推荐名额为 {Quota} 家，已全部使用；如需推荐其他企业，请先撤回尚未上报的推荐。");

/// <summary>The enterprise is on the list.</summary>
/// <param name="UnitName">企业名称.</param>
public sealed record AlreadyRecommended(string UnitName) : Conflict("sme-already-recommended", "该企业已推荐", $"“{UnitName}”本年度已在推荐名单中。");

/// <summary>The entry is no longer the province's to change.</summary>
/// <param name="UnitName">企业名称.</param>
public sealed record AlreadySubmitted(string UnitName) : Conflict("sme-recommendation-submitted", "推荐已上报", $"对“{UnitName}”的推荐已上报国家知识产权局，不能撤回。");

/// <summary>Nothing to hand in.</summary>
public sealed record NothingToSubmit() : Invalid("sme-nothing-to-submit", "没有可上报的推荐", "推荐名单中没有尚未上报的企业，请先推荐企业。");

/// <summary>What was handed in before is still on its way to the national review.</summary>
public sealed record SubmissionGoesOn() : Conflict("sme-submission-goes-on", "上一次上报正在办理", "上一次上报的企业正在逐一送交国家审核，请稍后再上报。");

/// <summary>推荐 as pure rules: (list, what is asked) to the next list or why not.</summary>
public static class RecommendationRules
{
    /// <summary>下达名额: never below what is taken.</summary>
    public static Outcome<RecommendationList> SetQuota(RecommendationList list, int quota)
    {
        if (RecommendationListStates.Find(list.State, RecommendationListAct.SetQuota) is { Refusal: { } refusal }) return refusal;
        if (quota is < 0 or > RecommendationList.MaxQuota)
            return Blocks("recommendation.quota", "/places", $"推荐名额应为 0 至 {RecommendationList.MaxQuota} 的整数");
        return quota < list.Entries.Count
            ? Blocks("recommendation.quota-below-used", "/places", $"该省已推荐 {list.Entries.Count} 家，推荐名额不能少于已推荐的家数")
            : list with { Quota = quota };
    }

    /// <summary>推荐: appended with the last rank, where the enterprise passed the audit, is not in the library, and a place is left.</summary>
    /// <param name="list">The list.</param>
    /// <param name="report">The enterprise's report of the year; null where there is none in the province.</param>
    /// <param name="member">Its membership of the library, if it ever was in it.</param>
    /// <param name="opinion">推荐意见.</param>
    /// <param name="stamp">Who, when.</param>
    public static Outcome<RecommendationList> Recommend(RecommendationList list, AnnualReport? report, LibraryMember? member, string? opinion, ActStamp stamp)
    {
        if (!RecommendationListStates.Find(list.State, RecommendationListAct.Recommend).TryGet(out var line, out var refusal)) return refusal;
        if (report is not null && list.Find(report.Id) is { } known) return new AlreadyRecommended(known.UnitName);
        var findings = new List<Finding>();
        if (report is null) findings.Add(Finding.Blocks("recommendation.no-report", "/unit", $"该企业没有提交{list.Year}年度数据"));
        else if (report.State != ReportState.Passed) findings.Add(Finding.Blocks("recommendation.not-passed", "/unit", $"该企业{list.Year}年度数据当前为“{ReportStates.NameOf(report.State)}”，审核通过后方可推荐"));
        if (member is { State: LibraryState.Member }) findings.Add(Finding.Blocks("recommendation.in-library", "/unit", "该企业已在样板企业库中，无须推荐"));
        if (string.IsNullOrWhiteSpace(opinion)) findings.Add(Finding.Blocks("recommendation.opinion-missing", "/opinion", "请填写推荐意见"));
        if (findings.Count > 0) return new FieldsInvalid { Findings = findings };
        if (list.Left == 0) return new QuotaReached(list.Quota);
        var entry = new RecommendationEntry(report!.Id, report.Unit, report.UnitName, opinion!.Trim(), stamp);
        return list with { State = line.To, Entries = [.. list.Entries, entry] };
    }

    /// <summary>撤回推荐: the place is free again and the ranks behind it move up.</summary>
    public static Outcome<RecommendationList> Withdraw(RecommendationList list, AnnualReportId report, string? why)
    {
        if (list.Find(report) is not { } entry) return new NothingHere();
        if (entry.Submission is not null) return new AlreadySubmitted(entry.UnitName);
        if (!RecommendationListStates.Find(list.State, RecommendationListAct.Withdraw).TryGet(out var line, out var refusal)) return refusal;
        if (string.IsNullOrWhiteSpace(why)) return Blocks("recommendation.why-missing", "/why", "请填写撤回原因，企业将会看到");
        return list with { State = line.To, Entries = [.. list.Entries.Where(e => e.Report != report)] };
    }

    /// <summary>调整推荐顺序: exactly the entries that were not handed in, each once; those handed in keep their ranks before them.</summary>
    public static Outcome<RecommendationList> Reorder(RecommendationList list, IReadOnlyList<UnitId> order)
    {
        if (!RecommendationListStates.Find(list.State, RecommendationListAct.Reorder).TryGet(out var line, out var refusal)) return refusal;
        var open = list.Entries.Where(e => e.Submission is null).ToDictionary(e => e.Unit);
        var findings = new List<Finding>();
        var seen = new HashSet<UnitId>();
        for (var i = 0; i < order.Count; i++)
        {
            if (!open.TryGetValue(order[i], out var entry)) findings.Add(Finding.Blocks("recommendation.order-unknown", $"/order/{i}", "该企业不在尚未上报的推荐之中"));
            else if (!seen.Add(order[i])) findings.Add(Finding.Blocks("recommendation.order-twice", $"/order/{i}", $"“{entry.UnitName}”重复出现"));
        }
        findings.AddRange(open.Values.Where(e => !seen.Contains(e.Unit)).Select(e => Finding.Blocks("recommendation.order-incomplete", "/order", $"缺少“{e.UnitName}”")));
        if (findings.Count > 0) return new FieldsInvalid { Findings = findings };
        return list with { State = line.To, Entries = [.. list.Entries.Where(e => e.Submission is not null), .. order.Select(u => open[u])] };
    }

    /// <summary>上报: what was not handed in yet goes to the national review with its rank.</summary>
    public static Outcome<RecommendationList> Submit(RecommendationList list, ActStamp stamp)
    {
        if (!RecommendationListStates.Find(list.State, RecommendationListAct.Submit).TryGet(out var line, out var refusal)) return refusal;
        if (list.Entries.All(e => e.Submission is not null)) return new NothingToSubmit();
        if (list.Delivered < list.Submissions.Count) return new SubmissionGoesOn();
        var number = list.Submissions.Count + 1;
        return list with { State = line.To, Submissions = [.. list.Submissions, stamp], Entries = [.. list.Entries.Select(e => e.Submission is null ? e with { Submission = number } : e)] };
    }

    private static FieldsInvalid Blocks(string code, string pointer, string text) => new() { Findings = [Finding.Blocks(code, pointer, text)] };
}
