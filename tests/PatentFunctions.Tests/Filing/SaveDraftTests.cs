using PatentFunctions.Files;
using PatentFunctions.Filing;

namespace PatentFunctions.Tests.Filing;

[Trait("Spec", "FIL-02")]
public sealed class SaveDraftTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Fact]
    public async Task Save_WhenIncomplete_KeepsWhatIsThere()
    {
        var id = await bench.CreateAsync();
        var (status, _, headers) = await bench.SaveAsync(id, "product", new ProductForm { Name = "电冰箱" });
        Assert.Equal(200, status);
        Assert.Equal(await bench.DraftTagAsync(id), headers.ETag);
        var got = await bench.GetAsync(id);
        Assert.Equal("电冰箱", got.GetProperty("content").GetProperty("product").GetProperty("name").GetString());
        Assert.True(got.GetProperty("editable").GetBoolean());
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Save_FromTwoPages_NeverOverwritesSilently()
    {
        var id = await bench.CreateAsync();
        var tag = await bench.DraftTagAsync(id);
        Assert.Equal(200, (await bench.SaveAsync(id, "product", new ProductForm { Name = "甲" }, ifMatch: tag)).Status);
        Assert.Equal(412, (await bench.SaveAsync(id, "proof", new ProofForm(), ifMatch: tag)).Status);
        Assert.Equal(428, (await bench.SaveAsync(id, "product", new ProductForm { Name = "乙" }, ifMatch: null)).Status);
        Assert.Equal("甲", (await bench.Filings.DraftAsync(id, default)).Value.Product.Name);
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Save_ByManyAtOnceFromTheSameVersion_LetsOneThrough()
    {
        var id = await bench.CreateAsync();
        var tag = await bench.DraftTagAsync(id);
        var saves = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => bench.SaveAsync(id, "product", new ProductForm { Name = $"产品{i}" }, ifMatch: tag))));
        Assert.Equal(1, saves.Count(s => s.Status == 200));
        Assert.Equal(7, saves.Count(s => s.Status == 412));
    }

    [Fact]
    public async Task Save_WhenLocked_IsRefusedAndChangesNothing()
    {
        var id = await bench.FilledAsync();
        await bench.SubmitAsync(id);
        var (status, body, _) = await bench.SaveAsync(id, "product", new ProductForm { Name = "乙" });
        Assert.Equal(409, status);
        Assert.Contains("审核中", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("电冰箱", (await bench.Filings.DraftAsync(id, default)).Value.Product.Name);
    }

    [Fact]
    public async Task Save_OfAnotherUnit_FindsNothing() =>
        Assert.Equal(404, (await bench.SaveAsync(await bench.CreateAsync(), "product", new ProductForm(), FilingBench.B)).Status);

    [Fact]
    [Trait("Spec", "COM-06")]
    public async Task Save_WithATooLongIntroduction_NamesTheField()
    {
        var (status, body, _) = await bench.SaveAsync(await bench.CreateAsync(), "product", new { introduction = new string('长', 501) });
        Assert.Equal(422, status);
        Assert.Equal("/introduction", body.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    [Trait("Spec", "COM-08")]
    public async Task Save_WithAFileOfAnotherUnit_IsRefusedAtItsField()
    {
        var foreign = await bench.UploadAsync(FilingBench.UnitB, "f-foreign", FilePurposes.ProductImage);
        var (status, body, _) = await bench.SaveAsync(await bench.CreateAsync(), "product", new ProductForm { MainImage = foreign });
        Assert.Equal(422, status);
        Assert.Equal("/mainImage", body.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    [Trait("Spec", "COM-08")]
    public async Task Save_KeepsTheFilesItNamesAndReleasesThoseItNoLongerNames()
    {
        var id = await bench.CreateAsync();
        var image = await bench.UploadAsync(FilingBench.UnitA, "f-image", FilePurposes.ProductImage);
        await bench.SaveAsync(id, "product", new ProductForm { MainImage = image });
        Assert.Equal([$"Filings/{id}"], (await FileRecords.FindAsync(bench.Platform.Records, image, default))!.Value.KeptBy);
        await bench.SaveAsync(id, "product", new ProductForm());
        Assert.Empty((await FileRecords.FindAsync(bench.Platform.Records, image, default))!.Value.KeptBy);
    }

    [Fact]
    public async Task Discard_OfADraftNeverSubmitted_RemovesItFromTheList()
    {
        var id = await bench.CreateAsync();
        var tag = await bench.DraftTagAsync(id);
        var (status, _, _) = await FilingBench.CallAsync(bench.Request("DELETE", $"/api/filings/{id}", ifMatch: tag), r => bench.Platform.Create<DiscardDraft>().RunAsync(r, id.Value, bench.Platform.Durable, default));
        Assert.Equal(204, status);
        Assert.Empty(await bench.Platform.Get<FilingsByUnit>().OfAsync(FilingBench.UnitA, default));
    }

    [Fact]
    public async Task Discard_OfAReturnedFiling_IsRefused()
    {
        var id = await bench.FilledAsync();
        await bench.SubmitAsync(id);
        await bench.DecideAsync(id, false);
        var tag = await bench.DraftTagAsync(id);
        var (status, _, _) = await FilingBench.CallAsync(bench.Request("DELETE", $"/api/filings/{id}", ifMatch: tag), r => bench.Platform.Create<DiscardDraft>().RunAsync(r, id.Value, bench.Platform.Durable, default));
        Assert.Equal(409, status);
    }

    public void Dispose() => bench.Dispose();
}
