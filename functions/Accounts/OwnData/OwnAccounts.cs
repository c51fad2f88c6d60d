using System.Runtime.CompilerServices;

namespace PatentFunctions.Accounts.OwnData;

/// <summary>账号 of the unit, experts among them, with what only their owner reads whole; neither passwords nor ID numbers.</summary>
internal sealed class OwnAccounts(AccountStore accounts, AccountLists lists) : IOwnData
{
    public string Name => "账号";

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in lists.OfUnitAsync(unit, cancellation))
        {
            if ((await accounts.FindAsync(entry.Value.Id, cancellation))?.Value is not { } account) continue;
            var sessions = (await accounts.SessionsAsync(account.Id, cancellation)).Select(s => new { s.Value.SignedInAt, s.Value.LastUsedAt, s.Value.Client });
            yield return new
            {
                account.Username, account.Role, account.Office, account.CreatedAt, account.Phone, account.Mail, account.AgreementVersion, account.Disabled, account.LastSignedInAt, account.Refused,
                Expert = account.Expert is { } expert ? new { expert.Name, IdNumber = expert.MaskedIdNumber, expert.Post, expert.Field } : null,
                Sessions = sessions,
            };
        }
    }
}
