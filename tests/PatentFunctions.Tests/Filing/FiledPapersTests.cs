using System.Text;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PublicSite;
using PatentFunctions.Tests.Documents;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Filing;

public sealed class FiledPapersTests : IDisposable
{
    private readonly FilingBench bench = new();

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
        foreach (var (name, table) in new[] { (FilingsByUnit.ProjectionName, FilingsByUnit.Table), (PublicFilings.ProjectionName, PublicIndex.Table), (PublicFilings.ProjectionName, Postings.Table), (FilingLinks.ProjectionName, FilingLinks.PatentTable) })
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
