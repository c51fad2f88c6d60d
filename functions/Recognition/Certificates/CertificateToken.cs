using System.Buffers.Binary;
using System.Text;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// What the QR code of a certificate carries (REC-06): the facts and a signature over them, so that they can be checked without a network.
/// docs/certificates.md describes every byte.
/// </summary>
/// <remarks>
/// Bytes, numbers big-endian: version (1), key id (4), 认定年度 (2), 发证日期 and 有效期至 (2 each, days after 2000-01-01), 专利总数 (2), then 证书编号,
/// 产品名称, 规格型号 and 单位名称, each as its length in bytes (2) and its text in GB 18030, which needs two bytes for a Chinese character where UTF-8
/// needs three; last the signature (64). As text: base32 (RFC 4648) without padding, whose letters and digits a QR code packs into 5.5 bits each.
/// </remarks>
/// <param name="KeyId">Which key is said to have signed.</param>
/// <param name="Facts">The facts.</param>
public sealed record CertificateToken(string KeyId, CertificateFacts Facts)
{
    private const byte Version = 1;
    private const int FixedBytes = 13;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly DateOnly s_dayZero = new(2000, 1, 1);
    private static readonly Encoding s_text = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>What the signature is over.</summary>
    public byte[] Signed { get; private init; } = [];

    /// <summary>The signature; empty before it was made.</summary>
    public byte[] Signature { get; private init; } = [];

    /// <summary>The bytes to be signed for facts.</summary>
    public static CertificateToken ToSign(string keyId, CertificateFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var bytes = new List<byte> { Version };
        bytes.AddRange(Convert.FromHexString(keyId));
        Add(bytes, facts.Year);
        Add(bytes, facts.IssuedOn.DayNumber - s_dayZero.DayNumber);
        Add(bytes, facts.ValidUntil.DayNumber - s_dayZero.DayNumber);
        Add(bytes, facts.Patents);
        foreach (var text in (string[])[facts.Number, facts.Product, facts.Model ?? "", facts.UnitName])
        {
            var encoded = s_text.GetBytes(text);
            Add(bytes, encoded.Length);
            bytes.AddRange(encoded);
        }
        return new CertificateToken(keyId, facts) { Signed = [.. bytes] };
    }

    /// <summary>The text of the token with a signature.</summary>
    public string With(byte[] signature) => ToText([.. Signed, .. signature]);

    /// <summary>
    /// Takes a token apart; null where it is none. The form is strict: each token has one text only, so that no change of a character goes
    /// unnoticed.
    /// </summary>
    /// <param name="text">The token, or an address that ends with it.</param>
    public static CertificateToken? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var token = text[(text.LastIndexOf('/') + 1)..];
        return ToBytes(token) is { } bytes ? Read(bytes) : null;
    }

    /// <summary>Whether one of the keys signed it.</summary>
    public bool IsSignedBy(IEnumerable<CertificateKey> keys) => keys.Any(k => k.Id == KeyId && k.Verifies(Signed, Signature));

    private static CertificateToken? Read(byte[] bytes)
    {
        if (bytes.Length < FixedBytes + (4 * 2) + CertificateKey.SignatureBytes || bytes[0] != Version) return null;
        var signed = bytes.AsSpan(0, bytes.Length - CertificateKey.SignatureBytes);
        var rest = signed[FixedBytes..];
        var texts = new string[4];
        try
        {
            for (var i = 0; i < texts.Length; i++)
            {
                if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && rest.Length < 2 + length) return null;
                texts[i] = s_text.GetString(rest.Slice(2, length));
                rest = rest[(2 + length)..];
            }
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        if (!rest.IsEmpty) return null;
        var facts = new CertificateFacts(texts[0], texts[1], texts[2].Length == 0 ? null : texts[2], texts[3], Number(signed, 5), Day(signed, 7), Day(signed, 9), Number(signed, 11));
        return new CertificateToken(Convert.ToHexString(signed.Slice(1, CertificateKey.IdBytes)), facts) { Signed = signed.ToArray(), Signature = bytes[signed.Length..] };
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static DateOnly Day(ReadOnlySpan<byte> bytes, int at) => s_dayZero.AddDays(Number(bytes, at));

    private static void Add(List<byte> bytes, int number)
    {
        var value = checked((ushort)number);
        bytes.Add((byte)(value >> 8));
        bytes.Add((byte)value);
    }

    private static string ToText(byte[] bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }
        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }

    private static byte[]? ToBytes(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (buffer, bits, next) = (0, 0, 0);
        foreach (var c in text)
        {
            var five = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (five < 0) return null;
            (buffer, bits) = ((buffer << 5) | five, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes[next++] = (byte)(buffer >> bits);
            buffer &= (1 << bits) - 1;
        }
        return bits < 5 && buffer == 0 ? bytes : null;
    }
}
