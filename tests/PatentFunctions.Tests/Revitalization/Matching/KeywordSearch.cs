using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Tests.Revitalization.Matching;

/// <summary>What the matching is compared with: the keywords typed into a full-text search, BM25 over title, abstract and keywords.</summary>
internal sealed class KeywordSearch
{
    private readonly List<(MatchPatent Patent, Dictionary<string, int> Counts, int Length)> documents;
    private readonly Dictionary<string, int> frequencies = [];
    private readonly double usual;

    public KeywordSearch(IReadOnlyList<MatchPatent> patents)
    {
        documents = [.. patents.Select(p =>
        {
            var tokens = Tokens(string.Join('。', [p.Title, p.Abstract ?? "", .. p.Keywords]));
            return (p, tokens.CountBy(t => t).ToDictionary(), tokens.Count);
        })];
        foreach (var token in documents.SelectMany(d => d.Counts.Keys)) frequencies[token] = frequencies.GetValueOrDefault(token) + 1;
        usual = documents.Average(d => d.Length);
    }

    public IEnumerable<string> Find(MatchFocus focus)
    {
        var asked = focus.Keywords.SelectMany(Tokens).Distinct().ToList();
        return documents.Select(d => (d.Patent.Id, Score: asked.Sum(t => Score(d.Counts.GetValueOrDefault(t), d.Length, t)))).Where(d => d.Score > 0).OrderByDescending(d => d.Score).Select(d => d.Id);
    }

    private double Score(int count, int length, string token)
    {
        var rarity = Math.Log(1 + ((documents.Count - frequencies.GetValueOrDefault(token) + 0.5) / (frequencies.GetValueOrDefault(token) + 0.5)));
        return rarity * count * 2.2 / (count + (1.2 * (0.25 + (0.75 * length / usual))));
    }

    private static List<string> Tokens(string text) => [.. ResourceText.Tokens(text).Select(t => t.Text).Where(t => t.Length > 1)];
}
