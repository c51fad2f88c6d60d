using System.Globalization;
using System.Text.Json;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>A column of an export (SME-10).</summary>
/// <param name="Id">Field, with the year of a three-year field: <c>revenue.2025</c>.</param>
/// <param name="Header">Label with year and unit.</param>
/// <param name="IsNumber">True where the cell is a number.</param>
/// <param name="Read">The cell of a report: decimal or string; null where nothing was filled in.</param>
public sealed record FormColumn(string Id, string Header, bool IsNumber, Func<ReportContent, object?> Read);

/// <summary>The form as columns: every field in its order, each year of a three-year field its own column, a table joined in one cell.</summary>
public static class FormColumns
{
    /// <summary>The columns of a year's form.</summary>
    /// <param name="form">The version of the form.</param>
    /// <param name="year">上报年度.</param>
    public static IReadOnlyList<FormColumn> Of(SmeFormDefinition form, int year) => [.. form.Fields.SelectMany(f => Of(f, year))];

    private static IEnumerable<FormColumn> Of(FormField field, int year)
    {
        var unit = field.Unit is null ? "" : $"（{field.Unit}）";
        if (field.Type != FieldType.Years)
            return [new FormColumn(field.Id, field.Label + unit, field.Type is FieldType.Amount or FieldType.Count, content => Cell(field, field.Type, ValueOf(field, content)))];
        return field.YearsOf(year).Select(y =>
        {
            var name = y.ToString(CultureInfo.InvariantCulture);
            return new FormColumn($"{field.Id}.{name}", field.LabelOf(y) + unit, true, content => ReportValues.NumberOf(ValueOf(field, content) is { } years ? ReportValues.Member(years, name) : null));
        });
    }

    private static JsonElement? ValueOf(FormField field, ReportContent content) =>
        field.IsOfficial ? content.Official.GetValueOrDefault(field.Id)?.Value : content.Values.Find(field.Id);

    private static object? Cell(FormField field, FieldType type, JsonElement? value) => value is not { } given ? null : type switch
    {
        FieldType.Amount or FieldType.Count => ReportValues.NumberOf(given),
        FieldType.YesNo => given.ValueKind == JsonValueKind.True ? "是" : "否",
        FieldType.Choice => LabelOf(field, given),
        FieldType.Choices when given.ValueKind == JsonValueKind.Array => string.Join('；', given.EnumerateArray().Select(v => LabelOf(field, v))),
        FieldType.Rows when given.ValueKind == JsonValueKind.Array => string.Join('；', given.EnumerateArray().Select(row => string.Join('，', field.Fields
            .Select(c => Cell(c, c.Type, ReportValues.Member(row, c.Id))).Where(c => c is not null).Select(c => Convert.ToString(c, CultureInfo.InvariantCulture))))),
        _ => ReportValues.TextOf(given),
    };

    private static string LabelOf(FormField field, JsonElement value) =>
        ReportValues.TextOf(value) is { } chosen ? field.Choosable.FirstOrDefault(o => o.Value == chosen)?.Label ?? chosen : "";
}
