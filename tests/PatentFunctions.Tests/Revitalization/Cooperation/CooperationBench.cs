using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Accounts;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>
/// The whole app with two verified units (software, agri) that have experts, two universities with registered patents, and the people who act.
/// </summary>
internal sealed class CooperationBench : IAsyncDisposable
{
    public const string SoftwarePhone = "19910000063";
    public const string SoftwareMail = "software@sample.test";
    public const string UniversityPhone = "19910000071";
    public const string UniversityMail = "university@sample.test";
    public const string OperatorMail = "operator@sample.test";

    public static readonly UnitId SoftwareUnit = SampleAccounts.UnitOf("91110108MA9X00054E");
    public static readonly UnitId AgriUnit = SampleAccounts.UnitOf("91370102MA9X00070K");
    public static readonly UnitId UniversityUnit = SampleAccounts.UnitOf("12610113X999001042");
    public static readonly UnitId OtherUniversityUnit = new("u-otheruniversity");

    private readonly Dictionary<string, TestClient> clients = [];

    private CooperationBench(TestApp app) => App = app;

    public TestApp App { get; }

    public static async Task<CooperationBench> StartAsync(string start = "2026-11-23T10:00", Action<IServiceCollection>? services = null)
    {
        var bench = new CooperationBench(await TestApp.StartAsync(
            all =>
            {
                // Tests count: what the sample data would add is left out.
                foreach (var sample in all.Where(s => !s.IsKeyedService && (s.ImplementationType == typeof(SampleResources) || s.ImplementationType == typeof(SampleCooperation))).ToList()) all.Remove(sample);
                services?.Invoke(all);
            },
            start, ("Accounts:LoginsPerAddressPerHour", "10000")));
        await bench.AddExpertAsync("expert1", "software", "周专家", "11010519491231002X", "19910000081");
        await bench.AddExpertAsync("expert2", "software", "吴专家", "440524188001010014", "19910000082");
        await bench.AddExpertAsync("expert3", "agri", "郑专家", "11010519491231002X", "19910000083");
        await bench.AddAccountAsync("otheruniversity", "university", a => a with { Unit = OtherUniversityUnit, Office = "另一所大学", Phone = "19910000084", Mail = "otheruniversity@sample.test" });
        return bench;
    }

    /// <summary>Signed in, until the clock is moved.</summary>
    public async Task<TestClient> AsAsync(string name) => clients.TryGetValue(name, out var client) ? client : clients[name] = await App.SignInAsync(name);

    public Task<TestClient> Software => AsAsync("software");

    public Task<TestClient> Agri => AsAsync("agri");

    public Task<TestClient> Expert1 => AsAsync("expert1");

    public Task<TestClient> Expert2 => AsAsync("expert2");

    public Task<TestClient> University => AsAsync("university");

    public Task<TestClient> Operator => AsAsync("operator");

    public Task<TestClient> National => AsAsync("national");

    public async Task MoveToAsync(string china)
    {
        await App.MoveToAsync(china);
        clients.Clear();
    }

    public async Task<IReadOnlyList<Letter>> LettersAsync(string to, string? template = null) =>
        [.. (await App.Anybody().LettersToAsync(to)).Where(l => template is null || l.Template == template)];

    public Task AddExpertAsync(string username, string unitAdmin, string name, string idNumber, string phone) => AddAccountAsync(username, unitAdmin, admin =>
    {
        Assert.True(ResidentIdNumber.TryParse(idNumber, out var number, out _));
        var protector = App.Service<IDataProtectionProvider>().CreateProtector(CreateExpert.IdNumberPurpose);
        return admin with { Role = Role.Expert, Phone = phone, Mail = username + "@sample.test", Expert = new ExpertProfile(name, protector.Protect(number.Value), number.Masked, "高级工程师", "机械") };
    });

    public async Task AddAccountAsync(string username, string like, Func<Account, Account> change)
    {
        var accounts = App.Service<AccountStore>();
        var sample = (await accounts.FindAsync(SampleAccounts.IdOf(like), default))!.Value;
        var account = change(sample) with { Id = new AccountId(NewId.Derived("a", "bench", username)), Username = username };
        Assert.Empty(await accounts.CreateAsync(account, new CaseWrite(new CaseAddress("Accounts", account.Id.Value), ActStamp.BySystem(App.Server.Clock, "Seed")), null, default));
    }

    public static AccountId ExpertId(string username) => new(NewId.Derived("a", "bench", username));

    /// <summary>A profile without a mistake.</summary>
    public static object Profile(string name = "周专家", string? idNumber = null, string[]? industries = null, string[]? keywords = null, string resume = "从事滚动轴承设计二十年，主持省级项目三项。") => new
    {
        name, idNumber, post = "教授级高级工程师", field = "机械", industries = industries ?? ["345"], strategicIndustries = new[] { "2.1" }, keywords = keywords ?? ["滚动轴承", "保持架"], resume,
    };

