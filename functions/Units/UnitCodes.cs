using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Units;

/// <summary>Another verified unit has this USCC; the examiner must clear that up first (UNI-03).</summary>
/// <param name="Holder">Name of the unit that has it.</param>
[RefusedBy("ApproveReview")]
public sealed record UsccHeldByAnother(string Holder) : Conflict(
    "uscc-held-by-another", "统一社会信用代码已被认证", $"该统一社会信用代码已由“{Holder}”通过实名认证，冲突解决前不能通过；未作任何改动。");

/// <summary>Who holds a USCC.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="At">When it was claimed.</param>
public sealed record UsccClaim(UnitId Unit, DateTimeOffset At);

/// <summary>One verified unit for each USCC, across partitions: a claim row in an index table.</summary>
public sealed class UnitCodes(IRecordStore records, UnitRecords units, TimeProvider time)
{
    // A claim is written before the approval it is for; within this time the approval has either happened or failed for good.
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(10);

    /// <summary>The verified unit other than <paramref name="unit"/> that holds the code; null where none does.</summary>
    public async Task<VerifiedUnit?> HolderAsync(UnifiedSocialCreditCode uscc, UnitId unit, CancellationToken cancellation)
    {
        var claim = await FindAsync(uscc, cancellation);
        if (claim is null || claim.Value.Unit == unit) return null;
        return await units.VerifiedAsync(claim.Value.Unit, cancellation) is { } holder && holder.Uscc == uscc ? holder : null;
    }

    /// <summary>Claims the code for a unit; the refusal where another holds it. Claiming one's own again is harmless.</summary>
    public async Task<Refusal?> ClaimAsync(UnifiedSocialCreditCode uscc, UnitId unit, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var claim = TypedRecords.ToDocument(new UsccClaim(unit, now));
        var existing = await FindAsync(uscc, cancellation);
        RecordOperation operation;
        if (existing is null)
        {
            operation = new InsertRecord(UnitTables.CodeRow) { Document = claim };
        }
        else
        {
            if (existing.Value.Unit != unit)
            {
                if (await HolderAsync(uscc, unit, cancellation) is { } holder) return new UsccHeldByAnother(holder.Name);
                if (now - existing.Value.At < Settles) return new RecordChanged();
            }
            operation = new ReplaceRecord(UnitTables.CodeRow, existing.ETag) { Document = claim };
        }
        try
        {
            await records.CommitAsync(UnitTables.Codes, uscc.Value, [operation], cancellation);
            return null;
        }
        catch (StoreConflictException)
        {
            return new RecordChanged();
        }
    }

    private Task<Stored<UsccClaim>?> FindAsync(UnifiedSocialCreditCode uscc, CancellationToken cancellation) =>
        records.FindAsync<UsccClaim>(UnitTables.Codes, uscc.Value, UnitTables.CodeRow, cancellation);
}
