using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>A patent that matches.</summary>
/// <param name="Patent">The patent, by its number in the index.</param>
/// <param name="Score">Points.</param>
public readonly record struct Match(int Patent, float Score);

/// <summary>
/// Finds the best patents of one subscription after another. A bound for every thirty-two patents tells where a look is worth it, a bound for each
/// patent there, which ones are to be scored: the blocks with the highest bounds first, until no other can hold a patent that is better than the
/// worst of the best. Nothing is allocated while matching. One thread uses one matcher.
/// </summary>
public sealed class Matcher
{
    private const int MostSum = 1023;
    private const int Block = PatentRows.Block;

    // In sixteenths of the highest bound that is left: the better the first that are looked at, the fewer of the others.
    private static readonly int[] Levels = [15, 14, 12, 0];

    private readonly MatchIndex index;
    private readonly FocusSet foci;
    private readonly MatchWeights weights;
    private readonly WordBound wordBound;
    private readonly float unitsOfPoint;
    private readonly Dictionary<uint, int> wayRows = [];
    private readonly PatentRows ways;
    private readonly ushort[] bounds;
    private readonly ushort[] rareWords;
    private readonly ushort[] mostRare;
    private readonly byte[] fields = new byte[Block];
    private readonly byte[] agreeing = new byte[Block];
    private readonly ushort[] words = new ushort[Block];
    private readonly float[] ownSums;
    private readonly int[] settled;
    private readonly List<int> likeOwn = [];
    private readonly float[] fieldPoints = new float[MatchIndex.Whole + 1];
    private readonly float[] wayPoints = new float[MatchIndex.Whole + 1];
    private readonly (float Points, float NoAccident)[] wordPoints = new (float, float)[MostSum + 1];
    private readonly float[] trust = new float[2 * (MatchIndex.Whole + 1)];
    private readonly float[] unconditional = new float[2 * (MatchIndex.Whole + 1)];
    private readonly TopMatches top;
    private int[] fieldRows = new int[8];
    private int[] commonRows = new int[8];
    private int rowCount;
    private int commonCount;
    private int round;
    private short cut;
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
        (bounds, mostRare, rareWords) = (new ushort[blocks], new ushort[blocks], new ushort[PatentRows.Length(patents)]);
        ways = new PatentRows(patents, 8);
        (ownSums, settled) = (new float[patents], new int[patents]);
        for (var step = 0; step <= MatchIndex.Whole; step++)
        {
            fieldPoints[step] = weights.Field * step / MatchIndex.Whole;
            foreach (var tagged in (int[])[0, MatchIndex.Tagged]) (trust[tagged + step], unconditional[tagged + step]) = (Trust(weights, tagged > 0, step), 1);
        }
        for (var sum = 0; sum <= MostSum; sum++) wordPoints[sum] = (WordPoints(weights, sum), NoAccident(weights, sum));
        unitsOfPoint = MatchIndex.Whole / weights.Field;
        wordBound = new WordBound(Array.ConvertAll(wordPoints, p => p.Points), weights.Field / MatchIndex.Whole);
    }

    /// <summary>Pairs of subscription and patent that were scored so far: every other pair was ruled out by its bound.</summary>
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
        cut = CutOf(top.Least);
        Gather(focus);
        var upTo = BoundBlocks();
        foreach (var share16 in Levels)
        {
            var above = (short)(upTo * share16 / 16);
            Scan(above, upTo);
            upTo = above;
        }
        foreach (var place in likeOwn)
        {
            var bound = bounds[place / Block] + (weights.Own * index.OwnCloseness(place, ownSums[place]) * unitsOfPoint);
            if (bound > cut) Consider(place, FieldAt(place), ways.ValueOf(way, place), WordsAt(place), ownSums[place]);
        }
        Forget(focus);
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
    internal static float Trust(MatchWeights weights, float trust, int sum) => trust + ((1 - trust) * NoAccident(weights, sum));

    private static float NoAccident(MatchWeights weights, int sum) => Math.Clamp((float)(sum - weights.OneKeyword) / weights.OneKeyword, 0, 1);

    internal static float WayPoints(MatchWeights weights, uint asked, uint offered) =>
        asked == 0 || offered == 0 ? weights.Way / 2 : (asked & offered) != 0 ? weights.Way : 0;

    internal static int WordPointsLeft(MatchWeights weights, Aversions? averse, string word, int points) =>
        averse is null || !averse.Words.TryGetValue(word, out var times) ? points : (int)(points * (1 - (weights.DislikedKeyword * times)));

    internal static float Penalty(MatchIndex index, Aversions averse, int patent)
    {
        var times = averse.Universities.Count == 0 ? 0 : averse.Universities.GetValueOrDefault(index.UniversityNames[index.Universities[patent]]);
        if (averse.Codes.Count > 0)
            foreach (var code in IndustryTags.CodesOf(index.Patents[patent])) times += averse.Codes.GetValueOrDefault(code);
        return index.Weights.Dislike * Math.Min(4, times);
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
                sum += (ushort)(disliked ? WordPointsLeft(weights, averse, foci.WordTexts[word], hit.Points) : hit.Points);
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
    private short BoundBlocks()
    {
        var highest = Vector256<ushort>.Zero;
        ref var rare = ref MemoryMarshal.GetArrayDataReference(mostRare);
        ref var bound = ref MemoryMarshal.GetArrayDataReference(bounds);
        for (var at = 0; at < bounds.Length; at += Block)
        {
            var field = Vector256<byte>.Zero;
            for (var i = 0; i < rowCount; i++) field = Vector256.Max(field, index.Fields.MostOf(fieldRows[i], at));
            var (low, high) = (Vector256.LoadUnsafe(ref rare, (nuint)at), Vector256.LoadUnsafe(ref rare, (nuint)at + (Block / 2)));
            for (var i = 0; i < commonCount; i++)
            {
                var (lowPoints, highPoints) = Vector256.Widen(index.CommonWords.MostOf(commonRows[i], at));
                (low, high) = (low + lowPoints, high + highPoints);
            }
            var (lowBound, highBound) = Bound(field, ways.MostOf(way, at), low, high);
            lowBound.StoreUnsafe(ref bound, (nuint)at);
            highBound.StoreUnsafe(ref bound, (nuint)at + (Block / 2));
            highest = Vector256.Max(highest, Vector256.Max(lowBound, highBound));
        }
        var most = 0;
        for (var lane = 0; lane < Vector256<ushort>.Count; lane++) most = Math.Max(most, highest[lane]);
        return (short)most;
    }

    // In the unit of bounds, a step of closeness.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<ushort> Low, Vector256<ushort> High) Bound(Vector256<byte> field, Vector256<byte> way, Vector256<ushort> lowWords, Vector256<ushort> highWords)
    {
        var (low, high) = Vector256.Widen(field);
        var (lowWay, highWay) = Vector256.Widen(way);
        (low, high) = (low + lowWay, high + highWay);
        return (lowWords | highWords) == Vector256<ushort>.Zero ? (low, high) : (low + wordBound.Of(lowWords), high + wordBound.Of(highWords));
    }

    // Blocks with a bound above the one and up to the other.
    private void Scan(short above, short upTo)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(bounds);
        for (var at = 0; at < bounds.Length; at += Vector256<ushort>.Count)
        {
            // No bound reaches the sign.
            var bound = Vector256.LoadUnsafe(ref first, (nuint)at).AsInt16();
            var worth = (Vector256.GreaterThan(bound, Vector256.Create(Math.Max(above, cut))) & Vector256.LessThanOrEqual(bound, Vector256.Create(upTo))).ExtractMostSignificantBits();
            for (; worth != 0; worth &= worth - 1)
            {
                var block = at + BitOperations.TrailingZeroCount(worth);
                if (bounds[block] > cut) ScanBlock(block);
            }
        }
    }

    private void ScanBlock(int block)
    {
        var field = Vector256<byte>.Zero;
        for (var i = 0; i < rowCount; i++) field = Vector256.Max(field, index.Fields.ValuesOf(fieldRows[i], block));
        ref var rare = ref rareWords[block * Block];
        var (low, high) = (Vector256.LoadUnsafe(ref rare), Vector256.LoadUnsafe(ref rare, Block / 2));
        for (var i = 0; i < commonCount; i++)
        {
            var (lowPoints, highPoints) = Vector256.Widen(index.CommonWords.ValuesOf(commonRows[i], block));
            (low, high) = (low + lowPoints, high + highPoints);
        }
        var (lowBound, highBound) = Bound(field, ways.ValuesOf(way, block), low, high);
        var least = Vector256.Create(cut);
        var worth = Vector256.Narrow(Vector256.GreaterThan(lowBound.AsInt16(), least), Vector256.GreaterThan(highBound.AsInt16(), least)).ExtractMostSignificantBits();
        if (worth == 0) return;
        field.CopyTo(fields);
        ways.ValuesOf(way, block).CopyTo(agreeing);
        low.CopyTo(words);
        high.CopyTo(words, Block / 2);
        for (; worth != 0; worth &= worth - 1)
        {
            var lane = BitOperations.TrailingZeroCount(worth);
            var place = (block * Block) + lane;
            if (settled[place] != round) Consider(place, fields[lane], agreeing[lane], words[lane], 0);
        }
    }

    private byte FieldAt(int place)
    {
        var field = (byte)0;
        for (var i = 0; i < rowCount; i++) field = Math.Max(field, index.Fields.ValueOf(fieldRows[i], place));
        return field;
    }

    private ushort WordsAt(int place)
    {
        var sum = rareWords[place];
        for (var i = 0; i < commonCount; i++) sum += index.CommonWords.ValueOf(commonRows[i], place);
        return sum;
    }

    // What the way of cooperation adds for each patent, in the unit of bounds.
    private int WayRow()
    {
        if (wayRows.TryGetValue(asked, out var row)) return row;
        row = wayRows[asked] = ways.Add();
        for (var place = 0; place < index.Ways.Length; place++)
        {
            var points = WayPoints(weights, asked, index.Ways[place]);
            var bound = (byte)Math.Min(MatchIndex.Whole, MathF.Ceiling(points * MatchIndex.Whole / weights.Field));
            (ways[row][place], wayPoints[bound]) = (bound, points);
        }
        ways.Close(row);
        return row;
    }

    private void Consider(int place, byte field, byte agreement, ushort sum, float own)
    {
        Scored++;
        var score = fieldPoints[field] + wayPoints[agreement];
        var trusted = (rowCount == 0 ? unconditional : trust)[index.Tags[place] + field];
        var (points, noAccident) = wordPoints[Math.Min(MostSum, (int)sum)];
        score += (trusted + ((1 - trusted) * noAccident)) * points;
        if (own > 0) score += trusted * weights.Own * index.OwnCloseness(place, own);
        if (score <= top.Least) return;
        var patent = index.PatentAt[place];
        if (averse is not null)
        {
            if (averse.Dismissed.Count > 0 && averse.Dismissed.Contains(index.Patents[patent].Id)) return;
            score -= Penalty(index, averse, patent);
        }
        if (top.Offer(patent, score)) cut = CutOf(top.Least);
    }

    // In the unit of bounds. A patent has to be better than the least.
    private short CutOf(float least) => (short)float.ConvertToIntegerNative<int>((least * unitsOfPoint) - 0.01f);
}

