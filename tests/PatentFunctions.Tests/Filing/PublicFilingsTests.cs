using System.Text;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Documents;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Filing;

public sealed class PublicFilingsTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Fact]
    [Trait("Spec", "FIL-11")]
    public async Task Search_ByNameUnitNumberOrPatent_FindsFilingsInForceNewestFirst()
    {
        await FiledModelsAsync("A-1", "A-2", "A-3");
        var list = bench.Platform.Get<PublicFilings>();
        Assert.Equal(["2026000003", "2026000002", "2026000001"], (await list.SearchAsync("冰箱", 10, null, 2026, default)).Items.Select(f => f.Number));
        Assert.Equal(["2026000002"], (await list.SearchAsync("a-2", 10, null, 2026, default)).Items.Select(f => f.Number));
        Assert.Equal(3, (await list.SearchAsync("制冷设备", 10, null, 2026, default)).Items.Count);
        Assert.Equal(3, (await list.SearchAsync("门体铰链", 10, null, 2026, default)).Items.Count);
        Assert.Empty((await list.SearchAsync("轴承", 10, null, 2026, default)).Items);

        var (first, next) = await list.SearchAsync("", 2, null, 2027, default);
        var (second, _) = await list.SearchAsync("", 2, next, 2027, default);
        Assert.Equal(["2026000003", "2026000002", "2026000001"], first.Concat(second).Select(f => f.Number));
    }

    [Fact]
    [Trait("Spec", "FIL-06")]
    public async Task Check_WhenPatentsAreNotPublished_HidesThem()
    {
        await bench.FiledAsync(change: d => d with { Patents = d.Patents with { Publish = false } });
        Assert.Null((await bench.Platform.Get<PublicFilings>().FindAsync("2026000001", default))!.Patents);
        Assert.Empty((await bench.Platform.Get<PublicFilings>().SearchAsync("门体铰链", 10, null, 2026, default)).Items);
    }

    [Fact]
    [Trait("Spec", "FIL-12")]
    public async Task Check_OfAWithdrawnFiling_SaysThatThePaperIsVoid()
    {
        var id = await bench.FiledAsync();
        var filing = (await bench.Filings.FindAsync(id, default))!;
        var withdrawn = filing.Value with { State = FilingState.Withdrawn, EndedAt = bench.Platform.Clock.GetUtcNow() };
        var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(bench.Platform.Clock, "Test")).Replace(filing, withdrawn).Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName));
        await bench.Platform.Cases.CommitAsync(write, bench.Platform.Durable);

        var (status, body, _) = await FilingBench.CallAsync(bench.Platform.Request("GET", "/api/public/filings/2026000001"), r => bench.Platform.Create<CheckFilingNumber>().RunAsync(r, "2026000001", default));
        Assert.Equal(200, status);
        Assert.Equal("撤销备案", body.GetProperty("filing").GetProperty("stateName").GetString());
        Assert.Contains("2026年11月27日", body.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty((await bench.Platform.Get<PublicFilings>().SearchAsync("", 10, null, 2026, default)).Items);
    }

    [Theory]
    [InlineData("2026000099")]
    [InlineData("x")]
    [Trait("Spec", "FIL-12")]
    public async Task Check_OfAnUnknownNumber_FindsNothing(string number) =>
        Assert.Equal(404, (await FilingBench.CallAsync(bench.Platform.Request("GET", $"/api/public/filings/{number}"), r => bench.Platform.Create<CheckFilingNumber>().RunAsync(r, number, default))).Status);

    [ToolFact("pdftotext")]
    [Trait("Spec", "FIL-12")]
    public async Task Certificate_HoldsWhatTheManualShowsAndNeverTellsWhichPatentIsCore()
    {
        var id = await bench.FiledAsync();
        var text = ExternalTool.Text(await CertificateAsync(id));
        foreach (var part in new[] { "备案证明", "2026000001", "电冰箱", FilingSample.UnitName, "2026", "暂无", "ZL" + FilingSample.Core1, "ZL" + FilingSample.Other, "2026年11月27日10:00", DownloadCertificate.Note })
            Assert.Contains(part.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        Assert.DoesNotContain("核心", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    [Trait("Spec", "FIL-12")]
    public async Task Certificate_WhenPatentsAreNotPublished_SaysSo()
    {
        var id = await bench.FiledAsync(change: d => d with { Patents = d.Patents with { Publish = false } });
        var text = ExternalTool.Text(await CertificateAsync(id));
        Assert.Contains("企业请求不公开关联专利。", text, StringComparison.Ordinal);
        Assert.DoesNotContain(FilingSample.Core1, text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "FIL-12")]
    public async Task Certificate_BeforeTheFiling_IsRefused()
    {
        var id = await bench.FilledAsync();
        Assert.Equal(409, (await FilingBench.CallAsync(bench.Request("GET", $"/api/filings/{id}/certificate"), r => bench.Platform.Create<DownloadCertificate>().RunAsync(r, id.Value, default))).Status);
    }

    [Fact]
    [Trait("Spec", "FIL-13")]
    public async Task Export_AsCsv_HasAByteOrderMarkAndNoFormulas()
    {
        var id = await bench.CreateAsync();
        await bench.SaveAsync(id, "product", new ProductForm { Name = "=HYPERLINK(\"http://x\")", Figures = new ProductFigures { Sales = 1200.5m } });
        var request = bench.Request("GET", "/api/filings/export?format=csv");
        var (status, headers, body) = await TestPlatform.ExecuteAsync(request, await bench.Platform.Create<ExportFilings>().RunAsync(request, default));
        Assert.Equal(200, status);
        Assert.StartsWith("text/csv", headers.ContentType.ToString(), StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], body.Take(3));
        var text = Encoding.UTF8.GetString(body);
        Assert.Contains("1200.5", text, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "FIL-13")]
    public async Task Export_InAnUnknownFormat_IsRefused() =>
        Assert.Equal(400, (await FilingBench.CallAsync(bench.Request("GET", "/api/filings/export?format=pdf"), r => bench.Platform.Create<ExportFilings>().RunAsync(r, default))).Status);

    [Fact]
    [Trait("Spec", "COM-07")]
    public async Task List_ByTab_CountsEveryTabAndPages()
    {
        await FiledModelsAsync("A-1", "A-2");
        await bench.CreateAsync();
        var review = await bench.FilledAsync(change: d => Model(d, "A-3"));
        await bench.SubmitAsync(review);
        await bench.FilledAsync(FilingBench.B);

        var page = await ListAsync("?state=filed&take=1");
        Assert.Equal(2, page.GetProperty("total").GetInt32());
        Assert.Equal([1, 1, 2, 0, 0], page.GetProperty("tabs").EnumerateArray().Select(t => t.GetProperty("count").GetInt32()));
        var next = await ListAsync($"?state=filed&take=1&continuation={page.GetProperty("continuation").GetString()}");
        Assert.NotEqual(page.GetProperty("items")[0].GetProperty("number").GetString(), next.GetProperty("items")[0].GetProperty("number").GetString());
        Assert.Equal("2026-12-04", (await ListAsync("?state=under-review")).GetProperty("items")[0].GetProperty("dueOn").GetString());
        Assert.Equal(1, (await ListAsync("?q=a-2")).GetProperty("total").GetInt32());
        Assert.Equal(400, (await FilingBench.CallAsync(bench.Request("GET", "/api/filings?state=lost"), r => bench.Platform.Create<ListFilings>().RunAsync(r, default))).Status);
    }

    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Projections_WhenRebuiltFromNothing_AreTheSame()
    {
        await FiledModelsAsync("A-1", "A-2");
        foreach (var (name, table) in new[] { (FilingsByUnit.ProjectionName, FilingsByUnit.Table), (PublicFilings.ProjectionName, PublicFilings.Table), (FilingLinks.ProjectionName, FilingLinks.PatentTable) })
        {
            var before = await RowsAsync(table);
            Assert.NotEmpty(before);
            await foreach (var row in bench.Platform.Records.AllAsync(table, new RecordQuery())) await bench.Platform.Records.CommitAsync(table, row.Partition, [new DeleteRecord(row.Row)]);
            await bench.Platform.Get<Projector>().RebuildAsync(name, default);
            Assert.Equal(before, await RowsAsync(table));
        }
    }

    public void Dispose() => bench.Dispose();

    private static FilingDraft Model(FilingDraft draft, string model) => draft with
    {
        Product = draft.Product with { Model = model, Barcode = null },
        Proof = draft.Proof with { Economic = draft.Proof.Economic! with { Model = model } },
    };

    private async Task FiledModelsAsync(params string[] models)
    {
        foreach (var model in models)
        {
            bench.Platform.Clock.Advance(TimeSpan.FromSeconds(1));
            await bench.FiledAsync(change: d => Model(d, model));
        }
    }

    private async Task<System.Text.Json.JsonElement> ListAsync(string query)
    {
        var (status, body, _) = await FilingBench.CallAsync(bench.Request("GET", "/api/filings" + query), r => bench.Platform.Create<ListFilings>().RunAsync(r, default));
        Assert.Equal(200, status);
        return body;
    }

    private async Task<byte[]> CertificateAsync(FilingId id)
    {
        var request = bench.Request("GET", $"/api/filings/{id}/certificate");
        return (await TestPlatform.ExecuteAsync(request, await bench.Platform.Create<DownloadCertificate>().RunAsync(request, id.Value, default))).Body;
    }

    private async Task<List<string>> RowsAsync(string table)
    {
        var rows = new List<string>();
        await foreach (var row in bench.Platform.Records.AllAsync(table, new RecordQuery())) rows.Add($"{row.Partition} {row.Row} {Encoding.UTF8.GetString(row.Document.Span)}");
        return rows;
    }
}
