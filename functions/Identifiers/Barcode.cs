using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PatentFunctions.Identifiers;

/// <summary>商品条码 (GB 12904, EAN-13): 12 digits and a check digit with the weights 1 and 3 in turn.</summary>
[JsonConverter(typeof(IdentifierJsonConverter<Barcode>))]
public sealed record Barcode : IIdentifier<Barcode>
{
    private const int Length = 13;

    private static readonly IdentifierError Missing = new("barcode.missing", "请填写商品条码。");
    private static readonly IdentifierError WrongCharacter = new("barcode.character", "商品条码只能由数字组成。");
    private static readonly IdentifierError WrongLength = new("barcode.length", "商品条码应为13位数字（EAN-13）。");
    private static readonly IdentifierError WrongCheckDigit = new("barcode.check-digit", "商品条码的校验码不正确，请核对是否输入有误。");

    private Barcode(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Barcode? value, [NotNullWhen(false)] out IdentifierError? problem)
    {
        var code = TypedText.Compact(text);
        problem = code.Length == 0 ? Missing
            : !TypedText.IsDigits(code) ? WrongCharacter
            : code.Length != Length ? WrongLength
            : code[^1] != CheckCharacter(code) ? WrongCheckDigit
            : null;
        value = problem is null ? new Barcode(code) : null;
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char CheckCharacter(string code)
    {
        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
            sum += (code[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
