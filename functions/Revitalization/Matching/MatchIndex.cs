using System.Runtime.InteropServices;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// Patents, indexed by what subscriptions ask for: for each distinct industry the patents that it concerns, for each distinct keyword the
/// patents that hold it. Built once for all subscriptions; matching one of them only reads parts of its few rows. Closeness and strength are kept
/// in 255 steps. Inside, patents have places: those of the same industry stand together, so that what a subscription looks for is in few blocks.
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
    private readonly int[] placeOf;
    private readonly int[] rows;
    private readonly (int Start, int End, int CommonRow)[] wordLists;
    private readonly List<WordPoint> wordPoints;
    private readonly int[] ownFeatures;
    private readonly int common;

    private MatchIndex(IReadOnlyList<MatchPatent> patents, FocusSet foci, MatchWeights weights)
    {
        (Foci, Patents, Weights) = (foci, patents, weights);
        common = Math.Max(LeastCommon, patents.Count / CommonShare);
        var codes = Foci.Codes.All.ToArray().Distinct().ToArray();
        (PatentAt, placeOf) = Places(patents);
        features = new FeatureTable(1 << 16);
        foreach (var code in codes)
            foreach (var (feature, _) in IndustryTexts.Of(code)) features.GetOrAdd(feature);
        ownFeatures = new int[foci.OwnFeatures.Count];
        for (var i = 0; i < ownFeatures.Length; i++) ownFeatures[i] = features.GetOrAdd(foci.OwnFeatures.KeyOf(i));
        var parts = Parts();
        foreach (var feature in parts.All) features.GetOrAdd(feature);
        forms = [.. foci.Forms(), .. foci.ExcludedTexts.Select((text, i) => new WordForm(text, foci.WordTexts.Count + i, 1))];

        var reading = new PatentReading(features, forms, foci.WordTexts.Count + foci.ExcludedTexts.Count, patents.Count);
        norms = new float[patents.Count];
        for (var place = 0; place < norms.Length; place++) norms[place] = reading.Read(place, patents[PatentAt[place]]) * OtherFeature;
        featurePostings = Weigh(reading.FeatureHits);
        for (var place = 0; place < norms.Length; place++) norms[place] = 1 / ((0.4f * UsualNorm) + (0.6f * MathF.Sqrt(norms[place])));

        (Universities, UniversityNames, Ways, LeastTrust) = Facts();
        MostLeastTrust = new float[PatentRows.Length(PatentRows.Blocks(patents.Count))];
        for (var place = 0; place < LeastTrust.Length; place++) MostLeastTrust[place / PatentRows.Block] = MathF.Max(MostLeastTrust[place / PatentRows.Block], LeastTrust[place]);
        (Fields, rows) = ReadFields(codes);
        (WordHits, wordPoints, wordLists) = Words(reading.WordHits, parts);
        CommonWords = CommonRows();
    }

    /// <summary>The patents.</summary>
    public IReadOnlyList<MatchPatent> Patents { get; }

    /// <summary>How much each part counts.</summary>
    public MatchWeights Weights { get; }

    internal FocusSet Foci { get; }

    /// <summary>The patent at each place.</summary>
    internal int[] PatentAt { get; }

    /// <summary>University of each patent, by number.</summary>
    internal int[] Universities { get; }

    /// <summary>Their names.</summary>
    internal string[] UniversityNames { get; }

    /// <summary>Ways of cooperation at each place, as bits.</summary>
    internal uint[] Ways { get; }

    /// <summary>What is left of keywords in a field that is far, at each place; the last block is filled up.</summary>
    internal float[] LeastTrust { get; }

    /// <summary>The most of it in each block.</summary>
    internal float[] MostLeastTrust { get; }

    /// <summary>For each used industry the closeness of every patent.</summary>
    internal PatentRows Fields { get; }

    /// <summary>For each keyword of very many patents the points of every patent.</summary>
    internal PatentRows CommonWords { get; }

    internal List<WordHit> WordHits { get; }

    /// <summary>Indexes patents for subscriptions.</summary>
    public static MatchIndex Of(IReadOnlyList<MatchPatent> patents, FocusSet foci, MatchWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(patents);
        ArgumentNullException.ThrowIfNull(foci);
        return new MatchIndex(patents, foci, weights ?? MatchWeights.InForce);
    }

    /// <summary>The keywords that were found in a patent, as the matching compares them.</summary>
    public IReadOnlyList<string> KeywordsOf(int patent) =>
        [.. WordHits.Where(h => h.Place == placeOf[patent] && h.Word < Foci.WordTexts.Count).Select(h => Foci.WordTexts[h.Word]).Distinct()];

    /// <summary>Place of a patent in every row.</summary>
    internal int PlaceOf(int patent) => placeOf[patent];

    /// <summary>Row of an industry in <see cref="Fields"/>.</summary>
    internal int RowOf(int code) => rows[code];

    /// <summary>Row of a keyword in <see cref="CommonWords"/>; -1 where it is not one of very many patents.</summary>
    internal int CommonRowOf(int word) => wordLists[word].CommonRow;

    /// <summary>Where a keyword stands, with its strength times its rarity.</summary>
    internal ReadOnlySpan<WordPoint> HitsOf(int word) => CollectionsMarshal.AsSpan(wordPoints)[wordLists[word].Start..wordLists[word].End];

    /// <summary>The same, in order, with all that is known.</summary>
    internal ReadOnlySpan<WordHit> DetailsOf(int word) => CollectionsMarshal.AsSpan(WordHits)[wordLists[word].Start..wordLists[word].End];

    internal WordForm FormOf(WordHit hit) => forms[hit.Form];

    /// <summary>Patents that hold a feature of the unit's own titles; none where it is so common that it says nothing.</summary>
    internal ReadOnlySpan<(int Place, float Weight)> OwnPostings(int feature) =>
        featurePostings[ownFeatures[feature]] is var postings && postings.Length <= common ? postings : [];

    /// <summary>How close a sum over a unit's own features is to being about the same, 0 to 1.</summary>
    internal float OwnCloseness(int place, float sum) => MathF.Min(1, sum * norms[place] / OwnSubject);

    private static (int[] PatentAt, int[] PlaceOf) Places(IReadOnlyList<MatchPatent> patents)
    {
        var (patentAt, placeOf) = (Enumerable.Range(0, patents.Count).ToArray(), new int[patents.Count]);
        Array.Sort([.. patents.Select(p => IndustryTags.CodesOf(p).FirstOrDefault(int.MaxValue))], patentAt);
        for (var place = 0; place < patentAt.Length; place++) placeOf[patentAt[place]] = place;
        return (patentAt, placeOf);
    }

    // Of words of three characters and more. Pairs that straddle two words of the keyword and stand in no name of a trade are no part of it.
    private Ragged<uint> Parts()
    {
        var (parts, all) = (new Ragged<uint>(Foci.WordTexts.Count, 2), new List<uint>());
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
                norms[entry.Place] += entry.Weight * entry.Weight;
            }
        }
        return postings;
    }

    private (int[] Universities, string[] Names, uint[] Ways, float[] LeastTrust) Facts()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var (universities, ways, leastTrust) = (new int[Patents.Count], new uint[Patents.Count], new float[PatentRows.Length(Patents.Count)]);
        for (var p = 0; p < Patents.Count; p++)
        {
            var patent = Patents[p];
            if (!names.TryGetValue(patent.University, out universities[p])) names[patent.University] = universities[p] = names.Count;
            ways[placeOf[p]] = Foci.WaysOf(patent.TransferWays);
            leastTrust[placeOf[p]] = MatchPoints.LeastTrust(Weights, patent.StrategicIndustries.Count + patent.Industries.Count > 0);
        }
        return (universities, [.. names.Keys], ways, leastTrust);
    }

    private (PatentRows Fields, int[] Rows) ReadFields(int[] codes)
    {
        var fields = new PatentRows(Patents.Count, codes.Length);
        var rowOf = new int[IndustryGraph.BuiltIn.Count];
        Array.Fill(rowOf, -1);
        foreach (var code in codes) rowOf[code] = fields.Add();
        for (var place = 0; place < Patents.Count; place++)
        {
            foreach (var relative in IndustryTags.RelativesOf(Patents[PatentAt[place]]))
            {
                if (rowOf[relative.Code] is not (>= 0 and var row)) continue;
                ref var value = ref fields[row][place];
                value = Math.Max(value, Quantized(relative.Closeness));
            }
        }

        // By industry alone, then what the text adds; both in whole steps.
        var byTag = new float[Whole + 1];
        for (var step = 0; step <= Whole; step++) byTag[step] = Weights.FieldByTag * step / Whole;
        var sums = new float[Patents.Count];
        foreach (var code in codes)
        {
            Array.Clear(sums);
            foreach (var (feature, weight) in IndustryTexts.Of(code))
            {
                var postings = featurePostings[features.Find(feature)];
                if (IsCommon(postings.Length)) continue;
                foreach (var (place, value) in postings) sums[place] += weight * value;
            }
            var values = fields[rowOf[code]];
            for (var place = 0; place < sums.Length; place++)
                if (values[place] != 0 || sums[place] != 0) values[place] = Quantized(Field(byTag[values[place]], TextCloseness(place, sums[place])));
            fields.Close(rowOf[code]);
        }
        return (fields, rowOf);
    }

    private bool IsCommon(int count) => count > LeastCommon && count > Patents.Count / CommonFeature;

    private float Field(float byTag, float text) => byTag + ((1 - byTag) * Weights.FieldByText * text);

    private float TextCloseness(int place, float sum) => MathF.Min(1, sum * norms[place] / SameSubject);

    private static byte Quantized(float share) => (byte)((Math.Clamp(share, 0, 1) * Whole) + 0.5f);

    private (List<WordHit> Hits, List<WordPoint> Points, (int Start, int End, int CommonRow)[] Lists) Words(List<WordHit> found, Ragged<uint> parts)
    {
        var words = Foci.WordTexts.Count + Foci.ExcludedTexts.Count;
        var whole = ByWord(found, words, out var wholeStarts);
        var (hits, points) = (new List<WordHit>(found.Count * 3 / 2), new List<WordPoint>(found.Count * 3 / 2));
        var lists = new (int Start, int End, int CommonRow)[words];
        var coverage = new float[Patents.Count];
        var texts = TradeWords.BuiltIn.Names + Patents.Count;
        for (var word = 0; word < words; word++)
        {
            var own = whole.AsSpan(wholeStarts[word]..wholeStarts[word + 1]);
            var wordParts = word < Foci.WordTexts.Count ? parts[word] : [];
            var rarity = Math.Clamp(1.3f * MathF.Log((texts + 1f) / (own.Length + Named(word) + 1f)) / MathF.Log(texts + 1f), LeastRarity, 1);
            var start = hits.Count;
            hits.AddRange(own);
            if (wordParts.Length > 1) AddParts(hits, word, wordParts, own, coverage);
            foreach (ref readonly var hit in CollectionsMarshal.AsSpan(hits)[start..]) points.Add(new WordPoint(hit.Place, Math.Max((byte)1, Quantized(hit.Strength * rarity))));
            lists[word] = (start, hits.Count, -1);
        }
        return (hits, points, lists);
    }

    private PatentRows CommonRows()
    {
        var rows = new PatentRows(Patents.Count, wordLists.Count(l => l.End - l.Start > common));
        for (var word = 0; word < wordLists.Length; word++)
        {
            if (HitsOf(word).Length <= common) continue;
            var row = wordLists[word].CommonRow = rows.Add();
            var values = rows[row];
            foreach (var point in HitsOf(word)) values[point.Place] = point.Points;
            rows.Close(row);
        }
        return rows;
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
        foreach (ref readonly var hit in whole) coverage[hit.Place] = -1e6f;
        foreach (var part in parts)
        {
            var share = TradeWords.BuiltIn.RarityOf(part) / all;
            foreach (var (place, _) in featurePostings[features.Find(part)])
            {
                var before = coverage[place];
                coverage[place] = before + share;
                if (before < LeastParts && before + share >= LeastParts) hits.Add(new WordHit(word, place, 0, -1, WordPlace.Parts));
            }
        }
        foreach (ref var hit in CollectionsMarshal.AsSpan(hits)[from..]) hit = hit with { Strength = PartsStrength * coverage[hit.Place] };
        foreach (var part in parts)
            foreach (var (place, _) in featurePostings[features.Find(part)]) coverage[place] = 0;
        foreach (ref readonly var hit in whole) coverage[hit.Place] = 0;
    }
}
