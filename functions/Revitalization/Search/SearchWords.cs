using System.Text;
using System.Text.RegularExpressions;

namespace PatentFunctions.Revitalization.Search;

/// <summary>What one word may stand as in a text: tokens in a row.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="IsPrefix">True where the last token may go on: a single character, the beginning of a number.</param>
/// <param name="Runs">The same as it reads, for highlighting.</param>
internal sealed record SearchPhrase(IReadOnlyList<string> Tokens, bool IsPrefix, IReadOnlyList<string> Runs);

/// <summary>A word that was asked for.</summary>
/// <param name="Alternatives">The word itself and its synonyms.</param>
/// <param name="Number">Digits of a patent number, where it may be one.</param>
internal sealed record SearchWord(IReadOnlyList<SearchPhrase> Alternatives, string? Number);

/// <summary>Takes what a person typed apart.</summary>
internal static partial class SearchWords
{
    /// <summary>Most words that are looked at; more would only slow the search down.</summary>
    public const int Most = 12;

    // Fewer digits are a model or a size rather than a patent.
    private const int FewestNumberDigits = 5;

    /// <summary>The words; none where nothing that can be found was typed.</summary>
    public static IReadOnlyList<SearchWord> Parse(string? text)
    {
        var typed = (text ?? "").Normalize(NormalizationForm.FormKC);
        // ZL 2018 1 9900001.7: blanks within a number that is all there is.
        if (NumberOf(string.Concat(typed.Where(c => !char.IsWhiteSpace(c)))) is { Length: >= 8 } whole) return [OfNumber(whole)];
        return [.. typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Word).OfType<SearchWord>().Take(Most)];
    }

    private static SearchWord? Word(string typed)
    {
        if (NumberOf(typed) is { } number) return OfNumber(number);
        if (Phrase(typed) is not { } phrase) return null;
        return new SearchWord([phrase, .. Synonyms.Of(ResourceText.Fold(typed)).Select(Phrase).OfType<SearchPhrase>()], null);
    }

    private static SearchWord OfNumber(string number) => new([new SearchPhrase([number], true, [number])], number);

    /// <summary>Digits of something that reads like a patent number or its beginning: ZL201819900001.7, CN2018, 2018199.</summary>
    private static string? NumberOf(string typed)
    {
        var match = Number().Match(typed);
        if (!match.Success) return null;
        var digits = match.Groups["digits"].Value.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits.Length >= (match.Groups["prefix"].Success ? 1 : FewestNumberDigits) && digits.Length <= 13 ? digits : null;
    }

    private static SearchPhrase? Phrase(string typed)
    {
        var folded = FoldedText.Of(typed);
        var (tokens, runs, prefix) = (new List<string>(), new List<string>(), false);
        var all = folded.Runs().ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var last = i == all.Count - 1;
            foreach (var (start, length) in ResourceText.Parts(folded.Text, all[i], withLast: !last))
            {
                tokens.Add(folded.Text.Substring(start, length));
                prefix = last && !all[i].IsWord && length == all[i].Length && length <= 2 && IsOneCharacter(tokens[^1]);
            }
            runs.Add(folded.Text.Substring(all[i].Start, all[i].Length));
        }
        return tokens.Count == 0 ? null : new SearchPhrase(tokens, prefix, runs);
    }

    private static bool IsOneCharacter(string token) => token.Length == 1 || (token.Length == 2 && char.IsSurrogatePair(token[0], token[1]));

    [GeneratedRegex("^(?<prefix>ZL|CN)?\\.?(?<digits>[0-9]+\\.?[0-9X]?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
