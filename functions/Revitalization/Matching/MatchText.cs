namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// Texts as the matching compares them: full and half width and letter case are one, everything that is neither Chinese nor letter nor digit
/// divides. Features are pairs of neighbouring Chinese characters and whole Latin words, each a number.
/// </summary>
internal static class MatchText
{
    private const uint WordMask = 0x2FFFFFFF;

    /// <summary>Writes the folded text into a buffer that is at least as long; dividers become blanks.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> into)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsChinese(c))
            {
                into[i] = c;
                continue;
            }
            if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - 0xFEE0);
            into[i] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ';
        }
        return text.Length;
    }

    /// <summary>The folded text without blanks at its ends.</summary>
    public static string Fold(string text)
    {
        Span<char> folded = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        Fold(text, folded);
        return folded.Trim(' ').ToString();
    }

    public static bool IsChinese(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>True for letters and digits of words, after folding.</summary>
    public static bool IsWord(char c) => c != ' ' && !IsChinese(c);

    /// <summary>A pair of characters as a number; words begin below every Chinese character.</summary>
    public static uint Pair(char first, char second) => ((uint)first << 16) | second;

    /// <summary>A word of letters and digits as a number that is no pair of Chinese characters.</summary>
    public static uint Word(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word) hash = (hash ^ c) * 16777619u;
        return (hash ^ (hash >> 15)) & WordMask;
    }

    /// <summary>Every feature of a folded text, in order and as often as it occurs.</summary>
    public static void Features(ReadOnlySpan<char> folded, List<uint> into)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            if (IsChinese(folded[i]))
            {
                if (i + 1 < folded.Length && IsChinese(folded[i + 1])) into.Add(Pair(folded[i], folded[i + 1]));
            }
            else if (folded[i] != ' ')
            {
                var end = EndOfWord(folded, i);
                if (end - i > 1) into.Add(Word(folded[i..end]));
                i = end - 1;
            }
        }
    }

    public static int EndOfWord(ReadOnlySpan<char> folded, int start)
    {
        while (start < folded.Length && IsWord(folded[start])) start++;
        return start;
    }
}
