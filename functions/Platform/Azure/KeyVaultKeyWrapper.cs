using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azure.Core;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>
/// Wraps with an RSA key of Key Vault by its REST interface (learn.microsoft.com, "Key Vault REST API: wrapKey, unwrapKey"); two calls are no
/// reason for another package.
/// </summary>
/// <param name="credential">The identity of the app.</param>
/// <param name="keyId">Address of the key, <c>https://{vault}.vault.azure.net/keys/{name}</c>, with or without a version.</param>
internal sealed class KeyVaultKeyWrapper(TokenCredential credential, Uri keyId) : IKeyWrapper, IDisposable
{
    private const string Algorithm = "RSA-OAEP-256";

    private readonly string keyHost = keyId.Host;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <inheritdoc />
    public (string KeyId, byte[] Wrapped) Wrap(byte[] secret)
    {
        var answer = Call(keyId, "wrapkey", secret);
        return (answer["kid"]!.GetValue<string>(), Base64Url.DecodeFromChars(answer["value"]!.GetValue<string>()));
    }

    /// <inheritdoc />
    public byte[] Unwrap(string keyId, byte[] wrapped)
    {
        var key = new Uri(keyId);
        // The address was written beside the keys: it must not lead the identity's token to another house.
        if (key.Host != keyHost) throw new InvalidOperationException($"a key of {key.Host} is not ours");
        return Base64Url.DecodeFromChars(Call(key, "unwrapkey", wrapped)["value"]!.GetValue<string>());
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private JsonNode Call(Uri key, string operation, byte[] value)
    {
        var body = new JsonObject { ["alg"] = Algorithm, ["value"] = Base64Url.EncodeToString(value) };
        using var request = KeyVaultRequest.Of(credential, HttpMethod.Post, $"{key.AbsoluteUri.TrimEnd('/')}/{operation}", body);
        using var response = http.Send(request);
        response.EnsureSuccessStatusCode();
        using var answer = response.Content.ReadAsStream();
        return JsonNode.Parse(answer)!;
    }
}
