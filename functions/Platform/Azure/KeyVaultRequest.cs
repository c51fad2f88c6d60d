using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;

namespace PatentFunctions.Platform.OnAzure;

/// <summary>A call of Key Vault's REST interface, authorized by the identity of the app.</summary>
internal static class KeyVaultRequest
{
    private const string Version = "7.4";

    /// <summary>The request.</summary>
    /// <param name="credential">The identity of the app.</param>
    /// <param name="method">Method.</param>
    /// <param name="address">Key or operation of a key, without query.</param>
    /// <param name="body">Content, where there is one.</param>
    public static HttpRequestMessage Of(TokenCredential credential, HttpMethod method, string address, JsonNode? body = null)
    {
        var uri = new Uri($"{address}?api-version={Version}");
        // https://{name}.vault.azure.net names the audience of its tokens in every cloud.
        var audience = "https://" + string.Join('.', uri.Host.Split('.').Skip(1)) + "/.default";
        var token = credential.GetToken(new TokenRequestContext([audience]), CancellationToken.None);
        var request = new HttpRequestMessage(method, uri) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return request;
    }
}
