namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// Patents, indexed by what subscriptions ask for: for each distinct industry the patents that it concerns, closest first; for each distinct
/// keyword the patents that hold it. Built once for all subscriptions; matching one of them then only merges its few lists.
/// </summary>
public sealed class MatchIndex
{
    /// <summary>Steps into which closeness is sorted.</summary>
    internal const int Steps = 256;

    private const float LeastField = 0.1f;

    // A cosine that texts of the same subject reach; the length of a text counts for a part only, so that a bare title is not favoured.
    private const float SameSubject = 0.22f;
    private const float OwnSubject = 0.25f;
    private const float UsualNorm = 26;
    private const float OtherFeature = 5;

    // A keyword that a third of everything holds still says a little.
    private const float LeastRarity = 0.25f;
    private const float PartsStrength = 0.35f;
    private const float LeastParts = 0.5f;

    private readonly FocusSet foci;
    private readonly FeatureTable features;
    private readonly List<WordForm> forms;
    private readonly float[] norms;
    private readonly Postings featurePostings;
    private readonly int[] places;

    private MatchIndex(IReadOnlyList<MatchPatent> patents, FocusSet foci, MatchWeights weights)
    {
        (this.foci, Patents, Weights) = (foci, patents, weights);
        var fields = UsedCodes(out places);
        features = new FeatureTable(1 << 16);
        var fieldTexts = fields.Select(c => IndustryTexts.Of(c)).ToList();
        foreach (var text in fieldTexts)
            foreach (var (feature, _) in text) features.GetOrAdd(feature);
        foreach (var (feature, _) in foci.Own.All) features.GetOrAdd(feature);
        var parts = foci.WordTexts.Select(PartsOf).ToList();
        foreach (var part in parts)
            foreach (var feature in part) features.GetOrAdd(feature);
        forms = [.. foci.Forms(), .. foci.ExcludedTexts.Select((text, i) => new WordForm(text, foci.WordTexts.Count + i, 1))];

        var reading = new PatentReading(features, forms, foci.WordTexts.Count + foci.ExcludedTexts.Count);
        norms = new float[patents.Count];
        for (var p = 0; p < patents.Count; p++) norms[p] = reading.Read(p, patents[p]) * OtherFeature;
        featurePostings = Weigh(reading.FeatureHits);
        for (var p = 0; p < norms.Length; p++) norms[p] = 1 / ((0.4f * UsualNorm) + (0.6f * MathF.Sqrt(norms[p])));

        (Universities, Ways, ForeignFloor, IsTagged) = Facts();
        (FieldRows, FieldOrders) = Fields(fields, fieldTexts);
        (WordHits, WordStarts, WordPoints) = Words(reading.WordHits, parts);
    }

    /// <summary>The patents.</summary>
    public IReadOnlyList<MatchPatent> Patents { get; }

    /// <summary>How much each part counts.</summary>
    public MatchWeights Weights { get; }

    internal FocusSet Foci => foci;

    /// <summary>University of each patent, by number.</summary>
    internal int[] Universities { get; }

    /// <summary>Ways of cooperation of each patent, as bits.</summary>
    internal uint[] Ways { get; }

    /// <summary>What is left of a keyword's points where the field is certainly another; more where a patent has no industry to tell.</summary>
    internal float[] ForeignFloor { get; }

    internal bool[] IsTagged { get; }

    /// <summary>For each used industry the closeness of every patent, 0 to 1.</summary>
    internal float[][] FieldRows { get; }

    /// <summary>For each used industry the patents that it concerns, by steps of closeness, closest first.</summary>
    internal (int[] Patents, byte[] Steps)[] FieldOrders { get; }

    internal WordHit[] WordHits { get; }

    internal int[] WordStarts { get; }

    /// <summary>What each hit adds to the sum that the keywords' points grow with.</summary>
    internal float[] WordPoints { get; }

    /// <summary>Indexes patents for subscriptions.</summary>
    public static MatchIndex Of(IReadOnlyList<MatchPatent> patents, FocusSet foci, MatchWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(patents);
        ArgumentNullException.ThrowIfNull(foci);
        return new MatchIndex(patents, foci, weights ?? MatchWeights.InForce);
    }

