using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

/// <summary>What must hold however many act at once.</summary>
public sealed class SubsidyConcurrencyTests
{
    private const int Twins = 12;

    [Fact]
    [Trait("Spec", "SUB-03")]
    public async Task Submission_OfManyDraftsForOneLoan_LetsExactlyOneIn()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var loan = await bench.MarkLoanAsync(1);
        var drafts = new List<(string Id, string ETag)>();
        for (var i = 0; i < Twins; i++) drafts.Add(await bench.FilledAsync(loan));
        var answers = await Task.WhenAll(drafts.Select(d => bench.Bearing.PostAsync($"subsidies/{d.Id}/submission", etag: d.ETag)));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.True(a.Status == 422 && a.Codes.Contains("loan.subsidized"), a.ToString()));
        // The winner's twin is the winner: its own repetition gets its receipt.
        var winner = drafts[Array.FindIndex(answers, a => a.Status == 200)];
        (await bench.Bearing.PostAsync($"subsidies/{winner.Id}/submission", etag: winner.ETag)).Expect(200);
    }

    [Fact]
    [Trait("Spec", "SUB-03")]
    public async Task Submission_OfManyLoansWithOnePropertyInCommon_LetsExactlyOneInAlsoOfAnotherCampaign()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var other = await bench.CampaignAsync(1_000_000);
        var drafts = new List<(string Id, string ETag)>();
        for (var i = 0; i < Twins; i++)
        {
            var own = new PledgedProperty(PledgedKind.TradeMark, "TZ", (20_000_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture), "独有商标");
            var shared = new PledgedProperty(PledgedKind.TradeMark, "TZ", "30000000", "共有商标");
            var loan = await bench.LoanAsync("S-" + i, l => l with { Pledged = i % 2 == 0 ? [own, shared] : [shared, own] });
            drafts.Add(await bench.FilledAsync(loan, campaign: i % 3 == 0 ? other : bench.Campaign));
        }
        var answers = await Task.WhenAll(drafts.Select(d => bench.Bearing.PostAsync($"subsidies/{d.Id}/submission", etag: d.ETag)));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal(["loan.ip-used"], Blocking(a)));
    }

    [Fact]
    [Trait("Spec", "SUB-07")]
    public async Task Confirmation_OfManyAmountsOnTheLastYuan_NeverExceedsTheBudget()
    {
        await using var bench = await SubsidyBench.StartAsync();
        // Each takes 100.00 of a budget that has room for three.
        var campaign = await bench.CampaignAsync(399.99m);
        var ids = new List<string>();
        for (var i = 0; i < 6; i++) ids.Add(await bench.ProposedAsync(await bench.MarkLoanAsync(i, interest: 200m), campaign: campaign));
        var tags = new Dictionary<string, string>();
        foreach (var id in ids) tags[id] = (await bench.Finance2.ReadAsync("subsidy-payment", id)).ETag!;
        var answers = await Task.WhenAll(ids.Select(id => bench.Finance2.PostAsync($"reviews/subsidy-payment/{id}/confirm", etag: tags[id])));
        Assert.Equal((3, 3), (answers.Count(a => a.Status == 200), answers.Count(a => a.Problem == "subsidy-budget-exceeded")));
        Assert.Equal(300m, (await bench.Finance1.GetAsync($"subsidy-campaigns/{campaign}")).At("committed").GetDecimal());
        Assert.Equal(300m, (await bench.App.Service<SubsidyBudgets>().ClaimsAsync(campaign, default)).Sum(c => c.Amount));

        // More budget, and a refused one goes through; repeated, it takes no more.
        var read = (await bench.Finance1.GetAsync($"subsidy-campaigns/{campaign}")).Expect(200);
        var form = new { firstDay = "2026-09-01", lastDay = "2026-12-31", drawnOnOrBefore = "2023-03-19", repaidOnOrAfter = "2024-03-01", budget = 400, materials = new[] { "bankMaterial" }, paperAddress = "厦门市示例路1号", paperRecipient = "融资服务平台" };
        (await bench.Finance1.PutAsync($"subsidy-campaigns/{campaign}", form with { budget = 299 }, read.ETag)).Expect(422);
        (await bench.Finance1.PutAsync($"subsidy-campaigns/{campaign}", form, read.ETag)).Expect(200);
        var late = ids[Array.FindIndex(answers, a => a.Status != 200)];
        (await SubsidyBench.ConfirmAsync(bench.Finance2, late)).Expect(200);
        Assert.Equal(400m, (await bench.Finance1.GetAsync($"subsidy-campaigns/{campaign}")).At("committed").GetDecimal());
    }

    [Fact]
    [Trait("Spec", "SUB-07")]
    public async Task Budget_UnderManyPromisesAtOnce_HoldsAndRepeatsNothing()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var campaign = await bench.CampaignAsync(1000m);
        var budgets = bench.App.Service<SubsidyBudgets>();
        SubsidyRecord Record(int i, int round = 1) => SubsidySample.Record(SubsidyState.PaymentProposed) with { Id = new SubsidyId("sb-many-" + i), Campaign = campaign, Unit = new UnitId("u-" + i), PaymentRound = round };

        // Every one asks three times at once, as a retry would.
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => budgets.SetAsync(Record(i % 20), 70m, default)));
        Assert.Equal(980m, (await budgets.GetAsync(campaign, default)).Value.Committed);
        Assert.Equal(14, (await budgets.ClaimsAsync(campaign, default)).Count);
        Assert.All(answers.OfType<Refusal>(), r => Assert.IsType<SubsidyBudgetExceeded>(r));

        // What is given back can be promised again; late word of an earlier round changes nothing.
        var holder = (await budgets.ClaimsAsync(campaign, default))[0].Subsidy;
        var first = Record(0) with { Id = holder };
        Assert.Null(await budgets.SetAsync(first, 0m, default));
        Assert.Null(await budgets.SetAsync(first with { PaymentRound = 2 }, 90m, default));
        Assert.Null(await budgets.SetAsync(first, 0m, default));
        Assert.Equal(1000m, (await budgets.GetAsync(campaign, default)).Value.Committed);
    }

    [Fact]
    [Trait("Spec", "SUB-07")]
    public async Task Claim_ThatACrashLeftWithoutItsRecord_IsGivenBackWithinTheHourAndOneOfAProposalStays()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var budgets = bench.App.Service<SubsidyBudgets>();
        var left = await bench.ApprovedAsync(await bench.MarkLoanAsync(1, interest: 200m));
        var proposed = await bench.ProposedAsync(await bench.MarkLoanAsync(2, interest: 200m));
        // The claim is written before the record; this is what a process leaves that dies in between.
        foreach (var id in new[] { left, proposed }) Assert.Null(await budgets.SetAsync(await bench.RecordAsync(id), 100m, default));
        Assert.Equal(200m, (await budgets.GetAsync(bench.Campaign, default)).Value.Committed);
        await bench.MoveToAsync("2026-09-24T10:50");
        Assert.Equal(100m, (await budgets.GetAsync(bench.Campaign, default)).Value.Committed);
        Assert.Equal(proposed, Assert.Single(await budgets.ClaimsAsync(bench.Campaign, default), c => c.Amount > 0).Subsidy.Value);
        var run = (await (await bench.App.SignInAsync("operator")).GetAsync("operations/reconciliations")).Expect(200).Items("reconcilers")
            .Single(r => r.GetProperty("name").GetString() == "ReconcileSubsidies").GetProperty("last");
        Assert.Equal((2, 1), (run.GetProperty("looked").GetInt32(), run.GetProperty("mended").GetInt32()));
    }

    [Fact]
    [Trait("Spec", "SUB-07")]
    public async Task Cap_OfAUnit_HoldsAcrossItsApplications()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var campaign = await bench.CampaignAsync(1_000_000m, form => form["capPerUnit"] = 150);
        // Both drafts see the whole cap; what is applied for second is cut when it is submitted.
        var first = await bench.FilledAsync(await bench.MarkLoanAsync(1, interest: 200m), campaign: campaign);
        var second = await bench.FilledAsync(await bench.MarkLoanAsync(2, interest: 200m), campaign: campaign);
        (await bench.Bearing.PostAsync($"subsidies/{first.Id}/submission", etag: first.ETag)).Expect(200);
        (await bench.Bearing.PostAsync($"subsidies/{second.Id}/submission", etag: second.ETag)).Expect(200);
        Assert.Equal((100m, 50m), ((await bench.RecordAsync(first.Id)).Content!.Amount.Applied, (await bench.RecordAsync(second.Id)).Content!.Amount.Applied));
        var third = await bench.FilledAsync(await bench.MarkLoanAsync(3, interest: 200m), campaign: campaign);
        Assert.Equal(["subsidy.cap-used"], Blocking((await bench.Bearing.PostAsync($"subsidies/{third.Id}/submission", etag: third.ETag)).Expect(422)));
        var budgets = bench.App.Service<SubsidyBudgets>();
        Assert.Null(await budgets.SetAsync((await bench.RecordAsync(first.Id)) with { PaymentRound = 1 }, 100m, default));
        Assert.IsType<SubsidyCapExceeded>(await budgets.SetAsync((await bench.RecordAsync(second.Id)) with { PaymentRound = 1 }, 50.01m, default));
        Assert.Null(await budgets.SetAsync((await bench.RecordAsync(second.Id)) with { PaymentRound = 1 }, 50m, default));
    }

    [Fact]
    [Trait("Spec", "SUB-09")]
    public async Task Statistics_OverHttp_CountWhatTheListsShow()
    {
        await using var bench = await SubsidyBench.StartAsync();
        await bench.SubmittedAsync(await bench.MarkLoanAsync(1, 200m));
        var withdrawn = await bench.SubmittedAsync(await bench.MarkLoanAsync(2, 400m));
        (await bench.Bearing.PostAsync($"subsidies/{withdrawn}/withdrawal", new { }, (await bench.Bearing.GetAsync($"subsidies/{withdrawn}")).ETag)).Expect(200);
        foreach (var (by, key) in new[] { ("bank", "示例银行厦门分行"), ("year", "2026"), ("size", "小型企业") })
        {
            var row = Assert.Single((await bench.Finance1.GetAsync($"subsidy-statistics?by={by}&campaign={bench.Campaign}")).Expect(200).Items("rows"));
            Assert.Equal((key, 2, 1000m, 200m, 100m), (row.GetProperty("key").GetString(), row.GetProperty("applications").GetInt32(), row.GetProperty("loans").GetDecimal(), row.GetProperty("interest").GetDecimal(), row.GetProperty("applied").GetDecimal()));
        }
        var csv = System.Text.Encoding.UTF8.GetString((await bench.Finance1.GetAsync("subsidy-statistics?by=bank&format=csv")).Expect(200).Bytes);
        Assert.Equal(3, csv.Trim().Split('\n').Length);
        Assert.Equal("subsidy-statistics-unknown", (await bench.Finance1.GetAsync("subsidy-statistics?by=moon")).Expect(400).Problem);
        var list = (await bench.Finance1.GetAsync($"subsidy-campaigns/{bench.Campaign}/applications?unit=轴承&phone=0061&take=1")).Expect(200);
        Assert.Equal((2, 1), (list.At("total").GetInt32(), list.Items().Count));
        Assert.Equal("subsidy-filter-unknown", (await bench.Finance1.GetAsync($"subsidy-campaigns/{bench.Campaign}/applications?from=today")).Expect(400).Problem);
    }

    private static IEnumerable<string?> Blocking(TestAnswer answer) =>
        answer.Items("errors").Where(e => e.GetProperty("severity").GetString() == "blocks").Select(e => e.GetProperty("code").GetString());
}
