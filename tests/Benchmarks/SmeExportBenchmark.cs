using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Cultivation.Exports;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Cultivation.Statistics;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Platform;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;

namespace Benchmarks;

/// <summary>The export of a year's reports as workbook and CSV, all fields of the form, from the store to the last byte, and the statistics over the same reports.</summary>
public static class SmeExportBenchmark
{
    private const int Year = 2026;
    private const string Province = "430000";

    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
        var folder = Directory.CreateTempSubdirectory("sme-export-benchmark-").FullName;
        try
        {
            using var records = new SqliteRecordStore(Path.Combine(folder, "records.db"));
            await using var services = Services(records);
            await LoadAsync(records, count);
            foreach (var format in Enum.GetValues<SheetFormat>()) await ExportAsync(services, format);
            await CountAsync(services);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(IRecordStore records)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPlatform();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(records);
        services.AddSingleton<AnnualReports>();
        services.AddSingleton<ReportsByProvince>();
        return services.BuildServiceProvider();
    }

    private static async Task LoadAsync(SqliteRecordStore records, int count)
    {
        var watch = Stopwatch.StartNew();
        var lines = new List<RecordOperation>();
        for (var i = 0; i < count; i++)
        {
            var unit = new UnitId(string.Create(CultureInfo.InvariantCulture, $"u-{i:0000000}"));
            var id = AnnualReportId.Of(unit, Year);
            var content = Content(i);
            await records.CommitAsync(AnnualReports.Table, id.Value, [new UpsertRecord(AnnualReports.ContentRow) { Document = TypedRecords.ToDocument(content) }]);
            var report = new AnnualReport(id, unit, content.Enterprise.Name, content.Enterprise.Uscc, Province, Year, content.FormVersion, ReportState.Passed, 1, DateTimeOffset.UnixEpoch) { SubmittedAt = DateTimeOffset.UnixEpoch };
            lines.Add(new UpsertRecord(id.Value) { Document = TypedRecords.ToDocument(ReportLine.Of(report, content)) });
            if (lines.Count < RecordLimits.BatchOperations && i < count - 1) continue;
            await records.CommitAsync(ReportsByProvince.Table, ReportsByProvince.PartitionOf(Year, Province), lines);
            lines.Clear();
        }
        Console.WriteLine($"{count:N0} reports written in {watch.Elapsed.TotalSeconds:N0} s");
    }

    private static async Task ExportAsync(ServiceProvider services, SheetFormat format)
    {
        var rows = new ReportRows(services.GetRequiredService<ReportsByProvince>(), services.GetRequiredService<AnnualReports>());
        var columns = ReportColumns.Of(SmeForms.BuiltIn.ForYear(Year), Year);
        var path = Path.GetTempFileName();
        try
        {
            var (before, most, written) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
            var watch = Stopwatch.StartNew();
            await using (var output = File.Create(path)) await SheetExport.WriteAsync(format, output, "企业数据", columns, WatchedAsync(), CancellationToken.None);
            var size = new FileInfo(path).Length;
            Console.WriteLine($"{format,-6} {written:N0} rows of {columns.Count} columns in {watch.Elapsed.TotalSeconds:N1} s, {size / 1e6:N1} MB, at most {most / 1e6:N1} MB alive");

            async IAsyncEnumerable<ReportRow> WatchedAsync()
            {
                await foreach (var row in rows.OfAsync(Year, null, CancellationToken.None))
                {
                    if (++written % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                    yield return row;
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task CountAsync(ServiceProvider services)
    {
        foreach (var by in SmeDimension.All(SmeForms.BuiltIn.ForYear(Year)))
        {
            var watch = Stopwatch.StartNew();
            var sum = new SmeStatisticsSum(by);
            await foreach (var line in services.GetRequiredService<ReportsByProvince>().OfAsync(Year, null, CancellationToken.None)) sum.Add(line, before: false);
            var answer = sum.Answer(Year, DateTimeOffset.UnixEpoch);
            Console.WriteLine($"statistics by {by.Code,-10} {answer.Lines.Count,4} lines in {watch.Elapsed.TotalMilliseconds:N0} ms");
        }
    }

    private static ReportContent Content(int i)
    {
        var random = new Random(i);
        Dictionary<string, object> Years(int most) => new() { ["2023"] = random.Next(most), ["2024"] = random.Next(most), ["2025"] = random.Next(most) };
        var values = new Dictionary<string, object>
        {
            ["size"] = "small",
            ["type"] = "173",
            ["employees"] = random.Next(1, 500),
            ["researchers"] = random.Next(1, 100),
            ["ipDepartment"] = i % 2 == 0,
            ["honours"] = new[] { "high-tech", "specialized-sme" },
            ["listing"] = new[] { "no-plan" },
            ["platforms"] = new[] { new { name = "湖南省精密轴承工程技术研究中心" }, new { name = "长沙市企业技术中心" } },
            ["projects"] = new[] { new { name = "高速轴承寿命提升", introduction = new string('述', 150) } },
            ["revenue"] = Years(100_000),
            ["profit"] = Years(10_000),
            ["rdInvestment"] = Years(5_000),
            ["ipInvestment"] = Years(500),
            ["licencesOut"] = Years(10),
            ["licencesOutAmount"] = Years(100),
            ["needFinance"] = new string('需', 120),
        };
        var enterprise = new EnterpriseSnapshot($"湖南示例企业{i:0000000}有限公司", $"91430100MA{i:00000000}", 500, "430102", "湖南省长沙市芙蓉区", "3451", "滚动轴承制造", "赵示例", "16900000001");
        var official = new Dictionary<string, OfficialValue> { ["validInventions"] = new(JsonSerializer.SerializeToElement(random.Next(20)), "本平台专利库", new DateOnly(2026, 1, 1)) };
        return new ReportContent(Year, "2024", new ReportValues(JsonSerializer.SerializeToElement(values)), official, enterprise, []);
    }
}
