using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.SampleData;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

/// <summary>The whole app with two verified units, settled loans, the sample campaign of the year and two officers of the finance office.</summary>
public sealed class SubsidyBench : IAsyncDisposable
{
    public const string Opens = "2026-09-24T10:00";
    public const string Account = "4100012345678900123";

    private SubsidyBench(VerifiedUnits units) => Units = units;

    public VerifiedUnits Units { get; }

    public TestApp App => Units.App;

    public TestClient Bearing => Units.Bearing;

    public TestClient Medical => Units.Medical;

    public TestClient Finance1 { get; private set; } = null!;

    public TestClient Finance2 { get; private set; } = null!;

    public SubsidyCampaignId Campaign { get; } = SampleSubsidies.IdOf(2026);

    public static async Task<SubsidyBench> StartAsync(string start = Opens)
    {
        var bench = new SubsidyBench(await VerifiedUnits.StartAsync(start));
        await bench.SignInAsync();
        return bench;
    }

    /// <summary>Moves the clock and signs everybody in again.</summary>
    public async Task MoveToAsync(string china)
    {
        await Units.MoveToAsync(china);
        await SignInAsync();
    }

    /// <summary>A settled loan of 1,000 万元 on the books of the sample bank.</summary>
    public async Task<LoanId> LoanAsync(string number, Func<LoanRecord, LoanRecord>? change = null, SampleUnit? unit = null)
    {
        var borrower = unit ?? SampleUnit.Bearing;
        var loan = new LoanRecord(
            LoanId.Of("SBXM", number), number, borrower.Id, borrower.Uscc, borrower.Name, "SBXM", "示例银行厦门分行", "知担保", "HT-" + number, 1000, 1000, 1000, new DateOnly(2023, 3, 13), new DateOnly(2024, 3, 12), 3.65m,
            [new PledgedProperty(PledgedKind.Patent, "Y2023350000001", SubsidySample.Invention, "一种高速静音滚动轴承")], 1317, "示例资产评估有限公司", null, null, LoanState.Settled, App.Service<TimeProvider>().GetUtcNow())
        {
            Confirmed = new Repayment(1000, 355_875.00m, new DateOnly(2024, 3, 12), LoanPerformance.FulfilledAtTerm, new FileId("f-none"), App.Service<TimeProvider>().GetUtcNow()),
        };
        loan = change?.Invoke(loan) ?? loan;
        var write = new CaseWrite(LoanRecords.AddressOf(loan.Id), ActStamp.BySystem(App.Service<TimeProvider>(), "Test")).Upsert(CaseRows.Record, loan);
        LoansByBank.RefreshAll(write);
        await App.Service<CaseStore>().CommitAsync(write, App.Server.Workflows);
        return loan.Id;
    }

    /// <summary>A loan pledged with a trade mark of its own, which nothing else claims.</summary>
    public Task<LoanId> MarkLoanAsync(int number, decimal interest = 355_875m) => LoanAsync("M-" + number, l => l with
    {
        Pledged = [new PledgedProperty(PledgedKind.TradeMark, "TZ-" + number, (10_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture), "示例商标" + number)],
        Confirmed = l.Confirmed! with { Interest = interest },
    });

    /// <summary>A filing of this year that links the pledged patent.</summary>
    public async Task<string> FiledAsync()
    {
        var filing = await SampleUnit.SubmitFilingAsync(Bearing, "6204-" + NewId.Random("m"));
        await Units.Examiner1.ReadAndApproveAsync("filing", filing.Id);
        return (await Bearing.GetAsync($"filings/{filing.Id}")).Text("number");
    }

    /// <summary>A draft as it is prefilled.</summary>
    public async Task<TestAnswer> CreateAsync(LoanId loan, TestClient? unit = null, SubsidyCampaignId? campaign = null) =>
        await (unit ?? Bearing).PostAsync("subsidies", new { campaign = campaign ?? Campaign, loan }, key: NewId.Random("subsidy"));

    /// <summary>A draft filled in without a mistake: its id and ETag.</summary>
    public async Task<(string Id, string ETag)> FilledAsync(LoanId loan, TestClient? unit = null, SubsidyCampaignId? campaign = null)
    {
        var client = unit ?? Bearing;
        var created = (await CreateAsync(loan, client, campaign)).Expect(201);
        var id = created.Text("id");
        var form = Form(await client.GetAsync($"subsidies/{id}"));
        form["unit"]!["postcode"] = "210018";
        form["unit"]!["registeredOn"] = "2019-01-08";
        form["unit"]!["bankName"] = "示例银行南京分行";
        form["unit"]!["account"] = Account;
        form["unit"]!["researchExpenses"] = 400;
        foreach (var row in form["ip"]!.AsArray())
        {
            row!["product"] = "深沟球轴承";
            row["salesShare"] = 30;
            row["own"] = true;
        }
        form["attachments"] = JsonSerializer.SerializeToNode(new { bankMaterial = new[] { await UploadAsync(client, "subsidy-bank-material") } }, PlatformJson.Options);
        form["commitment"] = true;
        var saved = (await client.PutAsync($"subsidies/{id}/draft", form, created.ETag)).Expect(200);
        return (id, saved.ETag!);
    }

