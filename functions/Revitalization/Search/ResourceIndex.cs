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
        if (await DocumentAsync(id, cancellation) is { } document) await search.PutAsync([document], cancellation);
        else await search.RemoveAsync([id], cancellation);
    }

    /// <inheritdoc />
    public async Task<int> RebuildAsync(CancellationToken cancellation)
    {
        var strangers = new HashSet<ResourceId>();
        await foreach (var id in search.AllAsync(cancellation)) strangers.Add(id);
        var count = 0;
        var documents = new List<ResourceDocument>();
        var heads = new RecordQuery { RowFrom = CaseRows.Head, RowBefore = CaseRows.Head + "~", Take = RecordLimits.PageRecords };
        await foreach (var head in records.AllAsync(ResourceRecords.Table, heads, cancellation))
        {
            count++;
            if (await DocumentAsync(new ResourceId(head.Partition), cancellation) is not { } document) continue;
            strangers.Remove(document.Id);
            documents.Add(document);
            if (documents.Count < AtOnce) continue;
            await search.PutAsync(documents, cancellation);
            documents.Clear();
        }
        await search.PutAsync(documents, cancellation);
        // A resource that was offered while this ran is looked at once more before it goes.
        foreach (var id in strangers) await RefreshAsync(ResourceRecords.AddressOf(id), cancellation);
        return count;
    }

    private async Task<ResourceDocument?> DocumentAsync(ResourceId id, CancellationToken cancellation) =>
        await resources.FindAsync(id, cancellation) is { Value: { State: ResourceState.Offered } offered }
            ? ResourceDocument.Of(offered, await resources.RatingAsync(id, cancellation))
            : null;
}
