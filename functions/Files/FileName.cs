using System.Globalization;
using System.Text;

namespace PatentFunctions.Files;

/// <summary>The name of a file as a person sees it; it never decides anything.</summary>
internal static class FileName
{
    private const int MaxLength = 100;

    /// <summary>
    /// Without path, control and direction characters (a right-to-left mark makes gpj.exe read as exe.jpg) and with the ending that the
    /// content has.
    /// </summary>
    public static string Clean(string? name, FileKind kind)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var text = new StringBuilder();
        foreach (var rune in WellFormed(last).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) continue;
            if (text.Length + rune.Utf16SequenceLength > MaxLength * 2) break;
            text.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
        }
        var stem = WithoutEnding(text.ToString().Trim(' ', '.'));
        if (stem.Length > MaxLength) stem = stem[..(char.IsHighSurrogate(stem[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        stem = stem.Trim(' ', '.');
        return (stem.Length == 0 ? "附件" : stem) + "." + kind.Extension();
    }

    private static string WithoutEnding(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= 6 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', 'z') < 0 ? name[..dot] : name;
    }

    private static string WellFormed(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)).Replace("\uFFFD", "", StringComparison.Ordinal);
}
