using System.Globalization;
using System.Text.Json.Nodes;

namespace PatentFunctions.SampleData.Walk;

/// <summary>
/// The third chapter: the patent of the filed product was pledged for a loan, which is repaid, confirmed by its bank and subsidized, played over
/// HTTP with the sample accounts. The papers fail once, and the payment needs two officers.
/// </summary>
/// <param name="teller">Tells it.</param>
/// <param name="filed">The product of the first chapter: its filing proves the patent.</param>
internal sealed class SubsidyStory(Storyteller teller, FiledProduct filed) : IDisposable
{
    private readonly WalkClient unit = teller.Somebody("企业");
    private readonly WalkClient bank = teller.Somebody("银行");
    private readonly WalkClient finance = teller.Somebody("融资服务平台 finance");
    private readonly WalkClient second = teller.Somebody("融资服务平台 finance2");

    /// <summary>Plays the story; throws <see cref="WalkException"/> where an answer is not the expected one.</summary>
    public async Task PlayAsync()
    {
        await unit.SignInAsync(filed.Username, filed.Password);
        await bank.SignInAsync("bank1", SampleDataOptions.DefaultPassword);
        await finance.SignInAsync("finance", SampleDataOptions.DefaultPassword);
        await second.SignInAsync("finance2", SampleDataOptions.DefaultPassword);
        var campaign = await OpenCampaignAsync();
        var loan = await LendAsync();
        await RepayAsync(loan);
        var subsidy = await ApplyAsync(campaign, loan);
        await ReviewAsync(subsidy);
        await FailPapersAsync(subsidy);
        await PassPapersAsync(subsidy);
        await PayAsync(campaign, subsidy);
    }

    public void Dispose()
    {
        unit.Dispose();
        bank.Dispose();
        finance.Dispose();
        second.Dispose();
    }

    private async Task<string> OpenCampaignAsync()
    {
        var today = await teller.TodayAsync();
        var form = new
        {
            name = $"{today.Year}年知识产权质押融资利息补贴（演示）",
            firstDay = Text(today),
            lastDay = Text(today.AddDays(30)),
            drawnOnOrBefore = "2023-03-19",
            repaidOnOrAfter = "2024-02-01",
            share = 50,
            grantNumerator = 5,
            grantDenominator = 6,
            grantRounding = "wholeYuan",
            budget = 1_000_000,
            filingYear = int.Parse(filed.Number[..4], CultureInfo.InvariantCulture),
            paperAddress = "厦门市思明区示例路1号知识产权大厦3楼",
            paperRecipient = "融资服务平台 0592-0000000",
        };
        var draft = await finance.PostAsync("subsidy-campaigns", new { year = today.Year, form }, once: true, expect: 201);
        var campaign = await finance.PostAsync($"subsidy-campaigns/{draft.Text("id")}/publication", etag: draft.ETag);
        var terms = campaign.Json.GetProperty("terms");
        teller.Tell($"融资服务平台发布“{campaign.Text("name")}”：申报至 {campaign.Text("lastDay")}，预算 {campaign.Text("budget")} 元");
        teller.Detail($"放款不晚于 {terms.GetProperty("drawnOnOrBefore")}、还清不早于 {terms.GetProperty("repaidOnOrAfter")}，补贴利息的 {terms.GetProperty("share")}%");
        return campaign.Text("id");
    }

    private async Task<string> LendAsync()
    {
        var patent = (await unit.GetAsync("patents")).Json.GetProperty("items")[0];
        var uscc = (await unit.GetAsync("units/me")).Json.GetProperty("inForce").GetProperty("uscc").GetString();
        var loan = await bank.PostAsync(
            "bank-loans",
            new
            {
                number = "walk" + teller.Tag,
                uscc,
                unitName = filed.UnitName,
                product = "知担保",
                contract = "WALK-" + teller.Tag,
                amount = 1000,
                creditLine = 1000,
                drawn = 1000,
                drawnOn = "2023-03-13",
                dueOn = "2024-03-12",
                yearlyRate = 3.65,
                pledged = new[] { new { kind = "patent", registrationNumber = "Y2023350" + teller.Tag, number = patent.GetProperty("number").GetString(), name = patent.GetProperty("title").GetString() } },
                appraised = 1317,
                appraiser = "示例资产评估有限公司",
            },
            once: true,
            expect: 201);
        var id = loan.Json.GetProperty("loan").GetProperty("loan").GetProperty("id").GetString()!;
        teller.Tell($"银行 bank1 录入质押贷款 1,000 万元，年利率 3.65%，2023-03-13 至 2024-03-12，质押专利 {patent.GetProperty("number").GetString()}");
        await teller.TellLettersAsync();
        return id;
    }

