using System.Globalization;
using System.Security.Cryptography;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// Keys of one's own machine: PEM files in a folder, <c>0001-1A2B3C4D.pem</c> and so on; the highest number signs. The first is made when it is
/// first needed. A new file of a higher number rotates; a file may be reduced to the public key.
/// </summary>
internal sealed class FolderCertificateKeys(string folder) : ICertificateKeys
{
    private static readonly Lock s_making = new();

    /// <inheritdoc />
    public Task<IReadOnlyList<CertificateKey>> PublicAsync(CancellationToken cancellation)
    {
        if (Files().Count == 0) MakeFirst();
        return Task.FromResult(Read());
    }

    /// <inheritdoc />
    public Task<byte[]> SignAsync(string keyId, byte[] data, CancellationToken cancellation)
    {
        var file = Files().Single(f => f.EndsWith($"-{keyId}.pem", StringComparison.Ordinal));
        using var key = Open(file);
        return Task.FromResult(key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>The public keys that are there; none is made.</summary>
    public IReadOnlyList<CertificateKey> Read()
    {
        var keys = new List<CertificateKey>();
        foreach (var file in Files())
        {
            using var key = Open(file);
            keys.Add(CertificateKey.Of(key));
        }
        return keys;
    }

    /// <summary>Makes a key that signs from now on.</summary>
    /// <returns>Its id.</returns>
    public string Rotate()
    {
        lock (s_making)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var id = CertificateKey.Of(key).Id;
            var number = Files() is [var newest, ..] ? int.Parse(Path.GetFileName(newest).AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number + 1:D4}-{id}.pem"));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // Under another name first: whoever reads meanwhile sees the whole key or none.
            using (var writer = new StreamWriter(path + ".new", options)) writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
            File.Move(path + ".new", path);
            return id;
        }
    }

    private void MakeFirst()
    {
        lock (s_making)
        {
            if (Files().Count == 0) Rotate();
        }
    }

    private List<string> Files() =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.pem").OrderDescending(StringComparer.Ordinal)] : [];

    private static ECDsa Open(string file)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key;
    }
}
