using System.Text.Json;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Recognition.Supplements;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition;

/// <summary>What a campaign waits for goes on within the hour, whatever became of its workflow, and ends once.</summary>
[Trait("Spec", "REC-02")]
[Trait("Spec", "COM-13")]
public sealed class ReconcileRecognitionsTests
{
    private const string Phone = "19910000063";
    private const string Why = "Test";

    /// <summary>What is found of the workflow of an order that is on record.</summary>
    public enum Found
    {
        /// <summary>It never started.</summary>
        Nothing,

        /// <summary>Somebody ended it.</summary>
        Terminated,

        /// <summary>It is ordered and begins later.</summary>
        Pending,
    }

    [Theory]
    [InlineData(Found.Nothing)]
    [InlineData(Found.Terminated)]
    [InlineData(Found.Pending)]
    public async Task Batch_WithoutARunningWorkflow_GoesOnAndEndsOnce(Found found)
    {
        await using var bench = await CampaignBench.StartAsync();
        var ids = (await bench.FileAsync(BatchRecord.SliceSize + 10)).Select(f => RecognitionId.Of(CampaignBench.Year, f.Id)).ToList();
        await bench.OpenAsync();
        var batch = await OrderedBatchAsync(bench, ids);
        var (instance, input) = (RecognitionBatch.InstanceId(batch.Id), SlicedRun.InputOf(batch.Id, batch.Slices));
        await LeaveAsync(bench, found, RecognitionBatch.Name, instance, input);

        await bench.MoveToAsync("2026-09-16T11:00");
        var progress = (await bench.National.GetAsync($"recognition-batches/{batch.Id}")).Expect(200);
        if (found == Found.Pending)
        {
            Assert.Equal(("running", OrchestrationRuntimeStatus.Pending), (progress.Text("state"), await StatusAsync(bench, instance)));
            return;
        }
        Assert.Equal(("completed", ids.Count, 0), (progress.Text("state"), progress.At("done").GetInt32(), progress.At("refused").GetInt32()));
        var created = (await bench.App.Server.Workflows.GetInstanceAsync(instance, CancellationToken.None))!.CreatedAt;

        // The start that still lay in the outbox, and further hours, change nothing.
        var late = new CaseWrite(BatchRecord.AddressOf(batch.Id), ActStamp.BySystem(bench.App.Service<TimeProvider>(), Why)).Send(WorkflowMessages.Start(RecognitionBatch.Name, instance, input));
        await bench.App.Service<CaseStore>().CommitAsync(late, bench.App.Server.Workflows);
        await bench.MoveToAsync("2026-09-16T13:00");
        Assert.Equal(created, (await bench.App.Server.Workflows.GetInstanceAsync(instance, CancellationToken.None))!.CreatedAt);
        foreach (var id in ids) Assert.Single((await bench.RecordAsync(id)).Steps, s => s.Act == RecognitionAct.Score);
    }

    [Theory]
    [Trait("Spec", "REC-01")]
    [InlineData(Found.Nothing)]
    [InlineData(Found.Terminated)]
    [InlineData(Found.Pending)]
    public async Task EntryRun_WithoutARunningWorkflow_GoesOnAndEndsOnce(Found found)
    {
        await using var bench = await CampaignBench.StartAsync();
        var filings = await bench.FileAsync(EntryRun.SliceSize + 10);
        (await bench.National.PostAsync("recognition-campaigns", new { year = CampaignBench.Year, form = new { } }, key: "campaign-lost")).Expect(201);
        var campaign = (await bench.App.Service<CampaignRecords>().FindAsync(CampaignBench.Year, default))!;
        var stamp = Stamp(bench);
        var run = EntryRun.Of(1, stamp, [new NumberedYear(CampaignBench.Year, filings.Count)]);
        var write = new CaseWrite(CampaignRecords.AddressOf(CampaignBench.Year), stamp)
            .Replace(campaign, campaign.Value with { State = CampaignState.Open, OpenedAt = stamp.When, Runs = 1 })
            .Insert(EntryRun.RowOf(1), run);
        await bench.App.Service<CaseStore>().CommitAsync(write, bench.App.Server.Workflows);
        var instance = EntryRun.InstanceId(CampaignBench.Year, 1);
        await LeaveAsync(bench, found, RecognitionEntry.Name, instance, SlicedRun.InputOf(EntryRun.KeyOf(CampaignBench.Year, 1), run.Slices));

        await bench.MoveToAsync("2026-09-16T11:00");
        var progress = (await bench.National.GetAsync($"recognition-campaigns/{CampaignBench.Year}/entry-runs/1")).Expect(200);
        if (found == Found.Pending)
        {
            Assert.Equal(("running", OrchestrationRuntimeStatus.Pending), (progress.Text("state"), await StatusAsync(bench, instance)));
            return;
        }
        Assert.Equal(("completed", filings.Count), (progress.Text("state"), progress.At("entered").GetInt32()));
        await bench.MoveToAsync("2026-09-16T13:00");
        Assert.Equal(filings.Count, (await bench.CountsAsync())[RecognitionState.Eligible]);
        foreach (var filing in filings) Assert.Single((await bench.RecordAsync(RecognitionId.Of(CampaignBench.Year, filing.Id))).Steps);
        var timeline = await bench.App.Service<CaseStore>().TimelineAsync(CampaignRecords.AddressOf(CampaignBench.Year));
        Assert.Single(timeline, t => t.Code == "campaign.entry-finished");
    }

