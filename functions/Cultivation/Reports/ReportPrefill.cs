using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>What a report begins with: what the unit has told this system already, to be checked and completed.</summary>
internal static class ReportPrefill
{
    /// <summary>Size and type of the realname data, employees of its asset information, the years that last year's report has too.</summary>
    public static ReportValues Of(SmeFormDefinition form, int year, VerifiedUnit? verified, CrossCheckFacts facts)
    {
        var values = new JsonObject();
        if (verified?.EnterpriseSize is { } size && form.Find("size") is not null) values["size"] = EnterpriseSizes.CodeOf(size);
        if (verified?.EnterpriseType is { } type && form.Find("type")?.Choosable.Any(o => o.Value == type) == true) values["type"] = type;
        if (facts.Assets.GetValueOrDefault(year - 1)?.Employees is { } employees && form.Find("employees") is not null) values["employees"] = employees;
        if (facts.LastYear is { } before)
        {
            foreach (var field in form.Fields.Where(f => f is { Type: FieldType.Years, IsOfficial: false }))
            {
                var known = new JsonObject();
                foreach (var y in field.YearsOf(year))
                    if (before.Number(field.Id, y) is { } number) known[y.ToString(CultureInfo.InvariantCulture)] = number;
                if (known.Count > 0) values[field.Id] = known;
            }
        }
        return new ReportValues(JsonSerializer.SerializeToElement(values));
    }
}
