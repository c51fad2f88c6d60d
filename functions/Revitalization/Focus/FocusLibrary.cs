using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>A resource that matches a unit's focus.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Number">Its number in the index.</param>
/// <param name="Points">Points.</param>
internal sealed record FoundResource(ResourceDocument Resource, int Number, float Points);

/// <summary>Resources that match a unit's focus, the best first.</summary>
/// <param name="Index">What they were found in, for the reasons.</param>
/// <param name="Found">The resources.</param>
internal sealed record FoundResources(MatchIndex Index, IReadOnlyList<FoundResource> Found);

/// <summary>
/// 专利转化关注库: the search gives candidates for each industry and for the keywords, the matching says which of them match and why.
/// A unit looks at the best hundreds, never at all of a million.
/// </summary>
public sealed class FocusLibrary(IResourceSearch search)
{
    // Of each kind of condition so many of the newest or most relevant are looked at.
    private const int Candidates = 1000;

    /// <summary>What matches, narrowed by the conditions of a search.</summary>
    internal async Task<FoundResources> FindAsync(MatchFocus focus, FocusForm form, ResourceQuery narrowed, CancellationToken cancellation)
    {
        var resources = new Dictionary<ResourceId, ResourceDocument>();
        foreach (var query in Queries(form, narrowed))
            foreach (var hit in (await search.FindAsync(query, cancellation)).Hits) resources.TryAdd(hit.Document.Id, hit.Document);
        var all = resources.Values.ToList();
        var index = MatchIndex.Of([.. all.Select(MatchedResource.Of)], FocusSet.Of([focus]));
        var matches = new Match[all.Count];
        var count = new Matcher(index).Best(0, matches, int.MaxValue);
        return new FoundResources(index, [.. matches.Take(count).Select(m => new FoundResource(all[m.Patent], m.Patent, m.Score))]);
    }

    /// <summary>
    /// Orders the best so that no university has more than its share of a page, as long as others are left; what is put off comes first on the next page.
    /// </summary>
    internal static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> best, Func<T, string> universityOf, int page, int share)
    {
        var (spread, left) = (new List<T>(best.Count), new LinkedList<T>(best));
        while (left.Count > 0)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            var (taken, node) = (0, left.First);
            while (node is not null && taken < page)
            {
                var next = node.Next;
                var university = universityOf(node.Value);
                if (counts.GetValueOrDefault(university) < share)
                {
                    counts[university] = counts.GetValueOrDefault(university) + 1;
                    spread.Add(node.Value);
                    left.Remove(node);
                    taken++;
                }
                node = next;
            }
            for (; taken < page && left.First is { } rest; taken++)
            {
                spread.Add(rest.Value);
                left.RemoveFirst();
            }
        }
        return spread;
    }

    // Each condition of the focus for itself, within what the user asks for: one of them is enough.
    private static IEnumerable<ResourceQuery> Queries(FocusForm form, ResourceQuery narrowed)
    {
        var within = narrowed with { Take = Candidates, Continuation = null, WithFacets = false, WithTotal = false };
        if (narrowed.Text is not null)
        {
            yield return within with { Sort = ResourceSort.Relevance };
            yield break;
        }
        if (form.Keywords.Count > 0)
        {
            var words = form.Keywords.SelectMany(k => SynonymSets.BuiltIn.Of(MatchText.Fold(k)).Prepend(k)).Distinct().Chunk(SearchWords.Most);
            foreach (var chunk in words) yield return within with { Text = string.Join(' ', chunk.Select(w => string.Concat(w.Where(c => !char.IsWhiteSpace(c))))), AnyWord = true, Sort = ResourceSort.Relevance };
        }
        if (form.StrategicIndustries.Count > 0 && narrowed.StrategicIndustries.Count == 0) yield return within with { StrategicIndustries = form.StrategicIndustries, Sort = ResourceSort.Newest };
        if (form.Industries.Count > 0 && narrowed.Industries.Count == 0) yield return within with { Industries = form.Industries, Sort = ResourceSort.Newest };
        if (narrowed.StrategicIndustries.Count + narrowed.Industries.Count > 0) yield return within with { Sort = ResourceSort.Newest };
    }
}
