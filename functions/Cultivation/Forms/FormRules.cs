using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PatentFunctions.Files;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>What a submission needs (SME-03, SME-05, SME-06): every finding of a form's values by its own version, as pure rules over data.</summary>
public static class FormRules
{
    /// <summary>A required field is empty.</summary>
    public const string Missing = "sme-form.missing";

    /// <summary>A number is too small or too large.</summary>
    public const string Range = "sme-form.range";

    /// <summary>An amount has too many decimals.</summary>
    public const string Decimals = "sme-form.decimals";

    /// <summary>A text has not the form that is asked for.</summary>
    public const string Pattern = "sme-form.pattern";

    /// <summary>No such option.</summary>
    public const string Option = "sme-form.option";

    /// <summary>An option that stands alone was chosen with others.</summary>
    public const string Exclusive = "sme-form.exclusive";

    /// <summary>The same option twice.</summary>
    public const string Twice = "sme-form.twice";

    /// <summary>Filled in although what it depends on was not chosen.</summary>
    public const string NotAsked = "sme-form.not-asked";

    /// <summary>Too few fields of a section.</summary>
    public const string AtLeast = "sme-form.at-least";

    private const string Manual = "企业用户使用手册 4.2";

    /// <summary>Every finding, in the order of the form; what cannot be kept at all (<see cref="FormShape"/>) first.</summary>
    public static IReadOnlyList<Finding> Check(SmeFormDefinition form, int year, ReportValues values)
    {
        var findings = new List<Finding>(FormShape.Check(form, year, values));
        var misshapen = findings.Select(f => f.Pointer).ToHashSet(StringComparer.Ordinal);
        foreach (var section in form.Sections)
        {
            foreach (var field in section.Fields.Where(f => !f.IsOfficial)) Check(field, values, year, findings, misshapen);
            if (section.Fields.Count(f => IsFilled(values.Find(f.Id))) < section.AtLeast)
                findings.Add(Finding.Blocks(AtLeast, FormShape.PointerOf(FormShape.Root, section.Fields[0].Id), $"“{section.Title}”至少填写 {section.AtLeast} 项") with { Clause = Manual });
        }
        return findings;
    }

    /// <summary>The fields that name a file, for <see cref="FileChecks"/>.</summary>
    public static IReadOnlyList<FileField> FilesOf(SmeFormDefinition form, ReportValues values) =>
        [.. from field in form.Fields
            where field.Type == FieldType.File && !field.IsOfficial
            let file = values.Text(field.Id)
            where !string.IsNullOrEmpty(file)
            select new FileField(FormShape.PointerOf(FormShape.Root, field.Id), new FileId(file), field.Purpose!)];

    /// <summary>True where something was filled in: blanks and empty lists are nothing.</summary>
    internal static bool IsFilled(JsonElement? value) => value is { } given && given.ValueKind switch
    {
        JsonValueKind.String => !string.IsNullOrWhiteSpace(given.GetString()),
        JsonValueKind.Array => given.GetArrayLength() > 0,
        JsonValueKind.Object => given.EnumerateObject().Any(m => IsFilled(m.Value)),
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        _ => true,
    };

    /// <summary>True where a field is asked of these values.</summary>
    internal static bool IsAsked(FormField field, ReportValues values) =>
        field.OnlyWhen is not { } condition || values.Text(condition.Field) == condition.Has || values.Choices(condition.Field).Contains(condition.Has);

    /// <summary>True where a submission needs the field.</summary>
    internal static bool IsNeeded(FormField field, ReportValues values) => field.OnlyWhen is null ? field.Required : IsAsked(field, values);

