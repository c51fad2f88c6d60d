using System.Text;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Tests.Documents;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

/// <summary>Applications as units and the finance office live them, over HTTP with a moved clock.</summary>
public sealed class SubsidyJourney
{
    [Fact]
    [Trait("Spec", "SUB-02")]
    [Trait("Spec", "SUB-04")]
    [Trait("Spec", "SUB-05")]
    [Trait("Spec", "SUB-06")]
    [Trait("Spec", "SUB-07")]
    [Trait("Spec", "COM-19")]
    public async Task Application_FromTheLoanToThePayment_GoesThroughEveryHand()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var (bearing, finance) = (bench.Bearing, bench.Finance1);
        var number = await bench.FiledAsync();
        var loan = await bench.LoanAsync("J-1");
        await bench.LoanAsync("J-2", l => l with { DrawnOn = new DateOnly(2023, 5, 1), State = LoanState.Repaying, Confirmed = null });

        // What is on offer, and why the rest is not.
        var offers = (await bearing.GetAsync($"subsidy-campaigns/{bench.Campaign}/loans")).Expect(200).Json.EnumerateArray().ToDictionary(o => o.GetProperty("loan").GetProperty("number").GetString()!);
        Assert.True(offers["J-1"].GetProperty("offered").GetBoolean());
        Assert.Equal(["loan.not-settled", "loan.drawn-too-late"], offers["J-2"].GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("code").GetString()));
        var refused = (await bench.CreateAsync(LoanId.Of("SBXM", "J-2"))).Expect(422);
        Assert.Equal(("subsidy-loan-not-offered", 2), (refused.Problem, refused.Codes.Count));

        // Prefilled; the preview says all that is missing, and takes the certificate over.
        var (id, etag) = await bench.FilledAsync(loan);
        var draft = (await bearing.GetAsync($"subsidies/{id}")).Expect(200);
        Assert.Equal((SampleUnit.Bearing.Address, "8600"), (draft.Text("form.unit.registeredAddress"), draft.At("form.unit.sales").GetRawText()));
        Assert.Equal("4100***********0123", draft.Text("form.unit.account"));
        var preview = (await bearing.GetAsync($"subsidies/{id}/draft/check")).Expect(200);
        Assert.True(preview.At("complete").GetBoolean(), preview.ToString());
        Assert.Equal((177_937.50m, 148_281m), (preview.At("amount.applied").GetDecimal(), preview.At("amount.granted").GetDecimal()));
        Assert.Equal(number, Assert.Single(preview.Items("certificates")).GetProperty("number").GetString());
        Assert.Contains(preview.Items("amount.lines"), l => l.GetProperty("expression").GetString() == "355,875.00 × 50%");

        // The mask sent back keeps the account.
        var sentBack = SubsidyBench.Form(draft);
        etag = (await bearing.PutAsync($"subsidies/{id}/draft", sentBack, etag)).Expect(200).ETag!;
        var receipt = (await bearing.PostAsync($"subsidies/{id}/submission", etag: etag)).Expect(200);
        Assert.StartsWith("审核中，预计", receipt.Text("status"), StringComparison.Ordinal);
        Assert.Equal(receipt.Text("sha256"), (await bearing.PostAsync($"subsidies/{id}/submission", etag: etag)).Expect(200).Text("sha256"));
        Assert.Equal("loan-in-use", (await CorrectLoanAsync(bench, loan)).Expect(409).Problem);

        // Returned with a reason at its field, corrected, approved.
        await finance.ReadAndReturnAsync("subsidy", id, "account.wrong");
        Assert.Contains("开户行或银行账号有误", Assert.Single(await bench.SmsAsync("subsidy.returned")).Text, StringComparison.Ordinal);
        var returned = (await bearing.GetAsync($"subsidies/{id}")).Expect(200);
        Assert.Equal("/unit/account", Assert.Single(returned.Items("rounds")[0].GetProperty("decision").GetProperty("reasons").EnumerateArray()).GetProperty("pointer").GetString());
        var corrected = SubsidyBench.Form(returned);
        corrected["unit"]!["account"] = "410009999900123";
        etag = (await bearing.PutAsync($"subsidies/{id}/draft", corrected, returned.ETag)).Expect(200).ETag!;
        (await bearing.PostAsync($"subsidies/{id}/submission", etag: etag)).Expect(200);
        var second = await finance.ReadAsync("subsidy", id);
        Assert.Contains("account.wrong", Assert.Single(second.Items("changes"), c => c.GetProperty("pointer").GetString() == "/unit/account").GetProperty("becauseOf").EnumerateArray().Select(r => r.GetString()));
        (await bearing.GetAsync($"subsidies/{id}/application-form")).Expect(409);
        (await finance.ApproveAsync(second)).Expect(200);
        var approved = Assert.Single(await bench.SmsAsync("subsidy.approved"));
        Assert.Contains("厦门市思明区示例路1号", approved.Text, StringComparison.Ordinal);

        // The form, the papers, their failure with a file, and only what changed again.
        var pdf = (await bearing.GetAsync($"subsidies/{id}/application-form")).Expect(200);
        Assert.Equal("application/pdf", pdf.MediaType);
        if (ExternalTool.Exists("pdftotext")) Assert.Contains("410009999900123", ExternalTool.Text(pdf.Bytes), StringComparison.Ordinal);
        await bench.SendAsync(id);
        var arrived = (await finance.GetAsync($"subsidies/{id}")).Expect(200);
        var opinion = await SubsidyBench.UploadAsync(finance, "subsidy-paper-opinion");
        (await finance.PutAsync($"subsidies/{id}/paper-opinion", new { files = new[] { opinion } }, arrived.ETag)).Expect(200);
        await finance.ReadAndReturnAsync("subsidy-paper", id, "bank-material.paper");
        Assert.Contains("信息材料（银行）缺失", Assert.Single(await bench.SmsAsync("subsidy.paper-failed")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await bearing.GetAsync($"files/{opinion}")).Status);
        Assert.Equal(404, (await bench.Medical.GetAsync($"files/{opinion}")).Status);
        var failed = (await bearing.GetAsync($"subsidies/{id}")).Expect(200);
        var again = SubsidyBench.Form(failed);
        again["unit"]!["contact"] = "郑示例";
        etag = (await bearing.PutAsync($"subsidies/{id}/draft", again, failed.ETag)).Expect(200).ETag!;
        var resend = (await bearing.PostAsync($"subsidies/{id}/correction", etag: etag)).Expect(200);
        Assert.Equal(["补贴申请表", "知识产权质押贷款信息材料（银行）"], resend.Items("papersDue").Select(p => p.GetString()));
        (await bearing.PostAsync($"subsidies/{id}/correction", etag: etag)).Expect(200);
        await bench.SendAsync(id, "SF0000000002");
        var papers = await finance.ReadAsync("subsidy-paper", id);
        Assert.Equal((2, "/unit/contact"), (papers.At("round").GetInt32(), Assert.Single(papers.Items("changes")).GetProperty("pointer").GetString()));
        (await finance.ApproveAsync(papers)).Expect(200);

        // The amount with four eyes, the payment, its list.
        var passed = (await finance.GetAsync($"subsidies/{id}")).Expect(200);
        Assert.Equal(["/reason"], (await finance.PostAsync($"subsidies/{id}/payment-proposal", new { amount = 148_000 }, passed.ETag)).Expect(422).Pointers);
        (await finance.PostAsync($"subsidies/{id}/payment-proposal", new { }, passed.ETag)).Expect(200);
        Assert.Equal("review-same-person", (await SubsidyBench.ConfirmAsync(finance, id)).Expect(409).Problem);
        Assert.False((await bearing.GetAsync($"subsidies/{id}")).At("amounts").TryGetProperty("approved", out _));
        (await SubsidyBench.ConfirmAsync(bench.Finance2, id)).Expect(200);
        Assert.Contains("148,281.00", Assert.Single(await bench.SmsAsync("subsidy.amount-approved")).Text, StringComparison.Ordinal);
        Assert.Equal(148_281m, (await finance.GetAsync($"subsidy-campaigns/{bench.Campaign}")).At("committed").GetDecimal());
        var csv = Encoding.UTF8.GetString((await finance.GetAsync($"subsidy-campaigns/{bench.Campaign}/payments?format=csv&state=toPay")).Expect(200).Bytes);
        Assert.Contains("410009999900123", csv, StringComparison.Ordinal);
        (await finance.GetAsync($"subsidy-campaigns/{bench.Campaign}/payments?format=xlsx")).Expect(200);
        var toPay = (await finance.GetAsync($"subsidies/{id}")).Expect(200);
        Assert.Equal(["/reason"], (await finance.PostAsync($"subsidies/{id}/payment", new { paidOn = "2026-09-24", amount = 148_000 }, toPay.ETag)).Expect(422).Pointers);
        var paid = (await finance.PostAsync($"subsidies/{id}/payment", new { paidOn = "2026-09-24", amount = 148_000, reason = "按拨付标准取整" }, toPay.ETag)).Expect(200);
        Assert.Equal((177_937.50m, 148_281m, 148_000m), (paid.At("amounts.applied").GetDecimal(), paid.At("amounts.approved").GetDecimal(), paid.At("amounts.paid").GetDecimal()));
        Assert.Contains("148,000.00", Assert.Single(await bench.SmsAsync("subsidy.paid")).Text, StringComparison.Ordinal);
        Assert.Equal(148_000m, (await finance.GetAsync($"subsidy-campaigns/{bench.Campaign}")).At("committed").GetDecimal());

        // The list of the manual, and the clock's end.
        var line = Assert.Single((await bearing.GetAsync("subsidies?state=paid&bank=示例银行")).Expect(200).Items());
        Assert.Equal((1, "2023-03-13至2024-03-12", true), (line.GetProperty("index").GetInt32(), line.GetProperty("loanTerm").GetString(), line.GetProperty("hasForm").GetBoolean()));
        Assert.Equal(("已拨付", 1000m, 148_000m), (line.GetProperty("line").GetProperty("stateName").GetString(), line.GetProperty("line").GetProperty("loanAmount").GetDecimal(), line.GetProperty("line").GetProperty("paid").GetDecimal()));
        await bench.App.Server.Clock.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(bench, id));
        Assert.Empty(await bench.App.Service<CaseStore>().VerifyAuditAsync(SubsidyRecords.AddressOf(new SubsidyId(id))));
    }

    [Fact]
    [Trait("Spec", "SUB-08")]
    public async Task Papers_ThatNeverCome_AreRemindedWarnedAndEndTheApplication()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var loan = await bench.MarkLoanAsync(1);
        var id = await bench.ApprovedAsync(loan);
        var due = (await bench.RecordAsync(id)).Deadline!.DueOn;
        Assert.Equal(new DateOnly(2026, 10, 22), due);

        await bench.MoveToAsync("2026-10-15T09:01");
        Assert.Contains("2026年10月22日前寄送纸质材料", Assert.Single(await bench.SmsAsync("subsidy.reminder")).Text, StringComparison.Ordinal);
        await bench.MoveToAsync("2026-10-21T09:01");
        Assert.Equal(2, (await bench.SmsAsync("subsidy.reminder")).Count);
        await bench.MoveToAsync("2026-10-22T23:59");
        Assert.Empty(await bench.SmsAsync("subsidy.overdue"));
        await bench.MoveToAsync("2026-10-23T09:00");
        Assert.Contains("至2026年10月30日仍未办理的", Assert.Single(await bench.SmsAsync("subsidy.overdue")).Text, StringComparison.Ordinal);
        Assert.StartsWith("已逾期，2026年10月30日后申请将终止", (await bench.Bearing.GetAsync($"subsidies/{id}")).Text("status"), StringComparison.Ordinal);
        await bench.MoveToAsync("2026-10-30T23:59");
        Assert.Equal(SubsidyState.AwaitingPaper, (await bench.RecordAsync(id)).State);
        await bench.MoveToAsync("2026-10-31T09:00");
        Assert.Equal(SubsidyState.Closed, (await bench.RecordAsync(id)).State);
        Assert.Single(await bench.SmsAsync("subsidy.closed"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(bench, id));

        // The loan is free for another application.
        await bench.SubmittedAsync(loan);
    }

    [Fact]
    [Trait("Spec", "SUB-08")]
    public async Task Office_ThatDoesNotAct_IsRemindedOfAmountAndPayment()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var id = await bench.ApprovedAsync(await bench.MarkLoanAsync(1));
        await bench.SendAsync(id);
        await bench.Finance1.ReadAndApproveAsync("subsidy-paper", id);
        var due = (await bench.RecordAsync(id)).Deadline!.DueOn;
        await bench.MoveToAsync(due.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + "T17:31");
        Assert.Single(await OfficeAsync(bench), l => l.Text.Contains("核定补贴金额", StringComparison.Ordinal));
        (await bench.Finance1.PostAsync($"subsidies/{id}/payment-proposal", new { }, (await bench.Finance1.GetAsync($"subsidies/{id}")).ETag)).Expect(200);
        (await SubsidyBench.ConfirmAsync(bench.Finance2, id)).Expect(200);
        due = (await bench.RecordAsync(id)).Deadline!.DueOn;
        await bench.MoveToAsync(due.AddDays(21).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + "T09:00");
        Assert.InRange((await OfficeAsync(bench)).Count(l => l.Text.Contains("登记拨付", StringComparison.Ordinal)), 3, 4);
        Assert.Equal(SubsidyState.ToPay, (await bench.RecordAsync(id)).State);
    }

    [Fact]
    [Trait("Spec", "SUB-08")]
    [Trait("Spec", "COM-10")]
    public async Task Clock_ThatWasLostOrCountedWithAnotherCalendar_IsPutRight()
    {
        await using var bench = await SubsidyBench.StartAsync("2026-12-16T10:00");
        var id = await bench.ApprovedAsync(await bench.MarkLoanAsync(1));
        Assert.True((await bench.RecordAsync(id)).Deadline!.Provisional);
        var before = (await bench.RecordAsync(id)).Deadline!.DueOn;
        var @operator = await bench.App.SignInAsync("operator");
        using var csv = new StringContent(Recognition.Notices.SampleCalendar.Csv(Recognition.Notices.SampleCalendar.NewYear2027), Encoding.UTF8, "text/csv");
        (await @operator.PostAsync("calendar", csv, (await @operator.GetAsync("calendar")).ETag)).Expect(200);
        await bench.App.Server.Clock.WhenIdleAsync();
        var after = (await bench.RecordAsync(id)).Deadline!;
        Assert.Equal((before.AddDays(1), false), (after.DueOn, after.Provisional));
        Assert.Contains((await bench.Bearing.GetAsync($"subsidies/{id}")).Items("timeline"), t => t.GetProperty("code").GetString() == "subsidy.recounted");

        await bench.App.Server.Workflows.TerminateInstanceAsync(SubsidyLife.InstanceId(new SubsidyId(id)), "lost", CancellationToken.None);
        await bench.MoveToAsync("2026-12-16T12:00");
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(bench, id));
    }

    [Fact]
    [Trait("Spec", "SUB-04")]
    [Trait("Spec", "COM-18")]
    public async Task Refusal_ForGood_FreesTheLoanAndCanBeAppealedAgainst()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var loan = await bench.MarkLoanAsync(1);
        var id = await bench.SubmittedAsync(loan);
        await bench.Finance1.ReadAndReturnAsync("subsidy", id, "conditions.not-met");
        Assert.Equal("不予补贴", (await bench.Bearing.GetAsync($"subsidies/{id}")).Text("stateName"));
        Assert.Single(await bench.SmsAsync("subsidy.refused"));
        (await bench.Bearing.PutAsync($"subsidies/{id}/draft", SubsidyBench.Form(await bench.Bearing.GetAsync($"subsidies/{id}")), "\"x\"")).Expect(409);

        await bench.MoveToAsync("2026-09-24T10:30");
        // Another application takes the loan: the appeal cannot have it, until the unit gives it back.
        var other = await bench.SubmittedAsync(loan);
        (await bench.Bearing.PostAsync($"appeals/subsidy/{id}", new { grounds = "贷款放款时间符合申报条件，有放款凭证为证" }, key: "appeal-subsidy")).Expect(200);
        var appeal = await bench.Finance2.ReadAsync("subsidy-appeal", id);
        Assert.Equal("subsidy-claim-lost", (await bench.Finance2.ApproveAsync(appeal)).Expect(409).Problem);
        (await bench.Bearing.PostAsync($"subsidies/{other}/withdrawal", new { reason = "以复核为准" }, (await bench.Bearing.GetAsync($"subsidies/{other}")).ETag)).Expect(200);
        (await bench.Finance2.ApproveAsync(await bench.Finance2.ReadAsync("subsidy-appeal", id))).Expect(200);
        Assert.Equal(SubsidyState.AwaitingPaper, (await bench.RecordAsync(id)).State);
        await bench.App.Server.Clock.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(bench, id));
        Assert.Equal(422, (await bench.CreateAsync(loan)).Status);
    }

    [Fact]
    [Trait("Spec", "SUB-04")]
    public async Task Withdrawal_WhileUnderReview_EndsTheRoundAndFreesTheLoan()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var loan = await bench.MarkLoanAsync(1);
        var id = await bench.SubmittedAsync(loan);
        (await bench.Bearing.PostAsync($"subsidies/{id}/withdrawal", new { }, "\"stale\"")).Expect(412);
        var withdrawn = (await bench.Bearing.PostAsync($"subsidies/{id}/withdrawal", new { reason = "改报其他批次" }, (await bench.Bearing.GetAsync($"subsidies/{id}")).ETag)).Expect(200);
        Assert.Equal("已撤销：企业撤销：改报其他批次", withdrawn.Text("status"));
        var officer = await bench.Finance1.ReadAsync("subsidy", id);
        Assert.Equal("ended", officer.Text("state"));
        Assert.Equal("review-act-not-possible", (await bench.Finance1.ApproveAsync(officer)).Expect(409).Problem);
        await bench.App.Server.Clock.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(bench, id));
        await bench.SubmittedAsync(loan);

        // A draft that was never submitted is removed, one that was is not.
        var (draft, etag) = await bench.FilledAsync(await bench.MarkLoanAsync(2));
        Assert.Equal(204, (await bench.Bearing.SendAsync(HttpMethod.Delete, $"subsidies/{draft}", etag: etag)).Status);
        (await bench.Bearing.GetAsync($"subsidies/{draft}")).Expect(404);
        (await bench.Bearing.SendAsync(HttpMethod.Delete, $"subsidies/{id}", etag: "\"x\"")).Expect(409);
    }

    [Fact]
    [Trait("Spec", "SUB-01")]
    [Trait("Spec", "ACC-11")]
    public async Task Strangers_SeeNothingAndDoNothing()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var loan = await bench.MarkLoanAsync(1);
        var (draft, etag) = await bench.FilledAsync(loan);
        (await bench.Finance1.GetAsync($"subsidies/{draft}")).Expect(404);
        (await bench.Medical.GetAsync($"subsidies/{draft}")).Expect(404);
        (await bench.CreateAsync(loan, bench.Medical)).Expect(404);
        (await bench.Bearing.PostAsync($"subsidies/{draft}/submission", etag: etag)).Expect(200);
        foreach (var path in new[] { "", "/draft/check", "/application-form" }) (await bench.Medical.GetAsync($"subsidies/{draft}{path}")).Expect(404);
        foreach (var act in new[] { "submission", "correction" }) (await bench.Medical.PostAsync($"subsidies/{draft}/{act}", etag: etag)).Expect(404);
        (await bench.Medical.PostAsync($"subsidies/{draft}/withdrawal", new { }, etag)).Expect(404);
        (await bench.Medical.PutAsync($"subsidies/{draft}/draft", new { }, etag)).Expect(404);
        (await bench.Medical.PostAsync($"subsidies/{draft}/parcels", new { carrier = "a", trackingNumber = "b" }, etag)).Expect(404);
        Assert.Empty((await bench.Medical.GetAsync("subsidies")).Items());
        var bank = await bench.App.SignInAsync("bank1");
        foreach (var path in new[] { $"subsidies/{draft}", "subsidies", "subsidy-statistics?by=bank", $"subsidy-campaigns/{bench.Campaign}" }) (await bank.GetAsync(path)).Expect(403);
        (await bench.Bearing.PostAsync($"subsidies/{draft}/arrival", new { }, etag)).Expect(403);
        (await bench.Units.Examiner1.GetAsync($"reviews/subsidy/{draft}")).Expect(403);

        // A campaign that is a draft is the office's own; its budget is never a unit's.
        var created = (await bench.Finance1.PostAsync(
            "subsidy-campaigns",
            new { year = 2026, form = new { firstDay = "2026-09-01", lastDay = "2026-09-30", drawnOnOrBefore = "2023-03-19", repaidOnOrAfter = "2024-03-01", budget = 1000, paperAddress = "a", paperRecipient = "b" } },
            key: "draft-campaign")).Expect(201);
        (await bench.Bearing.GetAsync($"subsidy-campaigns/{created.Text("id")}")).Expect(404);
        Assert.Equal([bench.Campaign.Value], (await bench.Bearing.GetAsync("subsidy-campaigns")).Json.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.False((await bench.Bearing.GetAsync($"subsidy-campaigns/{bench.Campaign}")).Json.TryGetProperty("budget", out _));
        (await bench.Bearing.PostAsync($"subsidy-campaigns/{created.Text("id")}/publication", etag: created.ETag)).Expect(403);
        var published = (await bench.Finance1.PostAsync($"subsidy-campaigns/{created.Text("id")}/publication", etag: created.ETag)).Expect(200);
        (await bench.Finance1.PostAsync($"subsidy-campaigns/{created.Text("id")}/publication", etag: published.ETag)).Expect(409);
        (await bench.Finance1.PostAsync($"subsidy-campaigns/{created.Text("id")}/closing", etag: published.ETag)).Expect(200);
        Assert.Equal("subsidy-window-closed", (await bench.CreateAsync(await bench.MarkLoanAsync(3), campaign: new SubsidyCampaignId(created.Text("id")))).Expect(409).Problem);
    }

    private static async Task<OrchestrationRuntimeStatus?> StatusAsync(SubsidyBench bench, string id) =>
        (await bench.App.Server.Workflows.GetInstanceAsync(SubsidyLife.InstanceId(new SubsidyId(id)), CancellationToken.None))?.RuntimeStatus;

    private static async Task<IReadOnlyList<Letter>> OfficeAsync(SubsidyBench bench) =>
        [.. (await bench.App.Anybody().LettersToAsync("finance@sample.test")).Where(l => l.Subject?.StartsWith("利息补贴待办提醒", StringComparison.Ordinal) == true)];

    private static async Task<TestAnswer> CorrectLoanAsync(SubsidyBench bench, LoanId loan)
    {
        var bank = await bench.App.SignInAsync("bank1");
        var read = (await bank.GetAsync($"bank-loans/{loan}")).Expect(200);
        return await bank.PutAsync(
            $"bank-loans/{loan}",
            new
            {
                number = "J-1", uscc = SampleUnit.Bearing.Uscc, unitName = SampleUnit.Bearing.Name, product = "知担保", contract = "HT-other", amount = 1000, creditLine = 1000, drawn = 1000, drawnOn = "2023-03-13", dueOn = "2024-03-12", yearlyRate = 3.65,
                pledged = new[] { new { kind = "patent", registrationNumber = "Y2023350000001", number = SubsidySample.Invention, name = "一种高速静音滚动轴承" } },
            },
            read.ETag);
    }
}
