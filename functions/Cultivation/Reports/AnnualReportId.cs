using System.Globalization;
using System.Text.Json.Serialization;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>年度上报件: identifies what one unit reports for one year, <c>s2026-u-…</c>; the same for the same two.</summary>
[JsonConverter(typeof(StringIdConverter<AnnualReportId>))]
public readonly record struct AnnualReportId(string Value) : IStringId<AnnualReportId>
{
    /// <inheritdoc />
    public static AnnualReportId From(string value) => new(value);

    /// <summary>The id of a unit's report of a year.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="year">上报年度.</param>
    public static AnnualReportId Of(UnitId unit, int year) => new(string.Create(CultureInfo.InvariantCulture, $"s{year:D4}-{unit.Value}"));

    /// <inheritdoc />
    public override string ToString() => Value;
}
