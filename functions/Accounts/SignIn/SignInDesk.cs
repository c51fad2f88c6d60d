using System.Globalization;
using Microsoft.AspNetCore.Identity;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Begins, renews and ends sign-ins (会话, ACC-08).</summary>
public sealed class SignInDesk(AccountStore accounts, Passwords passwords, LoginLocks locks, Tokens tokens, SessionCache cache, TimeProvider time)
{
    private const int MostSessions = 10;
    private const int Attempts = 5;

    /// <summary>The name and the password of somebody who may be anybody.</summary>
    public async Task<Outcome<CheckedPassword>> CheckPasswordAsync(string? typedName, string password, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var name = LoginRules.Recognize(typedName);
        var account = name is null ? null : (await accounts.FindAsync(name, cancellation))?.Value;
        return await CheckPasswordAsync(account, account?.Id.Value ?? $"{name?.Kind}|{name?.Value ?? typedName}", password, stamp, durable, cancellation);
    }

    /// <summary>The password of a known account, counted like a sign-in.</summary>
    public Task<Outcome<CheckedPassword>> CheckPasswordAsync(Account account, string password, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation) =>
        CheckPasswordAsync(account, account.Id.Value, password, stamp, durable, cancellation);

    /// <summary>Begins a sign-in; the oldest ones give way to it where there are too many.</summary>
    public async Task<Outcome<SignedIn>> BeginAsync(CheckedPassword password, string client, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = password.Account.Id;
        for (var attempt = 1; ; attempt++)
        {
            if (await accounts.FindAsync(id, cancellation) is not { } read) return new LoginFailed();
            if (!read.Value.IsActive) return new AccountDisabled();
            if (read.Value.PasswordHash != password.Account.PasswordHash) return new LoginFailed(); // replaced since it was checked
            var next = read.Value with { LastSignedInAt = stamp.When, PasswordHash = password.Rehashed ?? read.Value.PasswordHash };
            var sessionId = NewId.Random("s");
            var session = new Session(sessionId, Callers.Of(next, sessionId), 1, stamp.When, stamp.When, stamp.When + Tokens.RefreshLife, client);
            var write = new CaseWrite(AccountTables.Address(id), stamp);
            write.Replace(read, next).Insert(AccountTables.SessionRows + sessionId, session);
            var alive = (await accounts.SessionsAsync(id, cancellation)).OrderByDescending(s => s.Value.LastUsedAt).ToList();
            foreach (var old in alive.Where((s, i) => s.Value.ExpiresAt <= stamp.When || i >= MostSessions - 1)) write.Delete(old);
            try
            {
                await accounts.Cases.CommitAsync(write, durable, cancellation);
                return tokens.Issue(session, id);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // The account or one of its sign-ins changed in between.
            }
        }
    }

    /// <summary>Spends a refresh token. One that was spent before was stolen or copied: the whole family ends and the owner is told.</summary>
    public async Task<Outcome<SignedIn>> RefreshAsync(string refreshToken, Func<ActStamp> stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (tokens.ReadRefresh(refreshToken) is not { } content) return new RefreshRefused();
        var address = AccountTables.Address(content.Account);
        if (await accounts.Cases.FindAsync<Session>(address, AccountTables.SessionRows + content.Session, cancellation) is not { } read) return new RefreshRefused();
        var now = time.GetUtcNow();
        var next = read.Value with { Generation = content.Generation + 1, LastUsedAt = now, ExpiresAt = now + Tokens.RefreshLife };
        try
        {
            if (read.Value.Generation == content.Generation)
            {
                // Not an act of a person: no audit entry every quarter of an hour.
                await accounts.Cases.Records.CommitAsync(address.Table, address.Partition, [new ReplaceRecord(read.Row, read.ETag) { Document = TypedRecords.ToDocument(next) }], cancellation);
                cache.Forget(next.Id);
                return tokens.Issue(next, content.Account);
            }
        }
        catch (StoreConflictException)
        {
            if (await accounts.Cases.FindAsync<Session>(address, read.Row, cancellation) is not { } again) return new RefreshRefused();
            if (again.Value.Generation == content.Generation) return await RefreshAsync(refreshToken, stamp, durable, cancellation);
        }
        var notice = Notify.Account("account.sessions-ended", content.Account, ("time", ChinaTime.FullDateTime(now)), ("reason", "检测到登录凭证被重复使用"));
        await EndAsync(content.Account, content.Session, stamp().Because("spent refresh token used again"), durable, cancellation, notice);
        return new RefreshRefused();
    }

    /// <summary>Ends one sign-in; one that has ended already stays so.</summary>
    public async Task<bool> EndAsync(AccountId account, string session, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation, OutboxMessage? notice = null)
    {
        var address = AccountTables.Address(account);
        for (var attempt = 1; ; attempt++)
        {
            if (!RecordLimits.IsKey(session) || await accounts.Cases.FindAsync<Session>(address, AccountTables.SessionRows + session, cancellation) is not { } read) return false;
            try
            {
                var write = new CaseWrite(address, stamp).Delete(read);
                if (notice is not null) write.Send(notice);
                await accounts.Cases.CommitAsync(write, durable, cancellation);
                cache.Forget(session);
                return true;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Refreshed in between.
            }
        }
    }

    private async Task<Outcome<CheckedPassword>> CheckPasswordAsync(Account? account, string key, string password, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!(await locks.CountTryAsync(key, stamp.When, cancellation)).TryGet(out var tries, out var locked)) return locked;
        var result = passwords.Verify(account, password);
        if (account is not null && result != PasswordVerificationResult.Failed)
        {
            await locks.ClearAsync(key, cancellation);
            if (!account.IsActive) return new AccountDisabled();
            return new CheckedPassword(account, result == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(password) : null);
        }
        if (account is not null && tries.LockedUntil is not null)
        {
            var write = new CaseWrite(AccountTables.Address(account.Id), stamp.Because(string.Create(CultureInfo.InvariantCulture, $"{LoginRules.Failures} failures in a row")));
            write.Send(Notify.Account("account.locked", account.Id, ("time", ChinaTime.FullDateTime(stamp.When))));
            await accounts.Cases.CommitAsync(write, durable, cancellation);
        }
        return LoginRules.AfterFailure(tries, stamp.When);
    }
}

/// <summary>An account whose password was right.</summary>
/// <param name="Account">The account as it then was.</param>
/// <param name="Rehashed">The hash to store where the parameters were raised since the stored one was made (ACC-02).</param>
public sealed record CheckedPassword(Account Account, string? Rehashed);
