using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Recognition.Criteria;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Platform;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Recognition.Batches;

[Trait("Spec", "REC-02")]
[Trait("Spec", "COM-17")]
public sealed class RecognitionBatchTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Batch_OfHundreds_DoesEachOnceListsWhatItRefusedAndCountsAddUp()
    {
        await using var bench = await CampaignBench.StartAsync();
        const int products = 420;
        var ids = (await bench.FileAsync(products)).Select(f => RecognitionId.Of(2026, f.Id)).ToList();
        await Timed("entry", products, () => bench.OpenAsync(new { minScore = 10 }));
        await Timed("score", products, () => bench.BatchAsync(bench.Examiner1, "score", new { states = new[] { "eligible" } }, new { suggested = true }));
        var failed = (await bench.Examiner1.PostAsync("recognition-batches", new { year = 2026, act = "fail-screening", selection = new { ids = ids.Take(20) }, why = "不符合评价基准" }, key: "fail-some-01")).Expect(202);
        await bench.App.Server.Clock.WhenIdleAsync();
        Assert.Equal(20, (await bench.Examiner1.GetAsync("recognition-batches/" + failed.Text("id"))).At("done").GetInt32());

        // Everything, also what was failed and one that does not exist.
        var command = new { year = 2026, act = "pass-screening", selection = new { ids = ids.Select(i => i.Value).Append("r2026-p-none").Append(ids[0].Value) } };
        TestAnswer started = null!;
        await Timed("pass-screening", products + 1, async () =>
        {
            started = (await bench.Examiner1.PostAsync("recognition-batches", command, key: "pass-them-all")).Expect(202);
            await bench.App.Server.Clock.WhenIdleAsync();
        });
        Assert.Equal(started.Text("id"), (await bench.Examiner1.PostAsync("recognition-batches", command, key: "pass-them-all")).Expect(202).Text("id"));
        var done = (await bench.National.GetAsync("recognition-batches/" + started.Text("id"))).Expect(200);
        Assert.Equal(("completed", products + 1, products - 20, 21), (done.Text("state"), done.At("total").GetInt32(), done.At("done").GetInt32(), done.At("refused").GetInt32()));
        var first = (await bench.National.GetAsync($"recognition-batches/{started.Text("id")}/refusals?take=15")).Expect(200);
        var second = (await bench.National.GetAsync($"recognition-batches/{started.Text("id")}/refusals?take=15&continuation={first.Text("continuation")}")).Expect(200);
        var refused = first.Items().Concat(second.Items()).ToList();
        Assert.Equal(21, refused.Select(r => r.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(["not-found", "recognition-act-refused"], refused.Select(r => r.GetProperty("code").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.False(second.Json.TryGetProperty("continuation", out _));

        await Timed("request-supplement", products - 20, () => bench.BatchAsync(bench.Examiner1, "request-supplement", new { states = new[] { "screened" } }));
        var counts = await bench.CountsAsync();
        Assert.Equal((products - 20, 20), (counts[RecognitionState.SupplementRequested], counts[RecognitionState.NotRecognized]));
        Assert.Equal(products, counts.Values.Sum());
        foreach (var id in ids) Assert.Single((await bench.RecordAsync(id)).Steps, s => s.Act is RecognitionAct.PassScreening or RecognitionAct.FailScreening);
        Assert.Equal(4, (await bench.National.GetAsync("recognition-campaigns/2026/batches")).Expect(200).Items().Count);
    }

    [Fact]
    public async Task Batch_OfMoreSlicesThanOneGeneration_GoesOnToTheLast()
    {
        await using var bench = await CampaignBench.StartAsync();
        var ids = Enumerable.Range(1, 2510).Select(n => $"r2026-p-{n:D6}").ToList();
        var started = (await bench.Examiner1.PostAsync("recognition-batches", new { year = 2026, act = "pass-screening", selection = new { ids } }, key: "many-of-none")).Expect(202);
        await bench.App.Server.Clock.WhenIdleAsync();
        var done = (await bench.Examiner1.GetAsync("recognition-batches/" + started.Text("id"))).Expect(200);
        Assert.Equal(("completed", 2510, 0, 2510), (done.Text("state"), done.At("total").GetInt32(), done.At("done").GetInt32(), done.At("refused").GetInt32()));
        var last = (await bench.Examiner1.GetAsync($"recognition-batches/{started.Text("id")}/refusals?take=200")).Expect(200);
        Assert.Equal(200, last.Items().Count);
    }

    [Fact]
    public async Task Start_OfAWrongOrder_IsRefusedBeforeAnythingIsWritten()
    {
        await using var bench = await CampaignBench.StartAsync();
        async Task<string?> ProblemAsync(TestClient officer, int status, object body) =>
            (await officer.PostAsync("recognition-batches", body, key: NewId.Random("batch"))).Expect(status).Problem;
        Assert.Equal("recognition-nothing-selected", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "pass-screening", selection = new { ids = Array.Empty<string>() } }));
        Assert.Equal("recognition-nothing-selected", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "pass-screening", selection = new { where = new { } } }));
        Assert.Equal("recognition-selection-unclear", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "pass-screening", selection = new { } }));
        Assert.Equal("recognition-selection-unclear", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "pass-screening", selection = new { ids = new[] { "r1" }, where = new { } } }));
        Assert.Equal("recognition-act-unknown", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "nonsense", selection = new { where = new { } } }));
        Assert.Equal("role-not-allowed", await ProblemAsync(bench.National, 403, new { year = 2026, act = "recommend", selection = new { where = new { } } }));
        Assert.Equal("fields-invalid", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "fail-screening", selection = new { where = new { } } }));
        Assert.Equal("fields-invalid", await ProblemAsync(bench.Examiner1, 422, new { year = 2026, act = "score", selection = new { where = new { } }, parameters = new { nonsense = 1 } }));
        (await bench.Software.PostAsync("recognition-batches", new { year = 2026, act = "pass-screening", selection = new { where = new { } } }, key: "batch-of-unit")).Expect(403);
        Assert.Empty((await bench.National.GetAsync("recognition-campaigns/2026/batches")).Expect(200).Items());
    }

    /// <summary>Killed before each of its writes in turn, and taken up again: every product is done once, and the lists show it.</summary>
    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Slice_KilledAtAnyWrite_DoesEveryProductOnce()
    {
        var died = true;
        for (var fatal = 1; died; fatal++)
        {
            DyingStore store = null!;
            using var platform = new TestPlatform(
                (services, _) => services
                    .AddSingleton<RecognitionRecords>().AddSingleton<RecognitionsByCampaign>().AddSingleton<RecognitionsByUnit>()
                    .AddSingleton<IProjection>(s => s.GetRequiredService<RecognitionsByCampaign>()).AddSingleton<IProjection>(s => s.GetRequiredService<RecognitionsByUnit>())
                    .AddSingleton<CampaignRecords>().AddSingleton<RecognitionActs>().AddSingleton<IBatchAct, PassScreening>(),
                inner => store = new DyingStore(inner));
            var ids = Enumerable.Range(1, 3).Select(n => RecognitionId.Of(2026, new FilingId("p-" + n.ToString(CultureInfo.InvariantCulture)))).ToList();
            await PrepareAsync(platform, ids);
            var writes = 0;
            store.BeforeCommit = (_, _) => store.Dead |= ++writes == fatal;
            died = false;
            try
            {
                await platform.Create<ApplyRecognitionBatchSlice>().RunAsync("rb-1|1", platform.Durable, default);
            }
            catch (IOException)
            {
                died = true;
            }
            died |= store.Dead;
            (store.Dead, store.BeforeCommit) = (false, null);
            await platform.Create<ApplyRecognitionBatchSlice>().RunAsync("rb-1|1", platform.Durable, default);
            for (var minute = 0; minute < 3; minute++)
            {
                platform.Clock.Advance(TimeSpan.FromMinutes(1));
                await platform.SweepAsync();
            }
            var outcome = (await platform.Cases.FindAsync<SliceOutcome>(BatchRecord.AddressOf("rb-1"), BatchRecord.OutcomeRow(1)))!.Value;
            Assert.Equal((3, 0), (outcome.Done, outcome.Refused.Count));
            foreach (var id in ids)
            {
                var record = (await platform.Get<RecognitionRecords>().FindAsync(id, default))!.Value;
                Assert.Single(record.Steps, s => s.Act == RecognitionAct.PassScreening);
                Assert.Empty(await platform.Cases.VerifyAuditAsync(RecognitionRecords.AddressOf(id)));
            }
            var listed = new List<RecognitionLine>();
            await foreach (var line in platform.Get<RecognitionsByCampaign>().OfAsync(2026, RecognitionsByCampaign.InState(RecognitionState.Screened), null, default)) listed.Add(line);
            Assert.Equal(3, listed.Count);
            Assert.True(fatal < 200);
        }
    }

    private static async Task PrepareAsync(TestPlatform platform, List<RecognitionId> ids)
    {
        Task Put<T>(CaseAddress address, string row, T value) => platform.Records.CommitAsync(address.Table, address.Partition, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(value) }]);
        await Put(CampaignRecords.AddressOf(2026), CaseRows.Record, CampaignRules.Of(2026, new CampaignForm()));
        for (var i = 0; i < ids.Count; i++)
        {
            var number = FilingNumbers.Format(2026, i + 1);
            var record = new RecognitionRecord(ids[i], 2026, new FilingId(ids[i].Value[6..]), number, new UnitId("u-1"), "甲", "轴承", null, RecognitionState.Eligible) { Screening = new Screening(70, 70, 70, 70, 70, null) };
            await Put(RecognitionRecords.AddressOf(ids[i]), CaseRows.Record, record);
        }
        var stamp = new ActStamp(new Actor(new AccountId("a-1"), Role.Examiner, "试点平台"), TestPlatform.Start, "StartRecognitionBatch", "t");
        var batch = new BatchRecord("rb-1", 2026, "pass-screening", new BatchOrder(null, null), stamp, ids.Count, 1, "s");
        await Put(BatchRecord.AddressOf("rb-1"), CaseRows.Record, batch);
        await Put(BatchRecord.AddressOf("rb-1"), batch.SliceRow(1), ids);
    }

    private async Task Timed(string what, int products, Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        output.WriteLine($"{what}: {products} products in {watch.Elapsed.TotalSeconds:0.00} s, {products / watch.Elapsed.TotalSeconds:0} a second");
    }
}
