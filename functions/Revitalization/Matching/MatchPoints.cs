using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>Points of the parts of a score, for eight patents at a time.</summary>
internal static class MatchPoints
{
    /// <summary>产业, by the closeness in steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Field(MatchWeights weights, Vector256<float> field) => weights.Field * field * (1f / MatchIndex.Whole);

    /// <summary>关键词, by their sum: each further one adds less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Words(MatchWeights weights, Vector256<float> sum)
    {
        var strength = 1.5f / MatchIndex.Whole * sum;
        return weights.Keywords * strength / (Vector256<float>.One + strength);
    }

    /// <inheritdoc cref="Words(MatchWeights, Vector256{float})"/>
    public static float Words(MatchWeights weights, int sum) => Words(weights, Vector256.Create((float)sum)).ToScalar();

    /// <summary>What is left of keywords where no closeness tells anything; a patent that is registered under no industry is given some credit.</summary>
    public static float LeastTrust(MatchWeights weights, bool isTagged) => isTagged ? weights.ForeignField : (1 + weights.ForeignField) / 2;

    /// <summary>What is left of keywords in a field that is near or far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Trust(Vector256<float> least, Vector256<float> field) =>
        least + ((Vector256<float>.One - least) * Vector256.Min(Vector256<float>.One, 2.5f * field * (1f / MatchIndex.Whole)));

    /// <inheritdoc cref="Trust(Vector256{float}, Vector256{float})"/>
    public static float Trust(float least, int field) => Trust(Vector256.Create(least), Vector256.Create((float)field)).ToScalar();

    /// <summary>The same for several keywords: that they all mean something else is no accident any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Trust(MatchWeights weights, Vector256<float> trust, Vector256<float> sum)
    {
        var one = Vector256.Create((float)weights.OneKeyword);
        return trust + ((Vector256<float>.One - trust) * Vector256.Clamp((sum - one) / one, Vector256<float>.Zero, Vector256<float>.One));
    }

    /// <inheritdoc cref="Trust(MatchWeights, Vector256{float}, Vector256{float})"/>
    public static float Trust(MatchWeights weights, float trust, int sum) => Trust(weights, Vector256.Create(trust), Vector256.Create((float)sum)).ToScalar();

    /// <summary>合作方式, in halves of its points: two where they agree, one where either side leaves them open.</summary>
    public static byte HalfWays(uint asked, uint offered) => (byte)(asked == 0 || offered == 0 ? 1 : (asked & offered) != 0 ? 2 : 0);

    /// <summary>What is left of the points of a keyword that the unit was not interested in.</summary>
    public static int WordLeft(MatchWeights weights, Aversions? averse, string word, int points) =>
        averse is null || !averse.Words.TryGetValue(word, out var times) ? points : (int)(points * (1 - (weights.DislikedKeyword * times)));

    /// <summary>不感兴趣: points off for its university and its industries.</summary>
    public static float Penalty(MatchIndex index, Aversions averse, int patent)
    {
        var times = averse.Universities.Count == 0 ? 0 : averse.Universities.GetValueOrDefault(index.UniversityNames[index.Universities[patent]]);
        if (averse.Codes.Count > 0)
            foreach (var code in IndustryTags.CodesOf(index.Patents[patent])) times += averse.Codes.GetValueOrDefault(code);
        return index.Weights.Dislike * Math.Min(4, times);
    }
}
