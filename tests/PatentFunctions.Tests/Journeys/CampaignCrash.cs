using System.Globalization;
using System.Text.Json;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Journeys;

/// <summary>
/// A whole campaign from eligibility to certificates, with the app killed at random moments of every step. PATENTFUNCTIONS_CAMPAIGN gives
/// another number of products, e.g. 5000.
/// </summary>
public sealed class CampaignCrash(ITestOutputHelper output)
{
    private const string Start = "2026-11-02T10:00";
    private const string NoticeFrom = "2026-11-23T10:00";
    private const int MostKills = 10;

    // Words of the text messages that every recognized product leads to, one each.
    private static readonly string[] Letters = ["recognition.supplement-requested", "recognition.in-notice", "recognition.recognized"];

    private readonly Random random = new(Environment.TickCount);
    private int kills;

    private ITestOutputHelper Output { get; } = output;

    [Fact]
    [Trait("Spec", "REC-01")]
    [Trait("Spec", "REC-02")]
    [Trait("Spec", "REC-03")]
    [Trait("Spec", "REC-05")]
    [Trait("Spec", "COM-02")]
    public async Task Kill_OnTheWayFromEligibilityToCertificates_EndsEachProductOnce()
    {
        var products = int.Parse(Environment.GetEnvironmentVariable("PATENTFUNCTIONS_CAMPAIGN") ?? "150", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("campaign-crash-");
        try
        {
            List<SeededProduct> seeded;
            await using (var server = await StartAsync(folder.FullName, Start)) seeded = await CampaignSeed.WriteAsync(server, products);
            var eligible = seeded.Where(p => p.Eligible).ToList();
            using (var run = new Run(this, folder.FullName, products))
            {
                await run.StepAsync("entry", EnterAsync);
                await run.BatchAsync("examiner1", "score", new { economicBenefit = 80, protectionStrength = 70, valueContribution = 75, patentDependence = 90 }, "eligible", eligible.Count);
                await run.BatchAsync("examiner1", "pass-screening", null, "eligible", eligible.Count);
                await run.BatchAsync("examiner1", "request-supplement", new { }, "screened", eligible.Count);
                await run.StepAsync("supplements", app => SubmitAsync(app, eligible));
                await run.BatchAsync("examiner1", "recommend", new { opinion = "同意", checklist = await ChecklistAsync(run) }, "underExpertReview", eligible.Count);
                await run.BatchAsync("examiner2", "confirm-recommendation", null, "underExpertReview", eligible.Count);
                await run.StepAsync("wait", app => MoveAsync(app, NoticeFrom));
                var announcement = await run.StepAsync("announcement", AnnounceAsync);
                await run.BatchAsync("national", "start-notice", new { announcement }, "proposed", eligible.Count);
                await run.StepAsync("ninth day", app => MoveAsync(app, "2026-12-07T10:00"));
                Assert.Equal(eligible.Count, await run.StepAsync("still in notice", app => CountAsync(app, RecognitionState.InNotice)));
                await run.StepAsync("tenth day over", app => MoveAsync(app, "2026-12-08T10:00"));
                Output.WriteLine($"{products} products, killed {kills} times");
                Assert.True(kills >= 5, $"{kills} kills are too few to prove anything");
            }
            await AssertAsync(folder.FullName, seeded);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<LocalHostServer> StartAsync(string folder, string start)
    {
        var options = new LocalHostServerOptions { DataFolder = folder, Start = TestApp.China(start) };
        options.Settings["LocalHost:Synchronous"] = "NORMAL";
        options.Settings["Accounts:PasswordIterations"] = "1000";
        return await LocalHostServer.StartAsync(typeof(App).Assembly, options);
    }

    private static async Task EnterAsync(ChildApp app)
    {
        // A life that ended between opening the campaign and starting the run has left the start in the outbox.
        await app.PassMinutesAsync();
        var national = await app.SignInAsync("national");
        var created = await national.PostAsync("recognition-campaigns", new { year = 2026 }, key: "campaign-2026-created");
        Assert.True(created.Status is 201 or 409, created.ToString());
        for (var run = (await national.GetAsync("recognition-campaigns/2026/entry-runs/1")); ; run = await national.GetAsync("recognition-campaigns/2026/entry-runs/1"))
        {
            if (run.Status == 404)
            {
                var campaign = (await national.GetAsync("recognition-campaigns/2026")).Expect(200);
                var ordered = await national.PostAsync("recognition-campaigns/2026/entry-runs", etag: campaign.ETag, key: "campaign-2026-entry-1");
                Assert.True(ordered.Status is 200 or 201 or 202 or 409 or 412, ordered.ToString());
            }
            else if (run.Expect(200).Json.TryGetProperty("finishedAt", out _))
            {
                return;
            }
            await Task.Delay(50);
        }
    }

    private static async Task<Dictionary<string, bool>> ChecklistAsync(Run run) =>
        await run.StepAsync("checklist", async app =>
        {
            var examiner = await app.SignInAsync("examiner1");
            var first = (await examiner.GetAsync("recognition-campaigns/2026/recognitions?take=1")).Expect(200).Items()[0].GetProperty("id").GetString();
            return (await examiner.GetAsync($"reviews/recognition/{first}")).Expect(200).Items("checklist").ToDictionary(c => c.GetProperty("code").GetString()!, _ => true);
        });

    private static async Task SubmitAsync(ChildApp app, IReadOnlyList<SeededProduct> products)
    {
        await Parallel.ForEachAsync(products.GroupBy(p => p.Unit), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (group, _) =>
        {
            var unit = await app.SignInAsync(CampaignSeed.UsernameOf(group.Key));
            foreach (var product in group)
            {
                var path = $"recognitions/{RecognitionId.Of(2026, product.Id)}/supplement";
                var read = (await unit.GetAsync(path)).Expect(200);
                if (read.Json.TryGetProperty("submittedAt", out var _)) continue;
                var saved = (await unit.SendAsync(HttpMethod.Put, path, new { protectionStrength = "权利要求覆盖核心结构", valueContribution = "降低能耗", patentDependence = "竞争力依赖专利" }, etag: read.ETag)).Expect(200);
                (await unit.PostAsync(path + "/submission", etag: saved.ETag)).Expect(200);
            }
        });
    }

    private static async Task<string> AnnounceAsync(ChildApp app)
    {
        var national = await app.SignInAsync("national");
        var published = await national.PostAsync("notice-announcements", new { year = 2026, number = "2026年第1号", title = "2026年度专利密集型产品拟认定名单公示", text = "现将拟认定的专利密集型产品予以公示。" }, key: "announcement-2026-1");
        Assert.True(published.Status is 200 or 201, published.ToString());
        return published.Text("id");
    }

    private static async Task<bool> MoveAsync(ChildApp app, string china)
    {
        var @operator = await app.SignInAsync("operator");
        var to = TestApp.China(china);
        if ((await @operator.GetAsync("local/clock")).Expect(200).At("now").GetDateTimeOffset() < to) (await @operator.PostAsync("local/clock", new { to })).Expect(200);
        return true;
    }

    private static async Task<int> CountAsync(ChildApp app, RecognitionState state)
    {
        await app.PassMinutesAsync();
        var counts = (await (await app.SignInAsync("examiner1")).GetAsync("recognition-campaigns/2026/counts")).Expect(200);
        Assert.Equal(counts.At("total").GetInt32(), counts.Items("states").Sum(s => s.GetProperty("count").GetInt32()));
        return counts.Items("states").Where(s => Enum.Parse<RecognitionState>(s.GetProperty("state").GetString()!, ignoreCase: true) == state).Sum(s => s.GetProperty("count").GetInt32());
    }

    private async Task AssertAsync(string folder, List<SeededProduct> seeded)
    {
        await using var server = await StartAsync(folder, Start);
        await server.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        var (cases, records) = (Service<CaseStore>(server), Service<IRecordStore>(server));
        var certificates = new HashSet<string>();
        foreach (var product in seeded)
        {
            var id = RecognitionId.Of(2026, product.Id);
            var recognition = (await Service<RecognitionRecords>(server).FindAsync(id, default))?.Value;
            Assert.Equal(product.Eligible, recognition is not null);
            if (recognition is null) continue;
            Assert.Equal(RecognitionState.Recognized, recognition.State);
            Assert.True(certificates.Add(recognition.Certificate!.Facts.Number));
            // A unit may save its supplement as often as it likes; everything else happens once.
            var acts = recognition.Steps.Where(s => s.Act != RecognitionAct.SaveSupplement).Select(s => (s.Act, s.By.Account)).ToList();
            Assert.Equal(acts.Distinct(), acts);
            Assert.Empty(await cases.VerifyAuditAsync(RecognitionRecords.AddressOf(id)));
            Assert.Empty((await records.QueryAsync(RecognitionRecords.Table, new RecordQuery { Partition = id.Value, RowPrefix = CaseRows.Outbox })).Records);
        }
        Assert.Equal(seeded.Count(p => p.Eligible), certificates.Count);
        Assert.Empty((await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery())).Records);

        var client = new TestClient(ConformanceHandler.ClientOf(server));
        await client.SignInAsync("examiner1");
        var counts = (await client.GetAsync("recognition-campaigns/2026/counts")).Expect(200);
        Assert.Equal(certificates.Count, counts.At("total").GetInt32());
        Assert.Equal(certificates.Count, counts.Items("states").Where(s => s.GetProperty("stateName").GetString() == "已认定").Sum(s => s.GetProperty("count").GetInt32()));

        var letters = 0;
        foreach (var unit in seeded.GroupBy(p => p.Unit))
        {
            var got = (await client.LettersToAsync(CampaignSeed.PhoneOf(unit.Key))).Where(l => l.Channel == "sms").ToList();
            letters += got.Count;
            foreach (var product in unit)
                foreach (var template in Letters)
                    Assert.Equal(product.Eligible ? 1 : 0, got.Count(l => l.Template == template && l.Text.Contains(product.Product, StringComparison.Ordinal)));
        }
        Output.WriteLine($"{certificates.Count} certificates, {letters} text messages");
    }

    private static T Service<T>(LocalHostServer server)
        where T : notnull => (T)server.Services.GetService(typeof(T))!;

    /// <summary>Runs each step to its end, in as many lives of the app as that takes.</summary>
    private sealed class Run(CampaignCrash campaign, string folder, int products) : IDisposable
    {
        private ChildApp? app;

        public Task<bool> StepAsync(string name, Func<ChildApp, Task> play) => StepAsync(name, async a =>
        {
            await play(a);
            return true;
        });

        public async Task<T> StepAsync<T>(string name, Func<ChildApp, Task<T>> play)
        {
            // One death a step at most, so that every step of the way has its share.
            for (var killedHere = false; ; killedHere = true)
            {
                app ??= await ChildApp.StartAsync(folder, Start);
                if (campaign.kills < MostKills && !killedHere && !app.WillBeKilled) app.KillAfter(TimeSpan.FromMilliseconds(campaign.random.Next(100, 1500 + (products * 6))));
                try
                {
                    return await play(app);
                }
                catch (Exception e) when (app.WillBeKilled && e is HttpRequestException or IOException or JsonException)
                {
                    await app.WhenKilledAsync();
                    campaign.kills++;
                    campaign.Output.WriteLine($"killed in step '{name}'");
                    app.Dispose();
                    app = null;
                }
            }
        }

        public Task<bool> BatchAsync(string who, string act, object? parameters, string state, int expected) => StepAsync(act, async a =>
        {
            await a.PassMinutesAsync();
            var officer = await a.SignInAsync(who);
            var ordered = await officer.PostAsync("recognition-batches", new { year = 2026, act, selection = new { where = new { states = new[] { state } } }, parameters }, key: $"campaign-2026-{act}");
            ordered.Expect(202);
            var path = "recognition-batches/" + ordered.Text("id");
            while (true)
            {
                var batch = (await officer.GetAsync(path)).Expect(200);
                if (batch.Json.TryGetProperty("finishedAt", out _))
                {
                    Assert.Equal((expected, expected, 0), (batch.At("total").GetInt32(), batch.At("done").GetInt32(), batch.At("refused").GetInt32()));
                    return;
                }
                await Task.Delay(50);
            }
        });

        public void Dispose() => app?.Dispose();
    }
}
