using System.Globalization;
using System.Text;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-01")]
public sealed class ImportResourcesTests
{
    [Fact]
    public async Task Import_WithBadRows_TakesTheGoodOnesAndReportsEachLine()
    {
        using var bench = new ResourceBench();
        var csv = Csv(
            Row("202019900301", "甲装置"),
            "not,enough",
            Row("202019900302", "乙方法", maturity: "很成熟"),
            Row("202019900303", "丙结构", code: "ZH-9", name: "组合"),
            Row("202019900304", "丁结构", code: "ZH-9", check: "0"),
            Row("202019900305", "\"戊，\n两行\""),
            Row("202019900306", "己方法"));

        var done = await ImportAsync(bench, csv, "key-import-1");

        Assert.Equal((true, 3, 0, 0, 3), (done.Finished, done.Registered, done.Changed, done.Unchanged, done.Refused));
        var report = await ReportAsync(bench, done.Id);
        Assert.Contains("\r\n3,resource-patent", report.Replace("3,patent-number", "3,resource-patent", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\r\n4,choice.unknown,", report, StringComparison.Ordinal);
        Assert.Contains("\r\n6,patent-number.check-digit,", report, StringComparison.Ordinal);
        Assert.Equal(3, (await bench.SearchAsync("")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Import_Repeated_RegistersNothingTwiceAndBringsChangesUpToDate()
    {
        using var bench = new ResourceBench();
        var rows = Enumerable.Range(0, 450).Select(i => Row(string.Create(CultureInfo.InvariantCulture, $"20201991{i:D4}"), $"第{i}号装置")).ToList();
        var first = await ImportAsync(bench, Csv([.. rows]), "key-import-2");
        Assert.Equal((450, 0, 0, 0), (first.Registered, first.Changed, first.Unchanged, first.Refused));
        rows[7] = Row("202019910007", "第7号装置", field: "食品机械");
        var again = await ImportAsync(bench, Csv([.. rows]), "key-import-3");
        Assert.Equal((0, 1, 449, 0), (again.Registered, again.Changed, again.Unchanged, again.Refused));
        Assert.Equal(450, (await bench.SearchAsync("")).GetProperty("total").GetInt32());
        Assert.Equal("第7号装置", await bench.FoundAsync("q=食品机械"));
        var changed = await bench.RecordAsync(ResourceIntake.SingleId(ResourceBench.UniversityA, ResourceBench.Number("202019910007")));
        Assert.Equal(first.Id, changed.Batch);
    }

    [Fact]
    public async Task Import_OfTheTemplate_Works()
    {
        using var bench = new ResourceBench();
        var done = await ImportAsync(bench, ResourceRows.Template, "key-import-4");
        Assert.True(done is { Registered: 2, Refused: 0 }, await ReportAsync(bench, done.Id));
        Assert.Equal(2, (await bench.RecordAsync(ResourceIntake.PortfolioId(ResourceBench.UniversityA, "ZH-01"))).Patents.Count);
    }

    [Theory]
    [InlineData("专利号,专利名称\n1,2\n", "missing-column")]
    [InlineData("", "body-missing")]
    public async Task Import_OfAFileThatIsNone_SaysWhatIsMissing(string csv, string code)
    {
        using var bench = new ResourceBench();
        if (csv.Length == 0)
        {
            var request = bench.Platform.Request("POST", "/api/university/resource-imports", ResourceBench.A, new MemoryStream(), "text/csv", "key-import-5");
            Assert.IsType<BodyMissing>(await bench.Platform.Create<ImportResources>().RunAsync(request, bench.Platform.Durable, default));
            return;
        }
        var done = await ImportAsync(bench, csv, "key-import-5");
        Assert.Equal(1, done.Refused);
        Assert.Contains("1," + code, await ReportAsync(bench, done.Id), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Import_KilledAtAnyWrite_GoesOnWhereItWasAndCountsNothingTwice()
    {
        for (var death = 1; ; death++)
        {
            DyingStore? store = null;
            using var bench = new ResourceBench(inner => store = new DyingStore(inner));
            var id = await PostAsync(bench, Csv(Row("202019900301", "甲装置"), Row("202019900302", "乙方法"), Row("202019900303", "丙结构")), "key-import-6");
            var writes = 0;
            store!.BeforeCommit = (_, _) => store.Dead |= ++writes == death;
            try
            {
                await RunAsync(bench, id);
            }
            catch (IOException)
            {
                // The process died; what it had written stays.
            }
            var died = store.Dead;
            (store.Dead, store.BeforeCommit) = (false, null);
            await RunAsync(bench, id);
            bench.Platform.Clock.Advance(TimeSpan.FromMinutes(5));
            await bench.Platform.SweepAsync();
            var done = await ReadAsync(bench, id);
            Assert.Equal((true, 3, 0, 0), (done.Finished, done.Registered, done.Changed, done.Refused));
            Assert.Equal(3, (await bench.SearchAsync("total=yes")).GetProperty("total").GetInt32());
            if (!died) return;
        }
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public async Task ImportOfAnotherUniversity_IsNotFound()
    {
        using var bench = new ResourceBench();
        var id = await PostAsync(bench, Csv(Row("202019900301", "甲装置")), "key-import-7");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(bench, id, ResourceBench.B));
        Assert.IsType<NothingHere>(refused.Refusal);
    }

    private static string Csv(params string[] rows) => string.Join(',', ResourceRows.Columns) + "\n" + string.Join('\n', rows) + "\n";

    private static string Row(string body, string title, string code = "", string name = "", string maturity = "小试", string field = "机床", string? check = null)
    {
        var number = ResourceBench.Number(body).Value;
        if (check is not null) number = number[..^1] + (number[^1].ToString() == check ? "1" : check);
        return $"{code},{name},{number},{title},摘要,2020-01-02,2021/3/4,F16C,31,{maturity},转让；许可,面议,{field},2.1,3451,关键,周老师,13800000000,,湖南省";
    }

    private static async Task<ResourceImportAnswer> ImportAsync(ResourceBench bench, string csv, string key)
    {
        var id = await PostAsync(bench, csv, key);
        await RunAsync(bench, id);
        return await ReadAsync(bench, id);
    }

    private static async Task<string> PostAsync(ResourceBench bench, string csv, string key)
    {
        var request = bench.Platform.Request("POST", "/api/university/resource-imports", ResourceBench.A, new MemoryStream(Encoding.UTF8.GetBytes(csv)), "text/csv", key);
        return (await TestPlatform.ReadAsync<ResourceImportAnswer>(request, await bench.Platform.Create<ImportResources>().RunAsync(request, bench.Platform.Durable, default))).Id;
    }

    /// <summary>What the orchestrator does, every activity twice.</summary>
    private static async Task RunAsync(ResourceBench bench, string id)
    {
        var take = bench.Platform.Create<TakeResourceRows>();
        for (var slice = 1; await take.RunAsync(ResourceImport.InputOf(id, slice), bench.Platform.Durable, default); slice++)
            Assert.True(await take.RunAsync(ResourceImport.InputOf(id, slice), bench.Platform.Durable, default));
        Assert.True(await bench.Platform.Create<FinishResourceImport>().RunAsync(id, bench.Platform.Durable, default));
    }

    private static async Task<ResourceImportAnswer> ReadAsync(ResourceBench bench, string id, Caller? caller = null)
    {
        var request = bench.Platform.Request("GET", "/", caller ?? ResourceBench.A);
        return await TestPlatform.ReadAsync<ResourceImportAnswer>(request, await bench.Platform.Create<ReadResourceImport>().RunAsync(request, id, default));
    }

    private static async Task<string> ReportAsync(ResourceBench bench, string id)
    {
        var request = bench.Platform.Request("GET", "/", ResourceBench.A);
        var (_, _, body) = await TestPlatform.ExecuteAsync(request, await bench.Platform.Create<ReadResourceImport>().ReportAsync(request, id, default));
        return Encoding.UTF8.GetString(body);
    }
}
