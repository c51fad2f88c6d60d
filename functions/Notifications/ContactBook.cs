namespace PatentFunctions.Notifications;

/// <summary>How somebody can be reached and what they want to be told.</summary>
/// <param name="Account">The account.</param>
/// <param name="Phone">Mobile number, if bound.</param>
/// <param name="Mail">Mail address.</param>
/// <param name="Refused">Kinds of optional notification the account has switched off, as <c>kind:channel</c>, e.g. <c>reminder:sms</c> (ACC-12).</param>
public sealed record Contact(AccountId Account, string? Phone, string? Mail, IReadOnlySet<string> Refused);

/// <summary>Finds contacts. Implemented by Accounts; a disabled account is never among them.</summary>
public interface IContactBook
{
    /// <summary>One account.</summary>
    Task<Contact?> AccountAsync(AccountId account, CancellationToken cancellation);

    /// <summary>The administrators of a unit.</summary>
    Task<IReadOnlyList<Contact>> UnitAsync(UnitId unit, CancellationToken cancellation);

    /// <summary>Everybody in a role, within a province or bank where one is given.</summary>
    Task<IReadOnlyList<Contact>> RoleAsync(Role role, string? scope, CancellationToken cancellation);
}
