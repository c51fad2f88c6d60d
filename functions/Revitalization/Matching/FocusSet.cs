using System.Runtime.InteropServices;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>A spelling of a keyword to look for in texts.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Word">The keyword, by number.</param>
/// <param name="Factor">1 for the keyword itself, less for a synonym.</param>
internal readonly record struct WordForm(string Text, int Word, float Factor);

/// <summary>
/// Subscriptions taken apart into what they ask for. Units share industries and keywords: each distinct one is numbered once, and a
/// subscription is but a few numbers in flat arrays.
/// </summary>
public sealed class FocusSet
{
    private const float SynonymFactor = 0.88f;
    private const int MostWays = 32;
    private const int MostOwn = 12;

    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> bans = new(StringComparer.Ordinal);
    private readonly List<uint> ownTexts = [];
    private readonly List<(uint Feature, float Weight)> ownWeights = [];
    private readonly Dictionary<string, int> ways = new(StringComparer.Ordinal);

    private FocusSet(IReadOnlyList<MatchFocus> foci)
    {
        (Foci, Ways) = (foci, new uint[foci.Count]);
        (Codes, Words, Excluded, Own) = (new(foci.Count, 4), new(foci.Count, 4), new(foci.Count, 1), new(foci.Count, 4));
    }

    /// <summary>How many subscriptions there are.</summary>
    public int Count => Foci.Count;

    internal IReadOnlyList<MatchFocus> Foci { get; }

    internal Ragged<int> Codes { get; }

    internal Ragged<int> Words { get; }

    internal Ragged<int> Excluded { get; }

    internal Ragged<(int Feature, float Weight)> Own { get; }

    /// <summary>Distinct features of the units' own titles; <see cref="Own"/> holds their numbers.</summary>
    internal FeatureTable OwnFeatures { get; } = new(1 << 12);

    internal uint[] Ways { get; }

    /// <summary>Distinct keywords, folded.</summary>
    internal List<string> WordTexts { get; } = [];

    /// <summary>Distinct excluded words; numbered apart, since they have no synonyms.</summary>
    internal List<string> ExcludedTexts { get; } = [];

    /// <summary>Dismissals and dislikes of the few subscriptions that have any.</summary>
    internal Dictionary<int, Aversions> Averse { get; } = [];

    /// <summary>Takes subscriptions apart.</summary>
    public static FocusSet Of(IReadOnlyList<MatchFocus> foci)
    {
        ArgumentNullException.ThrowIfNull(foci);
        var set = new FocusSet(foci);
        for (var i = 0; i < foci.Count; i++) set.Add(i, foci[i]);
        return set;
    }

    /// <summary>The ways of cooperation as bits; 0 where they are left open.</summary>
    internal uint WaysOf(IReadOnlyList<string> codes)
    {
        var bits = 0u;
        foreach (var code in codes)
            if (ways.TryGetValue(code, out var bit)) bits |= 1u << bit;
        // A patent whose ways nobody asked for agrees with nobody; it does not leave them open.
        return codes.Count > 0 && bits == 0 ? 1u << (MostWays - 1) : bits;
    }

    /// <summary>Every spelling to look for: the keywords and their synonyms.</summary>
    internal IEnumerable<WordForm> Forms()
    {
        for (var word = 0; word < WordTexts.Count; word++)
        {
            yield return new WordForm(WordTexts[word], word, 1);
            foreach (var synonym in SynonymSets.BuiltIn.Of(WordTexts[word])) yield return new WordForm(synonym, word, SynonymFactor);
        }
    }

    private void Add(int number, MatchFocus focus)
    {
        var graph = IndustryGraph.BuiltIn;
        foreach (var code in focus.StrategicIndustries) AddCode(graph.FindStrategic(code));
        foreach (var code in focus.Industries) AddCode(graph.FindEconomic(code));
        foreach (var word in focus.Keywords) AddWord(Words, words, WordTexts, word);
        foreach (var word in focus.Excluded) AddWord(Excluded, bans, ExcludedTexts, word);
        foreach (var way in focus.TransferWays)
        {
            if (!ways.TryGetValue(way, out var bit) && ways.Count < MostWays - 1) ways[way] = bit = ways.Count;
            Ways[number] |= 1u << bit;
        }
        AddOwn(focus.OwnTitles);
        if (focus.Dismissed.Count + focus.Dislikes.Count > 0) Averse[number] = Aversions.Of(focus);
        Codes.Close();
        Words.Close();
        Excluded.Close();
        Own.Close();
    }

