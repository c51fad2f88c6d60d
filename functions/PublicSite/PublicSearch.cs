namespace PatentFunctions.PublicSite;

/// <summary>One page of what was found.</summary>
/// <param name="Items">Newest number first.</param>
/// <param name="Next">The number to go on after; null at the end.</param>
/// <param name="Total">How many there are in all; null where that would take reading them all.</param>
internal sealed record FoundPage(IReadOnlyList<PublicEntry> Items, string? Next, long? Total);

/// <summary>Answers conditions from the index.</summary>
public sealed class PublicSearch(PublicIndex index, Postings postings)
{
    // Where the index lists too many, that many are looked at for one page; then the page ends early and the next goes on.
    private const int MostLooks = 1000;

    /// <summary>What is shown of a number; null where there is none.</summary>
    internal Task<PublicEntry?> FindAsync(string number, CancellationToken cancellation) => index.FindAsync(number, cancellation);

    /// <summary>One page, the newest numbers first. What is filed or changed between two pages neither repeats an entry nor hides one.</summary>
    /// <param name="condition">What is asked.</param>
    /// <param name="take">Entries at most.</param>
    /// <param name="before">Number after which to go on; null to begin with the newest.</param>
    /// <param name="cancellation">Ends waiting.</param>
    internal async Task<FoundPage> FindAsync(Condition condition, int take, string? before, CancellationToken cancellation)
    {
        var found = await condition.FindAsync(postings, cancellation);
        var items = new List<PublicEntry>();
        string? last = null;
        var (looks, more) = (0, false);
        foreach (var chunk in found.Numbers(before).Chunk(take))
        {
            if (items.Count == take || looks >= MostLooks)
            {
                more = true;
                break;
            }
            looks += chunk.Length;
            foreach (var entry in await Task.WhenAll(chunk.Select(number => index.FindAsync(number, cancellation))))
            {
                if (items.Count == take)
                {
                    more = true;
                    break;
                }
                if (entry is null) continue;
                last = entry.Public.Number;
                if (condition.IsMetBy(entry, PublicTerms.Of(entry))) items.Add(entry);
            }
        }
        long? total = !condition.IsCoarse ? found.Count : before is null && !more ? items.Count : null;
        return new FoundPage(items, more ? last : null, total);
    }
}
