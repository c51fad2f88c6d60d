using System.Text;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-01")]
public sealed class ImportLoansTests(LoanBench bench) : IClassFixture<LoanBench>
{
    private const string Header = "质押贷款报送编号,统一社会信用代码,企业名称,融资产品,贷款合同编号,贷款金额（万元）,授信额度（万元）,已放款金额（万元）,放款日期,到期日期,年利率（%）,质押专利,质押商标,评估金额（万元）,评估机构,担保机构,保险机构";
    private const string Patent = "Y1|ZL202019900002.9|日志数据的实时聚合方法及装置";

    [Fact]
    public async Task Import_OfGoodAndBadRows_TakesTheGoodOnesAndReportsEachMistakeAtLineAndColumn()
    {
        var report = await ImportAsync(
            Header,
            Row("I-1"),
            Row("I-2", uscc: "91110108MA9X00054F", amount: "abc", dueOn: "2025-01-01"),
            "",
            Row("I-3", amount: "\"1,200.5\"", rate: "3.65%", pledged: $"{Patent};Y2|ZL202119900002.3|一种微服务调用链采样方法", drawnOn: "2026/3/1"),
            Row("I-4", pledged: "ZL202019900002.9"),
            Row("I-5", pledged: "Y1|ZL202019900002.8|日志数据的实时聚合方法及装置"),
            Row("I-1"));

        Assert.Equal((6, 2, 0, 0, 4), Counts(report));
        var findings = report.Items("findings").Select(f => (f.GetProperty("line").GetInt32(), f.GetProperty("field").GetString()!, f.GetProperty("code").GetString()!)).ToList();
        Assert.Equal(
            [
                (3, "贷款金额（万元）", "number.invalid"), (3, "统一社会信用代码", "uscc.check-digit"), (3, "到期日期", "loan.due-before-drawn"),
                (6, "质押专利", "pledged.format"),
                (7, "质押专利", "patent-number.check-digit"),
                (8, "质押贷款报送编号", "loan.number-repeated"),
            ],
            findings);
        var third = Assert.Single((await bench.Bank1.GetAsync("bank-loans?q=I-3")).Items());
        Assert.Equal((1200.5m, "2026-03-01"), (third.GetProperty("amount").GetDecimal(), third.GetProperty("drawnOn").GetString()));
        Assert.Empty((await bench.Bank1.GetAsync("bank-loans?q=I-2")).Items());
    }

    [Fact]
    public async Task Import_OfTheSameFileAgain_MakesNoDoublesAndCorrectsWhatChanged()
    {
        string[] file = [Header, Row("J-1"), Row("J-2"), Row("J-3")];
        Assert.Equal((3, 3, 0, 0, 0), Counts(await ImportAsync(file)));
        Assert.Equal((3, 0, 0, 3, 0), Counts(await ImportAsync(file)));
        Assert.Equal((3, 0, 1, 2, 0), Counts(await ImportAsync(Header, Row("J-1"), Row("J-2", amount: "350"), Row("J-3"))));
        Assert.Equal(3, (await bench.Bank1.GetAsync("bank-loans?q=J-")).At("total").GetInt32());
        Assert.Equal(350m, Assert.Single((await bench.Bank1.GetAsync("bank-loans?q=J-2")).Items()).GetProperty("amount").GetDecimal());
        // Another bank's loans have the same numbers, and are others.
        Assert.Equal(3, (await ImportAsync(bench.Bank2, file)).At("recorded").GetInt32());
    }