    /// <summary>Row of an industry in <see cref="FieldRows"/>.</summary>
    internal int RowOf(int code) => places[code];

    internal WordForm FormOf(WordHit hit) => forms[hit.Form];

    internal Span<WordHit> HitsOf(int word) => WordHits.AsSpan(WordStarts[word]..WordStarts[word + 1]);

    /// <summary>Patents that read like the unit's own filings and patents: features of its titles with the patents that hold them.</summary>
    internal ReadOnlySpan<(int Patent, float Weight)> PostingsOf(uint feature) => featurePostings[features.Find(feature)];

    /// <summary>How close a sum over a unit's own features is to being about the same, 0 to 1.</summary>
    internal float OwnCloseness(int patent, float sum) => MathF.Min(1, sum * norms[patent] / OwnSubject);

    private int[] UsedCodes(out int[] places)
    {
        places = new int[IndustryGraph.BuiltIn.Count];
        Array.Fill(places, -1);
        var used = new List<int>();
        foreach (var code in foci.Codes.All)
        {
            if (places[code] >= 0) continue;
            places[code] = used.Count;
            used.Add(code);
        }
        return [.. used];
    }

    // Pairs that straddle two words of the keyword and stand in no name of a trade are no part of it.
    private static uint[] PartsOf(string word)
    {
        if (word.Length < 3) return [];
        var all = new List<uint>();
        MatchText.Features(word, all);
        return [.. all.Distinct().Where(f => TradeWords.BuiltIn.CountOf(f) > 0)];
    }

    private Postings Weigh(List<FeatureHit> hits)
    {
        var postings = new Postings(features.Count, hits);
        var rarity = new float[features.Count];
        foreach (var hit in hits)
        {
            var known = rarity[hit.Feature];
            if (known == 0) rarity[hit.Feature] = known = TradeWords.BuiltIn.RarityOf(features.KeyOf(hit.Feature), postings[hit.Feature].Length, Patents.Count);
            var weight = known * hit.Frequency / (hit.Frequency + 1.2f);
            norms[hit.Patent] += weight * weight;
        }
        postings.Weigh((feature, frequency) => rarity[feature] * frequency / (frequency + 1.2f));
        return postings;
    }

