using Microsoft.Extensions.Configuration;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Notifications;

/// <summary>
/// Chooses the gateway by number range: Azure Communication Services does not deliver to +86. The longest prefix decides;
/// <c>Sms:Routes:{prefix}</c> of the configuration replaces or adds ranges.
/// </summary>
public sealed class SmsRouting
{
    /// <summary>Name of the mainland gateway.</summary>
    public const string Mainland = "mainland";

    /// <summary>Name of the gateway for everywhere else.</summary>
    public const string International = "international";

    private readonly List<KeyValuePair<string, string>> routes;

    /// <summary>Reads the ranges.</summary>
    public SmsRouting(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var ranges = new Dictionary<string, string>(StringComparer.Ordinal) { ["+86"] = Mainland, ["+"] = International };
        foreach (var route in configuration.GetSection("Sms:Routes").GetChildren())
        {
            if (!route.Key.StartsWith('+') || route.Value is not (Mainland or International)) throw new InvalidOperationException($"Sms:Routes:{route.Key} = '{route.Value}': a prefix with + and {Mainland} or {International} are expected");
            ranges[route.Key] = route.Value;
        }
        routes = [.. ranges.OrderByDescending(r => r.Key.Length)];
    }

    /// <summary>The gateway of a number in E.164.</summary>
    public string GatewayOf(string number) => routes.First(r => number.StartsWith(r.Key, StringComparison.Ordinal)).Value;

    /// <summary>A bound number in E.164: mainland numbers are kept without country code.</summary>
    public static string ToInternational(string phone) =>
        MobileNumber.TryParse(phone, out var mobile, out _) ? mobile.International : phone.StartsWith('+') ? phone : "+" + phone;
}
