namespace PatentFunctions.Revitalization.Matching;

/// <summary>A patent that matches.</summary>
/// <param name="Patent">The patent, by its number in the index.</param>
/// <param name="Score">Points.</param>
public readonly record struct Match(int Patent, float Score);

/// <summary>
/// Finds the best patents of one subscription after another. Every list stands best first, so that it is left where even the best of the rest
/// could not be among the best any more; nothing is allocated while matching. One thread uses one matcher.
/// </summary>
public sealed class Matcher
{
    private const int MostSum = 1023;

    private readonly MatchIndex index;
    private readonly FocusSet foci;
    private readonly MatchWeights weights;
    private readonly int[] seen;
    private readonly int[] touched;
    private readonly int[] wordSums;
    private readonly float[] ownSums;
    private readonly float[] fieldPoints = new float[MatchIndex.Whole + 1];
    private readonly float[] wordPoints = new float[MostSum + 1];
    private readonly float[][] trust = [new float[MatchIndex.Whole + 1], new float[MatchIndex.Whole + 1]];
    private readonly List<int> commonWords = [];
    private readonly TopMatches top;
    private byte[][] rows = new byte[8][];
    private byte[][] commonRows = new byte[8][];
    private int rowCount;
    private int commonCount;
    private int touchedCount;
    private int round;
    private uint asked;
    private Aversions? averse;

    /// <summary>Of an index.</summary>
    public Matcher(MatchIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        (this.index, foci, weights, top) = (index, index.Foci, index.Weights, new TopMatches(index.Universities));
        var patents = index.Patents.Count;
        (seen, touched, wordSums, ownSums) = (new int[patents], new int[patents], new int[patents], new float[patents]);
        for (var step = 0; step <= MatchIndex.Whole; step++)
        {
            fieldPoints[step] = weights.Field * step / MatchIndex.Whole;
            for (var tagged = 0; tagged < 2; tagged++) trust[tagged][step] = Trust(weights, tagged == 1, step);
        }
        for (var sum = 0; sum <= MostSum; sum++) wordPoints[sum] = WordPoints(weights, sum);
    }

    /// <summary>Pairs of subscription and patent that were scored so far: every other pair was ruled out without a look.</summary>
    public long Scored { get; private set; }

    /// <summary>The best patents of a subscription, the best first; no university has more than its share of them.</summary>
    /// <param name="focus">The subscription, by its number.</param>
    /// <param name="best">Where they go; as many as fit.</param>
    /// <param name="share">Of one university at most so many; null for its share by the weights.</param>
    /// <returns>How many there are.</returns>
    public int Best(int focus, Span<Match> best, int? share = null)
    {
        (round, touchedCount, asked, averse) = (round + 1, 0, foci.Ways[focus], foci.Averse.GetValueOrDefault(focus));
        top.Begin(best.Length, share ?? weights.UniversityShare, weights.Threshold);
        foreach (var word in foci.Excluded[focus])
            foreach (var patent in HitsOf(foci.WordTexts.Count + word)) seen[patent] = round;
        Gather(focus);
        var mostField = OfIndustries(focus);
        OfCommonWords(mostField);
        return top.CopyTo(best);
    }

    /// <summary>Points of keywords by their sum: each further one adds less.</summary>
    internal static float WordPoints(MatchWeights weights, int sum)
    {
        var strength = 1.5f * Math.Min(sum, MostSum) / MatchIndex.Whole;
        return weights.Keywords * strength / (1 + strength);
    }

    /// <summary>What is left of keywords in a field that is near or far; a patent that is registered under no industry is given some credit.</summary>
    internal static float Trust(MatchWeights weights, bool isTagged, int field)
    {
        var least = isTagged ? weights.ForeignField : (1 + weights.ForeignField) / 2;
        return least + ((1 - least) * MathF.Min(1, 2.5f * field / MatchIndex.Whole));
    }

