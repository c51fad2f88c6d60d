namespace PatentFunctions.Reviews.Appeals;

/// <summary>
/// 复核 as a kind of review (COM-18), derived from the kind whose decisions are appealed against: the same table, reviewers and content, its own
/// term, checklist and catalogue of reasons. A round of it has the number of the round that it is against.
/// </summary>
public static class AppealKind
{
    /// <summary>Working days after a decision within which a unit may appeal.</summary>
    public const int FilingDays = 10;

    /// <summary>Working days after which the reviewers are reminded of an appeal.</summary>
    public const int RemindAfterDays = 7;

    /// <summary>Working days within which an appeal is decided.</summary>
    public const int TermDays = 10;

    private const string Suffix = "-appeal";
    private const string Clause = "知识产权全业务链融合服务平台 复核申请";

    private static readonly ChecklistItem[] Checklist =
    [
        new("grounds-weighed", "复核申请的理由和材料是否已逐条核对"),
        new("reasons-unfounded", "原不通过的各条理由是否确不成立"),
        new("content-passes", "原提交内容是否符合审核通过的全部要求"),
    ];

    private static readonly ReturnReason[] Reasons =
    [
        new("decision-stands", "原不通过的理由成立，维持原结论", Clause, "/grounds"),
        new("nothing-new", "未提出新的事实、理由或材料", Clause, "/grounds"),
        new("evidence-insufficient", "所附材料不足以证明申请复核的理由", Clause, "/files"),
        new("evidence-unreadable", "所附材料不清晰或与申请复核的事项无关", Clause, "/files"),
        new("correction-needed", "所述情况属实，但原提交内容仍须修改，请修改后重新提交", Clause, "/appealed/content"),
        new("other", "其他（见补充说明）", Clause, ""),
    ];

    /// <summary>The code of the appeals against decisions of a kind.</summary>
    public static string CodeOf(string kind) => kind + Suffix;

    /// <summary>True for the code of a kind of appeals.</summary>
    public static bool IsAppeal(string kind) => kind.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>The kind of the appeals against decisions of a kind.</summary>
    public static ReviewKind Of(ReviewKind kind) => kind with
    {
        Code = CodeOf(kind.Code),
        Name = kind.Name + "复核",
        Orchestrator = AppealReview.Orchestrator,
        UsualTerm = $"{TermDays}个工作日",
        RemindAfterDays = RemindAfterDays,
        TermDays = TermDays,
        RemindEveryDays = null,
        Checklist = Checklist,
        Reasons = Reasons,
        Templates = new ReviewTemplates("appeal.upheld", "appeal.maintained", "appeal.review-reminder", "appeal.review-escalation"),
        Words = new ReviewWords("已申请复核，等待另一名审核员复核", $"{kind.Name}：复核成立", $"{kind.Name}：复核后维持原结论"),
        Appealable = false,
    };
}
