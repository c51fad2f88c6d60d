using System.Text.Json;
using System.Text.Json.Serialization;

namespace PatentFunctions.Platform;

/// <summary>A typed identifier that is a string in JSON and in keys.</summary>
/// <typeparam name="TSelf">The identifier type.</typeparam>
public interface IStringId<TSelf>
    where TSelf : struct, IStringId<TSelf>
{
    /// <summary>The text.</summary>
    string Value { get; }

    /// <summary>Wraps a text.</summary>
    static abstract TSelf From(string value);
}

/// <summary>Writes a typed identifier as its text, as value and as dictionary key.</summary>
/// <typeparam name="T">The identifier type.</typeparam>
public sealed class StringIdConverter<T> : JsonConverter<T>
    where T : struct, IStringId<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString() ?? throw new JsonException("null"));

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    /// <inheritdoc />
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.From(reader.GetString()!);

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
}