    private static void Check(FormField field, ReportValues values, int year, List<Finding> findings, HashSet<string> misshapen)
    {
        var at = FormShape.PointerOf(FormShape.Root, field.Id);
        var value = values.Find(field.Id);
        if (field.Type == FieldType.Years)
        {
            foreach (var y in field.YearsOf(year))
                CheckValue(field, field.Of, values.Find(field.Id, y), FormShape.PointerOf(at, y), field.LabelOf(y), field.Required, findings, misshapen);
            return;
        }
        if (!IsAsked(field, values))
        {
            if (IsFilled(value)) findings.Add(Finding.Blocks(NotAsked, at, $"未选择对应选项，不应填写“{field.Label}”"));
            return;
        }
        CheckValue(field, field.Type, value, at, field.Label, IsNeeded(field, values), findings, misshapen);
    }

    private static void CheckValue(FormField field, FieldType type, JsonElement? value, string at, string label, bool needed, List<Finding> findings, HashSet<string> misshapen)
    {
        if (misshapen.Contains(at)) return;
        if (!IsFilled(value))
        {
            if (needed) findings.Add(Finding.Blocks(Missing, at, $"请填写“{label}”{(type is FieldType.Amount or FieldType.Count && field.Min <= 0 ? "，没有的填 0" : "")}") with { Clause = Manual });
            return;
        }
        switch (type)
        {
            case FieldType.Amount or FieldType.Count:
                CheckNumber(field, ReportValues.NumberOf(value), at, label, findings);
                break;
            case FieldType.Text when field.Pattern is { } pattern && !Regex.IsMatch(value!.Value.GetString()!.Trim(), pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)):
                findings.Add(Finding.Blocks(Pattern, at, $"“{label}”{field.PatternText}"));
                break;
            case FieldType.Choice:
                CheckOption(field, value!.Value, at, findings);
                break;
            case FieldType.Choices when value!.Value.ValueKind == JsonValueKind.Array:
                CheckChoices(field, value.Value, at, findings);
                break;
            case FieldType.Rows when value!.Value.ValueKind == JsonValueKind.Array:
                for (var i = 0; i < value.Value.GetArrayLength(); i++)
                    foreach (var column in field.Fields)
                        CheckValue(column, column.Type, ReportValues.Member(value.Value[i], column.Id), FormShape.PointerOf(FormShape.PointerOf(at, i), column.Id), column.Label, column.Required, findings, misshapen);
                break;
        }
    }

    private static void CheckNumber(FormField field, decimal? number, string at, string label, List<Finding> findings)
    {
        if (number is not { } given) return;
        var unit = field.Unit ?? "";
        if (given < field.Min || given > field.Max)
            findings.Add(Finding.Blocks(Range, at, string.Create(CultureInfo.InvariantCulture, $"“{label}”应在 {field.Min:0.##} 至 {field.Max:0.##}{unit} 之间，现为 {given:0.######}{unit}")));
        if (given != decimal.Round(given, field.Decimals)) findings.Add(Finding.Blocks(Decimals, at, $"“{label}”最多保留 {field.Decimals} 位小数"));
    }

    private static void CheckOption(FormField field, JsonElement value, string at, List<Finding> findings)
    {
        if (ReportValues.TextOf(value) is { } chosen && !field.Choosable.Any(o => o.Value == chosen)) findings.Add(Finding.Blocks(Option, at, $"“{field.Label}”没有“{chosen}”这一选项，请从列表中选择"));
    }

    private static void CheckChoices(FormField field, JsonElement values, string at, List<Finding> findings)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.GetArrayLength(); i++)
        {
            CheckOption(field, values[i], FormShape.PointerOf(at, i), findings);
            if (ReportValues.TextOf(values[i]) is { } value && !chosen.Add(value)) findings.Add(Finding.Blocks(Twice, FormShape.PointerOf(at, i), "同一选项不能重复选择"));
        }
        if (field.Options.FirstOrDefault(o => o.Exclusive && chosen.Contains(o.Value)) is { } alone && chosen.Count > 1)
            findings.Add(Finding.Blocks(Exclusive, at, $"“{alone.Label}”不能与其他选项同时选择"));
    }
}
