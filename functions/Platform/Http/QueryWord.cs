using System.Collections.Frozen;
using System.Text.Json;

namespace PatentFunctions.Platform.Http;

/// <summary>Reads words of an address as values of an enum, by the names that they have in JSON: so the OpenAPI document can name them by the type.</summary>
public static class QueryWord
{
    /// <summary>The value, whatever the case of its letters; null where there is none of this name.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum => Words<T>.All.TryGetValue(word, out var value) ? value : null;

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> All =
            Enum.GetValues<T>().ToFrozenDictionary(v => JsonSerializer.SerializeToElement(v, PlatformJson.Options).GetString()!, StringComparer.OrdinalIgnoreCase);
    }
}
