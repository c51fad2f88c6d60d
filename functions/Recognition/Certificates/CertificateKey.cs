using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// The public half of a key that certificates are signed with: ES256, which is ECDSA over P-256 with SHA-256 (RFC 7518, 3.4); signatures are
/// r and s in 64 bytes, as in JOSE (IEEE P1363).
/// </summary>
public sealed class CertificateKey
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    /// <summary>Bytes of a key id.</summary>
    public const int IdBytes = 4;

    private readonly ECPoint point;

    private CertificateKey(ECPoint point)
    {
        this.point = point;
        Id = IdOf(point);
    }

    /// <summary>密钥编号: first four bytes of the key's thumbprint (RFC 7638) in upper-case hexadecimal.</summary>
    public string Id { get; }

    /// <summary>Coordinate x, base64url, as in a JWK.</summary>
    public string X => Base64Url.EncodeToString(point.X);

    /// <summary>Coordinate y, base64url, as in a JWK.</summary>
    public string Y => Base64Url.EncodeToString(point.Y);

    /// <summary>The public half of a key.</summary>
    /// <exception cref="CryptographicException">The key is not on P-256.</exception>
    public static CertificateKey Of(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value ? new CertificateKey(parameters.Q) : throw new CryptographicException("not a key on P-256");
    }

    /// <summary>A key from the coordinates of a JWK.</summary>
    /// <exception cref="CryptographicException">They are no point on P-256.</exception>
    public static CertificateKey Of(byte[] x, byte[] y)
    {
        using var key = ECDsa.Create(Parameters(new ECPoint { X = x, Y = y }));
        return Of(key);
    }

    /// <summary>Whether a signature is this key's over the data.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create(Parameters(point));
        return signature.Length == SignatureBytes && key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The key as PEM (SubjectPublicKeyInfo).</summary>
    public string ToPem()
    {
        using var key = ECDsa.Create(Parameters(point));
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static ECParameters Parameters(ECPoint point) => new() { Curve = ECCurve.NamedCurves.nistP256, Q = point };

    private static string IdOf(ECPoint point)
    {
        var members = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(members)).AsSpan(0, IdBytes));
    }
}

/// <summary>
/// The keys that certificates are signed with. The private ones stay where they are: in a file of one's own machine, in Key Vault on Azure. Old
/// keys stay published, so that what they signed can still be checked.
/// </summary>
public interface ICertificateKeys
{
    /// <summary>Every public key, the present one first.</summary>
    Task<IReadOnlyList<CertificateKey>> PublicAsync(CancellationToken cancellation);

    /// <summary>Signs with one of the keys, by its id; 64 bytes.</summary>
    Task<byte[]> SignAsync(string keyId, byte[] data, CancellationToken cancellation);
}
