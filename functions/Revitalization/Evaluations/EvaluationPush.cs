using PatentFunctions.Catalogs;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>In what a resource meets what an expert is asked about.</summary>
/// <param name="StrategicIndustries">战略性新兴产业 of the expert that meet one of the resource.</param>
/// <param name="Industries">国民经济行业 likewise.</param>
/// <param name="Keywords">技术关键词 that occur in title, abstract or keywords.</param>
public sealed record PushMatch(IReadOnlyList<string> StrategicIndustries, IReadOnlyList<string> Industries, IReadOnlyList<string> Keywords)
{
    /// <summary>Points: two for each classification that meets, one for each keyword, at most three of these.</summary>
    public int Score => (StrategicIndustries.Count > 0 ? 2 : 0) + (Industries.Count > 0 ? 2 : 0) + Math.Min(3, Keywords.Count);

    /// <summary>推送理由, Chinese.</summary>
    public string Why
    {
        get
        {
            var industries = StrategicIndustries.Select(c => CatalogRegistry.BuiltIn.Get(CatalogIds.Strategic2018).Find(c)?.Name)
                .Concat(Industries.Select(c => NationalEconomyIndustries.Catalog.Find(c)?.Name)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            List<string> parts = [];
            if (industries.Count > 0) parts.Add("产业：" + string.Join("、", industries));
            if (Keywords.Count > 0) parts.Add("关键词：" + string.Join("、", Keywords));
            return string.Join("；", parts);
        }
    }
}

/// <summary>
/// Which patents are pushed to a unit for evaluation (EVA-01), as a pure rule over industries (hierarchical) and keywords of its experts: two
/// classifications meet, or one and a keyword, or three keywords.
/// </summary>
public static class EvaluationPush
{
    /// <summary>Points from which a patent is pushed.</summary>
    public const int Threshold = 3;

    /// <summary>In what the resource meets the interest; null where that is too little.</summary>
    public static PushMatch? Match(ResourceRecord resource, ExpertInterest interest)
    {
        var text = CatalogText.Fold(string.Join('\n', resource.Patents.SelectMany(p => new[] { p.Title, p.Abstract }).Append(resource.Title).Concat(resource.Dossier.Keywords)));
        var match = new PushMatch(
            Meeting(CatalogIds.Strategic2018, interest.StrategicIndustries, resource.Dossier.StrategicIndustries),
            Meeting(CatalogIds.NationalEconomy, interest.Industries, resource.Dossier.Industries),
            [.. interest.Keywords.Where(k => text.Contains(CatalogText.Fold(k), StringComparison.Ordinal))]);
        return match.Score >= Threshold ? match : null;
    }

    /// <summary>True where one of the industries is the wide one or lies below it; what lies above it is too wide to say anything.</summary>
    /// <param name="catalog">Id of the classification.</param>
    /// <param name="wide">The industry asked about.</param>
    /// <param name="of">Industries of a resource.</param>
    public static bool TakesIn(string catalog, string wide, IReadOnlyList<string> of)
    {
        var entries = CatalogRegistry.BuiltIn.Get(catalog);
        return entries.Find(wide) is { } found && of.Any(code => entries.Find(code)?.AtLevel(found.Level)?.Code == found.Code);
    }

    private static IReadOnlyList<string> Meeting(string catalog, IReadOnlyList<string> interests, IReadOnlyList<string> of) => [.. interests.Where(i => TakesIn(catalog, i, of))];
}

/// <summary>Pushes a resource to a unit, once.</summary>
public sealed class EvaluationDesk(CaseStore cases, EvaluationRecords evaluations)
{
    /// <summary>Opens the evaluation unless it is there.</summary>
    /// <returns>True where this run opened it, now or when it was tried before.</returns>
    public async Task<bool> PushAsync(
        ResourceRecord resource, UnitId unit, string unitName, PushOrigin origin, string why, string run, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = EvaluationId.Of(unit, resource.Id);
        if (await evaluations.FindAsync(id, cancellation) is { } pushed) return pushed.Value.Run == run;
        var record = new EvaluationRecord(
            id, unit, unitName, resource.Id, resource.Title, resource.Kind, resource.University, resource.UniversityName, EvaluationState.Waiting, stamp.When, origin, why, run)
        {
            Facts = EvaluationFacts.Of(resource),
        };
        var write = new CaseWrite(EvaluationRecords.AddressOf(id), stamp).Insert(CaseRows.Record, record).Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            return (await evaluations.FindAsync(id, cancellation))?.Value.Run == run;
        }
    }

    /// <summary>Tells a unit how many were pushed to it.</summary>
    public static OutboxMessage Tell(UnitId unit, int count) => Notify.Unit("evaluation.pushed", unit, ("count", count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
