using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Exports;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-03")]
public sealed class ExportResourcesTests : IDisposable
{
    private readonly ResourceBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Export_OfEachContent_HoldsItsColumnsAndNoContact()
    {
        await bench.RegisteredAsync(ResourceBench.Form() with { ApplicationField = "=1+1" });
        await bench.RegisteredAsync(ResourceBench.Portfolio());
        var (_, _, basic) = await bench.ExportAsync("content=basic&format=csv");
        var (_, headers, dossier) = await bench.ExportAsync("content=dossier&format=csv");
        var (_, _, portfolio) = await bench.ExportAsync("content=portfolio&format=csv");
        Assert.Contains("一种高速静音滚动轴承,单条专利,ZL202019900101.", basic, StringComparison.Ordinal);
        Assert.Contains("示例理工大学,湖南省,2020-03-01,2021-06-01", basic, StringComparison.Ordinal);
        Assert.Contains("机器零件,中试,转让；许可,120.50,'=1+1,", dossier, StringComparison.Ordinal);
        Assert.Contains("水系电池技术组合,示例理工大学,ZL202129900202.", portfolio, StringComparison.Ordinal);
        Assert.Equal(3, portfolio.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(("1000", "2", "0"), (headers["X-Export-Limit"].ToString(), headers["X-Export-Rows"].ToString(), headers["X-Export-Left-Out"].ToString()));
        foreach (var text in new[] { basic, dossier, portfolio })
        {
            Assert.DoesNotContain("13812345678", text, StringComparison.Ordinal);
            Assert.DoesNotContain("周", text, StringComparison.Ordinal);
        }
        var (status, workbook, _) = await bench.ExportAsync("content=basic&format=xlsx&q=高速静音");
        Assert.Equal((200, "1"), (status, workbook["X-Export-Rows"].ToString()));
    }

    [Fact]
    public async Task Export_OfMoreThanTheLimit_SaysHowManyAreLeftOutAndHowToNarrow()
    {
        var sample = ResourceDocument.Of(await bench.RecordAsync(await bench.RegisteredAsync(ResourceBench.Form())), null);
        await bench.Search.PutAsync([.. Enumerable.Range(0, 1004).Select(i => sample with { Id = new ResourceId(string.Create(CultureInfo.InvariantCulture, $"r-more-{i:D5}")) })], default);
        var (_, headers, text) = await bench.ExportAsync("content=basic&format=csv");
        Assert.Equal(("1000", "5"), (headers["X-Export-Rows"].ToString(), headers["X-Export-Left-Out"].ToString()));
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1002, lines.Length);
        Assert.Contains("另有 5 条未导出；请按登记入库日期", lines[^1], StringComparison.Ordinal);
        var (_, exact, _) = await bench.ExportAsync("content=basic&format=csv&university=u-none");
        Assert.Equal("0", exact["X-Export-Left-Out"].ToString());
    }

    [Fact]
    [Trait("Spec", "COM-04")]
    public async Task Export_Always_IsOnRecordWithWhoWhatAndHowMany()
    {
        await bench.RegisteredAsync(ResourceBench.Form());
        await bench.ExportAsync("content=basic&format=csv&q=轴承");
        var address = new CaseAddress(ResourceExportRecord.Table, ResourceBench.Enterprise.Account.Value);
        var records = new List<ResourceExportRecord>();
        await foreach (var row in bench.Platform.Cases.RowsAsync<ResourceExportRecord>(address, "rx-")) records.Add(row.Value);
        var export = Assert.Single(records);
        Assert.Equal(("basic", "?content=basic&format=csv&q=轴承", 1, 1L, ResourceBench.Enterprise.Office), (export.Content, export.Query, export.Rows, export.Matches, export.Who.Office));
        Assert.Empty(await bench.Platform.Cases.VerifyAuditAsync(address));
        var audit = await bench.Platform.Records.FindAsync<PatentFunctions.Platform.Audit.AuditEntry>(address.Table, address.Partition, CaseRows.Numbered(CaseRows.Audit, 1));
        Assert.Contains("导出 1 条", System.Text.Json.JsonSerializer.Serialize(audit!.Value, PlatformJson.Options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content=basic", "export-format-unknown")]
    [InlineData("content=contacts&format=csv", "export-content-unknown")]
    [InlineData("content=basic&format=csv&type=x", "resource-filter-invalid")]
    public async Task Export_AskedWrongly_IsRefused(string query, string problem)
    {
        var (status, _, text) = await bench.ExportAsync(query);
        Assert.Equal(400, status);
        Assert.Contains(problem, text, StringComparison.Ordinal);
    }
}
