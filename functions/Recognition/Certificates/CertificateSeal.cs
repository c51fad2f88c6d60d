using System.Text;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// 电子封签: the last line of a certificate's PDF, after its end mark, where readers ignore it: an ES256 signature over every byte before the line. A
/// changed byte anywhere, a missing or another's line, bytes after it: the seal is broken.
/// </summary>
/// <remarks><c>%CertificateSeal ES256 1A2B3C4D</c> and 128 upper-case hexadecimal digits of r and s, then a line feed; 161 bytes.</remarks>
/// <param name="KeyId">Which key is said to have signed.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Sealed">How many bytes it is over: all before the line.</param>
public sealed record CertificateSeal(string KeyId, byte[] Signature, int Sealed)
{
    private const string Mark = "%CertificateSeal ES256 ";
    private static readonly int s_bytes = Mark.Length + (2 * CertificateKey.IdBytes) + 1 + (2 * CertificateKey.SignatureBytes) + 1;

    /// <summary>The file with its seal.</summary>
    public static byte[] Append(byte[] pdf, string keyId, byte[] signature) => [.. pdf, .. Line(keyId, signature)];

    /// <summary>The seal that a file ends with; null where it ends with none.</summary>
    public static CertificateSeal? Find(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length < s_bytes) return null;
        var line = Encoding.Latin1.GetString(file.AsSpan(file.Length - s_bytes));
        var parts = line[Mark.Length..].TrimEnd('\n').Split(' ');
        if (!line.StartsWith(Mark, StringComparison.Ordinal) || parts.Length != 2 || parts.Any(p => p.Length % 2 != 0 || !p.All(char.IsAsciiHexDigitUpper))) return null;
        var seal = new CertificateSeal(parts[0], Convert.FromHexString(parts[1]), file.Length - s_bytes);
        // One text for each seal: what would read the same but is written otherwise is none.
        return file.AsSpan(seal.Sealed).SequenceEqual(Line(seal.KeyId, seal.Signature)) ? seal : null;
    }

    /// <summary>Whether one of the keys sealed the file.</summary>
    public bool IsOf(byte[] file, IEnumerable<CertificateKey> keys) => keys.Any(k => k.Id == KeyId && k.Verifies(file.AsSpan(0, Sealed), Signature));

    private static byte[] Line(string keyId, byte[] signature) => Encoding.ASCII.GetBytes($"{Mark}{keyId} {Convert.ToHexString(signature)}\n");
}
