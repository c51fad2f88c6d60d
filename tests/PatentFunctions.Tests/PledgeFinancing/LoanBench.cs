using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Repayments;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing;

/// <summary>The whole app with the people of pledge financing: two banks, two verified units, the finance-officer, and the sample loans.</summary>
public sealed class LoanBench : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public TestClient Bank1 { get; private set; } = null!;

    public TestClient Bank2 { get; private set; } = null!;

    public TestClient Software { get; private set; } = null!;

    public TestClient Agri { get; private set; } = null!;

    public TestClient Finance { get; private set; } = null!;

    public static async Task<LoanBench> StartAsync(string start)
    {
        var bench = new LoanBench { App = await TestApp.StartAsync(start, ("Accounts:LoginsPerAddressPerHour", "10000")) };
        await bench.SignInAsync();
        return bench;
    }

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync("2026-09-28T10:00", ("Accounts:LoginsPerAddressPerHour", "10000"));
        await SignInAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>Moves the clock and signs everybody in again: access tokens do not live through the night.</summary>
    public async Task MoveToAsync(string china)
    {
        await App.MoveToAsync(china);
        await SignInAsync();
    }

    /// <summary>Records a loan of a bank.</summary>
    public static async Task<string> RecordAsync(TestClient bank, LoanForm form) =>
        (await bank.PostAsync("bank-loans", form, key: NewId.Random("loan"))).Expect(201).Text("loan.loan.id");

    /// <summary>Fills a 还款完成申请 in without a mistake. The answer has the draft's ETag.</summary>
    public static async Task<TestAnswer> FillAsync(TestClient unit, string loan, RepaymentForm form)
    {
        var read = (await unit.GetAsync($"loans/{loan}/repayment")).Expect(200);
        var material = form.Material ?? new FileId(await unit.UploadAsync("loan-material", SampleFiles.Pdf(), "信息材料.pdf"));
        return (await unit.PutAsync($"loans/{loan}/repayment/draft", form with { Material = material }, read.ETag)).Expect(200);
    }

    /// <summary>Fills it in and hands it in.</summary>
    public static async Task<TestAnswer> ApplyAsync(TestClient unit, string loan, RepaymentForm form) =>
        (await unit.PostAsync($"loans/{loan}/repayment/submission", etag: (await FillAsync(unit, loan, form)).ETag)).Expect(200);

    /// <summary>The manual's repayment, of the manual's loan.</summary>
    public static RepaymentForm Repaid { get; } = new()
    {
        Principal = 1000m, Interest = 355_875.00m, RepaidOn = new DateOnly(2024, 2, 27), Performance = LoanPerformance.FulfilledEarly,
    };

    private async Task SignInAsync()
    {
        Bank1 = await App.SignInAsync("bank1");
        Bank2 = await App.SignInAsync("bank2");
        Software = await App.SignInAsync("software");
        Agri = await App.SignInAsync("agri");
        Finance = await App.SignInAsync("finance");
    }
}
