using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts.Closure;

/// <summary>
/// Closes accounts whose time to think it over has passed (ACC-13). What they handed in stays with the offices that decided on it; name, phone
/// and mail go, and so do the experts of a unit that nobody administers any more.
/// </summary>
public sealed class CloseAccounts(AccountStore accounts, UnitAccounts units, ClosureHindrances hindrances, TimeProvider time, ILogger<CloseAccounts> log)
{
    /// <summary>Every hour.</summary>
    [Function("CloseAccounts")]
    public async Task RunAsync([TimerTrigger("0 27 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (now, due) = (time.GetUtcNow(), new DueIndex(accounts.Cases.Records, Closure.DueTable));
        await foreach (var entry in due.DueAsync(now, cancellation))
        {
            var id = new AccountId(entry.Key);
            var closure = await accounts.Cases.FindAsync<Closure>(AccountTables.Address(id), Closure.Row, cancellation);
            // Taken back, or asked for anew: then it has an entry of its own.
            if (closure is not null && now >= ChinaTime.EndOfDay(closure.Value.On)) await CloseAsync(id, closure, durable, cancellation);
            await due.RemoveAsync(entry, cancellation);
        }
    }

    private async Task CloseAsync(AccountId id, Stored<Closure> closure, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(id, cancellation) is not { Value: var account }) return;
        var stamp = ActStamp.BySystem(time, "CloseAccount");
        if (await hindrances.OfAsync(account, cancellation) is { Count: > 0 } open)
        {
            var stopped = new CaseWrite(AccountTables.Address(id), stamp)
                .Delete(closure)
                .Send(Notify.Account("account.closure-stopped", id, ("reasons", string.Join('\n', open.Select(f => f.Text)))));
            await accounts.Cases.CommitAsync(stopped, durable, cancellation);
            return;
        }
        // The experts first: while the account is there, a repetition after a crash finds what is left.
        if (account.Unit is { } unit && !await hindrances.HasOtherAdministratorAsync(account, unit, cancellation))
        {
            foreach (var expert in await units.IdsAsync(unit, Role.Expert, cancellation))
                await accounts.ChangeAsync(expert, stamp, durable, a => DeleteExpert.Delete(a, stamp.When), cancellation);
        }
        await accounts.ChangeAsync(id, stamp, durable, a => Closed(a, stamp.When), cancellation);
        log.LogInformation("Closed an account at its owner's request");
    }

    // The last word goes to phone and mail themselves: the account has none any more.
    private static AccountChange Closed(Account account, DateTimeOffset now)
    {
        var removed = DeleteExpert.Delete(account, now);
        List<OutboxMessage> last = [];
        if (account.Phone is { } phone) last.Add(Notify.Phone("account.closed", phone));
        if (account.Mail is { } mail) last.Add(Notify.Mail("account.closed", mail));
        return removed with { Messages = last, Removes = [.. removed.Removes, Closure.Row, AccountTables.PresetUnitRow] };
    }
}
