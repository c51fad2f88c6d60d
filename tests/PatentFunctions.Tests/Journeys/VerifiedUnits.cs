using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Tests.Journeys;

/// <summary>
/// The whole app with two units that have come through realname verification over HTTP, with asset information and imported patents, and the
/// people who act. One for all tests of a class that leaves the clock alone.
/// </summary>
public sealed class VerifiedUnits : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public TestClient Bearing { get; private set; } = null!;

    public TestClient Medical { get; private set; } = null!;

    public TestClient Examiner1 { get; private set; } = null!;

    public TestClient Examiner2 { get; private set; } = null!;

    public static async Task<VerifiedUnits> StartAsync(string start, bool assets = true)
    {
        var units = new VerifiedUnits();
        await units.StartOnAsync(start, assets);
        return units;
    }

    public Task InitializeAsync() => StartOnAsync("2026-11-23T10:00", true);

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>Moves the clock and signs everybody in again: access tokens do not live through the night.</summary>
    public async Task MoveToAsync(string china)
    {
        await App.MoveToAsync(china);
        await SignInAsync();
    }

    /// <summary>Sample registers into the app, so that units are known and patents can be imported.</summary>
    public static async Task ImportRegistersAsync(TestClient @operator, Func<Task> idle)
    {
        (await @operator.SendAsync(HttpMethod.Post, "units/business-register/imports", Csv("business-register.csv"))).Expect(200);
        var import = await @operator.SendAsync(HttpMethod.Post, "patents/register/imports", Csv("patents.csv"), key: "journeys-patents");
        Assert.True(import.Status is 200 or 202, import.ToString());
        await idle();
    }

    /// <summary>One unit from nothing to verified with patents.</summary>
    public static async Task VerifyAsync(SampleUnit unit, TestClient admin, TestClient examiner, Func<Task> idle, bool assets = true)
    {
        var form = await unit.RealnameFormAsync(admin, 2025);
        if (!assets) form = form with { AssetsLater = true, Assets = null, AssetYear = null };
        var receipt = await SampleUnit.SubmitRealnameAsync(admin, form);
        await examiner.ReadAndApproveAsync("realname", receipt.Text("case"));
        (await admin.PostAsync("patents/imports", key: NewId.Random("import"))).Expect(202);
        await idle();
    }

    private static StringContent Csv(string name)
    {
        using var reader = new StreamReader(EmbeddedData.Open("SampleData/data/" + name));
        return new StringContent(reader.ReadToEnd(), Encoding.UTF8, "text/csv");
    }

    private async Task StartOnAsync(string start, bool assets)
    {
        App = await TestApp.StartAsync(start, ("Accounts:LoginsPerAddressPerHour", "10000"));
        await SignInAsync();
        Task Idle() => App.Server.Clock.WhenIdleAsync();
        await ImportRegistersAsync(await App.SignInAsync("operator"), Idle);
        await VerifyAsync(SampleUnit.Bearing, Bearing, Examiner1, Idle, assets);
        await VerifyAsync(SampleUnit.Medical, Medical, Examiner2, Idle, assets);
    }

    private async Task SignInAsync()
    {
        Bearing = await App.SignInAsync("bearing");
        Medical = await App.SignInAsync("medical");
        Examiner1 = await App.SignInAsync("examiner1");
        Examiner2 = await App.SignInAsync("examiner2");
    }
}
