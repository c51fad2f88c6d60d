using System.Numerics;
using System.Runtime.InteropServices;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// Patents, indexed by what subscriptions ask for: for each distinct industry the patents that it concerns, for each distinct keyword the
/// patents that hold it, both best first. Built once for all subscriptions; matching one of them only merges its few lists. Closeness and
/// strength are kept in 255 steps, so that a list of ten thousand patents fits the processor's first cache.
/// </summary>
public sealed class MatchIndex
{
    /// <summary>Closeness or strength of one.</summary>
    internal const int Whole = 255;

    // A cosine that texts of the same subject reach; the length of a text counts for a part only, so that a bare title is not favoured.
    private const float SameSubject = 0.22f;
    private const float OwnSubject = 0.25f;
    private const float UsualNorm = 26;
    private const float OtherFeature = 5;

    // What every tenth patent holds tells no industry from another.
    private const int CommonFeature = 10;

    // A keyword that a third of everything holds still says a little.
    private const float LeastRarity = 0.25f;
    private const float PartsStrength = 0.35f;
    private const float LeastParts = 0.5f;

    // A keyword of more than every 160th patent is looked up instead of gathered; a feature of the unit's own titles is left out then.
    private const int CommonShare = 160;
    private const int LeastCommon = 64;

    private readonly FeatureTable features;
    private readonly List<WordForm> forms;
    private readonly float[] norms;
    private readonly Postings featurePostings;
    private readonly int[] rows;
    private readonly int common;

    private MatchIndex(IReadOnlyList<MatchPatent> patents, FocusSet foci, MatchWeights weights)
    {
        (Foci, Patents, Weights) = (foci, patents, weights);
        common = Math.Max(LeastCommon, patents.Count / CommonShare);
        var codes = UsedCodes(out rows);
        features = new FeatureTable(1 << 16);
        foreach (var code in codes)
            foreach (var (feature, _) in IndustryTexts.Of(code)) features.GetOrAdd(feature);
        foreach (var (feature, _) in foci.Own.All) features.GetOrAdd(feature);
        var parts = Parts();
        foreach (var feature in parts.All) features.GetOrAdd(feature);
        forms = [.. foci.Forms(), .. foci.ExcludedTexts.Select((text, i) => new WordForm(text, foci.WordTexts.Count + i, 1))];

        var reading = new PatentReading(features, forms, foci.WordTexts.Count + foci.ExcludedTexts.Count);
        norms = new float[patents.Count];
        for (var p = 0; p < patents.Count; p++) norms[p] = reading.Read(p, patents[p]) * OtherFeature;
        featurePostings = Weigh(reading.FeatureHits);
        for (var p = 0; p < norms.Length; p++) norms[p] = 1 / ((0.4f * UsualNorm) + (0.6f * MathF.Sqrt(norms[p])));

        (Universities, Ways, IsTagged) = Facts();
        (FieldRows, FieldOrders) = Fields(codes);
        (WordStarts, WordHits, WordPatents, WordPoints, CommonRows) = Words(reading.WordHits, parts);
    }

    /// <summary>The patents.</summary>
    public IReadOnlyList<MatchPatent> Patents { get; }

    /// <summary>How much each part counts.</summary>
    public MatchWeights Weights { get; }

    internal FocusSet Foci { get; }

    /// <summary>University of each patent, by number.</summary>
    internal int[] Universities { get; }

    /// <summary>Ways of cooperation of each patent, as bits.</summary>
    internal uint[] Ways { get; }

    /// <summary>Whether a patent is registered under an industry, so that another field is certain.</summary>
    internal bool[] IsTagged { get; }

    /// <summary>For each used industry the closeness of every patent.</summary>
    internal byte[][] FieldRows { get; }

    /// <summary>For each used industry the patents that it concerns, closest first.</summary>
    internal int[][] FieldOrders { get; }

    /// <summary>Where the hits of each keyword begin; they stand strongest first.</summary>
    internal int[] WordStarts { get; }

    internal WordHit[] WordHits { get; }

    internal int[] WordPatents { get; }

    /// <summary>Strength of each hit times rarity of its keyword.</summary>
    internal byte[] WordPoints { get; }

    /// <summary>For each keyword of very many patents the points of every patent; null for the others.</summary>
    internal byte[]?[] CommonRows { get; }

    /// <summary>Indexes patents for subscriptions.</summary>
    public static MatchIndex Of(IReadOnlyList<MatchPatent> patents, FocusSet foci, MatchWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(patents);
        ArgumentNullException.ThrowIfNull(foci);
        return new MatchIndex(patents, foci, weights ?? MatchWeights.InForce);
    }

    /// <summary>The keywords that were found in a patent, as the matching compares them.</summary>
    public IReadOnlyList<string> KeywordsOf(int patent) =>
        [.. WordHits.Where(h => h.Patent == patent && h.Word < Foci.WordTexts.Count).Select(h => Foci.WordTexts[h.Word]).Distinct()];

    /// <summary>Row of an industry in <see cref="FieldRows"/>.</summary>
    internal int RowOf(int code) => rows[code];

