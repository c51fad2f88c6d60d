using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Tests.Cultivation.Notices;

/// <summary>上报通知: published by the national office, amended without taking back what units rely on, listed for the unit.</summary>
[Trait("Spec", "SME-02")]
public sealed class NoticeTests : IDisposable
{
    private readonly CultivationBench bench = new();

    private static NoticeForm Next { get; } = CultivationBench.Notice with { FirstDay = new(2027, 3, 1), LastDay = new(2027, 6, 1) };

    public static TheoryData<NoticeForm, string> Slips => new()
    {
        { Next with { Title = " " }, "/form/title" },
        { Next with { Text = null }, "/form/text" },
        { Next with { FirstDay = null }, "/form/firstDay" },
        { Next with { LastDay = null }, "/form/lastDay" },
        { Next with { FirstDay = new(2028, 1, 1), LastDay = new(2028, 2, 1) }, "/form/firstDay" },
        { Next with { LastDay = new(2027, 2, 1) }, "/form/lastDay" },
        { Next with { FirstDay = new(2027, 1, 1), LastDay = new(2028, 1, 2) }, "/form/lastDay" },
        { Next with { GraceDays = 61 }, "/form/graceDays" },
    };

    // What may be amended: before the first day everything, afterwards only what gives units more time.
    public static TheoryData<string, NoticeForm, string?> Amendments => new()
    {
        { "2026-10-20T10:00", CultivationBench.Notice with { FirstDay = new(2026, 10, 25), LastDay = new(2026, 11, 10), GraceDays = 0 }, null },
        { "2026-10-20T10:00", CultivationBench.Notice with { FirstDay = new(2025, 12, 25) }, "sme-notice.first-day" },
        { "2026-10-31T23:59", CultivationBench.Notice with { FirstDay = new(2026, 11, 2) }, null },
        { "2026-11-01T00:00", CultivationBench.Notice with { FirstDay = new(2026, 11, 2) }, "sme-notice.begun" },
        { "2026-11-27T10:00", CultivationBench.Notice with { Title = "补充通知", Text = "补充" }, null },
        { "2026-11-27T10:00", CultivationBench.Notice with { LastDay = new(2026, 12, 31), GraceDays = 20 }, null },
        { "2026-11-27T10:00", CultivationBench.Notice with { LastDay = new(2026, 11, 29) }, "sme-notice.shortened" },
        { "2026-11-27T10:00", CultivationBench.Notice with { GraceDays = 9 }, "sme-notice.grace-shortened" },
        { "2026-12-05T10:00", CultivationBench.Notice with { LastDay = new(2026, 12, 4) }, "sme-notice.last-day-past" },
        { "2026-12-05T10:00", CultivationBench.Notice with { LastDay = new(2026, 12, 5) }, null },
        { "2026-12-05T10:00", CultivationBench.Notice with { Text = "已截止" }, null },
    };

    [Fact]
    public async Task Publish_OncePerYear_AnswersTheSameToTheSameRequest()
    {
        var again = (await bench.PublishAsync()).Expect(201);
        Assert.Equal((2026, "2024", "open"), (again.Body.GetProperty("year").GetInt32(), again.Body.GetProperty("formVersion").GetString(), again.Body.GetProperty("window").GetString()));
        (await bench.PublishAsync(form: CultivationBench.Notice with { Title = "另一份" })).Expect(422, "idempotency-key-reused");
        (await bench.PublishAsync(key: "another-key")).Expect(409, "sme-notice-exists");
    }

    [Theory]
    [MemberData(nameof(Slips))]
    public async Task Publish_WithASlip_IsRefusedAtItsField(NoticeForm form, string pointer) =>
        Assert.Equal([pointer], (await bench.PublishAsync(2027, form, "key-for-2027")).Expect(422, "fields-invalid").Pointers);

    [Fact]
    public async Task Publish_ForAYearBeforeTheFirstOrAnEndInThePast_IsRefused()
    {
        Assert.Contains("/year", (await bench.PublishAsync(2023, CultivationBench.Notice with { FirstDay = new(2023, 3, 1), LastDay = new(2023, 6, 1) }, "key-for-2023")).Expect(422).Pointers);
        Assert.Equal(["/form/lastDay"], (await bench.PublishAsync(2025, CultivationBench.Notice with { FirstDay = new(2025, 3, 1), LastDay = new(2025, 6, 1) }, "key-for-2025")).Expect(422).Pointers);
    }

