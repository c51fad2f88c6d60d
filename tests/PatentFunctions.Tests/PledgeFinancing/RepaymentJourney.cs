using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

/// <summary>The manual's loan from its entry to 已结清, over HTTP under the moved clock, over National Day, with a bank that takes its time.</summary>
public sealed class RepaymentJourney
{
    private const string Reminder = "repayment.reminder";

    [Fact]
    [Trait("Spec", "LOA-01")]
    [Trait("Spec", "LOA-02")]
    [Trait("Spec", "LOA-03")]
    public async Task Loan_WhoseBankKeepsSilent_IsRemindedEscalatedRefusedCorrectedAndSettled()
    {
        var bench = await LoanBench.StartAsync("2026-09-28T10:00");
        await using var app = bench.App;
        var form = LoanSample.Form with { Number = "xm2026-0001", DrawnOn = new DateOnly(2025, 9, 1), DueOn = new DateOnly(2026, 8, 31), Amount = 400m, Drawn = 400m, YearlyRate = 3.65m };
        var id = await LoanBench.RecordAsync(bench.Bank1, form);
        var repaid = new PatentFunctions.PledgeFinancing.Repayments.RepaymentForm { Principal = 400m, Interest = 150_000m, RepaidOn = new DateOnly(2026, 8, 31), Performance = LoanPerformance.FulfilledAtTerm };
        var receipt = await LoanBench.ApplyAsync(bench.Software, id, repaid);
        Assert.Equal(id, receipt.Text("case"));
        // Ten working days after 28 September 2026: the holiday lasts from 1 to 7 October, 10 October is worked.
        Assert.Equal("还款完成申请待银行确认，预计10月16日前", (await bench.Software.GetAsync($"loans/{id}")).Text("status"));
        Assert.Contains(await bench.Bank1.LettersToAsync("19910000041"), l => l.Template == "repayment.applied");

        // Over the holiday nobody is reminded; then on the third, sixth and ninth working day.
        await bench.MoveToAsync("2026-10-08T17:29");
        Assert.Equal(0, await RemindersAsync(bench));
        await bench.MoveToAsync("2026-10-08T17:31");
        Assert.Equal(1, await RemindersAsync(bench));
        await bench.MoveToAsync("2026-10-12T17:29");
        Assert.Equal(1, await RemindersAsync(bench));
        await bench.MoveToAsync("2026-10-12T17:31");
        Assert.Equal(2, await RemindersAsync(bench));
        await bench.MoveToAsync("2026-10-16T23:59");
        Assert.Equal(3, await RemindersAsync(bench));
        Assert.Empty(await EscalationsAsync(bench, "finance@sample.test"));

        // After the tenth the finance-officer hears of it, the operators and the bank too; the bank is reminded on.
        await bench.MoveToAsync("2026-10-17T00:01");
        Assert.Contains("现已满10个工作日", Assert.Single(await EscalationsAsync(bench, "finance@sample.test")).Text, StringComparison.Ordinal);
        Assert.Single(await EscalationsAsync(bench, "operator@sample.test"));
        Assert.Single(await EscalationsAsync(bench, "bank1@sample.test"));
        await bench.MoveToAsync("2026-10-21T09:00");
        Assert.Equal(4, await RemindersAsync(bench));
        (await bench.Finance.GetAsync($"bank-loans/{id}")).Expect(200);

        // The bank refuses at a field; the unit corrects that field and applies again.
        await bench.Bank1.ReadAndReturnAsync("repayment", id, "interest.differs");
        Assert.Contains(await bench.Software.LettersToAsync("19910000063"), l => l.Template == "repayment.refused" && l.Text.Contains("实际支付利息与银行记录不一致", StringComparison.Ordinal));
        var read = (await bench.Software.GetAsync($"loans/{id}/repayment")).Expect(200);
        Assert.Equal(("/interest", true, 150_000m), (read.Items("reasons").Single().GetProperty("pointer").GetString(), read.At("editable").GetBoolean(), read.At("form.interest").GetDecimal()));
        var second = await LoanBench.ApplyAsync(bench.Software, id, repaid with { Interest = 147_622.22m });
        Assert.Equal(2, second.At("round").GetInt32());
        var review = await bench.Bank1.ReadAsync("repayment", id);
        Assert.Contains(review.Items("changes"), c => c.GetProperty("pointer").GetString() == "/interest" && c.GetProperty("becauseOf")[0].GetString() == "interest.differs");

        await bench.Bank1.ReadAndApproveAsync("repayment", id);
        var settled = (await bench.Software.GetAsync($"loans/{id}")).Expect(200);
        Assert.Equal(("已结清", 147_622.22m, "01"), (settled.Text("loan.stateName"), settled.At("loan.confirmed.interest").GetDecimal(), settled.Text("loan.confirmed.performance")));
        Assert.Equal(
            ["loan.recorded", "repayment.submitted", "repayment.returned", "repayment.submitted", "repayment.approved"], settled.Items("timeline").Select(t => t.GetProperty("code").GetString()!));
        Assert.Contains(await bench.Software.LettersToAsync("19910000063"), l => l.Template == "repayment.confirmed" && l.Text.Contains("已结清", StringComparison.Ordinal));
        Assert.Empty(await app.Service<CaseStore>().VerifyAuditAsync(LoanRecords.AddressOf(new LoanId(id))));

        // The clocks have ended; nobody is reminded of it any more. Another bank has seen nothing of all this.
        await bench.MoveToAsync("2026-11-20T09:00");
        Assert.Equal(4, await RemindersAsync(bench));
        (await bench.Bank2.GetAsync($"bank-loans/{id}")).Expect(404);
        (await bench.Bank2.GetAsync($"reviews/repayment/{id}")).Expect(404);
        Assert.Empty((await bench.Bank2.GetAsync("reviews/repayment")).Items());
        Assert.Empty(await bench.Bank2.LettersToAsync("bank2@sample.test"));
    }

    private static async Task<int> RemindersAsync(LoanBench bench) =>
        (await bench.Bank1.LettersToAsync("bank1@sample.test")).Count(l => l.Subject?.StartsWith("还款完成申请待确认提醒", StringComparison.Ordinal) == true) is var mails
        && mails == (await bench.Bank1.LettersToAsync("19910000041")).Count(l => l.Template == Reminder) ? mails : throw new InvalidOperationException("SMS and mail differ");

    private static async Task<IReadOnlyList<Letter>> EscalationsAsync(LoanBench bench, string mail) =>
        [.. (await bench.Bank1.LettersToAsync(mail)).Where(l => l.Subject?.StartsWith("还款完成申请确认已超期", StringComparison.Ordinal) == true)];
}
