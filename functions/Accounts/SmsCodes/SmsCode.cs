namespace PatentFunctions.Accounts;

/// <summary>What an SMS code is for; a code of one purpose is of no use for another.</summary>
public enum SmsPurpose
{
    /// <summary>注册.</summary>
    Register,

    /// <summary>绑定手机号.</summary>
    BindPhone,

    /// <summary>重置密码.</summary>
    ResetPassword,

    /// <summary>社会公众提出或查询异议: for anybody, whether the number has an account or not.</summary>
    Objection,
}

/// <summary>A code that may be used; kept only as a keyed hash.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Hash">HMAC-SHA256 of purpose, phone and code, Base64.</param>
/// <param name="ProtectedKey">Key of the HMAC, encrypted.</param>
/// <param name="ExpiresAt">End of its life.</param>
/// <param name="Wrong">Wrong tries so far.</param>
public sealed record LiveCode(SmsPurpose Purpose, string Hash, string ProtectedKey, DateTimeOffset ExpiresAt, int Wrong);

/// <summary>What was sent to one number: the main record of its partition in <c>SmsCodes</c>.</summary>
/// <param name="Day">Date of the count (Asia/Shanghai).</param>
/// <param name="SentThatDay">Codes on that date.</param>
/// <param name="LastSentAt">The last one.</param>
/// <param name="Live">Codes that may be used, at most one for each purpose.</param>
public sealed record PhoneCodes(DateOnly Day, int SentThatDay, DateTimeOffset? LastSentAt, IReadOnlyList<LiveCode> Live);
