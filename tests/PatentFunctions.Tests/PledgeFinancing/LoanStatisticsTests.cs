using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "SUB-09")]
public sealed class LoanStatisticsTests(LoanBench bench) : IClassFixture<LoanBench>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    [InlineData(31415)]
    public void Count_OfRandomLoans_EqualsARecountOneByOne(int seed)
    {
        var random = new Random(seed);
        EnterpriseSize?[] sizes = [null, .. Enum.GetValues<EnterpriseSize>().Select(s => (EnterpriseSize?)s)];
        var borrowers = Enumerable.Range(0, 20).Select(i => (Uscc: $"U{i}", Size: sizes[random.Next(sizes.Length)])).ToList();
        var loans = Enumerable.Range(0, 400).Select(i => Random(random, i, borrowers[random.Next(borrowers.Count)])).ToList();

        var counted = LoanStatistics.Count(loans);

        Assert.Equal(loans.Count, counted.Total.Loans);
        Assert.Equal(counted.Lines.Count, counted.Lines.Select(l => (l.Bank, l.Year, l.Size)).Distinct().Count());
        foreach (var line in counted.Lines)
        {
            var (number, amount, drawn, interest, repaid, settled, defaulted, units) = (0, 0m, 0m, 0m, 0m, 0, 0, new HashSet<string>());
            foreach (var (loan, size) in loans)
            {
                if (loan.Bank != line.Bank || loan.DrawnOn.Year != line.Year || (size is { } s ? EnterpriseSizes.CodeOf(s) : null) != line.Size) continue;
                number++;
                amount += loan.Amount;
                drawn += loan.Drawn;
                units.Add(loan.Uscc);
                if (loan.State == LoanState.Settled) settled++;
                if (loan.State == LoanState.Defaulted) defaulted++;
                if (loan.Confirmed is null) continue;
                interest += loan.Confirmed.Interest;
                repaid += loan.Confirmed.Principal;
            }
            Assert.Equal((number, amount, drawn, interest, repaid), (line.Loans, line.Amount, line.Drawn, line.Interest, line.Repaid));
            Assert.Equal((settled, defaulted, units.Count), (line.Settled, line.Defaulted, line.Units));
        }
        Assert.Equal((loans.Sum(l => l.Loan.Amount), counted.Lines.Sum(l => l.Interest), counted.Lines.Sum(l => l.Loans)), (counted.Total.Amount, counted.Total.Interest, counted.Total.Loans));
    }

    [Fact]
    public async Task Statistics_OfAll_AreTheFinanceOfficersAndOfABankItsOwn()
    {
        await LoanBench.ApplyAsync(bench.Software, LoanSample.Manual.Value, LoanBench.Repaid);
        await bench.Bank1.ReadAndApproveAsync("repayment", LoanSample.Manual.Value);

        var all = (await bench.Finance.GetAsync("loan-statistics")).Expect(200);
        var line = Assert.Single(all.Items("lines"), l => l.GetProperty("bank").GetString() == LoanSample.Bank1 && l.GetProperty("year").GetInt32() == 2023);
        Assert.Equal(("small", "小型", 1, 1, 1000m, 355_875.00m), (
            line.GetProperty("size").GetString(), line.GetProperty("sizeName").GetString(), line.GetProperty("loans").GetInt32(), line.GetProperty("settled").GetInt32(),
            line.GetProperty("amount").GetDecimal(), line.GetProperty("interest").GetDecimal()));
        // Bearing and medical are not verified yet.
        Assert.Equal(2, all.Items("lines").Count(l => l.GetProperty("sizeName").GetString() == "未登记"));
        Assert.Equal((5, 2400m), (all.At("total.loans").GetInt32(), all.At("total.amount").GetDecimal()));

        var own = (await bench.Bank2.GetAsync($"loan-statistics?bank={LoanSample.Bank1}")).Expect(200);
        Assert.All(own.Items("lines"), l => Assert.Equal(LoanSample.Bank2, l.GetProperty("bank").GetString()));
        Assert.Equal(2, own.At("total.loans").GetInt32());
        Assert.Equal(3, (await bench.Finance.GetAsync($"loan-statistics?bank={LoanSample.Bank1}")).At("total.loans").GetInt32());
        Assert.Equal(3, (await bench.Finance.GetAsync("loan-statistics?year=2026")).At("total.loans").GetInt32());
        (await bench.Software.GetAsync("loan-statistics")).Expect(403);

        var csv = (await bench.Finance.GetAsync("loan-statistics/export?format=csv&year=2023")).Expect(200);
        Assert.Equal(
            "\uFEFF贷款银行,放款年度,企业规模,企业数,贷款笔数,贷款金额（万元）,已放款金额（万元）,已结清笔数,违约笔数,已确认还款本金（万元）,已确认支付利息（元）\r\n"
            + "示例银行厦门分行,2023,小型,1,1,1000.00,1000.00,1,0,1000.00,355875.00\r\n合计,,,1,1,1000.00,1000.00,1,0,1000.00,355875.00\r\n",
            Encoding.UTF8.GetString(csv.Bytes));
        var xlsx = (await bench.Bank2.GetAsync("loan-statistics/export?format=xlsx")).Expect(200);
        Assert.Equal("PK", Encoding.ASCII.GetString(xlsx.Bytes, 0, 2));
        Assert.Equal("export-format-unknown", (await bench.Finance.GetAsync("loan-statistics/export")).Expect(400).Problem);
    }

    private static (LoanLine Loan, EnterpriseSize? Size) Random(Random random, int number, (string Uscc, EnterpriseSize? Size) borrower)
    {
        var state = (LoanState)random.Next(4);
        var amount = random.Next(1, 1_000_000) / 100m;
        var record = LoanSample.Record(LoanSample.Form with
        {
            Number = $"S-{number}", Amount = amount, CreditLine = amount, Drawn = amount, DrawnOn = new DateOnly(2022 + random.Next(5), 1, 1).AddDays(random.Next(365)),
        }, state);
        var confirmed = state is LoanState.Settled or LoanState.Defaulted || random.Next(4) == 0
            ? new Repayment(amount, random.Next(0, 100_000_000) / 100m, record.DrawnOn.AddDays(300), LoanPerformance.FulfilledEarly, new FileId("f-1"), default)
            : null;
        return (LoanLine.Of(record with { Bank = $"B{random.Next(4)}", Confirmed = confirmed }) with { Uscc = borrower.Uscc }, borrower.Size);
    }
}
