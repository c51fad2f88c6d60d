using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>A patent that matches.</summary>
/// <param name="Patent">The patent, by its number in the index.</param>
/// <param name="Score">Points.</param>
public readonly record struct Match(int Patent, float Score);

/// <summary>
/// Finds the best patents of one subscription after another. The score that a block of thirty-two patents could reach at most tells where a look is
/// worth it: the blocks that could hold the best first, until no other can hold a patent that is better than the worst of the best. Nothing is
/// allocated while matching. One thread uses one matcher.
/// </summary>
public sealed class Matcher
{
    private const int Block = PatentRows.Block;

    // Of the highest bound that is left: the better the first that are looked at, the fewer of the others.
    private static readonly float[] Levels = [0.95f, 0.88f, 0.75f, 0];

    private readonly MatchIndex index;
    private readonly FocusSet foci;
    private readonly MatchWeights weights;
    private readonly Dictionary<uint, int> wayRows = [];
    private readonly PatentRows ways;
    private readonly float[] bounds;
    private readonly ushort[] rareWords;
    private readonly ushort[] mostRare;
    private readonly float[] scores = new float[Block];
    private readonly float[] ownSums;
    private readonly int[] settled;
    private readonly List<int> likeOwn = [];
    private readonly TopMatches top;
    private int[] fieldRows = new int[8];
    private int[] commonRows = new int[8];
    private int rowCount;
    private int commonCount;
    private int round;
    private uint asked;
    private int way;
    private Aversions? averse;

    /// <summary>Of an index.</summary>
    public Matcher(MatchIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        (this.index, foci, weights, top) = (index, index.Foci, index.Weights, new TopMatches(index.Universities));
        var patents = index.Patents.Count;
        var blocks = PatentRows.Length(PatentRows.Blocks(patents));
        (bounds, mostRare, rareWords) = (new float[blocks], new ushort[blocks], new ushort[PatentRows.Length(patents)]);
        ways = new PatentRows(patents, 8);
        (ownSums, settled) = (new float[patents], new int[patents]);
    }

    /// <summary>Pairs of subscription and patent that were scored so far: every other pair was ruled out by its block.</summary>
    public long Scored { get; private set; }

    /// <summary>The best patents of a subscription, the best first; no university has more than its share of them.</summary>
    /// <param name="focus">The subscription, by its number.</param>
    /// <param name="best">Where they go; as many as fit.</param>
    /// <param name="share">Of one university at most so many; null for its share by the weights.</param>
    /// <returns>How many there are.</returns>
    public int Best(int focus, Span<Match> best, int? share = null)
    {
        (round, asked, averse) = (round + 1, foci.Ways[focus], foci.Averse.GetValueOrDefault(focus));
        way = WayRow();
        top.Begin(best.Length, share ?? weights.UniversityShare, weights.Threshold);
        Gather(focus);
        var upTo = BoundBlocks();
        foreach (var level in Levels)
        {
            var above = upTo * level;
            Scan(above, upTo);
            upTo = above;
        }
        foreach (var place in likeOwn)
            if (bounds[place / Block] + (weights.Own * index.OwnCloseness(place, ownSums[place])) > top.Least) ScoreAlone(place);
        Forget(focus);
        return top.CopyTo(best);
    }

