using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;
using PatentFunctions.Revitalization.Evaluations;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>当前评价状态 of an expert.</summary>
public enum ExpertProgress
{
    /// <summary>—: not in the pool, or nothing to evaluate.</summary>
    None,

    /// <summary>待评价: at least one pushed patent waits for the expert.</summary>
    Waiting,

    /// <summary>已评价: nothing waits, at least one was evaluated.</summary>
    Evaluated,
}

/// <summary>One line of the unit's experts, with the columns of the manual.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">姓名.</param>
/// <param name="Post">职务.</param>
/// <param name="IdNumber">身份证号, masked.</param>
/// <param name="OpenedAt">开通日期.</param>
/// <param name="UnitName">所属单位.</param>
/// <param name="Field">所属领域.</param>
/// <param name="State">Where the expert stands on the way into the pool.</param>
/// <param name="StateName">入库状态, Chinese.</param>
/// <param name="Progress">当前评价状态.</param>
/// <param name="ProgressName">The same in Chinese.</param>
/// <param name="Evaluations">评价记录: how many evaluations the expert has submitted.</param>
public sealed record PoolExpertLine(
    AccountId Id, string Name, string Post, string IdNumber, DateTimeOffset OpenedAt, string UnitName, string Field,
    PoolExpertState State, string StateName, ExpertProgress Progress, string ProgressName, int Evaluations);

/// <summary>?state= is none of the list's.</summary>
public sealed record UnknownPoolState() : Malformed("pool-expert-state-unknown", "入库状态无效", "state 应为 draft、underReview、returned、admitted、changeUnderReview、suspended 之一。");

/// <summary>The experts that a unit has recommended, in the pool or on the way into it.</summary>
public sealed class ListPoolExperts(AccountStore accounts, UnitAccounts units, ExpertPool pool, UnitEvaluations evaluations)
{
    /// <summary>本单位推荐的所有专家：姓名、职务、身份证号（掩码）、开通日期、所属单位、所属领域、当前评价状态、评价记录；新开通的在前。</summary>
    [Function("ListPoolExperts")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("state", "入库状态：draft、underReview、returned、admitted、changeUnderReview、suspended；不填为全部", typeof(PoolExpertState))]
    [QueryParameter("q", "姓名、职务或所属领域中的文字")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<PoolExpertLine>)), Refuses(typeof(UnknownPoolState))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "experts")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var keyword = request.Query["q"].ToString();
        var state = request.Word<PoolExpertState>("state", new UnknownPoolState());
        var lines = await LinesAsync(request.Caller(), cancellation);
        var found = lines
            .Where(l => state is null || l.State == state)
            .Where(l => keyword.Length == 0 || $"{l.Name}\n{l.Post}\n{l.Field}".Contains(keyword, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(l => l.OpenedAt).ThenBy(l => l.Id.Value, StringComparer.Ordinal).ToList();
        return Results.Json(page.Slice(found, l => l.Id.Value), PlatformJson.Options);
    }

    private async Task<IReadOnlyList<PoolExpertLine>> LinesAsync(Caller caller, CancellationToken cancellation)
    {
        var unit = caller.RequiredUnit;
        var entries = await pool.OfAsync(unit, cancellation);
        var marks = await evaluations.OfAsync(unit, cancellation);
        var lines = new List<PoolExpertLine>();
        foreach (var id in await units.IdsAsync(unit, Role.Expert, cancellation))
        {
            if (await accounts.FindAsync(id, cancellation) is not { Value: { Expert: { } given } account }) continue;
            var entry = entries.GetValueOrDefault(id);
            var (state, profile) = (entry?.State ?? PoolExpertState.Draft, entry?.Profile);
            var progress = ProgressOf(id, state, marks);
            lines.Add(new PoolExpertLine(
                id, profile?.Name ?? given.Name, profile?.Post ?? given.Post, profile?.IdNumber ?? given.MaskedIdNumber, account.CreatedAt, caller.Office, profile?.Field ?? given.Field,
                state, PoolExpertStates.NameOf(state), progress, NameOf(progress), marks.Count(e => e.Experts.Any(m => m.Expert == id))));
        }
        return lines;
    }

    internal static ExpertProgress ProgressOf(AccountId id, PoolExpertState state, IReadOnlyList<EvaluationLine> evaluations)
    {
        var evaluates = state is PoolExpertState.Admitted or PoolExpertState.ChangeUnderReview;
        if (evaluates && evaluations.Any(e => e.State == EvaluationState.Waiting && !e.Experts.Any(m => m.Expert == id && m.State != ExpertEvaluationState.Returned))) return ExpertProgress.Waiting;
        return evaluations.Any(e => e.Experts.Any(m => m.Expert == id)) ? ExpertProgress.Evaluated : ExpertProgress.None;
    }

    internal static string NameOf(ExpertProgress progress) => progress switch
    {
        ExpertProgress.Waiting => "待评价",
        ExpertProgress.Evaluated => "已评价",
        _ => "—",
    };
}

