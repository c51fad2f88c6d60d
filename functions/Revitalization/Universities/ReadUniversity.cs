using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Universities;

/// <summary>登记批次: what came by one import; one line for what was typed in.</summary>
/// <param name="Batch">The import; absent for what was typed in.</param>
/// <param name="FirstAt">First registration of it.</param>
/// <param name="Resources">Patents and portfolios of it, removed ones aside.</param>
/// <param name="Patents">Patents in them.</param>
/// <param name="Evaluated">How many of them have an evaluation.</param>
public sealed record BatchLine(string? Batch, DateTimeOffset FirstAt, int Resources, int Patents, int Evaluated);

/// <summary>高校院所首页: what there is and what waits.</summary>
/// <param name="UniversityName">高校院所.</param>
/// <param name="Resources">Registered patents and portfolios, removed ones aside.</param>
/// <param name="Offered">可转化.</param>
/// <param name="Suspended">暂停.</param>
/// <param name="Batches">登记批次, newest first, at most ten.</param>
/// <param name="IntentsToAnswer">Intents that wait for an answer.</param>
/// <param name="IntentsOverdue">Those among them whose last day is over.</param>
/// <param name="IntentsOpen">Intents answered and not ended.</param>
/// <param name="Evaluations">Evaluations of enterprises.</param>
/// <param name="AverageStars">Average stars, two decimals; absent where there is none.</param>
/// <param name="DemandsToAnswer">Public demands that the university has not answered.</param>
/// <param name="DemandsAnswered">Demands it has answered.</param>
public sealed record UniversitySummary(
    string UniversityName, int Resources, int Offered, int Suspended, IReadOnlyList<BatchLine> Batches, int IntentsToAnswer, int IntentsOverdue, int IntentsOpen, int Evaluations, decimal? AverageStars,
    int DemandsToAnswer, int DemandsAnswered);

/// <summary>企业评价 of one resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="Average">Average stars, two decimals.</param>
/// <param name="Count">Number of enterprises.</param>
/// <param name="LastAt">The latest.</param>
public sealed record ResourceEvaluationLine(ResourceId Resource, string Title, decimal Average, int Count, DateTimeOffset LastAt);

/// <summary>企业评价 of one resource with each enterprise's opinion.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="Average">Average stars, two decimals; absent where there is none.</param>
/// <param name="Evaluations">The evaluations, newest first.</param>
public sealed record ResourceEvaluations(ResourceId Resource, string Title, decimal? Average, IReadOnlyList<PublishedEvaluation> Evaluations);

/// <summary>?sort= is none of the list's.</summary>
public sealed record UnknownEvaluationSort() : Malformed("university-evaluation-sort-unknown", "排序方式无效", "sort 应为 latest（最近评价）或 average（平均星级）。");

/// <summary>What a university reads of its own (UNV-01). The opinions are the enterprises' own; of experts there is nothing here.</summary>
public sealed class ReadUniversity(ResourceRecords resources, ResourcesByUniversity registered, IntentLists intents, UniversityEvaluations evaluations, DemandLists demands, TimeProvider time)
{
    private const int ShownBatches = 10;

