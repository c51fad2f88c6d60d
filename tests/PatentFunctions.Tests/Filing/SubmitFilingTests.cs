using System.Text.Json;
using PatentFunctions.Filing;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Filing;

public sealed class SubmitFilingTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Fact]
    [Trait("Spec", "FIL-10")]
    public async Task Submit_WhenComplete_OpensARoundDueInFiveWorkingDaysAndGivesAReceipt()
    {
        var id = await bench.FilledAsync();
        var (status, receipt, _) = await bench.SubmitAsync(id);
        Assert.True(status == 200, receipt.ToString());
        var round = (await bench.Filings.RoundAsync(id, 1, default))!;
        Assert.Equal(round.Sha256, receipt.GetProperty("sha256").GetString());
        Assert.Equal("审核中，预计12月4日前", receipt.GetProperty("status").GetString());
        Assert.Equal((new DateOnly(2026, 12, 2), new DateOnly(2026, 12, 4)), (round.RemindOn, round.DueOn));
        Assert.Equal("filing", round.Kind);
        Assert.Equal("电冰箱", round.Title);
        Assert.Equal(FilingState.UnderReview, (await bench.RecordAsync(id)).State);
        Assert.Equal("审核中，预计12月4日前", (await bench.GetAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Spec", "FIL-05")]
    public async Task Submit_WithWarnings_SendsThemToTheExaminer()
    {
        var id = await bench.FilledAsync(change: d => d with { Product = d.Product with { TakesPartInRecognition = false } });
        await bench.SubmitAsync(id);
        Assert.Contains((await bench.Filings.RoundAsync(id, 1, default))!.Warnings, w => w.Code == "product.recognition-declined");
    }

    [Fact]
    [Trait("Spec", "FIL-05")]
    public async Task Submit_WhenEmpty_NamesEverythingAtOnceAndChangesNothing()
    {
        var id = await bench.CreateAsync();
        var (status, body, _) = await bench.SubmitAsync(id);
        Assert.Equal(422, status);
        var codes = body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()).ToList();
        Assert.Superset(new HashSet<string?> { "product-name.missing", "product.model-missing", "introduction.missing", "materials.main-image-missing", "patents.missing", "materials.economic-proof-missing", "figures.sales-missing" }, codes.ToHashSet());
        Assert.Equal((FilingState.Draft, 0), ((await bench.RecordAsync(id)).State, (await bench.RecordAsync(id)).Round));
    }

    [Fact]
    [Trait("Spec", "FIL-04")]
    public async Task Submit_WhenSalesAreZero_IsRefusedWithTheRule()
    {
        var none = FilingSample.Figures with { Sales = 0, ExportValue = 0, Profit = 0 };
        var id = await bench.FilledAsync(change: d => d with { Product = d.Product with { Figures = none }, Proof = d.Proof with { Economic = d.Proof.Economic! with { Figures = none } } });
        var (status, body, _) = await bench.SubmitAsync(id);
        Assert.Equal(422, status);
        Assert.Equal("eligibility.no-sales", body.GetProperty("errors").EnumerateArray().Single(e => e.GetProperty("severity").GetString() == "blocks").GetProperty("code").GetString());
    }

    [Fact]
    [Trait("Spec", "FIL-01")]
    public async Task Submit_WhenAssetInformationIsMissing_NamesTheCondition()
    {
        var id = await bench.FilledAsync();
        await bench.ForgetAssetsAsync(FilingBench.UnitA);
        var (status, body, _) = await bench.SubmitAsync(id);
        Assert.Equal(409, status);
        Assert.Contains(body.GetProperty("errors").EnumerateArray(), e => e.GetProperty("code").GetString() == "unit.asset-information-missing");
    }

    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Submit_WhenClickedManyTimes_SubmitsOnce()
    {
        var id = await bench.FilledAsync();
        var tag = await bench.DraftTagAsync(id);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => bench.SubmitAsync(id, ifMatch: tag))));
        Assert.All(clicks, c => Assert.Equal(200, c.Status));
        Assert.Single(clicks.Select(c => c.Body.GetProperty("sha256").GetString()).Distinct());
        Assert.Single(await bench.Filings.RoundsAsync(id, default));
    }

    [Fact]
    [Trait("Spec", "FIL-02")]
    public async Task Submit_WhenUnderReview_IsRefused()
    {
        var id = await bench.FilledAsync();
        await bench.SubmitAsync(id);
        Assert.Equal(409, (await bench.SubmitAsync(id)).Status);
    }

    [Fact]
    [Trait("Spec", "FIL-10")]
    public async Task Submit_AfterAReturn_IsANewRoundAndKeepsTheEarlierOneReadable()
    {
        var id = await bench.FilledAsync();
        await bench.SubmitAsync(id);
        await bench.DecideAsync(id, false, new GivenReason("name.too-broad", "产品名称范围过大", "三（二）", "/product/name", null));
        var returned = await bench.GetAsync(id);
        Assert.Equal("/product/name", returned.GetProperty("returned").GetProperty("reasons")[0].GetProperty("pointer").GetString());
        Assert.True(returned.GetProperty("editable").GetBoolean());

        var draft = (await bench.Filings.DraftAsync(id, default)).Value;
        await bench.SaveAsync(id, "product", draft.Product with { Name = "风冷电冰箱" });
        await bench.SaveAsync(id, "proof", draft.Proof with { Economic = draft.Proof.Economic! with { ProductName = "风冷电冰箱" } });
        bench.Platform.Clock.Advance(TimeSpan.FromDays(3));
        var (status, body, _) = await bench.SubmitAsync(id);
        Assert.True(status == 200, body.ToString());
        Assert.Equal(2, body.GetProperty("round").GetInt32());
        Assert.Equal("电冰箱", await NameInRoundAsync(id, 1));
        Assert.Equal("风冷电冰箱", await NameInRoundAsync(id, 2));
    }

    [Fact]
    [Trait("Spec", "FIL-08")]
    public async Task Submit_WhenTheUnitHasFiledTheSameProduct_IsRefused()
    {
        await bench.FiledAsync();
        var again = await bench.FilledAsync(change: d => d with { Product = d.Product with { Name = "电 冰箱", Model = "bcd－520" } });
        var (status, body, _) = await bench.SubmitAsync(again);
        Assert.Equal(422, status);
        Assert.Contains(body.GetProperty("errors").EnumerateArray(), e => e.GetProperty("code").GetString() == "double-filing.same-product");
    }

    [Fact]
    [Trait("Spec", "FIL-08")]
    public async Task Submit_OfTheSameProductTwiceAtOnce_LetsOneThrough()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.FilledAsync(change: d => d with { Product = d.Product with { Barcode = null } })));
        var submissions = await Task.WhenAll(ids.Select(id => Task.Run(() => bench.SubmitAsync(id))));
        Assert.Equal(1, submissions.Count(s => s.Status == 200));
        Assert.Equal(3, submissions.Count(s => s.Status == 422));
    }

    [Fact]
    [Trait("Spec", "FIL-08")]
    public async Task Submit_WhenTheOtherFilingWasRenamed_TakesItsNameOver()
    {
        var first = await bench.FilledAsync();
        await bench.SubmitAsync(first);
        await bench.DecideAsync(first, false);
        var draft = (await bench.Filings.DraftAsync(first, default)).Value;
        await bench.SaveAsync(first, "product", draft.Product with { Model = "BCD-600", Barcode = null });
        await bench.SaveAsync(first, "proof", draft.Proof with { Economic = draft.Proof.Economic! with { Model = "BCD-600" } });
        Assert.Equal(200, (await bench.SubmitAsync(first)).Status);
        var second = await bench.FilledAsync();
        var (status, body, _) = await bench.SubmitAsync(second);
        Assert.True(status == 200, body.ToString());
    }

    [Fact]
    [Trait("Spec", "FIL-08")]
    public async Task Submit_WhenAnotherUnitFiledTheLike_GoesOnAndTellsTheExaminerOnly()
    {
        await bench.FiledAsync();
        var other = await bench.FilledAsync(FilingBench.B, d => d with { Product = d.Product with { Name = "双门电冰箱", Barcode = null }, Proof = d.Proof with { Economic = d.Proof.Economic! with { ProductName = "双门电冰箱" } } });
        var (status, body, _) = await bench.SubmitAsync(other, FilingBench.B);
        Assert.True(status == 200, body.ToString());
        var warning = Assert.Single((await bench.Filings.RoundAsync(other, 1, default))!.Warnings, w => w.Code == "double-filing.similar");
        Assert.Contains(FilingSample.UnitName, warning.Text, StringComparison.Ordinal);

        var (_, seen, _) = await FilingBench.CallAsync(bench.Request("GET", $"/api/filings/{other}/rounds/1", FilingBench.B), r => bench.Platform.Create<GetFilingRound>().RunAsync(r, other.Value, 1, default));
        Assert.DoesNotContain(FilingSample.UnitName, seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "FIL-09")]
    public async Task Submit_ShowsThePatentIntensiveMatch()
    {
        var id = await bench.FilledAsync();
        await bench.SubmitAsync(id);
        var shown = (await bench.GetAsync(id)).GetProperty("content");
        var expected = PatentFunctions.Catalogs.PatentIntensiveIndustries.Match("3851");
        Assert.Equal(expected is not null, shown.TryGetProperty("patentIntensive", out _));
    }

    [Fact]
    [Trait("Spec", "FIL-05")]
    public async Task Check_OfADraft_SaysWhatTheSubmissionWillSay()
    {
        var id = await bench.CreateAsync();
        var (status, body, _) = await FilingBench.CallAsync(bench.Request("POST", $"/api/filings/{id}/draft/check"), r => bench.Platform.Create<CheckDraft>().RunAsync(r, id.Value, default));
        Assert.Equal(200, status);
        Assert.False(body.GetProperty("canSubmit").GetBoolean());
        var (_, refused, _) = await bench.SubmitAsync(id);
        Assert.Equal(refused.GetProperty("errors").ToString(), body.GetProperty("findings").ToString());
    }

    [Fact]
    [Trait("Spec", "FIL-05")]
    public async Task PreCheck_WhileTyping_JudgesOnlyWhatIsThere()
    {
        var body = new PreCheckRequest(new ProductForm { Name = "一种数据处理方法" }, null);
        var (status, answer, _) = await FilingBench.CallAsync(bench.Request("POST", "/api/filings/pre-check", body: body), r => bench.Platform.Create<PreCheckProduct>().RunAsync(r, default));
        Assert.Equal(200, status);
        var pointers = answer.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("pointer").GetString()).Distinct();
        Assert.Equal(["/product/name"], pointers);
    }

    public void Dispose() => bench.Dispose();

    private async Task<string?> NameInRoundAsync(FilingId id, int round)
    {
        var (status, body, _) = await FilingBench.CallAsync(bench.Request("GET", $"/api/filings/{id}/rounds/{round}"), r => bench.Platform.Create<GetFilingRound>().RunAsync(r, id.Value, round, default));
        Assert.Equal(200, status);
        return body.GetProperty("content").GetProperty("product").GetProperty("name").GetString();
    }
}
