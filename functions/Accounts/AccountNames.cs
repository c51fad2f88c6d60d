using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>A name that finds an account: username, phone or mail, in the form in which it is unique.</summary>
/// <param name="Kind">username, phone or mail.</param>
/// <param name="Value">Canonical text.</param>
public sealed record AccountName(string Kind, string Value)
{
    /// <summary>用户名, unique without regard to case.</summary>
    public static AccountName Username(string username) => new("username", username.ToLowerInvariant());

    /// <summary>手机号.</summary>
    public static AccountName Phone(string phone) => new("phone", phone);

    /// <summary>邮箱.</summary>
    public static AccountName Mail(string mail) => new("mail", mail);

    /// <summary>All names of an account.</summary>
    public static IReadOnlyList<AccountName> Of(Account account)
    {
        if (account.DeletedAt is not null) return [];
        List<AccountName> names = [Username(account.Username)];
        if (account.Phone is { } phone) names.Add(Phone(phone));
        if (account.Mail is { } mail) names.Add(Mail(mail));
        return names;
    }

    /// <summary>The finding for a name that another account has.</summary>
    public Finding Taken() => Kind switch
    {
        "username" => Finding.Blocks("username.taken", "/username", "该用户名已被注册，请更换。"),
        "phone" => Finding.Blocks("phone.taken", "/phone", "该手机号已被注册，请直接登录或通过“忘记密码”重置密码。"),
        _ => Finding.Blocks("mail.taken", "/mail", "该邮箱已被注册，请更换或直接登录。"),
    };

    // The key tells nothing: names are personal data and keys turn up in logs.
    internal string Partition => NewId.Derived("n", Kind, Value);
}

/// <summary>A name is spoken for.</summary>
/// <param name="Owner">By which account.</param>
/// <param name="At">Since when.</param>
public sealed record NameClaim(AccountId Owner, DateTimeOffset At);

/// <summary>
/// Keeps names unique across partitions: a name is claimed before the account that carries it is written. A claim whose account does not
/// carry the name after ten minutes was left by a crash and may be taken over.
/// </summary>
public sealed class AccountNames(IRecordStore records, TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>The account that carries a name, or null.</summary>
    public async Task<Stored<Account>?> FindAsync(AccountName name, CancellationToken cancellation) =>
        await ClaimOfAsync(name, cancellation) is { } claim ? await CarrierAsync(name, claim.Value, cancellation) : null;

    /// <summary>Whether somebody else has the name.</summary>
    public async Task<bool> IsTakenAsync(AccountName name, AccountId self, CancellationToken cancellation) =>
        await ClaimOfAsync(name, cancellation) is { } claim && claim.Value.Owner != self && !await MayBeTakenOverAsync(name, claim.Value, cancellation);

    /// <summary>Claims all names or none; the answer lists those that others have.</summary>
    public async Task<IReadOnlyList<AccountName>> ClaimAsync(IReadOnlyList<AccountName> names, AccountId owner, CancellationToken cancellation)
    {
        List<AccountName> taken = [], claimed = [];
        foreach (var name in names)
        {
            switch (await ClaimAsync(name, owner, cancellation))
            {
                case true: claimed.Add(name); break;
                case false: taken.Add(name); break;
                default: break;
            }
        }
        if (taken.Count > 0) await ReleaseAsync(claimed, owner, cancellation);
        return taken;
    }

    /// <summary>Frees names that the owner no longer carries.</summary>
    public async Task ReleaseAsync(IReadOnlyList<AccountName> names, AccountId owner, CancellationToken cancellation)
    {
        foreach (var name in names)
        {
            if (await ClaimOfAsync(name, cancellation) is not { } claim || claim.Value.Owner != owner) continue;
            try
            {
                await records.CommitAsync(AccountTables.Names, name.Partition, [new DeleteRecord(claim.Row, claim.ETag)], cancellation);
            }
            catch (StoreConflictException)
            {
                // Taken over meanwhile.
            }
        }
    }

    // True: claimed now. Null: the owner had it before. False: somebody else has it.
    private async Task<bool?> ClaimAsync(AccountName name, AccountId owner, CancellationToken cancellation)
    {
        var document = TypedRecords.ToDocument(new NameClaim(owner, time.GetUtcNow()));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var claim = await ClaimOfAsync(name, cancellation);
            if (claim?.Value.Owner == owner) return null;
            if (claim is not null && !await MayBeTakenOverAsync(name, claim.Value, cancellation)) return false;
            RecordOperation operation = claim is null
                ? new InsertRecord(CaseRows.Record) { Document = document }
                : new ReplaceRecord(CaseRows.Record, claim.ETag) { Document = document };
            try
            {
                await records.CommitAsync(AccountTables.Names, name.Partition, [operation], cancellation);
                return true;
            }
            catch (StoreConflictException)
            {
                // Somebody was quicker; look again.
            }
        }
        return false;
    }

    private Task<Stored<NameClaim>?> ClaimOfAsync(AccountName name, CancellationToken cancellation) =>
        records.FindAsync<NameClaim>(AccountTables.Names, name.Partition, CaseRows.Record, cancellation);

    private async Task<Stored<Account>?> CarrierAsync(AccountName name, NameClaim claim, CancellationToken cancellation) =>
        await records.FindAsync<Account>(AccountTables.Accounts, claim.Owner.Value, CaseRows.Record, cancellation) is { } account && AccountName.Of(account.Value).Contains(name)
            ? account
            : null;

    private async Task<bool> MayBeTakenOverAsync(AccountName name, NameClaim claim, CancellationToken cancellation) =>
        time.GetUtcNow() - claim.At > Grace && await CarrierAsync(name, claim, cancellation) is null;
}
