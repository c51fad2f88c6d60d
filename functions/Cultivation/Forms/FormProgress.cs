namespace PatentFunctions.Cultivation.Forms;

/// <summary>How far a section is filled in.</summary>
/// <param name="Id">The section.</param>
/// <param name="Title">Its title.</param>
/// <param name="Required">Entries that a submission needs: each year of a three-year field is one.</param>
/// <param name="Filled">Of these, filled in.</param>
/// <param name="Optional">Further fields that are filled in.</param>
/// <param name="Findings">What a submission would find in the section.</param>
public sealed record SectionProgress(string Id, string Title, int Required, int Filled, int Optional, IReadOnlyList<Finding> Findings);

/// <summary>填报进度 of a draft, section by section (SME-06).</summary>
public static class FormProgress
{
    /// <summary>The sections in order; findings of fields that the form does not have stand with the first.</summary>
    /// <param name="form">The version of the form.</param>
    /// <param name="year">上报年度.</param>
    /// <param name="values">The values.</param>
    /// <param name="findings">All findings of the values.</param>
    public static IReadOnlyList<SectionProgress> Of(SmeFormDefinition form, int year, ReportValues values, IReadOnlyList<Finding> findings)
    {
        var bySection = findings.ToLookup(f => form.Sections.FirstOrDefault(s => s.Fields.Any(field => IsAt(f.Pointer, field.Id))) ?? form.Sections[0]);
        return [.. form.Sections.Select(s => Of(s, year, values, [.. bySection[s]]))];
    }

    private static SectionProgress Of(FormSection section, int year, ReportValues values, IReadOnlyList<Finding> findings)
    {
        var (required, filled, optional) = (section.AtLeast, 0, 0);
        foreach (var field in section.Fields.Where(f => !f.IsOfficial))
        {
            var needed = FormRules.IsNeeded(field, values);
            var entries = field.Type == FieldType.Years ? field.YearsOf(year).Select(y => values.Find(field.Id, y)).ToList() : [values.Find(field.Id)];
            var given = entries.Count(FormRules.IsFilled);
            if (needed) (required, filled) = (required + entries.Count, filled + given);
            else if (given > 0) optional++;
        }
        var counted = Math.Min(optional, section.AtLeast);
        return new SectionProgress(section.Id, section.Title, required, filled + counted, optional - counted, findings);
    }

    private static bool IsAt(string pointer, string field) => (pointer + "/").StartsWith($"{FormShape.Root}/{field}/", StringComparison.Ordinal);
}
