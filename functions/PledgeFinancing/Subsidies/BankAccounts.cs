using Microsoft.AspNetCore.DataProtection;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>银行账号 as it is stored.</summary>
/// <param name="Cipher">Encrypted.</param>
/// <param name="Masked">As it is shown.</param>
/// <param name="EnteredAt">When it was entered.</param>
public sealed record SealedAccount(string Cipher, string Masked, DateTimeOffset EnteredAt);

/// <summary>Encrypts and masks 银行账号: in the open it stands only on the unit's own 申请表 and in the office's payment list, and each is recorded.</summary>
public sealed class BankAccounts(IDataProtectionProvider protection)
{
    private const int Shown = 4;
    private const int ShortestWithEnds = 9;
    private readonly IDataProtector protector = protection.CreateProtector("Subsidies.BankAccount.v1");

    /// <summary>What becomes of the account of a form: the mask sent back keeps what is stored, nothing forgets it, anything else is sealed.</summary>
    /// <param name="typed">As typed.</param>
    /// <param name="stored">As stored so far.</param>
    /// <param name="now">The instant.</param>
    public SealedAccount? Take(string? typed, SealedAccount? stored, DateTimeOffset now)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0) return null;
        if (stored is not null && (text == stored.Masked || text == Open(stored))) return stored;
        return new SealedAccount(protector.Protect(text), Mask(text), now);
    }

    /// <summary>The account in the open.</summary>
    public string? Open(SealedAccount? account) => account is null ? null : protector.Unprotect(account.Cipher);

    /// <summary>4100****0123: only the ends are shown, of a short one nothing.</summary>
    public static string Mask(string account) =>
        account.Length < ShortestWithEnds ? new string('*', account.Length) : $"{account[..Shown]}{new string('*', account.Length - (2 * Shown))}{account[^Shown..]}";
}
