using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>What other areas ask about the accounts of a unit.</summary>
public sealed class UnitAccounts(IRecordStore records)
{
    /// <summary>The accounts of a role in a unit, disabled ones included.</summary>
    public async Task<IReadOnlyList<AccountId>> IdsAsync(UnitId unit, Role role, CancellationToken cancellation)
    {
        var ids = new List<AccountId>();
        await foreach (var entry in new AccountLists(records).OfUnitAsync(unit, role, cancellation)) ids.Add(entry.Value.Id);
        return ids;
    }
}

/// <summary>Messages of other areas to accounts.</summary>
public static class AccountMessages
{
    internal const string UnitNamedKind = "accounts.unit-named";

    /// <summary>The unit's verified name became known or changed: its accounts act under it from now on.</summary>
    public static OutboxMessage UnitNamed(UnitId unit, string name) => OutboxMessage.Of(UnitNamedKind, new NamedUnit(unit, name));

    internal sealed record NamedUnit(UnitId Unit, string Name);

    internal sealed class UnitNamedHandler(AccountStore accounts, AccountLists lists) : IOutboxHandler
    {
        public string Kind => UnitNamedKind;

        public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            var named = delivery.Read<NamedUnit>();
            await foreach (var entry in lists.OfUnitAsync(named.Unit, cancellation))
            {
                if (entry.Value.Office != named.Name)
                    await accounts.ChangeAsync(entry.Value.Id, delivery.Stamp, durable, account => new AccountChange(account with { Office = named.Name }), cancellation);
            }
        }
    }
}
