using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition;

/// <summary>Reads products in campaigns, and whether the caller may know of them.</summary>
public sealed class RecognitionRecords(CaseStore cases)
{
    /// <summary>Table of the products in campaigns; a product's partition is its <see cref="RecognitionId"/>.</summary>
    public const string Table = "Recognitions";

    /// <summary>Where a product in a campaign lives.</summary>
    public static CaseAddress AddressOf(RecognitionId id) => new(Table, id.Value);

    /// <summary>A product in a campaign, or null.</summary>
    public Task<Stored<RecognitionRecord>?> FindAsync(RecognitionId id, CancellationToken cancellation) =>
        cases.FindAsync<RecognitionRecord>(AddressOf(id), CaseRows.Record, cancellation);

    /// <summary>Any product, for officers; throws the refusal (404) where there is none.</summary>
    public async Task<Stored<RecognitionRecord>> AnyAsync(string id, CancellationToken cancellation) =>
        (RecordLimits.IsKey(id) ? await FindAsync(new RecognitionId(id), cancellation) : null) ?? throw new RefusedException(new NothingHere());

    /// <summary>A product of the caller's unit; throws the refusal (404) for any other.</summary>
    public async Task<Stored<RecognitionRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var found = await AnyAsync(id, cancellation);
        return found.Value.Unit == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());
    }
}