    [Theory]
    [MemberData(nameof(Amendments))]
    public async Task Amend_AtAnInstant_AllowsOnlyWhatUnitsCanRelyOn(string at, NoticeForm form, string? code)
    {
        var published = (await bench.PublishAsync()).Expect(201);
        bench.Platform.Clock.Set(TestApp.China(at));
        var amended = await bench.AmendAsync(form, published.ETag);
        if (code is null)
        {
            amended.Expect(200);
            Assert.Equal((form.Title, "2024"), (amended.Body.GetProperty("title").GetString(), amended.Body.GetProperty("formVersion").GetString()));
        }
        else
        {
            Assert.Equal([code], amended.Expect(422, "fields-invalid").Codes);
        }
    }

    [Fact]
    public async Task Amend_WithAnOldETagOrOfNoNotice_IsRefused()
    {
        var published = (await bench.PublishAsync()).Expect(201);
        (await bench.AmendAsync(CultivationBench.Notice, null)).Expect(428);
        (await bench.AmendAsync(CultivationBench.Notice with { Text = "新" }, published.ETag)).Expect(200);
        (await bench.AmendAsync(CultivationBench.Notice, published.ETag)).Expect(412);
        (await bench.AmendAsync(CultivationBench.Notice, published.ETag, 2030)).Expect(404, "sme-notice-none");
    }

    [Fact]
    public async Task List_OfTheUnit_ShowsYearNoticeStateDatesAndActionTenAPageWithTheTotal()
    {
        var line = (await bench.ListAsync()).Expect(200).Body.GetProperty("items")[0];
        Assert.Equal((2026, "2026年企业数据报送通知", "未填报", "2026-11-01", "2026-11-30", "上报数据"), Shown(line));
        await bench.SubmittedAsync();
        Assert.Equal((2026, "2026年企业数据报送通知", "数据审核", "2026-11-01", "2026-11-30", "查看"), Shown((await bench.ListAsync()).Body.GetProperty("items")[0]));

        // Eleven years of notices.
        bench.Platform.Clock.Set(TestApp.China("2036-01-10T10:00"));
        for (var year = 2027; year <= 2036; year++)
            await bench.PutAsync(ReportingNotices.Table, $"{year}", "case", new ReportingNotice(year, $"{year}年通知", "", new(year, 1, 1), new(year, 3, 31), 10, "2024", TestApp.China("2036-01-01T00:00")));
        var first = (await bench.ListAsync()).Expect(200);
        Assert.Equal((10, 11, 2036), (first.Body.GetProperty("items").GetArrayLength(), first.Body.GetProperty("total").GetInt32(), first.Body.GetProperty("items")[0].GetProperty("year").GetInt32()));
        var second = (await bench.ListAsync(query: $"?continuation={first.Body.GetProperty("continuation").GetString()}")).Expect(200);
        Assert.Equal([2026], second.Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("year").GetInt32()));
        Assert.False(second.Body.TryGetProperty("continuation", out _));

        static (int, string?, string?, string?, string?, string?) Shown(System.Text.Json.JsonElement line) =>
            (line.GetProperty("year").GetInt32(), line.GetProperty("notice").GetString(), line.GetProperty("stateName").GetString(),
                line.GetProperty("firstDay").GetString(), line.GetProperty("lastDay").GetString(), line.GetProperty("actionName").GetString());
    }

    [Theory]
    [InlineData(null, "2026-11-30T23:59:59", "上报数据")]
    [InlineData(null, "2026-12-01T00:00:00", "")]
    [InlineData(ReportState.Draft, "2026-11-30T23:59:59", "上报数据")]
    [InlineData(ReportState.Draft, "2026-12-01T00:00:00", "查看")]
    [InlineData(ReportState.UnderAudit, "2026-11-30T23:59:59", "查看")]
    [InlineData(ReportState.Returned, "2026-12-05T23:59:59", "修改")]
    [InlineData(ReportState.Returned, "2026-12-06T00:00:00", "查看")]
    [InlineData(ReportState.Passed, "2026-11-10T00:00:00", "查看")]
    public void Action_FollowsStateAndInstant(ReportState? state, string at, string action)
    {
        var notice = NoticeRules.Of(2026, CultivationBench.Notice, "2024", DateTimeOffset.UnixEpoch);
        var report = state is { } s ? new AnnualReport(new AnnualReportId("s"), CultivationBench.UnitA, "甲", "乙", "320000", 2026, "2024", s, 1, DateTimeOffset.UnixEpoch) { CorrectBy = new(2026, 12, 5) } : null;
        Assert.Equal(action, OwnReportLine.Of(notice, report, TestApp.China(at)).ActionName);
    }

    public void Dispose() => bench.Dispose();
}
