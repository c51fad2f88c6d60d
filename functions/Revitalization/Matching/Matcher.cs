namespace PatentFunctions.Revitalization.Matching;

/// <summary>A patent that matches.</summary>
/// <param name="Patent">The patent, by its number in the index.</param>
/// <param name="Score">Points.</param>
public readonly record struct Match(int Patent, float Score);

/// <summary>
/// Finds the best patents of one subscription after another. It keeps its arrays from one to the next, so that nothing is allocated while
/// matching; one thread uses one matcher.
/// </summary>
public sealed class Matcher
{
    private readonly MatchIndex index;
    private readonly FocusSet foci;
    private readonly MatchWeights weights;
    private readonly float[] wordSums;
    private readonly float[] ownSums;
    private readonly int[] seen;
    private readonly int[] touched;
    private readonly List<float[]> rows = [];
    private int touchedCount;
    private int round;

    /// <summary>Of an index.</summary>
    public Matcher(MatchIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        (this.index, foci, weights) = (index, index.Foci, index.Weights);
        var patents = index.Patents.Count;
        (wordSums, ownSums, seen, touched) = (new float[patents], new float[patents], new int[patents], new int[patents]);
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
        round++;
        touchedCount = 0;
        var top = new TopMatches(best, share ?? weights.UniversityShare, weights.Threshold, index.Universities);
        var averse = foci.Averse.GetValueOrDefault(focus);
        foreach (var word in foci.Excluded[focus])
            foreach (ref readonly var hit in index.HitsOf(foci.WordTexts.Count + word)) seen[hit.Patent] = -round;
        Gather(focus, averse);
        rows.Clear();
        foreach (var code in foci.Codes[focus]) rows.Add(index.FieldRows[index.RowOf(code)]);

        var asked = foci.Ways[focus];
        for (var i = 0; i < touchedCount; i++)
        {
            var patent = touched[i];
            Offer(ref top, patent, ScoreOf(patent, asked), averse);
            (wordSums[patent], ownSums[patent]) = (0, 0);
        }
        // Closest first: where even full agreement of the ways would not be enough any more, the rest of the list is no better.
        foreach (var code in foci.Codes[focus])
        {
            var (patents, steps) = index.FieldOrders[index.RowOf(code)];
            for (var i = 0; i < patents.Length; i++)
            {
                if ((weights.Field * (steps[i] + 1) / MatchIndex.Steps) + weights.Way <= top.Least) break;
                var patent = patents[i];
                if (Math.Abs(seen[patent]) == round) continue;
                seen[patent] = round;
                Offer(ref top, patent, ScoreOf(patent, asked), averse);
            }
        }
        return top.Sort();
    }

    /// <summary>The points of one patent for a subscription; null where it is no match.</summary>
    public float? ScoreOf(int focus, int patent)
    {
        var single = new Match[index.Patents.Count];
        var count = Best(focus, single, int.MaxValue);
        foreach (var match in single.AsSpan(0, count))
            if (match.Patent == patent) return match.Score;
        return null;
    }

    /// <summary>How the sum over keywords becomes a share of their points: each further one adds less.</summary>
    internal static float Saturated(float sum) => 1.5f * sum / (1 + (1.5f * sum));

    /// <summary>What is left of keywords in a field, 0 to 1.</summary>
    internal static float Trust(float floor, float field) => floor + ((1 - floor) * MathF.Min(1, field * 2.5f));

    internal static float WayPoints(MatchWeights weights, uint asked, uint offered) =>
        asked == 0 || offered == 0 ? weights.Way / 2 : (asked & offered) != 0 ? weights.Way : 0;

    private void Gather(int focus, Aversions? averse)
    {
        foreach (var word in foci.Words[focus])
        {
            var factor = averse is null ? 1 : 1 - (weights.DislikedKeyword * averse.Words.GetValueOrDefault(foci.WordTexts[word]));
            var (from, until) = (index.WordStarts[word], index.WordStarts[word + 1]);
            for (var i = from; i < until; i++)
            {
                var patent = index.WordHits[i].Patent;
                if (Touch(patent)) wordSums[patent] += index.WordPoints[i] * factor;
            }
        }
        foreach (var (feature, weight) in foci.Own[focus])
            foreach (var (patent, value) in index.PostingsOf(feature))
                if (Touch(patent)) ownSums[patent] += weight * value;
    }

    private bool Touch(int patent)
    {
        if (seen[patent] == -round) return false;
        if (seen[patent] != round)
        {
            seen[patent] = round;
            touched[touchedCount++] = patent;
        }
        return true;
    }

    private float ScoreOf(int patent, uint asked)
    {
        Scored++;
        var field = 0f;
        foreach (var row in rows) field = MathF.Max(field, row[patent]);
        var trust = rows.Count == 0 ? 1 : Trust(index.ForeignFloor[patent], field);
        var score = (weights.Field * field) + WayPoints(weights, asked, index.Ways[patent]);
        if (wordSums[patent] > 0) score += weights.Keywords * trust * Saturated(wordSums[patent]);
        if (ownSums[patent] > 0) score += weights.Own * trust * index.OwnCloseness(patent, ownSums[patent]);
        return score;
    }

    private void Offer(ref TopMatches top, int patent, float score, Aversions? averse)
    {
        if (score <= top.Least) return;
        if (averse is not null)
        {
            if (averse.Dismissed.Contains(index.Patents[patent].Id)) return;
            score -= Penalty(averse, index.Patents[patent], weights);
        }
        top.Offer(new Match(patent, score));
    }

    internal static float Penalty(Aversions averse, MatchPatent patent, MatchWeights weights)
    {
        var times = averse.Universities.GetValueOrDefault(patent.University);
        foreach (var code in IndustryTags.CodesOf(patent)) times += averse.Codes.GetValueOrDefault(code);
        return weights.Dislike * Math.Min(4, times);
    }
}

/// <summary>Keeps the best, of one university at most its share: what would make it too many takes the place of its worst.</summary>
internal ref struct TopMatches(Span<Match> best, int share, float threshold, int[] universities)
{
    private readonly Span<Match> best = best;
    private int count;

    /// <summary>No more points than this are of no use.</summary>
    public float Least { get; private set; } = threshold;

    public void Offer(Match match)
    {
        if (match.Score <= Least) return;
        var university = universities[match.Patent];
        var (same, worstSame) = (0, -1);
        for (var i = 0; i < count; i++)
        {
            if (universities[best[i].Patent] != university) continue;
            same++;
            if (worstSame < 0 || best[i].Score < best[worstSame].Score) worstSame = i;
        }
        if (same >= share)
        {
            if (best[worstSame].Score >= match.Score) return;
            best[worstSame] = match;
        }
        else if (count < best.Length)
        {
            best[count++] = match;
        }
        else
        {
            best[Worst()] = match;
        }
        if (count == best.Length) Least = best[Worst()].Score;
    }

    /// <summary>Best first, of equals the one registered first.</summary>
    public readonly int Sort()
    {
        best[..count].Sort(static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Patent.CompareTo(b.Patent));
        return count;
    }

    private readonly int Worst()
    {
        var worst = 0;
        for (var i = 1; i < count; i++)
            if (best[i].Score < best[worst].Score) worst = i;
        return worst;
    }
}
