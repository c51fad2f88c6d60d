using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>One line of 专利转化评价库.</summary>
/// <param name="Id">The evaluation.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Title">单条专利 or 组合专利.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">评价状态, Chinese.</param>
/// <param name="PushedAt">推送时间.</param>
/// <param name="Why">推送理由.</param>
/// <param name="Stars">The unit's published stars.</param>
/// <param name="Mine">The caller's own evaluation, for experts.</param>
/// <param name="ToAudit">Expert evaluations that wait for audit, for the unit's administrator.</param>
public sealed record LibraryLine(
    EvaluationId Id, ResourceId Resource, string Title, ResourceKind Kind, string UniversityName, EvaluationState State, string StateName, DateTimeOffset PushedAt, string Why, int? Stars,
    ExpertEvaluationState? Mine, int? ToAudit);

/// <summary>An expert's evaluation with who it is of, for the unit's administrator.</summary>
/// <param name="Expert">The expert.</param>
/// <param name="Name">姓名; 已移出 where the expert has left the pool.</param>
/// <param name="State">待审核, 已采纳 or 已退回.</param>
/// <param name="StateName">The same in Chinese.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Comment">评价意见.</param>
/// <param name="SubmittedAt">When.</param>
/// <param name="Opinion">审核意见.</param>
public sealed record NamedEvaluation(AccountId Expert, string Name, ExpertEvaluationState State, string StateName, int Stars, string Comment, DateTimeOffset SubmittedAt, string? Opinion);

/// <summary>专利评价 as the unit's administrator or an expert sees it.</summary>
/// <param name="Id">The evaluation.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">评价状态, Chinese.</param>
/// <param name="PushedAt">推送时间.</param>
/// <param name="Why">推送理由.</param>
/// <param name="Offered">False where the university has suspended or removed the resource.</param>
/// <param name="Resource">The patents and the filing data; absent where the resource is no longer offered.</param>
/// <param name="Question">What an evaluator is asked.</param>
/// <param name="Stars">What each number of stars means.</param>
/// <param name="Own">企业自评; for experts once it is published.</param>
/// <param name="Mine">The caller's own evaluation, for experts.</param>
/// <param name="Experts">专家评价, for the unit's administrator alone.</param>
public sealed record EvaluationView(
    EvaluationId Id, EvaluationState State, string StateName, DateTimeOffset PushedAt, string Why, bool Offered, EvaluatedResource? Resource, string Question, IReadOnlyList<StarMeaning> Stars,
    OwnEvaluation? Own, ExpertEvaluation? Mine, IReadOnlyList<NamedEvaluation>? Experts);

/// <summary>详情 of what is evaluated: the patents and the filing data, no contact.</summary>
/// <param name="Id">The resource.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="Title">Its title.</param>
/// <param name="Patents">The patents.</param>
/// <param name="Dossier">建档信息.</param>
/// <param name="RegisteredAt">登记入库时间.</param>
public sealed record EvaluatedResource(
    ResourceId Id, string UniversityName, ResourceKind Kind, string Title, IReadOnlyList<TransferablePatent> Patents, ResourceDossier Dossier, DateTimeOffset RegisteredAt)
{
    internal static EvaluatedResource Of(ResourceRecord resource) =>
        new(resource.Id, resource.UniversityName, resource.Kind, resource.Title, resource.Patents, resource.Dossier, resource.RegisteredAt);
}

/// <summary>?state= is none of the list's.</summary>
public sealed record UnknownEvaluationState() : Malformed("evaluation-state-unknown", "筛选条件无效", "state、mine、kind、type 或 sort 不是此列表的值。");

