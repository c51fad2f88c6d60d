using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Reviews;

/// <summary>How often a reason was given.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Text">Its text in the catalogue.</param>
/// <param name="Count">How often.</param>
public sealed record ReasonCount(string Code, string Text, int Count);

/// <summary>审核统计 (COM-19).</summary>
/// <param name="Decisions">Decided rounds.</param>
/// <param name="FirstRounds">Decided first rounds.</param>
/// <param name="FirstPassRate">Approved first rounds ÷ decided first rounds, %; absent without any.</param>
/// <param name="InTermRate">Rounds decided within the term, %; absent without any.</param>
/// <param name="TopReasons">The ten most frequent reasons.</param>
public sealed record ReviewFigures(int Decisions, int FirstRounds, decimal? FirstPassRate, decimal? InTermRate, IReadOnlyList<ReasonCount> TopReasons)
{
    /// <summary>复核申请 against decisions of the kind that were decided.</summary>
    public int Appeals { get; init; }

    /// <summary>复核成立率: upheld ÷ decided appeals, %; absent without any.</summary>
    public decimal? UpheldRate { get; init; }

    /// <summary>The figures of a list of decisions.</summary>
    /// <param name="decided">Decisions of the kind.</param>
    /// <param name="catalogue">Its reasons.</param>
    /// <param name="appeals">Decisions about the appeals against them.</param>
    public static ReviewFigures Of(IReadOnlyList<DecidedEntry> decided, IReadOnlyList<ReturnReason> catalogue, IReadOnlyList<DecidedEntry> appeals)
    {
        var first = decided.Where(d => d.Round == 1).ToList();
        var texts = catalogue.ToDictionary(r => r.Code, r => r.Text, StringComparer.Ordinal);
        var top = decided.SelectMany(d => d.Reasons).GroupBy(c => c, StringComparer.Ordinal)
            .Select(g => new ReasonCount(g.Key, texts.GetValueOrDefault(g.Key, g.Key), g.Count()))
            .OrderByDescending(r => r.Count).ThenBy(r => r.Code, StringComparer.Ordinal).Take(10).ToList();
        return new ReviewFigures(decided.Count, first.Count, Share(first.Count(d => d.Approved), first.Count), Share(decided.Count(d => d.InTerm), decided.Count), top)
        {
            Appeals = appeals.Count,
            UpheldRate = Share(appeals.Count(a => a.Approved), appeals.Count),
        };
    }

    private static decimal? Share(int part, int whole) => whole == 0 ? null : Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Figures of a kind of review.</summary>
public sealed class ReadReviewStatistics(ReviewKinds kinds, IRecordStore records)
{
    /// <summary>审核统计：一次通过率、按期办结率、最常见的十条不通过理由、复核成立率。</summary>
    [Function("ReadReviewStatistics")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(ReviewFigures))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "review-statistics/{kind}")] HttpRequest request, string kind, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var area = kinds.Area(kind, caller);
        var appeals = await DecidedAsync(AppealKind.CodeOf(kind), caller, cancellation);
        return Results.Json(ReviewFigures.Of(await DecidedAsync(kind, caller, cancellation), area.Kind.Reasons, appeals), PlatformJson.Options);
    }

    private async Task<IReadOnlyList<DecidedEntry>> DecidedAsync(string kind, Caller caller, CancellationToken cancellation)
    {
        var decided = new List<DecidedEntry>();
        var query = new RecordQuery { Partition = ReviewQueueProjection.PartitionOf(kind, caller.Scope), Take = RecordLimits.PageRecords };
        await foreach (var entry in records.AllAsync<DecidedEntry>(ReviewQueueProjection.DecidedTable, query, cancellation)) decided.Add(entry.Value);
        return decided;
    }
}

/// <summary>Which kinds of review the caller has, with the catalogue of reasons of each.</summary>
public sealed class ListReviewKinds(ReviewKinds kinds)
{
    /// <summary>本人可办理的审核事项、期限、审核要点和不通过理由目录。</summary>
    [Function("ListReviewKinds")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(IReadOnlyList<ReviewKindAnswer>))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reviews")] HttpRequest request)
    {
        var role = request.Caller().Role;
        return Results.Json<IReadOnlyList<ReviewKindAnswer>>([.. kinds.All.Where(k => k.Reviewer == role).Select(ReviewKindAnswer.Of)], PlatformJson.Options);
    }
}

/// <summary>A kind of review as a front end needs it.</summary>
/// <param name="Code">代码, such as filing.</param>
/// <param name="Name">审核业务名称.</param>
/// <param name="UsualTerm">审核时限, as it is told to the unit.</param>
/// <param name="RemindAfterDays">Working days after which the reviewer is reminded.</param>
/// <param name="TermDays">Working days within which it is to be decided.</param>
/// <param name="FourEyes">True where another officer confirms what one proposes.</param>
/// <param name="Checklist">审核要点.</param>
/// <param name="Reasons">退回原因 to choose from.</param>
public sealed record ReviewKindAnswer(string Code, string Name, string UsualTerm, int RemindAfterDays, int TermDays, bool FourEyes, IReadOnlyList<ChecklistItem> Checklist, IReadOnlyList<ReturnReason> Reasons)
{
    internal static ReviewKindAnswer Of(ReviewKind kind) => new(kind.Code, kind.Name, kind.UsualTerm, kind.RemindAfterDays, kind.TermDays, kind.FourEyes, kind.Checklist, kind.Reasons);
}
