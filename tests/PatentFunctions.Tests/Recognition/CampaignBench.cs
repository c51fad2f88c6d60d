using PatentFunctions.Filing;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition;

/// <summary>
/// The whole app with filings that lie there as if they had come through their reviews: those of the sample unit <c>software</c> by number. The
/// people who act sign in anew after the clock was moved.
/// </summary>
internal sealed class CampaignBench : IAsyncDisposable
{
    public const int Year = 2026;
    public static readonly UnitId Unit = SampleAccounts.UnitOf("91110108MA9X00054E");

    private CampaignBench(TestApp app) => App = app;

    public TestApp App { get; }

    public TestClient National { get; private set; } = null!;

    public TestClient Examiner1 { get; private set; } = null!;

    public TestClient Examiner2 { get; private set; } = null!;

    public TestClient Software { get; private set; } = null!;

    public IRecordStore Records => App.Service<IRecordStore>();

    public static async Task<CampaignBench> StartAsync(string start = "2026-09-16T10:00")
    {
        var bench = new CampaignBench(await TestApp.StartAsync(start, ("Accounts:LoginsPerAddressPerHour", "10000")));
        await bench.SignInAsync();
        return bench;
    }

    public async Task MoveToAsync(string china)
    {
        await App.MoveToAsync(china);
        await SignInAsync();
    }

    /// <summary>Filings as they lie in the store once they have their numbers.</summary>
    public Task<IReadOnlyList<FilingRecord>> FileAsync(int count, Func<FilingRecord, FilingRecord>? change = null) => FileAsync(App.Server, count, change);

    public static async Task<IReadOnlyList<FilingRecord>> FileAsync(LocalHostServer server, int count, Func<FilingRecord, FilingRecord>? change = null)
    {
        var (numbers, records) = (Get<FilingNumbers>(server), Get<IRecordStore>(server));
        var filings = new List<FilingRecord>();
        for (var i = 0; i < count; i++)
        {
            var id = new FilingId(NewId.Random("p"));
            var filing = new FilingRecord(id, Unit, "北京示例软件技术有限公司", FilingState.Filed, 1, TestApp.China("2026-03-01T09:00"))
            {
                FilingYear = Year,
                FiledAt = TestApp.China("2026-03-10T09:00"),
                Content = new FilingContent(FilingSample.Draft.Product, FilingSample.Draft.Patents, FilingSample.Draft.Proof, FilingSample.Facts),
            };
            filing = change is null ? filing : change(filing);
            filing = filing with { Number = await numbers.AllocateAsync(id, filing.FilingYear!.Value, default) };
            await records.CommitAsync(FilingRecords.Table, id.Value, [new UpsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(filing) }]);
            filings.Add(filing);
        }
        return filings;
    }

    /// <summary>A campaign of the default terms, opened, its run over.</summary>
    public async Task OpenAsync(object? form = null)
    {
        var created = (await National.PostAsync("recognition-campaigns", new { year = Year, form = form ?? new { } }, key: NewId.Random("campaign"))).Expect(201);
        (await National.PostAsync($"recognition-campaigns/{Year}/entry-runs", etag: created.ETag)).Expect(202);
        await App.Server.Clock.WhenIdleAsync();
    }

    /// <summary>A batch over everything that meets the conditions, run to its end.</summary>
    public async Task<TestAnswer> BatchAsync(TestClient officer, string act, object where, object? parameters = null, string? why = null)
    {
        var started = (await officer.PostAsync("recognition-batches", new { year = Year, act, selection = new { where }, parameters, why }, key: NewId.Random("batch"))).Expect(202);
        await App.Server.Clock.WhenIdleAsync();
        return (await officer.GetAsync($"recognition-batches/{started.Text("id")}")).Expect(200);
    }

    /// <summary>An act on one product.</summary>
    public static async Task<TestAnswer> ActAsync(TestClient officer, RecognitionId id, string act, object? parameters = null, string? why = null)
    {
        var read = (await officer.GetAsync($"recognitions/{id}")).Expect(200);
        return await officer.PostAsync($"recognitions/{id}/acts/{act}", new { parameters, why }, read.ETag);
    }

    public async Task<RecognitionRecord> RecordAsync(RecognitionId id) => (await App.Service<RecognitionRecords>().FindAsync(id, default))!.Value;

    /// <summary>Counts by state, none left out.</summary>
    public async Task<IReadOnlyDictionary<RecognitionState, int>> CountsAsync()
    {
        var counts = (await National.GetAsync($"recognition-campaigns/{Year}/counts")).Expect(200);
        var states = counts.Items("states").ToDictionary(s => Enum.Parse<RecognitionState>(s.GetProperty("state").GetString()!, true), s => s.GetProperty("count").GetInt32());
        Assert.Equal(counts.At("total").GetInt32(), states.Values.Sum());
        return states;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public static T Get<T>(LocalHostServer server)
        where T : notnull => (T)server.Services.GetService(typeof(T))!;

    private async Task SignInAsync()
    {
        National = await App.SignInAsync("national");
        Examiner1 = await App.SignInAsync("examiner1");
        Examiner2 = await App.SignInAsync("examiner2");
        Software = await App.SignInAsync("software");
    }
}
