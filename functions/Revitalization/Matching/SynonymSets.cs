using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>Words that mean the same in the trade (锂离子电池, 锂电池), from <c>data/synonyms.txt</c>: one set a line, words divided by blanks.</summary>
internal sealed class SynonymSets
{
    private static readonly Lazy<SynonymSets> Shared = new(Read);

    private readonly Dictionary<string, string[]> sets = new(StringComparer.Ordinal);

    public static SynonymSets BuiltIn => Shared.Value;

    /// <summary>The other words of the sets that a folded word is in; a word that holds one as its beginning or end takes it along (动力锂电池, 动力锂离子电池).</summary>
    public IReadOnlyList<string> Of(string folded)
    {
        if (sets.TryGetValue(folded, out var whole)) return [.. whole.Where(w => w != folded)];
        var found = new List<string>();
        for (var length = folded.Length - 1; length >= 2; length--)
        {
            if (sets.TryGetValue(folded[..length], out var begins)) found.AddRange(begins.Where(w => w != folded[..length]).Select(w => w + folded[length..]));
            if (sets.TryGetValue(folded[^length..], out var ends)) found.AddRange(ends.Where(w => w != folded[^length..]).Select(w => folded[..^length] + w));
            if (found.Count > 0) break;
        }
        return found;
    }

    private static SynonymSets Read()
    {
        var read = new SynonymSets();
        using var text = new StreamReader(EmbeddedData.Open("Revitalization/Matching/data/synonyms.txt"), Encoding.UTF8);
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => MatchText.Fold(w.Replace('_', ' '))).ToArray();
            foreach (var word in words) read.sets[word] = read.sets.TryGetValue(word, out var before) ? [.. before.Union(words)] : words;
        }
        return read;
    }
}
