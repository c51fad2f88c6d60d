using System.Globalization;
using System.Text;
using PatentFunctions.Filing;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Recognition.Notices;

/// <summary>The whole app with products of a sample unit that the experts have proposed, and the people who act.</summary>
internal sealed class NoticeBench : IAsyncDisposable
{
    public const int Year = 2026;
    public const string Phone = "19910000061";
    public static readonly UnitId Unit = SampleAccounts.UnitOf("91320102MA9X00011U");

    private static readonly Actor Expert = new(new AccountId("a-expert"), Role.Examiner, "试点平台");

    private NoticeBench(LocalHostServer server) => Server = server;

    public LocalHostServer Server { get; }

    public TestClient Anybody => new(ConformanceHandler.ClientOf(Server));

    public CaseStore Cases => Service<CaseStore>();

    /// <param name="start">Wall time in Shanghai.</param>
    /// <param name="folder">Data folder that outlives the app; null for one of its own.</param>
    public static async Task<NoticeBench> StartAsync(string? start, string? folder = null)
    {
        var options = new LocalHostServerOptions { DataFolder = folder };
        if (start is not null) options.Start = TestApp.China(start);
        options.Settings["LocalHost:Synchronous"] = "NORMAL";
        options.Settings["Accounts:PasswordIterations"] = "1000";
        return new NoticeBench(await LocalHostServer.StartAsync(typeof(App).Assembly, options));
    }

    public T Service<T>()
        where T : notnull => (T)Server.Services.GetService(typeof(T))!;

    public Task MoveToAsync(string china) => Server.Clock.AdvanceToAsync(TestApp.China(china));

    public async Task<TestClient> SignInAsync(string name)
    {
        var client = Anybody;
        await client.SignInAsync(name);
        return client;
    }

    /// <summary>An announcement to put products under.</summary>
    public async Task<string> AnnounceAsync(string number = "第1批")
    {
        var national = await SignInAsync("national");
        var form = new { year = Year, number, title = $"{Year}年度专利密集型产品认定结果公示（{number}）", text = "现将拟认定产品予以公示。" };
        return (await national.PostAsync("notice-announcements", form, key: "announce-" + Uri.EscapeDataString(number))).Expect(201).Text("id");
    }

    /// <summary>A product that the experts have proposed, with its filing.</summary>
    public async Task<RecognitionId> ProposedAsync(int number, bool publish = false)
    {
        var filing = new FilingId(string.Create(CultureInfo.InvariantCulture, $"p-notice-{number:D6}"));
        var serial = string.Create(CultureInfo.InvariantCulture, $"2026{number:D6}");
        var content = new FilingContent(FilingSample.Draft.Product, FilingSample.Draft.Patents with { Publish = publish }, FilingSample.Draft.Proof, FilingSample.Facts);
        var record = new FilingRecord(filing, Unit, "江苏示例精密轴承有限公司", FilingState.Filed, 1, Now) { Number = serial, FilingYear = 2026, FiledAt = Now, Content = content };
        await Cases.CommitAsync(new CaseWrite(FilingRecords.AddressOf(filing), Stamp).Insert(CaseRows.Record, record).Insert(FilingRecords.DraftRow, FilingSample.Draft), Server.Workflows);
        var recognition = new RecognitionRecord(RecognitionId.Of(Year, filing), Year, filing, serial, Unit, record.UnitName, string.Create(CultureInfo.InvariantCulture, $"深沟球轴承{number}"), $"6{number:D3}", RecognitionState.Proposed)
        {
            Patents = 3,
            Steps = [new RecognitionStep(RecognitionAct.Recommend, RecognitionState.Proposed, Expert, Now, null)],
        };
        var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), Stamp).Insert(CaseRows.Record, recognition);
        await Cases.CommitAsync(RecognitionProjections.RefreshAll(write), Server.Workflows);
        return recognition.Id;
    }

    /// <summary>Puts one product on notice.</summary>
    public async Task<TestAnswer> StartNoticeAsync(RecognitionId id, string announcement) =>
        await (await SignInAsync("national")).PostAsync($"recognitions/{id}/acts/start-notice", new { parameters = new { announcement } }, ETags(await StoredAsync(id)));

    public async Task<RecognitionId> InNoticeAsync(int number, string announcement, bool publish = false)
    {
        var id = await ProposedAsync(number, publish);
        (await StartNoticeAsync(id, announcement)).Expect(200);
        return id;
    }

    public async Task<Stored<RecognitionRecord>> StoredAsync(RecognitionId id) => (await Service<RecognitionRecords>().FindAsync(id, default))!;

    public async Task<RecognitionRecord> RecordAsync(RecognitionId id) => (await StoredAsync(id)).Value;

    /// <summary>What an objection, or the decision on one, does to the product's record.</summary>
    public async Task ObjectionsAsync(RecognitionId id, RecognitionAct act, int by)
    {
        var stored = await StoredAsync(id);
        var next = stored.Value.After(act, Stamp) with { OpenObjections = stored.Value.OpenObjections + by };
        var write = new CaseWrite(RecognitionRecords.AddressOf(id), Stamp).Replace(stored, next).Send(PublicNotice.Look(id, act.ToString()));
        await Cases.CommitAsync(RecognitionProjections.RefreshAll(write), Server.Workflows);
        await Server.Clock.WhenIdleAsync();
    }

    public async Task ImportCalendarAsync(IReadOnlyList<PatentFunctions.Calendar.CalendarDay> days)
    {
        var @operator = await SignInAsync("operator");
        using var csv = new StringContent(SampleCalendar.Csv(days), Encoding.UTF8, "text/csv");
        (await @operator.PostAsync("calendar", csv, (await @operator.GetAsync("calendar")).ETag)).Expect(200);
        await Server.Clock.WhenIdleAsync();
    }

    public async Task<IReadOnlyList<string>> SmsAsync(string template) =>
        [.. (await Anybody.LettersToAsync(Phone)).Where(l => l.Template == template).Select(l => l.Text)];

    public async Task<OrchestrationRuntimeStatus?> ClockAsync(RecognitionId id) =>
        (await Server.Workflows.GetInstanceAsync(PublicNotice.InstanceId(id), CancellationToken.None))?.RuntimeStatus;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private DateTimeOffset Now => Server.Clock.GetUtcNow();

    private ActStamp Stamp => new(Expert, Now, "Test", "t");

    private static string ETags<T>(Stored<T> stored) => PatentFunctions.Platform.Http.ETags.Of(stored.ETag);
}
