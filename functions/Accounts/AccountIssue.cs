using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>An initial password for the few minutes in which a lost answer may be asked for again.</summary>
/// <param name="Protected">The password, encrypted.</param>
/// <param name="Until">Afterwards it is told to nobody.</param>
public sealed record InitialPassword(string Protected, DateTimeOffset Until);

/// <summary>An account made for somebody else, and the password to hand over.</summary>
/// <param name="Account">The account.</param>
/// <param name="Password">Initial password; null in a repeated answer that comes too late.</param>
public sealed record IssuedAccount(Account Account, string? Password);

/// <summary>Makes accounts for others (ACC-09, ACC-10): the initial password is handed out once and must be replaced.</summary>
public sealed class AccountIssue(AccountStore accounts, Passwords passwords, IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Repeatable = TimeSpan.FromMinutes(10);
    private readonly IDataProtector protector = protection.CreateProtector("Accounts.InitialPassword.v1");

    /// <summary>Creates the account once for each Idempotency-Key; a repetition within ten minutes gets the same password.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">What was asked for, without anything secret.</param>
    /// <param name="account">The account, its password to be set here.</param>
    /// <param name="stamp">Who, when.</param>
    /// <param name="durable">The durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Outcome<IssuedAccount>> CreateAsync<T>(HttpRequest request, T body, Account account, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = AccountTables.Address(account.Id);
        if (await accounts.Cases.WasDoneAsync(address, request, body, cancellation)) return await AgainAsync(account.Id, cancellation);
        var password = Passwords.NewInitial();
        var write = new CaseWrite(address, stamp).Once(request, body).Insert(AccountTables.InitialPasswordRow, Seal(password));
        var issued = account with { PasswordHash = passwords.Hash(password), Setup = PendingSetup.ReplacePassword };
        try
        {
            var taken = await accounts.CreateAsync(issued, write, durable, cancellation);
            return taken.Count == 0 ? new IssuedAccount(issued, password) : new FieldsInvalid { Findings = [.. taken.Select(n => n.Taken())] };
        }
        catch (StoreConflictException)
        {
            // The same request came twice at once: both get what the quicker one made.
            return await accounts.Cases.WasDoneAsync(address, request, body, cancellation) ? await AgainAsync(account.Id, cancellation) : new RecordChanged();
        }
    }

    /// <summary>Replaces the password by a new initial one and ends all sign-ins: for somebody who lost both password and phone.</summary>
    public async Task<Outcome<IssuedAccount>> ReissueAsync(AccountId id, string onlyIf, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var password = Passwords.NewInitial();
        var hash = passwords.Hash(password);
        var changed = await accounts.ChangeAsync(
            id, stamp, durable,
            account => new AccountChange(account with { PasswordHash = hash, Setup = account.Setup == PendingSetup.BindPhone ? PendingSetup.BindPhone : PendingSetup.ReplacePassword }, SessionsEnded.All),
            cancellation, onlyIf);
        return changed.TryGet(out var next, out var refusal) ? new IssuedAccount(next, password) : refusal;
    }

    private InitialPassword Seal(string password) => new(protector.Protect(password), time.GetUtcNow() + Repeatable);

    private async Task<Outcome<IssuedAccount>> AgainAsync(AccountId id, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(id, cancellation) is not { } read) return new NothingHere();
        var kept = await accounts.Cases.FindAsync<InitialPassword>(AccountTables.Address(id), AccountTables.InitialPasswordRow, cancellation);
        return new IssuedAccount(read.Value, kept?.Value.Until > time.GetUtcNow() ? protector.Unprotect(kept.Value.Protected) : null);
    }
}
