using System.Globalization;
using System.Text;

namespace PatentFunctions.PublicSite;

/// <summary>A stretch of a text that is searched as one: a run of Chinese characters, or a word of letters and digits.</summary>
/// <param name="Text">Folded: full and half width, letter case count as the same.</param>
/// <param name="IsWord">True for letters and digits.</param>
internal readonly record struct TextRun(string Text, bool IsWord);

/// <summary>Takes texts apart for search: the same way for what is indexed and for what is asked.</summary>
internal static class SearchText
{
    private const int LongestWord = 60;

    /// <summary>The runs of a text, in order; punctuation and blanks divide.</summary>
    public static IReadOnlyList<TextRun> Runs(string? text)
    {
        var runs = new List<TextRun>();
        var run = new StringBuilder();
        bool? word = null;
        foreach (var rune in Folded(text).EnumerateRunes())
        {
            bool? kind = Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter ? false : Rune.IsLetterOrDigit(rune) ? true : null;
            if (kind != word && run.Length > 0) Close();
            word = kind;
            if (kind is not null) run.Append(rune.ToString());
        }
        if (run.Length > 0) Close();
        return runs;

        void Close()
        {
            if (run.Length > LongestWord && word == true) run.Length = LongestWord;
            runs.Add(new TextRun(run.ToString(), word == true));
            run.Clear();
        }
    }

    /// <summary>The parts of a word where letters and digits meet: <c>skf6205</c> is <c>skf</c> and <c>6205</c>; the word itself where they do not.</summary>
    public static IReadOnlyList<string> Parts(string word)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i < word.Length && char.IsDigit(word[i]) == char.IsDigit(word[i - 1])) continue;
            parts.Add(word[start..i]);
            start = i;
        }
        return parts;
    }

    /// <summary>The characters of a run, each whole, however many units it takes.</summary>
    public static IReadOnlyList<string> Characters(string run) => [.. run.EnumerateRunes().Select(r => r.ToString())];

    // A lone surrogate, which no text should hold, is dropped: Normalize would refuse it.
    private static string Folded(string? text) => string.Concat((text ?? "").EnumerateRunes().Where(r => r != Rune.ReplacementChar).Select(r => r.ToString())).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}