/// <summary>专利转化评价库 of one's own unit.</summary>
public sealed class ReadEvaluations(EvaluationRecords evaluations, UnitEvaluations list, ExpertPool pool, ResourceRecords resources)
{
    /// <summary>专利转化评价库：平台推送给本单位的专利，可按技术类型、产业等检索，按推送或登记入库时间排序；专家可见本人的评价状态，企业管理员可见待审核的专家评价数。</summary>
    [Function("ListEvaluations")]
    [Allow(Role.UnitAdmin, Role.Expert)]
    [QueryParameter("state", "waiting 待评价、published 已评价；不填为全部", typeof(EvaluationState)), QueryParameter("mine", "专家：none 本人未评价、submitted 待审核、accepted 已采纳、returned 已退回", Values = "none,submitted,accepted,returned")]
    [QueryParameter("kind", "single 单条专利、portfolio 组合专利", typeof(ResourceKind)), QueryParameter("q", "专利名称或高校院所中的文字"), QueryParameter("field", "技术类型代码（01至35）或技术大类代码（A至E）")]
    [QueryParameter("strategic", "战略性新兴产业代码，含下级"), QueryParameter("industry", "国民经济行业代码，含下级"), QueryParameter("type", "专利类型：invention、utility-model、design", typeof(PatentType))]
    [QueryParameter("sort", "pushed 推送时间（默认）、registered 登记入库时间，新的在前", Values = "pushed,registered")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<LibraryLine>)), Refuses(typeof(UnknownEvaluationState))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "evaluations")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, caller) = (PageRequest.From(request), request.Caller());
        var (state, kind, mine, keyword) = (Parse<EvaluationState>(request, "state"), Parse<ResourceKind>(request, "kind"), request.Query["mine"].ToString(), request.Query["q"].ToString());
        ExpertEvaluationState? marked = mine is "" or "none" ? null : Parse<ExpertEvaluationState>(request, "mine");
        var type = Parse<PatentType>(request, "type");
        var byRegistration = request.Query["sort"].ToString() switch { "" or "pushed" => false, "registered" => true, _ => throw new RefusedException(new UnknownEvaluationState()) };
        var lines =
            from line in await list.OfAsync(caller.RequiredUnit, cancellation)
            let own = caller.Role == Role.Expert ? line.Experts.FirstOrDefault(e => e.Expert == caller.Account)?.State : null
            where (state is null || line.State == state) && (kind is null || line.Kind == kind)
            where caller.Role != Role.Expert || mine.Length == 0 || own == marked
            where $"{line.Title}\n{line.UniversityName}".Contains(keyword, StringComparison.OrdinalIgnoreCase) && Meets(line.Facts, type, request)
            orderby byRegistration ? line.Facts.RegisteredAt : line.PushedAt descending, line.Id.Value
            select new LibraryLine(
                line.Id, line.Resource, line.Title, line.Kind, line.UniversityName, line.State, EvaluationStates.NameOf(line.State), line.PushedAt, line.Why,
                line.State == EvaluationState.Published ? line.Own?.Stars : null, own,
                caller.Role == Role.UnitAdmin ? line.Experts.Count(e => e.State == ExpertEvaluationState.Submitted) : null);
        return Results.Json(page.Slice(lines.ToList(), l => l.Id.Value), PlatformJson.Options);
    }

    /// <summary>一项待评价或已评价的专利：详情、各星级含义；专家可见本人的评价，企业管理员可见专家评价结果。</summary>
    [Function("GetEvaluation")]
    [Allow(Role.UnitAdmin, Role.Expert)]
    [Answers(200, typeof(EvaluationView), ETag = true)]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "evaluations/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        AnswerAsync(request, evaluations, pool, resources, id, cancellation);

    internal static async Task<IResult> AnswerAsync(HttpRequest request, EvaluationRecords evaluations, ExpertPool pool, ResourceRecords resources, string id, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var stored = await evaluations.OwnAsync(id, caller, cancellation);
        var (found, admin) = (stored.Value, caller.Role == Role.UnitAdmin);
        var resource = await resources.FindAsync(found.Resource, cancellation) is { Value: { State: ResourceState.Offered } offered } ? offered : null;
        IReadOnlyList<NamedEvaluation>? experts = null;
        if (admin)
        {
            var names = await pool.OfAsync(found.Unit, cancellation);
            experts = [.. (await evaluations.OfExpertsAsync(found.Id, cancellation)).Select(e => new NamedEvaluation(
                e.Expert, NameOf(e.Expert, names), e.State, EvaluationStates.NameOf(e.State), e.Stars, e.Comment, e.SubmittedAt, e.Opinion))];
        }
        var mine = admin ? null : (await evaluations.OfExpertAsync(found.Id, caller.Account, cancellation))?.Value;
        request.SetETag(stored.ETag);
        return Results.Json(
            new EvaluationView(
                found.Id, found.State, EvaluationStates.NameOf(found.State), found.PushedAt, found.Why, resource is not null,
                resource is null ? null : EvaluatedResource.Of(resource), EvaluationStars.Question,
                EvaluationStars.All, admin || found.State == EvaluationState.Published ? found.Own : null, mine, experts),
            PlatformJson.Options);
    }

    private static bool Meets(EvaluationFacts facts, PatentType? type, HttpRequest request)
    {
        var (field, strategic, industry) = (request.Query["field"].ToString(), request.Query["strategic"].ToString(), request.Query["industry"].ToString());
        return (field.Length == 0 || TechnicalFields.Within(field).Contains(facts.Field))
            && (strategic.Length == 0 || EvaluationPush.TakesIn(CatalogIds.Strategic2018, strategic, facts.StrategicIndustries))
            && (industry.Length == 0 || EvaluationPush.TakesIn(CatalogIds.NationalEconomy, industry, facts.Industries))
            && (type is not { } wanted || facts.Types.Contains(wanted));
    }

    internal static string NameOf(AccountId expert, IReadOnlyDictionary<AccountId, PoolEntry> pool) => pool.GetValueOrDefault(expert)?.Profile?.Name ?? "（已移出的专家）";

    internal static T? Parse<T>(HttpRequest request, string name)
        where T : struct, Enum =>
        request.Word<T>(name, new UnknownEvaluationState());
}

