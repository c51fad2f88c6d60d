using System.Globalization;

namespace PatentFunctions.Revitalization.Search;

/// <summary>Finds the words that were asked for in the texts of a hit, as they were written.</summary>
internal static class ResourceHighlighter
{
    /// <summary>Every place where a word stands, by text.</summary>
    public static IReadOnlyList<ResourceHighlight> Of(ResourceDocument document, IReadOnlyList<SearchWord> words)
    {
        if (words.Count == 0) return [];
        var highlights = new List<ResourceHighlight>();
        void Look(string pointer, string? text)
        {
            if (text is { Length: > 0 } && Spans(text, words) is { Count: > 0 } spans) highlights.Add(new ResourceHighlight(pointer, spans));
        }

        Look("/title", document.Title);
        for (var i = 0; i < document.Patents.Count; i++)
        {
            var (patent, at) = (document.Patents[i], "/patents/" + i.ToString(CultureInfo.InvariantCulture));
            if (patent.Title != document.Title) Look(at + "/title", patent.Title);
            Look(at + "/abstract", patent.Abstract);
            if (NumberSpan(patent.Number.Value, words) is { } span) highlights.Add(new ResourceHighlight(at + "/number", [span]));
        }
        for (var i = 0; i < document.Dossier.Keywords.Count; i++) Look("/dossier/keywords/" + i.ToString(CultureInfo.InvariantCulture), document.Dossier.Keywords[i]);
        Look("/dossier/applicationField", document.Dossier.ApplicationField);
        Look("/universityName", document.UniversityName);
        return highlights;
    }

    /// <summary>The places of the words in one text, in order; those that meet or touch are one.</summary>
    internal static IReadOnlyList<TextSpan> Spans(string text, IReadOnlyList<SearchWord> words)
    {
        var folded = FoldedText.Of(text);
        List<(int Start, int End)>? found = null;
        foreach (var word in words)
        {
            foreach (var phrase in word.Alternatives)
            {
                // 芯片5G is found in 芯片5G and in 芯片 5G: at once where it stands so, else part by part.
                if (phrase.Runs.Count == 1 || !Find(folded, string.Concat(phrase.Runs), phrase.IsPrefix, ref found))
                {
                    foreach (var run in phrase.Runs) Find(folded, run, phrase.IsPrefix, ref found);
                }
            }
        }
        return found is null ? [] : Merged(folded, found);
    }

    private static bool Find(FoldedText text, string run, bool prefix, ref List<(int Start, int End)>? found)
    {
        var any = false;
        for (var at = text.Text.IndexOf(run, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(run, at + 1, StringComparison.Ordinal))
        {
            var end = at + run.Length;
            // Words are found whole: ion is not in motion.
            if (text.IsInWord(at) || (!prefix && text.IsInWord(end))) continue;
            (found ??= []).Add((at, end));
            any = true;
        }
        return any;
    }

    private static List<TextSpan> Merged(FoldedText text, List<(int Start, int End)> found)
    {
        found.Sort();
        var spans = new List<TextSpan>(found.Count);
        var (start, end) = found[0];
        foreach (var next in found)
        {
            if (next.Start > end)
            {
                spans.Add(Span(start, end));
                (start, end) = next;
            }
            end = Math.Max(end, next.End);
        }
        spans.Add(Span(start, end));
        return spans;

        TextSpan Span(int from, int to) => new(text.StartOf(from), text.EndOf(to) - text.StartOf(from));
    }

    // 2018199 in 201819900001.7, which the index holds without its dot.
    private static TextSpan? NumberSpan(string number, IReadOnlyList<SearchWord> words)
    {
        var dot = number.IndexOf('.', StringComparison.Ordinal);
        var digits = number.Remove(dot, 1).ToLowerInvariant();
        var longest = words.Where(w => w.Number is { } n && digits.StartsWith(n, StringComparison.Ordinal)).Select(w => w.Number!.Length).DefaultIfEmpty().Max();
        return longest == 0 ? null : new TextSpan(0, longest > dot ? longest + 1 : longest);
    }
}