    private (int[] Universities, uint[] Ways, float[] ForeignFloor, bool[] IsTagged) Facts()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var (universities, ways, floors, tagged) = (new int[Patents.Count], new uint[Patents.Count], new float[Patents.Count], new bool[Patents.Count]);
        for (var p = 0; p < Patents.Count; p++)
        {
            var patent = Patents[p];
            if (!names.TryGetValue(patent.University, out universities[p])) names[patent.University] = universities[p] = names.Count;
            ways[p] = foci.WaysOf(patent.TransferWays);
            tagged[p] = patent.StrategicIndustries.Count + patent.Industries.Count > 0;
            floors[p] = tagged[p] ? Weights.ForeignField : 0.5f + (0.5f * Weights.ForeignField);
        }
        return (universities, ways, floors, tagged);
    }

    private (float[][] Rows, (int[] Patents, byte[] Steps)[] Orders) Fields(int[] codes, List<(uint Feature, float Weight)[]> texts)
    {
        var rows = new float[codes.Length][];
        for (var i = 0; i < rows.Length; i++) rows[i] = new float[Patents.Count];
        for (var p = 0; p < Patents.Count; p++)
            foreach (var relative in IndustryTags.RelativesOf(Patents[p]))
                if (places[relative.Code] is >= 0 and var row && rows[row][p] < relative.Closeness) rows[row][p] = relative.Closeness;
        var orders = new (int[] Patents, byte[] Steps)[codes.Length];
        var sums = new float[Patents.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            Array.Clear(sums);
            foreach (var (feature, weight) in texts[i])
                foreach (var (patent, value) in featurePostings[features.Find(feature)]) sums[patent] += weight * value;
            var row = rows[i];
            for (var p = 0; p < row.Length; p++) row[p] += (1 - row[p]) * Weights.FieldByText * TextCloseness(p, sums[p]);
            orders[i] = Order(row);
        }
        return (rows, orders);
    }

    private float TextCloseness(int patent, float sum) => MathF.Min(1, sum * norms[patent] / SameSubject);

    /// <summary>How closely a patent's text reads like an industry's products, 0 to 1; for the reasons.</summary>
    internal float TextCloseness(int code, int patent)
    {
        var sum = 0f;
        foreach (var (feature, weight) in IndustryTexts.Of(code))
            foreach (var (found, value) in featurePostings[features.Find(feature)])
                if (found == patent) sum += weight * value;
        return TextCloseness(patent, sum);
    }

    // Counting sort: the step above is a bound that is near enough for ending early.
    private static (int[] Patents, byte[] Steps) Order(float[] row)
    {
        var counts = new int[Steps + 1];
        var total = 0;
        foreach (var closeness in row)
        {
            if (closeness < LeastField) continue;
            counts[StepOf(closeness)]++;
            total++;
        }
        var at = 0;
        for (var step = Steps - 1; step >= 0; step--) (counts[step], at) = (at, at + counts[step]);
        var (patents, steps) = (new int[total], new byte[total]);
        for (var p = 0; p < row.Length; p++)
        {
            if (row[p] < LeastField) continue;
            var step = StepOf(row[p]);
            (patents[counts[step]], steps[counts[step]]) = (p, (byte)step);
            counts[step]++;
        }
        return (patents, steps);
    }

    private static int StepOf(float closeness) => Math.Min(Steps - 1, (int)(closeness * Steps));

    private (WordHit[] Hits, int[] Starts, float[] Points) Words(List<WordHit> found, List<uint[]> parts)
    {
        var words = foci.WordTexts.Count + foci.ExcludedTexts.Count;
        var starts = new int[words + 1];
        foreach (var hit in found) starts[hit.Word + 1]++;
        for (var w = 0; w < words; w++) starts[w + 1] += starts[w];
        var whole = new WordHit[found.Count];
        var next = starts.AsSpan().ToArray();
        foreach (var hit in found) whole[next[hit.Word]++] = hit;

        var (hits, points, allStarts) = (new List<WordHit>(found.Count), new List<float>(found.Count), new int[words + 1]);
        var coverage = new float[Patents.Count];
        var texts = TradeWords.BuiltIn.Names + Patents.Count;
        for (var word = 0; word < words; word++)
        {
            var own = whole.AsSpan(starts[word]..starts[word + 1]);
            var named = word < parts.Count ? TradeWords.BuiltIn.CountOf(foci.WordTexts[word]) : 0;
            var rarity = Math.Clamp(1.3f * MathF.Log((texts + 1f) / (own.Length + named + 1f)) / MathF.Log(texts + 1f), LeastRarity, 1);
            foreach (var hit in own)
            {
                hits.Add(hit);
                points.Add(hit.Strength * rarity);
                coverage[hit.Patent] = -1e6f;
            }
            if (word < parts.Count && parts[word].Length > 1)
                foreach (var hit in InParts(word, parts[word], coverage))
                {
                    hits.Add(hit);
                    points.Add(hit.Strength * rarity);
                }
            foreach (var hit in own) coverage[hit.Patent] = 0;
            allStarts[word + 1] = hits.Count;
        }
        return ([.. hits], allStarts, [.. points]);
    }

    private List<WordHit> InParts(int word, uint[] parts, float[] coverage)
    {
        var rarities = parts.Select(f => TradeWords.BuiltIn.RarityOf(f)).ToArray();
        var all = rarities.Sum();
        var hits = new List<WordHit>();
        for (var i = 0; i < parts.Length; i++)
            foreach (var (patent, _) in featurePostings[features.Find(parts[i])])
            {
                var before = coverage[patent];
                coverage[patent] += rarities[i] / all;
                if (before < LeastParts && coverage[patent] >= LeastParts) hits.Add(new WordHit(word, patent, 0, -1, WordPlace.Parts));
            }
        for (var i = 0; i < hits.Count; i++) hits[i] = hits[i] with { Strength = PartsStrength * coverage[hits[i].Patent] };
        foreach (var feature in parts)
            foreach (var (patent, _) in featurePostings[features.Find(feature)])
                if (coverage[patent] > 0) coverage[patent] = 0;
        return hits;
    }
}
