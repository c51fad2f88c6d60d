using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts.Closure;

/// <summary>
/// Closes accounts whose time to think it over has passed (ACC-13). What they handed in stays with the offices that decided on it; name, phone
/// and mail go, and so do the experts of a unit that nobody administers any more.
/// </summary>
public sealed class CloseAccounts(AccountStore accounts, UnitAccounts units, ClosureHindrances hindrances, TimeProvider time, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("CloseAccounts", "到期的账号注销");

    /// <summary>Every hour.</summary>
    [Function("CloseAccounts")]
    public Task RunAsync([TimerTrigger("0 27 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (now, due) = (time.GetUtcNow(), new DueIndex(accounts.Cases.Records, Closure.DueTable));
        await foreach (var entry in due.DueAsync(now, cancellation))
        {
            tally.Looked++;
            var id = new AccountId(entry.Key);
            var closure = await accounts.Cases.FindAsync<Closure>(AccountTables.Address(id), Closure.Row, cancellation);
            // Taken back, or asked for anew: then it has an entry of its own.
            if (closure is not null && now >= ChinaTime.EndOfDay(closure.Value.On) && await CloseAsync(id, closure, durable, cancellation)) tally.Removed++;
            await due.RemoveAsync(entry, cancellation);
        }
    }

    // False where something is open, or nothing is left to close.
    private async Task<bool> CloseAsync(AccountId id, Stored<Closure> closure, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(id, cancellation) is not { Value: var account }) return false;
        var stamp = ActStamp.BySystem(time, "CloseAccount");
        if (await hindrances.OfAsync(account, cancellation) is { Count: > 0 } open)
        {
            var stopped = new CaseWrite(AccountTables.Address(id), stamp)
                .Delete(closure)
                .Send(Notify.Account("account.closure-stopped", id, ("reasons", string.Join('\n', open.Select(f => f.Text)))));
            await accounts.Cases.CommitAsync(stopped, durable, cancellation);
            return false;
        }
        // The experts first: while the account is there, a repetition after a crash finds what is left.
        if (account.Unit is { } unit && !await hindrances.HasOtherAdministratorAsync(account, unit, cancellation))
        {
            foreach (var expert in await units.IdsAsync(unit, Role.Expert, cancellation))
                await accounts.ChangeAsync(expert, stamp, durable, a => DeleteExpert.Delete(a, stamp.When), cancellation);
        }
        await accounts.ChangeAsync(id, stamp, durable, a => Closed(a, stamp.When), cancellation);
        return true;
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
