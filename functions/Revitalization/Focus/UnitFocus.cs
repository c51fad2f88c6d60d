using PatentFunctions.Filing;
using PatentFunctions.Patents;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>Puts together what the matching asks of a unit: its settings, its own filings and patents, and what it was not interested in.</summary>
public sealed class UnitFocus(FocusRecords foci, FilingsByUnit filings, UnitPatents patents)
{
    // The newest are what a unit does now; hundreds more would only cost time.
    private const int MostTitles = 100;

    /// <summary>The subscription of a unit; null where it has made no settings.</summary>
    public async Task<MatchFocus?> FindAsync(UnitId unit, CancellationToken cancellation)
    {
        if (await foci.FindAsync(unit, cancellation) is not { Value.Form: var form }) return null;
        var products = await filings.OfAsync(unit, cancellation);
        var own = await patents.AllAsync(unit, cancellation);
        return Of(unit, form, [.. products.Take(MostTitles).Select(p => p.Product), .. own.TakeLast(MostTitles).Select(p => p.Title)], await foci.DismissalsAsync(unit, cancellation));
    }

    /// <summary>The subscription from its parts.</summary>
    public static MatchFocus Of(UnitId unit, FocusForm form, IReadOnlyList<string> titles, IReadOnlyList<Dismissal> dismissals)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new MatchFocus(unit.Value)
        {
            StrategicIndustries = form.StrategicIndustries,
            Industries = form.Industries,
            TransferWays = [.. form.Ways.Select(w => w.ToString())],
            Keywords = form.Keywords,
            Excluded = form.Excluded,
            OwnTitles = titles,
            Dismissed = [.. dismissals.Select(d => d.Resource.Value)],
            Dislikes =
            [
                .. Counted(DislikeKind.University, dismissals.Where(d => d.Reason == DismissalReason.OtherUniversity).Select(d => d.University.Value)),
                .. Counted(DislikeKind.StrategicIndustry, dismissals.Where(d => d.Reason == DismissalReason.OtherField).SelectMany(d => d.StrategicIndustries)),
                .. Counted(DislikeKind.Industry, dismissals.Where(d => d.Reason == DismissalReason.OtherField).SelectMany(d => d.Industries)),
                .. Counted(DislikeKind.Keyword, dismissals.Where(d => d.Reason == DismissalReason.OtherMeaning).SelectMany(d => d.Keywords)),
            ],
        };
    }

    private static IEnumerable<Dislike> Counted(DislikeKind kind, IEnumerable<string> values) => values.CountBy(v => v, StringComparer.Ordinal).Select(c => new Dislike(kind, c.Key, c.Value));
}

/// <summary>A resource as the matching sees it.</summary>
internal static class MatchedResource
{
    public static MatchPatent Of(ResourceDocument resource) => new(resource.Id.Value, string.Join('；', resource.Patents.Select(p => p.Title).Prepend(resource.Title).Distinct()), resource.University.Value)
    {
        Abstract = string.Join('。', resource.Patents.Select(p => p.Abstract).Append(resource.Dossier.ApplicationField).Where(t => !string.IsNullOrEmpty(t))),
        Keywords = resource.Dossier.Keywords,
        StrategicIndustries = resource.Dossier.StrategicIndustries,
        Industries = resource.Dossier.Industries,
        TransferWays = [.. resource.Dossier.Ways.Select(w => w.ToString())],
        Ipc = resource.Patents.Select(p => p.Ipc).FirstOrDefault(i => i is not null),
    };
}
