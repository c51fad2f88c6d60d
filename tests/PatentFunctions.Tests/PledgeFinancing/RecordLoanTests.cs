using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-01")]
public sealed class RecordLoanTests(LoanBench bench) : IClassFixture<LoanBench>
{
    [Fact]
    public async Task Record_ByABank_IsSeenByBankUnitAndFinanceOfficerAndByNobodyElse()
    {
        var form = LoanSample.Form with { Number = "T-1001" };
        var recorded = (await bench.Bank1.PostAsync("bank-loans", form, key: "record-t-1001")).Expect(201);
        var id = recorded.Text("loan.loan.id");
        Assert.Equal((true, "北京示例软件技术有限公司", "示例银行厦门分行"), (recorded.At("unitIsVerified").GetBoolean(), recorded.Text("verifiedName"), recorded.Text("loan.loan.bankName")));

        var own = (await bench.Software.GetAsync($"loans/{id}")).Expect(200);
        Assert.Equal(("还款中", "T-1001", "还款中，2027年3月12日到期"), (own.Text("loan.stateName"), own.Text("loan.number"), own.Text("status")));
        Assert.Equal((400m, 500m, 100m), (own.At("loan.amount").GetDecimal(), own.At("loan.creditLine").GetDecimal(), own.At("loan.remaining").GetDecimal()));
        Assert.Equal("Y2026110200001", own.At("patentRegistrations")[0].GetString());
        Assert.Contains((await bench.Software.GetAsync("loans?q=T-1001")).Items(), l => l.GetProperty("id").GetString() == id);
        (await bench.Finance.GetAsync($"bank-loans/{id}")).Expect(200);
        (await bench.Bank2.GetAsync($"bank-loans/{id}")).Expect(404);
        (await bench.Agri.GetAsync($"loans/{id}")).Expect(404);
        (await bench.App.SignInAsync("bearing") is { } unverified ? await unverified.GetAsync($"loans/{id}") : own).Expect(404);
        Assert.Contains((await bench.Software.GetAsync("notifications")).Items(), n => n.GetRawText().Contains("T-1001", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Record_Repeated_IsOneLoanAndAnotherOfItsNumberIsRefused()
    {
        var form = LoanSample.Form with { Number = "T-1002" };
        var first = (await bench.Bank1.PostAsync("bank-loans", form, key: "record-t-1002")).Expect(201);
        Assert.Equal(first.Text("loan.loan.id"), (await bench.Bank1.PostAsync("bank-loans", form, key: "record-t-1002")).Expect(201).Text("loan.loan.id"));
        Assert.Equal("idempotency-key-reused", (await bench.Bank1.PostAsync("bank-loans", form with { Amount = 450m }, key: "record-t-1002")).Expect(422).Problem);
        Assert.Equal("loan-number-taken", (await bench.Bank1.PostAsync("bank-loans", form, key: "another-t-1002")).Expect(409).Problem);
        Assert.Equal("idempotency-key-required", (await bench.Bank1.PostAsync("bank-loans", form)).Expect(400).Problem);
        Assert.NotEqual(first.Text("loan.loan.id"), (await bench.Bank2.PostAsync("bank-loans", form, key: "record-t-1002")).Expect(201).Text("loan.loan.id"));
    }

    [Fact]
    public async Task Record_WithMistakes_TellsAllOfThemAndWritesNothing()
    {
        var refused = (await bench.Bank1.PostAsync("bank-loans", LoanSample.Form with { Number = "T-1003", Uscc = "1", Amount = null, Pledged = [] }, key: "record-t-1003")).Expect(422);
        Assert.Equal(["/amount", "/pledged", "/uscc"], refused.Pointers.Order(StringComparer.Ordinal));
        Assert.Empty((await bench.Bank1.GetAsync("bank-loans?q=T-1003")).Items());
    }

    [Fact]
    [Trait("Spec", "COM-04")]
    [Trait("Spec", "COM-05")]
    public async Task Correct_OwnLoan_IsTracedAndToldAndNeedsItsETag()
    {
        var id = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "T-1004" });
        var read = (await bench.Bank1.GetAsync($"bank-loans/{id}")).Expect(200);
        var changed = LoanSample.Form with { Number = "T-1004", Amount = 450m, Drawn = 450m };
        (await bench.Bank1.PutAsync($"bank-loans/{id}", changed, null)).Expect(428);
        (await bench.Bank1.PutAsync($"bank-loans/{id}", changed, "\"other\"")).Expect(412);
        (await bench.Bank2.PutAsync($"bank-loans/{id}", changed, read.ETag)).Expect(404);
        Assert.Equal(["loan.number-fixed"], (await bench.Bank1.PutAsync($"bank-loans/{id}", changed with { Number = "T-9" }, read.ETag)).Expect(422).Codes);

        var corrected = (await bench.Bank1.PutAsync($"bank-loans/{id}", changed, read.ETag)).Expect(200);
        Assert.NotEqual(read.ETag, corrected.ETag);
        Assert.Equal(450m, corrected.At("loan.loan.amount").GetDecimal());
        var entry = (await bench.Software.GetAsync($"loans/{id}")).Items("timeline")[^1];
        Assert.Equal("贷款金额由“400万元”改为“450万元”\n已放款金额由“400万元”改为“450万元”", entry.GetProperty("opinion").GetString());
        Assert.Equal(450m, Assert.Single((await bench.Software.GetAsync("loans?q=T-1004")).Items()).GetProperty("amount").GetDecimal());
        Assert.Contains((await bench.Software.GetAsync("notifications")).Items(), n => n.GetRawText().Contains("已更正贵单位质押贷款T-1004", StringComparison.Ordinal));
        Assert.Empty(await bench.App.Service<CaseStore>().VerifyAuditAsync(LoanRecords.AddressOf(new LoanId(id))));

        // The same again changes nothing, not even the ETag.
        Assert.Equal(corrected.ETag, (await bench.Bank1.PutAsync($"bank-loans/{id}", changed, corrected.ETag)).Expect(200).ETag);
    }

    [Fact]
    public async Task Correct_ToAnotherBorrower_MovesTheLoanToItsUnit()
    {
        var id = await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = "T-1005" });
        var read = await bench.Bank1.GetAsync($"bank-loans/{id}");
        (await bench.Bank1.PutAsync($"bank-loans/{id}", LoanSample.Form with { Number = "T-1005", Uscc = LoanSample.Agri, UnitName = "山东示例农业装备有限公司" }, read.ETag)).Expect(200);
        (await bench.Software.GetAsync($"loans/{id}")).Expect(404);
        Assert.Empty((await bench.Software.GetAsync("loans?q=T-1005")).Items());
        Assert.Single((await bench.Agri.GetAsync("loans?q=T-1005")).Items());
    }

    [Fact]
    [Trait("Spec", "COM-07")]
    public async Task List_OfABank_FiltersAndPagesWithATotal()
    {
        for (var i = 0; i < 5; i++)
            await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = $"T-200{i}", Contract = "翻页", DueOn = new DateOnly(2028, 1, 1).AddDays(i) });
        var first = (await bench.Bank1.GetAsync("bank-loans?q=翻页&take=2")).Expect(200);
        var second = (await bench.Bank1.GetAsync($"bank-loans?q=翻页&take=2&continuation={first.Text("continuation")}")).Expect(200);
        Assert.Equal((5, 2), (first.At("total").GetInt32(), first.Items().Count));
        Assert.Empty(first.Items().Select(l => l.GetProperty("id").GetString()).Intersect(second.Items().Select(l => l.GetProperty("id").GetString())));
        Assert.Equal(["T-2003", "T-2002", "T-2001"], (await bench.Software.GetAsync("loans?q=翻页&dueFrom=2028-01-02&dueTo=2028-01-04")).Items().Select(l => l.GetProperty("number").GetString()!));
        Assert.All((await bench.Bank1.GetAsync("bank-loans?take=200")).Items(), l => Assert.Equal(LoanSample.Bank1, l.GetProperty("bank").GetString()));
        Assert.All((await bench.Bank1.GetAsync($"bank-loans?bank={LoanSample.Bank2}&take=200")).Items(), l => Assert.Equal(LoanSample.Bank1, l.GetProperty("bank").GetString()));
        Assert.All((await bench.Finance.GetAsync($"bank-loans?bank={LoanSample.Bank2}&take=200")).Items(), l => Assert.Equal(LoanSample.Bank2, l.GetProperty("bank").GetString()));
        Assert.Equal(2, (await bench.Finance.GetAsync("bank-loans?take=200")).Items().Select(l => l.GetProperty("bank").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("state=gone")]
    [InlineData("dueFrom=2026-13-01")]
    [InlineData("dueFrom=2026-02-01&dueTo=2026-01-01")]
    [InlineData("year=26")]
    public async Task List_WithAFilterThatCannotBeRead_SaysWhich(string query)
    {
        Assert.Equal("loan-filter-invalid", (await bench.Software.GetAsync("loans?" + query)).Expect(400).Problem);
        Assert.Equal("loan-filter-invalid", (await bench.Bank1.GetAsync("bank-loans?" + query)).Expect(400).Problem);
    }

    [Fact]
    public async Task Sample_TheManualsLoan_IsThereFromTheFirstStart()
    {
        var loan = (await bench.Software.GetAsync($"loans/{LoanSample.Manual}")).Expect(200);
        Assert.Equal(("xmscjq202430315", 1000m, 3.65m), (loan.Text("loan.number"), loan.At("loan.amount").GetDecimal(), loan.At("loan.yearlyRate").GetDecimal()));
        Assert.Equal(("2023-03-13", "2024-03-12", 1317m), (loan.Text("loan.drawnOn"), loan.Text("loan.dueOn"), loan.At("appraised").GetDecimal()));
    }
}

