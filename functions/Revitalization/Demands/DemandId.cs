using System.Text.Json.Serialization;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>公开需求: identifies a technical demand from its draft on, <c>d-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<DemandId>))]
public readonly record struct DemandId(string Value) : IStringId<DemandId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "d";

    /// <inheritdoc />
    public static DemandId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
