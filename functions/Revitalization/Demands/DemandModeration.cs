using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>The clock of 公开需求审核: the operators are reminded after the first working day, once more after the second.</summary>
public static class DemandModeration
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "DemandModeration";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>公开需求审核 as data (DEM-01): a simple look before a text is public. The manual names no term.</summary>
public static class DemandModerationKind
{
    private const string Clause = "盘活行动操作手册 七、企业需求发布管理";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "demand",
        "公开需求审核",
        DemandRecords.Table,
        DemandModeration.Name,
        Role.Operator,
        "2个工作日",
        RemindAfterDays: 1,
        TermDays: 2,
        Checklist:
        [
            new("technical", "内容是否为技术需求，而非广告、招聘或其他信息"),
            new("lawful", "内容和附件是否合法，不含涉密信息、个人信息和联系方式"),
        ],
        Reasons:
        [
            new("not-technical", "不是技术需求", Clause, "/description"),
            new("advertising", "含有广告或与需求无关的内容", Clause, "/description"),
            new("unclear", "技术需求描述不具体", Clause, "/description"),
            new("contact", "公开文本中含有联系方式或个人信息", Clause, "/description"),
            new("attachment", "附件不宜公开或与需求无关", Clause, "/attachments"),
            new("deadline", "截止日期已过，请修改后重新提交", Clause, "/deadline"),
            new("other", "其他（见补充说明）", Clause, ""),
        ],
        new ReviewTemplates("demand.approved", "demand.returned", "review.reminder", "review.escalation"))
    {
        Words = new ReviewWords("已提交，等待平台审核后公开", "审核通过，已公开发布", "审核未通过"),
    };

    /// <summary>The content of a round.</summary>
    public static DemandForm FormOf(ReviewRound round) => round.Content.Deserialize<DemandForm>(PlatformJson.Stored)!;
}

/// <summary>The deadline has passed while it was moderated.</summary>
[RefusedBy("ApproveReview")]
public sealed record DemandDeadlinePassed() : Conflict("demand-deadline-passed", "截止日期已过", "该需求的截止日期已过，不能发布；请退回单位修改截止日期。");

/// <summary>What a decision makes of a demand: public with the new text, or returned while the old text stays public.</summary>
public sealed class DemandModerationArea(DemandRecords demands) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => DemandModerationKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (round.Decision is { Approved: true }) return await PublishAsync(write, round, DemandAct.Approve, cancellation);
        if (await demands.FindAsync(round.Case, cancellation) is not { } demand) return new NothingHere();
        if (DemandStates.Refuse(demand.Value.State, DemandAct.Return) is { } refusal) return refusal;
        write.Replace(demand, demand.Value.After(DemandAct.Return)).Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
        return null;
    }

    /// <inheritdoc />
    public Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) => PublishAsync(write, round, DemandAct.Uphold, cancellation);

    private async Task<Refusal?> PublishAsync(CaseWrite write, ReviewRound round, DemandAct act, CancellationToken cancellation)
    {
        if (await demands.FindAsync(round.Case, cancellation) is not { } demand) return new NothingHere();
        if (DemandStates.Refuse(demand.Value.State, act) is { } refusal) return refusal;
        var form = DemandModerationKind.FormOf(round);
        if (ChinaTime.DateOf(write.Stamp.When) > form.Deadline) return new DemandDeadlinePassed();
        if (DemandStates.IsPublic(demand.Value.State)) write.Send(DemandExpiry.Wake(demand.Value, "revised"));
        var next = demand.Value.After(act) with { Published = form, PublishedRound = round.Round, PublishedAt = write.Stamp.When, ToldOfDeadline = false, EndedAt = null, EndedWhy = null };
        write.Replace(demand, next);
        if (await demands.AnsweringAsync(next.Id, cancellation) is { } answering) write.Replace(answering, answering.Value with { Open = true });
        else write.Insert(DemandRecords.AnsweringRow, new DemandAnswering(true, 0));
        write.Send(DemandExpiry.Start(next)).Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
        return null;
    }
}