    // Rows of what many patents have; what few have is put down patent by patent.
    private void Gather(int focus)
    {
        foreach (var word in foci.Excluded[focus])
            foreach (var hit in index.HitsOf(foci.WordTexts.Count + word)) settled[hit.Place] = round;
        (rowCount, commonCount) = (0, 0);
        if (fieldRows.Length < foci.Codes[focus].Length) fieldRows = new int[foci.Codes[focus].Length];
        if (commonRows.Length < foci.Words[focus].Length) commonRows = new int[foci.Words[focus].Length];
        foreach (var code in foci.Codes[focus]) fieldRows[rowCount++] = index.RowOf(code);
        foreach (var word in foci.Words[focus])
        {
            // Points taken off a disliked keyword differ from unit to unit.
            var disliked = averse?.Words.ContainsKey(foci.WordTexts[word]) == true;
            if (!disliked && index.CommonRowOf(word) is >= 0 and var row)
            {
                commonRows[commonCount++] = row;
                continue;
            }
            foreach (var hit in index.HitsOf(word))
            {
                ref var sum = ref rareWords[hit.Place];
                sum += (ushort)(disliked ? MatchPoints.WordLeft(weights, averse, foci.WordTexts[word], hit.Points) : hit.Points);
                ref var most = ref mostRare[hit.Place / Block];
                most = Math.Max(most, sum);
            }
        }
        foreach (var (feature, weight) in foci.Own[focus])
        {
            foreach (var (place, value) in index.OwnPostings(feature))
            {
                if (ownSums[place] == 0)
                {
                    if (settled[place] == round) continue;
                    settled[place] = round;
                    likeOwn.Add(place);
                }
                ownSums[place] += weight * value;
            }
        }
    }

    private void Forget(int focus)
    {
        foreach (var word in foci.Words[focus])
        {
            if (averse is null && index.CommonRowOf(word) >= 0) continue;
            foreach (var hit in index.HitsOf(word)) (rareWords[hit.Place], mostRare[hit.Place / Block]) = (0, 0);
        }
        foreach (var place in likeOwn) ownSums[place] = 0;
        likeOwn.Clear();
    }

