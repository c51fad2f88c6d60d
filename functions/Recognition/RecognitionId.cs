using System.Globalization;
using System.Text.Json.Serialization;
using PatentFunctions.Filing;

namespace PatentFunctions.Recognition;

/// <summary>认定件: identifies what becomes of one filing in the campaign of one year, <c>r2026-p-…</c>; the same for the same two.</summary>
[JsonConverter(typeof(StringIdConverter<RecognitionId>))]
public readonly record struct RecognitionId(string Value) : IStringId<RecognitionId>
{
    /// <inheritdoc />
    public static RecognitionId From(string value) => new(value);

    /// <summary>The id of a filing in a campaign.</summary>
    /// <param name="year">认定年度.</param>
    /// <param name="filing">The filing.</param>
    public static RecognitionId Of(int year, FilingId filing) => new(string.Create(CultureInfo.InvariantCulture, $"r{year:D4}-{filing.Value}"));

    /// <inheritdoc />
    public override string ToString() => Value;
}
