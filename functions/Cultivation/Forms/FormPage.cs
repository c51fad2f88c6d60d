using System.Globalization;
using System.Text;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>The documentation of the form, <c>docs/sme-form.md</c>: printed from the data, compared by a test.</summary>
public static class FormPage
{
    /// <summary>The page's part of one version.</summary>
    public static string ToMarkdown(SmeFormDefinition form)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {form.Title}, version {form.Version} (from {form.FromYear})\n\nSource: {form.Source}\n");
        foreach (var section in form.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {section.Title} `{section.Id}`\n\n| field | label | type | needed | limits | confidence |\n|---|---|---|---|---|---|\n");
            foreach (var field in section.Fields)
            {
                Row(text, field, field.Id);
                foreach (var column in field.Fields) Row(text, column, $"{field.Id}/{column.Id}");
            }
        }
        foreach (var field in form.Fields.Where(f => f.Options.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### Options of {field.Label} `{field.Id}`\n\n| value | label | alone | confidence |\n|---|---|---|---|\n");
            foreach (var option in field.Options)
                text.Append(CultureInfo.InvariantCulture, $"| `{option.Value}` | {option.Label} | {(option.Exclusive ? "yes" : "")} | {Lower(option.Confidence)} |\n");
        }
        return text.ToString();
    }

    private static void Row(StringBuilder text, FormField field, string id)
    {
        var type = field.Type == FieldType.Years ? $"years of {Lower(field.Of)}" : Lower(field.Type);
        var needed = field.IsOfficial ? $"official: `{field.Official}`" : field.OnlyWhen is { } condition ? $"when {condition.Field} has `{condition.Has}`" : field.Required ? "yes" : "";
        text.Append(CultureInfo.InvariantCulture, $"| `{id}` | {field.Label} | {type}{(field.Unit is null ? "" : ", " + field.Unit)} | {needed} | {LimitsOf(field)} | {Lower(field.Confidence)} |\n");
    }

    private static string LimitsOf(FormField field) => field.Type switch
    {
        _ when field.IsOfficial => "",
        FieldType.Text => string.Create(CultureInfo.InvariantCulture, $"≤ {field.MaxLength} characters{(field.PatternText is null ? "" : "; " + field.PatternText)}"),
        FieldType.Amount or FieldType.Count or FieldType.Years => string.Create(CultureInfo.InvariantCulture, $"{field.Min:0.##} to {field.Max:0.##}"),
        FieldType.Rows => string.Create(CultureInfo.InvariantCulture, $"≤ {field.MaxItems} rows"),
        FieldType.File => $"purpose `{field.Purpose}`",
        _ => field.Catalog is null ? "" : $"catalog `{field.Catalog}`",
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