    // As TradeWords.Characteristic, for very many short lists.
    private void AddOwn(IReadOnlyList<string> titles)
    {
        ownTexts.Clear();
        foreach (var title in titles) MatchText.Features(MatchText.Fold(title), ownTexts);
        if (ownTexts.Count == 0) return;
        ownTexts.Sort();
        ownWeights.Clear();
        for (var (from, until) = (0, 1); from < ownTexts.Count; from = until++)
        {
            while (until < ownTexts.Count && ownTexts[until] == ownTexts[from]) until++;
            ownWeights.Add((ownTexts[from], TradeWords.BuiltIn.RarityOf(ownTexts[from]) * MathF.Log(1 + until - from)));
        }
        ownWeights.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Feature.CompareTo(b.Feature));
        var kept = CollectionsMarshal.AsSpan(ownWeights)[..Math.Min(MostOwn, ownWeights.Count)];
        var norm = 0f;
        foreach (var (_, weight) in kept) norm += weight * weight;
        foreach (var (feature, weight) in kept) Own.Add((OwnFeatures.GetOrAdd(feature), weight / MathF.Sqrt(norm)));
    }

    private void AddCode(int code)
    {
        if (code >= 0 && !Codes.Open.Contains(code)) Codes.Add(code);
    }

    private static void AddWord(Ragged<int> into, Dictionary<string, int> numbers, List<string> texts, string word)
    {
        Span<char> buffer = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        MatchText.Fold(word, buffer);
        ReadOnlySpan<char> folded = buffer.Trim(' ');
        if (folded.Length < 2) return;
        if (!numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var number))
        {
            numbers[folded.ToString()] = number = texts.Count;
            texts.Add(folded.ToString());
        }
        if (!into.Open.Contains(number)) into.Add(number);
    }
}

/// <summary>Lists of different lengths in one array.</summary>
/// <typeparam name="T">An element.</typeparam>
/// <param name="lists">How many there will be; more are taken.</param>
/// <param name="usual">Elements that one has as a rule.</param>
internal sealed class Ragged<T>(int lists, int usual)
{
    private readonly List<T> items = new(lists * usual);
    private readonly List<int> starts = new(lists + 1) { 0 };

    /// <summary>A list that is closed.</summary>
    public ReadOnlySpan<T> this[int list] => CollectionsMarshal.AsSpan(items)[starts[list]..starts[list + 1]];

    /// <summary>The list that is being written.</summary>
    public ReadOnlySpan<T> Open => CollectionsMarshal.AsSpan(items)[starts[^1]..];

    /// <summary>Every element of every list.</summary>
    public ReadOnlySpan<T> All => CollectionsMarshal.AsSpan(items);

    public void Add(T item) => items.Add(item);

    public void Close() => starts.Add(items.Count);
}

/// <summary>What a unit does not want to see (again).</summary>
/// <param name="Dismissed">Ids of patents.</param>
/// <param name="Universities">How often patents of a university were not of interest.</param>
/// <param name="Codes">How often patents of an industry were not of interest.</param>
/// <param name="Words">How often patents found by a keyword were not of interest.</param>
internal sealed record Aversions(IReadOnlySet<string> Dismissed, IReadOnlyDictionary<string, int> Universities, IReadOnlyDictionary<int, int> Codes, IReadOnlyDictionary<string, int> Words)
{
    private const int Most = 3;

    public static Aversions Of(MatchFocus focus)
    {
        var (universities, codes, words) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<int, int>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var dislike in focus.Dislikes)
        {
            var times = Math.Min(Most, dislike.Times);
            var code = dislike.Kind switch
            {
                DislikeKind.StrategicIndustry => IndustryGraph.BuiltIn.FindStrategic(dislike.Value),
                DislikeKind.Industry => IndustryGraph.BuiltIn.FindEconomic(dislike.Value),
                _ => -1,
            };
            if (dislike.Kind == DislikeKind.University) universities[dislike.Value] = times;
            else if (dislike.Kind == DislikeKind.Keyword) words[MatchText.Fold(dislike.Value)] = times;
            else if (code >= 0) codes[code] = times;
        }
        return new Aversions(focus.Dismissed.ToHashSet(StringComparer.Ordinal), universities, codes, words);
    }
}
