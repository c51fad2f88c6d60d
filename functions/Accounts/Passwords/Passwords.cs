using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PatentFunctions.Accounts;

/// <summary>Hashes and checks passwords (ACC-02): PBKDF2-HMAC-SHA512 with a salt each, by ASP.NET Core Identity.</summary>
public sealed class Passwords
{
    private readonly PasswordHasher<Account> hasher;
    private readonly Lazy<string> nobodys;

    /// <summary>Takes the number of rounds from the configuration.</summary>
    public Passwords(IOptions<AccountsOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordIterations }));
        nobodys = new Lazy<string>(() => Hash(RandomNumberGenerator.GetHexString(32)));
    }

    /// <summary>Salted slow hash.</summary>
    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>Checks a password; for nobody's account it takes the same time and fails (ACC-05).</summary>
    public PasswordVerificationResult Verify(Account? account, string password)
    {
        var result = hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobodys.Value, password);
        return account is null ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>An initial password that meets the rules, easy to read out: no look-alikes.</summary>
    public static string NewInitial()
    {
        Span<char> password = stackalloc char[14];
        Fill(password[..4], "ABCDEFGHJKMNPQRSTWXY");
        Fill(password[4..8], "abcdefghjkmnpqrstwxy");
        Fill(password[8..12], "23456789");
        Fill(password[12..], "!@#$%&*+=?");
        RandomNumberGenerator.Shuffle(password);
        return password.ToString();
    }

    private static void Fill(Span<char> target, string alphabet) => RandomNumberGenerator.GetItems<char>(alphabet, target);
}
