using System.Text.Json.Serialization;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>转化资源: identifies a registered transferable patent or portfolio, <c>r-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<ResourceId>))]
public readonly record struct ResourceId(string Value) : IStringId<ResourceId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "r";

    /// <inheritdoc />
    public static ResourceId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
