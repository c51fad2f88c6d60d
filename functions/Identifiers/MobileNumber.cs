using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PatentFunctions.Identifiers;

/// <summary>手机号码 of the mainland: 11 digits, the first 1, the second 3 to 9. Typed with or without +86 or 0086, spaces, dashes.</summary>
[JsonConverter(typeof(IdentifierJsonConverter<MobileNumber>))]
public sealed record MobileNumber : IIdentifier<MobileNumber>
{
    private const int Length = 11;

    private static readonly IdentifierError Missing = new("mobile.missing", "请填写手机号码。");
    private static readonly IdentifierError WrongCharacter = new("mobile.character", "手机号码只能由数字组成。");
    private static readonly IdentifierError WrongLength = new("mobile.length", "手机号码应为11位。");
    private static readonly IdentifierError WrongPrefix = new("mobile.prefix", "请填写中国大陆手机号码（以13至19开头）。");

    private MobileNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>The form SMS gateways take (E.164): <c>+8613800000000</c>.</summary>
    public string International => "+86" + Value;

    /// <summary>The form shown to others: <c>138****0000</c>.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 3), "****", Value.AsSpan(7));

    /// <inheritdoc/>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MobileNumber? value, [NotNullWhen(false)] out IdentifierError? problem)
    {
        var typed = string.Concat(TypedText.Compact(text).Where(character => character is not ('-' or '－' or '—' or '–' or '‐' or '(' or ')')));
        var number = WithoutCountryCode(typed);
        problem = typed.Length == 0 ? Missing
            : !TypedText.IsDigits(number) ? WrongCharacter
            : number.Length != Length ? WrongLength
            : number[0] != '1' || number[1] < '3' ? WrongPrefix
            : null;
        value = problem is null ? new MobileNumber(number) : null;
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string WithoutCountryCode(string typed)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["+86", "0086", "86"])
        {
            if (typed.Length == prefix.Length + Length && typed.StartsWith(prefix, StringComparison.Ordinal))
                return typed[prefix.Length..];
        }
        return typed;
    }
}