    /// <summary>The same for several keywords: that they all mean something else is no accident any more.</summary>
    internal static float Trust(MatchWeights weights, float trust, int sum) => trust + ((1 - trust) * Math.Clamp((float)(sum - weights.OneKeyword) / weights.OneKeyword, 0, 1));

    internal static float WayPoints(MatchWeights weights, uint asked, uint offered) =>
        asked == 0 || offered == 0 ? weights.Way / 2 : (asked & offered) != 0 ? weights.Way : 0;

    internal static int WordPointsLeft(MatchWeights weights, Aversions? averse, string word, int points) =>
        averse is null || !averse.Words.TryGetValue(word, out var times) ? points : (int)(points * (1 - (weights.DislikedKeyword * times)));

    internal static float Penalty(Aversions averse, MatchPatent patent, MatchWeights weights)
    {
        var times = averse.Universities.GetValueOrDefault(patent.University);
        foreach (var code in IndustryTags.CodesOf(patent)) times += averse.Codes.GetValueOrDefault(code);
        return weights.Dislike * Math.Min(4, times);
    }

    private ReadOnlySpan<int> HitsOf(int word) => index.WordPatents.AsSpan(index.WordStarts[word]..index.WordStarts[word + 1]);

    // The rare keywords and what is like the unit's own: few patents, most of the best among them.
    private void Gather(int focus)
    {
        commonWords.Clear();
        (rowCount, commonCount) = (0, 0);
        if (rows.Length < foci.Codes[focus].Length) rows = new byte[foci.Codes[focus].Length][];
        if (commonRows.Length < foci.Words[focus].Length) commonRows = new byte[foci.Words[focus].Length][];
        foreach (var code in foci.Codes[focus]) rows[rowCount++] = index.FieldRows[index.RowOf(code)];
        foreach (var word in foci.Words[focus])
        {
            // Points taken off a disliked keyword differ from unit to unit: it is gathered, however common.
            var disliked = averse?.Words.ContainsKey(foci.WordTexts[word]) == true;
            if (index.CommonRows[word] is { } row && !disliked)
            {
                commonRows[commonCount++] = row;
                commonWords.Add(word);
                continue;
            }
            var patents = HitsOf(word);
            var points = index.WordPoints.AsSpan(index.WordStarts[word]);
            for (var i = 0; i < patents.Length; i++)
                if (Touch(patents[i])) wordSums[patents[i]] += disliked ? WordPointsLeft(weights, averse, foci.WordTexts[word], points[i]) : points[i];
        }
        foreach (var (feature, weight) in foci.Own[focus])
            foreach (var (patent, value) in index.OwnPostings(feature))
                if (Touch(patent)) ownSums[patent] += weight * value;
        foreach (var patent in touched.AsSpan(0, touchedCount))
        {
            Consider(patent, wordSums[patent], ownSums[patent]);
            (seen[patent], wordSums[patent], ownSums[patent]) = (round, 0, 0);
        }
    }

    private bool Touch(int patent)
    {
        if (seen[patent] == -round) return true;
        if (seen[patent] == round) return false;
        seen[patent] = -round;
        touched[touchedCount++] = patent;
        return true;
    }

    /// <returns>How close a patent can still be to an industry that was not looked at.</returns>
    private int OfIndustries(int focus)
    {
        var mostCommon = CommonPoints();
        var most = 0;
        foreach (var code in foci.Codes[focus])
        {
            var (row, order) = (index.FieldRows[index.RowOf(code)], index.FieldOrders[index.RowOf(code)]);
            var bound = weights.Way + mostCommon;
            var left = LeastField;
            foreach (var patent in order)
            {
                if (fieldPoints[row[patent]] + bound <= top.Least)
                {
                    left = row[patent];
                    break;
                }
                if (seen[patent] == round) continue;
                seen[patent] = round;
                Consider(patent, 0, 0);
            }
            most = Math.Max(most, left);
        }
        return most;
    }