    internal WordForm FormOf(WordHit hit) => forms[hit.Form];

    /// <summary>Patents that hold a feature of the unit's own titles; none where it is so common that it says nothing.</summary>
    internal ReadOnlySpan<(int Patent, float Weight)> OwnPostings(uint feature) =>
        featurePostings[features.Find(feature)] is var postings && postings.Length <= common ? postings : [];

    /// <summary>How close a sum over a unit's own features is to being about the same, 0 to 1.</summary>
    internal float OwnCloseness(int patent, float sum) => MathF.Min(1, sum * norms[patent] / OwnSubject);

    private int[] UsedCodes(out int[] places)
    {
        places = new int[IndustryGraph.BuiltIn.Count];
        Array.Fill(places, -1);
        var used = new List<int>();
        foreach (var code in Foci.Codes.All)
        {
            if (places[code] >= 0) continue;
            places[code] = used.Count;
            used.Add(code);
        }
        return [.. used];
    }

    // Of words of three characters and more. Pairs that straddle two words of the keyword and stand in no name of a trade are no part of it.
    private Ragged<uint> Parts()
    {
        var (parts, all) = (new Ragged<uint>(), new List<uint>());
        foreach (var word in Foci.WordTexts)
        {
            all.Clear();
            if (word.Length > 2) MatchText.Features(word, all);
            foreach (var feature in all)
                if (!parts.Open.Contains(feature) && TradeWords.BuiltIn.CountOf(feature) > 0) parts.Add(feature);
            parts.Close();
        }
        return parts;
    }

    private Postings Weigh(List<FeatureHit> hits)
    {
        var postings = new Postings(features.Count, hits);
        for (var feature = 0; feature < features.Count; feature++)
        {
            var held = postings.Of(feature);
            if (held.Length == 0) continue;
            var rarity = TradeWords.BuiltIn.RarityOf(features.KeyOf(feature), held.Length, Patents.Count);
            foreach (ref var entry in held)
            {
                entry.Weight = rarity * entry.Weight / (entry.Weight + 1.2f);
                norms[entry.Patent] += entry.Weight * entry.Weight;
            }
        }
        return postings;
    }

