using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Updates;

/// <summary>The clock of an update's review: as a filing's.</summary>
public static class FilingUpdateReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "FilingUpdateReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>产品备案信息更新审核 as data: a filing's term, checklist and reasons with those of an update.</summary>
public static class FilingUpdateReviewKind
{
    private const string Clause = "操作手册 六、产品备案信息更新";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "filing-update",
        "产品备案信息更新审核",
        FilingRecords.Table,
        FilingUpdateReview.Name,
        FilingReviewKind.Kind.Reviewer,
        FilingReviewKind.Kind.UsualTerm,
        FilingReviewKind.Kind.RemindAfterDays,
        FilingReviewKind.Kind.TermDays,
        [
            .. FilingReviewKind.Kind.Checklist,
            new("data-year", "经济数据和经济效益证明是否为上一年度的"),
            new("same-product", "更新后的信息是否仍为原备案产品"),
        ],
        [
            .. FilingReviewKind.Kind.Reasons,
            new("update.figures", "经济数据未更新为上一年度数据，或与以前年度数据相比明显不合理", Clause, "/product/figures"),
            new("update.proof", "经济效益证明不是上一年度数据的证明材料", "常见问题汇编 十、产品信息更新", "/proof/economic"),
            new("update.other-product", "更新后的信息已不是原备案产品，应另行备案", Clause, "/product/name"),
        ],
        new ReviewTemplates("filing-update.approved", "filing-update.returned", "filing-update.review-reminder", "filing-update.review-escalation"));
}
