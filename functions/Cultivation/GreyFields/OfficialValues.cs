using System.Text.Json;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>Collects the grey fields of a report from their sources (SME-04). Nothing that a unit sends can reach them.</summary>
public sealed class OfficialValues(IEnumerable<IGreyFieldSource> sources, TimeProvider time)
{
    private const string Nobody = "官方数据（暂无）";

    /// <summary>Every grey field of the form, with its source and day; a field that no source knows of has no value.</summary>
    /// <param name="form">The version of the form.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="year">上报年度.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<IReadOnlyDictionary<string, OfficialValue>> OfAsync(SmeFormDefinition form, UnitId unit, int year, CancellationToken cancellation)
    {
        var fields = form.Fields.Where(f => f.IsOfficial).ToList();
        var asked = sources.Where(s => fields.Exists(f => s.Keys.Contains(f.Official!))).ToList();
        var figures = await Task.WhenAll(asked.Select(s => s.OfAsync(unit, year, cancellation)));
        var known = asked.Zip(figures).SelectMany(p => p.Second.Select(f => (p.First.Name, Figure: f))).ToDictionary(f => f.Figure.Key);
        return fields.ToDictionary(f => f.Id, f => known.TryGetValue(f.Official!, out var found) ? new OfficialValue(found.Figure.Value, found.Name, found.Figure.AsOf) : Unknown(f.Official!));
    }

    private OfficialValue Unknown(string key) => new((JsonElement?)null, sources.FirstOrDefault(s => s.Keys.Contains(key))?.Name ?? Nobody, ChinaTime.Today(time));
}
