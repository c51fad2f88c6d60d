using System.Text;
using System.Text.Json;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.GreyFields;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.Tests.Cultivation.GreyFields;

/// <summary>Where grey fields come from, each with its source and day.</summary>
[Trait("Spec", "SME-04")]
public sealed class GreyFieldSourcesTests : IDisposable
{
    internal const string Header = "uscc,kind,year,operator,patent,amount,as_of\n";

    private static readonly DateOnly Today = new(2026, 11, 27);

    private readonly CultivationBench bench = new();

    public static TheoryData<string, string> BadLines => new()
    {
        { "123,pool,,运营方,专利,,2026-10-01", "rows.uscc" },
        { "91320102MA9X00011U,pond,,运营方,专利,,2026-10-01", "rows.kind" },
        { "91320102MA9X00011U,pool,,,专利,,2026-10-01", "rows.pool" },
        { "91320102MA9X00011U,pledge,去年,,,5,2026-10-01", "rows.year" },
        { "91320102MA9X00011U,pledge,2025,,,-5,2026-10-01", "rows.amount" },
        { "91320102MA9X00011U,pledge,2025,,,5,10月1日", "rows.as-of" },
        { "91320102MA9X00011U,pledge,2025,,,5,2026-10-01\n91320102MA9X00011U,pledge,2025,,,6,2026-10-01", "rows.twice" },
    };

    [Fact]
    public void Filings_InForce_GiveProductsAndSalesOfTheYearBefore()
    {
        FilingLine Line(string id, FilingState state, int dataYear, decimal sales, FilingRecognition? recognition = null) =>
            new(new FilingId(id), state, "", id, DateTimeOffset.UnixEpoch) { DataYear = dataYear, Sales = sales, Recognition = recognition };
        var valid = new FilingRecognition(2026, "c", new DateOnly(2026, 3, 1), new DateOnly(2029, 2, 28), RecognitionStanding.Valid);
        var figures = FilingFigures.Of(
            [
                Line("p1", FilingState.Filed, 2025, 100.5m),
                Line("p2", FilingState.Filed, 2025, 200m, valid),
                Line("p3", FilingState.WithdrawalUnderReview, 2024, 400m, valid with { ValidUntil = Today }),
                Line("p4", FilingState.Filed, 2025, 800m, valid with { ValidUntil = Today.AddDays(-1) }),
                Line("p5", FilingState.Filed, 2025, 1600m, valid with { Standing = RecognitionStanding.Revoked }),
                Line("p6", FilingState.Withdrawn, 2025, 3200m, valid),
                Line("p7", FilingState.Draft, 2025, 6400m),
                Line("p8", FilingState.UnderReview, 2025, 12800m),
            ],
            2026, Today).ToDictionary(f => f.Key, f => f.Value.GetDecimal());
        Assert.Equal((5m, 2700.5m, 2m, 200m), (figures[FilingFigures.Products], figures[FilingFigures.Sales], figures[FilingFigures.Recognized], figures[FilingFigures.RecognizedSales]));
    }

    [Theory]
    [InlineData(PatentStatus.Valid, true, PatentAcquisition.Original, true)]
    [InlineData(PatentStatus.Valid, true, PatentAcquisition.Assigned, true)]
    [InlineData(PatentStatus.Valid, true, PatentAcquisition.Licensed, false)]
    [InlineData(PatentStatus.Valid, false, PatentAcquisition.Original, false)]
    [InlineData(PatentStatus.Expired, true, PatentAcquisition.Original, false)]
    [InlineData(PatentStatus.Terminated, true, PatentAcquisition.Original, false)]
    [InlineData(PatentStatus.Invalidated, true, PatentAcquisition.Original, false)]
    [InlineData(PatentStatus.TransferredAway, true, PatentAcquisition.Original, false)]
    public void Patents_OwnedAndInForceByTheRegister_Count(PatentStatus status, bool inRegister, PatentAcquisition acquisition, bool counts)
    {
        Assert.True(PatentNumber.TryParse("ZL201819900001.7", out var number, out _));
        Assert.Equal(counts, PatentFigures.Counts(new UnitPatent(number, "轴承", [], status, acquisition, PatentSource.Imported, DateTimeOffset.UnixEpoch) { InRegister = inRegister }));
    }

    [Fact]
    public async Task Patents_OnTheUnitsList_AreShownByTypeWithSourceAndDay()
    {
        foreach (var text in new[] { "ZL201819900001.7", "202129900001.4" })
        {
            Assert.True(PatentNumber.TryParse(text, out var number, out _));
            var patent = new UnitPatent(number, "轴承", [CultivationBench.A.Office], PatentStatus.Valid, PatentAcquisition.Original, PatentSource.Imported, DateTimeOffset.UnixEpoch) { InRegister = true };
            await bench.PutAsync(PatentTables.UnitPatents, "u-a", PatentTables.RowOf(number), patent);
        }
        var official = (await bench.ReadAsync()).Body.GetProperty("official");
        Assert.Equal((1, 1, 0), (ValueOf("validInventions"), ValueOf("validUtilityModels"), ValueOf("validDesigns")));
        Assert.Equal(("专利登记数据（本平台单位专利信息）", "2026-11-27"), (official.GetProperty("validInventions").GetProperty("source").GetString(), official.GetProperty("validInventions").GetProperty("asOf").GetString()));

        int ValueOf(string field) => official.GetProperty(field).GetProperty("value").GetInt32();
    }

