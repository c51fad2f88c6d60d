using PatentFunctions.Filing;
using PatentFunctions.Recognition;
using static PatentFunctions.Tests.PublicSite.PublicSiteBench;

namespace PatentFunctions.Tests.PublicSite;

[Trait("Spec", "PUB-01")]
public sealed class SearchPublicFilingsTests : IAsyncLifetime, IDisposable
{
    private const string Valve = "202111100010.9";
    private const string Bearing = "202111100001.X";
    private const string Secret = "202111100020.2";

    private readonly PublicSiteBench bench = new();

    // 1: bearing of Jiangsu, in notice; 2: bearing seat, recognized; 3: fridge, patents not public; 4: fridge withdrawn; 5: pump of 2025, updated.
    public async Task InitializeAsync()
    {
        await bench.PutUnitAsync("u-a", "430100");
        await bench.PutUnitAsync("u-b", "320102");
        await bench.PutAsync(Filed("2025000007", "离心水泵", "ＩＳＧ８０－１６０", "上海示例泵业有限公司", "u-none", "3441") with { UpdateYear = 2026 });
        var bearing = Filed("2026000001", "滚动轴承", "6205-2RS", "江苏示例精密轴承有限公司", "u-b", "3451", patents: [(Bearing, "一种密封轴承")]);
        await bench.PutAsync(bearing);
        await bench.PutAsync(InCampaign(bearing, 2026, RecognitionState.InNotice));
        var seat = Filed("2026000002", "滚动转动轴承座", "SKF6205", "江苏示例精密轴承有限公司", "u-b", "3451", publish: false, patents: [(Valve, "阀门密封结构")]);
        await bench.PutAsync(seat with { Recognition = new FilingRecognition(2026, "2026-2026000002", new DateOnly(2026, 11, 1), new DateOnly(2027, 10, 31), RecognitionStanding.Valid) });
        await bench.PutAsync(Filed("2026000003", publish: false, patents: [(Secret, "绝密制冷回路")]));
        await bench.PutAsync(Filed("2026000004", "电冰柜") with { State = FilingState.Withdrawn, EndedAt = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), EndedWhy = "产品已退出市场" });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("", "2026000004 2026000003 2026000002 2026000001 2025000007")]
    [InlineData("q=轴承", "2026000002 2026000001")]
    [InlineData("q=滚动轴承", "2026000001")]
    [InlineData("q=动轴", "2026000002 2026000001")]
    [InlineData("q=座", "2026000002")]
    [InlineData("q=承滚", "")]
    [InlineData("q=轴承 江苏", "2026000002 2026000001")]
    [InlineData("q=轴承　湖南", "")]
    [InlineData("q=bcd-520", "2026000004 2026000003")]
    [InlineData("q=ＢＣＤ５２０", "2026000004 2026000003")]
    [InlineData("q=6205", "2026000002 2026000001")]
    [InlineData("q=6205 2rs", "2026000001")]
    [InlineData("q=skf", "2026000002")]
    [InlineData("q=SKF6205", "2026000002")]
    [InlineData("q=isg80", "2025000007")]
    [InlineData("q=密封", "2026000002 2026000001")]
    [InlineData("q=2026000003", "2026000003")]
    [InlineData("q=202600", "2026000004 2026000003 2026000002 2026000001")]
    [InlineData("q=2025", "2025000007")]
    [InlineData("q=ZL202111100001.X", "2026000001")]
    [InlineData("q=绝密", "")]
    [InlineData("q=202111100020.2", "")]
    [InlineData("product=轴承", "2026000002 2026000001")]
    [InlineData("product=江苏", "")]
    [InlineData("unit=江苏", "2026000002 2026000001")]
    [InlineData("unit=轴承", "2026000002 2026000001")]
    [InlineData("unit=6205", "")]
    [InlineData("patent=ZL202111100001.X", "2026000001")]
    [InlineData("patent=CN 202111100001.X", "2026000001")]
    [InlineData("patent=202111100001x", "2026000001")]
    [InlineData("patent=zl2021111000109", "2026000002")]
    [InlineData("patent=ZL202111100020.2", "")]
    [InlineData("number=2026000002", "2026000002")]
    [InlineData("number=2025", "2025000007")]
    [InlineData("number=2024", "")]
    [InlineData("state=filed", "2026000003 2025000007")]
    [InlineData("state=公示中", "2026000001")]
    [InlineData("state=recognized", "2026000002")]
    [InlineData("state=认定到期", "")]
    [InlineData("state=recognitionRevoked", "")]
    [InlineData("state=ended", "2026000004")]
    [InlineData("state=撤销备案", "2026000004")]
    [InlineData("category=3451", "2026000002 2026000001")]
    [InlineData("category=38", "2026000004 2026000003")]
    [InlineData("industry=C", "2026000004 2026000003 2026000002 2026000001 2025000007")]
    [InlineData("industry=34", "2026000002 2026000001 2025000007")]
    [InlineData("industry=345", "2026000002 2026000001")]
    [InlineData("industry=3441", "2025000007")]
    [InlineData("filingYear=2025", "2025000007")]
    [InlineData("updateYear=2026", "2025000007")]
    [InlineData("recognitionYear=2026", "2026000002")]
    [InlineData("recognitionYear=2025", "")]
    [InlineData("province=32", "2026000002 2026000001")]
    [InlineData("province=430000", "2026000004 2026000003")]
    [InlineData("province=00", "2025000007")]
    [InlineData("q=轴承&state=recognized&province=32&filingYear=2026", "2026000002")]
    public async Task Search_ByWordsAndFilters_FindsExactlyTheseNewestFirst(string query, string numbers)
    {
        var page = await bench.SearchAsync(query);
        Assert.Equal(numbers, Numbers(page));
        Assert.Equal(numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, page.GetProperty("total").GetInt32());
        Assert.False(page.TryGetProperty("continuation", out _));
    }

    [Fact]
    public async Task Search_ByPatentIntensity_DividesTheWhole()
    {
        var (yes, no) = (await bench.SearchAsync("intensive=yes"), await bench.SearchAsync("intensive=no"));
        Assert.Equal(5, yes.GetProperty("total").GetInt32() + no.GetProperty("total").GetInt32());
        Assert.All(yes.GetProperty("items").EnumerateArray(), i => Assert.True(i.TryGetProperty("patentIntensive", out _)));
        Assert.All(no.GetProperty("items").EnumerateArray(), i => Assert.False(i.TryGetProperty("patentIntensive", out _)));
    }

    [Theory]
    [InlineData("patent=202111100001.6", "校验位")]
    [InlineData("patent=轴承", "专利号")]
    [InlineData("number=20260000011", "备案号")]
    [InlineData("state=draft", "状态")]
    [InlineData("state=审核中", "状态")]
    [InlineData("filingYear=26", "四位年份")]
    [InlineData("industry=999", "行业")]
    [InlineData("category=C/1", "分类")]
    [InlineData("intensive=maybe", "专利密集型产业")]
    [InlineData("province=4301", "省份")]
    [InlineData("q=！！", "关键字")]
    [InlineData("q=a b c d e f g h i j k l m", "不超过")]
    public async Task Search_ByWhatCannotBeMeant_SaysWhichFilter(string query, string text)
    {
        var refused = await bench.SearchAsync(query, 400);
        Assert.EndsWith("filter-invalid", refused.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains(text, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("take=0")]
    [InlineData("take=201")]
    [Trait("Spec", "COM-07")]
    public async Task Search_WithBadPaging_IsRefused(string query) => await bench.SearchAsync(query, 400);

    [Fact]
    [Trait("Spec", "REC-05")]
    public async Task Search_ByAPatentThatIsNotPublic_FindsNothingUntilTheProductIsRecognized()
    {
        foreach (var query in new[] { "patent=ZL" + Secret, "q=" + Secret, "q=绝密制冷", "q=制冷回路 电冰箱" }) Assert.Equal(0, (await bench.SearchAsync(query)).GetProperty("total").GetInt32());
        Assert.Equal(1, (await bench.SearchAsync("q=电冰箱")).GetProperty("total").GetInt32());

        var filing = await bench.FilingAsync("2026000003");
        await bench.PutAsync(filing with { Recognition = new FilingRecognition(2026, "2026-2026000003", new DateOnly(2026, 11, 27), new DateOnly(2027, 11, 26), RecognitionStanding.Valid) });
        foreach (var query in new[] { "patent=ZL" + Secret, "q=" + Secret, "q=绝密制冷" }) Assert.Equal("2026000003", await bench.FoundAsync(query));
    }

    [Fact]
    public async Task Search_AfterPatentsAreNoLongerPublished_ForgetsThem()
    {
        var filing = await bench.FilingAsync("2026000001");
        await bench.PutAsync(filing with { Content = filing.Content! with { Patents = filing.Content.Patents with { Publish = false } } });
        Assert.Equal("", await bench.FoundAsync("patent=" + Bearing));
        Assert.Equal(0, (await bench.SearchAsync("q=一种密封")).GetProperty("total").GetInt32());
        Assert.DoesNotContain(await bench.RowsAsync("PublicIndex"), row => row.Contains(Bearing, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Spec", "COM-07")]
    public async Task Pages_WhileFilingsAreAddedAndChanged_NeitherRepeatNorHide()
    {
        for (var serial = 11; serial <= 60; serial++) await bench.PutAsync(Filed($"2026{serial:D6}", "滚珠丝杠"));
        var (seen, continuation, added) = (new List<string>(), "", 100);
        do
        {
            var page = await bench.SearchAsync($"q=丝杠&take=7{(continuation.Length > 0 ? "&continuation=" + continuation : "")}");
            seen.AddRange(Numbers(page).Split(' '));
            continuation = page.TryGetProperty("continuation", out var next) ? next.GetString()! : "";
            // Between two pages: one is filed, one that was shown changes, one that was not shown is withdrawn (and stays listed as such).
            await bench.PutAsync(Filed($"2026{added++:D6}", "滚珠丝杠"));
            await bench.PutAsync((await bench.FilingAsync(seen[^1])) with { UpdateYear = 2026 });
            await bench.PutAsync((await bench.FilingAsync("2026000011")) with { State = FilingState.Withdrawn, EndedAt = TestClockNow });
        }
        while (continuation.Length > 0);
        Assert.Equal(Enumerable.Range(11, 50).Reverse().Select(serial => $"2026{serial:D6}"), seen);
    }

    private static DateTimeOffset TestClockNow => Platform.TestPlatform.Start;
}
