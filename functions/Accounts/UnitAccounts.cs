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

/// <summary>Told when a unit deletes the account of one of its experts, so that what an area knows of its owner goes as well (ACC-09). Registered in DI.</summary>
public interface IExpertFollower
{
    /// <summary>The account is gone; told again, it changes nothing.</summary>
    Task ExpertDeletedAsync(AccountId expert, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation);
}

/// <summary>Messages to and from accounts.</summary>
public static class AccountMessages
{
    internal const string UnitNamedKind = "accounts.unit-named";
    internal const string ExpertDeletedKind = "accounts.expert-deleted";

    /// <summary>The account of an expert is gone.</summary>
    internal static OutboxMessage ExpertDeleted(AccountId expert) => OutboxMessage.Of(ExpertDeletedKind, expert);

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

    internal sealed class ExpertDeletedHandler(IEnumerable<IExpertFollower> followers) : IOutboxHandler
    {
        public string Kind => ExpertDeletedKind;

        public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            foreach (var follower in followers) await follower.ExpertDeletedAsync(delivery.Read<AccountId>(), delivery.Stamp, durable, cancellation);
        }
    }
}
