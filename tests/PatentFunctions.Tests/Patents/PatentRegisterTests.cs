using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using PatentFunctions.Files;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Http;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Tests.Units;

namespace PatentFunctions.Tests.Patents;

[Trait("Spec", "PAT-05")]
public sealed class PatentRegisterTests : IDisposable
{
    private const string Header = "number,title,type,owners,ipc,applicationDate,grantDate,status,abstract\n";
    private static readonly Caller Operator = new(new AccountId("a-op"), Role.Operator, "平台运维", "s-op");
    private readonly UnitPlatform bed = new();

    public void Dispose() => bed.Dispose();

    [Theory]
    [InlineData("201819900001.7,轴承,invention,甲;乙,F16C19/06,2018-03-12,2020-05-19,valid,摘要", "")]
    [InlineData("201819900001.7,轴承,,甲,,,,transferred,", "")]
    [InlineData("201819900001.8,轴承,invention,甲,,,,valid,", "patent-number.check-digit")]
    [InlineData("201819900001.7,,invention,甲,,,,valid,", "title.missing")]
    [InlineData("201819900001.7,轴承,design,甲,,,,valid,", "type.mismatch")]
    [InlineData("201819900001.7,轴承,patent,甲,,,,valid,", "type.unknown")]
    [InlineData("201819900001.7,轴承,invention, ; ,,,,valid,", "owners.missing")]
    [InlineData("201819900001.7,轴承,invention,甲,,,,alive,", "status.unknown")]
    [InlineData("201819900001.7,轴承,invention,甲,,2018/03/12,,valid,", "date.invalid")]
    [InlineData("201819900001.7,轴承,invention,甲,,2020-05-19,2018-03-12,valid,", "grant-date.early")]
    [InlineData("x,,design,,,1,2,alive,", "patent-number.character,title.missing,owners.missing,status.unknown,date.invalid,date.invalid")]
    public void Read_OfARow_NamesEverythingWrongWithIt(string row, string codes)
    {
        var read = Assert.Single(PatentRegisterCsv.Read(Stream(Header + row)));
        Assert.Equal(codes, string.Join(',', read.Faults.Select(f => f.Code)));
        Assert.Equal(codes.Length == 0, read.Patent is not null);
    }

    [Fact]
    public void Read_WithoutTheColumns_SaysWhich() =>
        Assert.Equal(3, Assert.Single(PatentRegisterCsv.Read(Stream("number,name\n1,2\n"))).Faults.Count);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Parts_HoldWholeRecordsHoweverTheStreamIsCut(int chunk)
    {
        var text = new StringBuilder("\uFEFF" + Header);
        for (var i = 0; i < 200; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},\"第{i}件，“引号”\"\"和\n换行\",x,y\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var contents = bed.Platform.Get<IFileContents>();
        await using var parts = new CsvParts(contents, "t", partBytes: 1500);
        for (var at = 0; at < bytes.Length; at += chunk) await parts.AppendAsync(bytes.AsMemory(at, Math.Min(chunk, bytes.Length - at)), default);
        await parts.CompleteAsync(default);

        Assert.InRange(parts.Parts.Count, 4, 12);
        var numbers = new List<string>();
        foreach (var part in parts.Parts)
        {
            await using var content = (await contents.OpenAsync(part.Name, default))!;
            using var rows = new PatentFunctions.Catalogs.CsvRows(content);
            Assert.Empty(rows.MissingColumns("number", "title"));
            while (rows.Next())
            {
                numbers.Add(rows["number"]);
                Assert.Contains($"第{rows["number"]}件", rows["title"], StringComparison.Ordinal);
                Assert.Equal(2 + (2 * int.Parse(rows["number"], System.Globalization.CultureInfo.InvariantCulture)), rows.Line + part.LineOffset);
            }
        }
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), numbers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_OfTheSampleWithABadRow_TakesTheGoodOnesAndReportsTheLine(bool packed)
    {
        await using var sample = typeof(PatentRegister).Assembly.GetManifestResourceStream("SampleData/data/patents.csv")!;
        using var reader = new StreamReader(sample);
        var csv = await reader.ReadToEndAsync() + "201819900001.9,坏行,invention,甲,,,,valid,\n";

        var started = await PostAsync(csv, "key-00000001", packed);
        var done = await RunAsync(started.Id);

        Assert.Equal((PatentImportState.Completed, 122L, 1L), (done.State, done.Loaded, done.Refused));
        Assert.Contains("\n124,patent-number.check-digit,", await ReportAsync(started.Id), StringComparison.Ordinal);
        var register = bed.Platform.Get<PatentRegister>();
        Assert.Equal("一种高速静音滚动轴承", (await register.FindAsync(PatentRulesTests.Number("201819900001.7"), default))!.Title);
        Assert.NotEmpty((await register.OwnedByAsync(" 江苏示例精密轴承有限公司", null, 10, default)).Patents);
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Import_Repeated_IsTheSameImportAndAnotherFileUnderItsKeyIsRefused()
    {
        var first = await PostAsync(Header + "201819900001.7,轴承,,甲,,,,valid,\n", "key-00000002");
        await RunAsync(first.Id);
        var again = await PostAsync(Header + "201819900001.7,轴承,,甲,,,,valid,\n", "key-00000002");
        Assert.Equal((first.Id, PatentImportState.Completed, 1L), (again.Id, again.State, again.Loaded));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => PostAsync(Header, "key-00000002"));
        Assert.IsType<IdempotencyKeyReused>(refused.Refusal);
    }

