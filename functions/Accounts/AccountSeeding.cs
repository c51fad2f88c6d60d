using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>An account to be there from the start: the first operator, sample data.</summary>
/// <param name="Username">用户名.</param>
/// <param name="Password">密码.</param>
/// <param name="Role">Role.</param>
/// <param name="Office">Name of the unit or office.</param>
internal sealed record SeededAccount(string Username, string Password, Role Role, string Office)
{
    /// <summary>手机号.</summary>
    public string? Phone { get; init; }

    /// <summary>邮箱.</summary>
    public string? Mail { get; init; }

    /// <summary>The unit.</summary>
    public UnitId? Unit { get; init; }

    /// <summary>GB/T 2260 code of the province, six digits.</summary>
    public string? Province { get; init; }

    /// <summary>Code of the bank.</summary>
    public string? Bank { get; init; }

    /// <summary>What it still has to do.</summary>
    public PendingSetup Setup { get; init; }

    /// <summary>Preset unit data, for accounts that play a preset one.</summary>
    public PresetUnit? PresetUnit { get; init; }
}

/// <summary>Writes accounts directly into the store, before any function runs. Seeding one again changes nothing.</summary>
internal sealed class AccountSeeding(AccountStore accounts, Passwords passwords, Projector projector, TimeProvider time)
{
    /// <summary>The id an account of this name gets.</summary>
    public static AccountId IdOf(string username) => new(NewId.Derived("a", "seeded", username.ToLowerInvariant()));

    /// <summary>Creates the account unless it is there.</summary>
    /// <exception cref="InvalidOperationException">Another account has the username, the phone or the mail.</exception>
    public async Task<Account> SeedAsync(SeededAccount seed, CancellationToken cancellation)
    {
        var id = IdOf(seed.Username);
        if (await accounts.FindAsync(id, cancellation) is { } there)
        {
            // A crash may have come between the account and its place in the lists.
            await projector.RefreshAsync(AccountLists.ProjectionName, AccountTables.Address(id), cancellation);
            return there.Value;
        }
        var account = new Account(id, seed.Username, seed.Role, seed.Office, passwords.Hash(seed.Password), seed.Setup, time.GetUtcNow())
        {
            Phone = seed.Phone,
            Mail = seed.Mail,
            Unit = seed.Unit,
            Province = seed.Province,
            Bank = seed.Bank,
        };
        var write = new CaseWrite(AccountTables.Address(id), ActStamp.BySystem(time, "SeedAccount"));
        if (seed.PresetUnit is { } preset) write.Insert(AccountTables.PresetUnitRow, preset);
        var taken = await accounts.CreateAsync(account, write, null, cancellation);
        return taken.Count == 0 ? account : throw new InvalidOperationException($"account '{seed.Username}' cannot be created: {string.Join(", ", taken.Select(n => n.Kind))} taken");
    }
}
