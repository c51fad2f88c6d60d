using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace PatentFunctions.Notifications.Receipts;

/// <summary>Configuration section <c>Receipts</c>: what gateways prove themselves with when they call back. An address without its key does not exist.</summary>
public sealed class ReceiptOptions
{
    /// <summary>Key in the address that Event Grid calls for Azure Communication Services; from Key Vault.</summary>
    public string? SmsKey { get; set; }

    /// <summary>Key in the address that the mainland gateway calls; from Key Vault.</summary>
    public string? MainlandSmsKey { get; set; }

    /// <summary>Public key of SendGrid's signed event webhook: SubjectPublicKeyInfo, Base64. No secret.</summary>
    public string? MailPublicKey { get; set; }
}

/// <summary>Refuses at the start a public key that is none.</summary>
internal sealed class ReceiptOptionsCheck : IValidateOptions<ReceiptOptions>
{
    public ValidateOptionsResult Validate(string? name, ReceiptOptions options) =>
        string.IsNullOrEmpty(options.MailPublicKey) || MailSignature.IsKey(options.MailPublicKey)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Receipts:MailPublicKey is no public key of an elliptic curve (SubjectPublicKeyInfo, Base64)");
}

/// <summary>The call back proves nothing.</summary>
public sealed record ReceiptNotProven() : Unauthenticated("receipt-not-proven", "回执来源无法验证", "回执的密钥或签名无效。");

/// <summary>Keys in the addresses that gateways call.</summary>
internal static class ReceiptKeys
{
    /// <summary>Name of the parameter that carries the key.</summary>
    public const string Parameter = "key";

    /// <summary>The refusal where the call does not carry the key (401), or where there is none to carry (404); null where it does.</summary>
    public static Refusal? Refuse(HttpRequest request, string? expected)
    {
        if (string.IsNullOrEmpty(expected)) return new NothingHere();
        var given = request.Query[Parameter].ToString();
        // Both hashed: what is compared has one length whatever was sent.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected))) ? null : new ReceiptNotProven();
    }
}
