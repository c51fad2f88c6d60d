using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Accounts;
using PatentFunctions.Identifiers;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Focus;

/// <summary>The whole app with resources as universities have registered them.</summary>
internal static class FocusBench
{
    public static readonly UnitId University = new("u-university-a");

    /// <summary>The app without the sample resources, so that nothing matches but what a test registers.</summary>
    public static async Task<TestApp> StartAsync(string start = "2026-09-24T10:00")
    {
        var app = await TestApp.StartAsync(start);
        var (search, samples) = (app.Service<IResourceSearch>(), new List<ResourceId>());
        await foreach (var id in search.AllAsync(default)) samples.Add(id);
        await search.RemoveAsync(samples, default);
        return app;
    }

    /// <summary>Registers a resource: what the act leaves behind, written at once.</summary>
    public static async Task<ResourceId> RegisterAsync(LocalHostServer server, string title, string? at = null, UnitId? university = null, Func<ResourceDossier, ResourceDossier>? change = null, string? text = null)
    {
        var cases = server.Services.GetRequiredService<CaseStore>();
        var id = new ResourceId(NewId.Random(ResourceId.Prefix));
        var dossier = new ResourceDossier
        {
            TechnicalField = "31", Maturity = TechnicalMaturity.PilotTrial, Ways = [TransferWay.Licence], ApplicationField = "工业", StrategicIndustries = ["2.1.5"], Industries = ["3451"], Keywords = ["滚动轴承"],
        };
        Assert.True(PatentNumber.TryParse("ZL201810000001.9", out var number, out _) || PatentNumber.TryParse("CN200410009081.8", out number, out _));
        var owner = university ?? University;
        var registeredAt = at is null ? server.Services.GetRequiredService<TimeProvider>().GetUtcNow() : TestApp.China(at);
        var record = new ResourceRecord(
            id, owner, owner == University ? "示例大学" : "另一大学", "32", ResourceKind.Single, title, [new TransferablePatent(number, title) { Abstract = text ?? "用于高速机床。" }],
            change is null ? dossier : change(dossier), new ResourceContact("张示例", "13900000000"), registeredAt, ResourceState.Offered);
        await cases.CommitAsync(ResourceRecords.Refresh(new CaseWrite(ResourceRecords.AddressOf(id), new ActStamp(Actor.System, registeredAt, "Seed", "t")).Insert(CaseRows.Record, record)), server.Workflows);
        return id;
    }

    /// <summary>An expert of a sample unit, ready to sign in.</summary>
    public static async Task<TestClient> ExpertAsync(TestApp app, string unit)
    {
        var accounts = app.Service<AccountStore>();
        var admin = (await accounts.FindAsync(SampleAccounts.IdOf(unit), default))!.Value;
        var expert = admin with { Id = new AccountId(NewId.Random("a")), Username = "expert9", Role = Role.Expert, Phone = "19910000099", Mail = "expert9@sample.test" };
        var write = new CaseWrite(new CaseAddress("Accounts", expert.Id.Value), ActStamp.BySystem(app.Service<TimeProvider>(), "Seed"));
        Assert.Empty(await accounts.CreateAsync(expert, write, null, default));
        return await app.SignInAsync("expert9");
    }

    public static async Task<TestAnswer> SaveAsync(TestClient unit, object form)
    {
        var read = (await unit.GetAsync("focus")).Expect(200);
        return await unit.PutAsync("focus", form, read.ETag);
    }
}
