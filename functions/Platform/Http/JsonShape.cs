using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PatentFunctions.Platform.Http;

/// <summary>
/// Compares a JSON value with the type it should become and names every difference with its pointer: the serializer stops at the first and
/// says it in English.
/// </summary>
internal static class JsonShape
{
    public const string Unknown = "body.unknown-field";
    public const string Missing = "body.missing-field";
    public const string WrongType = "body.wrong-type";
    public const string TooLong = "body.too-long";

    /// <summary>UTF-16 units of a text whose property names no MaxLength.</summary>
    public const int DefaultTextLength = 2000;

    /// <summary>Every difference.</summary>
    public static IReadOnlyList<Finding> Check(JsonElement element, JsonTypeInfo type)
    {
        var findings = new List<Finding>();
        Check(element, type, "", DefaultTextLength, findings);
        return findings;
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string pointer, int maxLength, List<Finding> findings)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckObject(element, type, pointer, findings);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var item = type.Options.GetTypeInfo(type.ElementType!);
                var index = 0;
                foreach (var child in element.EnumerateArray()) Check(child, item, $"{pointer}/{(index++).ToString(CultureInfo.InvariantCulture)}", maxLength, findings);
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                var value = type.Options.GetTypeInfo(type.ElementType!);
                foreach (var child in element.EnumerateObject()) Check(child.Value, value, Join(pointer, child.Name), maxLength, findings);
                break;
            case JsonTypeInfoKind.None:
                CheckLeaf(element, type, pointer, maxLength, findings);
                break;
            default:
                findings.Add(Finding.Blocks(WrongType, pointer, "应为" + Expected(type)));
                break;
        }
    }

    private static void CheckObject(JsonElement element, JsonTypeInfo type, string pointer, List<Finding> findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            seen.Add(member.Name);
            var property = type.Properties.FirstOrDefault(p => p.Name == member.Name && (p.Set is not null || p.AssociatedParameter is not null));
            var at = Join(pointer, member.Name);
            if (property is null)
                findings.Add(Finding.Blocks(Unknown, at, $"没有名为“{member.Name}”的字段"));
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Check(member.Value, type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), at, MaxLength(property), findings);
            else if (!AllowsNull(property))
                findings.Add(Finding.Blocks(Missing, at, "此字段不能为空"));
        }
        foreach (var property in type.Properties.Where(p => !seen.Contains(p.Name) && IsRequired(p)))
            findings.Add(Finding.Blocks(Missing, Join(pointer, property.Name), "缺少此字段"));
    }

    private static void CheckLeaf(JsonElement element, JsonTypeInfo type, string pointer, int maxLength, List<Finding> findings)
    {
        if (type.Type == typeof(string) && element.ValueKind == JsonValueKind.String)
        {
            var length = element.GetString()!.Length;
            if (length > maxLength) findings.Add(Finding.Blocks(TooLong, pointer, $"不得超过 {maxLength} 个字符，现有 {length} 个"));
            return;
        }
        try
        {
            element.Deserialize(type);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            findings.Add(Finding.Blocks(WrongType, pointer, "应为" + Expected(type)));
        }
    }

    internal static bool AllowsNull(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || (property.AssociatedParameter is { } parameter ? parameter.IsNullable : property.IsSetNullable);

    internal static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } && Nullable.GetUnderlyingType(property.PropertyType) is null);

    internal static int MaxLength(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(MaxLengthAttribute), true).Cast<MaxLengthAttribute>().FirstOrDefault()?.Length ?? DefaultTextLength;

    private static string Join(string pointer, string name) => pointer + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Expected(JsonTypeInfo type)
    {
        var t = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (t.IsEnum) return "下列之一：" + string.Join("、", Enum.GetNames(t).Select(JsonNamingPolicy.CamelCase.ConvertName));
        return type.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "对象",
            JsonTypeInfoKind.Enumerable => "数组",
            _ when t == typeof(bool) => "true 或 false",
            _ when t == typeof(int) || t == typeof(long) => "整数",
            _ when t == typeof(decimal) || t == typeof(double) => "数字",
            _ when t == typeof(DateOnly) => "日期（yyyy-MM-dd）",
            _ when t == typeof(DateTimeOffset) => "时间（ISO 8601）",
            _ => "文本",
        };
    }
}