    private (int[] Universities, uint[] Ways, bool[] IsTagged) Facts()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var (universities, ways, tagged) = (new int[Patents.Count], new uint[Patents.Count], new bool[Patents.Count]);
        for (var p = 0; p < Patents.Count; p++)
        {
            var patent = Patents[p];
            if (!names.TryGetValue(patent.University, out universities[p])) names[patent.University] = universities[p] = names.Count;
            ways[p] = Foci.WaysOf(patent.TransferWays);
            tagged[p] = patent.StrategicIndustries.Count + patent.Industries.Count > 0;
        }
        return (universities, ways, tagged);
    }

    private (byte[][] Rows, int[][] Orders) Fields(int[] codes)
    {
        var closeness = new byte[codes.Length][];
        for (var i = 0; i < codes.Length; i++) closeness[i] = new byte[Patents.Count];
        for (var p = 0; p < Patents.Count; p++)
            foreach (var relative in IndustryTags.RelativesOf(Patents[p]))
                if (rows[relative.Code] is >= 0 and var row) closeness[row][p] = Math.Max(closeness[row][p], Quantized(relative.Closeness));

        // By industry alone, then what the text adds; both in whole steps.
        var byTag = new float[Whole + 1];
        for (var step = 0; step <= Whole; step++) byTag[step] = Weights.FieldByTag * step / Whole;
        var least = Math.Max((byte)1, Quantized((Weights.Threshold - Weights.Way) / Weights.Field));
        var orders = new int[codes.Length][];
        var sums = new float[Patents.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            Array.Clear(sums);
            foreach (var (feature, weight) in IndustryTexts.Of(codes[i]))
            {
                var postings = featurePostings[features.Find(feature)];
                if (IsCommon(postings.Length)) continue;
                foreach (var (patent, value) in postings) sums[patent] += weight * value;
            }
            var row = closeness[i];
            for (var p = 0; p < row.Length; p++)
                if (row[p] != 0 || sums[p] != 0) row[p] = Quantized(Field(byTag[row[p]], TextCloseness(p, sums[p])));
            orders[i] = Order(row, least);
        }
        return (closeness, orders);
    }

    private bool IsCommon(int count) => count > LeastCommon && count > Patents.Count / CommonFeature;

    private float Field(float byTag, float text) => byTag + ((1 - byTag) * Weights.FieldByText * text);

    private float TextCloseness(int patent, float sum) => MathF.Min(1, sum * norms[patent] / SameSubject);

    private static byte Quantized(float share) => (byte)((Math.Clamp(share, 0, 1) * Whole) + 0.5f);

    // Counting sort. Whole vectors of patents that are not concerned are skipped.
    private static int[] Order(byte[] row, byte least)
    {
        Span<int> counts = stackalloc int[Whole + 2];
        counts.Clear();
        var concerned = new List<int>();
        var floor = new Vector<byte>(least);
        for (var p = 0; p < row.Length; p += Vector<byte>.Count)
        {
            var until = Math.Min(row.Length, p + Vector<byte>.Count);
            if (until - p == Vector<byte>.Count && !Vector.GreaterThanOrEqualAny(new Vector<byte>(row, p), floor)) continue;
            for (var q = p; q < until; q++)
            {
                if (row[q] < least) continue;
                concerned.Add(q);
                counts[row[q]]++;
            }
        }
        for (var (step, at) = (Whole, 0); step >= 0; step--) (counts[step], at) = (at, at + counts[step]);
        var order = new int[concerned.Count];
        foreach (var p in concerned) order[counts[row[p]]++] = p;
        return order;
    }

    private (int[] Starts, WordHit[] Hits, int[] Patents, byte[] Points, byte[]?[] Rows) Words(List<WordHit> found, Ragged<uint> parts)
    {
        var words = Foci.WordTexts.Count + Foci.ExcludedTexts.Count;
        var whole = ByWord(found, words, out var wholeStarts);
        var (hits, points) = (new List<WordHit>(found.Count), new List<byte>(found.Count));
        var (starts, commonRows) = (new int[words + 1], new byte[]?[words]);
        var coverage = new float[Patents.Count];
        var texts = TradeWords.BuiltIn.Names + Patents.Count;
        for (var word = 0; word < words; word++)
        {
            var own = whole.AsSpan(wholeStarts[word]..wholeStarts[word + 1]);
            var wordParts = word < Foci.WordTexts.Count ? parts[word] : [];
            var rarity = Math.Clamp(1.3f * MathF.Log((texts + 1f) / (own.Length + Named(word) + 1f)) / MathF.Log(texts + 1f), LeastRarity, 1);
            hits.AddRange(own);
            if (wordParts.Length > 1) AddParts(hits, word, wordParts, own, coverage);
            var all = CollectionsMarshal.AsSpan(hits)[starts[word]..];
            // Strongest first: what is missing to a whole as the key.
            foreach (ref readonly var hit in all) points.Add((byte)(Whole - Math.Max((byte)1, Quantized(hit.Strength * rarity))));
            var missing = CollectionsMarshal.AsSpan(points)[starts[word]..];
            missing.Sort(all);
            foreach (ref var point in missing) point = (byte)(Whole - point);
            starts[word + 1] = hits.Count;
            if (all.Length <= common) continue;
            var row = commonRows[word] = new byte[Patents.Count];
            for (var i = 0; i < all.Length; i++) row[all[i].Patent] = points[starts[word] + i];
        }
        var sorted = hits.ToArray();
        return (starts, sorted, Array.ConvertAll(sorted, h => h.Patent), [.. points], commonRows);
    }

    private static WordHit[] ByWord(List<WordHit> found, int words, out int[] starts)
    {
        starts = new int[words + 1];
        foreach (var hit in found) starts[hit.Word + 1]++;
        for (var w = 0; w < words; w++) starts[w + 1] += starts[w];
        var (sorted, next) = (new WordHit[found.Count], starts.AsSpan().ToArray());
        foreach (var hit in found) sorted[next[hit.Word]++] = hit;
        return sorted;
    }

    // At most so many names of trades hold the keyword.
    private int Named(int word)
    {
        if (word >= Foci.WordTexts.Count) return 0;
        var (least, text) = (int.MaxValue, Foci.WordTexts[word]);
        for (var i = 0; i + 1 < text.Length; i++)
            if (MatchText.IsChinese(text[i]) && MatchText.IsChinese(text[i + 1])) least = Math.Min(least, TradeWords.BuiltIn.CountOf(MatchText.Pair(text[i], text[i + 1])));
        return least == int.MaxValue ? 0 : least;
    }

    // Patents without the keyword that hold more than half of it in parts, weighted by rarity.
    private void AddParts(List<WordHit> hits, int word, ReadOnlySpan<uint> parts, ReadOnlySpan<WordHit> whole, float[] coverage)
    {
        var (all, from) = (0f, hits.Count);
        foreach (var part in parts) all += TradeWords.BuiltIn.RarityOf(part);
        foreach (ref readonly var hit in whole) coverage[hit.Patent] = -1e6f;
        foreach (var part in parts)
        {
            var share = TradeWords.BuiltIn.RarityOf(part) / all;
            foreach (var (patent, _) in featurePostings[features.Find(part)])
            {
                var before = coverage[patent];
                coverage[patent] = before + share;
                if (before < LeastParts && before + share >= LeastParts) hits.Add(new WordHit(word, patent, 0, -1, WordPlace.Parts));
            }
        }
        foreach (ref var hit in CollectionsMarshal.AsSpan(hits)[from..]) hit = hit with { Strength = PartsStrength * coverage[hit.Patent] };
        foreach (var part in parts)
            foreach (var (patent, _) in featurePostings[features.Find(part)]) coverage[patent] = 0;
        foreach (ref readonly var hit in whole) coverage[hit.Patent] = 0;
    }
}
