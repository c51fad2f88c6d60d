using PatentFunctions.Filing;
using PatentFunctions.Recognition;
using static PatentFunctions.Tests.PublicSite.PublicSiteBench;

namespace PatentFunctions.Tests.PublicSite;

[Trait("Spec", "PUB-01")]
public sealed class CheckFilingNumberTests : IDisposable
{
    private readonly PublicSiteBench bench = new();

    [Fact]
    [Trait("Spec", "FIL-06")]
    public async Task Check_WhenPatentsAreNotPublished_HidesThem()
    {
        await bench.PutAsync(Filed("2026000001", publish: false));
        var (status, body) = await bench.CheckAsync("2026000001");
        Assert.Equal(200, status);
        Assert.False(body.GetProperty("filing").TryGetProperty("patents", out _));
        await bench.PutAsync(Filed("2026000002"));
        Assert.Equal(3, (await bench.CheckAsync("2026000002")).Body.GetProperty("filing").GetProperty("patents").GetArrayLength());
    }

    [Fact]
    [Trait("Spec", "FIL-12")]
    [Trait("Spec", "WDR-03")]
    public async Task Check_OfAnEndedFiling_SaysThatThePaperIsVoidAndWhy()
    {
        await bench.PutAsync(Filed("2026000001") with { State = FilingState.Revoked, EndedAt = new DateTimeOffset(2026, 11, 26, 17, 0, 0, TimeSpan.Zero), EndedWhy = "异议成立" });
        var (_, body) = await bench.CheckAsync("2026000001");
        Assert.Equal("撤销备案", body.GetProperty("filing").GetProperty("stateName").GetString());
        Assert.Equal("异议成立", body.GetProperty("filing").GetProperty("endedWhy").GetString());
        Assert.Contains("2026年11月27日", body.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(["完成备案", "撤销备案"], HistoryOf(body));
    }

    [Fact]
    public async Task Check_WhileAWithdrawalIsUnderReview_DoesNotTell()
    {
        await bench.PutAsync(Filed("2026000001") with { State = FilingState.WithdrawalUnderReview });
        var (_, body) = await bench.CheckAsync("2026000001");
        Assert.Equal(("filed", "已备案"), (body.GetProperty("filing").GetProperty("state").GetString(), body.GetProperty("filing").GetProperty("stateName").GetString()));
    }

    [Theory]
    [InlineData(RecognitionState.Eligible, "已备案")]
    [InlineData(RecognitionState.UnderExpertReview, "已备案")]
    [InlineData(RecognitionState.Proposed, "已备案")]
    [InlineData(RecognitionState.NotRecognized, "已备案")]
    [InlineData(RecognitionState.InNotice, "公示中")]
    public async Task Check_DuringACampaign_TellsOfNothingButTheNotice(RecognitionState state, string name)
    {
        var filing = Filed("2025000001");
        await bench.PutAsync(filing);
        await bench.PutAsync(InCampaign(filing, 2026, state));
        Assert.Equal(name, (await bench.CheckAsync("2025000001")).Body.GetProperty("filing").GetProperty("stateName").GetString());
    }

    [Theory]
    [InlineData(RecognitionStanding.Valid, "已认定", "认定有效期至2026年8月31日")]
    [InlineData(RecognitionStanding.Expired, "认定到期", "认定已到期")]
    [InlineData(RecognitionStanding.Revoked, "撤销认定", "认定已被撤销")]
    [Trait("Spec", "REC-05")]
    public async Task Check_OfARecognizedProduct_ShowsCertificateAndStanding(RecognitionStanding standing, string name, string note)
    {
        var filing = Filed("2025000001", publish: false) with { UpdateYear = 2026, Recognition = new FilingRecognition(2025, "2025-2025000001", new DateOnly(2025, 9, 1), new DateOnly(2026, 8, 31), standing) };
        await bench.PutAsync(filing);
        var (_, body) = await bench.CheckAsync("2025000001");
        var shown = body.GetProperty("filing");
        Assert.Equal((name, 2026, "2025-2025000001"), (shown.GetProperty("stateName").GetString(), shown.GetProperty("updateYear").GetInt32(), shown.GetProperty("recognition").GetProperty("certificate").GetString()));
        Assert.Equal(3, shown.GetProperty("patents").GetArrayLength());
        Assert.Contains(note, body.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AfterTheUnitMoved_ShowsTheNewProvince()
    {
        await bench.PutUnitAsync("u-a", "430100");
        await bench.PutAsync(Filed("2026000001"));
        Assert.Equal("湖南省", (await bench.CheckAsync("2026000001")).Body.GetProperty("filing").GetProperty("province").GetString());
        await bench.PutUnitAsync("u-a", "320102");
        Assert.Equal("江苏省", (await bench.CheckAsync("2026000001")).Body.GetProperty("filing").GetProperty("province").GetString());
        Assert.Equal(("2026000001", ""), (await bench.FoundAsync("province=32"), await bench.FoundAsync("province=43")));
    }

    [Theory]
    [InlineData("2026000099")]
    [InlineData("0000000000")]
    [InlineData("x")]
    [Trait("Spec", "FIL-12")]
    public async Task Check_OfAnUnknownNumber_FindsNothing(string number) => Assert.Equal(404, (await bench.CheckAsync(number)).Status);

    public void Dispose() => bench.Dispose();

    private static IEnumerable<string?> HistoryOf(System.Text.Json.JsonElement body) => body.GetProperty("filing").GetProperty("history").EnumerateArray().Select(e => e.GetProperty("text").GetString());
}
