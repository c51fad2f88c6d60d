using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Focus;

/// <summary>关注领域设置 and 专利转化关注库 over HTTP.</summary>
public sealed class FocusJourney
{
    private static readonly object Bearings = new { strategicIndustries = new[] { "2.1" }, keywords = new[] { "滚动轴承" }, excluded = new[] { "自行车" }, ways = new[] { "licence" } };

    [Fact]
    [Trait("Spec", "FOC-01")]
    public async Task Focus_IsSetByTheAdministratorWithIfMatch_ExpertsOnlyRead_OthersSeeTheirOwn()
    {
        await using var app = await FocusBench.StartAsync();
        var unit = await app.SignInAsync("bearing");
        var expert = await FocusBench.ExpertAsync(app, "bearing");
        Assert.False((await unit.GetAsync("focus")).Expect(200).At("saved").GetBoolean());

        var refused = await unit.PutAsync("focus", new { industries = new[] { "0000" }, keywords = new[] { "泵" } }, null);
        Assert.Equal((422, "/industries/0 /keywords/0"), (refused.Status, string.Join(' ', refused.Pointers)));
        var saved = (await unit.PutAsync("focus", Bearings, null)).Expect(200);
        Assert.Equal("智能制造装备产业", saved.Items("strategicIndustries")[0].GetProperty("name").GetString());
        Assert.Equal(428, (await unit.PutAsync("focus", Bearings, null)).Status);
        Assert.Equal(412, (await unit.PutAsync("focus", Bearings, "\"stale\"")).Status);
        (await unit.PutAsync("focus", Bearings, saved.ETag)).Expect(200);

        Assert.Equal("滚动轴承", (await expert.GetAsync("focus")).Expect(200).At("form.keywords")[0].GetString());
        Assert.Equal(403, (await expert.PutAsync("focus", Bearings, saved.ETag)).Status);
        Assert.False((await (await app.SignInAsync("medical")).GetAsync("focus")).Expect(200).At("saved").GetBoolean());
    }

    [Fact]
    [Trait("Spec", "FOC-02")]
    public async Task Library_ShowsWhatMatchesBestFirstWithReasons_MarksWhatIsNew_NarrowsAndSorts()
    {
        await using var app = await FocusBench.StartAsync("2026-11-23T10:00");
        var unit = await app.SignInAsync("bearing");
        Assert.Equal("focus-not-set", (await unit.GetAsync("focus/patents")).Problem);
        (await unit.PutAsync("focus", Bearings, null)).Expect(200);
        var other = new UnitId("u-university-b");
        var best = await FocusBench.RegisterAsync(app.Server, "一种高速滚动轴承", "2026-11-20T10:00");
        var synonym = await FocusBench.RegisterAsync(app.Server, "球轴承保持架", "2026-11-21T10:00", other, d => d with { Keywords = ["保持架"], StrategicIndustries = [] });
        await FocusBench.RegisterAsync(app.Server, "自行车轮毂滚动轴承", "2026-11-21T10:00");
        await FocusBench.RegisterAsync(app.Server, "猪用疫苗", "2026-11-21T10:00", change: d => d with { Keywords = ["疫苗"], StrategicIndustries = ["4.3.5"], Industries = ["2750"] }, text: "预防疫病。");

        var first = (await unit.GetAsync("focus/patents")).Expect(200);
        Assert.Equal([best.Value, synonym.Value], first.Items().Select(i => i.GetProperty("resource").GetProperty("id").GetString()));
        Assert.Equal(2, first.At("total").GetInt32());
        var parts = first.Items()[0].GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(first.Items()[0].GetProperty("score").GetDecimal(), parts.Sum(p => p.GetProperty("points").GetDecimal()));
        Assert.Contains(parts, p => p.GetProperty("reason").GetString() == "专利名称中有关键词“滚动轴承”");
        Assert.Contains(first.Items()[1].GetProperty("parts").EnumerateArray(), p => p.GetProperty("reason").GetString()!.Contains("同义", StringComparison.Ordinal));
        Assert.False(first.Items()[0].GetProperty("resource").TryGetProperty("contact", out _));

        await app.MoveToAsync("2026-11-23T12:00");
        unit = await app.SignInAsync("bearing");
        var added = await FocusBench.RegisterAsync(app.Server, "滚动轴承的密封圈", university: other);
        for (var look = 0; look < 2; look++)
        {
            var marked = (await unit.GetAsync("focus/patents")).Expect(200);
            Assert.Equal([added.Value], marked.Items().Where(i => i.GetProperty("isNew").GetBoolean()).Select(i => i.GetProperty("resource").GetProperty("id").GetString()));
        }
        Assert.Equal(added.Value, (await unit.GetAsync("focus/patents?sort=newest&take=1")).Expect(200).Items()[0].GetProperty("resource").GetProperty("id").GetString());
        Assert.Equal(2, (await unit.GetAsync("focus/patents?university=u-university-b")).Expect(200).At("total").GetInt32());
        Assert.Equal(1, (await unit.GetAsync("focus/patents?q=" + Uri.EscapeDataString("密封圈"))).Expect(200).At("total").GetInt32());
        Assert.Equal(0, (await unit.GetAsync("focus/patents?way=assignment")).Expect(200).At("total").GetInt32());
        foreach (var bad in new[] { "sort=best", "way=gift", "from=yesterday", "valid2023=maybe" }) Assert.Equal("resource-filter-invalid", (await unit.GetAsync("focus/patents?" + bad)).Problem);
        var page = (await unit.GetAsync("focus/patents?take=2")).Expect(200);
        Assert.Single((await unit.GetAsync($"focus/patents?take=2&continuation={page.Text("continuation")}")).Expect(200).Items());
        (await (await FocusBench.ExpertAsync(app, "bearing")).GetAsync("focus/patents")).Expect(200);
    }