    [Fact]
    public async Task OwnedBy_AfterAChangeOfOwner_NoLongerListsThePatentUnderTheOldOne()
    {
        var register = bed.Platform.Get<PatentRegister>();
        await register.WriteAsync([PatentRulesTests.Register("201819900001.7", PatentStatus.Valid, "甲公司")], default);
        await register.WriteAsync([PatentRulesTests.Register("201819900001.7", PatentStatus.Valid, "乙公司")], default);
        Assert.Empty((await register.OwnedByAsync("甲公司", null, 10, default)).Patents);
        Assert.Single((await register.OwnedByAsync("乙公司", null, 10, default)).Patents);
    }

    private async Task<RegisterImportAnswer> PostAsync(string csv, string key, bool packed = false)
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        if (packed)
        {
            using var memory = new MemoryStream();
            await using (var gzip = new GZipStream(memory, CompressionMode.Compress)) await gzip.WriteAsync(bytes);
            bytes = memory.ToArray();
        }
        var request = bed.Platform.Request("POST", "/api/patents/register/imports", Operator, new MemoryStream(bytes), "text/csv", key);
        if (packed) request.Headers.ContentEncoding = "gzip";
        return await TestPlatform.ReadAsync<RegisterImportAnswer>(request, await bed.Platform.Create<ImportPatentRegister>().RunAsync(request, bed.Platform.Durable, default));
    }

    /// <summary>What the orchestrator does.</summary>
    private async Task<RegisterImportAnswer> RunAsync(string id)
    {
        var load = bed.Platform.Create<LoadPatentRegisterPart>();
        for (var part = 1; await load.RunAsync(PatentRegisterImport.InputOf(id, part), default); part++)
            Assert.True(await load.RunAsync(PatentRegisterImport.InputOf(id, part), default));
        var finish = bed.Platform.Create<FinishPatentRegisterImport>();
        Assert.True(await finish.RunAsync(id, bed.Platform.Durable, default));
        Assert.True(await finish.RunAsync(id, bed.Platform.Durable, default));
        var request = bed.Platform.Request("GET", "/", Operator);
        return await TestPlatform.ReadAsync<RegisterImportAnswer>(request, await bed.Platform.Create<ReadPatentRegisterImport>().RunAsync(request, id, default));
    }

    private async Task<string> ReportAsync(string id)
    {
        var request = bed.Platform.Request("GET", "/", Operator);
        var (_, _, body) = await TestPlatform.ExecuteAsync(request, await bed.Platform.Create<ReadPatentRegisterReport>().RunAsync(request, id, default));
        return Encoding.UTF8.GetString(body);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
