using System.Globalization;
using System.Text.Json.Serialization;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>
/// 合作意向: identifies an intent, <c>i-</c>, 16 letters that stand for the unit and the resource, and the number among the intents of the two. All of
/// them share a partition, where it is decided that only one is open.
/// </summary>
[JsonConverter(typeof(StringIdConverter<IntentId>))]
public readonly record struct IntentId(string Value) : IStringId<IntentId>
{
    /// <summary>The partition of the intents of a unit about a resource.</summary>
    [JsonIgnore]
    public string Partition => Value.LastIndexOf('-') is var dash and > 1 ? Value[..dash] : Value;

    /// <inheritdoc />
    public static IntentId From(string value) => new(value);

    /// <summary>The partition of the intents of a unit about a resource.</summary>
    public static string PartitionOf(UnitId unit, ResourceId resource) => NewId.Derived("i", unit.Value, resource.Value);

    /// <summary>The intent of a number.</summary>
    public static IntentId Of(string partition, int number) => new(string.Create(CultureInfo.InvariantCulture, $"{partition}-{number}"));

    /// <inheritdoc />
    public override string ToString() => Value;
}
