using System.Text.Json.Serialization;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>补贴申请: identifies an application from its draft on, <c>sb-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<SubsidyId>))]
public readonly record struct SubsidyId(string Value) : IStringId<SubsidyId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "sb";

    /// <inheritdoc />
    public static SubsidyId From(string value) => new(value);

    /// <summary>申请编号, e.g. <c>BT2025-7K3M9QTW</c>: the campaign's year and eight letters and digits of the id.</summary>
    /// <param name="year">申报年度.</param>
    public string NumberOf(int year) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"BT{year:D4}-{NewId.Derived("n", Value)[2..10].ToUpperInvariant()}");

    /// <inheritdoc />
    public override string ToString() => Value;
}