/// <summary>An expert as the unit's administrator sees it.</summary>
/// <param name="Id">The account.</param>
/// <param name="State">Where the expert stands.</param>
/// <param name="StateName">入库状态, Chinese.</param>
/// <param name="UnitName">所属单位.</param>
/// <param name="OpenedAt">开通日期.</param>
/// <param name="AdmittedAt">入库时间.</param>
/// <param name="SuspendedWhy">暂停原因.</param>
/// <param name="Profile">What the pool holds, its ID number masked.</param>
/// <param name="Pending">What is being audited.</param>
/// <param name="Timeline">办理进度.</param>
/// <param name="Evaluations">评价记录, newest first.</param>
public sealed record PoolExpertAnswer(
    AccountId Id, PoolExpertState State, string StateName, string UnitName, DateTimeOffset OpenedAt, DateTimeOffset? AdmittedAt, string? SuspendedWhy,
    PoolProfile? Profile, PoolProfile? Pending, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<ExpertRecordLine> Evaluations);

/// <summary>评价记录: one evaluation of an expert.</summary>
/// <param name="Evaluation">The evaluation of the unit.</param>
/// <param name="Title">The patent or portfolio.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="State">待审核, 已采纳 or 已退回.</param>
/// <param name="SubmittedAt">When.</param>
public sealed record ExpertRecordLine(EvaluationId Evaluation, string Title, string UniversityName, int Stars, ExpertEvaluationState State, DateTimeOffset SubmittedAt);

/// <summary>查看 an expert of one's own unit.</summary>
public sealed class GetPoolExpert(CaseStore cases, PoolExperts experts, UnitEvaluations evaluations)
{
    /// <summary>查看本单位的一名专家：在库信息、待审核的修改、办理进度、评价记录。</summary>
    [Function("GetPoolExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(PoolExpertAnswer), ETag = true)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "experts/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        AnswerAsync(request, cases, experts, evaluations, id, cancellation);

    internal static async Task<IResult> AnswerAsync(HttpRequest request, CaseStore cases, PoolExperts experts, UnitEvaluations evaluations, string id, CancellationToken cancellation)
    {
        var stored = await experts.OwnAsync(id, request.Caller(), cancellation);
        var expert = stored.Value;
        var records =
            from line in await evaluations.OfAsync(expert.Unit, cancellation)
            from mark in line.Experts
            where mark.Expert == expert.Id
            orderby mark.SubmittedAt descending
            select new ExpertRecordLine(line.Id, line.Title, line.UniversityName, mark.Stars, mark.State, mark.SubmittedAt);
        request.SetETag(stored.ETag);
        return Results.Json(
            new PoolExpertAnswer(
                expert.Id, expert.State, PoolExpertStates.NameOf(expert.State), expert.UnitName, expert.OpenedAt, expert.AdmittedAt, expert.SuspendedWhy, expert.Profile, expert.Pending,
                await cases.TimelineAsync(PoolExperts.AddressOf(expert.Id), cancellation), [.. records]),
            PlatformJson.Options);
    }
}