    private async Task RepayAsync(string loan)
    {
        var material = await unit.UploadAsync("loan-material", SampleImage.Zip(0xA1, "material.bmp"), "质押贷款信息材料（银行）.zip");
        var form = await unit.GetAsync($"loans/{loan}/repayment");
        var saved = await unit.PutAsync($"loans/{loan}/repayment/draft", new { principal = 1000, interest = 355_875.00m, repaidOn = "2024-02-27", performance = "02", material }, form.ETag);
        var receipt = await unit.PostAsync($"loans/{loan}/repayment/submission", etag: saved.ETag);
        teller.Tell($"企业提交还款完成申请：2024-02-27 还清，351 天，实际支付利息 355,875.00 元；{receipt.Text("status")}");
        await bank.ApproveAsync("repayment", loan, "与本行记录一致。");
        teller.Tell("银行确认还款，贷款已结清");
        await teller.TellLettersAsync();
    }

    private async Task<string> ApplyAsync(string campaign, string loan)
    {
        var offer = (await unit.GetAsync($"subsidy-campaigns/{campaign}/loans")).Json.EnumerateArray().Single(o => o.GetProperty("loan").GetProperty("id").GetString() == loan);
        if (!offer.GetProperty("offered").GetBoolean()) throw new WalkException("该贷款不能申请补贴：" + Storyteller.Shorten(offer.GetProperty("reasons")));
        var created = await unit.PostAsync("subsidies", new { campaign, loan }, once: true, expect: 201);
        var id = created.Text("id");
        var early = await unit.GetAsync($"subsidies/{id}/draft/check");
        teller.Tell($"企业选择该贷款新建补贴申请 {created.Text("number")}，企业信息、贷款信息、质押专利和信息材料已预填；检查还有 {early.Json.GetProperty("findings").GetArrayLength()} 处未填");
        foreach (var finding in early.Json.GetProperty("findings").EnumerateArray().Take(3)) teller.Detail("✗ " + finding.GetProperty("text").GetString());

        var form = JsonNode.Parse((await unit.GetAsync($"subsidies/{id}")).Json.GetProperty("form").GetRawText())!;
        var data = form["unit"]!;
        data["postcode"] = "410011";
        data["registeredOn"] = "2019-01-08";
        data["bankName"] = "示例银行长沙分行";
        data["account"] = "4100012345678900123";
        data["researchExpenses"] = 310;
        foreach (var row in form["ip"]!.AsArray())
        {
            row!["product"] = "深沟球轴承";
            row["salesShare"] = 30;
        }
        form["commitment"] = true;
        var saved = await unit.PutAsync($"subsidies/{id}/draft", form, created.ETag);
        var preview = await unit.GetAsync($"subsidies/{id}/draft/check");
        teller.Tell($"企业填写完毕，银行账号保存后显示为 {saved.Text("account")}；预览补贴金额");
        foreach (var line in preview.Json.GetProperty("amount").GetProperty("lines").EnumerateArray())
            teller.Detail($"{line.GetProperty("label").GetString()}：{line.GetProperty("expression").GetString()} = {line.GetProperty("value").GetDecimal():#,##0.00} 元");
        foreach (var certificate in preview.Json.GetProperty("certificates").EnumerateArray())
            teller.Detail($"自动附上备案证明 {certificate.GetProperty("number").GetString()}（{certificate.GetProperty("product").GetString()}，{certificate.GetProperty("year")}年度）");
        var receipt = await unit.PostAsync($"subsidies/{id}/submission", etag: saved.ETag);
        teller.Tell($"企业提交补贴申请，回执 SHA-256 {receipt.Text("sha256")[..16]}…：{receipt.Text("status")}");
        var again = await unit.PostAsync("subsidies", new { campaign, loan }, once: true, expect: 422);
        teller.Tell($"以同一贷款再次申请：不受理（{again.Status}）");
        teller.Detail("✗ " + again.Json.GetProperty("errors")[0].GetProperty("text").GetString());
        return id;
    }

    private async Task ReviewAsync(string id)
    {
        await finance.ApproveAsync("subsidy", id);
        var pdf = await unit.GetAsync($"subsidies/{id}/application-form");
        var subsidy = await unit.GetAsync($"subsidies/{id}");
        var path = await teller.KeepAsync($"补贴申请表-{subsidy.Text("number")}.pdf", pdf.Body);
        teller.Tell($"审核员 finance 审核通过，企业下载补贴申请表：{path}（{pdf.Body.Length / 1024.0:0.0} KB）");
        teller.Detail(subsidy.Text("status"));
        await teller.TellLettersAsync();
        await SendAsync(id, "SF10000001");
    }

