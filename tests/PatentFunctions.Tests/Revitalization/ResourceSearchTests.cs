using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-02")]
public sealed class ResourceSearchTests : IDisposable
{
    private readonly ResourceBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("轴承", "轴承保持架 芯片封装方法")]
    [InlineData("轴", "轴承保持架 芯片封装方法")]
    [InlineData("芯片", "芯片封装方法")]
    [InlineData("芯片 轴承", "芯片封装方法")]
    [InlineData("轴承保持架", "轴承保持架")]
    [InlineData("保持轴承", "")]
    [InlineData("LED", "发光二极管驱动电路")]
    [InlineData("示例理工", "轴承保持架 芯片封装方法 发光二极管驱动电路")]
    [InlineData("示例理工 轴承", "轴承保持架 芯片封装方法")]
    [InlineData("ZL202019900101", "轴承保持架")]
    [InlineData("2020 1 9900101", "轴承保持架")]
    [InlineData("20201", "轴承保持架")]
    [InlineData("CN2021", "芯片封装方法")]
    [InlineData("主轴", "轴承保持架 芯片封装方法")]
    [InlineData("静电", "芯片封装方法")]
    public async Task Search_ByWords_LooksAtTitleAbstractApplicantNumberAndKeywords(string words, string titles)
    {
        await SeedAsync();
        var found = await bench.FoundAsync("q=" + Uri.EscapeDataString(words));
        Assert.Equal(titles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task Search_ForANumberInEverySpelling_FindsTheSame()
    {
        await SeedAsync();
        var number = ResourceBench.Number("202019900101").Value;
        foreach (var spelling in new[] { number, "ZL" + number, "CN" + number, "zl" + number.ToLowerInvariant(), number.Replace(".", "", StringComparison.Ordinal), "ZL " + number, "ＺＬ" + number, "ZL2020 1 9900101", "ZL20201990010" })
            Assert.Equal("轴承保持架", await bench.FoundAsync("q=" + Uri.EscapeDataString(spelling)));
    }

    [Fact]
    public async Task Search_ByRelevance_PutsTheTitleBeforeTheText()
    {
        await SeedAsync();
        Assert.Equal("轴承保持架 芯片封装方法", await bench.FoundAsync("q=轴承"));
        var scores = (await bench.SearchAsync("q=轴承")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("score").GetDouble()).ToList();
        Assert.True(scores[0] > scores[1]);
    }

    [Theory]
    [InlineData("field=31", "轴承保持架")]
    [InlineData("field=A", "发光二极管驱动电路 芯片封装方法")]
    [InlineData("strategic=2", "轴承保持架")]
    [InlineData("strategic=1.3", "芯片封装方法")]
    [InlineData("industry=C", "发光二极管驱动电路 芯片封装方法 轴承保持架")]
    [InlineData("industry=34,3973", "芯片封装方法 轴承保持架")]
    [InlineData("industry=345", "轴承保持架")]
    [InlineData("type=utility-model", "发光二极管驱动电路")]
    [InlineData("type=invention&province=43", "轴承保持架")]
    [InlineData("province=430000,61", "芯片封装方法 轴承保持架")]
    [InlineData("way=equity", "发光二极管驱动电路")]
    [InlineData("maturity=laboratory,industrial", "芯片封装方法")]
    [InlineData("valid2023=yes", "发光二极管驱动电路 轴承保持架")]
    [InlineData("valid2023=no", "芯片封装方法")]
    [InlineData("university=u-uni-a", "发光二极管驱动电路 芯片封装方法 轴承保持架")]
    [InlineData("university=u-uni-b", "")]
    [InlineData("kind=portfolio", "")]
    [InlineData("from=2026-11-28", "发光二极管驱动电路 芯片封装方法")]
    [InlineData("from=2026-11-28&to=2026-11-28", "芯片封装方法")]
    [InlineData("to=2026-11-26", "")]
    [InlineData("q=轴承&maturity=laboratory", "芯片封装方法")]
    [InlineData("q=轴承&maturity=laboratory&sort=newest", "芯片封装方法")]
    [InlineData("q=轴承&to=2026-11-27&sort=relevance", "轴承保持架")]
    [InlineData("sort=rating", "芯片封装方法 发光二极管驱动电路 轴承保持架")]
    [InlineData("q=示例&sort=rating", "芯片封装方法 发光二极管驱动电路 轴承保持架")]
    public async Task Search_ByConditions_NarrowsAndSorts(string query, string titles)
    {
        await SeedAsync();
        Assert.Equal(titles, await bench.FoundAsync(query));
    }

    [Theory]
    [InlineData("field=40", "/field")]
    [InlineData("strategic=99&industry=X1", "/strategic /industry")]
    [InlineData("type=patent", "/type")]
    [InlineData("province=4301", "/province")]
    [InlineData("from=2026/1/1", "/from")]
    [InlineData("from=2026-02-01&to=2026-01-01", "/from")]
    [InlineData("sort=best", "/sort")]
    [InlineData("valid2023=maybe", "/valid2023")]
    [InlineData("q=，。", "/q")]
    public async Task Search_WithConditionsThatCannotBeMeant_NamesEachOfThem(string query, string pointers)
    {
        var body = await bench.SearchAsync(query, 400);
        Assert.Equal(pointers.Split(' '), body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!));
    }

    [Fact]
    public async Task Search_WithFacets_CountsTheHitsByEveryCondition()
    {
        await SeedAsync();
        var facets = (await bench.SearchAsync("q=示例&facets=yes")).GetProperty("facets").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("values"));
        string Of(string name) => string.Join(' ', facets[name].EnumerateArray().Select(v => $"{v.GetProperty("value")}:{v.GetProperty("name")}:{v.GetProperty("count")}"));
        Assert.Equal("invention:发明:2 utility-model:实用新型:1", Of("type"));
        Assert.Equal("u-uni-a:示例理工大学:3", Of("university"));
        Assert.Equal("11:北京市:1 43:湖南省:1 61:陕西省:1", Of("province"));
        Assert.StartsWith("C:制造业:3 ", Of("industry"), StringComparison.Ordinal);
        Assert.Equal("yes:2023年底有效:2 no:其他:1", Of("valid2023"));
        Assert.Equal("single:单条专利:3", Of("kind"));
    }

    [Fact]
    public async Task Search_Highlights_PointIntoTheAnswerAndCutOutTheWords()
    {
        await SeedAsync();
        var hit = (await bench.SearchAsync("q=轴承%20ZL2020")).GetProperty("items")[0];
        var marked = new List<string>();
        foreach (var highlight in hit.GetProperty("highlights").EnumerateArray())
        {
            var pointer = highlight.GetProperty("pointer").GetString()!;
            var text = pointer.Split('/').Skip(1).Aggregate(hit, (e, part) => int.TryParse(part, out var i) ? e[i] : e.GetProperty(part)).GetString()!;
            marked.AddRange(highlight.GetProperty("spans").EnumerateArray().Select(s => $"{pointer}={text.AsSpan(s.GetProperty("start").GetInt32(), s.GetProperty("length").GetInt32())}"));
        }
        Assert.Equal(["/title=轴承", "/patents/0/abstract=轴承", "/patents/0/number=2020", "/dossier/keywords/0=轴承"], marked);
    }

    [Theory]
    [Trait("Spec", "COM-07")]
    [InlineData("sort=newest")]
    [InlineData("q=装置&sort=newest")]
    [InlineData("q=装置&sort=relevance")]
    [InlineData("q=装置&sort=rating")]
    [InlineData("sort=rating")]
    [InlineData("q=装置&province=43&sort=relevance")]
    public async Task Search_PageAfterPage_ShowsEverythingOnceWithItsTotal(string query)
    {
        for (var i = 0; i < 23; i++)
        {
            bench.Platform.Clock.Advance(TimeSpan.FromMinutes(i % 3));
            var id = await bench.RegisteredAsync(ResourceBench.Form($"20201992{i:D4}", $"第{i}号装置"));
            if (i % 4 == 0) await bench.RateAsync(id, 1 + (i % 5));
        }
        var seen = new List<string>();
        for (string? next = null; ;)
        {
            var page = await bench.SearchAsync($"{query}&take=4" + (next is null ? "" : "&continuation=" + next));
            if (next is null) Assert.Equal(23, page.GetProperty("total").GetInt32());
            else Assert.False(page.TryGetProperty("total", out _));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            if (!page.TryGetProperty("continuation", out var token)) break;
            next = token.GetString();
        }
        Assert.Equal(23, seen.Count);
        Assert.Equal(23, seen.Distinct().Count());
    }

    [Fact]
    [Trait("Spec", "COM-07")]
    public async Task Search_WithAContinuationOfAnotherOrder_IsRefused()
    {
        await SeedAsync();
        var token = (await bench.SearchAsync("sort=newest&take=1")).GetProperty("continuation").GetString();
        await Assert.ThrowsAsync<BadContinuationException>(() => bench.SearchAsync($"q=轴承&sort=relevance&take=1&continuation={token}"));
    }

    [Fact]
    public async Task Search_ForAnyWord_IsEnoughWithOne()
    {
        await SeedAsync();
        var found = await bench.Search.FindAsync(new ResourceQuery { Text = "保持架 封装", AnyWord = true, WithTotal = true }, default);
        Assert.Equal((2, 2L), (found.Hits.Count, found.Total));
    }

    private async Task SeedAsync()
    {
        await bench.RegisteredAsync(ResourceBench.Form("202019900101", "轴承保持架", "公开了一种轴承保持架。"));
        bench.Platform.Clock.Advance(TimeSpan.FromDays(1));
        var chip = ResourceBench.Form("202119900102", "芯片封装方法", "公开了一种用于轴承传感的芯片封装方法，防止静电。");
        var id = await bench.RegisteredAsync(chip with
        {
            Province = "陕西省", TechnicalField = "08", Maturity = TechnicalMaturity.Laboratory, StrategicIndustries = ["1.3"], Industries = ["3973"], Keywords = ["封装"],
            Patents = [chip.Patents![0] with { AppliedOn = null, GrantedOn = new DateOnly(2024, 5, 1) }],
        });
        await bench.RateAsync(id, 4.5m);
        bench.Platform.Clock.Advance(TimeSpan.FromDays(1));
        var led = ResourceBench.Form("202229900103", "发光二极管驱动电路", "公开了一种恒流驱动电路。");
        await bench.RegisteredAsync(led with
        {
            Province = "北京市", TechnicalField = "05", Maturity = TechnicalMaturity.SmallTrial, Ways = [TransferWay.Equity], StrategicIndustries = [], Industries = ["3975"], Keywords = ["驱动"], ApplicationField = "照明",
            Patents = [led.Patents![0] with { AppliedOn = null, GrantedOn = new DateOnly(2023, 5, 1) }],
        });
    }
}
