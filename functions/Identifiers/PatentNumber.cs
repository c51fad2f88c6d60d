using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PatentFunctions.Identifiers;

/// <summary>专利类型, read from the number itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PatentType>))]
public enum PatentType
{
    /// <summary>发明 (digit 1, or 8 when the application came through the PCT).</summary>
    [JsonStringEnumMemberName("invention")]
    Invention,

    /// <summary>实用新型 (digit 2, or 9 when the application came through the PCT).</summary>
    [JsonStringEnumMemberName("utility-model")]
    UtilityModel,

    /// <summary>外观设计 (digit 3).</summary>
    [JsonStringEnumMemberName("design")]
    Design,
}

/// <summary>
/// 专利申请号 or 专利号 (ZY 0006-2003), canonically body, dot and check digit, <c>202011100067.4</c>.
/// Typed with the prefix ZL or CN or without it, with the dot or without it. Before 2003-10-01 the body has
/// 8 digits (year 2, type 1, serial 5), since then 12 (year 4, type 1, serial 7).
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<PatentNumber>))]
public sealed partial record PatentNumber : IIdentifier<PatentNumber>
{
    private const int OldBodyLength = 8;
    private const int BodyLength = 12;

    private static readonly IdentifierError Missing = new("patent-number.missing", "请填写专利号。");
    private static readonly IdentifierError Publication = new("patent-number.publication-number", "填写的是公开（公告）号，请填写专利号或申请号，如ZL202011100067.4。");
    private static readonly IdentifierError WrongCharacter = new("patent-number.character", "专利号应由数字和校验位组成，校验位为数字或X，可带ZL或CN前缀，如ZL202011100067.4。");
    private static readonly IdentifierError NoCheckDigit = new("patent-number.check-digit-missing", "专利号缺少小数点后的校验位，如ZL202011100067.4中的4。");
    private static readonly IdentifierError WrongLength = new("patent-number.length", "专利号的位数不正确：不含校验位应为12位（2003年10月1日前申请的为8位）。");
    private static readonly IdentifierError WrongYear = new("patent-number.year", "专利号中的申请年份不正确。");
    private static readonly IdentifierError WrongType = new("patent-number.type", "专利号中的专利类型不正确：应为1或8（发明）、2或9（实用新型）、3（外观设计）。");
    private static readonly IdentifierError WrongCheckDigit = new("patent-number.check-digit", "专利号的校验位不正确，请核对是否输入有误。");

    private PatentNumber(string body, char check, int year)
    {
        Value = $"{body}.{check}";
        Year = year;
        var type = TypeDigit(body);
        Type = type switch { '1' or '8' => PatentType.Invention, '2' or '9' => PatentType.UtilityModel, _ => PatentType.Design };
        IsPct = type is '8' or '9';
    }

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>专利类型.</summary>
    public PatentType Type { get; }

    /// <summary>申请年份, four digits.</summary>
    public int Year { get; }

    /// <summary>Whether the application entered the national phase through the PCT (进入中国国家阶段的国际申请).</summary>
    public bool IsPct { get; }

    /// <summary>As printed on a granted patent's certificate: <c>ZL202011100067.4</c>.</summary>
    public string Granted => "ZL" + Value;

    /// <inheritdoc/>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PatentNumber? value, [NotNullWhen(false)] out IdentifierError? problem)
    {
        var typed = TypedText.Compact(text).ToUpperInvariant().Replace('。', '.');
        var number = typed.StartsWith("ZL", StringComparison.Ordinal) || typed.StartsWith("CN", StringComparison.Ordinal) ? typed[2..].TrimStart('.') : typed;
        var dotted = number.Length > 2 && number[^2] == '.';
        var digits = dotted ? number.Remove(number.Length - 2, 1) : number;
        var body = digits.Length > 0 ? digits[..^1] : "";
        var year = body.Length is OldBodyLength or BodyLength && TypedText.IsDigits(body) ? YearOf(body) : null;
        problem = typed.Length == 0 ? Missing
            : PublicationNumber().IsMatch(typed) ? Publication
            : !TypedText.IsDigits(body) || !(char.IsAsciiDigit(digits[^1]) || digits[^1] == 'X') ? WrongCharacter
            : !dotted && digits.Length is OldBodyLength or BodyLength && digits[^1] != 'X' ? NoCheckDigit
            : body.Length is not (OldBodyLength or BodyLength) ? WrongLength
            : year is null ? WrongYear
            : TypeDigit(body) is not ('1' or '2' or '3' or '8' or '9') ? WrongType
            : digits[^1] != CheckCharacter(body) ? WrongCheckDigit
            : null;
        value = problem is null ? new PatentNumber(body, digits[^1], year!.Value) : null;
        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex("^(CN)?[0-9]{7}([0-9]{2})?[ABCUSY][0-9]?$")]
    private static partial Regex PublicationNumber();

    private static char TypeDigit(string body) => body.Length == OldBodyLength ? body[2] : body[4];

    /// <summary>The Patent Law came into force in 1985; twelve digits came in on 2003-10-01.</summary>
    private static int? YearOf(string body)
    {
        if (body.Length == OldBodyLength)
        {
            var twoDigits = int.Parse(body.AsSpan(0, 2), CultureInfo.InvariantCulture);
            return twoDigits >= 85 ? 1900 + twoDigits : twoDigits <= 3 ? 2000 + twoDigits : null;
        }
        var year = int.Parse(body.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return year is >= 2003 and <= 2099 ? year : null;
    }

    private static char CheckCharacter(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += (body[i] - '0') * (2 + i % 8);
        return "0123456789X"[sum % 11];
    }
}
