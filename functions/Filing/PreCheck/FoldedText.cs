namespace PatentFunctions.Filing.PreCheck;

/// <summary>A value as the rules read it: full-width characters are half-width and the length is kept, so that spans point into what was typed.</summary>
internal static class FoldedText
{
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, typed) =>
    {
        for (var i = 0; i < typed.Length; i++)
        {
            folded[i] = typed[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(typed[i] - 0xFEE0),
                '\u3000' or '\u00A0' or '\t' or '\r' or '\n' => ' ',
                '—' or '–' or '‐' or '－' or '﹣' => '-',
                '＊' or '✕' or '╳' => '×',
                _ => typed[i],
            };
        }
    });

    public static bool IsHan(char character) => character is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF';

    public static bool IsAsciiWord(char character) => char.IsAsciiLetterOrDigit(character);

    public static bool HasHan(string text) => text.Any(IsHan);

    /// <summary>Blanks out what stands in brackets, brackets included, keeping positions.</summary>
    public static string WithoutBrackets(string text)
    {
        var result = text.ToCharArray();
        var depth = 0;
        for (var i = 0; i < result.Length; i++)
        {
            var opens = result[i] is '(' or '[' or '【' or '「' or '〔';
            var closes = result[i] is ')' or ']' or '】' or '」' or '〕';
            if (opens)
                depth++;
            if (depth > 0)
                result[i] = ' ';
            if (closes && depth > 0)
                depth--;
        }
        return new string(result);
    }
}
