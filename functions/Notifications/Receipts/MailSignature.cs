using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.Notifications.Receipts;

/// <summary>Signature of SendGrid's event webhook: ECDSA with SHA-256 over the time stamp and the body as they came.</summary>
public static class MailSignature
{
    /// <summary>Header of the signature, DER in Base64.</summary>
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";

    /// <summary>Header of the time stamp that is signed with the body.</summary>
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>True for a public key that signatures can be checked with.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, Base64.</param>
    public static bool IsKey(string publicKey)
    {
        using var key = ECDsa.Create();
        return TryImport(key, publicKey);
    }

    /// <summary>True where the body was signed with the key; false for everything else, however malformed.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, Base64.</param>
    /// <param name="timestamp">Value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signature">Value of <see cref="SignatureHeader"/>.</param>
    /// <param name="body">The body, byte for byte.</param>
    public static bool IsValid(string publicKey, string timestamp, string signature, ReadOnlySpan<byte> body)
    {
        using var key = ECDsa.Create();
        var der = new byte[signature.Length];
        if (!TryImport(key, publicKey) || !Convert.TryFromBase64String(signature, der, out var length)) return false;
        try
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
            return key.VerifyData(signed, der.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool TryImport(ECDsa key, string publicKey)
    {
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return true;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