/// <summary>A loan that was recorded before its borrower was known to the platform.</summary>
[Trait("Spec", "LOA-01")]
public sealed class LoanOfALaterUnitTests
{
    [Fact]
    public async Task Loan_RecordedBeforeTheUnitIsVerified_IsItsOwnFromThenOn()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T10:00", ("Accounts:LoginsPerAddressPerHour", "10000"));
        var (bank, bearing, examiner) = (await app.SignInAsync("bank1"), await app.SignInAsync("bearing"), await app.SignInAsync("examiner1"));
        var id = await LoanBench.RecordAsync(bank, LoanSample.Form with { Uscc = LoanSample.Bearing, UnitName = "江苏示例轴承厂" });
        Assert.False((await bank.GetAsync($"bank-loans/{id}")).At("unitIsVerified").GetBoolean());
        (await bearing.GetAsync($"loans/{id}")).Expect(404);
        Assert.Empty((await bearing.GetAsync("loans")).Expect(200).Items());

        await VerifiedUnits.ImportRegistersAsync(await app.SignInAsync("operator"), () => app.Server.Clock.WhenIdleAsync());
        await VerifiedUnits.VerifyAsync(SampleUnit.Bearing, bearing, examiner, () => app.Server.Clock.WhenIdleAsync());

        // With the one of the sample data.
        Assert.Equal(2, (await bearing.GetAsync("loans")).Items().Count);
        Assert.Equal("江苏示例轴承厂", (await bearing.GetAsync($"loans/{id}")).Expect(200).Text("loan.unitName"));
        Assert.Equal("江苏示例精密轴承有限公司", (await bank.GetAsync($"bank-loans/{id}")).Text("verifiedName"));
        Assert.Equal(2, (await app.Service<LoansByUnit>().OfAsync(SampleUnit.Bearing.Id, default)).Count);
        await LoanBench.ApplyAsync(bearing, id, new() { Principal = 100m, Interest = 8_000m, RepaidOn = new DateOnly(2026, 11, 20), Performance = LoanPerformance.InProgress });
        Assert.Equal(SampleUnit.Bearing.Id, (await app.Service<LoanRecords>().FindAsync(new LoanId(id), default))!.Value.Unit);
    }
}