    // Below it a patent stands in no order: it could not reach the threshold.
    private int LeastField => (int)MathF.Ceiling(MatchIndex.Whole * (weights.Threshold - weights.Way) / weights.Field);

    private void OfCommonWords(int mostField)
    {
        var trusted = rowCount == 0 ? 1 : trust[0][mostField];
        for (var i = 0; i < commonWords.Count; i++)
        {
            var patents = HitsOf(commonWords[i]);
            var points = index.WordPoints.AsSpan(index.WordStarts[commonWords[i]]);
            var others = 0;
            for (var other = 0; other < commonWords.Count; other++)
                if (other != i) others += index.WordPoints[index.WordStarts[commonWords[other]]];
            for (var at = 0; at < patents.Length; at++)
            {
                var sum = Math.Min(MostSum, points[at] + others);
                if (fieldPoints[mostField] + weights.Way + (Trust(weights, trusted, sum) * wordPoints[sum]) <= top.Least) break;
                if (seen[patents[at]] == round) continue;
                seen[patents[at]] = round;
                Consider(patents[at], 0, 0);
            }
        }
    }

    private float CommonPoints()
    {
        var sum = 0;
        foreach (var word in commonWords) sum += index.WordPoints[index.WordStarts[word]];
        return wordPoints[Math.Min(MostSum, sum)];
    }

    private void Consider(int patent, int words, float own)
    {
        Scored++;
        var field = 0;
        for (var i = 0; i < rowCount; i++) field = Math.Max(field, rows[i][patent]);
        for (var i = 0; i < commonCount; i++) words += commonRows[i][patent];
        var score = fieldPoints[field] + WayPoints(weights, asked, index.Ways[patent]);
        var trusted = rowCount == 0 ? 1 : trust[index.IsTagged[patent] ? 1 : 0][field];
        score += Trust(weights, trusted, words) * wordPoints[Math.Min(MostSum, words)];
        if (own > 0) score += trusted * weights.Own * index.OwnCloseness(patent, own);
        if (score <= top.Least) return;
        if (averse is not null)
        {
            if (averse.Dismissed.Contains(index.Patents[patent].Id)) return;
            score -= Penalty(averse, index.Patents[patent], weights);
        }
        top.Offer(patent, score);
    }
}

/// <summary>
/// Keeps the best in their order, of one university at most its share: what would make it too many takes the place of its worst. Few get in,
/// so that moving the others along costs less than looking for the worst.
/// </summary>
internal sealed class TopMatches(int[] universities)
{
    private Match[] matches = new Match[20];
    private int[] owners = new int[20];
    private int most;
    private int share;
    private int count;

    /// <summary>No more points than this are of no use.</summary>
    public float Least { get; private set; }

    public void Begin(int most, int share, float threshold)
    {
        (this.most, this.share, count, Least) = (most, share, 0, threshold);
        if (matches.Length < most) (matches, owners) = (new Match[most], new int[most]);
    }

    public void Offer(int patent, float score)
    {
        if (score <= Least) return;
        var owner = universities[patent];
        var gone = count;
        if (count >= share && owners.AsSpan(0, count).Count(owner) >= share)
        {
            gone = owners.AsSpan(0, count).LastIndexOf(owner);
            if (matches[gone].Score >= score) return;
        }
        else if (count == most)
        {
            gone = count - 1;
        }
        else
        {
            count++;
        }
        var at = gone;
        while (at > 0 && (matches[at - 1].Score < score || (matches[at - 1].Score == score && matches[at - 1].Patent > patent))) at--;
        Array.Copy(matches, at, matches, at + 1, gone - at);
        Array.Copy(owners, at, owners, at + 1, gone - at);
        (matches[at], owners[at]) = (new Match(patent, score), owner);
        if (count == most) Least = matches[count - 1].Score;
    }

    /// <summary>Best first, of equals the one registered first.</summary>
    public int CopyTo(Span<Match> best)
    {
        matches.AsSpan(0, count).CopyTo(best);
        return count;
    }
}