    [Fact]
    public void Loans_ByTheYearOfTheirDrawing_AddUp()
    {
        LoanLine Loan(decimal drawn, string day) => new(
            new LoanId("l-" + day), "n", LoanState.Repaying, "", "u", "甲", "b", "银行", "知担保", "c", drawn, drawn, drawn, 0, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new DateOnly(2028, 1, 1), 4.35m, DateTimeOffset.UnixEpoch);
        var figure = Assert.Single(PledgeFigures.Of([Loan(100, "2022-12-31"), Loan(300, "2023-01-01"), Loan(500, "2025-06-01"), Loan(200.5m, "2025-12-31"), Loan(900, "2026-01-01")], 2026, Today));
        Assert.Equal(("""{"2023":300,"2024":0,"2025":700.5}""", PledgeFigures.Amounts, Today), (figure.Value.GetRawText(), figure.Key, figure.AsOf));
    }

    [Fact]
    public async Task Import_OfTheOperator_IsShownWithItsDayAndReplacesWhatWasThere()
    {
        (await ImportAsync("91320102MA9X00011U,pool,,长三角专利池,一种轴承,,2026-10-01\n91320102MA9X00011U,pledge,2025,,,1200.5,2026-10-01\n91320102MA9X00011U,pledge,2021,,,7,2026-09-01\n")).Expect(200);
        var official = (await bench.ReadAsync()).Body.GetProperty("official");
        Assert.Equal("""[{"operator":"长三角专利池","patent":"一种轴承"}]""", official.GetProperty("pools").GetProperty("value").GetRawText());
        Assert.Equal("""{"2025":1200.5}""", official.GetProperty("pledgeRegistered").GetProperty("value").GetRawText());
        Assert.Equal(("国家知识产权局导入数据", "2026-10-01"), (official.GetProperty("pools").GetProperty("source").GetString(), official.GetProperty("pools").GetProperty("asOf").GetString()));
        (await ImportAsync("91320102MA9X00011U,pledge,2024,,,5,2026-11-01\n")).Expect(200);
        official = (await bench.ReadAsync()).Body.GetProperty("official");
        Assert.Equal("[]", official.GetProperty("pools").GetProperty("value").GetRawText());
        Assert.Equal("""{"2024":5}""", official.GetProperty("pledgeRegistered").GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Import_ForACodeThatAUnitOnlyTyped_IsNotShownToIt()
    {
        await ImportAsync("91320102MA9X00011U,pool,,长三角专利池,一种轴承,,2026-10-01\n");
        (await bench.SaveEnterpriseAsync(new EnterpriseForm { Uscc = "91320102MA9X00011U" }, caller: CultivationBench.B)).Expect(200);
        var pools = (await bench.ReadAsync(CultivationBench.B)).Body.GetProperty("official").GetProperty("pools");
        Assert.False(pools.TryGetProperty("value", out _));
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task Import_WithABadLine_NamesItAndLoadsNothing(string line, string code)
    {
        var refused = (await ImportAsync("91320102MA9X00011U,pool,,好的运营方,专利,,2026-10-01\n" + line + "\n")).Expect(422, "rows-invalid");
        Assert.Contains(refused.Codes, c => c.StartsWith(code, StringComparison.Ordinal));
        Assert.False((await bench.ReadAsync()).Body.GetProperty("official").GetProperty("pools").TryGetProperty("value", out _));
    }

    [Fact]
    public async Task Values_StandAsTheyWereAtTheSubmission()
    {
        await bench.SubmittedAsync();
        (await ImportAsync("91320102MA9X00011U,pool,,长三角专利池,一种轴承,,2026-10-01\n")).Expect(200);
        Assert.False((await bench.ReadAsync()).Body.GetProperty("official").GetProperty("pools").TryGetProperty("value", out _));
    }

    public void Dispose() => bench.Dispose();

    private async Task<Answer> ImportAsync(string lines)
    {
        var request = bench.Platform.Request("POST", "/api/sme-official-figures/imports", CultivationBench.Operator, new MemoryStream(Encoding.UTF8.GetBytes(Header + lines)), "text/csv");
        var (status, body, headers) = await Tests.Filing.FilingBench.CallAsync(request, r => bench.Platform.Create<ImportOfficialFigures>().RunAsync(r, bench.Platform.Durable, default));
        return new Answer(status, body, headers.ETag.ToString());
    }
}
