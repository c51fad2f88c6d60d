using System.Text.RegularExpressions;
using PatentFunctions.Catalogs;
using PatentFunctions.Files;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>What can be wrong with a form's data: found when the app starts, not when a unit fills it in.</summary>
internal static partial class FormMistakes
{
    /// <summary>Every mistake of one version.</summary>
    public static IEnumerable<string> In(SmeFormDefinition form)
    {
        var fields = form.Fields.ToList();
        foreach (var id in form.Sections.Select(s => s.Id).Concat(fields.Select(f => f.Id)).GroupBy(i => i).Where(g => g.Count() > 1)) yield return $"{form.Version}: '{id.Key}' occurs twice";
        foreach (var section in form.Sections.Where(s => s.AtLeast > s.Fields.Count)) yield return $"{form.Version}/{section.Id}: fewer fields than must be filled in";
        foreach (var field in fields)
        {
            foreach (var mistake in In(field, fields)) yield return $"{form.Version}/{field.Id}: {mistake}";
            foreach (var column in field.Fields)
            {
                foreach (var mistake in In(column, [])) yield return $"{form.Version}/{field.Id}/{column.Id}: {mistake}";
                if (column.Type is FieldType.Rows or FieldType.Years or FieldType.File || column.IsOfficial) yield return $"{form.Version}/{field.Id}/{column.Id}: no such column in a table";
            }
        }
    }

    /// <summary>Mistakes between versions.</summary>
    public static IEnumerable<string> Between(IReadOnlyList<SmeFormDefinition> forms)
    {
        if (forms.Count == 0) yield return "no form at all";
        foreach (var twice in forms.GroupBy(f => f.Version).Where(g => g.Count() > 1)) yield return $"version '{twice.Key}' occurs twice";
        foreach (var twice in forms.GroupBy(f => f.FromYear).Where(g => g.Count() > 1)) yield return $"two versions begin with {twice.Key}";
    }

    private static IEnumerable<string> In(FormField field, IReadOnlyList<FormField> others)
    {
        if (!Name().IsMatch(field.Id)) yield return "an id is a letter, then letters and digits";
        if (field.Type is FieldType.Choice or FieldType.Choices && field.Catalog is null && field.Options.Count == 0) yield return "a choice without options";
        if (field.Catalog is { } catalog && CatalogRegistry.BuiltIn.Find(catalog) is null) yield return $"no catalog '{catalog}'";
        if (field.Options.GroupBy(o => o.Value).Any(g => g.Count() > 1)) yield return "an option occurs twice";
        if (field.Type == FieldType.Rows != field.Fields.Count > 0) yield return "a table has columns, nothing else does";
        if (field.Type == FieldType.Years && field.Of is not (FieldType.Amount or FieldType.Count)) yield return "three years of something that is no number";
        if (field.Type == FieldType.File && (field.Purpose is null || FilePurposes.Find(field.Purpose) is null)) yield return "a file without a known purpose";
        if (field.Min > field.Max) yield return "the smallest number is above the largest";
        if (field is { Required: true, IsOfficial: true }) yield return "a unit cannot be asked for an official figure";
        if (field.OnlyWhen is { } condition && others.FirstOrDefault(o => o.Id == condition.Field)?.Choosable.Any(o => o.Value == condition.Has) != true) yield return $"no option '{condition.Has}' of '{condition.Field}'";
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9]{0,59}$")]
    private static partial Regex Name();
}
