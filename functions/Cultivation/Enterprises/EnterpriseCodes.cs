using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Enterprises;

/// <summary>Another account has submitted 企业信息 under this USCC, or is verified with it.</summary>
public sealed record EnterpriseUsccTaken() : Conflict("sme-enterprise-uscc-taken", "统一社会信用代码已被使用", "该统一社会信用代码已由其他账号提交企业信息或通过实名认证；如非贵单位所为，请联系平台处理。您填写的内容已保留。");

/// <summary>One enterprise for each USCC: a claim row in an index table, written before the submission that it is for.</summary>
public sealed class EnterpriseCodes(IRecordStore records, EnterpriseRecords enterprises, UnitCodes verified, TimeProvider time)
{
    private const string Table = "SmeEnterpriseCodes";
    private const string Row = "claim";

    // Within this time the submission that a claim is for has either happened or failed for good.
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(10);

    /// <summary>Claims a USCC for a unit; the refusal where another holds it. Claiming one's own again is harmless.</summary>
    public async Task<Refusal?> ClaimAsync(UnifiedSocialCreditCode uscc, UnitId unit, CancellationToken cancellation)
    {
        if (await verified.HolderAsync(uscc, unit, cancellation) is not null) return new EnterpriseUsccTaken();
        var existing = await records.FindAsync<UsccClaim>(Table, uscc.Value, Row, cancellation);
        if (existing is not null && existing.Value.Unit != unit && await HoldsAsync(existing.Value, uscc, cancellation)) return new EnterpriseUsccTaken();
        var document = TypedRecords.ToDocument(new UsccClaim(unit, time.GetUtcNow()));
        RecordOperation operation = existing is null ? new InsertRecord(Row) { Document = document } : new ReplaceRecord(Row, existing.ETag) { Document = document };
        try
        {
            await records.CommitAsync(Table, uscc.Value, [operation], cancellation);
            return null;
        }
        catch (StoreConflictException)
        {
            return new RecordChanged();
        }
    }

    private async Task<bool> HoldsAsync(UsccClaim claim, UnifiedSocialCreditCode uscc, CancellationToken cancellation) =>
        time.GetUtcNow() - claim.At < Settles || (await enterprises.SubmittedAsync(claim.Unit, cancellation))?.Uscc == uscc.Value;
}
