using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>
/// Reads loans, and whether the caller may know of them: a bank of its own only, a unit of those on its USCC. What was recorded before a unit
/// registered is its own from its verification on, because whose loan it is is looked up and never written.
/// </summary>
public sealed class LoanRecords(CaseStore cases, UnitRecords units, UnitCodes codes)
{
    /// <summary>Table of the loans; a loan's partition is its id.</summary>
    public const string Table = "Loans";

    /// <summary>Where a loan lives.</summary>
    public static CaseAddress AddressOf(LoanId id) => new(Table, id.Value);

    /// <summary>A loan, or null.</summary>
    public async Task<Stored<LoanRecord>?> FindAsync(LoanId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await cases.FindAsync<LoanRecord>(AddressOf(id), CaseRows.Record, cancellation) : null;

    /// <summary>A loan of the caller's unit; throws the refusal (404) for any other, and for a unit that is not verified.</summary>
    public async Task<Stored<LoanRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation) =>
        await FindAsync(new LoanId(id), cancellation) is { } loan && await UsccOfAsync(caller.RequiredUnit, cancellation) == loan.Value.Uscc ? loan : throw new RefusedException(new NothingHere());

    /// <summary>A loan of the caller's bank; any loan for the finance-officer. Throws the refusal (404) for any other.</summary>
    public async Task<Stored<LoanRecord>> OfBankAsync(string id, Caller caller, CancellationToken cancellation) =>
        await FindAsync(new LoanId(id), cancellation) is { } loan && MayRead(caller, loan.Value.Bank) ? loan : throw new RefusedException(new NothingHere());

    /// <summary>The USCC by which a unit's loans are found; null until the unit is verified.</summary>
    public async Task<string?> UsccOfAsync(UnitId unit, CancellationToken cancellation) => (await units.VerifiedAsync(unit, cancellation))?.Uscc.Value;

    /// <summary>The verified unit that holds a USCC now; null where none does.</summary>
    public async Task<VerifiedUnit?> HolderAsync(string uscc, CancellationToken cancellation) =>
        UnifiedSocialCreditCode.TryParse(uscc, out var code, out _) ? await codes.HolderAsync(code, default, cancellation) : null;

    /// <summary>True for accounts of the bank and for the finance-officer.</summary>
    public static bool MayRead(Caller caller, string bank) => caller.Role switch
    {
        Role.Bank => caller.Bank == bank,
        Role.FinanceOfficer => true,
        _ => false,
    };
}
