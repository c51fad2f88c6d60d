using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PatentFunctions.Accounts;

/// <summary>What a token says; encrypted and signed by Data Protection.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The sign-in.</param>
/// <param name="Generation">Of a refresh token: which of its family.</param>
/// <param name="ExpiresAt">End of its life, by the application's own clock.</param>
public sealed record TokenContent(AccountId Account, string Session, int Generation, DateTimeOffset ExpiresAt);

/// <summary>
/// Access and refresh tokens (ACC-08). Data Protection signs with the newest key and still reads what earlier keys signed: a new key logs
/// nobody out.
/// </summary>
public sealed class Tokens(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Life of an access token.</summary>
    public static readonly TimeSpan AccessLife = TimeSpan.FromMinutes(15);

    /// <summary>Life of a refresh token.</summary>
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(14);

    private const int MostKept = 5_000;

    // Decrypting costs more than everything else a request needs to know its caller; an access token says the same until it expires.
    private readonly ConcurrentDictionary<string, TokenContent> read = new(StringComparer.Ordinal);
    private readonly IDataProtector access = protection.CreateProtector("Accounts.AccessToken.v1");
    private readonly IDataProtector refresh = protection.CreateProtector("Accounts.RefreshToken.v1");

    /// <summary>The pair of tokens for a sign-in as it is now.</summary>
    internal SignedIn Issue(Session session, AccountId account)
    {
        var accessEnds = time.GetUtcNow() + AccessLife;
        return new SignedIn(
            Seal(access, new TokenContent(account, session.Id, session.Generation, accessEnds)), accessEnds,
            Seal(refresh, new TokenContent(account, session.Id, session.Generation, session.ExpiresAt)), session.ExpiresAt,
            session.Caller.Setup, SignedIn.HintFor(session.Caller.Setup));
    }

    /// <summary>Reads an access token; null where it is forged or expired.</summary>
    public TokenContent? ReadAccess(string token)
    {
        if (read.TryGetValue(token, out var kept) && kept.ExpiresAt > time.GetUtcNow()) return kept;
        if (Open(access, token) is not { } content) return null;
        if (read.Count >= MostKept) read.Clear();
        return read[token] = content;
    }

    /// <summary>Reads a refresh token; null where it is forged or expired.</summary>
    public TokenContent? ReadRefresh(string token) => Open(refresh, token);

    private static string Seal(IDataProtector protector, TokenContent content) =>
        Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(content, PlatformJson.Stored)));

    private TokenContent? Open(IDataProtector protector, string token)
    {
        try
        {
            var content = JsonSerializer.Deserialize<TokenContent>(protector.Unprotect(Base64Url.DecodeFromChars(token)), PlatformJson.Stored);
            return content?.ExpiresAt > time.GetUtcNow() ? content : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
