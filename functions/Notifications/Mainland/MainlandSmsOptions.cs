using Microsoft.Extensions.Configuration;

namespace PatentFunctions.Notifications.Mainland;

/// <summary>Account and approved templates of Alibaba Cloud SMS; section <c>Sms:Mainland</c>. The key pair comes from Key Vault.</summary>
/// <param name="Endpoint">Host, usually dysmsapi.aliyuncs.com.</param>
/// <param name="AccessKeyId">Id of the key.</param>
/// <param name="AccessKeySecret">The key.</param>
/// <param name="SignName">短信签名 of templates that name none of their own.</param>
/// <param name="Templates">Code of the approved template (模板CODE) by our template's code.</param>
public sealed record MainlandSmsOptions(string Endpoint, string AccessKeyId, string AccessKeySecret, string SignName, IReadOnlyDictionary<string, string> Templates)
{
    /// <summary>Reads the section; throws where something is missing.</summary>
    public static MainlandSmsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Sms:Mainland");
        string Required(string key) => section[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Sms:Mainland:{key} is missing");
        return new MainlandSmsOptions(
            section["Endpoint"] ?? "dysmsapi.aliyuncs.com",
            Required("AccessKeyId"),
            Required("AccessKeySecret"),
            Required("SignName"),
            section.GetSection("Templates").GetChildren().ToDictionary(t => t.Key, t => t.Value ?? "", StringComparer.Ordinal));
    }
}
