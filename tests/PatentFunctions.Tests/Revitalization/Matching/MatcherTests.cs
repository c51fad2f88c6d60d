using PatentFunctions.Revitalization.Matching;

namespace PatentFunctions.Tests.Revitalization.Matching;

/// <summary>The rules of matching, each by a table of cases, and that what is ruled out early would not have been among the best.</summary>
[Trait("Spec", "FOC-03")]
public sealed class MatcherTests
{
    private static readonly MatchPatent Bearing = new("bearing", "一种高速滚动轴承", "u-a") { Abstract = "轴承外圈的润滑结构。", StrategicIndustries = ["2.1.5"], Industries = ["3451"], TransferWays = ["Licence"] };

    [Theory]
    [InlineData("2.1.5", null, "登记的产业就是关注的战略性新兴产业“智能关键基础零部件制造”")]
    [InlineData("2.1", null, "登记的产业“智能关键基础零部件制造”属于关注的战略性新兴产业“智能制造装备产业”")]
    [InlineData("2", null, "属于关注的战略性新兴产业“高端装备制造产业”")]
    [InlineData("2.1.3", null, "登记的产业“智能关键基础零部件制造”与关注的战略性新兴产业“智能测控装备制造”相邻")]
    [InlineData(null, "3451", "登记的产业就是关注的国民经济行业“滚动轴承制造”")]
    [InlineData(null, "345", "登记的产业“滚动轴承制造”属于关注的国民经济行业")]
    [InlineData(null, "C", "属于关注的国民经济行业“制造业”")]
    [InlineData(null, "3452", "与关注的国民经济行业“滑动轴承制造”相邻")]
    [InlineData("4.1.1", null, null)]
    [InlineData(null, "A", null)]
    public void Industry_ByItsPlaceInTheTree_CountsWithAReason(string? strategic, string? economic, string? reason)
    {
        var focus = new MatchFocus("f") { StrategicIndustries = strategic is null ? [] : [strategic], Industries = economic is null ? [] : [economic] };
        var parts = Parts(focus, Bearing).Where(p => p.Kind == MatchPartKind.Industry).ToList();
        if (reason is null) Assert.Empty(parts);
        else Assert.Contains(reason, Assert.Single(parts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Industry_TheFartherAway_CountsLess()
    {
        decimal Points(string code) => Parts(new MatchFocus("f") { StrategicIndustries = [code] }, Bearing).Where(p => p.Kind == MatchPartKind.Industry).Sum(p => p.Points);
        var points = new[] { "2.1.5", "2.1", "2", "2.1.3" }.Select(Points).ToList();
        Assert.Equal(points.OrderDescending(), points);
        Assert.Equal(points.Distinct(), points);
    }

    [Theory]
    [InlineData("滚动轴承", "专利名称中有关键词“滚动轴承”")]
    [InlineData("轴承", "专利名称中有关键词“轴承”")]
    [InlineData("滚珠轴承", "专利名称中有“滚动轴承”，与关键词“滚珠轴承”同义")]
    [InlineData("润滑", "摘要中有关键词“润滑”")]
    [InlineData("ＬＥＤ", null)]
    [InlineData("电机", null)]
    public void Keyword_WhereItStands_CountsWithAReason(string keyword, string? reason) =>
        Assert.Equal(reason is null ? [] : [reason], Parts(new MatchFocus("f") { Keywords = [keyword] }, Bearing).Where(p => p.Kind == MatchPartKind.Keyword).Select(p => p.Reason));

    [Theory]
    [InlineData("LED灯具", "led", true)]
    [InlineData("OLED灯具", "led", false)]
    [InlineData("一种5G通信基站", "5G", true)]
    [InlineData("一种15G通信基站", "5G", false)]
    [InlineData("PM2.5检测仪", "pm2.5", true)]
    public void Keyword_InLatin_IsAWholeWord(string title, string keyword, bool found) =>
        Assert.Equal(found, Parts(new MatchFocus("f") { Keywords = [keyword] }, new MatchPatent("p", title, "u")).Any(p => p.Kind == MatchPartKind.Keyword));

    [Fact]
    public void Keyword_InAnotherField_CountsLess_TwoOfThemDoNot()
    {
        var industry = new MatchFocus("f") { Industries = ["3451"], Keywords = ["苹果"] };
        var phone = new MatchPatent("p", "苹果采摘机的保鲜箱", "u") { Industries = ["0151"] };
        decimal Words(MatchFocus focus) => Parts(focus, phone).Where(p => p.Kind == MatchPartKind.Keyword).Sum(p => p.Points);
        var (foreign, free) = (Words(industry), Words(industry with { Industries = [] }));
        Assert.True(foreign < free * 0.5m, $"{foreign} of {free}");
        Assert.Contains("已减分", Parts(industry, phone).First(p => p.Kind == MatchPartKind.Keyword).Reason, StringComparison.Ordinal);
        var both = industry with { Keywords = ["苹果", "采摘", "保鲜"] };
        Assert.True(Words(both) > Words(both with { Industries = [] }) * 0.9m);
    }

    [Theory]
    [InlineData("Licence", "Licence", 5)]
    [InlineData("Licence", "Assignment", 0)]
    [InlineData("Licence", "", 2.5)]
    [InlineData("", "Licence", 2.5)]
    public void Way_ThatAgrees_Counts(string asked, string offered, decimal points)
    {
        string[] List(string way) => way.Length == 0 ? [] : [way];
        var parts = Parts(new MatchFocus("f") { Keywords = ["轴承"], TransferWays = List(asked) }, Bearing with { TransferWays = List(offered) });
        Assert.Equal(points, parts.Where(p => p.Kind == MatchPartKind.TransferWay).Sum(p => p.Points));
    }

    [Theory]
    [InlineData("润滑", false)]
    [InlineData("高速", false)]
    [InlineData("自行车", true)]
    public void ExcludedWord_AnywhereInAPatent_KeepsItAway(string excluded, bool shown) =>
        Assert.Equal(shown, Best(new MatchFocus("f") { Keywords = ["轴承"], Excluded = [excluded] }, Bearing).Count == 1);

    [Fact]
    public void OwnTitles_ThatReadAlike_Count() =>
        Assert.Contains(Parts(new MatchFocus("f") { Industries = ["3451"], OwnTitles = ["精密滚动轴承"] }, Bearing), p => p is { Kind: MatchPartKind.OwnText, Points: > 0 });

    [Fact]
    public void Dismissed_IsNeverShownAgain_AndCountsModeratelyAgainstOthers()
    {
        var other = Bearing with { Id = "other" };
        var focus = new MatchFocus("f") { Keywords = ["轴承"], Industries = ["3451"] };
        var before = Assert.Single(Best(focus, other)).Score;
        Assert.Equal(["other"], Best(focus with { Dismissed = ["bearing"] }, Bearing, other).Select(m => m.Id));
        foreach (var dislike in new[] { new Dislike(DislikeKind.University, "u-a", 1), new Dislike(DislikeKind.Industry, "3451", 1), new Dislike(DislikeKind.Keyword, "轴承", 1) })
        {
            var after = Assert.Single(Best(focus with { Dislikes = [dislike] }, other)).Score;
            Assert.InRange(after, before * 0.85f, before - 1);
        }
        // However often: moderately.
        Assert.InRange(Assert.Single(Best(focus with { Dislikes = [new Dislike(DislikeKind.University, "u-a", 50)] }, other)).Score, before * 0.7f, before);
    }

    [Fact]
    public void University_WithMoreThanItsShare_LeavesRoomForOthers()
    {
        var patents = Enumerable.Range(0, 30).Select(i => Bearing with { Id = $"a{i}" }).Concat(Enumerable.Range(0, 30).Select(i => Bearing with { Id = $"b{i}", University = "u-b", Title = "轴承座" })).ToArray();
        var best = Best(new MatchFocus("f") { Keywords = ["滚动轴承", "轴承"] }, patents);
        Assert.Equal(12, best.Count);
        Assert.Equal(MatchWeights.InForce.UniversityShare, best.Count(m => m.Id.StartsWith('a')));
    }

    [Fact]
    public void Best_OfManyAtRandom_AreThoseThatLookingAtEveryPairFinds()
    {
        var random = new Random(7);
        string[] words = ["轴承", "电池", "芯片", "水泵", "传感器", "机器人", "石墨烯", "催化剂", "疫苗", "风机", "光伏", "混凝土"];
        string[] codes = ["2.1.5", "5.2.2", "1.2.4", "7.1.1", "2.1.1", "4.1.1", "6.2.1", "2.1", "7"];
        T Pick<T>(T[] from) => from[random.Next(from.Length)];
        var patents = Enumerable.Range(0, 600).Select(i => new MatchPatent($"p{i}", $"{Pick(words)}用{Pick(words)}结构", "u" + random.Next(8))
        {
            Abstract = $"本发明涉及{Pick(words)}，用于{Pick(words)}的生产。", StrategicIndustries = random.Next(3) == 0 ? [] : [Pick(codes)], TransferWays = [random.Next(2) == 0 ? "Licence" : "Assignment"],
        }).ToList();
        var focuses = Enumerable.Range(0, 200).Select(i => new MatchFocus($"f{i}")
        {
            StrategicIndustries = random.Next(4) == 0 ? [] : [Pick(codes), Pick(codes)], Keywords = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(words))], Excluded = random.Next(6) == 0 ? [Pick(words)] : [],
            TransferWays = random.Next(2) == 0 ? [] : ["Licence"], OwnTitles = random.Next(3) == 0 ? [Pick(words) + "装配"] : [], Dislikes = random.Next(5) == 0 ? [new Dislike(DislikeKind.University, "u1", 2)] : [],
        }).ToList();
        var index = MatchIndex.Of(patents, FocusSet.Of(focuses));
        var matcher = new Matcher(index);
        var (best, all) = (new Match[20], new Match[600]);
        for (var i = 0; i < focuses.Count; i++)
        {
            var count = matcher.Best(i, all, int.MaxValue);
            var expected = all.Take(count).Take(20).Select(m => Math.Round(m.Score, 3)).ToList();
            Assert.Equal(expected, best.Take(matcher.Best(i, best, int.MaxValue)).Select(m => Math.Round(m.Score, 3)));
            foreach (var match in all.Take(Math.Min(count, 5)))
                Assert.Equal((double)match.Score, (double)MatchReasons.Of(index, i, match.Patent).Sum(p => p.Points), 0.5);
        }
    }

    private static IReadOnlyList<MatchPart> Parts(MatchFocus focus, MatchPatent patent) => MatchReasons.Of(MatchIndex.Of([patent], FocusSet.Of([focus])), 0, 0);

    private static List<(string Id, float Score)> Best(MatchFocus focus, params MatchPatent[] patents)
    {
        var best = new Match[20];
        var count = new Matcher(MatchIndex.Of(patents, FocusSet.Of([focus]))).Best(0, best);
        return [.. best.Take(count).Select(m => (patents[m.Patent].Id, m.Score))];
    }
}
