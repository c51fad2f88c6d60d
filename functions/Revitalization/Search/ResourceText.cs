using System.Globalization;
using System.Text;

namespace PatentFunctions.Revitalization.Search;

/// <summary>A stretch of a text that is found as one.</summary>
/// <param name="Text">Folded: lower case, half width.</param>
/// <param name="Start">Where it begins in the text as it was written, UTF-16 units.</param>
/// <param name="Length">How long it is there.</param>
public readonly record struct TextToken(string Text, int Start, int Length);

/// <summary>
/// Takes texts apart for search and matching, the same way for what is indexed and for what is asked: a run of Chinese characters gives each
/// pair of neighbours and its last character (滚动轴承: 滚动, 动轴, 轴承, 承), so that a word of two characters is one token and a single
/// character the beginning of one; a run of letters and digits is one whole word.
/// </summary>
public static class ResourceText
{
    private const int LongestWord = 60;

    /// <summary>The tokens of a text, in order.</summary>
    public static IReadOnlyList<TextToken> Tokens(string? text)
    {
        var tokens = new List<TextToken>();
        foreach (var run in Runs(text)) run.AddTo(tokens, withLast: true);
        return tokens;
    }

    /// <summary>The tokens as the index holds them: divided by blanks.</summary>
    public static string Joined(params IEnumerable<string?> texts)
    {
        var joined = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var token in Tokens(text)) joined.Append(joined.Length == 0 ? "" : " ").Append(token.Text);
        }
        return joined.ToString();
    }

    /// <summary>Lower case, half width, compatibility forms as what they stand for: two texts that read the same are the same.</summary>
    public static string Fold(string? text)
    {
        var folded = new StringBuilder();
        foreach (var run in Runs(text)) folded.Append(folded.Length == 0 ? "" : " ").Append(run.Text);
        return folded.ToString();
    }

    /// <summary>Runs of Chinese characters and words of letters and digits, in order; punctuation and blanks divide.</summary>
    internal static IReadOnlyList<TextRun> Runs(string? text)
    {
        var runs = new List<TextRun>();
        TextRun? run = null;
        var at = 0;
        while (at < (text?.Length ?? 0))
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                // Half of a surrogate pair is no text.
                run = null;
                at += length;
                continue;
            }
            foreach (var folded in Folded(rune))
            {
                bool? word = Rune.GetUnicodeCategory(folded) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter ? false : Rune.IsLetterOrDigit(folded) ? true : null;
                if (word is not { } isWord)
                {
                    run = null;
                    continue;
                }
                if (run?.IsWord != isWord) runs.Add(run = new TextRun(isWord));
                if (!isWord || run.Count < LongestWord) run.Add(folded, at, length);
            }
            at += length;
        }
        return runs;
    }

    private static IEnumerable<Rune> Folded(Rune rune)
    {
        if (rune.IsAscii || rune.Value is >= 0x3400 and <= 0x9FFF) return [Rune.ToLowerInvariant(rune)];
        return rune.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes().Select(Rune.ToLowerInvariant);
    }
}

/// <summary>A run of Chinese characters, or a word of letters and digits.</summary>
internal sealed class TextRun(bool isWord)
{
    private readonly List<(string Text, int Start, int Length)> characters = [];

    /// <summary>True for letters and digits.</summary>
    public bool IsWord { get; } = isWord;

    /// <summary>Number of characters.</summary>
    public int Count => characters.Count;

    /// <summary>Folded text.</summary>
    public string Text => string.Concat(characters.Select(c => c.Text));

    public void Add(Rune rune, int start, int length) => characters.Add((rune.ToString(), start, length));

    /// <summary>Adds its tokens: the word, or the pairs and, where it is wanted or all there is, the last character.</summary>
    public void AddTo(List<TextToken> tokens, bool withLast)
    {
        if (IsWord)
        {
            tokens.Add(Token(0, Count));
            return;
        }
        for (var i = 0; i + 1 < Count; i++) tokens.Add(Token(i, 2));
        if (withLast || Count == 1) tokens.Add(Token(Count - 1, 1));
    }

    private TextToken Token(int first, int count)
    {
        var text = count switch { 1 => characters[first].Text, 2 => characters[first].Text + characters[first + 1].Text, _ => Text };
        var (start, last) = (characters[first].Start, characters[first + count - 1]);
        return new TextToken(text, start, last.Start + last.Length - start);
    }
}
