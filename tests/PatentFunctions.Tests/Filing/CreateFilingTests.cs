using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Tests.Filing;

public sealed class CreateFilingTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Fact]
    [Trait("Spec", "FIL-02")]
    public async Task Create_PrefillsFromTheVerifiedUnit()
    {
        var id = await bench.CreateAsync();
        var draft = (await bench.Filings.DraftAsync(id, default)).Value;
        Assert.Equal("3851", draft.Product.Industry);
        Assert.Equal(2025, draft.Product.Figures?.Year);
        Assert.Equal(FilingState.Draft, (await bench.RecordAsync(id)).State);
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Create_WhenRepeatedWithTheSameKey_MakesOneFiling()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FilingBench.CallAsync(
            bench.Request("POST", "/api/filings", key: "the-same-key"), r => bench.Platform.Create<CreateFiling>().RunAsync(r, bench.Platform.Durable, default))));
        Assert.All(calls, c => Assert.Equal(201, c.Status));
        Assert.Single(calls.Select(c => c.Body.GetProperty("id").GetString()).Distinct());
        Assert.Single(await bench.Platform.Get<FilingsByUnit>().OfAsync(FilingBench.UnitA, default));
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Create_WithoutAKey_IsRefused() =>
        Assert.Equal(400, (await FilingBench.CallAsync(bench.Request("POST", "/api/filings"), r => bench.Platform.Create<CreateFiling>().RunAsync(r, bench.Platform.Durable, default))).Status);

    [Fact]
    [Trait("Spec", "FIL-01")]
    public async Task Create_WhenTheUnitIsNotVerified_IsRefused()
    {
        var stranger = FilingBench.A with { Unit = new UnitId("u-new") };
        var (status, body, _) = await FilingBench.CallAsync(bench.Request("POST", "/api/filings", stranger, key: "some-key-1"), r => bench.Platform.Create<CreateFiling>().RunAsync(r, bench.Platform.Durable, default));
        Assert.Equal(409, status);
        Assert.EndsWith("unit-not-verified", body.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => bench.Dispose();
}
