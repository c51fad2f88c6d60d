using System.Collections.Concurrent;

namespace PatentFunctions.Accounts;

/// <summary>Sign-ins read within the last five seconds, so that a page that asks ten things reads its sign-in once. What this instance ends, it forgets at once.</summary>
public sealed class SessionCache(TimeProvider time)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (Session? Session, DateTimeOffset ReadAt)> sessions = new(StringComparer.Ordinal);

    /// <summary>True where it was read lately; null for one that does not exist.</summary>
    public bool TryGet(string id, out Session? session)
    {
        var found = sessions.TryGetValue(id, out var entry) && time.GetUtcNow() - entry.ReadAt < Life;
        session = found ? entry.Session : null;
        return found;
    }

    /// <summary>Keeps what was read at an instant.</summary>
    public void Keep(string id, Session? session, DateTimeOffset readAt)
    {
        if (sessions.Count >= Most) sessions.Clear();
        sessions[id] = (session, readAt);
    }

    /// <summary>Forgets one that was changed.</summary>
    public void Forget(string id) => sessions.TryRemove(id, out _);
}
