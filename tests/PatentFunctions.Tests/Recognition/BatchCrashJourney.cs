using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Recognition;

/// <summary>A batch over hundreds of products in a process that is killed again and again.</summary>
public sealed class BatchCrashJourney(ITestOutputHelper output)
{
    private const string Start = "2026-09-16T10:00";
    private const int Products = 600;
    private const int MostKills = 4;

    [Fact]
    [Trait("Spec", "REC-02")]
    [Trait("Spec", "COM-02")]
    public async Task Kill_WhileABatchAsksForSupplements_AsksEveryUnitOnceForEachProduct()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("batch-crash-");
        try
        {
            var ids = await PrepareAsync(folder.FullName);
            var (kills, finished) = (0, false);
            while (!finished)
            {
                using var app = await ChildApp.StartAsync(folder.FullName, Start);
                try
                {
                    // A life that ended between the order and the start of its run has left the start in the outbox; nothing else moves the clock.
                    await app.PassMinutesAsync();
                    // Signing in is two requests; the order is the third or was written before.
                    if (kills < MostKills) app.KillAtRequest(random.Next(3, 6), TimeSpan.FromMilliseconds(random.Next(20, 400)));
                    var examiner = await app.SignInAsync("examiner1");
                    var order = new { year = 2026, act = "request-supplement", selection = new { ids }, why = "请配合" };
                    var batch = (await examiner.PostAsync("recognition-batches", order, key: "ask-them-all")).Expect(202);
                    while (!finished)
                    {
                        var read = (await examiner.GetAsync("recognition-batches/" + batch.Text("id"))).Expect(200);
                        finished = read.Text("state") == "completed";
                    }
                }
                catch (Exception e) when (app.WasKilled && e is HttpRequestException or IOException)
                {
                    // Killed under way.
                }
                await app.WhenKilledAsync();
                if (app.WasKilled) kills++;
                output.WriteLine($"killed {kills} times; finished: {finished}");
            }
            Assert.True(kills >= 1, "no kill proves nothing");
            await AssertOnceAsync(folder.FullName, ids);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<RecognitionId>> PrepareAsync(string folder)
    {
        await using var server = await StartAsync(folder);
        var filings = await CampaignBench.FileAsync(server, Products);
        var (national, examiner) = (new TestClient(ConformanceHandler.ClientOf(server)), new TestClient(ConformanceHandler.ClientOf(server)));
        await national.SignInAsync("national");
        await examiner.SignInAsync("examiner1");
        var created = (await national.PostAsync("recognition-campaigns", new { year = 2026, form = new { minScore = 10 } }, key: "campaign-2026")).Expect(201);
        (await national.PostAsync("recognition-campaigns/2026/entry-runs", etag: created.ETag)).Expect(202);
        await server.Clock.WhenIdleAsync();
        foreach (var (act, parameters) in new (string, object?)[] { ("score", new { suggested = true }), ("pass-screening", null) })
        {
            (await examiner.PostAsync("recognition-batches", new { year = 2026, act, selection = new { where = new { } }, parameters }, key: "prepare-" + act)).Expect(202);
            await server.Clock.WhenIdleAsync();
        }
        return [.. filings.Select(f => RecognitionId.Of(2026, f.Id))];
    }

    private static async Task AssertOnceAsync(string folder, List<RecognitionId> ids)
    {
        await using var server = await StartAsync(folder);
        await server.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        var (cases, records) = (CampaignBench.Get<CaseStore>(server), CampaignBench.Get<IRecordStore>(server));
        foreach (var id in ids)
        {
            var record = (await CampaignBench.Get<RecognitionRecords>(server).FindAsync(id, default))!.Value;
            Assert.Equal(RecognitionState.SupplementRequested, record.State);
            Assert.Single(record.Steps, s => s.Act == RecognitionAct.RequestSupplement);
            Assert.Empty(await cases.VerifyAuditAsync(RecognitionRecords.AddressOf(id)));
            var clock = await server.Workflows.GetInstanceAsync(PatentFunctions.Recognition.Supplements.SupplementDeadline.InstanceId(id, record.Supplement!.DueOn), CancellationToken.None);
            Assert.Equal(OrchestrationRuntimeStatus.Running, clock!.RuntimeStatus);
        }
        Assert.Empty((await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery())).Records);
        var national = new TestClient(ConformanceHandler.ClientOf(server));
        await national.SignInAsync("national");
        var counts = (await national.GetAsync("recognition-campaigns/2026/counts")).Expect(200);
        Assert.Equal(Products, counts.Items("states").Single(s => s.GetProperty("state").GetString() == "supplementRequested").GetProperty("count").GetInt32());
        Assert.Equal(Products, counts.At("total").GetInt32());
        var batch = Assert.Single((await national.GetAsync("recognition-campaigns/2026/batches")).Expect(200).Items(), b => b.GetProperty("act").GetString() == "request-supplement");
        Assert.Equal((Products, 0), (batch.GetProperty("done").GetInt32(), batch.GetProperty("refused").GetInt32()));
        // The unit was told once for each product.
        var software = new TestClient(ConformanceHandler.ClientOf(server));
        await software.SignInAsync("software");
        var told = 0;
        for (string? next = ""; next is not null;)
        {
            var page = (await software.GetAsync("notifications?take=200" + (next.Length == 0 ? "" : "&continuation=" + next))).Expect(200);
            told += page.Items().Count(n => n.GetProperty("title").GetString() == "专利密集型产品认定补充材料");
            next = page.Json.TryGetProperty("continuation", out var token) ? token.GetString() : null;
        }
        Assert.Equal(Products, told);
    }

    private static async Task<LocalHostServer> StartAsync(string folder)
    {
        var options = new LocalHostServerOptions { DataFolder = folder, Start = TestApp.China(Start) };
        options.Settings["Accounts:PasswordIterations"] = "1000";
        options.Settings["LocalHost:Synchronous"] = "NORMAL";
        return await LocalHostServer.StartAsync(typeof(App).Assembly, options);
    }
}
