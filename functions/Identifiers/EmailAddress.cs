using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PatentFunctions.Identifiers;

/// <summary>
/// 电子邮箱, in the everyday part of RFC 5321: no quoted local parts, no addresses of a bare host or an IP.
/// Canonically lower case: no provider in use tells letter case apart, and one person must not register twice by it.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<EmailAddress>))]
public sealed partial record EmailAddress : IIdentifier<EmailAddress>
{
    private const int MaxLength = 254;
    private const int MaxLocalLength = 64;

    private static readonly IdentifierError Missing = new("email.missing", "请填写电子邮箱。");
    private static readonly IdentifierError TooLong = new("email.length", "电子邮箱过长：全长不超过254个字符，@前不超过64个字符。");
    private static readonly IdentifierError NoAt = new("email.at", "电子邮箱应有且只有一个@。");
    private static readonly IdentifierError WrongLocal = new("email.local-part", "电子邮箱@前的部分含有不允许的字符，或以点开头、结尾、连续出现点。");
    private static readonly IdentifierError WrongDomain = new("email.domain", "电子邮箱@后的域名不正确，如example.com。");

    private EmailAddress(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>The form shown to others: the first character of the local part and the domain, <c>z***@example.com</c>.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 1), "***", Value.AsSpan(Value.IndexOf('@', StringComparison.Ordinal)));

    /// <inheritdoc/>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? value, [NotNullWhen(false)] out IdentifierError? problem)
    {
        // Spaces around an address come from copying; a space inside it is a mistake that must not be guessed away.
        var typed = string.Concat((text ?? "").Trim().Select(character => character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character)).ToLowerInvariant();
        var parts = typed.Split('@');
        problem = typed.Length == 0 ? Missing
            : parts.Length != 2 ? NoAt
            : typed.Length > MaxLength || parts[0].Length > MaxLocalLength ? TooLong
            : !LocalPart().IsMatch(parts[0]) ? WrongLocal
            : !Domain().IsMatch(parts[1]) ? WrongDomain
            : null;
        value = problem is null ? new EmailAddress(typed) : null;
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z")]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})\z")]
    private static partial Regex Domain();
}
