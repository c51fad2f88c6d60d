using PatentFunctions.Identifiers;

namespace PatentFunctions.Accounts.Rules;

/// <summary>Failed sign-ins in a row, for an account or a name that nobody has.</summary>
/// <param name="Count">Failures in a row.</param>
/// <param name="LockedUntil">End of the lock.</param>
public sealed record LoginFailures(int Count, DateTimeOffset? LockedUntil);

/// <summary>登录 (ACC-05): five failures in a row lock for 15 minutes.</summary>
public static class LoginRules
{
    /// <summary>Failures in a row that lock.</summary>
    public const int Failures = 5;

    /// <summary>How long the lock holds.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Counts a try as failed before the password is looked at, so that tries made at once cannot pass the limit together; a right password
    /// clears the count afterwards. Refused while locked.
    /// </summary>
    public static Outcome<LoginFailures> CountTry(LoginFailures? before, DateTimeOffset now)
    {
        if (before?.LockedUntil > now) return Locked(before.LockedUntil.Value, now);
        var count = (before is null || before.LockedUntil is not null ? 0 : before.Count) + 1;
        return new LoginFailures(count, count >= Failures ? now + Lock : null);
    }

    /// <summary>The answer to a failed try: the one that locks says so.</summary>
    public static Refusal AfterFailure(LoginFailures counted, DateTimeOffset now) =>
        counted.LockedUntil is { } until ? Locked(until, now) : new LoginFailed();

    private static LoginLocked Locked(DateTimeOffset until, DateTimeOffset now) => new() { RetryAfterSeconds = (int)Math.Ceiling((until - now).TotalSeconds) };

    /// <summary>What a typed name is: mail by its @, phone by its form, otherwise a username.</summary>
    public static AccountName? Recognize(string? typed)
    {
        var name = (typed ?? "").Trim();
        if (name.Contains('@', StringComparison.Ordinal) || name.Contains('＠', StringComparison.Ordinal))
            return EmailAddress.TryParse(name, out var mail, out _) ? AccountName.Mail(mail.Value) : null;
        if (MobileNumber.TryParse(name, out var phone, out _)) return AccountName.Phone(phone.Value);
        return name.Length is >= 4 and <= 20 && name.All(char.IsAsciiLetterOrDigit) ? AccountName.Username(name) : null;
    }
}
