using PatentFunctions.Filing;
using PatentFunctions.Recognition.Supplements;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.ExpertReview;

/// <summary>专家评审 as data (REC-02): twenty working days, four eyes, the four criteria of the call.</summary>
public static class ExpertReviewKind
{
    private const string Clause = "专利密集型产品认定 评价基准";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "recognition",
        "专利密集型产品认定专家评审",
        RecognitionRecords.Table,
        ExpertReviewClock.Name,
        Role.Examiner,
        "20个工作日",
        RemindAfterDays: 15,
        TermDays: 20,
        Checklist:
        [
            new("economic-benefit", "产品经济效益是否高"),
            new("protection-strength", "产品有关专利保护强度是否高"),
            new("value-contribution", "专利价值贡献是否高"),
            new("patent-dependence", "产品竞争力对专利的依赖度是否高"),
        ],
        Reasons:
        [
            new("economic-benefit.low", "产品经济效益未达到认定要求", Clause, "/figures"),
            new("protection-strength.low", "产品有关专利保护强度未达到认定要求", Clause, "/supplement/protectionStrength"),
            new("value-contribution.low", "专利价值贡献未达到认定要求", Clause, "/supplement/valueContribution"),
            new("patent-dependence.low", "产品竞争力对专利的依赖度未达到认定要求", Clause, "/supplement/patentDependence"),
            new("supplement.unproven", "补充材料不足以证明所述内容", "专利密集型产品认定 认定流程", "/supplement/files"),
            new("data.wrong-year", "经营数据不是认定要求年度的数据", "专利密集型产品认定 认定条件", "/figures/year"),
            new("data.untrue", "所填信息与证明材料不一致或有违真实、准确的原则", "操作手册 七", ""),
        ],
        new ReviewTemplates(Approved: null, Returned: "recognition.not-recommended", Reminder: "recognition.review-reminder", Escalation: "recognition.review-escalation"))
    {
        FourEyes = true,
    };
}

/// <summary>The clock of an expert review: reminder after the fifteenth working day, escalation after the twentieth.</summary>
public static class ExpertReviewClock
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "ExpertReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>What the experts see: the product as filed or updated last, its points, the supplement.</summary>
/// <param name="FilingNumber">备案号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
/// <param name="Introduction">产品简介.</param>
/// <param name="Industry">Name of the industry.</param>
/// <param name="Figures">经济数据.</param>
/// <param name="Contribution">专利市场贡献指数.</param>
/// <param name="Links">关联专利 with weight and rate.</param>
/// <param name="Patents">What is known of them.</param>
/// <param name="Screening">初筛.</param>
/// <param name="Supplement">补充材料.</param>
public sealed record ExpertReviewContent(
    string FilingNumber, string Product, string? Model, string? Introduction, string? Industry, ProductFigures? Figures, ContributionIndex? Contribution,
    IReadOnlyList<PatentLink> Links, IReadOnlyList<KnownPatent> Patents, Screening? Screening, SupplementForm Supplement)
{
    internal static ExpertReviewContent Of(RecognitionRecord recognition, FilingContent? filed, SupplementForm supplement) => new(
        recognition.FilingNumber, recognition.Product, recognition.Model, filed?.Product.Introduction, recognition.IndustryName, filed?.Product.Figures, filed?.Product.Contribution,
        filed?.Patents.Links ?? [], filed?.Facts.Patents ?? [], recognition.Screening, supplement);
}
