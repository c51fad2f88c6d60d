using System.Text.Json.Serialization;

namespace PatentFunctions.Filing;

/// <summary>备案件: identifies a filing from its draft on, <c>p-</c> and 16 letters. The official 备案号 is given at approval.</summary>
[JsonConverter(typeof(StringIdConverter<FilingId>))]
public readonly record struct FilingId(string Value) : IStringId<FilingId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "p";

    /// <inheritdoc />
    public static FilingId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