    /// <returns>The highest bound of a block.</returns>
    private float BoundBlocks()
    {
        var highest = Vector256<float>.Zero;
        for (var at = 0; at < bounds.Length; at += Block)
        {
            var field = Vector256<byte>.Zero;
            for (var i = 0; i < rowCount; i++) field = Vector256.Max(field, index.Fields.MostOf(fieldRows[i], at));
            var (low, high) = (Vector256.LoadUnsafe(ref mostRare[at]), Vector256.LoadUnsafe(ref mostRare[at], (nuint)Block / 2));
            for (var i = 0; i < commonCount; i++)
            {
                var (lowPoints, highPoints) = Vector256.Widen(index.CommonWords.MostOf(commonRows[i], at));
                (low, high) = (low + lowPoints, high + highPoints);
            }
            highest = Vector256.Max(highest, Score(field, ways.MostOf(way, at), low, high, ref index.MostLeastTrust[at], ref bounds[at]));
        }
        var most = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++) most = Math.Max(most, highest[lane]);
        return most;
    }

    // Blocks with a bound above the one and up to the other.
    private void Scan(float above, float upTo)
    {
        for (var at = 0; at < bounds.Length; at += Vector256<float>.Count)
        {
            var bound = Vector256.LoadUnsafe(ref bounds[at]);
            var worth = (Vector256.GreaterThan(bound, Vector256.Create(Math.Max(above, top.Least))) & Vector256.LessThanOrEqual(bound, Vector256.Create(upTo))).ExtractMostSignificantBits();
            for (; worth != 0; worth &= worth - 1)
            {
                var block = at + BitOperations.TrailingZeroCount(worth);
                if (bounds[block] > top.Least) ScanBlock(block);
            }
        }
    }

    private void ScanBlock(int block)
    {
        var field = Vector256<byte>.Zero;
        for (var i = 0; i < rowCount; i++) field = Vector256.Max(field, index.Fields.ValuesOf(fieldRows[i], block));
        var first = block * Block;
        var (low, high) = (Vector256.LoadUnsafe(ref rareWords[first]), Vector256.LoadUnsafe(ref rareWords[first], (nuint)Block / 2));
        for (var i = 0; i < commonCount; i++)
        {
            var (lowPoints, highPoints) = Vector256.Widen(index.CommonWords.ValuesOf(commonRows[i], block));
            (low, high) = (low + lowPoints, high + highPoints);
        }
        Score(field, ways.ValuesOf(way, block), low, high, ref index.LeastTrust[first], ref scores[0]);
        Scored += Block;
        for (var lane = 0; lane < Block; lane += Vector256<float>.Count)
        {
            var better = Vector256.GreaterThan(Vector256.LoadUnsafe(ref scores[lane]), Vector256.Create(top.Least)).ExtractMostSignificantBits();
            for (; better != 0; better &= better - 1)
            {
                var at = lane + BitOperations.TrailingZeroCount(better);
                if (settled[first + at] != round) Offer(first + at, scores[at]);
            }
        }
    }

    // What reads like the unit's own titles is scattered, and little of it gets here.
    private void ScoreAlone(int place)
    {
        Scored++;
        var (field, sum) = ((byte)0, rareWords[place]);
        for (var i = 0; i < rowCount; i++) field = Math.Max(field, index.Fields.ValueOf(fieldRows[i], place));
        for (var i = 0; i < commonCount; i++) sum += index.CommonWords.ValueOf(commonRows[i], place);
        var (fields, trust) = (Vector256.Create((float)field), Trust(Vector256.Create((float)field), Vector256.Create(index.LeastTrust[place])));
        var score = Score(fields, trust, Vector256.Create((float)ways.ValueOf(way, place)), Vector256.Create((float)sum));
        Offer(place, (score + (trust * weights.Own * index.OwnCloseness(place, ownSums[place]))).ToScalar());
    }

    // Of thirty-two at once: patents, or blocks by the most of each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Score(Vector256<byte> field, Vector256<byte> agreement, Vector256<ushort> lowWords, Vector256<ushort> highWords, ref float leastTrust, ref float scores)
    {
        var ((lowField, highField), (lowWay, highWay)) = (Vector256.Widen(field), Vector256.Widen(agreement));
        return Vector256.Max(
            Score(lowField, lowWay, lowWords, ref leastTrust, ref scores),
            Score(highField, highWay, highWords, ref Unsafe.Add(ref leastTrust, Block / 2), ref Unsafe.Add(ref scores, Block / 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Score(Vector256<ushort> field, Vector256<ushort> agreement, Vector256<ushort> words, ref float leastTrust, ref float scores)
    {
        var ((lowField, highField), (lowWay, highWay), (lowWords, highWords)) = (Widen(field), Widen(agreement), Widen(words));
        var low = Score(lowField, Trust(lowField, Vector256.LoadUnsafe(ref leastTrust)), lowWay, lowWords);
        var high = Score(highField, Trust(highField, Vector256.LoadUnsafe(ref leastTrust, (nuint)Vector256<float>.Count)), highWay, highWords);
        low.StoreUnsafe(ref scores);
        high.StoreUnsafe(ref scores, (nuint)Vector256<float>.Count);
        return Vector256.Max(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Score(Vector256<float> field, Vector256<float> trust, Vector256<float> agreement, Vector256<float> words) =>
        MatchPoints.Field(weights, field) + (weights.Way / 2 * agreement) + (MatchPoints.Trust(weights, trust, words) * MatchPoints.Words(weights, words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Trust(Vector256<float> field, Vector256<float> least) => rowCount == 0 ? Vector256<float>.One : MatchPoints.Trust(least, field);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Widen(Vector256<ushort> values)
    {
        var (low, high) = Vector256.Widen(values);
        return (Vector256.ConvertToSingle(low.AsInt32()), Vector256.ConvertToSingle(high.AsInt32()));
    }

    // For each patent the halves of the points of 合作方式.
    private int WayRow()
    {
        if (wayRows.TryGetValue(asked, out var row)) return row;
        row = wayRows[asked] = ways.Add();
        for (var place = 0; place < index.Ways.Length; place++) ways[row][place] = MatchPoints.HalfWays(asked, index.Ways[place]);
        ways.Close(row);
        return row;
    }

    private void Offer(int place, float score)
    {
        if (score <= top.Least) return;
        var patent = index.PatentAt[place];
        if (averse is not null)
        {
            if (averse.Dismissed.Count > 0 && averse.Dismissed.Contains(index.Patents[patent].Id)) return;
            score -= MatchPoints.Penalty(index, averse, patent);
        }
        top.Offer(patent, score);
    }
}

/// <summary>
/// Keeps the best in order, of one university at most its share: what would make it too many takes the place of its worst.
/// </summary>
internal sealed class TopMatches(int[] universities)
{
    // A score above the number of the patent, turned round: the greater the better, and of equals the one registered first. None is 0; before the
    // first stands one that nothing beats.
    private long[] kept = [];
    private long[] owners = [];
    private int most;
    private int share;
    private int count;

    /// <summary>No more points than this are of no use.</summary>
    public float Least { get; private set; }

    public void Begin(int most, int share, float threshold)
    {
        (this.most, this.share, count, Least) = (most, share, 0, threshold);
        var length = 1 + ((most + Vector256<long>.Count - 1) / Vector256<long>.Count * Vector256<long>.Count);
        if (kept.Length != length) (kept, owners) = (new long[length], new long[length]);
        kept.AsSpan().Clear();
        kept[0] = long.MaxValue;
        owners.AsSpan().Fill(-1);
    }

    public void Offer(int patent, float score)
    {
        if (score <= Least) return;
        var (key, owner) = (((long)BitConverter.SingleToInt32Bits(score) << 32) | ~(uint)patent, (long)universities[patent]);
        if (count >= share && Held(owner) >= share)
        {
            var worst = owners.AsSpan(0, most + 1).LastIndexOf(owner);
            if (kept[worst] >= key) return;
            kept.AsSpan(worst + 1).CopyTo(kept.AsSpan(worst));
            owners.AsSpan(worst + 1).CopyTo(owners.AsSpan(worst));
        }
        else if (count < most)
        {
            count++;
        }
        Insert(key, owner);
        if (count == most) Least = ScoreOf(kept[most]);
    }

    /// <summary>Best first, of equals the one registered first.</summary>
    public int CopyTo(Span<Match> best)
    {
        for (var i = 0; i < count; i++) best[i] = new Match((int)~(uint)kept[i + 1], ScoreOf(kept[i + 1]));
        return count;
    }

    private static float ScoreOf(long key) => BitConverter.Int32BitsToSingle((int)(key >> 32));

    private int Held(long owner)
    {
        var held = Vector256<long>.Zero;
        for (var i = 1; i < owners.Length; i += Vector256<long>.Count) held -= Vector256.Equals(Vector256.LoadUnsafe(ref owners[i]), Vector256.Create(owner));
        return (int)Vector256.Sum(held);
    }

    // Whatever is worse moves on by one place, four at a time from the end to where all are better; the last falls out.
    private void Insert(long key, long owner)
    {
        var (newKey, newOwner, follows) = (Vector256.Create(key), Vector256.Create(owner), Vector256<long>.Zero);
        for (var i = 1 + ((count - 1) / Vector256<long>.Count * Vector256<long>.Count); i > 0 && follows != Vector256<long>.AllBitsSet; i -= Vector256<long>.Count)
        {
            var (here, before) = (Vector256.LoadUnsafe(ref kept[i]), Vector256.LoadUnsafe(ref kept[i - 1]));
            var (ownerHere, ownerBefore) = (Vector256.LoadUnsafe(ref owners[i]), Vector256.LoadUnsafe(ref owners[i - 1]));
            var stays = Vector256.GreaterThan(here, newKey);
            follows = Vector256.GreaterThan(before, newKey);
            Vector256.ConditionalSelect(stays, here, Vector256.ConditionalSelect(follows, newKey, before)).StoreUnsafe(ref kept[i]);
            Vector256.ConditionalSelect(stays, ownerHere, Vector256.ConditionalSelect(follows, newOwner, ownerBefore)).StoreUnsafe(ref owners[i]);
        }
        kept.AsSpan(most + 1).Clear();
        owners.AsSpan(most + 1).Fill(-1);
    }
}
