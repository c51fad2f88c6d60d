using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PatentFunctions.Platform.OpenApi;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>
/// The values of a form: a JSON object by field id. A three-year field is an object by year (<c>{"2025": 12.5}</c>), a table a list of objects, several
/// choices a list of option values. What its version of the form makes of it is said by <see cref="SmeFormDefinition"/>; this type only reads.
/// </summary>
/// <param name="json">The object.</param>
[JsonConverter(typeof(ReportValuesConverter))]
public sealed class ReportValues(JsonElement json) : IOwnSchema<ReportValues>
{
    /// <summary>No values.</summary>
    public static ReportValues Empty { get; } = new(JsonSerializer.SerializeToElement(new Dictionary<string, string>()));

    /// <summary>The object.</summary>
    public JsonElement Json { get; } = json;

    /// <summary>The values of the latest form, for the interface document; each year's own is at <c>sme-forms/{year}</c>.</summary>
    public static JsonObject Schema() => FormSchema.OfDraft(SmeForms.BuiltIn.All[^1]);

    /// <summary>The value of a field; null where it was left out or is null.</summary>
    public JsonElement? Find(string field) => Member(Json, field);

    /// <summary>The value of a three-year field in a year; null where it was left out.</summary>
    public JsonElement? Find(string field, int year) => Find(field) is { ValueKind: JsonValueKind.Object } years ? Member(years, year.ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>A number; null where there is none.</summary>
    public decimal? Number(string field) => NumberOf(Find(field));

    /// <summary>A number of a three-year field; null where there is none.</summary>
    public decimal? Number(string field, int year) => NumberOf(Find(field, year));

    /// <summary>A text, a day or the value of a choice; null where there is none.</summary>
    public string? Text(string field) => TextOf(Find(field));

    /// <summary>The option values of a field of several choices; empty where there are none.</summary>
    public IReadOnlyList<string> Choices(string field) => [.. Items(Find(field)).Select(i => TextOf(i)).OfType<string>()];

    /// <summary>The rows of a table; empty where there are none.</summary>
    public IReadOnlyList<JsonElement> Rows(string field) => [.. Items(Find(field)).Where(i => i.ValueKind == JsonValueKind.Object)];

    /// <summary>A member of an object; null where it was left out or is null.</summary>
    internal static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal static decimal? NumberOf(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var parsed) ? parsed : null;

    internal static string? TextOf(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}

/// <summary>Writes values as the object that they are.</summary>
public sealed class ReportValuesConverter : JsonConverter<ReportValues>
{
    /// <inheritdoc />
    public override ReportValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject ? new ReportValues(JsonElement.ParseValue(ref reader)) : throw new JsonException("not an object");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ReportValues value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}