/// <summary>
/// An upper bound of the points of keywords in whole units: the least of a few straight lines above their curve, so that it is reckoned for sixteen
/// patents at a time.
/// </summary>
internal sealed class WordBound
{
    private static readonly int[] Touching = [0, 64, 160, 320, 640];

    private readonly int shift = 5;
    private readonly Vector256<ushort> most;
    private readonly (Vector256<ushort> Slope, Vector256<ushort> Start)[] lines;

    /// <param name="points">Points by the sum of the keywords; a greater sum has no more than the last.</param>
    /// <param name="unit">Points of a unit.</param>
    public WordBound(float[] points, float unit)
    {
        most = Vector256.Create((ushort)(points.Length - 1));
        var curve = Array.ConvertAll(points, p => MathF.Ceiling(p / unit));
        while (Touching.Any(t => LineAt(curve, t) is var (slope, start) && start + (slope * (points.Length - 1)) > ushort.MaxValue)) shift--;
        lines = [.. Touching.Select(t => LineAt(curve, t)).Select(l => (Vector256.Create((ushort)l.Slope), Vector256.Create((ushort)l.Start)))];
    }

    public Vector256<ushort> Of(Vector256<ushort> sums)
    {
        sums = Vector256.Min(sums, most);
        var least = Vector256<ushort>.AllBitsSet;
        foreach (var (slope, start) in lines) least = Vector256.Min(least, (sums * slope) + start);
        return least >> shift;
    }

