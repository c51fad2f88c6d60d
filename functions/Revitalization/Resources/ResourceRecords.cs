using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>Reads resources: the rows of a resource's partition, and whether the caller may know of it.</summary>
public sealed class ResourceRecords(CaseStore cases)
{
    /// <summary>Table of the resources; a resource's partition is its id.</summary>
    public const string Table = "Resources";

    /// <summary>Row of <see cref="ResourceRating"/>: whoever writes it sends <see cref="Refresh"/> with the same write.</summary>
    public const string RatingRow = "rating";

    /// <summary>Lists and indexes that are computed from resources; an area that adds one adds its name here, and every write refreshes it.</summary>
    public static IReadOnlyList<string> Projections { get; } = [Search.ResourceIndex.ProjectionName, ResourcesByUniversity.ProjectionName];

    /// <summary>Where a resource lives.</summary>
    public static CaseAddress AddressOf(ResourceId id) => new(Table, id.Value);

    /// <summary>Brings every list and index up to date after the write.</summary>
    public static CaseWrite Refresh(CaseWrite write)
    {
        foreach (var projection in Projections) write.Send(ProjectionMessages.Refresh(projection));
        return write;
    }

    /// <summary>A resource, or null.</summary>
    public Task<Stored<ResourceRecord>?> FindAsync(ResourceId id, CancellationToken cancellation) =>
        cases.FindAsync<ResourceRecord>(AddressOf(id), CaseRows.Record, cancellation);

    /// <summary>What enterprises gave it; null where none has.</summary>
    public Task<Stored<ResourceRating>?> RatingAsync(ResourceId id, CancellationToken cancellation) =>
        cases.FindAsync<ResourceRating>(AddressOf(id), RatingRow, cancellation);

    /// <summary>A resource that every enterprise can find; throws the refusal (404) for one that is suspended, removed or none.</summary>
    public async Task<Stored<ResourceRecord>> OfferedAsync(string id, CancellationToken cancellation) =>
        await FindByTextAsync(id, cancellation) is { Value.State: ResourceState.Offered } found ? found : throw new RefusedException(new NothingHere());

    /// <summary>A resource of the caller's university, in any state; throws the refusal (404) for any other.</summary>
    public async Task<Stored<ResourceRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation) =>
        await FindByTextAsync(id, cancellation) is { } found && found.Value.University == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());

    private async Task<Stored<ResourceRecord>?> FindByTextAsync(string id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id) ? await FindAsync(new ResourceId(id), cancellation) : null;
}
