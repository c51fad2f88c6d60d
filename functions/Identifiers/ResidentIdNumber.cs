using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace PatentFunctions.Identifiers;

/// <summary>
/// 公民身份号码 (GB 11643-1999): 18 characters, a real birth date, an ISO 7064 MOD 11-2 check character.
/// Personal data: show <see cref="Masked"/>; <see cref="Value"/> is for encrypted storage only.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<ResidentIdNumber>))]
public sealed record ResidentIdNumber : IIdentifier<ResidentIdNumber>
{
    private const int Length = 18;
    private const string CheckCharacters = "10X98765432";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly IdentifierError Missing = new("resident-id.missing", "请填写身份证号码。");
    private static readonly IdentifierError WrongLength = new("resident-id.length", "身份证号码应为18位。");
    private static readonly IdentifierError WrongCharacter = new("resident-id.character", "身份证号码前17位应为数字，最后一位应为数字或X。");
    private static readonly IdentifierError WrongBirthDate = new("resident-id.birth-date", "身份证号码第7至14位不是有效的出生日期。");
    private static readonly IdentifierError WrongCheckDigit = new("resident-id.check-digit", "身份证号码的校验码不正确，请核对是否输入有误。");

    private ResidentIdNumber(string value, DateOnly birthDate) => (Value, BirthDate) = (value, birthDate);

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>出生日期. Whether it lies in the future is for the caller, who has a clock.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>Region and the last four characters only: <c>110105********002X</c>.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 6), "********", Value.AsSpan(14));

    /// <inheritdoc/>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResidentIdNumber? value, [NotNullWhen(false)] out IdentifierError? problem)
    {
        var number = TypedText.Compact(text).ToUpperInvariant();
        var birthDate = default(DateOnly);
        problem = number.Length == 0 ? Missing
            : number.Length != Length ? WrongLength
            : !TypedText.IsDigits(number.AsSpan(0, Length - 1)) || !(char.IsAsciiDigit(number[^1]) || number[^1] == 'X') ? WrongCharacter
            : !DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birthDate) || birthDate.Year < 1800 ? WrongBirthDate
            : number[^1] != CheckCharacter(number) ? WrongCheckDigit
            : null;
        value = problem is null ? new ResidentIdNumber(number, birthDate) : null;
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char CheckCharacter(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (number[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }
}
