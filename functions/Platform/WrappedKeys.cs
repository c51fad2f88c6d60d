using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace PatentFunctions.Platform;

/// <summary>Wraps small secrets with a key that never leaves its vault.</summary>
public interface IKeyWrapper
{
    /// <summary>Wraps a secret.</summary>
    /// <returns>Which version of the key wrapped it, and the wrapped secret.</returns>
    (string KeyId, byte[] Wrapped) Wrap(byte[] secret);

    /// <summary>Gives back what a version of the key wrapped.</summary>
    byte[] Unwrap(string keyId, byte[] wrapped);
}

/// <summary>
/// Encrypts the keys of ASP.NET Core Data Protection at rest: AES-256-GCM with a fresh key each, which the vault wraps. Whoever reads the
/// storage but not the vault can open nothing.
/// </summary>
internal sealed class WrappedKeyEncryptor(IKeyWrapper wrapper) : IXmlEncryptor
{
    public const string Element = "wrappedKey";

    /// <inheritdoc />
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var cipher = new byte[plain.Length];
        using (var aes = new AesGcm(key, tag.Length)) aes.Encrypt(nonce, plain, cipher, tag);
        var (id, wrapped) = wrapper.Wrap(key);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);
        var element = new XElement(
            Element,
            new XAttribute("keyId", id),
            new XElement("key", Convert.ToBase64String(wrapped)),
            new XElement("nonce", Convert.ToBase64String(nonce)),
            new XElement("tag", Convert.ToBase64String(tag)),
            new XElement("content", Convert.ToBase64String(cipher)));
        return new EncryptedXmlInfo(element, typeof(WrappedKeyDecryptor));
    }
}

/// <summary>The other way; made by Data Protection, which names the type in what it stores.</summary>
/// <param name="services">Holds the wrapper.</param>
public sealed class WrappedKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        byte[] Bytes(string name) => Convert.FromBase64String(encryptedElement.Element(name)!.Value);
        var key = services.GetRequiredService<IKeyWrapper>().Unwrap((string)encryptedElement.Attribute("keyId")!, Bytes("key"));
        var (cipher, tag) = (Bytes("content"), Bytes("tag"));
        var plain = new byte[cipher.Length];
        using (var aes = new AesGcm(key, tag.Length)) aes.Decrypt(Bytes("nonce"), cipher, tag, plain);
        CryptographicOperations.ZeroMemory(key);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
