using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>登录成功.</summary>
/// <param name="AccessToken">Sent with every request as <c>Authorization: Bearer …</c>.</param>
/// <param name="AccessExpiresAt">End of its life.</param>
/// <param name="RefreshToken">Good for one refresh.</param>
/// <param name="RefreshExpiresAt">End of its life.</param>
/// <param name="Setup">What the account still has to do; until then every other endpoint answers 403 (ACC-06).</param>
/// <param name="Hint">The same in Chinese.</param>
public sealed record SignedIn(string AccessToken, DateTimeOffset AccessExpiresAt, string RefreshToken, DateTimeOffset RefreshExpiresAt, PendingSetup Setup, string? Hint)
{
    /// <summary>The manual's words for what has to be done (sme-cultivation 3.1).</summary>
    internal static string? HintFor(PendingSetup setup) => setup switch
    {
        PendingSetup.BindPhone => new PhoneNotBound().Detail,
        PendingSetup.ReplacePassword => new InitialPasswordInUse().Detail,
        _ => null,
    };
}
