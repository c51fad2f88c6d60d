using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Search;

/// <summary>Keeps the index equal to the resources: what is offered is in it, nothing else.</summary>
public sealed class ResourceIndex(ResourceRecords resources, IRecordStore records, IResourceSearch search) : IIndexProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "resource-search";

    private const int AtOnce = 1000;

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => ResourceRecords.Table;

    /// <inheritdoc />
    public async Task RefreshAsync(CaseAddress address, CancellationToken cancellation)
    {
        var id = new ResourceId(address.Partition);
        for (var read = await ReadAsync(id, cancellation); ;)
        {
            if (read.Document is { } document) await search.PutAsync([document], cancellation);
            else await search.RemoveAsync([id], cancellation);
            // Another refresh may have read later and written earlier: what was written last is looked at again.
            var again = await ReadAsync(id, cancellation);
            if (again.Version == read.Version) return;
            read = again;
        }
    }

    /// <inheritdoc />
    public async Task<int> RebuildAsync(CancellationToken cancellation)
    {
        var strangers = new HashSet<ResourceId>();
        await foreach (var id in search.AllAsync(cancellation)) strangers.Add(id);
        var count = 0;
        // Oldest first: an index whose order is that of registration takes what comes in order at its end.
        var offered = new List<(DateTimeOffset RegisteredAt, ResourceId Id)>();
        var heads = new RecordQuery { RowFrom = CaseRows.Head, RowBefore = CaseRows.Head + "~", Take = RecordLimits.PageRecords };
        await foreach (var head in records.AllAsync(ResourceRecords.Table, heads, cancellation))
        {
            count++;
            if ((await ReadAsync(new ResourceId(head.Partition), cancellation)).Document is { } document) offered.Add((document.RegisteredAt, document.Id));
        }
        var batch = new List<(ResourceDocument Document, string Version)>();
        foreach (var (_, id) in offered.OrderBy(o => o.RegisteredAt))
        {
            strangers.Remove(id);
            var (document, version) = await ReadAsync(id, cancellation);
            if (document is null) await RefreshAsync(ResourceRecords.AddressOf(id), cancellation);
            else batch.Add((document, version));
            if (batch.Count == AtOnce) await PutAsync(batch, cancellation);
        }
        await PutAsync(batch, cancellation);
        foreach (var id in strangers) await RefreshAsync(ResourceRecords.AddressOf(id), cancellation);
        await search.SettleAsync(cancellation);
        return count;
    }

    private async Task PutAsync(List<(ResourceDocument Document, string Version)> batch, CancellationToken cancellation)
    {
        await search.PutAsync([.. batch.Select(b => b.Document)], cancellation);
        foreach (var (document, version) in batch)
        {
            if ((await ReadAsync(document.Id, cancellation)).Version != version) await RefreshAsync(ResourceRecords.AddressOf(document.Id), cancellation);
        }
        batch.Clear();
    }

    private async Task<(ResourceDocument? Document, string Version)> ReadAsync(ResourceId id, CancellationToken cancellation)
    {
        var resource = await resources.FindAsync(id, cancellation);
        var rating = await resources.RatingAsync(id, cancellation);
        var document = resource is { Value: { State: ResourceState.Offered } offered } ? ResourceDocument.Of(offered, rating?.Value) : null;
        return (document, $"{resource?.ETag}|{rating?.ETag}");
    }
}
