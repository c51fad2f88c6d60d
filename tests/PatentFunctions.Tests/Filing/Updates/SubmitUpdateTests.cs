using System.Text.Json;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Filing.Withdrawals;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Filing.Updates;

public sealed class SubmitUpdateTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Read_BeforeTheFirstSave_ShowsThePrefilledSheetAndWritesNothing()
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        var (status, body, etag) = await bench.ReadAsync(id);
        Assert.Equal(200, status);
        Assert.Equal(("未更新", true, "尚未更新，请于9月15日前更新并提交"), (body.GetProperty("stateName").GetString(), body.GetProperty("editable").GetBoolean(), body.GetProperty("status").GetString()));
        var product = body.GetProperty("content").GetProperty("product");
        Assert.Equal("电冰箱", product.GetProperty("name").GetString());
        Assert.Equal("""{"year":2026}""", product.GetProperty("figures").ToString().Replace(" ", "", StringComparison.Ordinal));
        Assert.False(body.GetProperty("content").GetProperty("proof").GetProperty("economic").TryGetProperty("file", out _));
        Assert.Empty(await bench.Updates().AllAsync(id, default));

        Assert.Equal(422, (await bench.SubmitUpdateAsync(id, ifMatch: etag)).Status);
        Assert.Equal(404, (await bench.ReadAsync(id, caller: FilingBench.B)).Status);
        Assert.Equal(404, (await bench.ReadAsync(id, 2025)).Status);
        Assert.Equal(404, (await bench.ReadAsync(id, 2028)).Status);
        Assert.Equal("1 0 0 0", await bench.TabsAsync());
        Assert.Equal("0 0 0 0", await bench.TabsAsync("?year=2026"));
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Save_ByTwoTabs_IsNeverOverwritten()
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        var (_, _, etag) = await bench.ReadAsync(id);
        var form = FilingSample.Draft.Product with { Figures = UpdateBench.Figures2026 };
        var first = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => bench.SaveAsync(id, 2027, "product", form with { TradeMark = $"标{i}", MainImage = null }, etag))));
        Assert.Equal([200, 412], first.Select(s => s.Status).Order());
        Assert.Equal(412, (await bench.SaveAsync(id, 2027, "patents", FilingSample.Draft.Patents, etag)).Status);
        var saved = first.Single(s => s.Status == 200).Headers.ETag.ToString();
        Assert.Equal(200, (await bench.SaveAsync(id, 2027, "patents", FilingSample.Draft.Patents, saved)).Status);
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Save_ThatDropsFiles_KeepsThoseThatARoundShows()
    {
        var id = await bench.FiledAsync();
        var main = (await bench.RecordAsync(id)).Content!.Product.MainImage!.Value;
        bench.MoveTo(2027, 1, 4);
        var replaced = await bench.UploadAsync(FilingBench.UnitA, "f-main-new", FilePurposes.ProductImage);
        var product = FilingSample.Draft.Product with { Figures = UpdateBench.Figures2026 };
        Assert.Equal(200, (await bench.SaveAsync(id, 2027, "product", product with { MainImage = replaced })).Status);
        Assert.Equal(FilingRecords.AddressOf(id).ToString(), Assert.Single((await FileAsync(replaced)).KeptBy));
        Assert.Equal(200, (await bench.SaveAsync(id, 2027, "product", product with { MainImage = main })).Status);
        Assert.Empty((await FileAsync(replaced)).KeptBy);
        Assert.Equal(FilingRecords.AddressOf(id).ToString(), Assert.Single((await FileAsync(main)).KeptBy));
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Submit_WithoutLastYearsFigures_NamesThemAndChangesNothing()
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        await bench.FillAsync(id, change: d => d with { Product = d.Product with { Figures = new ProductFigures { Year = 2025, Sales = 1200.5m } }, Proof = new ProofForm() });
        var (status, body, _) = await bench.SubmitUpdateAsync(id);
        Assert.Equal(422, status);
        Assert.Superset(new HashSet<string?> { "figures.year", "materials.economic-proof-missing" }, body.Codes().ToHashSet());
        Assert.Equal(UpdateState.NotUpdated, (await bench.UpdateAsync(id)).State);
        Assert.Equal(0, (await bench.RecordAsync(id)).UpdateRounds);
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Submit_WithLastYearsProof_IsRefused()
    {
        var id = await bench.FiledAsync();
        var old = (await bench.RecordAsync(id)).Content!.Proof.Economic!.File;
        bench.MoveTo(2027, 1, 4);
        await bench.FillAsync(id, change: d => d with { Proof = d.Proof with { Economic = d.Proof.Economic! with { File = old } } });
        var (status, body, _) = await bench.SubmitUpdateAsync(id);
        Assert.Equal(422, status);
        Assert.Contains("update.proof-not-renewed", body.Codes());
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "UNI-09")]
    public async Task Submit_FromMayOnWithoutAssetInformation_IsRefusedWithTheYear()
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 5, 1);
        await bench.FillAsync(id);
        var (status, body, _) = await bench.SubmitUpdateAsync(id);
        Assert.Equal(409, status);
        Assert.EndsWith("asset-information-missing", body.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains("2026年度", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "COM-02")]
    public async Task Submit_WhenClickedManyTimes_SubmitsOnce()
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        await bench.FillAsync(id);
        var (_, _, tag) = await bench.ReadAsync(id);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => bench.SubmitUpdateAsync(id, ifMatch: tag))));
        Assert.All(clicks, c => Assert.True(c.Status == 200, c.Body.ToString()));
        Assert.Single(clicks.Select(c => c.Body.GetProperty("sha256").GetString()).Distinct());
        Assert.Equal([1], (await bench.UpdateAsync(id)).Rounds);
        Assert.Equal(409, (await bench.SaveAsync(id, 2027, "patents", FilingSample.Draft.Patents)).Status);
        Assert.Equal("0 1 0 0", await bench.TabsAsync());
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Decide_ReturnedThenApproved_MakesItTheFilingsContentAndKeepsEveryEarlierOneReadable()
    {
        var id = await bench.HandedInAsync();
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        var (_, returned, _) = await bench.ReadAsync(id);
        Assert.Equal(("不通过", true), (returned.GetProperty("stateName").GetString(), returned.GetProperty("editable").GetBoolean()));
        Assert.Equal("/proof/economic", returned.GetProperty("returned").GetProperty("reasons")[0].GetProperty("pointer").GetString());
        Assert.Equal(2025, (await bench.RecordAsync(id)).Content!.Facts.DataYear);
        Assert.Equal("0 0 1 0", await bench.TabsAsync());

        bench.MoveTo(2027, 1, 6);
        await bench.FillAsync(id, change: d => d with { Product = d.Product with { Figures = d.Product.Figures! with { Sales = 1400m } }, Proof = d.Proof with { Economic = d.Proof.Economic! with { Figures = d.Product.Figures! with { Sales = 1400m } } } });
        var (status, receipt, _) = await bench.SubmitUpdateAsync(id);
        Assert.True(status == 200, receipt.ToString());
        Assert.Equal(2, receipt.GetProperty("round").GetInt32());
        bench.MoveTo(2027, 1, 8);
        Assert.Null(await bench.DecideUpdateAsync(id, true));

        var filing = await bench.RecordAsync(id);
        Assert.Equal((FilingState.Filed, 2027, 2026, 1400m), (filing.State, filing.UpdateYear, filing.Content!.Facts.DataYear, filing.Content.Product.Figures!.Sales));
        Assert.Equal((new DateOnly(2027, 1, 6), new DateOnly(2027, 1, 8)), (ChinaTime.DateOf(filing.UpdateSubmittedAt!.Value), ChinaTime.DateOf(filing.UpdatedAt!.Value)));
        Assert.True(UpdateStanding.CountsFor(filing, 2027, new DateOnly(2027, 9, 15)));
        Assert.Equal("0 0 0 1", await bench.TabsAsync());
        Assert.Equal(2027, (await bench.PublicAsync(filing.Number!))!.UpdateYear);
        var line = (await bench.ListAsync("?state=updated")).GetProperty("items")[0];
        Assert.Equal((2027, 2026), (line.GetProperty("updateYear").GetInt32(), line.GetProperty("dataYear").GetInt32()));

        Assert.Equal(1200.5m, FilingRecords.ContentOf(await bench.Filings.RoundAsync(id, 1, default))!.Product.Figures!.Sales);
        Assert.Equal(1300m, await SalesAsync(id, 1));
        Assert.Equal(1400m, await SalesAsync(id, 2));
        Assert.Equal(409, (await bench.SubmitUpdateAsync(id)).Status);
        Assert.Equal(["filing-update.returned", "filing-update.approved"], bench.Notes.Select(n => n.Template).Where(t => t.StartsWith("filing-update", StringComparison.Ordinal)));

        bench.MoveTo(2028, 1, 4);
        Assert.Equal("1 0 0 0", await bench.TabsAsync());
        Assert.Equal("0 0 0 1", await bench.TabsAsync("?year=2027"));
        await bench.FillAsync(id, 2028);
        Assert.Equal(3, (await bench.SubmitUpdateAsync(id, 2028)).Body.GetProperty("round").GetInt32());
    }

    [Fact]
    [Trait("Spec", "UPD-02")]
    public async Task Submit_AfterTheWindow_IsAcceptedButTellsThatItComesTooLate()
    {
        var id = await bench.FiledAsync();
        await bench.Platform.Records.CommitAsync(PatentFunctions.Units.UnitTables.Units, FilingBench.UnitA.Value, [new InsertRecord(PatentFunctions.Units.UnitTables.AssetRow(2026)) { Document = TypedRecords.ToDocument(new { year = 2026 }) }]);
        bench.MoveTo(2027, 9, 16);
        await bench.FillAsync(id);
        var (status, body, _) = await bench.SubmitUpdateAsync(id);
        Assert.True(status == 200, body.ToString());
        Assert.Contains((await bench.UpdateRoundAsync(id, 1)).Warnings, w => w.Code == UpdateRules.Late);
        Assert.Null(await bench.DecideUpdateAsync(id, true));
        var filing = await bench.RecordAsync(id);
        Assert.Equal(2027, filing.UpdateYear);
        Assert.False(UpdateStanding.CountsFor(filing, 2027, new DateOnly(2027, 9, 15)));
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "FIL-08")]
    public async Task Submit_UnderANewName_HoldsBothUntilDecided()
    {
        var id = await bench.HandedInAsync(UpdateBench.Renamed);
        Assert.Contains((await bench.UpdateRoundAsync(id, 1)).Warnings, w => w.Code == "update.name-changed");
        bench.Platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true], await HeldAsync("电冰箱", "风冷电冰箱"));
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        Assert.Equal([true, false], await HeldAsync("电冰箱", "风冷电冰箱"));
        Assert.Equal(200, (await bench.SubmitUpdateAsync(id)).Status);
        bench.Platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true], await HeldAsync("电冰箱", "风冷电冰箱"));
        Assert.Null(await bench.DecideUpdateAsync(id, true));
        Assert.Equal([false, true], await HeldAsync("电冰箱", "风冷电冰箱"));
        Assert.Equal("风冷电冰箱", (await bench.PublicAsync((await bench.RecordAsync(id)).Number!))!.Product);
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "FIL-08")]
    public async Task Submit_UnderTheNameOfAnotherFiling_IsRefused()
    {
        await bench.FiledAsync(change: d => UpdateBench.Renamed(d with { Product = d.Product with { Barcode = null } }));
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        await bench.FillAsync(id, change: UpdateBench.Renamed);
        var (status, body, _) = await bench.SubmitUpdateAsync(id);
        Assert.Equal(422, status);
        Assert.Contains("double-filing.same-product", body.Codes());
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "WDR-01")]
    public async Task Decide_AfterTheFilingEnded_IsRefused()
    {
        var id = await bench.HandedInAsync();
        var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(bench.Platform.Clock, "Test"));
        Assert.Null(await bench.Platform.Get<FilingEnd>().AddToAsync(write, (await bench.Filings.FindAsync(id, default))!, FilingAct.Revoke, new FilingEndReason("撤销"), default));
        await bench.Platform.Cases.CommitAsync(write, bench.Platform.Durable);
        Assert.Equal(ReviewState.Ended, (await bench.UpdateRoundAsync(id, 1)).State);
        Assert.Equal("终止", (await bench.ReadAsync(id)).Body.GetProperty("stateName").GetString());
        Assert.Equal("0 0 0 0", await bench.TabsAsync());
        var deciding = new CaseWrite(write.Address, write.Stamp);
        Assert.IsType<UpdatedFilingEnded>(await bench.Platform.Get<FilingUpdateReviewArea>().DecideAsync(deciding, await bench.UpdateRoundAsync(id, 1), default));
        Assert.Equal(409, (await bench.SubmitUpdateAsync(id, ifMatch: "\"other\"")).Status);
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "COM-18")]
    public async Task Uphold_OfTheLastReturn_IsAsIfItHadBeenApproved()
    {
        var id = await bench.HandedInAsync(UpdateBench.Renamed);
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        bench.Platform.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Null(await UpholdAsync(id, 1));
        var filing = await bench.RecordAsync(id);
        Assert.Equal((2027, "风冷电冰箱", (string?)null), (filing.UpdateYear, filing.Content!.Product.Name, filing.UpdateClaimKey));
        Assert.Equal(UpdateState.Updated, (await bench.UpdateAsync(id)).State);
        Assert.Equal([false, true], await HeldAsync("电冰箱", "风冷电冰箱"));
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "COM-18")]
    public async Task Uphold_AfterANewSubmission_IsRefused()
    {
        var id = await bench.HandedInAsync();
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        Assert.Equal(200, (await bench.SubmitUpdateAsync(id)).Status);
        Assert.IsType<UpdateSubmittedAnew>(await UpholdAsync(id, 1));
        Assert.Null(await bench.DecideUpdateAsync(id, false));
        Assert.IsType<UpdateSubmittedAnew>(await UpholdAsync(id, 1));
        Assert.Null(await UpholdAsync(id, 2));
        Assert.IsType<UpdateActRefused>(await UpholdAsync(id, 2));
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public async Task Check_OfADraft_SaysWhatTheSubmissionWillSay()
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        var (status, body, headers) = await FilingBench.CallAsync(bench.Request("POST", $"/api/filings/{id}/updates/2027/draft/check"), r => bench.Platform.Create<CheckUpdate>().RunAsync(r, id.Value, 2027, default));
        Assert.Equal((200, false), (status, body.GetProperty("canSubmit").GetBoolean()));
        var (_, refused, _) = await bench.SubmitUpdateAsync(id, ifMatch: headers.ETag.ToString());
        Assert.Equal(refused.GetProperty("errors").ToString(), body.GetProperty("findings").ToString());
    }

    public void Dispose() => bench.Dispose();

    private async Task<Refusal?> UpholdAsync(FilingId id, int round)
    {
        var write = new CaseWrite(FilingRecords.AddressOf(id), new ActStamp(FilingBench.Examiner, bench.Platform.Clock.GetUtcNow(), "UpholdAppeal", "t"));
        var refusal = await bench.Platform.Get<FilingUpdateReviewArea>().UpholdAsync(write, await bench.UpdateRoundAsync(id, round), default);
        if (refusal is null) await bench.Platform.Cases.CommitAsync(write, bench.Platform.Durable);
        return refusal;
    }

    private async Task<decimal?> SalesAsync(FilingId id, int round)
    {
        var (status, body, _) = await FilingBench.CallAsync(bench.Request("GET", $"/api/filings/{id}/updates/2027/rounds/{round}"), r => bench.Platform.Create<GetUpdateRound>().RunAsync(r, id.Value, 2027, round, default));
        Assert.Equal(200, status);
        return body.GetProperty("content").GetProperty("product").GetProperty("figures").GetProperty("sales").GetDecimal();
    }

    private async Task<List<bool>> HeldAsync(params string[] names)
    {
        var held = new List<bool>();
        foreach (var name in names)
            held.Add(await bench.Platform.Get<FilingClaims>().HolderAsync(FilingBench.UnitA, PatentFunctions.Filing.Rules.DoubleFiling.KeyOf(name, "BCD-520"), new FilingId("p-other"), default) is not null);
        return held;
    }

    private async Task<FileRecord> FileAsync(FileId id) => (await FileRecords.FindAsync(bench.Platform.Records, id, default))!.Value;
}
