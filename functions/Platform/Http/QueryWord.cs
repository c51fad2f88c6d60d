using System.Collections.Frozen;
using System.Text.Json;

namespace PatentFunctions.Platform.Http;

/// <summary>Reads words of an address as values of an enum, by the names that they have in JSON: so the OpenAPI document can name them by the type.</summary>
public static class QueryWord
{
    /// <summary>The value, whatever the case of its letters; null where there is none of this name.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum => Words<T>.All.TryGetValue(word, out var value) ? value : null;

    /// <summary>The value of a query parameter; null where it is not given. Throws the refusal where it is none of the words.</summary>
    public static T? Word<T>(this HttpRequest request, string name, Refusal unknown)
        where T : struct, Enum => request.Query[name].ToString() is { Length: > 0 } word ? Find<T>(word) ?? throw new RefusedException(unknown) : null;

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> All =
            Enum.GetValues<T>().ToFrozenDictionary(v => JsonSerializer.SerializeToElement(v, PlatformJson.Options).GetString()!, StringComparer.OrdinalIgnoreCase);
    }
}
