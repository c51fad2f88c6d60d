using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Storage;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Costs;

/// <summary>
/// What acts really do, counted while they are played: transactions of the tables, events of the workflows' histories, messages. docs/cost.md
/// calculates with these numbers, so that an act that becomes dearer is seen.
/// </summary>
public sealed class CostMeasurementTests
{
    // An act may become a little dearer before the page has to be calculated anew.
    private const decimal Tolerance = 0.2m;

    [Fact]
    public async Task Acts_DoWhatTheCostPageCalculatesWith()
    {
        CountingRecordStore store = null!;
        await using var app = await TestApp.StartAsync(
            services =>
            {
                var registered = services.Last(d => d.ServiceType == typeof(IRecordStore));
                services.AddSingleton<IRecordStore>(s => store = new CountingRecordStore((IRecordStore)registered.ImplementationFactory!(s)));
            },
            "2026-11-23T10:00");
        var measured = new SortedDictionary<string, Measured>(StringComparer.Ordinal);
        async Task<T> MeasureAsync<T>(string act, Func<Task<T>> playAsync)
        {
            await app.Server.Clock.WhenIdleAsync();
            var before = await CountAsync(app, store);
            var answer = await playAsync();
            await app.Server.Clock.WhenIdleAsync();
            measured[act] = (await CountAsync(app, store)) - before;
            return answer;
        }

        var examiner = await app.SignInAsync("examiner1");
        var unit = await MeasureAsync("signIn", async () =>
        {
            var signedIn = await app.SignInAsync("bearing");
            (await signedIn.GetAsync("accounts/me")).Expect(200);
            return signedIn;
        });
        await VerifiedUnits.VerifyAsync(SampleUnit.Bearing, unit, examiner, () => app.Server.Clock.WhenIdleAsync());
        await MeasureAsync("patentImport", () => unit.PostAsync("patents/imports", key: "cost-import"));
        var filled = await SampleUnit.FillFilingAsync(unit, "6204AC");
        await MeasureAsync("page", () => unit.GetAsync("filings?take=20"));
        var read = await MeasureAsync("detail", () => unit.GetAsync($"filings/{filled.Id}"));
        var saved = await MeasureAsync("draftSave", () => unit.PutAsync($"filings/{filled.Id}/draft/product", filled.Product, read.ETag));
        await MeasureAsync("preCheck", () => unit.PostAsync($"filings/{filled.Id}/draft/check"));
        await MeasureAsync("upload", () => unit.UploadAsync("product-other-image", SampleImage.Bitmap(0xA0), "附图.bmp"));
        await MeasureAsync("submission", () => unit.PostAsync($"filings/{filled.Id}/submission", etag: saved.ETag));
        await MeasureAsync("review", async () =>
        {
            (await examiner.GetAsync("reviews/filing?take=20")).Expect(200);
            return await examiner.ApproveAsync(await examiner.ReadAsync("filing", filled.Id));
        });
        Assert.Equal("已备案", (await unit.GetAsync($"filings/{filled.Id}")).Text("stateName"));
        await MeasureAsync("publicSearch", () => app.Anybody().GetAsync("public/filings?q=%E8%BD%B4%E6%89%BF&take=20"));
        await MeasureAsync("resourceSearch", () => unit.GetAsync("resources?q=%E8%BD%B4%E6%89%BF&take=20"));
        (await unit.PutAsync("focus", new { keywords = new[] { "轴承" } }, null)).Expect(200);
        await app.MoveToAsync("2026-11-23T11:00");
        await MeasureAsync("idleHour", async () =>
        {
            await app.MoveToAsync("2026-11-23T12:00");
            return 0;
        });

        var page = CostFile.Read();
        var said = string.Join('\n', measured.Select(m => string.Create(CultureInfo.InvariantCulture, $"\"{m.Key}\": {{ \"tables\": {m.Value.Tables}, \"events\": {m.Value.Events}, \"sms\": {m.Value.Sms}, \"mails\": {m.Value.Mails} }},")));
        Assert.True(page.Acts.Keys.Order(StringComparer.Ordinal).SequenceEqual(measured.Keys), said);
        Assert.All(measured, m => Assert.True(IsNear(page.Acts[m.Key], m.Value), $"{m.Key} is another than in docs/cost.json:\n{said}"));
    }

    private static bool IsNear(Measured page, Measured now) =>
        IsNear(page.Tables, now.Tables) && IsNear(page.Events, now.Events) && page.Sms == now.Sms && page.Mails == now.Mails;

    private static bool IsNear(long page, long now) => Math.Abs(now - page) <= Math.Max(1, page * Tolerance);

    private static async Task<Measured> CountAsync(TestApp app, CountingRecordStore store)
    {
        var tables = store.Transactions;
        await using var durable = new SqliteConnection($"Data Source={Path.Combine(app.Server.DataFolder, "durable.db")};Mode=ReadOnly;Pooling=False");
        await durable.OpenAsync();
        await using var count = durable.CreateCommand();
        count.CommandText = "SELECT count(*) FROM history";
        var events = (long)(await count.ExecuteScalarAsync())!;
        var letters = await OutboxRecords.ListAsync(store.Inner, null, null, 1_000, CancellationToken.None);
        return new Measured(tables, events, letters.Count(l => l.Channel == NotificationChannel.Sms), letters.Count(l => l.Channel == NotificationChannel.Mail));
    }
}
