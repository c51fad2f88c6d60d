using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Universities;

/// <summary>How many there are of one value.</summary>
/// <param name="Code">The value.</param>
/// <param name="Name">The same in Chinese.</param>
/// <param name="Count">件.</param>
public sealed record NamedCount(string Code, string Name, int Count);

/// <summary>What happened in a month.</summary>
/// <param name="Month">yyyy-MM, Asia/Shanghai.</param>
/// <param name="Registered">Patents and portfolios registered (登记入库).</param>
/// <param name="Intents">Intents received.</param>
/// <param name="Evaluations">Evaluations received.</param>
/// <param name="Demands">Demands answered.</param>
public sealed record MonthFigures(string Month, int Registered, int Intents, int Evaluations, int Demands);

/// <summary>统计 of a university (UNV-01).</summary>
/// <param name="Resources">Registered patents and portfolios, removed ones aside.</param>
/// <param name="ResourcesByState">By 登记状态.</param>
/// <param name="ResourcesByKind">单条专利 and 组合专利, removed ones aside.</param>
/// <param name="Intents">Intents received.</param>
/// <param name="IntentsByState">By 意向状态.</param>
/// <param name="AnsweredInTerm">Share of the intents due so far that were answered by their last day, %, two decimals; absent where none was due.</param>
/// <param name="Evaluations">Evaluations of enterprises.</param>
/// <param name="EvaluationsByStars">By stars, five first.</param>
/// <param name="AverageStars">Average stars, two decimals; absent where there is none.</param>
/// <param name="EvaluatedResources">Patents and portfolios with at least one evaluation.</param>
/// <param name="DemandsAnswered">Demands of enterprises answered.</param>
/// <param name="Months">The months in which something happened, newest first.</param>
public sealed record UniversityFigures(
    int Resources, IReadOnlyList<NamedCount> ResourcesByState, IReadOnlyList<NamedCount> ResourcesByKind, int Intents, IReadOnlyList<NamedCount> IntentsByState, decimal? AnsweredInTerm,
    int Evaluations, IReadOnlyList<NamedCount> EvaluationsByStars, decimal? AverageStars, int EvaluatedResources, int DemandsAnswered, IReadOnlyList<MonthFigures> Months)
{
    /// <summary>Counts, pure.</summary>
    /// <param name="resources">Everything registered, removed ones included.</param>
    /// <param name="intents">The inbox.</param>
    /// <param name="evaluations">What enterprises have published.</param>
    /// <param name="answered">The demands answered.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static UniversityFigures Of(
        IReadOnlyList<ResourceLine> resources, IReadOnlyList<IntentLine> intents, IReadOnlyList<PublishedEvaluation> evaluations, IReadOnlyList<AnsweredDemand> answered, DateOnly today)
    {
        var offered = resources.Where(r => r.State != ResourceState.Removed).ToList();
        // An intent counts once its answer is there or its last day is over, whichever is first; one that was closed without an answer does not.
        var due = intents.Where(i => i.FirstAnsweredAt is not null || (IntentStates.IsUnanswered(i.State) && i.DueOn < today)).ToList();
        var inTerm = due.Count(i => i.FirstAnsweredAt is { } at && ChinaTime.DateOf(at) <= i.DueOn);
        return new UniversityFigures(
            offered.Count,
            [.. Enum.GetValues<ResourceState>().Select(s => new NamedCount(Code(s), ResourceStates.NameOf(s), resources.Count(r => r.State == s)))],
            [.. Enum.GetValues<ResourceKind>().Select(k => new NamedCount(Code(k), k == ResourceKind.Single ? "单条专利" : "组合专利", offered.Count(r => r.Kind == k)))],
            intents.Count,
            [.. Enum.GetValues<IntentState>().Select(s => new NamedCount(Code(s), IntentStates.NameOf(s), intents.Count(i => i.State == s)))],
            due.Count == 0 ? null : decimal.Round(100m * inTerm / due.Count, 2, MidpointRounding.AwayFromZero),
            evaluations.Count,
            [.. EvaluationStars.All.Select(s => new NamedCount(s.Stars.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{s.Stars}星", evaluations.Count(e => e.Stars == s.Stars)))],
            EvaluationStars.Average([.. evaluations.Select(e => e.Stars)]),
            evaluations.Select(e => e.Resource).Distinct().Count(),
            answered.Count,
            MonthsOf(resources, intents, evaluations, answered));
    }

    private static IReadOnlyList<MonthFigures> MonthsOf(
        IReadOnlyList<ResourceLine> resources, IReadOnlyList<IntentLine> intents, IReadOnlyList<PublishedEvaluation> evaluations, IReadOnlyList<AnsweredDemand> answered)
    {
        var (registered, received) = (resources.ToLookup(r => Month(r.RegisteredAt)), intents.ToLookup(i => Month(i.SentAt)));
        var (evaluated, helped) = (evaluations.ToLookup(e => Month(e.PublishedAt)), answered.ToLookup(a => Month(a.AnsweredAt)));
        var months = new[] { registered.Select(g => g.Key), received.Select(g => g.Key), evaluated.Select(g => g.Key), helped.Select(g => g.Key) }.SelectMany(m => m).Distinct(StringComparer.Ordinal);
        return [.. months.OrderDescending(StringComparer.Ordinal).Select(m => new MonthFigures(m, registered[m].Count(), received[m].Count(), evaluated[m].Count(), helped[m].Count()))];
    }

    private static string Month(DateTimeOffset at) => ChinaTime.DateOf(at).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    private static string Code<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