    // As steep as the curve is there, and as high as it must be to lie above all of it.
    private (int Slope, int Start) LineAt(float[] curve, int sum)
    {
        var scale = 1 << shift;
        var slope = (int)((curve[sum + 64] - curve[sum]) * scale / 64);
        var start = 0f;
        for (var s = 0; s < curve.Length; s++) start = MathF.Max(start, (curve[s] * scale) - (slope * s));
        return (slope, (int)start);
    }
}

/// <summary>
/// Keeps the best, of one university at most its share: what would make it too many takes the place of its worst. They are put in order when all are
/// known.
/// </summary>
internal sealed class TopMatches(int[] universities)
{
    // A score above the number of the patent, turned round: the greater the better, and of equals the one registered first.
    private ulong[] kept = new ulong[20 + Vector256<ulong>.Count];
    private int[] owners = new int[20];
    private int most;
    private int share;
    private int count;
    private ulong least;

    /// <summary>No more points than this are of no use.</summary>
    public float Least { get; private set; }

    public void Begin(int most, int share, float threshold)
    {
        (this.most, this.share, count, Least) = (most, share, 0, threshold);
        if (owners.Length < most) (kept, owners) = (new ulong[most + Vector256<ulong>.Count], new int[most]);
        kept.AsSpan(most).Fill(ulong.MaxValue);
    }

