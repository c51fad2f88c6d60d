using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Exports;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Documents.Sheets;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Exports;

[Trait("Spec", "SME-10")]
public sealed class ReportExportTests
{
    private static readonly SmeFormDefinition Form = SmeForms.BuiltIn.ForYear(2026);

    [Fact]
    public void Columns_OfTheExport_HoldEveryColumnOfTheFormAndWhoseItIs()
    {
        var headers = ReportColumns.Of(Form, 2026).Select(c => c.Header).ToList();
        Assert.Subset(headers.ToHashSet(), FormColumns.Of(Form, 2026).Select(c => c.Header).ToHashSet());
        Assert.Subset(headers.ToHashSet(), new HashSet<string> { "企业名称", "统一社会信用代码", "省份", "所属行业", "联系人", "上报状态", "提交时间" });
        Assert.Equal(headers.Count, headers.Distinct().Count());
    }

    [Fact]
    public void Cells_OfAFilledForm_ShowWhatTheOfficeReads()
    {
        var content = LibraryBench.Content(1, change: v =>
        {
            v["ipDepartment"] = true;
            v["brands"] = new JsonArray(new JsonObject { ["name"] = "示例", ["trademark"] = "12345678", ["output"] = 3000.5m }, new JsonObject { ["name"] = "样板" });
        });
        var row = new ReportRow(Line(1), content);
        var form = FormColumns.Of(Form, 2026).ToDictionary(c => c.Id, c => c.Header);
        object? Cell(string id) => ReportColumns.Of(Form, 2026).Single(c => c.Header == form[id]).Value(row);
        Assert.Equal("小型", Cell("size"));
        Assert.Equal(100L, Cell("employees"));
        Assert.Equal("高新技术企业", Cell("honours"));
        Assert.Equal("是", Cell("ipDepartment"));
        Assert.Equal(1000m, Cell("revenue.2025"));
        Assert.Equal(5L, Cell("validInventions"));
        Assert.Null(Cell("validDesigns"));
        Assert.Contains("3000.5", (string)Cell("brands")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_OfWhatBeginsAFormula_IsDefused()
    {
        var content = LibraryBench.Content(1, change: v => v["needFinance"] = "=HYPERLINK(\"http://evil\")");
        content = content with { Enterprise = content.Enterprise with { Name = "@SUM(A1)" } };
        using var output = new MemoryStream();
        await SheetExport.WriteAsync(SheetFormat.Csv, output, "企业数据", ReportColumns.Of(Form, 2026), Rows([new ReportRow(Line(1), content)]), default);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.Contains("'@SUM(A1)", text, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_OfAProvince_AreTheSubmittedOnesInOrder()
    {
        using var bench = new LibraryBench();
        for (var i = 1; i <= 40; i++) await bench.ReportAsync(i, i % 4 == 0 ? LibraryBench.Jiangsu : LibraryBench.Hunan, (ReportState)(2 + (i % 3)));
        await bench.PutAsync(AnnualReports.AddressOf(LibraryBench.ReportOf(41)), "case", new AnnualReport(LibraryBench.ReportOf(41), LibraryBench.Unit(41), "草稿", "uscc", LibraryBench.Hunan, 2026, "2024", ReportState.Draft, 0, TestPlatform.Start));
        await bench.Platform.Get<PatentFunctions.Platform.Cases.Projector>().RefreshAsync(ReportsByProvince.ProjectionName, AnnualReports.AddressOf(LibraryBench.ReportOf(41)), default);
        var rows = new ReportRows(bench.Platform.Get<ReportsByProvince>(), bench.Platform.Get<AnnualReports>());
        var hunan = await rows.OfAsync(2026, LibraryBench.Hunan, default).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 40).Where(i => i % 4 != 0).Select(i => LibraryBench.ReportOf(i)), hunan.Select(r => r.Line.Id));
        Assert.Equal(40, await rows.OfAsync(2026, null, default).CountAsync());
        Assert.All(hunan, r => Assert.Equal(r.Line.UnitName, r.Content.Enterprise.Name));
    }

    internal static ReportLine Line(int number) => new(LibraryBench.ReportOf(number), LibraryBench.Unit(number), "企业", "uscc", LibraryBench.Hunan, 2026, ReportState.Passed, "审核通过", 1, TestPlatform.Start);

    private static async IAsyncEnumerable<ReportRow> Rows(IEnumerable<ReportRow> rows)
    {
        await Task.CompletedTask;
        foreach (var row in rows) yield return row;
    }
}

/// <summary>The whole way of an export, from the pages of the list to the bytes of the file, with 50,000 reports that a store makes up as they are asked for.</summary>
[Collection(ProcessMemory.Alone)]
[Trait("Spec", "SME-10")]
public sealed class ReportExportMemoryTests
{
    private const int Reports = 50_000;

    // One page of the list and the reports read ahead.
    private const long Most = 8_000_000;

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Export_Of50000Reports_NeedsNoMoreMemoryThanOfAFew(string format) =>
        Assert.InRange(await ProcessMemory.LeastAsync(() => MostAliveAsync(format == "xlsx" ? SheetFormat.Xlsx : SheetFormat.Csv), Most), 0, Most);

    private static async Task<long> MostAliveAsync(SheetFormat format)
    {
        var store = new MadeUpReports(Reports);
        using var bench = new LibraryBench(_ => store);
        var rows = new ReportRows(bench.Platform.Get<ReportsByProvince>(), bench.Platform.Get<AnnualReports>());
        var columns = ReportColumns.Of(SmeForms.BuiltIn.ForYear(2026), 2026);
        var (before, most, count) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        var output = new ForwardStream(keep: false);
        await SheetExport.WriteAsync(format, output, "企业数据", columns, Watched(), CancellationToken.None);
        Assert.Equal(Reports, count);
        Assert.True(output.Written > 2_000_000);
        return most;

        async IAsyncEnumerable<ReportRow> Watched([EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (var row in rows.OfAsync(2026, LibraryBench.Hunan, cancellation))
            {
                if (++count % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                yield return row;
            }
        }
    }

    /// <summary>A store that has a list of reports and what they submitted, and keeps none of them.</summary>
    private sealed class MadeUpReports(int count) : IRecordStore
    {
        private static readonly byte[] Content = TypedRecords.ToDocument(LibraryBench.Content(1));

        public Task<StoredRecord?> FindAsync(string table, string partition, string row, CancellationToken cancellation = default) =>
            Task.FromResult(table == AnnualReports.Table && row == AnnualReports.ContentRow ? new StoredRecord(partition, row, "1", Content, new Dictionary<string, object>()) : null);

        public Task<RecordPage> QueryAsync(string table, RecordQuery query, CancellationToken cancellation = default)
        {
            var from = query.Continuation is { } at ? int.Parse(at, System.Globalization.CultureInfo.InvariantCulture) : 0;
            var page = Enumerable.Range(from + 1, Math.Min(query.Take, count - from))
                .Select(i => new StoredRecord(query.Partition!, LibraryBench.ReportOf(i).Value, "1", TypedRecords.ToDocument(ReportExportTests.Line(i)), new Dictionary<string, object>()))
                .ToList();
            var next = from + page.Count;
            return Task.FromResult(new RecordPage(page, next < count ? LibraryBench.Text(next) : null));
        }

        public Task<IReadOnlyList<string>> CommitAsync(string table, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation = default) =>
            throw new NotSupportedException("nothing is written by an export");
    }
}
