namespace PatentFunctions.GeneratedClient;

/// <summary>What the chapter leaves behind.</summary>
/// <param name="Preview">What the check says of the filled form.</param>
/// <param name="Again">The refusal of a second application with the same loan.</param>
/// <param name="ApplicationForm">补贴申请表, as it was downloaded.</param>
/// <param name="PapersDue">The papers to be sent again after the correction.</param>
/// <param name="OwnConfirmation">The refusal of an officer who confirms the amount that the same one proposed.</param>
/// <param name="PaymentList">拨付清单, as it was downloaded.</param>
/// <param name="Paid">The subsidy at the end.</param>
/// <param name="Total">The statistics of the campaign.</param>
public sealed record PaidSubsidy(
    SubsidyPreview Preview, ApiException<ProblemBody> Again, byte[] ApplicationForm, IReadOnlyList<string> PapersDue, ApiException<ProblemBody> OwnConfirmation, byte[] PaymentList,
    SubsidyAnswer Paid, SubsidyCount Total);

/// <summary>The third chapter of the walk, from the pledged patent's loan to the subsidy that is paid, played with nothing but the generated client.</summary>
/// <param name="stage">Where it is played.</param>
/// <param name="filed">The product of the first chapter: its filing proves the patent.</param>
public sealed class SubsidyChapter(Stage stage, FiledProduct filed)
{
    private readonly Person unit = stage.Somebody();

    /// <summary>Plays it.</summary>
    public async Task<PaidSubsidy> PlayAsync()
    {
        await FilingChapter.SignInAsync(unit);
        var bank = await stage.SignedInAsync("bank1");
        var finance = await stage.SignedInAsync("finance");
        var campaign = await OpenCampaignAsync(finance);
        var loan = await LendAsync(bank);
        await RepayAsync(bank, loan);
        var (subsidy, preview, again) = await ApplyAsync(campaign, loan);
        await finance.ApproveAsync("subsidy", subsidy);
        var application = await Stage.ReadAsync(await unit.Client.DownloadSubsidyFormAsync(subsidy));
        await SendAsync(finance, subsidy, "SF10000001");
        var due = await FailPapersAsync(finance, subsidy);
        await SendAsync(finance, subsidy, "SF10000002");
        await finance.ApproveAsync("subsidy-paper", subsidy);
        var own = await FixAmountAsync(finance, subsidy);
        var list = await Stage.ReadAsync(await finance.Client.ExportSubsidyPaymentsAsync(campaign, SheetFormat.Xlsx, ExportSubsidyPaymentsState.ToPay));
        await finance.Client.RecordSubsidyPaymentAsync(subsidy, await VersionAsync(finance, subsidy), new RecordPaymentRequest { PaidOn = await stage.TodayAsync() });
        var paid = (await unit.Client.GetSubsidyAsync(subsidy)).Result;
        var total = (await finance.Client.ReadSubsidyStatisticsAsync(ReadSubsidyStatisticsBy.Bank, campaign)).Result.Total;
        return new PaidSubsidy(preview, again, application, due, own, list, paid, total);
    }

    private async Task<string> OpenCampaignAsync(Person finance)
    {
        var today = await stage.TodayAsync();
        var form = new SubsidyCampaignForm
        {
            Name = $"{today.Year}年知识产权质押融资利息补贴（生成的客户端）",
            FirstDay = today,
            LastDay = today.AddDays(30),
            DrawnOnOrBefore = new DateOnly(2023, 3, 19),
            RepaidOnOrAfter = new DateOnly(2024, 2, 1),
            Share = 50,
            GrantNumerator = 5,
            GrantDenominator = 6,
            GrantRounding = GrantRounding.WholeYuan,
            Budget = 1_000_000,
            FilingYear = int.Parse(filed.Number[..4], System.Globalization.CultureInfo.InvariantCulture),
            PaperAddress = "厦门市思明区示例路1号知识产权大厦3楼",
            PaperRecipient = "融资服务平台 0592-0000000",
        };
        var draft = await finance.Client.CreateSubsidyCampaignAsync(finance.Key(), new CreateSubsidyCampaignRequest { Year = today.Year, Form = form });
        return (await finance.Client.PublishSubsidyCampaignAsync(draft.Result.Id, Person.ETagOf(draft))).Result.Id;
    }

    private async Task<string> LendAsync(Person bank)
    {
        var patent = (await unit.Client.ListPatentsAsync()).Result.Items.First();
        var form = new LoanForm
        {
            Number = "generated977",
            Uscc = (await unit.Client.ReadUnitAsync()).Result.InForce!.Uscc,
            UnitName = FilingChapter.UnitName,
            Product = "知担保",
            Contract = "GENERATED-977",
            Amount = 1000,
            CreditLine = 1000,
            Drawn = 1000,
            DrawnOn = new DateOnly(2023, 3, 13),
            DueOn = new DateOnly(2024, 3, 12),
            YearlyRate = 3.65m,
            Pledged = [new PledgedForm { Kind = PledgedKind.Patent, RegistrationNumber = "Y2023350000977", Number = patent.Number, Name = patent.Title }],
            Appraised = 1317,
            Appraiser = "示例资产评估有限公司",
        };
        return (await bank.Client.RecordLoanAsync(bank.Key(), form)).Result.Loan.Loan.Id;
    }