    /// <summary>Saves and applies; the answer is the receipt.</summary>
    public async Task<TestAnswer> ApplyAsync(string expert, object? profile = null)
    {
        var client = await AsAsync(expert);
        var read = (await client.GetAsync("experts/me/profile")).Expect(200);
        var saved = (await client.PutAsync("experts/me/profile", profile ?? Profile(), read.ETag)).Expect(200);
        return (await client.PostAsync("experts/me/application", etag: saved.ETag)).Expect(200);
    }

    /// <summary>Into the pool.</summary>
    public async Task AdmitAsync(string expert, string admin = "software", object? profile = null)
    {
        await ApplyAsync(expert, profile);
        await (await AsAsync(admin)).ReadAndApproveAsync("expert", ExpertId(expert).Value);
    }

    /// <summary>A registered resource.</summary>
    public async Task<ResourceRecord> RegisterAsync(
        int number, string title = "一种高速静音滚动轴承", UnitId? university = null, string[]? industries = null, string[]? keywords = null, string? batch = null, ResourceState state = ResourceState.Offered,
        ResourceKind kind = ResourceKind.Single, DateTimeOffset? at = null)
    {
        Assert.True(PatentNumber.TryParse("201819900001.7", out var patent, out _));
        var now = at ?? App.Server.Clock.GetUtcNow();
        var owner = university ?? UniversityUnit;
        var resource = new ResourceRecord(
            new ResourceId(NewId.Derived("r", "bench", number.ToString(System.Globalization.CultureInfo.InvariantCulture))), owner, owner == UniversityUnit ? "示例理工大学" : "另一所大学", "61", kind, title,
            [new TransferablePatent(patent, title) { Abstract = "公开了一种轴承，保持架的兜孔内设有储油槽。" }],
            new ResourceDossier
            {
                TechnicalField = "31", Maturity = TechnicalMaturity.PilotTrial, Ways = [TransferWay.Licence], ApplicationField = "家用电器", Industries = industries ?? ["3451"], Keywords = keywords ?? ["轴承"],
            },
            new ResourceContact("陈联系", "16900001234"), now, state)
        {
            Batch = batch,
            ChangedAt = now,
        };
        var write = new CaseWrite(ResourceRecords.AddressOf(resource.Id), ActStamp.BySystem(App.Server.Clock, "Seed")).Insert(CaseRows.Record, resource);
        await App.Service<CaseStore>().CommitAsync(ResourceRecords.Refresh(write), App.Server.Workflows);
        return resource;
    }

    /// <summary>Pushes resources to the software unit; the ids of the evaluations.</summary>
    public async Task<IReadOnlyList<string>> PushAsync(UnitId unit, params ResourceRecord[] resources)
    {
        (await (await National).PostAsync("evaluation-assignments", new { resources = resources.Select(r => r.Id.Value), units = new[] { unit.Value }, reason = "重点产业" }, key: NewId.Random("push"))).Expect(201);
        return [.. resources.Select(r => EvaluationId.Of(unit, r.Id).Value)];
    }

    /// <summary>The unit's own evaluation, published.</summary>
    public async Task<TestAnswer> PublishAsync(string admin, string evaluation, int stars, string comment = "具有产业化前景")
    {
        var client = await AsAsync(admin);
        var read = (await client.GetAsync("evaluations/" + evaluation)).Expect(200);
        return await client.PostAsync($"evaluations/{evaluation}/publication", new { stars, comment }, read.ETag);
    }

    /// <summary>A demand without a mistake.</summary>
    public static object Demand(string title = "求购低噪声轴承设计", string deadline = "2026-12-31", string description = "用于家用空调压缩机的深沟球轴承，要求噪声低于35分贝，寿命不低于两万小时。", string[]? attachments = null) => new
    {
        title, field = "31", industries = new[] { "3451" }, description, budget = 50.5m, deadline, attachments,
    };

    /// <summary>A submitted demand; its id.</summary>
    public async Task<string> SubmitDemandAsync(string admin = "software", object? demand = null)
    {
        var client = await AsAsync(admin);
        var created = (await client.PostAsync("demands", demand ?? Demand(), key: NewId.Random("demand"))).Expect(201);
        (await client.PostAsync($"demands/{created.Text("id")}/submission", etag: created.ETag)).Expect(200);
        return created.Text("id");
    }

    /// <summary>A public demand; its id.</summary>
    public async Task<string> PublishDemandAsync(string admin = "software", object? demand = null)
    {
        var id = await SubmitDemandAsync(admin, demand);
        await (await Operator).ReadAndApproveAsync("demand", id);
        return id;
    }

    /// <summary>What an intent says.</summary>
    public static object Intent(string need = "希望获得专利许可，用于新产品开发", string phone = "13812345678") => new { need, budget = 120m, contact = "孙联系", phone };

    /// <summary>A sent intent; its id.</summary>
    public async Task<string> SendIntentAsync(ResourceRecord resource, string admin = "software", object? intent = null) =>
        (await (await AsAsync(admin)).PostAsync($"resources/{resource.Id}/intents", intent ?? Intent(), key: NewId.Random("intent"))).Expect(201).Text("id");

    public Task IdleAsync() => App.Server.Clock.WhenIdleAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    internal static string ETagOf<T>(PatentFunctions.Platform.Storage.Stored<T> stored) => ETags.Of(stored.ETag);
}
