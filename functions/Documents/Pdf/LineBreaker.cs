using System.Text;

namespace PatentFunctions.Documents.Pdf;

/// <summary>A line of a wrapped text.</summary>
/// <param name="Text">The characters, without the blanks at a break.</param>
/// <param name="EndsParagraph">True for the last line of a paragraph.</param>
/// <param name="Indent">Blank before the text, in points.</param>
internal readonly record struct TextLine(string Text, bool EndsParagraph, double Indent = 0);

/// <summary>
/// Breaks mixed Chinese and Latin text into lines: between any two Chinese characters, around Latin words, never with a
/// closing mark at the start of a line or an opening one at its end (避头尾, GB/T 15834).
/// </summary>
internal static class LineBreaker
{
    private const string NotAtStart = "、。，．：；？！）〕】》〉」』〗”’…—～·ー％‰℃°,.;:!?)]}%>/-";
    private const string NotAtEnd = "（〔【《〈「『〖“‘([{<￥¥$＃№";

    /// <summary>Wraps a text.</summary>
    /// <param name="text">The text; line feeds separate paragraphs.</param>
    /// <param name="measure">Width of one character, in points.</param>
    /// <param name="width">Room of a line, in points.</param>
    /// <param name="indent">Room less on the first line of each paragraph, in points.</param>
    public static List<TextLine> Wrap(string text, Func<Rune, double> measure, double width, double indent = 0)
    {
        var lines = new List<TextLine>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            WrapParagraph(Clean(paragraph), measure, width, indent, lines);
        return lines;
    }

    /// <summary>Tabs and control characters take no part in layout: they become blanks.</summary>
    private static Rune[] Clean(string paragraph) =>
        [.. paragraph.EnumerateRunes().Select(character => Rune.IsControl(character) ? new Rune(' ') : character)];

    private static void WrapParagraph(Rune[] characters, Func<Rune, double> measure, double width, double indent, List<TextLine> lines)
    {
        var start = 0;
        do
        {
            var blank = start == 0 ? indent : 0;
            var end = EndOfLine(characters, start, measure, width - blank);
            var shown = end;
            // Blanks at the end of a paragraph were meant, as room to write in.
            while (end < characters.Length && shown > start && Rune.IsWhiteSpace(characters[shown - 1]))
                shown--;
            lines.Add(new TextLine(string.Concat(characters[start..shown].Select(character => character.ToString())), end == characters.Length, blank));
            start = end;
        }
        while (start < characters.Length);
    }

    private static int EndOfLine(Rune[] characters, int start, Func<Rune, double> measure, double room)
    {
        var used = 0.0;
        var lastBreak = start;
        for (var at = start; at < characters.Length; at++)
        {
            if (at > start && CanBreak(characters[at - 1], characters[at]))
                lastBreak = at;
            used += measure(characters[at]);
            // Blanks may stand beyond the edge; they are not drawn at the end of a line.
            if (used > room + 0.001 && !Rune.IsWhiteSpace(characters[at]))
                return lastBreak > start ? lastBreak : Math.Max(at, start + 1);
        }
        return characters.Length;
    }

    private static bool CanBreak(Rune before, Rune after)
    {
        if (Rune.IsWhiteSpace(after) || IsVariation(after))
            return false;
        if (Rune.IsWhiteSpace(before))
            return true;
        return !IsAnyOf(NotAtStart, after) && !IsAnyOf(NotAtEnd, before) && (IsWide(before) || IsWide(after));
    }

    private static bool IsAnyOf(string marks, Rune character) => character.IsBmp && marks.Contains((char)character.Value, StringComparison.Ordinal);

    private static bool IsVariation(Rune character) => character.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Characters that stand alone in a line: ideographs, kana, full-width forms and Chinese punctuation.</summary>
    private static bool IsWide(Rune character) => character.Value is
        (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F)
        or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF) or 0x2014 or 0x2018 or 0x2019 or 0x201C or 0x201D or 0x2026;
}