    [Fact]
    [Trait("Spec", "FOC-03")]
    public async Task Dismissal_HidesThePatentForTheUnitAlone_AndIsUndone()
    {
        await using var app = await FocusBench.StartAsync("2026-11-23T10:00");
        var (unit, medical) = (await app.SignInAsync("bearing"), await app.SignInAsync("medical"));
        var expert = await FocusBench.ExpertAsync(app, "bearing");
        foreach (var client in new[] { unit, medical }) (await client.PutAsync("focus", Bearings, null)).Expect(200);
        var id = await FocusBench.RegisterAsync(app.Server, "一种高速滚动轴承");
        await FocusBench.RegisterAsync(app.Server, "滚动轴承的密封圈");
        var before = (await unit.GetAsync("focus/patents")).Expect(200).Items()[1].GetProperty("score").GetDecimal();

        Assert.Equal(403, (await expert.PostAsync($"focus/patents/{id}/dismissal", new { reason = "otherUniversity" }, key: "dismissal-0001")).Status);
        Assert.Equal(404, (await unit.PostAsync("focus/patents/r-none/dismissal", new { reason = "other" }, key: "dismissal-0002")).Status);
        var dismissed = (await unit.PostAsync($"focus/patents/{id}/dismissal", new { reason = "otherUniversity", note = "距离远" }, key: "dismissal-0003")).Expect(201);
        Assert.Equal(["滚动轴承"], dismissed.Items("keywords").Select(k => k.GetString()));
        (await unit.PostAsync($"focus/patents/{id}/dismissal", new { reason = "otherUniversity", note = "距离远" }, key: "dismissal-0003")).Expect(201);
        Assert.Equal("focus-patent-dismissed", (await unit.PostAsync($"focus/patents/{id}/dismissal", new { reason = "price" }, key: "dismissal-0004")).Problem);

        var left = Assert.Single((await unit.GetAsync("focus/patents")).Expect(200).Items());
        Assert.InRange(left.GetProperty("score").GetDecimal(), before * 0.8m, before - 1);
        Assert.Contains(left.GetProperty("parts").EnumerateArray(), p => p.GetProperty("kind").GetString() == "disliked");
        Assert.Equal(2, (await medical.GetAsync("focus/patents")).Expect(200).At("total").GetInt32());
        Assert.Single((await expert.GetAsync("focus/dismissals")).Expect(200).Json.EnumerateArray());
        Assert.Equal(404, (await medical.SendAsync(HttpMethod.Delete, $"focus/patents/{id}/dismissal")).Status);
        Assert.Equal(204, (await unit.SendAsync(HttpMethod.Delete, $"focus/patents/{id}/dismissal")).Status);
        Assert.Equal(2, (await unit.GetAsync("focus/patents")).Expect(200).At("total").GetInt32());
    }

    [Theory]
    [Trait("Spec", "FOC-02")]
    [InlineData("aaaab", 4, 2, "aabaa")]
    [InlineData("aaaaaa", 4, 2, "aaaaaa")]
    [InlineData("aaabbbcc", 4, 2, "aabbabcc")]
    [InlineData("", 4, 2, "")]
    public void Spread_CapsAUniversityOnEachPage_AsLongAsOthersAreLeft(string best, int page, int share, string spread) =>
        Assert.Equal(spread, string.Concat(FocusLibrary.Spread([.. best], c => c.ToString(), page, share)));

    [Theory]
    [Trait("Spec", "FOC-02")]
    [InlineData(null, null, "2026-11-23T10:00", "2026-11-01T10:00", true)]
    [InlineData(null, "2026-11-23T09:50", "2026-11-23T10:00", "2026-11-01T10:00", true)]
    [InlineData("2026-11-20T10:00", "2026-11-23T09:50", "2026-11-23T10:00", "2026-11-21T10:00", true)]
    [InlineData("2026-11-20T10:00", "2026-11-23T09:50", "2026-11-23T10:00", "2026-11-19T10:00", false)]
    [InlineData("2026-11-20T10:00", "2026-11-22T10:00", "2026-11-23T10:00", "2026-11-21T10:00", false)]
    public void Visit_LastsHalfAnHour_WhatWasRegisteredSinceTheOneBeforeIsNew(string? since, string? last, string now, string registered, bool isNew)
    {
        var before = last is null ? null : new FocusVisit(since is null ? null : TestApp.China(since), TestApp.China(last));
        Assert.Equal(isNew, FocusVisit.Look(before, TestApp.China(now)).IsNew(TestApp.China(registered)));
    }
}
