using PatentFunctions.Notifications;

namespace PatentFunctions.Tests.Notifications;

/// <summary>A contact book of the test's own: accounts by unit.</summary>
internal sealed class TestContacts : IContactBook
{
    public List<(UnitId? Unit, Role Role, Contact Contact)> People { get; } = [];

    public void Add(string account, string? unit, string? phone, string? mail = null, Role role = Role.UnitAdmin, params string[] refused) =>
        People.Add((unit is null ? null : new UnitId(unit), role, new Contact(new AccountId(account), phone, mail, refused.ToHashSet())));

    public Task<Contact?> AccountAsync(AccountId account, CancellationToken cancellation) =>
        Task.FromResult(People.Where(p => p.Contact.Account == account).Select(p => p.Contact).FirstOrDefault());

    public Task<IReadOnlyList<Contact>> UnitAsync(UnitId unit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Contact>>([.. People.Where(p => p.Unit == unit).Select(p => p.Contact)]);

    public Task<IReadOnlyList<Contact>> RoleAsync(Role role, string? scope, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Contact>>([.. People.Where(p => p.Role == role).Select(p => p.Contact)]);
}
