using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Core;
using PatentFunctions.Recognition.Certificates;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Signs with an EC key of Key Vault by its REST interface (learn.microsoft.com, "Key Vault REST API: sign, get key, get key versions"); the
/// private key never leaves the vault. Every enabled version of the key is published, the newest signs: a new version rotates.
/// </summary>
/// <param name="credential">The identity of the app.</param>
/// <param name="keyId">Address of the key without a version, <c>https://{vault}.vault.azure.net/keys/{name}</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyVaultCertificateKeys(TokenCredential credential, Uri keyId, TimeProvider time) : ICertificateKeys, IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(10);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly SemaphoreSlim gate = new(1, 1);
    private (DateTimeOffset ReadAt, IReadOnlyList<(CertificateKey Key, string Address)> Keys)? known;

    /// <inheritdoc />
    public async Task<IReadOnlyList<CertificateKey>> PublicAsync(CancellationToken cancellation) => [.. (await KnownAsync(cancellation)).Select(k => k.Key)];

    /// <inheritdoc />
    public async Task<byte[]> SignAsync(string keyId, byte[] data, CancellationToken cancellation)
    {
        var address = (await KnownAsync(cancellation)).First(k => k.Key.Id == keyId).Address;
        var body = new JsonObject { ["alg"] = "ES256", ["value"] = Base64Url.EncodeToString(SHA256.HashData(data)) };
        var answer = await CallAsync(HttpMethod.Post, address + "/sign", body, cancellation);
        return Base64Url.DecodeFromChars(answer["value"]!.GetValue<string>());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }

    private async Task<IReadOnlyList<(CertificateKey Key, string Address)>> KnownAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (known is not { } read || time.GetUtcNow() - read.ReadAt > s_fresh) known = read = (time.GetUtcNow(), await ReadAsync(cancellation));
            return read.Keys;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<IReadOnlyList<(CertificateKey Key, string Address)>> ReadAsync(CancellationToken cancellation)
    {
        var versions = new List<(string Address, long Created)>();
        // A page holds 25 versions, and a key that rotates once a year fills none.
        var page = await CallAsync(HttpMethod.Get, keyId.AbsoluteUri.TrimEnd('/') + "/versions", null, cancellation);
        foreach (var version in page["value"]!.AsArray())
        {
            if (version!["attributes"]!["enabled"]!.GetValue<bool>()) versions.Add((version["kid"]!.GetValue<string>(), version["attributes"]!["created"]!.GetValue<long>()));
        }
        var keys = new List<(CertificateKey, string)>();
        foreach (var (address, _) in versions.OrderByDescending(v => v.Created))
        {
            var key = (await CallAsync(HttpMethod.Get, address, null, cancellation))["key"]!;
            keys.Add((CertificateKey.Of(Base64Url.DecodeFromChars(key["x"]!.GetValue<string>()), Base64Url.DecodeFromChars(key["y"]!.GetValue<string>())), address));
        }
        return keys.Count > 0 ? keys : throw new InvalidOperationException($"the key {keyId} that certificates are signed with has no enabled version");
    }

    private async Task<JsonNode> CallAsync(HttpMethod method, string address, JsonNode? body, CancellationToken cancellation)
    {
        using var request = KeyVaultRequest.Of(credential, method, address, body);
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
    }
}