/// <summary>One line of 专利评价管理: an expert's evaluation.</summary>
/// <param name="Evaluation">The evaluation of the unit.</param>
/// <param name="Title">The patent or portfolio.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="State">State of the unit's evaluation.</param>
/// <param name="Said">The expert's evaluation.</param>
public sealed record ExpertEvaluationLine(EvaluationId Evaluation, string Title, string UniversityName, EvaluationState State, NamedEvaluation Said);

/// <summary>专利评价管理 (EVA-02; manual 四): what all experts of the unit have said.</summary>
public sealed class ListExpertEvaluations(UnitEvaluations list, ExpertPool pool)
{
    /// <summary>本单位所有专家的评价，最近提交的在前，可按审核状态和专家筛选。</summary>
    [Function("ListExpertEvaluations")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("state", "submitted 待审核、accepted 已采纳、returned 已退回；不填为全部", typeof(ExpertEvaluationState)), QueryParameter("expert", "专家账号"), QueryParameter("q", "专利名称、高校院所或专家姓名中的文字")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<ExpertEvaluationLine>)), Refuses(typeof(UnknownEvaluationState))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "expert-evaluations")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, unit) = (PageRequest.From(request), request.Caller().RequiredUnit);
        var (state, expert, keyword) = (ReadEvaluations.Parse<ExpertEvaluationState>(request, "state"), request.Query["expert"].ToString(), request.Query["q"].ToString());
        var names = await pool.OfAsync(unit, cancellation);
        var lines =
            from line in await list.OfAsync(unit, cancellation)
            from mark in line.Experts
            let name = ReadEvaluations.NameOf(mark.Expert, names)
            where (state is null || mark.State == state) && (expert.Length == 0 || mark.Expert.Value == expert)
            where $"{line.Title}\n{line.UniversityName}\n{name}".Contains(keyword, StringComparison.OrdinalIgnoreCase)
            orderby mark.SubmittedAt descending, line.Id.Value, mark.Expert.Value
            select new ExpertEvaluationLine(
                line.Id, line.Title, line.UniversityName, line.State,
                new NamedEvaluation(mark.Expert, name, mark.State, EvaluationStates.NameOf(mark.State), mark.Stars, mark.Comment, mark.SubmittedAt, null));
        return Results.Json(page.Slice(lines.ToList(), l => $"{l.Evaluation.Value}-{l.Said.Expert.Value}"), PlatformJson.Options);
    }
}
