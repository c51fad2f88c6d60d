using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PatentFunctions.Identifiers;

/// <summary>The first rule a typed identifier broke.</summary>
/// <param name="Code">Stable code, kind and rule, such as <c>uscc.check-digit</c>.</param>
/// <param name="Text">Chinese explanation for the person who typed it.</param>
public sealed record IdentifierError(string Code, string Text);

/// <summary>An identifier that exists only in its checked, canonical form.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface IIdentifier<TSelf>
    where TSelf : class, IIdentifier<TSelf>
{
    /// <summary>The canonical text.</summary>
    string Value { get; }

    /// <summary>Reads what a person typed: full-width characters, spaces and letter case are put right, everything else is checked.</summary>
    static abstract bool TryParse(string? text, [NotNullWhen(true)] out TSelf? value, [NotNullWhen(false)] out IdentifierError? problem);
}

/// <summary>Writes an identifier as its canonical string and reads whatever <c>TryParse</c> accepts; anything else is a <see cref="JsonException"/> with the Chinese text.</summary>
/// <typeparam name="T">The identifier's type.</typeparam>
public sealed class IdentifierJsonConverter<T> : JsonConverter<T>
    where T : class, IIdentifier<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("应为字符串。");
        return T.TryParse(reader.GetString(), out var value, out var problem) ? value : throw new JsonException(problem.Text);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>What typed text has in common before it is checked: input methods leave full-width characters, copying leaves spaces.</summary>
internal static class TypedText
{
    /// <summary>Full-width ASCII to half-width; white space, no-break and zero-width characters removed.</summary>
    public static string Compact(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || character is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF')
                continue;
            result.Append(character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character);
        }
        return result.ToString();
    }

    public static bool IsDigits(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
                return false;
        }
        return text.Length > 0;
    }
}
