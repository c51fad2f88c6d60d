using System.Collections.Concurrent;
using System.Globalization;

namespace PatentFunctions.Platform.Local;

/// <summary>
/// Numbers for the values of facets. A number is a token of the full-text index, <c>_12</c>, and one character of a document's codes, so that
/// SQLite looks for a value as for a character.
/// </summary>
internal sealed class FacetCodes
{
    /// <summary>Numbers there can be; universities and industries are some thousands.</summary>
    public const int Most = 50_000;

    // The first character: no zero byte, nothing that SQLite could take for anything else.
    private const int FirstCharacter = 0x100;
    private const int FirstSurrogate = 0xD800;
    private const int Surrogates = 0x800;

    private readonly ConcurrentDictionary<(string Facet, string Value), int> numbers = new();
    private readonly ConcurrentDictionary<int, (string Facet, string Value)> values = new();

    public static string Token(int code) => "_" + code.ToString(CultureInfo.InvariantCulture);

    public static char Character(int code) => (char)(FirstCharacter + code + (FirstCharacter + code >= FirstSurrogate ? Surrogates : 0));

    public static int CodeOf(char character) => character - FirstCharacter - (character >= FirstSurrogate ? Surrogates : 0);

    public int? Find(string facet, string value) => numbers.TryGetValue((facet, value), out var code) ? code : null;

    public (string Facet, string Value)? Read(int code) => values.TryGetValue(code, out var value) ? value : null;

    public void Load(Reader reader)
    {
        foreach (var line in reader.Texts("SELECT code || '|' || facet || '|' || value FROM facet_values"))
        {
            var parts = line.Split('|', 3);
            Add(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2]);
        }
    }

    public void Add(int code, string facet, string value)
    {
        values[code] = (facet, value);
        numbers[(facet, value)] = code;
    }
}
