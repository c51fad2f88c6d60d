using System.Text.Json;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Tests.Cultivation;

namespace PatentFunctions.Tests.Journeys;

/// <summary>
/// Two enterprises of two provinces over two years, over HTTP under the moved clock: handed in, returned and corrected in the grace period, passed,
/// recommended within the quota, let into the library, raised a level, supported; a year later one hands in nothing and leaves the library.
/// </summary>
internal sealed class CultivationStory(VerifiedUnits units) : IAsyncDisposable
{
    public const string Jiangsu = "320000";
    public const string Hunan = "430000";

    public TestApp App => units.App;

    /// <summary>轴承 of 江苏: leaves the library.</summary>
    public static SampleUnit Bearing => SampleUnit.Bearing;

    /// <summary>医疗 that reports from 湖南: stays.</summary>
    public static SampleUnit Medical => SampleUnit.Medical;

    public static AnnualReportId ReportOf(SampleUnit unit, int year) => AnnualReportId.Of(unit.Id, year);

    /// <summary>Plays it to its end.</summary>
    /// <param name="entered">Called in January, once both are in the library: finished workflows are purged before the summer.</param>
    public static async Task<CultivationStory> PlayAsync(Func<TestApp, Task>? entered = null)
    {
        var story = new CultivationStory(await VerifiedUnits.StartAsync("2026-12-21T10:00"));
        await story.AuditAsync();
        await story.RecommendAsync();
        await story.EnterAsync();
        if (entered is not null) await entered(story.App);
        await story.RemindAsync();
        await story.AdjustAsync();
        return story;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>What the enterprise reads on its home, newest first: kind, office, result, opinion.</summary>
    public async Task<IReadOnlyList<(string Kind, string Office, string Result, string? Opinion)>> RecordsAsync(SampleUnit unit)
    {
        var records = (await (await App.SignInAsync(unit.Username)).GetAsync("cultivation-records?take=50")).Expect(200);
        return [.. records.Items().Select(r => (r.GetProperty("kind").GetString()!, r.GetProperty("office").GetString()!, r.GetProperty("result").GetString()!, r.TryGetProperty("opinion", out var opinion) ? opinion.GetString() : null))];
    }

    private async Task AuditAsync()
    {
        await EnterpriseAsync(units.Bearing, null);
        await EnterpriseAsync(units.Medical, "430102");
        await ReportAsync(units.Bearing, 2026);
        await ReportAsync(units.Medical, 2026);
        var (jiangsu, hunan) = (await App.SignInAsync("jiangsu"), await App.SignInAsync("hunan"));
        Assert.Equal(ReportOf(Bearing, 2026).Value, Assert.Single((await jiangsu.GetAsync("reviews/sme-audit")).Items()).GetProperty("case").GetString());
        Assert.Equal(ReportOf(Medical, 2026).Value, Assert.Single((await hunan.GetAsync("reviews/sme-audit")).Items()).GetProperty("case").GetString());
        await jiangsu.ReadAndApproveAsync("sme-audit", ReportOf(Bearing, 2026).Value);

        await units.MoveToAsync("2026-12-30T10:00");
        var hunanOffice = await App.SignInAsync("hunan");
        var read = await hunanOffice.ReadAsync("sme-audit", ReportOf(Medical, 2026).Value);
        var reasons = new object[] { new { code = "needs.unclear", pointer = "/values/needFinance" }, new { code = "staff.inconsistent" } };
        (await hunanOffice.PostAsync($"reviews/sme-audit/{ReportOf(Medical, 2026)}/return", new { reasons }, read.ETag)).Expect(200);
        await App.Server.Clock.WhenIdleAsync();
        Assert.Contains(await units.Medical.LettersToAsync(Medical.Phone), l => l.Text.Contains("企业需求填写过于笼统", StringComparison.Ordinal));

        // The year's reporting is over; the grace period is not.
        await units.MoveToAsync("2027-01-05T10:00");
        await ReportAsync(units.Medical, 2026, v => v["needFinance"] = "希望以两件发明专利获得500万元质押贷款。");
        var corrected = await (await App.SignInAsync("hunan")).ReadAsync("sme-audit", ReportOf(Medical, 2026).Value);
        Assert.Equal(("/values/needFinance", "needs.unclear"), (corrected.Items("changes")[0].GetProperty("pointer").GetString(), corrected.Items("changes")[0].GetProperty("becauseOf")[0].GetString()));
        (await (await App.SignInAsync("hunan")).ApproveAsync(corrected)).Expect(200);
    }

    private async Task RecommendAsync()
    {
        var (national, jiangsu, hunan) = (await App.SignInAsync("national"), await App.SignInAsync("jiangsu"), await App.SignInAsync("hunan"));
        foreach (var province in new[] { Jiangsu, Hunan }) (await national.PutAsync($"sme-recommendations/2026/{province}/quota", new { places = 1 }, null)).Expect(200);
        Assert.Equal(428, (await national.PutAsync($"sme-recommendations/2026/{Hunan}/quota", new { places = 2 }, null)).Status);

        // Another province's enterprise has handed in nothing here.
        Assert.Contains("recommendation.no-report", (await jiangsu.PostAsync($"sme-recommendations/2026/{Jiangsu}/entries", new { unit = Medical.Id.Value, opinion = "成效突出" }, key: "story-foreign")).Expect(422).Codes);
        (await jiangsu.PostAsync($"sme-recommendations/2026/{Jiangsu}/entries", new { unit = Bearing.Id.Value, opinion = "轴承专利产业化成效突出" }, key: "story-bearing")).Expect(201);
        var first = (await hunan.PostAsync($"sme-recommendations/2026/{Hunan}/entries", new { unit = Medical.Id.Value, opinion = "医疗器械专利转化率高" }, key: "story-medical-first")).Expect(201);
        // The office looks at its order and takes the opinion back to write another.
        var ordered = (await hunan.PutAsync($"sme-recommendations/2026/{Hunan}/order", new { order = new[] { Medical.Id.Value } }, first.ETag)).Expect(200);
        var withdrawn = (await hunan.PostAsync($"sme-recommendations/2026/{Hunan}/entries/{Medical.Id}/withdrawal", new { why = "推荐意见须更正" }, ordered.ETag)).Expect(200);
        Assert.Equal((0, 1), (withdrawn.Items("entries").Count, withdrawn.At("left").GetInt32()));
        Assert.Equal(412, (await hunan.PutAsync($"sme-recommendations/2026/{Hunan}/order", new { order = Array.Empty<string>() }, first.ETag)).Status);
        (await hunan.PostAsync($"sme-recommendations/2026/{Hunan}/entries", new { unit = Medical.Id.Value, opinion = "医疗器械专利转化率高" }, key: "story-medical")).Expect(201);
        foreach (var (office, province) in new[] { (jiangsu, Jiangsu), (hunan, Hunan) })
        {
            var list = (await office.GetAsync($"sme-recommendations/2026/{province}")).Expect(200);
            Assert.Equal((1, 0), (list.Items("entries").Count, list.At("left").GetInt32()));
            (await office.PostAsync($"sme-recommendations/2026/{province}/submission", etag: list.ETag)).Expect(200);
        }
        await App.Server.Clock.WhenIdleAsync();
        Assert.Equal("国家审核", (await hunan.GetAsync($"sme-recommendations/2026/{Hunan}")).Items("entries")[0].GetProperty("stateName").GetString());
    }

    private async Task EnterAsync()
    {
        var national = await App.SignInAsync("national");
        var queue = (await national.GetAsync("reviews/sme-entry")).Expect(200);
        Assert.Equal(2, queue.Items().Count);
        var items = new List<object>();
        foreach (var entry in queue.Items())
        {
            var read = await national.ReadAsync("sme-entry", entry.GetProperty("case").GetString()!);
            Assert.Equal(1, read.At("content.rank").GetInt32());
            items.Add(new { @case = read.Text("case"), eTag = read.ETag });
        }
        var verdict = new { opinion = "同意入库", checklist = new { recommendation = true, industrialization = true } };
        var outcomes = (await national.PostAsync("reviews/sme-entry/decisions", new { items, approve = true, verdict })).Expect(200);
        Assert.All(outcomes.Json.EnumerateArray(), o => Assert.True(o.GetProperty("done").GetBoolean(), o.ToString()));
        await App.Server.Clock.WhenIdleAsync();
        Assert.Equal(2, (await national.GetAsync("sme-library?state=member")).At("total").GetInt32());

        var member = (await national.GetAsync($"sme-library/{Bearing.Id}")).Expect(200);
        Assert.Equal("growth", (await national.PutAsync($"sme-library/{Bearing.Id}/level", new { level = "growth", why = "营业收入增长较快" }, member.ETag)).Expect(200).Text("enterprise.level"));
        var jiangsu = await App.SignInAsync("jiangsu");
        var measure = new { kind = "patents", title = "高校存量专利对接会", on = "2027-01-04", amount = 12.5m };
        Assert.Equal(404, (await (await App.SignInAsync("hunan")).PostAsync($"sme-library/{Bearing.Id}/measures", measure, key: "story-foreign-measure")).Status);
        for (var repeat = 0; repeat < 2; repeat++)
            Assert.Single((await jiangsu.PostAsync($"sme-library/{Bearing.Id}/measures", measure, key: "story-measure")).Expect(201).Items("measures"));
    }

    private async Task RemindAsync()
    {
        var form = new { title = "2027年企业数据报送通知", text = "请各企业按时报送。", firstDay = "2027-03-01", lastDay = "2027-06-01", graceDays = 10 };
        (await (await App.SignInAsync("national")).PostAsync("sme-notices", new { year = 2027, form }, key: "story-notice")).Expect(201);
        await units.MoveToAsync("2027-05-03T10:00");
        Assert.Contains("距2027年6月1日截止还有30天", Assert.Single(await RemindersAsync(Bearing)), StringComparison.Ordinal);
        Assert.Single(await RemindersAsync(Medical));
        await ReportAsync(units.Medical, 2027);
        await (await App.SignInAsync("hunan")).ReadAndApproveAsync("sme-audit", ReportOf(Medical, 2027).Value);
        await units.MoveToAsync("2027-05-26T10:00");
        Assert.Equal((2, 1), ((await RemindersAsync(Bearing)).Count, (await RemindersAsync(Medical)).Count));
        await units.MoveToAsync("2027-06-02T10:00");
        Assert.Equal((3, 1), ((await RemindersAsync(Bearing)).Count, (await RemindersAsync(Medical)).Count));
    }

    private async Task AdjustAsync()
    {
        var national = await App.SignInAsync("national");
        var rules = (await national.GetAsync("sme-library-rules/2027")).Expect(200);
        Assert.False(rules.At("own").GetBoolean());
        var own = new { levels = rules.At("rules.levels"), criteria = new[] { new { indicator = "rdShare", atLeast = 3 } }, measures = rules.At("rules.measures") };
        (await national.PutAsync("sme-library-rules/2027", own, null)).Expect(200);
        (await national.PostAsync("sme-adjustments/2027/runs", key: "story-adjust")).Expect(202);
        await App.Server.Clock.WhenIdleAsync();
        var run = (await national.GetAsync("sme-adjustments/2027/runs/1")).Expect(200);
        Assert.Equal(("待确认", 1, 1), (run.Text("stateName"), run.At("keep").GetInt32(), run.At("remove").GetInt32()));
        var found = (await national.GetAsync("sme-adjustments/2027/runs/1/findings")).Items();
        Assert.Equal([("拟出库", "未提交2027年度数据"), ("拟保留", "2027年度数据审核通过")], found.OrderBy(f => f.GetProperty("unit").GetString() == Bearing.Id.Value ? 0 : 1)
            .Select(f => (f.GetProperty("verdictName").GetString(), f.GetProperty("reasons")[0].GetProperty("text").GetString())));
        Assert.Equal(LibraryMembersOf(await national.GetAsync("sme-library?state=member")), [Bearing.Id.Value, Medical.Id.Value]);
        (await national.PostAsync("sme-adjustments/2027/runs/1/confirmation", new { keep = Array.Empty<object>() }, run.ETag)).Expect(202);
        await App.Server.Clock.WhenIdleAsync();
        Assert.Equal(("已完成", 1), ((await national.GetAsync("sme-adjustments/2027/runs/1")).Text("stateName"), (await national.GetAsync("sme-adjustments/2027/runs/1")).At("removed").GetInt32()));
        Assert.Equal(LibraryMembersOf(await national.GetAsync("sme-library?state=member")), [Medical.Id.Value]);
        Assert.Contains(await units.Bearing.LettersToAsync(Bearing.Phone), l => l.Template == "sme-library.removed");
    }

    private static IEnumerable<string> LibraryMembersOf(TestAnswer list) =>
        list.Expect(200).Items().Select(m => m.GetProperty("unit").GetString()!).OrderBy(u => u == Bearing.Id.Value ? 0 : 1);

    private static async Task EnterpriseAsync(TestClient unit, string? division)
    {
        var form = CultivationBench.Deserialize<EnterpriseForm>((await unit.GetAsync("sme-enterprises/me")).Expect(200).At("form"));
        var saved = (await unit.PutAsync("sme-enterprises/me", form with { Division = division ?? form.Division }, null)).Expect(200);
        (await unit.PostAsync("sme-enterprises/me/submission", etag: saved.ETag)).Expect(200);
    }

    private static async Task ReportAsync(TestClient unit, int year, Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var values = SmeSample.Values(year);
        change?.Invoke(values);
        var read = (await unit.GetAsync($"sme-reports/me/{year}")).Expect(200);
        var saved = (await unit.PutAsync($"sme-reports/me/{year}/draft", new { values }, read.ETag)).Expect(200);
        var confirmed = saved.At("warnings").Deserialize<List<Finding>>(PlatformJson.Options)!.Select(w => w.Code).Distinct().ToList();
        (await unit.PostAsync($"sme-reports/me/{year}/submission", new { confirmed }, saved.ETag)).Expect(200);
    }

    private async Task<IReadOnlyList<string>> RemindersAsync(SampleUnit unit) =>
        [.. (await units.Bearing.LettersToAsync(unit.Phone)).Where(l => l is { Channel: "sms", Template: "sme-report.ending" }).Select(l => l.Text)];
}
