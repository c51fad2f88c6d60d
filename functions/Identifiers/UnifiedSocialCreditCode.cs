using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PatentFunctions.Identifiers;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): 17 characters and an ISO 7064 MOD 31-3 check character, upper case.
/// The region and the embedded organization code are not checked: real codes exist whose organization code fails GB 11714.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<UnifiedSocialCreditCode>))]
public sealed record UnifiedSocialCreditCode : IIdentifier<UnifiedSocialCreditCode>
{
    private const int Length = 18;
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly IdentifierError Missing = new("uscc.missing", "请填写统一社会信用代码。");
    private static readonly IdentifierError WrongLength = new("uscc.length", "统一社会信用代码应为18位。");
    private static readonly IdentifierError WrongCharacter = new("uscc.character", "统一社会信用代码只能由数字和大写英文字母组成，且不使用I、O、S、V、Z。");
    private static readonly IdentifierError WrongCheckDigit = new("uscc.check-digit", "统一社会信用代码的校验码不正确，请核对是否输入有误。");

    private UnifiedSocialCreditCode(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UnifiedSocialCreditCode? value, [NotNullWhen(false)] out IdentifierError? problem)
    {
        var code = TypedText.Compact(text).ToUpperInvariant();
        problem = code.Length == 0 ? Missing
            : code.Length != Length ? WrongLength
            : code.Any(character => !Alphabet.Contains(character)) ? WrongCharacter
            : code[^1] != CheckCharacter(code) ? WrongCheckDigit
            : null;
        value = problem is null ? new UnifiedSocialCreditCode(code) : null;
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char CheckCharacter(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Alphabet.IndexOf(code[i]) * Weights[i];
        return Alphabet[(31 - sum % 31) % 31];
    }
}
