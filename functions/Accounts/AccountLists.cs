using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>An account as lists know it; phone and mail are for sending, lists show them masked.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">用户名.</param>
/// <param name="Role">Its role.</param>
/// <param name="Office">Name of the unit or office.</param>
/// <param name="Disabled">停用.</param>
/// <param name="CreatedAt">The instant.</param>
/// <param name="Phone">手机号.</param>
/// <param name="Mail">邮箱.</param>
/// <param name="Scope">Province or bank.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Refused">Optional notifications switched off.</param>
/// <param name="LastSignedInAt">Last sign-in before the last change.</param>
public sealed record ListedAccount(
    AccountId Id, string Username, Role Role, string Office, bool Disabled, DateTimeOffset CreatedAt, string? Phone, string? Mail, string? Scope, UnitId? Unit, IReadOnlyList<string> Refused, DateTimeOffset? LastSignedInAt);

/// <summary>Accounts by unit and by role: the contact book and the lists of experts and staff.</summary>
internal sealed class AccountLists(IRecordStore records) : IProjection, IContactBook
{
    public const string ProjectionName = "accounts";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => AccountTables.Accounts;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if (await records.FindAsync<Account>(address.Table, address.Partition, CaseRows.Record, cancellation) is not { Value: { DeletedAt: null } account }) return [];
        var entry = new ListedAccount(account.Id, account.Username, account.Role, account.Office, account.Disabled, account.CreatedAt, account.Phone, account.Mail, account.Scope, account.Unit, account.Refused, account.LastSignedInAt);
        List<ProjectedRow> rows = [ProjectedRow.Of(AccountTables.ByRole, RolePartition(account.Role), ScopePrefix(account.Scope) + account.Id, entry)];
        if (account.Unit is { } unit) rows.Add(ProjectedRow.Of(AccountTables.ByUnit, unit.Value, RolePartition(account.Role) + "-" + account.Id, entry));
        return rows;
    }

    /// <summary>The accounts of one role in a unit.</summary>
    public IAsyncEnumerable<Stored<ListedAccount>> OfUnitAsync(UnitId unit, Role role, CancellationToken cancellation) =>
        records.AllAsync<ListedAccount>(AccountTables.ByUnit, new RecordQuery { Partition = unit.Value, RowPrefix = RolePartition(role) + "-" }, cancellation);

    /// <summary>Every account of a unit.</summary>
    public IAsyncEnumerable<Stored<ListedAccount>> OfUnitAsync(UnitId unit, CancellationToken cancellation) =>
        records.AllAsync<ListedAccount>(AccountTables.ByUnit, new RecordQuery { Partition = unit.Value }, cancellation);

    /// <summary>A page of the accounts of a role.</summary>
    public Task<RecordPage> OfRoleAsync(Role role, int take, string? continuation, CancellationToken cancellation) =>
        records.QueryAsync(AccountTables.ByRole, new RecordQuery { Partition = RolePartition(role), Take = take, Continuation = continuation }, cancellation);

    /// <inheritdoc />
    public async Task<Contact?> AccountAsync(AccountId account, CancellationToken cancellation) =>
        await records.FindAsync<Account>(AccountTables.Accounts, account.Value, CaseRows.Record, cancellation) is { Value: { IsActive: true } found }
            ? new Contact(found.Id, found.Phone, found.Mail, found.Refused.ToHashSet(StringComparer.Ordinal))
            : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Contact>> UnitAsync(UnitId unit, CancellationToken cancellation) =>
    [
        .. await ContactsAsync(AccountTables.ByUnit, unit.Value, RolePartition(Role.UnitAdmin) + "-", cancellation),
        .. await ContactsAsync(AccountTables.ByUnit, unit.Value, RolePartition(Role.University) + "-", cancellation),
    ];

    /// <inheritdoc />
    public Task<IReadOnlyList<Contact>> RoleAsync(Role role, string? scope, CancellationToken cancellation) =>
        ContactsAsync(AccountTables.ByRole, RolePartition(role), scope is null ? null : ScopePrefix(scope), cancellation);

    private async Task<IReadOnlyList<Contact>> ContactsAsync(string table, string partition, string? prefix, CancellationToken cancellation)
    {
        var contacts = new List<Contact>();
        await foreach (var entry in records.AllAsync<ListedAccount>(table, new RecordQuery { Partition = partition, RowPrefix = prefix }, cancellation))
        {
            if (!entry.Value.Disabled) contacts.Add(new Contact(entry.Value.Id, entry.Value.Phone, entry.Value.Mail, entry.Value.Refused.ToHashSet(StringComparer.Ordinal)));
        }
        return contacts;
    }

    private static string RolePartition(Role role) => role.ToString().ToLowerInvariant();

    private static string ScopePrefix(string? scope) => (scope ?? "") + "-";
}