    [Fact]
    public async Task Supplement_WhoseClockIsLost_RemindsAndLapsesOnce()
    {
        await using var bench = await CampaignBench.StartAsync();
        var ids = (await bench.FileAsync(3)).Select(f => RecognitionId.Of(CampaignBench.Year, f.Id)).ToList();
        await bench.OpenAsync(new { minScore = 10 });
        await bench.BatchAsync(bench.Examiner1, "score", new { }, new { suggested = true });
        await bench.BatchAsync(bench.Examiner1, "pass-screening", new { });
        await bench.BatchAsync(bench.Examiner1, "request-supplement", new { }, new { dueOn = "2026-09-23" });
        var clocks = ids.Select(id => SupplementDeadline.InstanceId(id, new DateOnly(2026, 9, 23))).ToList();
        var workflows = bench.App.Server.Workflows;

        // After the first reminder, 20 September at 09:00, a Sunday of work: one clock was ended, one is gone altogether, one runs.
        await bench.MoveToAsync("2026-09-20T09:30");
        Assert.Equal(ids.Count, await LettersAsync(bench, "recognition.supplement-reminder"));
        foreach (var clock in clocks.Take(2)) await TerminateAsync(bench, clock);
        await workflows.PurgeInstanceAsync(clocks[1], CancellationToken.None);
        var untouched = (await workflows.GetInstanceAsync(clocks[2], CancellationToken.None))!.CreatedAt;
        await bench.MoveToAsync("2026-09-20T10:30");
        foreach (var clock in clocks) Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(bench, clock));
        Assert.Equal(untouched, (await workflows.GetInstanceAsync(clocks[2], CancellationToken.None))!.CreatedAt);
        Assert.Equal(ids.Count, await LettersAsync(bench, "recognition.supplement-reminder"));

        await bench.MoveToAsync("2026-09-24T09:00");
        foreach (var id in ids) Assert.Single((await bench.RecordAsync(id)).Steps, s => s.Act == RecognitionAct.LapseSupplement);
        Assert.Equal(2 * ids.Count, await LettersAsync(bench, "recognition.supplement-reminder"));
        Assert.Equal(ids.Count, await LettersAsync(bench, "recognition.supplement-overdue"));
        foreach (var clock in clocks) Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(bench, clock));
    }

    // A batch as its order leaves it on record, its workflow not started.
    private static async Task<BatchRecord> OrderedBatchAsync(CampaignBench bench, List<RecognitionId> ids)
    {
        var slices = ids.Chunk(BatchRecord.SliceSize).ToList();
        var order = new BatchOrder(JsonSerializer.SerializeToElement(new { suggested = true }), null);
        var batch = new BatchRecord("rb-lost", CampaignBench.Year, "score", order, Stamp(bench), ids.Count, slices.Count, "s-lost");
        var write = new CaseWrite(BatchRecord.AddressOf(batch.Id), batch.Ordered).Insert(CaseRows.Record, batch).Send(ProjectionMessages.Refresh(BatchesByYear.ProjectionName));
        for (var i = 0; i < slices.Count; i++) write.Insert<IReadOnlyList<RecognitionId>>(batch.SliceRow(i + 1), slices[i]);
        await bench.App.Service<CaseStore>().CommitAsync(write, bench.App.Server.Workflows);
        return batch;
    }

    private static async Task LeaveAsync(CampaignBench bench, Found found, string orchestrator, string instance, string input)
    {
        if (found == Found.Nothing) return;
        var later = new StartOrchestrationOptions(instance, bench.App.Server.Clock.GetUtcNow().AddDays(1));
        await bench.App.Server.Workflows.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, later, CancellationToken.None);
        if (found == Found.Terminated) await TerminateAsync(bench, instance);
    }

    private static async Task TerminateAsync(CampaignBench bench, string instance)
    {
        await bench.App.Server.Workflows.TerminateInstanceAsync(instance, (object?)"lost", CancellationToken.None);
        await bench.App.Server.Workflows.WaitForInstanceCompletionAsync(instance, CancellationToken.None);
    }

    private static async Task<OrchestrationRuntimeStatus?> StatusAsync(CampaignBench bench, string instance) =>
        (await bench.App.Server.Workflows.GetInstanceAsync(instance, CancellationToken.None))?.RuntimeStatus;

    private static async Task<int> LettersAsync(CampaignBench bench, string template) =>
        (await bench.App.Anybody().LettersToAsync(Phone)).Count(l => l.Template == template);

    private static ActStamp Stamp(CampaignBench bench) =>
        new(new Actor(new AccountId("a-officer"), Role.Examiner, "试点平台"), bench.App.Server.Clock.GetUtcNow(), Why, "t");
}
