using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;

namespace PatentFunctions.Tests.Platform;

public class WrappedKeyTests
{
    private static readonly XElement Key = XElement.Parse("<key id=\"1\"><value>secret-material</value></key>");

    /// <summary>A vault that turns every byte round.</summary>
    private sealed class Vault : IKeyWrapper
    {
        public (string KeyId, byte[] Wrapped) Wrap(byte[] secret) => ("https://vault/keys/k/1", [.. secret.Select(b => (byte)~b)]);

        public byte[] Unwrap(string keyId, byte[] wrapped) => keyId == "https://vault/keys/k/1" ? [.. wrapped.Select(b => (byte)~b)] : throw new InvalidOperationException(keyId);
    }

    private static WrappedKeyDecryptor Decryptor => new(new ServiceCollection().AddSingleton<IKeyWrapper>(new Vault()).BuildServiceProvider());

    [Fact]
    public void Encrypt_WhatIsStored_OpensOnlyThroughTheVault()
    {
        var stored = new WrappedKeyEncryptor(new Vault()).Encrypt(Key);
        Assert.Equal(typeof(WrappedKeyDecryptor), stored.DecryptorType);
        Assert.DoesNotContain("secret-material", stored.EncryptedElement.ToString(), StringComparison.Ordinal);
        Assert.True(XNode.DeepEquals(Key, Decryptor.Decrypt(stored.EncryptedElement)));
    }

    [Theory]
    [InlineData("content")]
    [InlineData("tag")]
    [InlineData("key")]
    public void Decrypt_WhenSomethingWasChanged_IsRefused(string part)
    {
        var stored = new WrappedKeyEncryptor(new Vault()).Encrypt(Key).EncryptedElement;
        var bytes = Convert.FromBase64String(stored.Element(part)!.Value);
        bytes[0] ^= 1;
        stored.Element(part)!.Value = Convert.ToBase64String(bytes);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => Decryptor.Decrypt(stored));
    }
}