    [Fact]
    public async Task Import_OfALoanThatIsBeforeTheBank_ReportsWhyItIsNotCorrected()
    {
        await ImportAsync(Header, Row("K-1"));
        var id = LoanId.Of(LoanSample.Bank1, "K-1").Value;
        await LoanBench.ApplyAsync(bench.Software, id, new() { Principal = 100m, Interest = 5_000m, RepaidOn = new DateOnly(2026, 9, 1), Performance = LoanPerformance.InProgress });
        Assert.Equal((1, 0, 0, 1, 0), Counts(await ImportAsync(Header, Row("K-1"))));
        var report = await ImportAsync(Header, Row("K-1", amount: "350"));
        Assert.Equal((1, 0, 0, 0, 1), Counts(report));
        Assert.Equal("loan-act-refused", Assert.Single(report.Items("findings")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Import_OfAFileThatIsNone_SaysSo()
    {
        Assert.Equal("not-csv", (await bench.Bank1.SendAsync(HttpMethod.Post, "bank-loans/imports", new StringContent("{}", Encoding.UTF8, "application/json"))).Expect(415).Problem);
        Assert.Equal("body-missing", (await bench.Bank1.SendAsync(HttpMethod.Post, "bank-loans/imports", new StringContent("", Encoding.UTF8, "text/csv"))).Expect(400).Problem);
        var missing = await ImportAsync("编号,金额", "1,2");
        Assert.Contains(missing.Items("findings"), f => f.GetProperty("text").GetString() == "首行缺少列“质押贷款报送编号”。");
        Assert.Equal("body-too-large", (await bench.Bank1.SendAsync(HttpMethod.Post, "bank-loans/imports", new StringContent(new string('x', (5 * 1024 * 1024) + 1), Encoding.UTF8, "text/csv"))).Expect(413).Problem);
    }

    [Fact]
    public async Task Import_OfAFileInGbk_AsksForUtf8()
    {
        var bytes = Encoding.UTF8.GetBytes($"{Header}\r\n{Row("L-1")}\r\n");
        var name = Encoding.UTF8.GetBytes("北京示例软件技术有限公司");
        var at = bytes.AsSpan().LastIndexOf(name);
        byte[] gbk = [.. bytes.AsSpan(0, at), 0xB1, 0xB1, 0xBE, 0xA9, .. bytes.AsSpan(at + name.Length)];
        using var content = new ByteArrayContent(gbk);
        content.Headers.ContentType = new("text/csv");
        var report = (await bench.Bank1.SendAsync(HttpMethod.Post, "bank-loans/imports", content)).Expect(200);
        Assert.Equal("not-utf8", Assert.Single(report.Items("findings")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Import_OfMoreRowsThanOneFileMayHave_TakesTheFirstThousandAndSaysWhereItStopped()
    {
        // Rows that are refused cost no write.
        var report = await ImportAsync([Header, .. Enumerable.Range(1, 1001).Select(i => Row($"M-{i}", amount: "0"))]);
        Assert.Equal((1000, 0, 0, 0, 1000), Counts(report));
        var last = report.Items("findings")[^1];
        Assert.Equal((1002, "too-many-rows"), (last.GetProperty("line").GetInt32(), last.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Template_InBothForms_HasTheColumnsOfTheImport(string format, string mediaType)
    {
        var template = (await bench.Bank1.GetAsync($"bank-loans/import-template?format={format}")).Expect(200);
        Assert.Equal(mediaType, template.MediaType);
        if (format != "csv") return;
        Assert.StartsWith("\uFEFF" + Header + "\r\n", Encoding.UTF8.GetString(template.Bytes), StringComparison.Ordinal);

        // Handed in as it is, its example is pointed at and not taken in.
        using var content = new ByteArrayContent(template.Bytes);
        content.Headers.ContentType = new("text/csv");
        var report = (await bench.Bank1.SendAsync(HttpMethod.Post, "bank-loans/imports", content)).Expect(200);
        Assert.Equal((1, 0, 0, 0, 1), Counts(report));
        Assert.Equal((2, "row.example"), (report.Items("findings")[0].GetProperty("line").GetInt32(), report.Items("findings")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Template_InAnotherForm_IsRefused() =>
        Assert.Equal("export-format-unknown", (await bench.Bank1.GetAsync("bank-loans/import-template?format=pdf")).Expect(400).Problem);

    private Task<TestAnswer> ImportAsync(params string[] lines) => ImportAsync(bench.Bank1, lines);

    private static async Task<TestAnswer> ImportAsync(TestClient bank, string[] lines) =>
        (await bank.SendAsync(HttpMethod.Post, "bank-loans/imports", new StringContent(string.Join("\r\n", lines), Encoding.UTF8, "text/csv"))).Expect(200);

    private static (int Rows, int Recorded, int Corrected, int Unchanged, int Refused) Counts(TestAnswer report) =>
        (report.At("rows").GetInt32(), report.At("recorded").GetInt32(), report.At("corrected").GetInt32(), report.At("unchanged").GetInt32(), report.At("refused").GetInt32());

    private static string Row(
        string number, string uscc = LoanSample.Software, string amount = "300", string drawnOn = "2026-03-01", string dueOn = "2027-02-28", string rate = "3.65", string pledged = Patent) =>
        $"{number},{uscc},北京示例软件技术有限公司,知担保,合-{number},{amount},2000,100,{drawnOn},{dueOn},{rate},{pledged},,,,,";
}
