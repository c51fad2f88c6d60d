using System.Globalization;
using System.Text.Json;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>
/// What cannot be kept, not even in a draft: fields that the form does not have, grey fields, wrong types, texts and tables beyond their limits. Everything
/// else may be saved however incomplete; <see cref="FormRules"/> says what a submission still needs.
/// </summary>
public static class FormShape
{
    /// <summary>A unit wrote a grey field.</summary>
    public const string Official = "sme-form.official";

    /// <summary>More rows than a table takes.</summary>
    public const string TooManyRows = "sme-form.too-many-rows";

    /// <summary>Where the values stand in a draft and in what is submitted.</summary>
    public const string Root = "/values";

    private const int MaxChoices = 100;

    /// <summary>Every finding.</summary>
    /// <param name="form">The version of the form.</param>
    /// <param name="year">上报年度.</param>
    /// <param name="values">What was sent.</param>
    public static IReadOnlyList<Finding> Check(SmeFormDefinition form, int year, ReportValues values)
    {
        var findings = new List<Finding>();
        foreach (var member in values.Json.EnumerateObject())
        {
            var at = PointerOf(Root, member.Name);
            if (form.Find(member.Name) is not { } field) findings.Add(Unknown(at, member.Name));
            else if (field.IsOfficial) findings.Add(Finding.Blocks(Official, at, $"“{field.Label}”由官方数据提供，无需企业填写"));
            else Check(field, member.Value, at, year, findings);
        }
        return findings;
    }

    /// <summary>Pointer of a member.</summary>
    internal static string PointerOf(string above, string name) => $"{above}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Pointer of an item of a list.</summary>
    internal static string PointerOf(string above, int index) => string.Create(CultureInfo.InvariantCulture, $"{above}/{index}");

    private static void Check(FormField field, JsonElement value, string at, int year, List<Finding> findings)
    {
        if (value.ValueKind == JsonValueKind.Null) return;
        switch (field.Type)
        {
            case FieldType.Rows when value.ValueKind == JsonValueKind.Array:
                CheckRows(field, value, at, year, findings);
                break;
            case FieldType.Years when value.ValueKind == JsonValueKind.Object:
                CheckYears(field, value, at, year, findings);
                break;
            case FieldType.Choices when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MaxChoices:
                for (var i = 0; i < value.GetArrayLength(); i++) CheckText(value[i], FormField.DefaultMaxLength, PointerOf(at, i), findings);
                break;
            case FieldType.Text:
                CheckText(value, field.MaxLength, at, findings);
                break;
            case FieldType.Choice or FieldType.File:
                CheckText(value, FormField.DefaultMaxLength, at, findings);
                break;
            default:
                if (!Holds(field.Type, value)) findings.Add(Finding.Blocks(JsonShape.WrongType, at, "应为" + Expected(field.Type)));
                break;
        }
    }

    private static void CheckRows(FormField field, JsonElement rows, string at, int year, List<Finding> findings)
    {
        if (rows.GetArrayLength() > field.MaxItems) findings.Add(Finding.Blocks(TooManyRows, at, $"“{field.Label}”最多填写 {field.MaxItems} 项，现有 {rows.GetArrayLength()} 项"));
        for (var i = 0; i < rows.GetArrayLength(); i++)
        {
            var row = PointerOf(at, i);
            if (rows[i].ValueKind != JsonValueKind.Object)
            {
                findings.Add(Finding.Blocks(JsonShape.WrongType, row, "应为对象"));
                continue;
            }
            foreach (var cell in rows[i].EnumerateObject())
            {
                var pointer = PointerOf(row, cell.Name);
                if (field.Fields.FirstOrDefault(f => f.Id == cell.Name) is { } column) Check(column, cell.Value, pointer, year, findings);
                else findings.Add(Unknown(pointer, cell.Name));
            }
        }
    }

    private static void CheckYears(FormField field, JsonElement years, string at, int year, List<Finding> findings)
    {
        var known = field.YearsOf(year).Select(y => y.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var member in years.EnumerateObject())
        {
            var pointer = PointerOf(at, member.Name);
            if (!known.Contains(member.Name)) findings.Add(Finding.Blocks(JsonShape.Unknown, pointer, $"此处只填写 {string.Join("、", known)} 年的数据"));
            else if (member.Value.ValueKind != JsonValueKind.Null && !Holds(field.Of, member.Value)) findings.Add(Finding.Blocks(JsonShape.WrongType, pointer, "应为" + Expected(field.Of)));
        }
    }

    private static void CheckText(JsonElement value, int maxLength, string at, List<Finding> findings)
    {
        if (value.ValueKind != JsonValueKind.String) findings.Add(Finding.Blocks(JsonShape.WrongType, at, "应为文本"));
        else if (value.GetString()!.Length is var length && length > maxLength) findings.Add(Finding.Blocks(JsonShape.TooLong, at, $"不得超过 {maxLength} 个字符，现有 {length} 个"));
    }

    private static bool Holds(FieldType type, JsonElement value) => type switch
    {
        FieldType.Amount => ReportValues.NumberOf(value) is not null,
        FieldType.Count => ReportValues.NumberOf(value) is { } number && number == decimal.Truncate(number),
        FieldType.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FieldType.Day => DayOf(value) is not null,
        _ => false,
    };

    /// <summary>A day as it is written, or null.</summary>
    internal static DateOnly? DayOf(JsonElement? value) =>
        DateOnly.TryParseExact(ReportValues.TextOf(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Expected(FieldType type) => type switch
    {
        FieldType.Amount => "数字",
        FieldType.Count => "整数",
        FieldType.YesNo => "true 或 false",
        FieldType.Day => "日期，如 2026-11-27",
        FieldType.Choices => $"列表，最多 {MaxChoices} 项",
        FieldType.Rows => "列表",
        FieldType.Years => "对象，按年度填写",
        _ => "文本",
    };

    private static Finding Unknown(string at, string name) => Finding.Blocks(JsonShape.Unknown, at, $"没有名为“{name}”的字段");
}
