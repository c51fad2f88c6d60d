using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Which sign-ins a change ends.</summary>
public enum SessionsEnded
{
    /// <summary>None.</summary>
    None,

    /// <summary>All but the one that acts.</summary>
    Others,

    /// <summary>All.</summary>
    All,
}

/// <summary>A decided change of an account.</summary>
/// <param name="Next">The account afterwards.</param>
/// <param name="Ends">Which sign-ins end.</param>
/// <param name="Kept">The sign-in that acts.</param>
public sealed record AccountChange(Account Next, SessionsEnded Ends = SessionsEnded.None, string? Kept = null)
{
    /// <summary>Messages to send with it.</summary>
    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    /// <summary>Rows of the partition to remove with it, by key.</summary>
    public IReadOnlyList<string> Removes { get; init; } = [];
}

/// <summary>Reads and changes accounts. A change and what it means for the sign-ins is one batch.</summary>
public sealed class AccountStore(CaseStore cases, AccountNames names, SessionCache cache, Projector projector)
{
    private const int Attempts = 5;

    /// <summary>The cases beneath.</summary>
    public CaseStore Cases { get; } = cases;

    /// <summary>One account, or null; deleted ones are not found.</summary>
    public async Task<Stored<Account>?> FindAsync(AccountId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) && await Cases.FindAsync<Account>(AccountTables.Address(id), CaseRows.Record, cancellation) is { Value.DeletedAt: null } account ? account : null;

    /// <summary>The account that carries a name, or null.</summary>
    public Task<Stored<Account>?> FindAsync(AccountName name, CancellationToken cancellation) => names.FindAsync(name, cancellation);

    /// <summary>Its sign-ins.</summary>
    public async Task<IReadOnlyList<Stored<Session>>> SessionsAsync(AccountId id, CancellationToken cancellation)
    {
        var sessions = new List<Stored<Session>>();
        await foreach (var session in Cases.RowsAsync<Session>(AccountTables.Address(id), AccountTables.SessionRows, cancellation)) sessions.Add(session);
        return sessions;
    }

    /// <summary>Decides on the account as it is now and writes the decision, again where somebody else wrote in between.</summary>
    /// <param name="id">The account.</param>
    /// <param name="stamp">Who, when, why.</param>
    /// <param name="durable">The durable client of the function.</param>
    /// <param name="decide">The decision; it may run more than once.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <param name="onlyIf">Version that the account must still have, where the client named one.</param>
    /// <returns>The account afterwards, or the refusal.</returns>
    public async Task<Outcome<Account>> ChangeAsync(AccountId id, ActStamp stamp, DurableTaskClient durable, Func<Account, Outcome<AccountChange>> decide, CancellationToken cancellation, string? onlyIf = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await FindAsync(id, cancellation) is not { } read) return new NothingHere();
            if (onlyIf is not null && read.ETag != onlyIf) return new RecordChanged();
            if (!decide(read.Value).TryGet(out var change, out var refusal)) return refusal;
            var sessions = await SessionsAsync(id, cancellation);
            try
            {
                await WriteAsync(read, sessions, change, stamp, durable, cancellation);
                return change.Next;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // A sign-in or another change came in between: decide anew on what is there now.
            }
        }
    }

    /// <summary>
    /// Writes a new account with whatever belongs to its creation. Its names are claimed first; those taken are the answer and nothing is written.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="write">The act on the account's partition; the account is added to it here.</param>
    /// <param name="durable">The durable client; null at start, where no function runs yet: then the act may send nothing.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="StoreConflictException">There is an account with this id.</exception>
    public async Task<IReadOnlyList<AccountName>> CreateAsync(Account account, CaseWrite write, DurableTaskClient? durable, CancellationToken cancellation)
    {
        var taken = await names.ClaimAsync(AccountName.Of(account), account.Id, cancellation);
        if (taken.Count > 0) return taken;
        write.Insert(CaseRows.Record, account);
        if (durable is not null)
        {
            write.Send(ProjectionMessages.Refresh(AccountLists.ProjectionName));
            await Cases.CommitAsync(write, durable, cancellation);
            return [];
        }
        if (write.HasMessages) throw new InvalidOperationException("without a durable client nothing can be sent");
        await Cases.Records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellation);
        await projector.RefreshAsync(AccountLists.ProjectionName, write.Address, cancellation);
        return [];
    }

    private async Task WriteAsync(Stored<Account> read, IReadOnlyList<Stored<Session>> sessions, AccountChange change, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var next = change.Next;
        var added = AccountName.Of(next).Except(AccountName.Of(read.Value)).ToList();
        var dropped = AccountName.Of(read.Value).Except(AccountName.Of(next)).ToList();
        if (await names.ClaimAsync(added, next.Id, cancellation) is { Count: > 0 } taken)
            throw new RefusedException(new FieldsInvalid { Findings = [.. taken.Select(n => n.Taken())] });
        var write = new CaseWrite(AccountTables.Address(next.Id), stamp);
        write.Replace(read, next);
        foreach (var session in sessions)
        {
            var ends = !next.IsActive || change.Ends == SessionsEnded.All || (change.Ends == SessionsEnded.Others && session.Value.Id != change.Kept);
            var caller = Callers.Of(next, session.Value.Id);
            if (ends) write.Delete(session);
            else if (session.Value.Caller != caller) write.Replace(session, session.Value with { Caller = caller });
        }
        foreach (var row in change.Removes)
        {
            if (await Cases.FindAsync<object>(write.Address, row, cancellation) is { } stored) write.Delete(stored);
        }
        foreach (var message in change.Messages) write.Send(message);
        write.Send(ProjectionMessages.Refresh(AccountLists.ProjectionName));
        await Cases.CommitAsync(write, durable, cancellation);
        foreach (var session in sessions) cache.Forget(session.Value.Id);
        await names.ReleaseAsync(dropped, next.Id, cancellation);
    }
}

/// <summary>What a request is told about its account.</summary>
internal static class Callers
{
    public static Caller Of(Account account, string session) =>
        new(account.Id, account.Role, account.Office, session, account.Unit, account.Province, account.Bank, account.Setup);
}