    private async Task RepayAsync(Person bank, string loan)
    {
        var form = new RepaymentForm
        {
            Principal = 1000,
            Interest = 355_875.00m,
            RepaidOn = new DateOnly(2024, 2, 27),
            Performance = LoanPerformance._02,
            Material = await unit.UploadAsync("loan-material", stage.Archive(0xA1), "质押贷款信息材料（银行）.zip"),
        };
        var saved = await unit.Client.SaveRepaymentDraftAsync(loan, Person.ETagOf(await unit.Client.GetRepaymentAsync(loan)), form);
        await unit.Client.ApplyForRepaymentAsync(loan, Person.ETagOf(saved));
        await bank.ApproveAsync("repayment", loan);
    }

    private async Task<(string Subsidy, SubsidyPreview Preview, ApiException<ProblemBody> Again)> ApplyAsync(string campaign, string loan)
    {
        var offered = (await unit.Client.ListSubsidyLoansAsync(campaign)).Result.Single(o => o.Offered).Loan.Id;
        var request = new CreateSubsidyRequest { Campaign = campaign, Loan = offered };
        var created = await unit.Client.CreateSubsidyAsync(unit.Key(), request);
        var id = created.Result.Id;
        var form = (await unit.Client.GetSubsidyAsync(id)).Result.Form;
        form.Unit!.Postcode = "410011";
        form.Unit.RegisteredOn = new DateOnly(2019, 1, 8);
        form.Unit.BankName = "示例银行长沙分行";
        form.Unit.Account = "4100012345678900123";
        form.Unit.ResearchExpenses = 310;
        foreach (var row in form.Ip!)
        {
            row.Product = "深沟球轴承";
            row.SalesShare = 30;
        }
        form.Commitment = true;
        var saved = await unit.Client.SaveSubsidyDraftAsync(id, Person.ETagOf(created), form);
        var preview = (await unit.Client.CheckSubsidyAsync(id)).Result;
        await unit.Client.SubmitSubsidyAsync(id, Person.ETagOf(saved));
        return (id, preview, await Stage.RefusalAsync(() => unit.Client.CreateSubsidyAsync(unit.Key(), request)));
    }

    private async Task<IReadOnlyList<string>> FailPapersAsync(Person finance, string id)
    {
        var claimed = await finance.ClaimAsync("subsidy-paper", id);
        var reasons = new[] { new ReasonChoice { Code = "bank-material.paper", Note = "银行未在对应名称处盖章" }, new ReasonChoice { Code = "unit.wrong", Note = "联系人已变更" } };
        await finance.Client.ReturnReviewAsync("subsidy-paper", id, Person.ETagOf(claimed), new Verdict { Opinion = "请修改后重新寄送有修改的材料。", Reasons = reasons });
        var failed = await unit.Client.GetSubsidyAsync(id);
        failed.Result.Form.Unit!.Contact = "郑示例";
        var saved = await unit.Client.SaveSubsidyDraftAsync(id, Person.ETagOf(failed), failed.Result.Form);
        return [.. (await unit.Client.CorrectSubsidyAsync(id, Person.ETagOf(saved))).Result.PapersDue];
    }

    private async Task<ApiException<ProblemBody>> FixAmountAsync(Person finance, string id)
    {
        await finance.Client.ProposeSubsidyAmountAsync(id, await VersionAsync(finance, id), new ProposeAmountRequest());
        var refused = await Stage.RefusalAsync(() => ConfirmAsync(finance, id));
        await ConfirmAsync(await stage.SignedInAsync("finance2"), id);
        return refused;
    }

    private static async Task ConfirmAsync(Person finance, string id) =>
        await finance.Client.ConfirmReviewAsync("subsidy-payment", id, Person.ETagOf(await finance.Client.ReadReviewAsync("subsidy-payment", id)));

    private async Task SendAsync(Person finance, string id, string tracking)
    {
        await unit.Client.SendSubsidyPaperAsync(id, await VersionAsync(unit, id), new SendPaperRequest { Carrier = "顺丰速运", TrackingNumber = tracking });
        await finance.Client.RecordSubsidyPaperArrivalAsync(id, await VersionAsync(finance, id), new RecordArrivalRequest());
    }

    private static async Task<string> VersionAsync(Person person, string id) => Person.ETagOf(await person.Client.GetSubsidyAsync(id));
}
