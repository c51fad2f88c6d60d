using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-02")]
public sealed class ResourceTextTests
{
    [Theory]
    [InlineData("滚动轴承", "滚动 动轴 轴承 承")]
    [InlineData("轴", "轴")]
    [InlineData("5G芯片（ＡＩ）", "5g 芯片 片 ai")]
    [InlineData("TiO₂，㎜", "tio2 mm")]
    [InlineData("𠮷野家 A-1", "𠮷野 野家 家 a 1")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("半\ud800个", "半 个")]
    public void Tokens_ArePairsAndWords(string? text, string tokens) => Assert.Equal(tokens, ResourceText.Joined([text]));

    [Theory]
    [InlineData("一种ＰＣＢ板", "pcb", 2, 3)]
    [InlineData("含①轴承", "轴承", 2, 2)]
    [InlineData("直径㎜轴承", "轴承", 3, 2)]
    public void Tokens_KnowWhereTheyStoodInTheTextAsItWasWritten(string text, string token, int start, int length)
    {
        var found = Assert.Single(ResourceText.Tokens(text), t => t.Text == token);
        Assert.Equal((start, length), (found.Start, found.Length));
    }

    [Theory]
    [InlineData("轴承", "(\"轴承\")")]
    [InlineData("滚动轴承 降噪", "\"滚动 动轴 轴承\" AND \"降噪\"")]
    [InlineData("轴", "\"轴\" *")]
    [InlineData("芯片5G", "\"芯片 片 5g\"")]
    [InlineData("ZL201819900001.7", "\"2018199000017\" *")]
    [InlineData("CN 2018 1 9900001.7", "\"2018199000017\" *")]
    [InlineData("zl2018", "\"2018\" *")]
    [InlineData("2018199", "\"2018199\" *")]
    [InlineData("20211010123X", "\"20211010123x\" *")]
    [InlineData("6205", "\"6205\"")]
    [InlineData("无人机 避障", "(\"无人 人机\" OR \"无人 人飞 飞行 行器\" OR \"无人 人航 航空 空器\" OR \"uav\") AND \"避障\"")]
    [InlineData("\"轴承\" OR *", "\"轴承\" AND \"or\"")]
    [InlineData("，。", null)]
    public void Match_OfWhatWasTyped_HoldsNothingButTokens(string typed, string? match) =>
        Assert.Equal(match?.Replace("(\"轴承\")", "\"轴承\"", StringComparison.Ordinal), PatentFunctions.Platform.Local.SqliteResourceSearch.Match(SearchWords.Parse(typed), any: false));

    [Theory]
    [InlineData("滚动轴承和轴承座", "轴承", "2-2 5-2")]
    [InlineData("滚动轴承", "滚动 动轴承", "0-4")]
    [InlineData("motion of ION", "ion", "10-3")]
    [InlineData("一种ＬＥＤ灯", "led", "2-3")]
    [InlineData("发光二极管", "led", "0-5")]
    [InlineData("芯片 5G", "芯片5g", "0-2 3-2")]
    [InlineData("轴心与轴", "轴", "0-1 3-1")]
    [InlineData("直径㎜轴承", "轴承", "3-2")]
    [InlineData("阀门", "轴承", "")]
    public void Spans_AreThePlacesInTheTextAsItWasWritten(string text, string words, string spans) =>
        Assert.Equal(spans, string.Join(' ', ResourceHighlighter.Spans(text, SearchWords.Parse(words)).Select(s => $"{s.Start}-{s.Length}")));

    [Fact]
    public void Synonyms_AreGroupsWhoseMembersFindEachOther()
    {
        Assert.Contains("发光二极管", Synonyms.Of("led"));
        Assert.Contains("led", Synonyms.Of("发光二极管"));
        Assert.Empty(Synonyms.Of("轴承"));
    }
}