    /// <returns>True where <see cref="Least"/> may have risen.</returns>
    public bool Offer(int patent, float score)
    {
        if (score <= Least) return false;
        var (key, owner) = (((ulong)BitConverter.SingleToUInt32Bits(score) << 32) | ~(uint)patent, universities[patent]);
        var at = count;
        if (count >= share && owners.AsSpan(0, count).Count(owner) >= share)
        {
            at = Worst(owner);
            if (kept[at] >= key) return false;
        }
        else if (count == most)
        {
            at = kept.AsSpan(0, count).IndexOf(least);
        }
        else
        {
            count++;
        }
        (kept[at], owners[at]) = (key, owner);
        if (count < most) return false;
        Least = ScoreOf(least = LeastKept());
        return true;
    }

    /// <summary>Best first, of equals the one registered first.</summary>
    public int CopyTo(Span<Match> best)
    {
        var all = kept.AsSpan(0, count);
        all.Sort();
        for (var i = 0; i < count; i++) best[count - 1 - i] = new Match((int)~(uint)all[i], ScoreOf(all[i]));
        return count;
    }

    private static float ScoreOf(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    private ulong LeastKept()
    {
        var least = Vector256<ulong>.AllBitsSet;
        for (var i = 0; i < count; i += Vector256<ulong>.Count) least = Vector256.Min(least, Vector256.Create(kept.AsSpan(i, Vector256<ulong>.Count)));
        return Math.Min(Math.Min(least[0], least[1]), Math.Min(least[2], least[3]));
    }

    private int Worst(int owner)
    {
        var found = -1;
        for (var i = 0; i < count; i++)
            if (owners[i] == owner && (found < 0 || kept[i] < kept[found])) found = i;
        return found;
    }
}
