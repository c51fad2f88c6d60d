using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>账号 as an operator sees it.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">用户名.</param>
/// <param name="Role">Role.</param>
/// <param name="Office">Name of the unit or office; of a bank its name.</param>
/// <param name="Province">GB/T 2260 code of the province.</param>
/// <param name="Bank">Code of the bank.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Phone">手机号, masked.</param>
/// <param name="Mail">邮箱, masked.</param>
/// <param name="Disabled">停用.</param>
/// <param name="Setup">What it still has to do.</param>
/// <param name="CreatedAt">The instant.</param>
/// <param name="LastSignedInAt">Last sign-in.</param>
public sealed record StaffAnswer(
    AccountId Id, string Username, Role Role, string Office, string? Province, string? Bank, UnitId? Unit, string? Phone, string? Mail, bool Disabled, PendingSetup Setup, DateTimeOffset CreatedAt, DateTimeOffset? LastSignedInAt)
{
    internal static StaffAnswer Of(Account account) => new(
        account.Id, account.Username, account.Role, account.Office, account.Province, account.Bank, account.Unit,
        Masked.Phone(account.Phone), Masked.Mail(account.Mail), account.Disabled, account.Setup, account.CreatedAt, account.LastSignedInAt);
}

/// <summary>账号 in a list.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">用户名.</param>
/// <param name="Role">Role.</param>
/// <param name="Office">Name of the unit or office.</param>
/// <param name="Scope">Province or bank.</param>
/// <param name="Phone">手机号, masked.</param>
/// <param name="Mail">邮箱, masked.</param>
/// <param name="Disabled">停用.</param>
/// <param name="CreatedAt">The instant.</param>
public sealed record StaffEntry(AccountId Id, string Username, Role Role, string Office, string? Scope, string? Phone, string? Mail, bool Disabled, DateTimeOffset CreatedAt)
{
    internal static StaffEntry Of(ListedAccount listed) => new(
        listed.Id, listed.Username, listed.Role, listed.Office, listed.Scope, Masked.Phone(listed.Phone), Masked.Mail(listed.Mail), listed.Disabled, listed.CreatedAt);
}

/// <summary>账号 with its initial password.</summary>
/// <param name="Account">The account.</param>
/// <param name="InitialPassword">初始密码, to be handed over now: it is not shown again.</param>
public sealed record StaffCreated(StaffAnswer Account, string? InitialPassword);
