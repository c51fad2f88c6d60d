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
    /// <summary>UTF-16 units of a word that count; what is longer is the same word.</summary>
    internal const int LongestWord = 60;

    /// <summary>The tokens of a text, in order.</summary>
    public static IReadOnlyList<TextToken> Tokens(string? text)
    {
        var tokens = new List<TextToken>();
        var folded = FoldedText.Of(text);
        foreach (var run in folded.Runs())
        {
            foreach (var (start, length) in Parts(folded.Text, run, withLast: true))
                tokens.Add(new TextToken(folded.Text.Substring(start, length), folded.StartOf(start), folded.EndOf(start + length) - folded.StartOf(start)));
        }
        return tokens;
    }

    /// <summary>The tokens of some texts as an index holds them: divided by blanks.</summary>
    public static string Joined(params IEnumerable<string?> texts)
    {
        var joined = new StringBuilder();
        foreach (var text in texts) Append(joined, text);
        return joined.ToString();
    }

    /// <summary>Adds the tokens of a text.</summary>
    internal static void Append(StringBuilder joined, string? text)
    {
        var folded = FoldedText.Of(text);
        foreach (var run in folded.Runs())
        {
            foreach (var (start, length) in Parts(folded.Text, run, withLast: true))
            {
                if (joined.Length > 0) joined.Append(' ');
                joined.Append(folded.Text, start, length);
            }
        }
    }

    /// <summary>Lower case, half width, compatibility forms as what they stand for, punctuation as one blank: texts that read the same are the same.</summary>
    public static string Fold(string? text)
    {
        var folded = FoldedText.Of(text);
        return string.Join(' ', folded.Runs().Select(r => folded.Text.Substring(r.Start, r.Length)));
    }

    /// <summary>The tokens of a run: the word, or the pairs and, where it is wanted or all there is, the last character.</summary>
    internal static IEnumerable<(int Start, int Length)> Parts(string folded, TextRun run, bool withLast)
    {
        if (run.IsWord)
        {
            yield return (run.Start, Math.Min(run.Length, LongestWord));
            yield break;
        }
        var end = run.Start + run.Length;
        for (var at = run.Start; at < end;)
        {
            var width = Width(folded, at);
            var next = at + width;
            if (next < end) yield return (at, width + Width(folded, next));
            else if (withLast || width == run.Length) yield return (at, width);
            at = next;
        }
    }

    private static int Width(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}

/// <summary>A run of Chinese characters, or a word of letters and digits, within a folded text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="IsWord">True for letters and digits.</param>
internal readonly record struct TextRun(int Start, int Length, bool IsWord);

/// <summary>A text in lower case and half width that still knows where each of its characters stood.</summary>
internal sealed class FoldedText
{
    // Where the source's characters begin and end; null where each stands for itself.
    private readonly int[]? starts;
    private readonly int[]? ends;

    private FoldedText(string text, int[]? starts, int[]? ends) => (Text, this.starts, this.ends) = (text, starts, ends);

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Folds a text.</summary>
    public static FoldedText Of(string? text)
    {
        text ??= "";
        foreach (var c in text)
        {
            if (!IsSimple(c)) return Composed(text);
        }
        var plain = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = Simple(source[i]);
        });
        return new FoldedText(plain, null, null);
    }

    /// <summary>Where the character that stands at a place begins in the text as it was written.</summary>
    public int StartOf(int place) => starts is null ? place : starts[place];

    /// <summary>Where the character before a place ends in the text as it was written.</summary>
    public int EndOf(int place) => ends is null ? place : ends[place - 1];

    /// <summary>Runs of Chinese characters and words, in order; punctuation and blanks divide.</summary>
    public IEnumerable<TextRun> Runs()
    {
        var start = 0;
        bool? word = null;
        for (var at = 0; at < Text.Length;)
        {
            var width = Rune.DecodeFromUtf16(Text.AsSpan(at), out var rune, out var length) == System.Buffers.OperationStatus.Done ? length : 1;
            var kind = Text[at] < 128 ? char.IsAsciiLetterOrDigit(Text[at]) ? true : null : KindOf(rune);
            if (kind != word)
            {
                if (word is { } before) yield return new TextRun(start, at - start, before);
                (start, word) = (at, kind);
            }
            at += width;
        }
        if (word is { } last) yield return new TextRun(start, Text.Length - start, last);
    }

    /// <summary>True where a word of letters or digits goes on across a place.</summary>
    public bool IsInWord(int place) => place > 0 && place < Text.Length && IsWordAt(place - 1) && IsWordAt(place);

    private bool IsWordAt(int place) => Rune.TryGetRuneAt(Text, place, out var rune) && KindOf(rune) == true;

    private static bool? KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => false,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.DecimalDigitNumber => true,
        _ => null,
    };

    // ASCII, the common Chinese characters and punctuation, full-width ASCII.
    private static bool IsSimple(char c) => c is < '\u0080' or (>= '\u3000' and <= '\u303F') or (>= '\u3400' and <= '\u9FFF') or (>= '\uFF01' and <= '\uFF5E');

    private static char Simple(char c) => c switch
    {
        < '\u0080' => char.ToLowerInvariant(c),
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => c,
    };

    private static FoldedText Composed(string text)
    {
        var folded = new StringBuilder(text.Length);
        var (starts, ends) = (new List<int>(text.Length), new List<int>(text.Length));
        for (var at = 0; at < text.Length;)
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            // Half of a surrogate pair is no text: it divides.
            var written = status != System.Buffers.OperationStatus.Done ? " " : rune.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
            folded.Append(written);
            foreach (var _ in written)
            {
                starts.Add(at);
                ends.Add(at + length);
            }
            at += length;
        }
        return new FoldedText(folded.ToString(), [.. starts], [.. ends]);
    }
}