    /// <summary>高校院所首页：本校登记的专利、登记批次、待答复的合作意向、企业评价、待答复的公开需求。</summary>
    [Function("ReadUniversitySummary")]
    [Allow(Role.University)]
    [Answers(200, typeof(UniversitySummary))]
    public async Task<IResult> SummaryAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (own, today) = (caller.RequiredUnit, ChinaTime.Today(time));
        var listed = await ListedAsync(own, cancellation);
        var inbox = await intents.OfUniversityAsync(own, cancellation);
        var published = await evaluations.OfAsync(own, null, cancellation);
        var answered = (await demands.AnsweredByAsync(own, cancellation)).Select(a => a.Demand).ToHashSet();
        return Results.Json(
            new UniversitySummary(
                caller.Office, listed.Count(r => r.State != ResourceState.Removed), listed.Count(r => r.State == ResourceState.Offered), listed.Count(r => r.State == ResourceState.Suspended),
                [.. BatchesOf(listed).Take(ShownBatches)], inbox.Count(i => IntentStates.IsUnanswered(i.State)), inbox.Count(i => IntentStates.IsUnanswered(i.State) && i.DueOn < today),
                inbox.Count(i => i.State is IntentState.Answered or IntentState.InTalks), published.Count, EvaluationStars.Average([.. published.Select(e => e.Stars)]),
                (await demands.PublicAsync(cancellation)).Count(d => !answered.Contains(d.Id)), answered.Count),
            PlatformJson.Options);
    }

    /// <summary>登记批次：每次批量导入登记的专利数和已获评价数，新的在前；逐条登记的合为一行。</summary>
    [Function("ListRegistrationBatches")]
    [Allow(Role.University)]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<BatchLine>))]
    public async Task<IResult> BatchesAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/batches")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        return Results.Json(page.Slice(BatchesOf(await ListedAsync(request.Caller().RequiredUnit, cancellation)), b => b.Batch ?? ""), PlatformJson.Options);
    }

    /// <summary>企业评价：本校各项专利的平均星级和评价企业数。</summary>
    [Function("ListUniversityEvaluations")]
    [Allow(Role.University)]
    [QueryParameter("sort", "latest 最近评价在前（默认）、average 平均星级高的在前", Values = "latest,average"), QueryParameter("q", "专利名称中的文字")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<ResourceEvaluationLine>)), Refuses(typeof(UnknownEvaluationSort))]
    public async Task<IResult> EvaluationsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/evaluations")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var (sort, keyword) = (request.Query["sort"].ToString(), request.Query["q"].ToString());
        var lines = (await evaluations.OfAsync(request.Caller().RequiredUnit, null, cancellation))
            .GroupBy(e => e.Resource)
            .Select(g => new ResourceEvaluationLine(g.Key, g.First().Title, EvaluationStars.Average([.. g.Select(e => e.Stars)])!.Value, g.Count(), g.Max(e => e.PublishedAt)))
            .Where(l => l.Title.Contains(keyword, StringComparison.OrdinalIgnoreCase));
        var ordered = sort switch
        {
            "" or "latest" => lines.OrderByDescending(l => l.LastAt),
            "average" => lines.OrderByDescending(l => l.Average).ThenByDescending(l => l.Count),
            _ => throw new RefusedException(new UnknownEvaluationSort()),
        };
        return Results.Json(page.Slice(ordered.ThenBy(l => l.Resource.Value, StringComparer.Ordinal).ToList(), l => l.Resource.Value), PlatformJson.Options);
    }

    /// <summary>一项本校专利的企业评价：各企业的评分、评价意见和平均星级。</summary>
    [Function("ReadResourceEvaluations")]
    [Allow(Role.University)]
    [Answers(200, typeof(ResourceEvaluations))]
    public async Task<IResult> EvaluationAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/evaluations/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var resource = (await resources.OwnAsync(id, request.Caller(), cancellation)).Value;
        var published = (await evaluations.OfAsync(resource.University, resource.Id, cancellation)).OrderByDescending(e => e.PublishedAt).ToList();
        return Results.Json(new ResourceEvaluations(resource.Id, resource.Title, EvaluationStars.Average([.. published.Select(e => e.Stars)]), published), PlatformJson.Options);
    }

    /// <summary>统计：登记、合作意向、按期答复率、企业评价、需求答复，按状态和月份。</summary>
    [Function("ReadUniversityStatistics")]
    [Allow(Role.University)]
    [Answers(200, typeof(UniversityFigures))]
    public async Task<IResult> StatisticsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/statistics")] HttpRequest request, CancellationToken cancellation)
    {
        var own = request.Caller().RequiredUnit;
        var figures = UniversityFigures.Of(
            await ListedAsync(own, cancellation), await intents.OfUniversityAsync(own, cancellation),
            await evaluations.OfAsync(own, null, cancellation), await demands.AnsweredByAsync(own, cancellation), ChinaTime.Today(time));
        return Results.Json(figures, PlatformJson.Options);
    }

    private async Task<IReadOnlyList<ResourceLine>> ListedAsync(UnitId university, CancellationToken cancellation)
    {
        var lines = new List<ResourceLine>();
        await foreach (var line in registered.AllAsync(university, cancellation)) lines.Add(line);
        return lines;
    }

    private static IReadOnlyList<BatchLine> BatchesOf(IReadOnlyList<ResourceLine> listed) =>
    [
        .. listed.Where(r => r.State != ResourceState.Removed).GroupBy(r => r.Batch)
            .Select(g => new BatchLine(g.Key, g.Min(r => r.RegisteredAt), g.Count(), g.Sum(r => r.Numbers.Count), g.Count(r => r.Rating is not null)))
            .OrderByDescending(b => b.FirstAt).ThenBy(b => b.Batch, StringComparer.Ordinal),
    ];
}
