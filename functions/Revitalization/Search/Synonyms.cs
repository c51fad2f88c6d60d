using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Revitalization.Search;

/// <summary>同义词 of the field: whoever asks for one finds the others (data/synonyms.tsv, a group each line).</summary>
public static class Synonyms
{
    private static readonly Lazy<Dictionary<string, IReadOnlyList<string>>> Groups = new(Load);

    /// <summary>What else a word is called; none for most.</summary>
    /// <param name="folded">The word as <see cref="ResourceText.Fold"/> gives it.</param>
    public static IReadOnlyList<string> Of(string folded) => Groups.Value.GetValueOrDefault(folded) ?? [];

    private static Dictionary<string, IReadOnlyList<string>> Load()
    {
        using var text = new StreamReader(EmbeddedData.Open("Revitalization/data/synonyms.tsv"), Encoding.UTF8);
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        while (text.ReadLine() is { } line)
        {
            var words = line.Split('\t').Select(ResourceText.Fold).Distinct(StringComparer.Ordinal).ToList();
            foreach (var word in words)
                groups[word] = [.. groups.GetValueOrDefault(word, []).Union(words.Where(w => w != word), StringComparer.Ordinal)];
        }
        return groups;
    }
}
