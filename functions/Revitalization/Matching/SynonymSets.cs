using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// Words that mean the same (the search's <c>data/synonyms.tsv</c>) or so nearly the same that a unit wants to hear of both
/// (<c>Matching/data/kindred-words.tsv</c>: 正极材料, 阴极材料): a set each line.
/// </summary>
internal sealed class SynonymSets
{
    private static readonly Lazy<SynonymSets> Shared = new(Read);

    private readonly Dictionary<string, IReadOnlyList<string>> sets = new(StringComparer.Ordinal);

    public static SynonymSets BuiltIn => Shared.Value;

    /// <summary>
    /// Other words for a folded word; one that is not listed takes over the set of its beginning or end (车载激光雷达, 车载光学雷达). A word that
    /// is only a part of it means more and is left out (血管支架, 支架).
    /// </summary>
    public IReadOnlyList<string> Of(string folded)
    {
        var found = sets.TryGetValue(folded, out var whole) ? whole : [];
        for (var length = folded.Length - 1; found.Count == 0 && length >= 2; length--)
        {
            var (first, last) = (folded[..length], folded[^length..]);
            if (sets.TryGetValue(first, out var begins)) found = [.. begins.Select(w => w + folded[length..])];
            else if (sets.TryGetValue(last, out var ends)) found = [.. ends.Select(w => folded[..^length] + w)];
        }
        return [.. found.Where(w => !folded.Contains(w, StringComparison.Ordinal))];
    }

    private static SynonymSets Read()
    {
        var read = new SynonymSets();
        foreach (var file in new[] { "Revitalization/data/synonyms.tsv", "Revitalization/Matching/data/kindred-words.tsv" })
        {
            using var text = new StreamReader(EmbeddedData.Open(file), Encoding.UTF8);
            while (text.ReadLine() is { } line)
            {
                var words = line.Split('\t').Select(MatchText.Fold).Where(w => w.Length > 1).ToList();
                foreach (var word in words) read.sets[word] = [.. read.sets.GetValueOrDefault(word, []).Union(words)];
            }
        }
        return read;
    }
}