    private async Task FailPapersAsync(string id)
    {
        var claimed = await finance.ClaimAsync("subsidy-paper", id);
        var reasons = new[] { new { code = "bank-material.paper", note = "银行未在对应名称处盖章" }, new { code = "unit.wrong", note = "联系人已变更" } };
        await finance.PostAsync($"reviews/subsidy-paper/{id}/return", new { opinion = "请修改后重新寄送有修改的材料。", reasons }, claimed.ETag);
        teller.Tell("纸件复审不通过：信息材料（银行）未盖章，联系人有误");
        await teller.TellLettersAsync();

        var failed = await unit.GetAsync($"subsidies/{id}");
        var form = JsonNode.Parse(failed.Json.GetProperty("form").GetRawText())!;
        form["unit"]!["contact"] = "郑示例";
        var saved = await unit.PutAsync($"subsidies/{id}/draft", form, failed.ETag);
        var corrected = await unit.PostAsync($"subsidies/{id}/correction", etag: saved.ETag);
        teller.Tell("企业网上修改联系人并提交，平台列出须重新寄送的材料：" + string.Join('、', corrected.Json.GetProperty("papersDue").EnumerateArray().Select(p => p.GetString())));
        await SendAsync(id, "SF10000002");
    }

    private async Task PassPapersAsync(string id)
    {
        await finance.ApproveAsync("subsidy-paper", id, "纸质材料齐全，与网上一致。");
        teller.Tell("第二次纸件复审通过");
        var passed = await finance.GetAsync($"subsidies/{id}");
        var proposal = await finance.PostAsync($"subsidies/{id}/payment-proposal", new { }, passed.ETag);
        var proposed = await finance.GetAsync($"reviews/subsidy-payment/{id}");
        teller.Tell($"审核员 finance 按补贴标准提出核定金额 {proposed.Json.GetProperty("content").GetProperty("amount").GetDecimal():#,##0.00} 元，第 {proposal.Text("round")} 次");
        var same = await finance.PostAsync($"reviews/subsidy-payment/{id}/confirm", etag: proposed.ETag, expect: 409);
        teller.Tell($"同一审核员 finance 复核：不受理（{same.Status}）");
        teller.Detail("✗ " + same.Text("detail"));
        await second.PostAsync($"reviews/subsidy-payment/{id}/confirm", etag: (await second.GetAsync($"reviews/subsidy-payment/{id}")).ETag);
        teller.Tell($"审核员 finance2 复核通过：{(await unit.GetAsync($"subsidies/{id}")).Text("status")}");
        await teller.TellLettersAsync();
    }

    private async Task PayAsync(string campaign, string id)
    {
        var list = await finance.GetAsync($"subsidy-campaigns/{campaign}/payments?format=xlsx&state=toPay");
        var path = await teller.KeepAsync("拨付清单.xlsx", list.Body);
        teller.Tell($"导出拨付清单：{path}（{list.Body.Length / 1024.0:0.0} KB）");
        await finance.PostAsync($"subsidies/{id}/payment", new { paidOn = Text(await teller.TodayAsync()) }, (await finance.GetAsync($"subsidies/{id}")).ETag);
        var paid = await unit.GetAsync($"subsidies/{id}");
        var amounts = paid.Json.GetProperty("amounts");
        teller.Tell($"登记拨付：{paid.Text("status")}");
        teller.Detail($"申请 {amounts.GetProperty("applied").GetDecimal():#,##0.00} 元，核定 {amounts.GetProperty("approved").GetDecimal():#,##0.00} 元，实际 {amounts.GetProperty("paid").GetDecimal():#,##0.00} 元");
        await teller.TellLettersAsync();
        var statistics = await finance.GetAsync($"subsidy-statistics?by=bank&campaign={campaign}");
        var total = statistics.Json.GetProperty("total");
        teller.Tell($"补贴统计：申请 {total.GetProperty("applications")} 件，利息 {total.GetProperty("interest").GetDecimal():#,##0.00} 元，实际补贴 {total.GetProperty("paid").GetDecimal():#,##0.00} 元");
    }

    private async Task SendAsync(string id, string tracking)
    {
        await unit.PostAsync($"subsidies/{id}/parcels", new { carrier = "顺丰速运", trackingNumber = tracking }, (await unit.GetAsync($"subsidies/{id}")).ETag);
        var arrived = await finance.PostAsync($"subsidies/{id}/arrival", new { }, (await finance.GetAsync($"subsidies/{id}")).ETag);
        teller.Tell($"企业寄出纸质材料（顺丰速运 {tracking}），融资服务平台登记收到：{arrived.Text("status")}");
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
