using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-01")]
public sealed class LoanReportTests(LoanBench bench) : IClassFixture<LoanBench>
{
    [Fact]
    public async Task Report_OfAnError_IsAnsweredOnceTheLoanIsCorrected()
    {
        var form = LoanSample.Form with { Number = "R-1" };
        var loan = await LoanBench.RecordAsync(bench.Bank1, form);
        var file = await bench.Software.UploadAsync("loan-material", SampleFiles.Pdf(), "贷款合同.pdf");
        var made = (await bench.Software.PostAsync("loan-reports", new { loan, text = "贷款金额应为450万元", files = new[] { file } }, key: "report-r-1")).Expect(201);
        var id = made.Text("report.id");
        Assert.Equal("待银行处理", made.Text("stateName"));
        Assert.Equal(id, (await bench.Software.PostAsync("loan-reports", new { loan, text = "贷款金额应为450万元", files = new[] { file } }, key: "report-r-1")).Expect(201).Text("report.id"));

        Assert.Contains(await bench.Bank1.LettersToAsync("19910000041"), l => l.Text.Contains("反馈贷款R-1信息有误", StringComparison.Ordinal));
        Assert.Contains(await bench.Bank1.LettersToAsync("bank1@sample.test"), l => l.Text.Contains("贷款金额应为450万元", StringComparison.Ordinal));
        Assert.Contains((await bench.Bank1.GetAsync("loan-reports?state=open")).Items(), r => r.GetProperty("id").GetString() == id);
        Assert.DoesNotContain((await bench.Bank2.GetAsync("loan-reports")).Items(), r => r.GetProperty("id").GetString() == id);
        (await bench.Bank2.GetAsync($"loan-reports/{id}")).Expect(404);
        (await bench.Bank2.GetAsync($"files/{file}")).Expect(404);
        (await bench.Bank1.GetAsync($"files/{file}")).Expect(200);
        (await bench.Finance.GetAsync($"files/{file}")).Expect(200);

        var read = (await bench.Bank1.GetAsync($"loan-reports/{id}")).Expect(200);
        Assert.Equal(["loan-report.not-corrected"], (await bench.Bank1.PostAsync($"loan-reports/{id}/reply", new { outcome = "corrected" }, read.ETag)).Expect(422).Codes);
        (await bench.Bank1.PutAsync($"bank-loans/{loan}", form with { Amount = 450m }, (await bench.Bank1.GetAsync($"bank-loans/{loan}")).ETag)).Expect(200);
        (await bench.Bank1.PostAsync($"loan-reports/{id}/reply", new { outcome = "corrected" })).Expect(428);
        Assert.Equal("已更正", (await bench.Bank1.PostAsync($"loan-reports/{id}/reply", new { outcome = "corrected", text = "已按合同更正" }, read.ETag)).Expect(200).Text("stateName"));

        var seen = (await bench.Software.GetAsync($"loan-reports/{id}")).Expect(200);
        Assert.Equal(("已更正", "已按合同更正"), (seen.Text("stateName"), seen.Text("report.reply.text")));
        Assert.Contains(await bench.Software.LettersToAsync("19910000063"), l => l.Text.Contains("已答复贵单位的贷款信息反馈：已更正", StringComparison.Ordinal));
        Assert.Equal("loan-report-answered", (await bench.Bank1.PostAsync($"loan-reports/{id}/reply", new { outcome = "declined", text = "x" }, seen.ETag)).Expect(409).Problem);
        Assert.Contains((await bench.Software.GetAsync("loan-reports?state=answered")).Items(), r => r.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task Report_OfAMissingLoan_IsAnsweredOnceItIsRecorded()
    {
        Assert.Equal(["SBXM", "YBXM"], (await bench.Agri.GetAsync("loan-banks")).Json.EnumerateArray().Select(b => b.GetProperty("code").GetString()!).Order(StringComparer.Ordinal));
        var id = (await bench.Agri.PostAsync("loan-reports", new { bank = "YBXM", text = "缺少2026年5月的200万元贷款" }, key: "report-missing")).Expect(201).Text("report.id");
        var read = (await bench.Bank2.GetAsync($"loan-reports/{id}")).Expect(200);
        var foreign = await LoanBench.RecordAsync(bench.Bank2, LoanSample.Form with { Number = "R-2" });
        Assert.Equal(["loan-report.not-recorded"], (await bench.Bank2.PostAsync($"loan-reports/{id}/reply", new { outcome = "recorded", loan = foreign }, read.ETag)).Expect(422).Codes);
        Assert.Equal(["loan-report.nothing-to-correct"], (await bench.Bank2.PostAsync($"loan-reports/{id}/reply", new { outcome = "corrected" }, read.ETag)).Expect(422).Codes);
        Assert.Equal(["loan-report.text-missing"], (await bench.Bank2.PostAsync($"loan-reports/{id}/reply", new { outcome = "declined" }, read.ETag)).Expect(422).Codes);
        var loan = await LoanBench.RecordAsync(bench.Bank2, LoanSample.Form with { Number = "R-3", Uscc = LoanSample.Agri, UnitName = "山东示例农业装备有限公司" });
        Assert.Equal("已补充录入", (await bench.Bank2.PostAsync($"loan-reports/{id}/reply", new { outcome = "recorded", loan }, read.ETag)).Expect(200).Text("stateName"));
        Assert.Equal(loan, (await bench.Agri.GetAsync($"loan-reports/{id}")).Text("report.reply.loan"));
    }

    [Fact]
    public async Task Report_WithMistakes_TellsAllOfThem()
    {
        var refused = (await bench.Agri.PostAsync("loan-reports", new { bank = "NONE", text = " ", files = new[] { "f-nothing" } }, key: "report-mistakes")).Expect(422);
        Assert.Equal(["/bank", "/files/0", "/text"], refused.Pointers.Order(StringComparer.Ordinal));
        (await bench.Agri.PostAsync("loan-reports", new { loan = LoanSample.Manual, text = "不是本单位的贷款" }, key: "report-foreign")).Expect(404);
        var unverified = await bench.App.SignInAsync("medical");
        Assert.Equal("unit-not-verified", (await unverified.PostAsync("loan-reports", new { bank = "YBXM", text = "缺少贷款" }, key: "report-early")).Expect(409).Problem);
    }
}
