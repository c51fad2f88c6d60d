namespace PatentFunctions.Revitalization.Matching;

/// <summary>A part of a score.</summary>
public enum MatchPartKind
{
    /// <summary>产业: registered under a chosen industry or one close to it.</summary>
    Industry,

    /// <summary>领域文字: reads like the products of a chosen industry.</summary>
    FieldText,

    /// <summary>关键词.</summary>
    Keyword,

    /// <summary>合作方式.</summary>
    TransferWay,

    /// <summary>本单位的备案和专利: reads like them.</summary>
    OwnText,

    /// <summary>不感兴趣: points off.</summary>
    Disliked,
}

/// <summary>为什么匹配: one part of a score.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Points">Points, negative where they are taken off.</param>
/// <param name="Reason">Chinese reason.</param>
public sealed record MatchPart(MatchPartKind Kind, decimal Points, string Reason);

/// <summary>Says why a patent matches a subscription: the parts add up to its score.</summary>
public static class MatchReasons
{
    private static readonly (IndustryLink Link, string Text)[] Links =
    [
        (IndustryLink.Same, "登记的产业就是关注的{chosen}"),
        (IndustryLink.Covered, "登记的产业“{own}”属于关注的{chosen}"),
        (IndustryLink.Broader, "登记的产业“{own}”包含关注的{chosen}"),
        (IndustryLink.Neighbour, "登记的产业“{own}”与关注的{chosen}相邻"),
        (IndustryLink.Related, "登记的产业“{own}”与关注的{chosen}有对应关系"),
        (IndustryLink.ByIpc, "专利分类号与关注的{chosen}有对应关系"),
    ];

    /// <summary>The parts of a match, most points first.</summary>
    public static IReadOnlyList<MatchPart> Of(MatchIndex index, int focus, int patent)
    {
        ArgumentNullException.ThrowIfNull(index);
        var (parts, place) = (new List<MatchPart>(), index.PlaceOf(patent));
        var field = AddField(parts, index, focus, patent);
        var trust = index.Foci.Codes[focus].Length == 0 ? 1 : MatchPoints.Trust(index.LeastTrust[place], field);
        AddWords(parts, index, focus, place, trust);
        AddOwn(parts, index, focus, place, trust);
        AddWay(parts, index, focus, place);
        if (index.Foci.Averse.TryGetValue(focus, out var averse) && MatchPoints.Penalty(index, averse, patent) is > 0 and var off)
            parts.Add(Part(MatchPartKind.Disliked, -off, "对同一高校或同一产业的专利选过“不感兴趣”，已减分"));
        return [.. parts.Where(p => p.Points != 0).OrderByDescending(p => p.Points)];
    }

    private static int AddField(List<MatchPart> parts, MatchIndex index, int focus, int patent)
    {
        var (best, bestCode) = (0, -1);
        foreach (var code in index.Foci.Codes[focus])
            if (index.Fields.ValueOf(index.RowOf(code), index.PlaceOf(patent)) is var closeness && closeness > best) (best, bestCode) = (closeness, code);
        if (bestCode < 0) return 0;
        var graph = IndustryGraph.BuiltIn;
        var (tag, by) = (default(IndustryRelative), -1);
        foreach (var own in IndustryTags.CodesOf(index.Patents[patent]))
            foreach (var relative in graph.RelativesOf(own))
                if (relative.Code == bestCode && relative.Closeness > tag.Closeness) (tag, by) = (relative, own);
        foreach (var relative in graph.RelativesOfIpc(index.Patents[patent].Ipc))
            if (relative.Code == bestCode && relative.Closeness > tag.Closeness) (tag, by) = (relative, -1);
        var byTag = index.Weights.Field * index.Weights.FieldByTag * tag.Closeness;
        if (tag.Closeness > 0)
        {
            var text = Links.First(l => l.Link == tag.Link).Text;
            parts.Add(Part(MatchPartKind.Industry, byTag, text.Replace("{chosen}", graph.TitleOf(bestCode), StringComparison.Ordinal).Replace("{own}", by < 0 ? "" : graph.NameOf(by), StringComparison.Ordinal)));
        }
        parts.Add(Part(MatchPartKind.FieldText, (index.Weights.Field * best / MatchIndex.Whole) - byTag, $"文字与{graph.TitleOf(bestCode)}的产品和服务相近"));
        return best;
    }

    private static void AddWords(List<MatchPart> parts, MatchIndex index, int focus, int place, float trust)
    {
        var averse = index.Foci.Averse.GetValueOrDefault(focus);
        var hits = new List<(WordHit Hit, int Points)>();
        foreach (var word in index.Foci.Words[focus])
        {
            var found = index.HitsOf(word);
            var details = index.DetailsOf(word);
            for (var i = 0; i < found.Length; i++)
                if (found[i].Place == place) hits.Add((details[i], MatchPoints.WordLeft(index.Weights, averse, index.Foci.WordTexts[word], found[i].Points)));
        }
        var sum = hits.Sum(h => h.Points);
        trust = MatchPoints.Trust(index.Weights, trust, sum);
        var points = trust * MatchPoints.Words(index.Weights, sum);
        foreach (var (hit, share) in hits)
            parts.Add(Part(MatchPartKind.Keyword, points * share / sum, Text(index, hit) + (trust < 0.7f ? "，但登记的产业与关注的不同，已减分" : "")));
    }

    private static string Text(MatchIndex index, WordHit hit)
    {
        var word = index.Foci.WordTexts[hit.Word];
        if (hit.Where == WordPlace.Parts) return $"含有与关键词“{word}”相近的词";
        var form = index.FormOf(hit).Text;
        var place = hit.Where switch { WordPlace.Title => "专利名称", WordPlace.Keywords => "关键词", _ => "摘要" };
        return form == word ? $"{place}中有关键词“{word}”" : $"{place}中有“{form}”，与关键词“{word}”同义";
    }

    private static void AddOwn(List<MatchPart> parts, MatchIndex index, int focus, int place, float trust)
    {
        var sum = 0f;
        foreach (var (feature, weight) in index.Foci.Own[focus])
            foreach (var (found, value) in index.OwnPostings(feature))
                if (found == place) sum += weight * value;
        if (sum > 0) parts.Add(Part(MatchPartKind.OwnText, index.Weights.Own * trust * index.OwnCloseness(place, sum), "与本单位备案的产品或专利相近"));
    }

    private static void AddWay(List<MatchPart> parts, MatchIndex index, int focus, int place)
    {
        var (asked, offered) = (index.Foci.Ways[focus], index.Ways[place]);
        var text = asked == 0 ? "未限定合作方式" : offered == 0 ? "高校未限定合作方式" : "合作方式与关注的一致";
        parts.Add(Part(MatchPartKind.TransferWay, index.Weights.Way / 2 * MatchPoints.HalfWays(asked, offered), text));
    }

    private static MatchPart Part(MatchPartKind kind, float points, string reason) => new(kind, Math.Round((decimal)points, 1, MidpointRounding.AwayFromZero), reason);
}
