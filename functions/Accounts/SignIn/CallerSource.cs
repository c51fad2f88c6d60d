using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>
/// Tells who a token stands for. The sign-in's row carries what a request needs to know of the account and is rewritten with it, so that a
/// request costs one point read at most and a disabled account is out within five seconds everywhere.
/// </summary>
internal sealed class CallerSource(Tokens tokens, SessionCache cache, IRecordStore records, TimeProvider time) : ICallerSource
{
    /// <inheritdoc />
    public async Task<Outcome<Caller>> IdentifyAsync(string token, CancellationToken cancellation)
    {
        if (tokens.ReadAccess(token) is not { } content) return new SignInRequired();
        if (!cache.TryGet(content.Session, out var session))
        {
            var readAt = time.GetUtcNow();
            session = (await records.FindAsync<Session>(AccountTables.Accounts, content.Account.Value, AccountTables.SessionRows + content.Session, cancellation))?.Value;
            cache.Keep(content.Session, session, readAt);
        }
        return session is not null && session.Caller.Account == content.Account && session.ExpiresAt > time.GetUtcNow() ? session.Caller : new SignInRequired();
    }
}