    /// <summary>An application before the office.</summary>
    public async Task<string> SubmittedAsync(LoanId loan, TestClient? unit = null, SubsidyCampaignId? campaign = null)
    {
        var (id, etag) = await FilledAsync(loan, unit, campaign);
        (await (unit ?? Bearing).PostAsync($"subsidies/{id}/submission", etag: etag)).Expect(200);
        return id;
    }

    /// <summary>An application whose papers are waited for.</summary>
    public async Task<string> ApprovedAsync(LoanId loan, SubsidyCampaignId? campaign = null)
    {
        var id = await SubmittedAsync(loan, campaign: campaign);
        await Finance1.ReadAndApproveAsync("subsidy", id);
        return id;
    }

    /// <summary>An application whose papers have arrived.</summary>
    public async Task SendAsync(string id, string tracking = "SF1234567890")
    {
        (await Bearing.PostAsync($"subsidies/{id}/parcels", new { carrier = "顺丰速运", trackingNumber = tracking }, (await Bearing.GetAsync($"subsidies/{id}")).ETag)).Expect(200);
        await App.Server.Clock.WhenIdleAsync();
        (await Finance1.PostAsync($"subsidies/{id}/arrival", new { }, (await Finance1.GetAsync($"subsidies/{id}")).ETag)).Expect(200);
    }

    /// <summary>An application whose amount waits for its second officer.</summary>
    public async Task<string> ProposedAsync(LoanId loan, object? proposal = null, SubsidyCampaignId? campaign = null)
    {
        var id = await ApprovedAsync(loan, campaign);
        await SendAsync(id);
        await Finance1.ReadAndApproveAsync("subsidy-paper", id);
        (await Finance1.PostAsync($"subsidies/{id}/payment-proposal", proposal ?? new { }, (await Finance1.GetAsync($"subsidies/{id}")).ETag)).Expect(200);
        return id;
    }

    public static async Task<TestAnswer> ConfirmAsync(TestClient officer, string id) =>
        await officer.PostAsync($"reviews/subsidy-payment/{id}/confirm", etag: (await officer.ReadAsync("subsidy-payment", id)).ETag);

    /// <summary>A published campaign of its own.</summary>
    public async Task<SubsidyCampaignId> CampaignAsync(decimal budget, Action<JsonObject>? change = null)
    {
        var form = JsonSerializer.SerializeToNode(
            new
            {
                firstDay = "2026-09-01", lastDay = "2026-12-31", drawnOnOrBefore = "2023-03-19", repaidOnOrAfter = "2024-03-01", budget, materials = new[] { "bankMaterial" }, paperAddress = "厦门市示例路1号", paperRecipient = "融资服务平台",
            },
            PlatformJson.Options)!.AsObject();
        change?.Invoke(form);
        var created = (await Finance1.PostAsync("subsidy-campaigns", new JsonObject { ["year"] = 2026, ["form"] = form }, key: NewId.Random("campaign"))).Expect(201);
        (await Finance1.PostAsync($"subsidy-campaigns/{created.Text("id")}/publication", etag: created.ETag)).Expect(200);
        return new SubsidyCampaignId(created.Text("id"));
    }

    public async Task<IReadOnlyList<Letter>> SmsAsync(string template) => [.. (await App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone)).Where(l => l.Template == template)];

    public static async Task<string> UploadAsync(TestClient client, string purpose) => await client.UploadAsync(purpose, SampleImage.Zip(0xA0, "material.bmp"), "材料.zip");

    /// <summary>The form of an answer, to be changed and sent back.</summary>
    public static JsonNode Form(TestAnswer subsidy) => JsonNode.Parse(subsidy.At("form").GetRawText())!;

    public async Task<SubsidyRecord> RecordAsync(string id) => (await App.Service<SubsidyRecords>().FindAsync(new SubsidyId(id), default))!.Value;

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private async Task SignInAsync()
    {
        Finance1 = await App.SignInAsync("finance");
        Finance2 = await App.SignInAsync("finance2");
    }
}
