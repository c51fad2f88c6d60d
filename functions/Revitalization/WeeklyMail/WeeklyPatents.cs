using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.WeeklyMail;

/// <summary>What a week's mail may tell of, newest first; read once for all slices that this process does.</summary>
public sealed class WeeklyPatents(IResourceSearch search) : IDisposable
{
    /// <summary>A unit that had no mail for longer is told of what is newer than this.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(56);

    // Of more than so many new patents the older ones are found in the library.
    private const int Most = 20_000;
    private const int AtOnce = 1000;

    private readonly SemaphoreSlim gate = new(1, 1);
    private (MailWeek Week, IReadOnlyList<(ResourceDocument Resource, MatchPatent Patent)> Patents)? read;

    internal async Task<IReadOnlyList<(ResourceDocument Resource, MatchPatent Patent)>> OfAsync(MailWeek week, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (read is not { } kept || kept.Week != week) read = kept = (week, await ReadAsync(week, cancellation));
            return kept.Patents;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private async Task<IReadOnlyList<(ResourceDocument Resource, MatchPatent Patent)>> ReadAsync(MailWeek week, CancellationToken cancellation)
    {
        var patents = new List<(ResourceDocument Resource, MatchPatent Patent)>();
        var query = new ResourceQuery { RegisteredFrom = ChinaTime.DateOf(week.Until - Window), RegisteredTo = week.Monday, Sort = ResourceSort.Newest, Take = AtOnce };
        do
        {
            var page = await search.FindAsync(query, cancellation);
            foreach (var hit in page.Hits)
                if (hit.Document.RegisteredAt < week.Until) patents.Add((hit.Document, MatchedResource.Of(hit.Document)));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && patents.Count < Most);
        return patents;
    }
}
