using System.Collections.Concurrent;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>What an industry's texts say, as features: names and products of the classifications.</summary>
internal static class IndustryTexts
{
    private const int Features = 64;

    private static readonly ConcurrentDictionary<int, (uint Feature, float Weight)[]> Known = new();

    public static (uint Feature, float Weight)[] Of(int code) => Known.GetOrAdd(code, c => TradeWords.BuiltIn.Characteristic(IndustryGraph.BuiltIn.TextsOf(c), Features));
}

/// <summary>The industries that a patent is registered under, and those that they concern.</summary>
internal static class IndustryTags
{
    public static IEnumerable<IndustryRelative> RelativesOf(MatchPatent patent)
    {
        foreach (var code in CodesOf(patent))
            foreach (var relative in IndustryGraph.BuiltIn.RelativesOf(code)) yield return relative;
        foreach (var relative in IndustryGraph.BuiltIn.RelativesOfIpc(patent.Ipc)) yield return relative;
    }

    public static IEnumerable<int> CodesOf(MatchPatent patent)
    {
        var graph = IndustryGraph.BuiltIn;
        foreach (var code in patent.StrategicIndustries)
            if (graph.FindStrategic(code) is >= 0 and var found) yield return found;
        foreach (var code in patent.Industries)
            if (graph.FindEconomic(code) is >= 0 and var found) yield return found;
    }
}
