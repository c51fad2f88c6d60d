using System.Buffers;
using System.Globalization;
using System.Text;

namespace PatentFunctions.Documents.Sheets;

/// <summary>Texts and names as SpreadsheetML wants them (ECMA-376 part 1, 18.2.19 and 22.4.2.4).</summary>
internal static class SpreadsheetXml
{
    /// <summary>Most characters a cell may hold.</summary>
    public const int LongestText = 32_767;

    private static readonly SearchValues<char> s_forbiddenInNames = SearchValues.Create("[]:*?/\\\u0000\u0003");

    /// <summary>
    /// Appends a text: markup is escaped, characters that XML cannot hold become <c>_xHHHH_</c>, and so does the underscore of
    /// a text that looks like such an escape. Longer texts than a cell may hold end in "…".
    /// </summary>
    public static void AppendText(StringBuilder xml, string text)
    {
        if (text.Length > LongestText)
            text = string.Concat(text.AsSpan(0, LongestText - (char.IsHighSurrogate(text[LongestText - 2]) ? 2 : 1)), "…");
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            switch (character)
            {
                case '&':
                    xml.Append("&amp;");
                    break;
                case '<':
                    xml.Append("&lt;");
                    break;
                case '>':
                    xml.Append("&gt;");
                    break;
                case '_' when LooksEscaped(text.AsSpan(at)):
                    xml.Append("_x005F_");
                    break;
                case '\t' or '\n' or (>= ' ' and < '\uD800') or (>= '\uE000' and <= '\uFFFD'):
                    xml.Append(character);
                    break;
                case >= '\uD800' and <= '\uDBFF' when at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]):
                    xml.Append(character).Append(text[++at]);
                    break;
                case >= '\uD800' and <= '\uDFFF':
                    xml.Append('\uFFFD');
                    break;
                default:
                    xml.Append(CultureInfo.InvariantCulture, $"_x{(int)character:X4}_");
                    break;
            }
        }
    }

    /// <summary>A name that Excel accepts for a sheet: up to 31 characters, none of <c>[]:*?/\</c>, no apostrophe at an end.</summary>
    /// <param name="wish">The name asked for.</param>
    /// <param name="number">Number of the sheet; from the second on it is added.</param>
    public static string SheetName(string wish, int number = 1)
    {
        var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var name = string.Concat(wish.Select(character => s_forbiddenInNames.Contains(character) || char.IsControl(character) || char.IsSurrogate(character) ? '_' : character)).Trim().Trim('\'');
        if (name.Length > 31 - suffix.Length)
            name = name[..(31 - suffix.Length)].TrimEnd('\'', ' ');
        // Excel keeps this name for itself.
        return name.Length == 0 || name.Equals("History", StringComparison.OrdinalIgnoreCase) ? $"Sheet{suffix}" : name + suffix;
    }

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_' && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);
}
