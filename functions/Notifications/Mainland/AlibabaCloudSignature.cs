using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.Notifications.Mainland;

/// <summary>Signature V3 of Alibaba Cloud's RPC interfaces (ACS3-HMAC-SHA256, help.aliyun.com "V3版本请求体和签名机制").</summary>
internal static class AlibabaCloudSignature
{
    private const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>Parameters in order of their names, percent-encoded by RFC 3986.</summary>
    public static string CanonicalQuery(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Uri.EscapeDataString(p.Key) + "=" + Uri.EscapeDataString(p.Value)));

    /// <summary>The Authorization header.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="query">Canonical query.</param>
    /// <param name="headers">Headers to sign, names in lower case.</param>
    /// <param name="bodySha256">Hash of the body, hex.</param>
    /// <param name="keyId">Id of the key.</param>
    /// <param name="secret">The key.</param>
    public static string Authorization(string method, string query, IReadOnlyDictionary<string, string> headers, string bodySha256, string keyId, string secret)
    {
        var sorted = headers.OrderBy(h => h.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', sorted.Select(h => h.Key));
        var lines = string.Concat(sorted.Select(h => $"{h.Key}:{h.Value.Trim()}\n"));
        var request = $"{method}\n/\n{query}\n{lines}\n{names}\n{bodySha256}";
        var toSign = Algorithm + "\n" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
        var signature = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(toSign)));
        return $"{Algorithm} Credential={keyId},SignedHeaders={names},Signature={signature}";
    }

    /// <summary>Lower-case hex.</summary>
    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
