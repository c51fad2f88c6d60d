using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Repayments;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-02")]
public sealed class ApplyForRepaymentTests(LoanBench bench) : IClassFixture<LoanBench>
{
    private static readonly RepaymentForm Part = new() { Principal = 100m, Interest = 6_000m, RepaidOn = new DateOnly(2026, 8, 31), Performance = LoanPerformance.InProgress };

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Apply_WhenClickedTwice_IsOneApplicationAndLocksTheForm()
    {
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-1" });
        var saved = await LoanBench.FillAsync(bench.Software, loan, Part);
        (await bench.Software.PostAsync($"loans/{loan}/repayment/submission")).Expect(428);
        (await bench.Software.PostAsync($"loans/{loan}/repayment/submission", etag: "\"other\"")).Expect(412);
        var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.Software.PostAsync($"loans/{loan}/repayment/submission", etag: saved.ETag)));
        var receipts = twice.Select(a => a.Expect(200).Text("sha256")).Distinct().ToList();
        Assert.Single(receipts);
        Assert.Single((await bench.Software.GetAsync($"loans/{loan}/repayment")).Items("rounds"));
        Assert.Equal("loan-act-refused", (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", Part, saved.ETag)).Expect(409).Problem);
        Assert.Equal("loan-act-refused", (await bench.Software.PostAsync($"loans/{loan}/repayment/check")).Expect(409).Problem);
        var read = await bench.Bank1.GetAsync($"bank-loans/{loan}");
        Assert.Equal("loan-act-refused", (await bench.Bank1.PutAsync($"bank-loans/{loan}", LoanSample.Form with { Number = "A-1", Contract = "另一合同" }, read.ETag)).Expect(409).Problem);
        Assert.Equal(receipts[0], (await bench.Bank1.GetAsync($"bank-loans/{loan}")).At("loan.rounds")[0].GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Apply_WithAnIncompleteForm_TellsEverythingAndKeepsWhatWasTyped()
    {
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-2" });
        var read = (await bench.Software.GetAsync($"loans/{loan}/repayment")).Expect(200);
        Assert.Equal(["/interest", "/material", "/performance", "/principal", "/repaidOn"], (await bench.Software.PostAsync($"loans/{loan}/repayment/submission", etag: read.ETag)).Expect(422).Pointers.Order(StringComparer.Ordinal));
        var saved = (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", new RepaymentForm { Principal = 401m, Interest = -1m }, read.ETag)).Expect(200);
        var check = (await bench.Software.PostAsync($"loans/{loan}/repayment/check")).Expect(200);
        Assert.False(check.At("mayApply").GetBoolean());
        Assert.Contains(check.Items("findings"), f => f.GetProperty("code").GetString() == "repayment.principal-above-loan");
        Assert.Equal(401m, (await bench.Software.GetAsync($"loans/{loan}/repayment")).At("form.principal").GetDecimal());
        (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", Part, read.ETag)).Expect(412);
        Assert.Equal(["file.not-found"], (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", Part with { Material = new FileId("f-nothing") }, saved.ETag)).Expect(422).Codes);
        var foreign = await bench.Agri.UploadAsync("loan-material", SampleFiles.Pdf(), "材料.pdf");
        Assert.Equal(["file.not-found"], (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", Part with { Material = new FileId(foreign) }, saved.ETag)).Expect(422).Codes);
        var wrong = await bench.Software.UploadAsync("subsidy-other", SampleFiles.Pdf(), "材料.pdf");
        Assert.Equal(["file.wrong-purpose"], (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", Part with { Material = new FileId(wrong) }, saved.ETag)).Expect(422).Codes);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("zip")]
    [InlineData("rar")]
    public async Task Apply_WithMaterialOfEachKind_ReachesTheBank(string kind)
    {
        var content = kind switch { "pdf" => SampleFiles.Pdf(), "jpg" => SampleFiles.Jpg(), "png" => SampleFiles.Png(), "zip" => SampleFiles.Zip(), _ => SampleFiles.Rar5() };
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-" + kind });
        var file = await bench.Software.UploadAsync("loan-material", content, "信息材料." + kind);
        await LoanBench.ApplyAsync(bench.Software, loan, Part with { Material = new FileId(file) });
        Assert.Equal(content, (await bench.Bank1.GetAsync($"files/{file}")).Expect(200).Bytes);
        (await bench.Bank2.GetAsync($"files/{file}")).Expect(404);
        (await bench.Finance.GetAsync($"files/{file}/info")).Expect(200);
    }

    [Fact]
    public async Task Apply_WithInterestThatDoesNotFollow_WarnsUnitAndBankAndGoesOn()
    {
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-3" });
        await LoanBench.ApplyAsync(bench.Software, loan, Part with { Interest = 600_000m });
        var review = (await bench.Bank1.GetAsync($"reviews/repayment/{loan}")).Expect(200);
        Assert.Equal("repayment.interest-implausible", review.Items("warnings").Single().GetProperty("code").GetString());
        Assert.Equal(600_000m, review.At("content.interest").GetDecimal());
        Assert.InRange(review.At("content.interestTo").GetDecimal(), 1m, 100_000m);
    }

    [Fact]
    [Trait("Spec", "LOA-03")]
    public async Task Confirm_OfAContractInProgress_KeepsTheLoanOpenForALaterApplication()
    {
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-4" });
        await LoanBench.ApplyAsync(bench.Software, loan, Part);
        await bench.Bank1.ReadAndApproveAsync("repayment", loan);
        var so = (await bench.Software.GetAsync($"loans/{loan}")).Expect(200);
        Assert.Equal(("还款中", 100m, "04", "还款中，银行已确认截至2026年8月31日的还款情况"), (
            so.Text("loan.stateName"), so.At("loan.confirmed.principal").GetDecimal(), so.Text("loan.confirmed.performance"), so.Text("status")));
        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, (await bench.Software.GetAsync($"loans/{loan}/repayment")).At("form").TryGetProperty("principal", out var left) ? left.ValueKind : System.Text.Json.JsonValueKind.Undefined);

        await LoanBench.ApplyAsync(bench.Software, loan, Part with { Principal = 400m, Interest = 8_000m, RepaidOn = new DateOnly(2026, 9, 20), Performance = LoanPerformance.FulfilledEarly });
        await bench.Bank1.ReadAndApproveAsync("repayment", loan);
        var settled = (await bench.Software.GetAsync($"loans/{loan}")).Expect(200);
        Assert.Equal(("已结清", 400m, "已结清，实际还款日2026年9月20日"), (settled.Text("loan.stateName"), settled.At("loan.confirmed.principal").GetDecimal(), settled.Text("status")));
        Assert.Equal([1, 2], settled.Items("rounds").Select(r => r.GetProperty("round").GetInt32()));
        Assert.Equal(100m, (await bench.Software.GetAsync($"loans/{loan}/repayment/rounds/1")).At("content.principal").GetDecimal());
        (await bench.Software.GetAsync($"loans/{loan}/repayment/rounds/3")).Expect(404);
        Assert.Equal("loan-act-refused", (await bench.Software.PutAsync($"loans/{loan}/repayment/draft", Part, settled.ETag)).Expect(409).Problem);
    }

    [Fact]
    [Trait("Spec", "LOA-03")]
    public async Task Confirm_OfADefault_MarksTheLoanAndTellsTheUnit()
    {
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-5", Uscc = LoanSample.Agri, UnitName = "山东示例农业装备有限公司" });
        await LoanBench.ApplyAsync(bench.Agri, loan, Part with { Performance = LoanPerformance.Defaulted });
        await bench.Bank1.ReadAndApproveAsync("repayment", loan);
        Assert.Equal("违约", (await bench.Agri.GetAsync($"loans/{loan}")).Text("loan.stateName"));
        Assert.Contains(await bench.Agri.LettersToAsync("19910000064"), l => l.Text.Contains("贷款状态：违约", StringComparison.Ordinal));
        Assert.Empty((await bench.Agri.GetAsync("loans?state=repaying&q=A-5")).Items());
        Assert.Single((await bench.Agri.GetAsync("loans?state=defaulted&q=A-5")).Items());
    }

    [Fact]
    [Trait("Spec", "LOA-03")]
    [Trait("Spec", "COM-18")]
    public async Task Uphold_OfAnAppealAgainstARefusal_IsWhatTheConfirmationWouldHaveBeen()
    {
        var loan = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "A-6" });
        await LoanBench.ApplyAsync(bench.Software, loan, Part with { Principal = 400m, Interest = 7_000m, Performance = LoanPerformance.FulfilledEarly });
        await bench.Bank1.ReadAndReturnAsync("repayment", loan, "interest.differs");
        (await bench.Software.PostAsync($"appeals/repayment/{loan}", new { grounds = "利息与还款凭证一致" }, key: "appeal-a-6")).Expect(200);
        Assert.Single((await bench.Bank1.GetAsync("reviews/repayment-appeal")).Items());
        Assert.Empty((await bench.Bank2.GetAsync("reviews/repayment-appeal")).Items());

        var (cases, area, id) = (bench.App.Service<CaseStore>(), bench.App.Service<RepaymentArea>(), new LoanId(loan));
        var returned = (await RepaymentRounds.FindAsync(cases, id, 1, default))!;
        var write = new CaseWrite(LoanRecords.AddressOf(id), new ActStamp(Actor.System, TestApp.China("2026-09-28T11:00"), "Test", "t"));
        Assert.Null(await area.UpholdAsync(write, returned, default));
        await cases.CommitAsync(write, bench.App.Server.Workflows);
        Assert.Equal("已结清", (await bench.Software.GetAsync($"loans/{loan}")).Text("loan.stateName"));
        Assert.Equal(7_000m, (await bench.App.Service<LoanRecords>().FindAsync(id, default))!.Value.Confirmed!.Interest);
        Assert.IsType<PatentFunctions.Reviews.Appeals.AppealOvertaken>(await area.UpholdAsync(write, returned with { Round = 2 }, default));
    }
}
