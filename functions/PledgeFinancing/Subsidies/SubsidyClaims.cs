using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>Which application holds a loan or a pledged property.</summary>
/// <param name="Subsidy">The application.</param>
/// <param name="At">When it took the claim.</param>
public sealed record SubsidyClaim(SubsidyId Subsidy, DateTimeOffset At);

/// <summary>
/// 未重复申领 (SUB-03): within campaigns of one kind a loan and each pledged property belong to one application, however many browsers submit at
/// once. All claims of an application are taken in one batch, so that two applications that share one property never hold half of it each. A claim
/// holds while its application does; what a withdrawal, a refusal, a closing or a crash leaves behind may be taken over.
/// </summary>
public sealed class SubsidyClaims(IRecordStore records, SubsidyRecords subsidies, TimeProvider time)
{
    /// <summary>Table of the claims: partition is the kind of campaign, row the key of loan or property. Some thousands of writes a year.</summary>
    public const string Table = "SubsidyClaims";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Those of the keys that another application holds, with that application.</summary>
    public async Task<IReadOnlyDictionary<string, SubsidyId>> HoldersAsync(string kind, IReadOnlyList<string> keys, SubsidyId? self, CancellationToken cancellation)
    {
        var held = new Dictionary<string, SubsidyId>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (await records.FindAsync<SubsidyClaim>(Table, kind, key, cancellation) is { } claim && claim.Value.Subsidy != self && await HoldsAsync(claim.Value, key, cancellation))
                held[key] = claim.Value.Subsidy;
        }
        return held;
    }

    /// <summary>Takes all keys for an application, or none.</summary>
    /// <returns>Empty on success; otherwise the keys that others hold.</returns>
    public async Task<IReadOnlySet<string>> TakeAsync(string kind, IReadOnlyList<string> keys, SubsidyId self, CancellationToken cancellation)
    {
        while (true)
        {
            var operations = new List<RecordOperation>();
            var held = new HashSet<string>(StringComparer.Ordinal);
            var document = TypedRecords.ToDocument(new SubsidyClaim(self, time.GetUtcNow()));
            foreach (var key in keys)
            {
                var found = await records.FindAsync<SubsidyClaim>(Table, kind, key, cancellation);
                if (found is not null && found.Value.Subsidy != self && await HoldsAsync(found.Value, key, cancellation)) held.Add(key);
                operations.Add(found is null ? new InsertRecord(key) { Document = document } : new ReplaceRecord(key, found.ETag) { Document = document });
            }
            if (held.Count > 0) return held;
            try
            {
                await records.CommitAsync(Table, kind, operations, cancellation);
                return held;
            }
            catch (StoreConflictException)
            {
                // Another submission was faster with one of them: look at what it wrote.
            }
        }
    }

    private async Task<bool> HoldsAsync(SubsidyClaim claim, string key, CancellationToken cancellation)
    {
        var owner = (await subsidies.FindAsync(claim.Subsidy, cancellation))?.Value;
        if (owner is null) return false;
        if (owner.ClaimKeys.Contains(key) && SubsidyStates.HoldsClaims(owner.State)) return true;
        // Between its claims and its write a submission, or an appeal that brings a refusal back, looks as if it had none.
        return (SubsidyStates.IsEditable(owner.State) || owner.State == SubsidyState.Refused) && time.GetUtcNow() - claim.At < Grace;
    }
}

/// <summary>
/// Keeps a loan as it was applied with: the bank may correct it while the application is with its unit (returned, or its papers are), so that a
/// wrong loan can be put right, and not while the office works on it.
/// </summary>
internal sealed class SubsidizedLoans(SubsidyClaims claims, SubsidyRecords subsidies) : ILoanDependents
{
    public async Task<string?> WhyAsync(LoanId loan, CancellationToken cancellation)
    {
        var held = await claims.HoldersAsync(SubsidyCampaign.PledgeInterest, [LoanEligibility.LoanKey(loan)], null, cancellation);
        if (held.Count == 0 || await subsidies.FindAsync(held.Values.Single(), cancellation) is not { Value: { } subsidy } || SubsidyStates.IsEditable(subsidy.State)) return null;
        return $"企业已据此申请利息补贴（{subsidy.Number}，{SubsidyStates.NameOf(subsidy.State)}）";
    }
}
