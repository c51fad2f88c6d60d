using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>Which filing holds a name and model of a unit.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="At">When it took the claim.</param>
public sealed record FilingClaim(FilingId Filing, DateTimeOffset At);

/// <summary>
/// One filing for each unit, name and model (FIL-08), across partitions: an index row that the second submission meets. A claim holds while
/// its filing was submitted under that name and stands; what a crash or a change of name leaves behind may be taken over.
/// </summary>
public sealed class FilingClaims(IRecordStore records, FilingRecords filings, TimeProvider time)
{
    /// <summary>Table of the claims: partition is the unit, row the key of name and model.</summary>
    public const string Table = "FilingClaims";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>The other filing that holds the key; null where none does.</summary>
    public async Task<FilingId?> HolderAsync(UnitId unit, string key, FilingId self, CancellationToken cancellation) =>
        await records.FindAsync<FilingClaim>(Table, unit.Value, key, cancellation) is { } claim && claim.Value.Filing != self && await HoldsAsync(claim.Value, key, cancellation)
            ? claim.Value.Filing
            : null;

    /// <summary>Takes the key for a filing.</summary>
    /// <returns>Null on success; otherwise the filing that holds it.</returns>
    public async Task<FilingId?> TakeAsync(UnitId unit, string key, FilingId self, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await records.FindAsync<FilingClaim>(Table, unit.Value, key, cancellation);
            if (found is not null && found.Value.Filing != self && await HoldsAsync(found.Value, key, cancellation)) return found.Value.Filing;
            var document = TypedRecords.ToDocument(new FilingClaim(self, time.GetUtcNow()));
            RecordOperation operation = found is null ? new InsertRecord(key) { Document = document } : new ReplaceRecord(key, found.ETag) { Document = document };
            try
            {
                await records.CommitAsync(Table, unit.Value, [operation], cancellation);
                return null;
            }
            catch (StoreConflictException)
            {
                // Another submission was faster: look at what it wrote.
            }
        }
    }

    private async Task<bool> HoldsAsync(FilingClaim claim, string key, CancellationToken cancellation)
    {
        var owner = (await filings.FindAsync(claim.Filing, cancellation))?.Value;
        if (owner is null) return false;
        if ((owner.ClaimKey == key || owner.UpdateClaimKey == key) && FilingStates.HoldsProduct(owner.State)) return true;
        // Between its claim and its write a submission, of a draft or of an update, looks as if it had none.
        return (FilingStates.IsEditable(owner.State) || FilingStates.IsInForce(owner.State)) && time.GetUtcNow() - claim.At < Grace;
    }
}
