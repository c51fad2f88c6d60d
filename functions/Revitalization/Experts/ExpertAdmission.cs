using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>The clock of 专家审核: the unit is reminded after the third working day and once more after the fifth.</summary>
public static class ExpertAdmission
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "ExpertAdmission";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>专家审核 as data (EXP-01): the unit's administrator decides. The manual names no term.</summary>
public static class ExpertAdmissionKind
{
    private const string Clause = "盘活行动操作手册 二、推荐技术专家";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "expert",
        "专家审核",
        PoolExperts.Table,
        ExpertAdmission.Name,
        Role.UnitAdmin,
        "5个工作日",
        RemindAfterDays: 3,
        TermDays: 5,
        Checklist:
        [
            new("identity", "姓名、身份证号、职务是否与本单位人员信息一致"),
            new("field", "所属领域、产业和技术关键词是否与专家的专业相符"),
        ],
        Reasons:
        [
            new("identity.wrong", "姓名、身份证号或职务与实际不符", Clause, "/name"),
            new("field.wrong", "所属领域或产业与专家的专业不符", Clause, "/field"),
            new("keywords.unfit", "技术关键词不能反映专家的专长", Clause, "/keywords"),
            new("resume.incomplete", "个人简历不完整", Clause, "/resume"),
            new("other", "其他（见审核意见）", Clause, ""),
        ],
        new ReviewTemplates("expert.admitted", "expert.returned", "expert.review-reminder", "expert.review-overdue"))
    {
        WithinUnit = true,
        Appealable = false,
        Words = new ReviewWords("已申请入库，等待单位审核", "审核通过，已入企业专家库", "审核未通过，请按意见修改后重新申请"),
    };

    /// <summary>The profile of a round.</summary>
    public static PoolProfile ProfileOf(ReviewRound round) => round.Content.Deserialize<PoolProfile>(PlatformJson.Stored)!;
}

/// <summary>What a decision makes of an expert: in the pool, or returned with the draft open again.</summary>
public sealed class ExpertAdmissionArea(PoolExperts experts) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => ExpertAdmissionKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await experts.FindAsync(new AccountId(round.Case), cancellation) is not { } expert) return new NothingHere();
        var admitted = round.Decision is { Approved: true };
        var act = admitted ? PoolExpertAct.Admit : PoolExpertAct.Return;
        if (PoolExpertStates.Refuse(expert.Value.State, act) is { } refusal) return refusal;
        var next = expert.Value.After(act) with { Pending = null, PendingIdNumber = null };
        if (admitted)
        {
            next = next with
            {
                Profile = ExpertAdmissionKind.ProfileOf(round),
                ProtectedIdNumber = expert.Value.PendingIdNumber,
                AdmittedAt = expert.Value.AdmittedAt ?? write.Stamp.When,
            };
        }
        write.Replace(expert, next).Send(ProjectionMessages.Refresh(ExpertPool.ProjectionName));
        return null;
    }
}
