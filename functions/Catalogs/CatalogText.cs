namespace PatentFunctions.Catalogs;

/// <summary>Makes what a user types and what stands in a catalog comparable.</summary>
internal static class CatalogText
{
    /// <summary>
    /// Full-width letters, digits and signs become half-width, letters lower case. The very same string comes back when
    /// nothing changes, so that most names are held once.
    /// </summary>
    public static string Fold(string text)
    {
        foreach (var c in text)
            if (Fold(c) != c)
                return string.Create(text.Length, text, static (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++)
                        span[i] = Fold(source[i]);
                });
        return text;
    }

    private static char Fold(char c) => c switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => char.ToLowerInvariant(c),
    };
}
